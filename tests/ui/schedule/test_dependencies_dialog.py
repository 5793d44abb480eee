"""先后关系 in the window: links are added, changed, loosened; loops are named; what is late or must give way is told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from battlemap.commands.board import SetDue
from battlemap.commands.dependency import AddDependency
from battlemap.commands.session import Session
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.ui.main_window import MainWindow
from battlemap.ui.schedule.dependencies_dialog import DependenciesDialog, Side
from tests.ui.conftest import task

TODAY = date(2018, 11, 20)


def dialog_of(qtbot: QtBot, session: Session, code: str, can_write: bool = True) -> DependenciesDialog:
    made = DependenciesDialog(session, task(session, code).id, TODAY, can_write)
    qtbot.addWidget(made)
    made.show()
    return made


def enter(qtbot: QtBot, dialog: DependenciesDialog, side: Side, text: str) -> None:
    line = dialog.names[side].lineEdit()
    assert line is not None
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def links(session: Session) -> list[tuple[str, str, str, int]]:
    tasks = session.snapshot.tasks
    return [
        (tasks[link.predecessor].code, tasks[link.successor].code, link.kind, link.lag)
        for link in session.snapshot.live_dependencies
    ]


def test_links_are_added_changed_and_loosened(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, "ECON-03")
    enter(qtbot, dialog, "before", "econ-02")
    enter(qtbot, dialog, "after", "PROJ-01 征迁清零")
    assert links(session) == [("ECON-02", "ECON-03", "fs", 0), ("ECON-03", "PROJ-01", "fs", 0)]
    lag = dialog.tables["before"].cellWidget(0, 2)
    assert isinstance(lag, QSpinBox)
    lag.setValue(3)
    lag.editingFinished.emit()
    kind = dialog.tables["before"].cellWidget(0, 1)
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    assert links(session)[0] == ("ECON-02", "ECON-03", "ss", 3)
    drop = dialog.tables["after"].cellWidget(0, 4)
    assert isinstance(drop, QPushButton)
    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert links(session) == [("ECON-02", "ECON-03", "ss", 3)]
    session.undo()
    assert len(links(session)) == 2


def test_a_loop_is_refused_and_named(qtbot: QtBot, session: Session) -> None:
    session.run(AddDependency(task(session, "ECON-01").id, task(session, "ECON-02").id))
    session.run(AddDependency(task(session, "ECON-02").id, task(session, "ECON-03").id))
    dialog = dialog_of(qtbot, session, "ECON-01")
    enter(qtbot, dialog, "before", "ECON-03")
    assert "形成循环：ECON-03 → ECON-01 → ECON-02 → ECON-03" in dialog.wrong.text()
    enter(qtbot, dialog, "before", "没有的任务")
    assert "请从列表中选一项任务" in dialog.wrong.text()
    assert len(links(session)) == 2


def test_what_must_give_way_is_offered_in_the_dialog(qtbot: QtBot, session: Session) -> None:
    after = task(session, "ECON-03").id
    session.run(Reschedule((TaskDays(after, date(2018, 11, 12), date(2018, 11, 14)),)))
    dialog = dialog_of(qtbot, session, "ECON-03")
    enter(qtbot, dialog, "before", "ECON-02")
    assert "ECON-03" in dialog.offer.words
    qtbot.mouseClick(dialog.offer.yes, Qt.MouseButton.LeftButton)
    assert task(session, "ECON-03").start_on == date(2018, 11, 16)
    item = dialog.tables["before"].item(0, 3)
    assert item is not None
    assert item.text() == "前置 ECON-02 未完成，已超期 5 天"


def test_who_may_only_read_sees_the_links_and_changes_none(qtbot: QtBot, session: Session) -> None:
    session.run(AddDependency(task(session, "ECON-02").id, task(session, "ECON-03").id))
    dialog = dialog_of(qtbot, session, "ECON-03", can_write=False)
    assert dialog.tables["before"].rowCount() == 1
    drop = dialog.tables["before"].cellWidget(0, 4)
    assert drop is not None
    assert not drop.isEnabled()


def test_card_and_sheet_tell_of_a_late_predecessor(window: MainWindow) -> None:
    page = window.workspace
    assert page is not None
    session = page.session
    session.run(AddDependency(task(session, "ECON-02").id, task(session, "ECON-03").id))
    late = "前置 ECON-02 未完成，已超期 5 天"
    stage = page.board.stage
    assert stage is not None
    assert stage.contents.card(task(session, "ECON-03").id).waits_for == late
    page.open_task(task(session, "ECON-03").id)
    assert f"等待：{late}" in page.sheet.judgement.reasons.text()
    session.run(SetDue((task(session, "ECON-02").id,), date(2018, 12, 20), "", "会议商定"))
    assert "11" not in stage.contents.card(task(session, "ECON-03").id).waits_for


def test_a_due_day_moved_on_the_board_offers_to_push_what_follows(window: MainWindow, qtbot: QtBot) -> None:
    page = window.workspace
    assert page is not None
    session = page.session
    first, then = task(session, "ECON-03").id, task(session, "PROJ-01").id
    session.run(AddDependency(first, then))
    session.run(Reschedule((TaskDays(then, date(2018, 12, 3), date(2018, 12, 7)),)))
    assert page.offer.words == ""
    page.deeds.set_due((first,), date(2018, 12, 5))
    assert "PROJ-01" in page.offer.words
    qtbot.mouseClick(page.offer.yes, Qt.MouseButton.LeftButton)
    assert task(session, "PROJ-01").start_on == date(2018, 12, 6)
    assert page.offer.words == ""
    session.undo()
    assert task(session, "PROJ-01").start_on == date(2018, 12, 3)
