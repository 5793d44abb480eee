"""What a step's reach does not name looks after the step as it looked before."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.task import Milestone
from battlemap.domain.looking.task_columns import COLUMNS, Known, cell_text
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change
from battlemap.layout.card import card_of
from tests.campaigns import AS_OF
from tests.random_steps import anew, board, draw_step, step_of


def words(snapshot: Snapshot, id: str) -> Any:
    """All that is said of a task anywhere."""
    task = snapshot.tasks[id]
    seen = Known(task, snapshot, AS_OF, lambda: snapshot.judge(task, AS_OF))
    cells = {column.key: cell_text(column.key, seen) for column in COLUMNS}
    return card_of(snapshot, task, AS_OF), cells, snapshot.milestones_of(id), snapshot.reports_of(id)


def live(snapshot: Snapshot) -> set[str]:
    return {task.id for task in snapshot.live_tasks}


@settings(max_examples=400)
@given(st.data())
def test_what_is_not_named_has_not_changed(data: st.DataObject) -> None:
    before = board()
    for _ in range(data.draw(st.integers(1, 3))):
        _, reach, after = draw_step(data, before)
        was, now = live(before), live(after)
        assert (reach.came, reach.went) == (now - was, was - now)
        for id in was & now:
            if not reach.is_everything and id not in reach.rejudged:
                task = after.tasks[id]
                assert before.judge(before.tasks[id], AS_OF) == after.judge(task, AS_OF)
            if not reach.is_everything and id not in reach.reworded:
                assert words(before, id) == words(after, id)
            spots = [(t.action, t.lane, t.rank) for t in (before.tasks[id], after.tasks[id])]
            assert (id in reach.moved) == (spots[0] != spots[1])
        cells = before.cells.keys() | after.cells.keys()
        assert {cell for cell in cells if before.cells.get(cell) != after.cells.get(cell)} <= reach.cells
        assert reach.columns >= {a.id for a in after.columns if before.actions.get(a.id) != a}
        before = after


@settings(max_examples=200)
@given(st.data())
def test_an_index_that_followed_steps_is_the_one_made_anew(data: st.DataObject) -> None:
    snapshot = board()
    asked = (("milestone", "task"), ("report", "task"), ("task", "owner"), ("dependency", "predecessor"))
    for table, field in asked:
        snapshot.by(table, field)
    for _ in range(data.draw(st.integers(1, 4))):
        _, _, snapshot = draw_step(data, snapshot)
        for table, field in asked:
            followed = {value: ids for value, ids in snapshot.by(table, field).items() if ids}
            assert followed == dict(anew(snapshot).by(table, field))
    assert snapshot.cells == anew(snapshot).cells


def test_a_milestone_moved_into_the_past_rejudges_the_task_that_follows_it() -> None:
    snapshot = board()
    task = snapshot.tasks["t0"]
    stone = snapshot.milestones["s0"]
    step = step_of(
        Change("task", "t0", task, attrs.evolve(task, follows_milestones=True)),
        Change("milestone", "s0", stone, attrs.evolve(stone, due_on=date(2018, 12, 20))),
    )
    snapshot = snapshot.take(step)
    early = attrs.evolve(snapshot.milestones["s0"], due_on=date(2018, 10, 8))
    moved = step_of(Change("milestone", "s0", snapshot.milestones["s0"], early))
    reach = Reach.of(moved, snapshot.take(moved))
    assert reach.rejudged == {"t0"}
    assert isinstance(early, Milestone)


def test_a_rank_alone_moves_a_card_and_says_nothing_else() -> None:
    snapshot = board()
    task = snapshot.tasks["t1"]
    step = step_of(Change("task", "t1", task, attrs.evolve(task, rank="z")))
    reach = Reach.of(step, snapshot.take(step))
    assert reach.moved == {"t1"}
    assert (reach.changed, reach.reworded, reach.rejudged) == (frozenset(), frozenset(), frozenset())
    assert reach.cells == {(task.action, task.lane)}
