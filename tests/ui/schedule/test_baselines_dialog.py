"""军令状 in the window: frozen, compared, renamed and dropped as a person does it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from battlemap.commands.board import SetDue
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.theme import theme
from battlemap.ui.schedule.baselines_dialog import BaselinesDialog
from tests.ui.conftest import NOW, small_campaign, task


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Session:
    """The small campaign, typed in the day before."""
    path = tmp_path / "b.battlemap"
    small_campaign(path, NOW - timedelta(days=1)).close()
    return Session.open(path, "张三", clock)


def dialog_of(qtbot: QtBot, session: Session, can_write: bool = True) -> BaselinesDialog:
    made = BaselinesDialog(session, theme("light"), date(2018, 11, 20), can_write)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_baseline_is_frozen_and_what_shifted_since_is_told(
    qtbot: QtBot, session: Session, clock: Clock
) -> None:
    dialog = dialog_of(qtbot, session)
    dialog.title.setText("第一份军令状")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert dialog.list.count() == 1
    assert "4 项未变" in dialog.view.summary.text()
    dialog.close()
    clock.now = NOW + timedelta(hours=1)
    session.run(SetDue((task(session, "ECON-03").id,), date(2018, 12, 7)))
    session.run(SetDue((task(session, "ECON-02").id,), date(2018, 11, 14)))
    session.run(DeleteTasks((task(session, "PROJ-01").id,)))
    session.run(CreateTask(task(session, "ECON-01").action, "新来的任务"))
    again = dialog_of(qtbot, session)
    words = {row.code: row.words for row in again.view.shown}
    assert words == {
        "ECON-02": "时限提前 1 个工作日",
        "ECON-03": "时限推迟 5 个工作日",
        "ECON-04": "新增",
        "PROJ-01": "已删除",
    }
    assert again.view.summary.text() == (
        "与军令状“第一份军令状”相比：时限推迟 1 项，提前 1 项，新增 1 项，删除 1 项；1 项未变。"
    )
    assert again.view.table.rowCount() == 4
    again.view.only_moved.setChecked(False)
    assert again.view.table.rowCount() == 5
    bars = {row.name.partition(" ")[0]: row.bars for row in again.view.bars.rows}
    assert [bar.last for bar in bars["ECON-03"]] == [date(2018, 12, 7), date(2018, 11, 30)]
    assert [bar.is_thin for bar in bars["ECON-03"]] == [False, True]


def test_any_earlier_day_is_compared_without_a_baseline(qtbot: QtBot, session: Session, clock: Clock) -> None:
    session.run(SetDue((task(session, "ECON-03").id,), date(2018, 12, 7)))
    dialog = dialog_of(qtbot, session)
    dialog.day.setDate(QDate(2018, 11, 19))
    assert [row.code for row in dialog.view.shown] == ["ECON-03"]
    assert "与2018-11-19 的计划相比" in dialog.view.summary.text()


def test_names_are_checked_and_baselines_dropped(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(qtbot, session)
    qtbot.mouseClick(dialog.freeze, Qt.MouseButton.LeftButton)
    assert dialog.wrong.text() == "军令状的名称不能为空。"
    for name in ("甲", "甲"):
        dialog.title.setText(name)
        qtbot.mouseClick(dialog.freeze, Qt.MouseButton.LeftButton)
    assert "已有名为“甲”的军令状" in dialog.wrong.text()
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", lambda *_, **__: ("乙", True))
    qtbot.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)
    assert dialog.list.item(0).text().startswith("乙")
    qtbot.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
    assert dialog.list.count() == 0
    session.undo()
    assert [one.title for one in session.snapshot.baselines.values() if not one.deleted] == ["乙"]


def test_who_may_only_read_compares_but_changes_nothing(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, can_write=False)
    assert not dialog.freeze.isEnabled()
    assert not dialog.title.isEnabled()
    assert "相比" in dialog.view.summary.text()
