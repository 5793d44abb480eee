"""The contents follow every step as if they had been made anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.task import LANES, Lane, Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.shown.board import contents as of_board
from battlemap.shown.board.contents import BoardContents, due_words
from tests.campaigns import AS_OF, make_snapshot
from tests.random_steps import board, draw_step

SNAPSHOT = make_snapshot(actions=4, tasks=30)


def step(table: str, before: Any, after: Any) -> Step:
    return Step("s", "改", "do", "", datetime(2018, 11, 20), (Change(table, after.id, before, after),))


def state(contents: BoardContents) -> Any:
    cells = [[contents.cell(column, lane) for lane in range(4)] for column in range(len(contents.columns))]
    places = {id: contents.place(id) for id in contents.snapshot.tasks}
    contents.judge_some(10)
    heads = [contents.head(column) for column in range(len(contents.columns))]
    return cells, places, heads, dict(contents.due), [contents.card(id) for id in contents.in_order()]


def follow(contents: BoardContents, taken: Step) -> frozenset[str]:
    """Has the contents follow a step of the snapshot that they show."""
    snapshot = contents.snapshot.take(taken)
    return contents.follow(taken, Reach.of(taken, snapshot), snapshot)


MOVES = st.tuples(
    st.integers(0, 29),
    st.sampled_from(["a0", "a1", "a2", "a3"]),
    st.sampled_from(LANES),
    st.text("abcdef", min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([None, date(2018, 11, 30), date(2018, 11, 1)]),
)


@settings(max_examples=40)
@given(st.lists(MOVES, max_size=6), st.booleans())
def test_following_steps_gives_the_same_as_beginning_anew(moves: list[Any], is_filtered: bool) -> None:
    only = frozenset(f"t{n}" for n in range(0, 30, 2)) if is_filtered else None
    snapshot = SNAPSHOT
    contents = BoardContents(snapshot, AS_OF, only)
    state(contents)
    for number, action, lane, rank, deleted, due_on in moves:
        task = snapshot.tasks[f"t{number}"]
        after = attrs.evolve(task, action=action, lane=lane, rank=rank, deleted=deleted, due_on=due_on)
        made = step("task", task, after)
        snapshot = snapshot.take(made)
        contents.follow(made, Reach.of(made, snapshot), snapshot)
    assert state(contents) == state(BoardContents(snapshot, AS_OF, contents.only))


@settings(max_examples=150)
@given(st.data(), st.booleans())
def test_following_any_steps_gives_the_same_as_beginning_anew(data: st.DataObject, is_filtered: bool) -> None:
    snapshot = board()
    contents = BoardContents(snapshot, AS_OF, frozenset({"t0", "t2", "t4"}) if is_filtered else None)
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            state(contents)
        taken, reach, snapshot = draw_step(data, snapshot)
        contents.follow(taken, reach, snapshot)
    assert state(contents) == state(BoardContents(snapshot, AS_OF, contents.only))


def test_what_moved_is_told_and_an_edit_is_no_move() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    task = SNAPSHOT.tasks["t3"]
    edit = step("task", task, attrs.evolve(task, title="改名"))
    assert follow(contents, edit) == frozenset()
    assert contents.card("t3").title == "改名"
    move = step("task", task, attrs.evolve(task, rank="z"))
    assert follow(contents, move) == {"t3"}


def test_a_new_card_is_shown_even_under_a_filter() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF, frozenset())
    made = step("task", None, Task("n", "a0", "ECON-99", "新任务", "a"))
    follow(contents, made)
    assert contents.place("n") is not None
    assert contents.place("t0") is None


def test_new_names_of_units_and_actions_reach_the_cards_and_heads() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    state(contents)
    unit, action = SNAPSHOT.units["u0"], SNAPSHOT.actions["a0"]
    renamed = step("unit", unit, attrs.evolve(unit, name="发改局"))
    snapshot = SNAPSHOT.take(renamed)
    contents.follow(renamed, Reach.of(renamed, snapshot), snapshot)
    named = step("action", action, attrs.evolve(action, rank="z", lead_leader="李四"))
    snapshot = snapshot.take(named)
    contents.follow(named, Reach.of(named, snapshot), snapshot)
    assert contents.columns[-1].id == "a0"
    assert state(contents) == state(BoardContents(snapshot, AS_OF))
    assert "发改局" in {contents.card(id).unit for id in contents.in_order()}


def test_a_solved_problem_changes_the_lamp_of_its_card() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    assert contents.card("t0").blocked
    problem = SNAPSHOT.problems["q1"]
    solved = step("problem", problem, attrs.evolve(problem, solved_on=AS_OF))
    follow(contents, solved)
    assert contents.card("t0").blocked is None


def test_the_tasks_of_an_archived_action_are_not_counted_on_the_strip() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    for is_archived in (True, False):
        action = contents.snapshot.actions["a0"]
        follow(contents, step("action", action, attrs.evolve(action, is_archived=is_archived)))
        live = contents.snapshot.live_tasks
        counted = sum(task.due_on is not None and not task.is_finished for task in live)
        assert sum(contents.due.values()) == counted
        assert state(contents) == state(BoardContents(contents.snapshot, AS_OF))


class Watched(Snapshot):
    """Counts how often its cells are looked at."""

    looks = 0

    def cell(self, action: str, lane: Lane) -> tuple[str, ...]:
        type(self).looks += 1
        return super().cell(action, lane)


def test_judging_bit_by_bit_looks_over_the_board_once() -> None:
    snapshot = Watched(SNAPSHOT.rows, SNAPSHOT.notice)
    contents = BoardContents(snapshot, AS_OF)
    Watched.looks = 0
    turns = 0
    while not contents.judge_some(-1):
        turns += 1
    assert turns == len(snapshot.live_tasks)
    assert Watched.looks <= 4 * len(snapshot.columns) * 3


def test_a_head_waits_until_all_its_cards_are_judged() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    assert contents.head(0) is None
    assert contents.judge_some(10)
    head = contents.head(0)
    assert head is not None and head.total == len(SNAPSHOT.tasks_of("a0"))


def test_a_head_no_longer_waits_for_a_card_that_has_left_its_column() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    here = SNAPSHOT.tasks_of("a0")
    assert contents.head(0) is None  # it waits for the first card from now on
    for task in here[1:]:
        contents.card(task.id)
    assert contents.head(0) is None
    left = step("task", here[0], attrs.evolve(here[0], action="a1"))
    follow(contents, left)
    head = contents.head(0)
    assert head is not None and head.total == len(here) - 1


def test_the_timeline_is_new_only_when_a_due_day_counts_anew() -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    task = next(task for task in SNAPSHOT.live_tasks if task.lane == "moving" and task.due_on)
    before = contents.timeline
    moved = step("task", task, attrs.evolve(task, rank="z"))
    follow(contents, moved)
    assert contents.timeline is before
    assert task.due_on is not None
    count = contents.due[task.due_on]
    done = step("task", task, attrs.evolve(task, lane="checking"))
    follow(contents, done)
    assert contents.timeline is not before
    assert contents.due.get(task.due_on, 0) == count - 1
    assert due_words({AS_OF: 2}, AS_OF) == "2 项到期"
    assert due_words({}, AS_OF) == "无到期任务"


@given(st.sets(st.sampled_from([*sorted(SNAPSHOT.tasks), "nobody"])), st.integers(0, 40))
def test_many_are_ordered_like_few(chosen: set[str], many: int) -> None:
    contents = BoardContents(SNAPSHOT, AS_OF)
    was = of_board._MANY
    of_board._MANY = many  # type: ignore[misc]
    try:
        ordered = contents.sorted(chosen)
    finally:
        of_board._MANY = was  # type: ignore[misc]
    assert list(ordered) == [id for id in contents.in_order() if id in chosen]


def test_of_a_large_board_only_some_cards_are_kept_and_all_are_judged_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anew = state(BoardContents(SNAPSHOT, AS_OF))
    lamps = {id: BoardContents(SNAPSHOT, AS_OF).lamp(id) for id in SNAPSHOT.tasks}
    monkeypatch.setattr(of_board, "MOST_KEPT", 6)
    made: list[str] = []
    card_of = of_board.card_of
    monkeypatch.setattr(
        of_board,
        "card_of",
        lambda snapshot, task, as_of: made.append(task.id) or card_of(snapshot, task, as_of),
    )
    contents = BoardContents(SNAPSHOT, AS_OF)
    assert contents.judge_some(10)
    assert sorted(made) == sorted(SNAPSHOT.tasks)
    assert len(contents._cards) <= 6
    assert {id: contents.lamp(id) for id in SNAPSHOT.tasks} == lamps
    assert len(made) == len(SNAPSHOT.tasks), "a lamp is known without its card"
    assert state(contents) == anew
    assert len(contents._cards) <= 6


@settings(max_examples=20)
@given(st.lists(MOVES, max_size=6))
def test_a_large_board_follows_steps_alike(moves: list[Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_board, "MOST_KEPT", 4)
        contents = BoardContents(SNAPSHOT, AS_OF)
        state(contents)
        for number, action, lane, rank, deleted, due_on in moves:
            task = contents.snapshot.tasks[f"t{number}"]
            changed = {"action": action, "lane": lane, "rank": rank, "deleted": deleted, "due_on": due_on}
            follow(contents, step("task", task, attrs.evolve(task, **changed)))
        assert state(contents) == state(BoardContents(contents.snapshot, AS_OF))
