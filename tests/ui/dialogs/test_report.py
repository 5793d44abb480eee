"""A report with a note is three actions: choose the card, one key, type and confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.ui.dialogs.report import ReportDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


def test_a_key_on_the_board_asks_and_ctrl_enter_reports(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workspace
    page = window.workspace
    card = task(page.session, "ECON-01").id
    page.choose(card)
    page.board.setFocus()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportDialog)
        QTest.keyClicks(dialog.percent, "70")
        dialog.words.setPlainText("已走访 21 家")
        QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(ReportDialog, fill)
    qtbot.keyClicks(page.board, "r")
    qtbot.waitUntil(lambda: task(page.session, "ECON-01").progress == 70)
    changed = task(page.session, "ECON-01")
    assert (changed.progress, changed.visible_progress) == (70, "已走访 21 家")
    [report] = page.session.snapshot.reports_of(card)
    assert (report.progress, report.words) == (70, "已走访 21 家")


def test_several_cards_are_reported_in_one_step(window: MainWindow) -> None:
    assert window.workspace
    page = window.workspace
    ids = tuple(task(page.session, code).id for code in ("ECON-01", "PROJ-01"))
    before = len(page.session.steps())

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportDialog)
        dialog.percent.setValue(90)
        dialog.accept()

    answer(ReportDialog, fill)
    page.deeds.report(ids)
    assert [page.session.snapshot.tasks[id].progress for id in ids] == [90, 90]
    assert len(page.session.steps()) == before + 1


def test_a_day_that_cannot_be_read_is_refused_and_what_was_typed_stays(window: MainWindow) -> None:
    assert window.workspace
    page = window.workspace
    dialog = ReportDialog(window.icons, page.session.snapshot, (task(page.session, "ECON-01").id,), window)
    dialog.words.setPlainText("半句话")
    dialog.day.line.setText("某天")
    dialog.accept()
    assert "某天" in dialog.wrong.text()
    assert dialog.words.toPlainText() == "半句话"
    dialog.deleteLater()
