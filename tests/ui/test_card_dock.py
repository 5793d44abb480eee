"""The card sheet costs nothing until a card is looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.task import CreateTask
from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


def sheets(window: MainWindow) -> list[CardSheet]:
    return [widget for widget in window.findChildren(QWidget) if isinstance(widget, CardSheet)]


def test_it_is_not_made_before_it_is_wanted(window: MainWindow) -> None:
    page = window.workspace
    assert page
    page.choose(task(page.session, "ECON-01").id)
    page.turn_to("list")
    page.turn_to("board")
    page.dock.flush()
    assert not page.dock.has_unsaved
    assert sheets(window) == []
    page.open_task(task(page.session, "ECON-02").id)
    assert sheets(window) == [page.sheet]
    assert page.sheet.task == task(page.session, "ECON-02").id


def test_where_it_was_left_open_it_comes_after_the_first_picture_with_its_hint(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.workspace
    assert page
    window.actions_["show_sheet"].setChecked(True)
    assert sheets(window) == []
    qtbot.waitUntil(lambda: bool(sheets(window)))
    assert page.sheet.task is None
    assert page.sheet.isVisible()


def test_undo_takes_back_what_is_being_typed_in_a_new_card_first(window: MainWindow) -> None:
    page = window.workspace
    assert page
    session = page.session
    page.deeds.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    made = task(session, "ECON-04")
    page.open_task(made.id)
    page.sheet._title.setPlainText("写到一半")
    window.actions_["undo"].trigger()
    assert task(session, "ECON-04").title == "新任务"
    window.actions_["redo"].trigger()
    assert task(session, "ECON-04").title == "写到一半"


def test_a_deleted_card_is_not_edited_and_what_was_typed_is_told(window: MainWindow) -> None:
    page = window.workspace
    assert page
    session = page.session
    page.deeds.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    made = task(session, "ECON-04")
    page.open_task(made.id)
    page.sheet._title.setPlainText("写到一半")
    steps: list[str] = []
    session.listen(lambda step, *_: steps.append(step.kind))
    session.undo()
    assert steps == ["undo"]
    assert session.can_redo
    assert session.snapshot.tasks[made.id].title == "新任务"
    assert window.bar.sentence == "任务 ECON-04 已删除，任务卡上刚写的内容没有保存：任务名称“写到一半”。"
    session.redo()
    page.open_task(made.id)
    assert page.sheet._title.toPlainText() == "新任务"
