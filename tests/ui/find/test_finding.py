"""Finding in the whole window: what stays, what leaves, what the keys do."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.task import CreateTask, EditTask
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.shown.last_filter import last_filter
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace
from tests.ui.conftest import task

MOVING = TaskFilter(lanes=frozenset({"moving"}))


def page_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def shown(page: Workspace) -> list[str]:
    assert page.board.stage is not None
    return [page.session.snapshot.tasks[id].code for id in page.board.stage.contents.in_order()]


def test_a_card_that_was_just_moved_stays_marked_until_the_selection_leaves_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    session = page.session
    page.filters.set_filter(MOVING)
    assert shown(page) == ["ECON-01", "ECON-02", "PROJ-01"]
    moved = task(session, "ECON-02")
    page.choose(moved.id)
    session.run(MoveTasks((moved.id,), moved.action, "checking"))
    assert shown(page) == ["ECON-01", "ECON-02", "PROJ-01"]
    assert page.board.marks().notes[moved.id][0] == "不符合筛选"
    page.choose(task(session, "ECON-01").id)
    qtbot.waitUntil(lambda: shown(page) == ["ECON-01", "PROJ-01"])
    session.undo()
    assert "ECON-02" in shown(page), "what passes again comes back by itself"
    assert not page.board.marks().notes


def test_a_milestone_moved_into_the_past_is_red_on_the_board_in_the_counts_and_for_the_filter(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    session = page.session
    card = task(session, "ECON-01")
    session.run(EditTask(card.id, {"follows_milestones": True, "progress": 60}))
    session.run(AddRow("milestone", {"task": card.id, "title": "首批", "due_on": date(2018, 12, 28)}))
    qtbot.waitUntil(lambda: page.counts.is_complete)
    page.filters.set_filter(TaskFilter(lamps=frozenset({"red"})))
    (stone,) = session.snapshot.milestones_of(card.id)
    before = page.counts.numbers()["red"]
    assert page.counts.lamp(card.id) != "red"
    session.run(EditRow("milestone", stone.id, {"due_on": date(2018, 10, 8)}))
    qtbot.waitUntil(lambda: page.counts.is_complete)
    assert page.board.lamp_of(card.id) == "red"
    assert page.counts.lamp(card.id) == "red"
    assert page.counts.numbers()["red"] == before + 1
    assert "ECON-01" in shown(page)


def test_what_somebody_else_moves_away_leaves_at_once_and_a_new_card_stays(window: MainWindow) -> None:
    page = page_of(window)
    session = page.session
    page.filters.set_filter(MOVING)
    gone = task(session, "PROJ-01")
    session.run(MoveTasks((gone.id,), gone.action, "checking"))
    assert shown(page) == ["ECON-01", "ECON-02"]
    session.run(CreateTask(gone.action, "新的任务"))
    assert "PROJ-02" in shown(page)


def test_nothing_found_says_so_and_offers_the_way_out(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    page.filters.set_filter(TaskFilter(words="没有这样的任务"))
    assert page.nothing.isVisible()
    window.actions_["clear_filter"].trigger()
    assert not page.nothing.isVisible()
    assert len(shown(page)) == 4


def test_keys_lead_from_the_field_to_the_hits_and_round(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    field = page.filters.findChild(QLineEdit)
    window.actions_["find"].trigger()
    qtbot.keyClicks(field, "econ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.session.snapshot.tasks[page.selected[0]].code == "ECON-03", "待启动 stands above 推进中"
    codes = []
    for _ in range(3):
        window.actions_["next_hit"].trigger()
        codes.append(page.session.snapshot.tasks[page.selected[0]].code)
    assert codes == ["ECON-01", "ECON-02", "ECON-03"]
    window.actions_["previous_hit"].trigger()
    assert page.session.snapshot.tasks[page.selected[0]].code == "ECON-02"


def test_a_title_is_found_by_its_pinyin(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    field = page.filters.findChild(QLineEdit)
    field.setFocus()
    page.filters.begun.emit()
    qtbot.keyClicks(field, "ltqy")
    qtbot.waitUntil(lambda: shown(page) == ["ECON-01"], timeout=10_000)
    page.filters.set_filter(TaskFilter(words="jingfaju zoufang"))
    assert shown(page) == ["ECON-01"]


def test_a_past_moment_is_filtered_by_what_was_true_then(window: MainWindow) -> None:
    page = page_of(window)
    session = page.session
    moved = task(session, "PROJ-01")
    later = session.clock() + timedelta(hours=2)
    session.clock = lambda: later
    session.run(MoveTasks((moved.id,), moved.action, "checking"))
    page.filters.set_filter(MOVING)
    assert "PROJ-01" not in shown(page)
    page.travel(session.clock() - timedelta(hours=1))
    assert "PROJ-01" in shown(page)
    page.travel(None)
    assert "PROJ-01" not in shown(page)


def test_the_filter_is_offered_again_when_the_file_is_opened_next(window: MainWindow) -> None:
    page = page_of(window)
    page.filters.set_filter(MOVING)
    path = page.session.file.path
    window.close_campaign()
    assert window.files.open(path)
    again = page_of(window)
    assert again.filters.filter.is_empty
    assert last_filter(window.settings, path) == MOVING
    assert again.filters._last == MOVING
