"""A snapshot that follows steps equals one read anew; its orders are those of the ranks."""

from __future__ import annotations

from datetime import datetime

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.task import LANES
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from tests.campaigns import AS_OF, make_snapshot
from tests.random_steps import board, draw_step


def step(*changes: Change) -> Step:
    return Step("s", "改", "do", "李明", datetime(2018, 11, 20), changes)


def anew(snapshot: Snapshot) -> Snapshot:
    rows = ((table, row) for table, rows in snapshot.rows.items() for row in rows.values())
    return Snapshot.of(rows, snapshot.notice)


@given(st.data())
def test_following_steps_gives_what_reading_anew_gives(data: st.DataObject) -> None:
    snapshot = make_snapshot(actions=3, tasks=12)
    assert snapshot.cells
    actions = sorted(snapshot.actions)
    for _ in range(data.draw(st.integers(1, 6))):
        before = snapshot.tasks[data.draw(st.sampled_from(sorted(snapshot.tasks)))]
        after = attrs.evolve(
            before,
            action=data.draw(st.sampled_from(actions)),
            lane=data.draw(st.sampled_from(LANES)),
            rank=data.draw(st.sampled_from(["a0", "a1", "a0V", "Zz"])),
            deleted=data.draw(st.booleans()),
        )
        snapshot = snapshot.take(step(Change("task", before.id, before, after)))
        assert snapshot.cells == anew(snapshot).cells
        assert snapshot.live_tasks == anew(snapshot).live_tasks


def test_a_step_shares_what_it_does_not_touch_and_leaves_the_old_one_alone() -> None:
    old = make_snapshot(tasks=5)
    task = old.live_tasks[0]
    new = old.take(step(Change("task", task.id, task, attrs.evolve(task, title="新名称"))))
    assert old.tasks[task.id].title != "新名称"
    assert new.tasks[task.id].title == "新名称"
    assert new.rows["unit"] is old.rows["unit"]


def test_own_days_and_solved_problems_change_the_judgement_at_once() -> None:
    snapshot = make_snapshot(tasks=40)
    assert snapshot.calendar.is_working_day(AS_OF)
    off = Period("x", "off", AS_OF, AS_OF, "停工")
    assert not snapshot.take(step(Change("period", "x", None, off))).calendar.is_working_day(AS_OF)
    problem = next(one for one in snapshot.problems.values() if one.is_open)
    hindered = [task for task in snapshot.tasks if problem in snapshot.problems_of(task)]
    assert hindered
    solved = snapshot.take(
        step(Change("problem", problem.id, problem, attrs.evolve(problem, solved_on=AS_OF)))
    )
    assert all(problem.id not in {p.id for p in solved.problems_of(task)} for task in hindered)


def test_codes_are_found_as_they_are_typed() -> None:
    snapshot = make_snapshot(tasks=20)
    task = snapshot.live_tasks[3]
    assert snapshot.task_by_code(f" {task.code.lower()} ") == task
    assert snapshot.task_by_code("NIL-99") is None


@given(st.data())
def test_ledgers_and_their_tallies_follow_steps_as_if_read_anew(data: st.DataObject) -> None:
    snapshot = board()
    for _ in range(data.draw(st.integers(1, 8))):
        assert snapshot.definitions is snapshot.definitions
        _, _, snapshot = draw_step(data, snapshot)
        read = anew(snapshot)
        assert snapshot.definitions == read.definitions
        assert [snapshot.tallies_of(ledger) for ledger in ("g1", "g2")] == [
            read.tallies_of(ledger) for ledger in ("g1", "g2")
        ]
        assert snapshot.tallies_driving("t0") == read.tallies_driving("t0")
