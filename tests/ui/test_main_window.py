from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from battlemap import wording
from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.shown.settings import Settings
from battlemap.ui.board.look import BoardLook
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, new_window, task
from tests.window.teller import Teller


def opened(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def said(window: MainWindow) -> str:
    return window._said.text()


def test_a_step_is_told_in_the_status_line_and_named_in_the_menu(window: MainWindow) -> None:
    session = opened(window)
    moved = task(session, "ECON-03")
    assert window.workspace is not None
    window.workspace.board.move_wanted.emit((moved.id,), moved.action, "moving", None)
    assert task(session, "ECON-03").lane == "moving"
    assert said(window) == "17:32 已保存：移动 ECON-03到“推进中”"
    assert window.actions_["undo"].text() == "撤销：移动 ECON-03到“推进中”(&U)"
    window.actions_["undo"].trigger()
    assert task(session, "ECON-03").lane == "waiting"
    assert window.actions_["redo"].text() == "重做：移动 ECON-03到“推进中”(&R)"


def test_a_refused_drop_shows_its_sentence_and_changes_nothing(window: MainWindow) -> None:
    session = opened(window)
    moved = task(session, "ECON-03")
    assert window.workspace is not None
    window.workspace.board.move_wanted.emit((moved.id,), moved.action, "struck_off", None)
    assert "未经核查不能销号" in window.bar.sentence
    assert task(session, "ECON-03").lane == "waiting"
    window.workspace.board.move_wanted.emit((moved.id,), moved.action, "moving", None)
    assert window.bar.sentence == "", "a success takes the old complaint away"


def test_delete_and_undo_by_keys_act_on_the_selected_cards(qtbot: QtBot, window: MainWindow) -> None:
    session, page = opened(window), window.workspace
    assert page is not None
    page.board.select((task(session, "ECON-03").id,))
    page.board.setFocus()
    qtbot.keyClick(page.board, Qt.Key.Key_Delete)
    assert session.snapshot.task_by_code("ECON-03") is None
    qtbot.keyClick(page.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.snapshot.task_by_code("ECON-03") is not None


def test_enter_opens_the_card_and_a_field_is_saved_with_a_mark(qtbot: QtBot, window: MainWindow) -> None:
    session, page = opened(window), window.workspace
    assert page is not None
    page.board.select((task(session, "ECON-01").id,))
    page.board.setFocus()
    qtbot.keyClick(page.board, Qt.Key.Key_Return)
    assert page.sheet.isVisible()
    page.sheet._title.setPlainText("走访六强企业")
    page.sheet.flush()
    assert task(session, "ECON-01").title == "走访六强企业"
    assert page.sheet._saved.text() == "✓ 17:32 已保存"
    lane = wording.LANES[task(session, "ECON-01").lane]
    qtbot.waitUntil(lambda: page.sheet.judgement.lamp.text().endswith(f"　{lane} 0 天"))


def test_filters_reach_the_board_and_are_cleared_together(qtbot: QtBot, window: MainWindow) -> None:
    session, page = opened(window), window.workspace
    assert page is not None
    page.filters.pick_day(date(2018, 11, 30))
    shown = [t.code for t in session.snapshot.live_tasks if not page.board.rect_of(t.id).isEmpty()]
    assert shown == ["ECON-03"]
    assert window.actions_["clear_filter"].isEnabled()
    window.actions_["clear_filter"].trigger()
    assert page.board.picked is None
    assert not window.actions_["clear_filter"].isEnabled()


def test_the_lamps_are_counted_in_the_background(qtbot: QtBot, window: MainWindow) -> None:
    session, page = opened(window), window.workspace
    assert page is not None
    qtbot.waitUntil(lambda: sum(page.counts.numbers().values()) == 4)
    as_of = NOW.date()
    wanted = [session.snapshot.judge(t, as_of).lamp for t in session.snapshot.live_tasks]
    assert sorted(page.counts.numbers().elements()) == sorted(wanted)
    late = task(session, "ECON-02")
    session.run(MoveTasks((late.id,), late.action, "checking"))
    qtbot.waitUntil(lambda: page.counts.numbers()["red"] == wanted.count("red") - 1)


def test_closing_keeps_what_was_being_typed_and_leaves_one_whole_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session, page = opened(window), window.workspace
    assert page is not None
    page.open_task(task(session, "ECON-01").id)
    page.sheet._detail.setPlainText("没来得及离开字段")
    window.close()
    file = session.file.path
    assert [path.name for path in tmp_path.glob("board.battlemap*")] == [file.name]
    with sqlite3.connect(file) as plain:
        assert plain.execute("SELECT detail FROM task WHERE code = 'ECON-01'").fetchone() == (
            "没来得及离开字段",
        )
    plain.close()


def test_the_window_is_remembered(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, tmp_path: Path
) -> None:
    assert window.workspace is not None
    window.resize(1100, 640)
    window.workspace.board.set_zoom(0.8)
    window.choose_theme("dark")
    file = opened(window).file.path
    window.close()
    again = new_window(qapp, tmp_path)
    qtbot.addWidget(again)
    assert again.height() == 640, "the offscreen screen is too narrow for the width"
    assert again.settings.theme == "dark"
    assert again.settings.recent == [str(file)]
    assert again.files.open(file)
    assert again.workspace is not None
    assert again.workspace.board.zoom == pytest.approx(0.8, abs=0.05)
    again.close()


def test_a_file_in_use_is_offered_for_reading_only(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, tmp_path: Path
) -> None:
    second = new_window(qapp, tmp_path / "second")
    qtbot.addWidget(second)
    second.show()
    assert not second.files.open(opened(window).file.path)
    assert second.workspace is None
    assert second.bar.sentence
    second.bar._on_remedy()
    assert second.workspace is not None
    assert "（只读）" in second.windowTitle()
    assert not second.actions_["new_task"].isEnabled()
    moved = task(opened(second), "ECON-03")
    second.workspace.board.move_wanted.emit((moved.id,), moved.action, "moving", None)
    assert "只读" in second.bar.sentence
    second.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\x07" * 600, b"plain words"])
def test_a_file_that_cannot_be_opened_leaves_the_welcome_page_and_a_sentence(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "bad.battlemap"
    path.write_bytes(content)
    fresh = new_window(qapp, tmp_path)
    qtbot.addWidget(fresh)
    fresh.show()
    assert not fresh.files.open(path)
    assert "bad.battlemap" in fresh.bar.sentence
    assert fresh.welcome.isVisible()


def test_a_campaign_that_is_over_is_judged_by_its_last_record(
    qtbot: QtBot, qapp: QApplication, session: Session, tmp_path: Path
) -> None:
    path = session.file.path
    session.close()
    later = new_window(qapp, tmp_path, datetime(2026, 1, 5, 9, 0))
    qtbot.addWidget(later)
    later.files.open(path)
    assert later.workspace is not None
    assert later.workspace.as_of == NOW.date()
    assert later.workspace.band.countdown == "攻坚第 51 天 · 剩 41 天"
    later.workspace.pin(date(2018, 12, 1))
    later.close()
    again = new_window(qapp, tmp_path, datetime(2026, 1, 6, 9, 0))
    qtbot.addWidget(again)
    again.files.open(path)
    assert again.workspace is not None
    assert again.workspace.as_of == date(2018, 12, 1)
    again.close()


def test_the_places_of_cards_are_told_to_who_asks(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    teller = Teller(window, tmp_path / "tell.json")
    teller.tell()
    seen = teller.seen()
    assert seen["cards"].keys() == {"ECON-01", "ECON-02", "ECON-03", "PROJ-01"}
    assert "ECON/struck_off" in seen["cells"]
    assert (tmp_path / "tell.json").read_text("utf-8").startswith("{")


def test_settings_of_another_world_do_not_stop_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "settings.json").write_text(
        '{"theme": "neon", "density": "x", "geometry": "ü"}', "utf-8"
    )
    odd = new_window(qapp, tmp_path)
    qtbot.addWidget(odd)
    assert (odd.settings.theme, odd.settings.density) == ("light", "normal")


def test_a_denser_board_shows_smaller_cards_and_is_remembered(window: MainWindow) -> None:
    assert window.workspace is not None
    card = task(opened(window), "ECON-01").id
    before = window.workspace.board.rect_of(card).height()
    window.desk(BoardLook).choose_density("compact")
    assert window.workspace.board.rect_of(card).height() < before
    assert Settings.load(window.settings.path).density == "compact"


@pytest.mark.parametrize("height", [1000, 700, 560])
def test_every_page_of_the_rail_is_in_sight_however_low_the_window(
    window: MainWindow, qtbot: QtBot, height: int
) -> None:
    window.resize(1366, height)
    window.show()
    qtbot.waitExposed(window)
    buttons = [button for button in window.rail.findChildren(QToolButton) if button.text()]
    assert len(buttons) >= 8
    assert window.height() == height
    for button in buttons:
        assert window.rail.rect().contains(button.geometry())


def test_an_open_campaign_is_not_looked_through_for_garbage_and_a_closed_one_is(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = opened(window).file.path
    assert window.close_campaign()
    done: list[str] = []
    monkeypatch.setattr("battlemap.ui.main_window.set_aside", lambda: done.append("aside"))
    monkeypatch.setattr("battlemap.ui.main_window.take_back", lambda: done.append("back"))
    assert window.files.open(path)
    assert done == ["aside"]
    assert window.close_campaign()
    assert done == ["aside", "back"]
