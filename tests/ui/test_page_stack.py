"""The pages of a campaign: made on their first visit, told what they show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.theme import Theme, theme
from battlemap.ui.page import Page
from battlemap.ui.page_stack import PageStack
from tests.ui.conftest import NOW, task


class Listing(Page):
    """A page that writes down what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.titles: tuple[str, ...] = ()
        self.marked: tuple[str, ...] = ()

    def _take(self, snapshot: Snapshot) -> None:
        self.titles = tuple(task.title for task in snapshot.tasks.values())

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        self.heard.append("present")
        self._take(snapshot)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        self.heard.append("follow")
        self._take(snapshot)

    def show_only(self, only: frozenset[str] | None) -> None:
        self.heard.append("show_only")

    def set_look(self, look: Theme) -> None:
        self.heard.append("set_look")

    def select(self, tasks: Sequence[str]) -> None:
        self.marked = tuple(tasks)


@pytest.fixture
def ground(qtbot: QtBot) -> PageStack:
    made = PageStack(Listing(), {"list": Listing, "other": Listing})
    qtbot.addWidget(made)
    return made


def listing(ground: PageStack, name: str) -> Listing:
    view = ground.page(name)
    assert isinstance(view, Listing)
    return view


def test_a_page_is_made_on_its_first_visit_and_shows_what_is(ground: PageStack, session: Session) -> None:
    ground.set_look(theme("dark"))
    ground.present(session.snapshot, NOW.date(), None)
    ground.select(("x",))
    ground.turn_to("list")
    seen = listing(ground, "list")
    assert seen.heard == ["set_look", "present"]
    assert seen.marked == ("x",)
    assert "走访龙头企业" in seen.titles


def test_a_page_out_of_sight_is_shown_anew_when_it_comes_back(ground: PageStack, session: Session) -> None:
    session.listen(lambda step, reach: ground.follow(step, reach, session.snapshot))
    ground.present(session.snapshot, NOW.date(), None)
    ground.turn_to("list")
    ground.turn_to("board")
    session.run(EditTask(task(session, "ECON-01").id, {"title": "走访骨干企业"}))
    seen = listing(ground, "list")
    assert seen.heard == ["present"]
    assert "走访骨干企业" not in seen.titles
    ground.turn_to("list")
    assert seen.heard == ["present", "present"]
    assert "走访骨干企业" in seen.titles


def test_the_board_and_the_page_in_sight_follow_every_step(ground: PageStack, session: Session) -> None:
    session.listen(lambda step, reach: ground.follow(step, reach, session.snapshot))
    ground.present(session.snapshot, NOW.date(), None)
    ground.turn_to("list")
    session.run(EditTask(task(session, "ECON-01").id, {"title": "走访骨干企业"}))
    assert listing(ground, "list").heard == ["present", "follow"]
    assert listing(ground, "board").heard == ["present", "follow"]


def test_a_selection_travels_with_the_user(ground: PageStack, qtbot: QtBot) -> None:
    ground.turn_to("list")
    with qtbot.waitSignal(ground.selection_changed) as heard:
        ground.current.selection_changed.emit(["a", "b"])
    assert heard.args == [("a", "b")]
    assert listing(ground, "board").marked == ("a", "b")
    ground.turn_to("other")
    assert listing(ground, "other").marked == ("a", "b")


def test_a_page_out_of_sight_selects_nothing(ground: PageStack, qtbot: QtBot) -> None:
    ground.turn_to("list")
    with qtbot.assertNotEmitted(ground.selection_changed):
        listing(ground, "board").selection_changed.emit(("a",))
