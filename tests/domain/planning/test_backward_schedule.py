"""From the due day backwards: no step on a day off, no construction in a 封土期, and the shortage is told."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period, WorkCalendar, days
from battlemap.domain.planning.backward_schedule import (
    PlannedStep,
    ScheduleStep,
    compressed_lengths,
    schedule_backwards,
    schedule_task,
    schedule_template,
    schedule_template_names,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from tests.campaigns import make_snapshot
from tests.domain.days.test_calendar import CALENDAR, NOTICE_2018

DUE = date(2018, 12, 28)
STEPS = [ScheduleStep("方案", 3), ScheduleStep("施工", 10, True), ScheduleStep("验收", 2)]
BAN = days(date(2018, 11, 15), date(2018, 12, 21))


def told(steps: tuple[PlannedStep, ...]) -> list[tuple[str, str]]:
    return [(step.starts_on.isoformat()[5:], step.ends_on.isoformat()[5:]) for step in steps]


def test_steps_stand_one_behind_the_other_up_to_the_due_day() -> None:
    schedule = schedule_backwards(STEPS, DUE, date(2018, 11, 1), CALENDAR)
    assert told(schedule.steps) == [("12-10", "12-12"), ("12-13", "12-26"), ("12-27", "12-28")]
    assert schedule.fits and schedule.words == "须于 12月10日前启动"


def test_construction_waits_for_no_ban() -> None:
    schedule = schedule_backwards(STEPS, DUE, date(2018, 10, 8), CALENDAR, BAN)
    assert told(schedule.steps) == [("11-01", "11-05"), ("11-06", "12-26"), ("12-27", "12-28")]


def test_the_shortage_is_told_with_its_cause() -> None:
    schedule = schedule_backwards(STEPS, DUE, date(2018, 12, 17), CALENDAR)
    assert schedule.short_by == 5
    assert schedule.words == "缺 5 个工作日：3 个步骤共需 15 个工作日，12月17日至12月28日只有 10 个工作日"
    assert schedule.compressed is not None
    assert told(schedule.compressed) == [("12-17", "12-18"), ("12-19", "12-27"), ("12-28", "12-28")]
    assert schedule.shifted[-1].ends_on == CALENDAR.finish(date(2018, 12, 17), 15)


def test_a_shortage_because_of_a_ban_names_it() -> None:
    schedule = schedule_backwards(STEPS, DUE, date(2018, 11, 5), CALENDAR, BAN)
    assert schedule.short_by == 2
    assert schedule.why.endswith("其中因封土期少 2 个工作日")


def test_where_a_day_for_each_step_is_too_long_it_cannot_be_done() -> None:
    schedule = schedule_backwards(STEPS, DUE, date(2018, 12, 28), CALENDAR)
    assert schedule.compressed is None and schedule.still_short_by == 2
    single = schedule_backwards([ScheduleStep("验收", 1)], date(2018, 12, 27), DUE, CALENDAR)
    assert single.compressed is None and single.still_short_by == single.short_by == 1


def test_empty_templates_and_steps_are_refused() -> None:
    for steps in ([], [ScheduleStep("验收", 0)]):
        with pytest.raises(BadInput, match="至少"):
            schedule_backwards(steps, DUE, DUE, CALENDAR)


def test_delivered_templates_can_be_read_and_construction_is_marked() -> None:
    titles = {schedule_template(name).title for name in schedule_template_names()}
    assert {"建设项目", "招商落地", "规划编制", "政策出台", "整改销号"} <= titles
    for name in schedule_template_names():
        template = schedule_template(name)
        assert len({step.title for step in template.steps}) == len(template.steps) >= 5
        assert all(step.working_days >= 1 for step in template.steps)
    assert any(step.is_construction for step in schedule_template("construction").steps)
    assert not any(step.is_construction for step in schedule_template("policy").steps)
    with pytest.raises(BadInput, match="没有名为"):
        schedule_template("none")


def test_a_task_goes_by_its_own_calendar_and_the_bans_that_hold_for_it() -> None:
    snapshot = make_snapshot(2, 4)
    ban = Period("p1", "ban", date(2018, 11, 15), date(2018, 12, 21), "封土期", actions="ECON")
    rows = [(table, row) for table, rows in snapshot.rows.items() for row in rows.values()]
    snapshot = Snapshot.of([*rows, ("period", ban)], NOTICE_2018)
    econ, proj = (attrs.evolve(snapshot.tasks[id], due_on=DUE) for id in ("t0", "t1"))
    assert schedule_task(snapshot, econ, STEPS, date(2018, 10, 8)).steps[0].starts_on == date(2018, 11, 1)
    assert schedule_task(snapshot, proj, STEPS, date(2018, 10, 8)).steps[0].starts_on == date(2018, 12, 10)
    natural = attrs.evolve(proj, counts_natural_days=True, due_on=None)
    schedule = schedule_task(snapshot, natural, STEPS, date(2018, 12, 20))
    assert schedule.steps[-1].ends_on == date(2018, 12, 31)
    assert schedule.why.startswith("缺 3 天：")


steps = st.lists(
    st.builds(ScheduleStep, st.just("步"), st.integers(1, 40), st.booleans()), min_size=1, max_size=8
)
some_days = st.dates(date(2018, 9, 1), date(2019, 1, 31))


@settings(max_examples=80)
@given(steps, some_days, some_days, st.tuples(some_days, st.integers(0, 80)), st.booleans())
def test_laws_of_a_schedule(
    template: list[ScheduleStep], due: date, not_before: date, ban: tuple[date, int], natural: bool
) -> None:
    calendar = WorkCalendar(every_day=True) if natural else CALENDAR
    banned = set(days(ban[0], date.fromordinal(ban[0].toordinal() + ban[1])))
    schedule = schedule_backwards(template, due, not_before, calendar, banned)
    building = calendar.without(banned)
    for planned in filter(None, (schedule.steps, schedule.compressed, schedule.shifted)):
        for step, asked in zip(planned, template, strict=True):
            own = building if asked.is_construction else calendar
            assert own.is_working_day(step.starts_on) and own.is_working_day(step.ends_on)
            assert own.working_days(step.starts_on, step.ends_on) == step.working_days <= asked.working_days
        assert all(one.ends_on < other.starts_on for one, other in pairwise(planned))
    assert schedule.steps[-1].ends_on <= due
    assert schedule.fits == (calendar.between(schedule.steps[0].starts_on, not_before) <= 0)
    if schedule.compressed:
        assert schedule.compressed[-1].ends_on <= due and schedule.compressed[0].starts_on >= not_before
    if schedule.shifted:
        assert schedule.shifted[0].starts_on >= not_before and schedule.shifted[-1].ends_on > due


@given(st.lists(st.integers(1, 60), min_size=1, max_size=10), st.data())
def test_compression_is_fair_and_leaves_each_step_a_day(lengths: list[int], data: st.DataObject) -> None:
    total = data.draw(st.integers(len(lengths), sum(lengths)))
    shares = compressed_lengths(lengths, total)
    assert sum(shares) == total
    assert all(1 <= share <= length for share, length in zip(shares, lengths, strict=True))
    assume(min(length * total // sum(lengths) for length in lengths) >= 1)
    assert all(abs(s - n * total / sum(lengths)) < 2 for s, n in zip(shares, lengths, strict=True))
