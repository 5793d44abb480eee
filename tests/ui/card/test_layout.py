"""The card sheet says what matters on its first screen, and says it once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.demo import write_demo
from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


@pytest.fixture
def sheet(window: MainWindow) -> CardSheet:
    """The sheet of ECON-01, as it opens in the window."""
    assert window.workspace
    window.workspace.open_task(task(window.workspace.session, "ECON-01").id)
    return window.workspace.sheet


def test_facts_and_deeds_of_every_demo_card_stand_on_the_first_screen(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, tmp_path: Path
) -> None:
    """1366×768 less a task bar of 40 px."""
    path = tmp_path / "百日攻坚.battlemap"
    write_demo(path)
    assert window.files.open(path)
    window.resize(1366, 728)
    page = window.workspace
    assert page
    beyond = {}
    for shown in page.session.snapshot.live_tasks:
        page.open_task(shown.id)
        judgement = page.sheet.judgement
        qtbot.waitUntil(lambda judgement=judgement: judgement.is_complete)
        qapp.processEvents()
        facts, view = page.sheet.facts, page.sheet.scroller.viewport().height()
        if facts.geometry().bottom() >= view or page.sheet.scroller.verticalScrollBar().value():
            beyond[shown.code] = (facts.geometry().bottom(), view)
        assert page.sheet.report.isVisible()
        assert page.sheet.problem.isVisible()
    assert beyond == {}


def test_it_opens_with_the_title_ready_but_not_selected(sheet: CardSheet, qtbot: QtBot) -> None:
    title = sheet._title
    sheet.window().activateWindow()
    qtbot.waitUntil(title.hasFocus)
    assert not title.textCursor().hasSelection()
    qtbot.keyClicks(title, "8")
    assert title.toPlainText() == "走访龙头企业8"


def test_all_lists_are_folded_at_first(sheet: CardSheet) -> None:
    assert {name for name, section in sheet.parts.sections.items() if not section.is_folded} == set()
    assert {"details", "attachments", "history", "problems"} <= set(sheet.parts.sections)


def test_percent_and_the_deeds_stand_there_once(sheet: CardSheet) -> None:
    percents = [box for box in sheet.findChildren(QAbstractSpinBox) if box.accessibleName() == "进度"]
    assert percents == [sheet._progress]
    buttons = [button.text() for button in sheet.findChildren(QPushButton)]
    assert [text for text in buttons if "反馈" in text or "卡点" in text] == ["反馈进度…", "登记卡点…"]


def test_what_is_being_typed_is_saved_before_a_deed(sheet: CardSheet, window: MainWindow) -> None:
    assert window.workspace
    seen: list[str] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ProblemDialog)
        seen.append(task(window.workspace.session, "ECON-01").title)
        dialog.what.setPlainText("等批复")

    sheet._title.setPlainText("走访十强企业")
    answer(ProblemDialog, fill)
    sheet.problem.click()
    assert seen == ["走访十强企业"]
    assert sheet.parts.sections["problems"].heading.text() == "卡点　1 个，1 个未解决"


def test_a_finished_card_takes_no_report(sheet: CardSheet, window: MainWindow) -> None:
    assert window.workspace
    session = window.workspace.session
    shown = task(session, "ECON-01")
    session.run(MoveTasks((shown.id,), shown.action, "checking"))
    assert not sheet.report.isEnabled()
    assert "已办结" in sheet.report.toolTip()
    assert sheet.problem.isEnabled()
