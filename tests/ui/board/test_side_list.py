"""Cards are dropped on a unit or a person in the list beside the board, and are theirs, in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.people import AssignTask
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.ui.board.page import BoardPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    session = window.workspace.session
    session.run(AssignTask(task(session, "ECON-02").id, owner="王强"))
    return session


@pytest.fixture
def view(window: MainWindow, running: Session) -> BoardPage:
    """The board with its side list open."""
    window.resize(1366, 768)
    window.actions_["side_list"].setChecked(True)
    QApplication.processEvents()
    assert window.workspace
    page = window.workspace.pages.current
    assert isinstance(page, BoardPage)
    return page


def names(view: BoardPage) -> list[str]:
    return [view.side.list.item(row).text() for row in range(view.side.list.count())]


def drop(qtbot: QtBot, view: BoardPage, codes: tuple[str, ...], on: str, *, lets_go: bool = True) -> None:
    """Drags the selected cards by the first of them onto a name."""
    board, ground = view.canvas, view.canvas.viewport()
    assert view._snapshot
    ids = [one.id for code in codes if (one := view._snapshot.task_by_code(code))]
    board.select(ids)
    start = ground.mapFromGlobal(board.rect_of(ids[0]).center())
    row = next(number for number, name in enumerate(names(view)) if name.strip().startswith(on))
    listed = view.side.list
    place = listed.viewport().mapToGlobal(listed.visualItemRect(listed.item(row)).center())
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=start)
    for at in (start + QPoint(0, 20), ground.mapFromGlobal(place)):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), QPointF(ground.mapToGlobal(at)), Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(ground, event)
    if lets_go:
        qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=ground.mapFromGlobal(place))


def test_the_list_counts_the_open_tasks_of_units_and_persons(view: BoardPage) -> None:
    assert names(view) == ["经发局　1 项", "未定单位", "　王强　1 项"]


def test_persons_stand_under_their_unit_and_are_found_with_it(view: BoardPage, running: Session) -> None:
    unit = task(running, "ECON-01").responsible_unit
    running.run(AddRow("person", {"name": "李明", "unit": unit}))
    assert names(view) == ["经发局　1 项", "　李明", "未定单位", "　王强　1 项"]

    def in_sight(text: str) -> list[str]:
        view.side.search.setText(text)
        rows = [view.side.list.item(row) for row in range(view.side.list.count())]
        return [row.text().strip().split("　")[0] for row in rows if not row.isHidden()]

    assert in_sight("经济发展") == ["经发局", "李明"]
    assert in_sight("李") == ["经发局", "李明"]
    assert in_sight("王强") == ["未定单位", "王强"]
    assert len(in_sight("")) == 4


def test_dropped_cards_belong_to_the_unit_in_one_step(
    qtbot: QtBot, window: MainWindow, view: BoardPage, running: Session
) -> None:
    before = len(running.steps())
    drop(qtbot, view, ("ECON-03", "PROJ-01"), "经发局")
    unit = task(running, "ECON-01").responsible_unit
    assert [task(running, code).responsible_unit for code in ("ECON-03", "PROJ-01")] == [unit, unit]
    assert len(running.steps()) == before + 1
    assert names(view)[0] == "经发局　3 项"
    window.actions_["undo"].trigger()
    assert task(running, "PROJ-01").responsible_unit is None


def test_a_card_dropped_on_a_person_is_theirs(qtbot: QtBot, view: BoardPage, running: Session) -> None:
    drop(qtbot, view, ("PROJ-01",), "王强")
    assert running.snapshot.person_name(task(running, "PROJ-01").owner) == "王强"


def test_the_ghost_says_whose_it_would_be_and_escape_puts_it_back(
    qtbot: QtBot, view: BoardPage, running: Session
) -> None:
    before = len(running.steps())
    drop(qtbot, view, ("PROJ-01",), "王强", lets_go=False)
    drag = view.canvas.mouse.drag
    assert drag
    assert drag.target.words == "→ 责任人改为 王强"
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.canvas.viewport(), Qt.MouseButton.LeftButton)
    assert len(running.steps()) == before


def test_what_belongs_to_them_already_stays_as_it_is(qtbot: QtBot, view: BoardPage, running: Session) -> None:
    before = len(running.steps())
    drop(qtbot, view, ("ECON-01",), "经发局")
    assert len(running.steps()) == before


def test_a_persons_name_is_marked_by_the_menu_of_its_row(view: BoardPage, running: Session) -> None:
    listed = view.side.list
    assert view.side.menu_for(listed.item(0)) is None, "units are no private matter"
    menu = view.side.menu_for(listed.item(2))
    assert menu
    (mark,) = menu.actions()
    assert not mark.isChecked()
    mark.trigger()
    person = running.snapshot.persons[task(running, "ECON-02").owner or ""]
    assert person.is_personal
    assert running.steps(1)[0].label == "上墙打码 王强"
    assert names(view)[2].strip() == "王强（打码）　1 项"
    menu = view.side.menu_for(listed.item(2))
    assert menu and menu.actions()[0].isChecked()
    view.set_can_change(False)
    assert view.side.menu_for(listed.item(2)) is None
