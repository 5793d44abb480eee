"""The daily report counts what became so between two moments, and every figure names its rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Row, Step
from battlemap.domain.telling.daily_report import DailyReport, daily_report
from battlemap.domain.telling.ranking import ranking_rule
from tests.campaigns import AS_OF, make_snapshot

YESTERDAY = AS_OF - timedelta(1)
RULE = ranking_rule("deviation")


def stepped(snapshot: Snapshot, *rows: tuple[str, Row]) -> Snapshot:
    changes = tuple(Change(table, row.id, snapshot.rows[table].get(row.id), row) for table, row in rows)
    return snapshot.take(Step("s", "", "do", "", datetime(2018, 11, 20), changes))


def report(before: Snapshot, after: Snapshot) -> DailyReport:
    return daily_report(before, YESTERDAY, after, AS_OF, RULE)


def first(snapshot: Snapshot, lane: str) -> Task:
    return next(task for task in snapshot.live_tasks if task.lane == lane)


@settings(max_examples=30)
@given(st.integers(0, 99))
def test_every_figure_is_traceable_and_lamps_add_up(seed: int) -> None:
    dice = Random(seed)
    before = make_snapshot(6, 40, seed)
    changed = [
        ("task", attrs.evolve(task, lane=dice.choice(LANES), progress=dice.randrange(101)))
        for task in before.live_tasks
        if dice.random() < 0.4
    ]
    after = stepped(before, *changed)
    daily = report(before, after)
    for figure in daily.figures:
        assert len(set(figure.ids)) == figure.count
        assert all(id in after.rows[figure.table] for id in figure.ids)
    assert sum(lamp.now.count for lamp in daily.lamps) == daily.tasks.count == 40
    assert sum(lamp.before.count for lamp in daily.lamps) == 40
    assert set(daily.finished.ids) == {
        id for id in daily.tasks.ids if after.tasks[id].is_finished and not before.tasks[id].is_finished
    }
    for change in daily.lamp_changes:
        assert change.words == after.judge(after.tasks[change.task], AS_OF).words
        assert change.before == before.judge(before.tasks[change.task], YESTERDAY).lamp
    assert set(daily.newly_red) <= set(daily.lamp_changes)


def test_finished_and_struck_off_on_one_day_counts_twice_and_a_rebound_again() -> None:
    before = make_snapshot()
    moving, done = first(before, "moving"), first(before, "struck_off")
    after = stepped(
        before,
        ("task", attrs.evolve(moving, lane="struck_off", progress=100)),
        ("task", attrs.evolve(done, rebound=1)),
    )
    daily = report(before, after)
    assert set(daily.finished.ids) == set(daily.struck_off.ids) == {moving.id, done.id}


def test_deleted_tasks_count_nowhere() -> None:
    before = make_snapshot()
    task = first(before, "moving")
    after = stepped(before, ("task", attrs.evolve(task, deleted=True)))
    daily = report(before, after)
    assert task.id not in {id for figure in daily.figures if figure.name != "上期" for id in figure.ids}


def test_problems_are_new_solved_or_open() -> None:
    before = make_snapshot()
    old = before.problems["q1"]
    after = stepped(
        before,
        ("problem", attrs.evolve(old, solved_on=AS_OF)),
        ("problem", Problem("q2", 2, "资金未到位", raised_on=AS_OF)),
        ("problem", Problem("q3", 3, "当日解决", raised_on=AS_OF, solved_on=AS_OF)),
        ("problem", Problem("q4", 4, "误报", deleted=True)),
    )
    daily = report(before, after)
    assert daily.new_problems.ids == ("q2", "q3")
    assert daily.solved_problems.ids == ("q1", "q3")
    assert daily.open_problems.ids == ("q2",)


def test_open_instructions_stand_late_first_and_answered_ones_once() -> None:
    before = make_snapshot(2, 6, 1)
    task, other = before.live_tasks[:2]
    open_one = Instruction("i1", task.id, "李书记", YESTERDAY, "逐企业过堂")
    late = Instruction("i2", task.id, "王主任", YESTERDAY, "尽快上报", YESTERDAY)
    answered = attrs.evolve(open_one, id="i3", answer="已报", answered_on=AS_OF)
    gone = attrs.evolve(open_one, id="i4", deleted=True)
    after = stepped(before, *(("instruction", one) for one in (open_one, late, answered, gone)))
    assert report(before, after).instructions == ("i2", "i1", "i3")
    assert report(after, after).instructions == ("i2", "i1")
    without = stepped(after, ("task", attrs.evolve(task, deleted=True)))
    assert report(before, without).instructions == ()
    assert other in without.live_tasks


def test_newly_red_says_why() -> None:
    before = make_snapshot(1, 0)
    task = Task(
        "x",
        "a0",
        "ECON-99",
        "昨日到期",
        "m",
        "moving",
        due_on=YESTERDAY,
        start_on=date(2018, 11, 1),
        progress=95,
    )
    before = stepped(before, ("task", task))
    daily = report(before, stepped(before))
    (change,) = daily.newly_red
    assert (change.task, change.before, change.after) == ("x", "yellow", "red")
    assert change.words == "已超期 1 天"


def test_what_is_due_over_a_weekend_is_due_next() -> None:
    before = make_snapshot(1, 0)
    rows = [
        (
            "task",
            Task(
                f"x{n}", "a0", f"E-{n}", "任务", f"m{n}", "moving", due_on=date(2018, 11, 23) + timedelta(n)
            ),
        )
        for n in range(6)
    ]
    snapshot = stepped(before, *rows)
    daily = daily_report(snapshot, date(2018, 11, 22), snapshot, date(2018, 11, 23), RULE)
    assert daily.due_next.ids == ("x1", "x2", "x3")
    assert daily.due_until == date(2018, 11, 26)


def test_days_are_counted_as_on_the_wall() -> None:
    snapshot = make_snapshot()
    daily = report(snapshot, snapshot)
    assert (daily.campaign_day, daily.days_left, daily.working_days_left) == (51, 41, 29)
    assert daily.finished.count == daily.struck_off.count == daily.new_problems.count == 0
