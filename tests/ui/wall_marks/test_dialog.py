"""Marks are typed fast, refused at once where they make no sense, and written as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.icons import IconBook
from battlemap.ui.main_window import MainWindow
from battlemap.ui.wall_marks.dialog import WallMarksDialog
from tests.ui.conftest import answer, task


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> WallMarksDialog:
    made = WallMarksDialog(IconBook(), session.snapshot, session.clock().date())
    # closing would ask what to do with the marks
    qtbot.addWidget(made, before_close_func=lambda dialog: dialog.marks.clear())
    made.show()
    qtbot.waitUntil(made.entry.code.hasFocus)
    return made


def type_mark(qtbot: QtBot, dialog: WallMarksDialog, code: str, mark: str) -> None:
    """Types as a person does: code, Tab, mark, Enter."""
    qtbot.keyClicks(dialog.entry.code, code)
    qtbot.keyClick(dialog.entry.code, Qt.Key.Key_Tab)
    dialog.entry.mark.insert(mark)
    qtbot.keyClick(dialog.entry.mark, Qt.Key.Key_Return)


def rows(dialog: WallMarksDialog) -> list[list[str]]:
    listed = []
    for row in range(dialog.table.rowCount()):
        cells = [dialog.table.item(row, column) for column in range(4)]
        listed.append([cell.text() if cell else "" for cell in cells])
    return listed


def test_a_row_says_what_will_happen_and_the_cursor_is_at_the_next_code(
    qtbot: QtBot, dialog: WallMarksDialog
) -> None:
    type_mark(qtbot, dialog, "econ1", "80")
    assert rows(dialog) == [["ECON-01", "走访龙头企业", "进度 80%", "进度 55% → 80%"]]
    assert dialog.entry.code.hasFocus()
    assert dialog.entry.code.text() == dialog.entry.mark.text() == ""
    type_mark(qtbot, dialog, "ECON-01", "w")
    assert rows(dialog)[1][3] == "推进中 → 待核查，进度 80% → 100%"
    assert dialog.yes.text() == "写入 2 处"


def test_an_unknown_code_is_refused_at_once(qtbot: QtBot, dialog: WallMarksDialog) -> None:
    qtbot.keyClicks(dialog.entry.code, "ECON-77")
    qtbot.keyClick(dialog.entry.code, Qt.Key.Key_Tab)
    assert dialog.entry.said.text() == "没有编号为“ECON-77”的任务卡，请核对。"
    assert dialog.entry.code.hasFocus()
    assert dialog.entry.code.selectedText() == "ECON-77"


def test_a_mark_that_a_rule_forbids_is_refused_at_once(qtbot: QtBot, dialog: WallMarksDialog) -> None:
    type_mark(qtbot, dialog, "ECON-01", "x")
    assert "未经核查不能销号" in dialog.entry.said.text()
    assert rows(dialog) == []
    assert dialog.entry.mark.hasFocus()
    qtbot.keyClick(dialog.entry.mark, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.entry.mark, "w")
    qtbot.keyClick(dialog.entry.mark, Qt.Key.Key_Return)
    type_mark(qtbot, dialog, "ECON-01", "x")
    assert [row[3] for row in rows(dialog)] == ["推进中 → 待核查，进度 55% → 100%", "待核查 → 已销号"]


def test_a_scanner_fills_the_code_and_goes_on_to_the_mark(qtbot: QtBot, dialog: WallMarksDialog) -> None:
    qtbot.keyClicks(dialog.entry.code, "PROJ-01")
    qtbot.keyClick(dialog.entry.code, Qt.Key.Key_Return)
    assert dialog.entry.mark.hasFocus()
    assert dialog.isVisible()
    assert dialog.entry.said.text() == "PROJ-01　征迁清零"


def test_rows_are_taken_back_and_away(qtbot: QtBot, dialog: WallMarksDialog) -> None:
    type_mark(qtbot, dialog, "ECON-01", "80")
    type_mark(qtbot, dialog, "PROJ-01", "k土地未批")
    dialog._again(0)
    assert (dialog.entry.code.text(), dialog.entry.mark.text()) == ("ECON-01", "80")
    assert [row[0] for row in rows(dialog)] == ["PROJ-01"]
    dialog.table.setFocus()
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert rows(dialog) == []
    assert not dialog.yes.isEnabled()


def test_a_row_that_is_typed_but_not_taken_is_not_lost_silently(
    qtbot: QtBot, dialog: WallMarksDialog
) -> None:
    type_mark(qtbot, dialog, "ECON-01", "80")
    qtbot.keyClicks(dialog.entry.code, "PROJ-01")
    qtbot.keyClick(dialog.entry.code, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.entry.mark, "90")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "PROJ-01" in dialog.wrong.text()


def test_all_marks_are_one_step(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workspace
    session = window.workspace.session

    def fill(shown: QDialog) -> None:
        assert isinstance(shown, WallMarksDialog)
        type_mark(qtbot, shown, "ECON-01", "80")
        type_mark(qtbot, shown, "PROJ-01", "w")
        type_mark(qtbot, shown, "ECON-02", "k 资金未到位")

    answer(WallMarksDialog, fill)
    window.actions_["wall_marks"].trigger()
    assert session.can_undo == "图上回填 3 处"
    assert task(session, "ECON-01").progress == 80
    assert task(session, "PROJ-01").lane == "checking"
    assert session.snapshot.stuck_words(task(session, "ECON-02").id) == "资金未到位"
    session.undo()
    assert task(session, "ECON-01").progress == 55
