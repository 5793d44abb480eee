"""The list of wall changes, done by hand on the posted board, gives the present one."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.wall_changes import grid, wall_changes
from tests.campaigns import AS_OF, make_snapshot
from tests.domain.telling.test_daily_report import first, stepped

POSTED = AS_OF - timedelta(5)


def cells(snapshot: Snapshot) -> dict[str, str]:
    """Task → its cell, without the number in it."""
    return {id: place.words.rstrip("0123456789") for id, place in grid(snapshot).items()}


@settings(max_examples=30)
@given(st.integers(0, 999))
def test_hands_that_follow_the_list_make_the_present_board(seed: int) -> None:
    dice = Random(seed)
    before = make_snapshot(5, 40, seed)
    rows = []
    for task in before.live_tasks:
        chance = dice.random()
        if chance < 0.3:
            moved = {"lane": dice.choice(LANES), "action": f"a{dice.randrange(5)}"}
            rows.append(("task", attrs.evolve(task, **moved)))
        elif chance < 0.4:
            rows.append(("task", attrs.evolve(task, deleted=True)))
        elif chance < 0.5:
            rows.append(("task", attrs.evolve(task, id=f"{task.id}n")))
        elif chance < 0.6:
            rows.append(("task", attrs.evolve(task, title="改名")))
    after = stepped(before, *rows)
    wall = cells(before)
    for change in wall_changes(before, POSTED, after, AS_OF):
        if change.kind == "gone":
            del wall[change.task]
        elif change.now is not None:
            wall[change.task] = change.now.words.rstrip("0123456789")
    assert wall == cells(after)
    renamed = {row.id for _, row in rows if row.title == "改名" and not row.deleted}
    redrawn = {change.task for change in wall_changes(before, POSTED, after, AS_OF) if change.needs_card}
    assert renamed <= redrawn


def test_nothing_changed_is_nothing_to_do() -> None:
    snapshot = make_snapshot()
    assert wall_changes(snapshot, AS_OF, snapshot, AS_OF) == ()


def test_a_change_says_where_and_what() -> None:
    before = make_snapshot()
    task = first(before, "checking")
    place = grid(before)[task.id]
    done = attrs.evolve(task, lane="struck_off", finished_on=task.due_on, struck_off_on=AS_OF)
    (change,) = wall_changes(before, AS_OF, stepped(before, ("task", done)), AS_OF)
    assert change.deed == f"{place.words} 移到 {place.column}-销，换卡"
    assert change.words == ("插红旗（按时完成）",)
    late = attrs.evolve(done, finished_on=date(2018, 12, 30), due_on=date(2018, 11, 1))
    (change,) = wall_changes(before, AS_OF, stepped(before, ("task", late)), AS_OF)
    assert "插红旗（按时完成）" not in change.words


def test_a_new_lamp_needs_a_card_and_a_new_place_alone_does_not() -> None:
    before = make_snapshot(2, 0)
    task = Task(
        "x", "a0", "ECON-01", "任务", "m", "moving", due_on=AS_OF, start_on=date(2018, 11, 1), progress=99
    )
    before = stepped(before, ("task", task))
    (lit,) = wall_changes(before, AS_OF, before, AS_OF + timedelta(1))
    assert lit.kind == "redrawn"
    assert lit.words == ("黄灯换红灯",)
    assert lit.deed == "一-推1 换卡"
    (moved,) = wall_changes(before, AS_OF, stepped(before, ("task", attrs.evolve(task, action="a1"))), AS_OF)
    assert (moved.kind, moved.needs_card, moved.deed) == ("moved", False, "一-推1 移到 二-推")
