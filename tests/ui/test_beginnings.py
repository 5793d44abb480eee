from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.dialogs.campaign import CampaignDialog
from battlemap.ui.dialogs.plan_gain import PlanGainDialog
from battlemap.ui.dialogs.plan_preview import PlanPreview
from battlemap.ui.files import file_name
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, answer
from tests.ui.dialogs.test_plan_preview import PLAN

Choose = Callable[[Path], None]


@pytest.fixture
def fresh(qtbot: QtBot, make_window: Callable[[], MainWindow]) -> MainWindow:
    made = make_window()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Choose:
    def choose(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return choose


def test_a_plan_becomes_a_campaign_in_one_undoable_step(
    fresh: MainWindow, tmp_path: Path, place: Choose
) -> None:
    plan, file = tmp_path / "方案.txt", tmp_path / "攻坚"
    plan.write_text(PLAN, "gb18030")
    place(file)
    answer(PlanPreview)
    fresh.open_any(plan)
    assert fresh.workspace is not None
    session = fresh.workspace.session
    assert session.file.path == tmp_path / "攻坚.battlemap"
    assert session.snapshot.columns[0].title.startswith("经济运行")
    assert session.snapshot.campaign.ends_on == date(2018, 12, 31)
    assert len(session.snapshot.live_tasks) > 3
    fresh.actions_["undo"].trigger()
    assert session.snapshot.live_tasks == ()
    fresh.close()


def test_a_second_plan_adds_only_what_is_new_after_a_preview(
    fresh: MainWindow, tmp_path: Path, place: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, more = tmp_path / "方案.txt", tmp_path / "补充方案.txt"
    plan.write_text(PLAN, "utf-8")
    more.write_text(PLAN.rstrip() + "开展夜间经济试点。\n", "utf-8")
    place(tmp_path / "攻坚")
    answer(PlanPreview)
    fresh.open_any(plan)
    assert fresh.workspace is not None
    session = fresh.workspace.session
    count = len(session.snapshot.live_tasks)
    shown: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PlanGainDialog)
        action = dialog.tree.topLevelItem(0)
        assert action is not None
        shown.append(action.child(0).child(0).text(0))

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(more), ""))
    answer(PlanGainDialog, look)
    fresh.actions_["merge_plan"].trigger()
    assert len(session.snapshot.live_tasks) == count + 1
    assert shown == [max(session.snapshot.live_tasks, key=lambda task: task.code).title]
    fresh.actions_["undo"].trigger()
    assert len(session.snapshot.live_tasks) == count
    fresh.close()


def test_a_file_that_is_no_plan_gets_one_sentence_and_no_campaign(fresh: MainWindow, tmp_path: Path) -> None:
    plan = tmp_path / "空.txt"
    plan.write_bytes(b"")
    fresh.open_any(plan)
    assert "空.txt" in fresh.bar.sentence
    assert fresh.workspace is None
    assert list(tmp_path.glob("*.battlemap")) == []


def test_a_blank_campaign_begins_with_what_was_typed(
    fresh: MainWindow, tmp_path: Path, place: Choose
) -> None:
    place(tmp_path / "新.battlemap")
    answer(CampaignDialog, lambda dialog: dialog.name.setText("冬季攻坚"))  # type: ignore[attr-defined]
    fresh.actions_["new_blank"].trigger()
    assert fresh.workspace is not None
    campaign = fresh.workspace.session.snapshot.campaign
    assert (campaign.title, campaign.starts_on, campaign.day_count) == ("冬季攻坚", NOW.date(), 100)
    fresh.close()


def test_the_demo_opens_on_its_own_last_day(fresh: MainWindow, tmp_path: Path, place: Choose) -> None:
    place(tmp_path / "演示.battlemap")
    fresh.actions_["demo"].trigger()
    assert fresh.workspace is not None
    assert len(fresh.workspace.session.snapshot.live_tasks) >= 70
    assert fresh.workspace.as_of == date(2018, 11, 20)
    fresh.close()


def test_what_is_replaced_is_set_aside_and_strange_files_are_left_alone(
    fresh: MainWindow, tmp_path: Path, place: Choose, session: Session
) -> None:
    session.close()
    place(session.file.path)
    fresh.actions_["demo"].trigger()
    assert len(list(tmp_path.glob("board *被替换.battlemap"))) == 1
    fresh.actions_["close"].trigger()
    strange = tmp_path / "账本.battlemap"
    strange.write_text("not ours")
    place(strange)
    fresh.actions_["demo"].trigger()
    assert "不予覆盖" in fresh.bar.sentence
    assert strange.read_text() == "not ours"
    fresh.close()


def test_a_copy_is_whole_and_the_open_file_stays_open(
    fresh: MainWindow, tmp_path: Path, place: Choose, session: Session
) -> None:
    session.close()
    assert fresh.files.open(session.file.path)
    place(tmp_path / "副本.battlemap")
    fresh.actions_["save_copy"].trigger()
    assert "副本" in fresh.bar.sentence
    with Session.open(tmp_path / "副本.battlemap", "李四", lambda: NOW, read_only=True) as copy:
        assert len(copy.snapshot.live_tasks) == 4
    assert fresh.workspace is not None
    assert fresh.workspace.session.file.path == session.file.path
    fresh.close()


def test_titles_become_names_that_every_machine_takes() -> None:
    assert file_name('高新区"百日攻坚"行动/2018') == "高新区百日攻坚行动2018"
    assert file_name("?") == "作战图"
