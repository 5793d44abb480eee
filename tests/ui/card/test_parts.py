"""The lists of the card sheet: each deed is one undoable step, by mouse and by keyboard alike."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.checklist import AddChecklistItems
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.ui.card.parts import CardParts
from battlemap.ui.dialogs.report import ReportDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.form import RowDialog
from tests.ui.conftest import answer, task

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    return window.workspace.session


@pytest.fixture
def parts(window: MainWindow, running: Session) -> CardParts:
    """The lists of ECON-01, as they stand in the window."""
    assert window.workspace
    window.workspace.board.select((task(running, "ECON-01").id,))
    window.actions_["edit_task"].trigger()
    shown = window.workspace.sheet.parts
    for section in shown.sections.values():
        section.heading.click()
    return shown


def titles(running: Session) -> list[str]:
    return [item.title for item in running.snapshot.checklist_of(task(running, "ECON-01").id)]


def test_enter_adds_a_line_and_waits_for_the_next(qtbot: QtBot, parts: CardParts, running: Session) -> None:
    field = parts["checklist"]["title"]
    for words in ("勘界", "评估"):
        field.insert(words)
        qtbot.keyClick(field, ENTER)
    assert titles(running) == ["勘界", "评估"]
    assert parts["checklist"].list.words == ["勘界", "评估"]
    assert field.text() == ""
    assert parts.sections["checklist"].heading.text() == "工作清单　0/2"


def test_a_pasted_block_becomes_lines_in_one_step(qtbot: QtBot, parts: CardParts, running: Session) -> None:
    before = len(running.steps())
    QGuiApplication.clipboard().setText("勘界\r\n评估\r\n公示\r\n")
    qtbot.keyClick(parts["checklist"]["title"], Qt.Key.Key_V, CTRL)
    assert titles(running) == ["勘界", "评估", "公示"]
    assert len(running.steps()) == before + 1


def test_lines_are_ticked_renamed_moved_and_removed(qtbot: QtBot, parts: CardParts, running: Session) -> None:
    id = task(running, "ECON-01").id
    running.run(AddChecklistItems(id, ("勘界", "评估", "公示")))
    listed = parts["checklist"].list
    listed.item(0).setCheckState(Qt.CheckState.Checked)
    assert running.snapshot.checklist_of(id)[0].is_done
    listed.item(1).setText("评估报告")
    assert titles(running)[1] == "评估报告"
    listed.setCurrentRow(2)
    qtbot.keyClick(listed, Qt.Key.Key_Up, CTRL)
    assert titles(running) == ["勘界", "公示", "评估报告"]
    assert listed.currentRow() == 1
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert titles(running) == ["勘界", "评估报告"]
    running.undo()
    assert titles(running) == ["勘界", "公示", "评估报告"]
    assert parts["checklist"].list.words == titles(running)


def test_a_refused_name_is_put_back(parts: CardParts, running: Session) -> None:
    running.run(AddChecklistItems(task(running, "ECON-01").id, ("勘界",)))
    parts["checklist"].list.item(0).setText("  ")
    assert titles(running) == ["勘界"]
    assert parts["checklist"].list.item(0).text() == "勘界"


def test_a_milestone_is_added_with_a_day_in_words_and_reached(
    qtbot: QtBot, parts: CardParts, running: Session
) -> None:
    id = task(running, "ECON-01").id
    parts["milestones"]["title"].insert("首批走访")
    parts["milestones"]["due_on"].line.insert("11月底前")
    qtbot.keyClick(parts["milestones"]["due_on"].line, ENTER)
    (stone,) = running.snapshot.milestones_of(id)
    assert (stone.title, stone.due_on) == ("首批走访", date(2018, 11, 30))
    parts["milestones"].list.item(0).setCheckState(Qt.CheckState.Checked)
    assert running.snapshot.milestones_of(id)[0].done_on == date(2018, 11, 20)
    parts["milestones"].list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert running.snapshot.milestones_of(id)[0].done_on is None


def test_enter_opens_a_milestone_with_all_its_fields(
    qtbot: QtBot, parts: CardParts, running: Session
) -> None:
    id = task(running, "ECON-01").id
    running.run(AddRow("milestone", {"task": id, "title": "首批走访", "due_on": date(2018, 11, 26)}))

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        dialog.form["weight"].setText("3")
        dialog.form["due_on"].line.setText("12月5日")

    answer(RowDialog, fill)
    qtbot.keyClick(parts["milestones"].list, ENTER)
    (stone,) = running.snapshot.milestones_of(id)
    assert (stone.weight, stone.due_on) == (3, date(2018, 12, 5))


def test_a_report_is_listed_and_taken_away(
    qtbot: QtBot, parts: CardParts, running: Session, window: MainWindow
) -> None:
    assert parts.sections["reports"].isHidden(), "there is none yet, and none is written here"

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportDialog)
        dialog.percent.setValue(70)
        dialog.words.setPlainText("走访过半")

    answer(ReportDialog, fill)
    assert window.workspace
    window.workspace.sheet.report.click()
    reported = task(running, "ECON-01")
    assert (reported.progress, reported.visible_progress) == (70, "走访过半")
    assert parts.sections["reports"].heading.text() == "进度反馈　1 次"
    (line,) = parts["reports"].list.words
    assert line.startswith("11月20日　70%　走访过半　")
    qtbot.keyClick(parts["reports"].list, Qt.Key.Key_Delete)
    assert running.snapshot.reports_of(reported.id) == ()


def test_an_instruction_is_written_down_and_answered(
    qtbot: QtBot, parts: CardParts, running: Session
) -> None:
    id = task(running, "ECON-01").id

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        dialog.form["leader"].setText("李书记")
        dialog.form["words"].setPlainText("25日前拿出方案")
        dialog.form["due_on"].line.setText("11月25日")

    answer(RowDialog, give)
    parts["instructions"].add.click()
    (given,) = running.snapshot.instructions_of(id)
    assert (given.leader, given.due_on, given.is_open) == ("李书记", date(2018, 11, 25), True)
    assert parts.sections["instructions"].heading.text() == "批示　1 条，1 条待办"

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        dialog.form["answer"].setPlainText("方案已报")

    answer(RowDialog, settle)
    qtbot.keyClick(parts["instructions"].list, ENTER)
    assert running.snapshot.instructions_of(id)[0].answer == "方案已报"
    assert parts.sections["instructions"].heading.text() == "批示　1 条"


def test_open_sections_are_remembered(qtbot: QtBot, parts: CardParts, window: MainWindow) -> None:
    section = parts.sections["milestones"]
    assert "milestones" in window.settings.open_parts
    section.heading.click()
    assert section.is_folded
    assert "milestones" not in window.settings.open_parts
    section.heading.click()
    assert window.settings.open_parts[-1] == "milestones"


def test_a_day_that_cannot_be_read_is_refused_and_stays_as_typed(
    qtbot: QtBot, parts: CardParts, running: Session, window: MainWindow
) -> None:
    part = parts["milestones"]
    part["title"].insert("首批走访")
    part["due_on"].line.setText("20181345")
    qtbot.keyClick(part["title"], ENTER)
    assert running.snapshot.milestones_of(task(running, "ECON-01").id) == ()
    assert window.bar.sentence.startswith("完成时限：认不出日期")
    assert (part["title"].text(), part["due_on"].line.text()) == ("首批走访", "20181345")
    part["due_on"].line.setText("20181130")
    qtbot.keyClick(part["title"], ENTER)
    (stone,) = running.snapshot.milestones_of(task(running, "ECON-01").id)
    assert stone.due_on == date(2018, 11, 30)
    assert part["title"].text() == part["due_on"].line.text() == ""


def test_what_is_half_typed_goes_with_its_card(
    parts: CardParts, running: Session, window: MainWindow
) -> None:
    assert window.workspace
    parts["milestones"]["title"].insert("首批走访")
    parts["milestones"]["due_on"].line.insert("11月底前")
    window.workspace.choose(task(running, "PROJ-01").id)
    assert parts["milestones"]["title"].text() == parts["milestones"]["due_on"].line.text() == ""
