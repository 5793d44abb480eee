"""Dragged bars: working days are kept, no end falls on a day off, nothing is turned inside out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import HolidayNotice, WorkCalendar
from battlemap.domain.judging.progress import judged_span
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.bar_drag import Days, Grip, dragged, planned_days, progress_at, stepped
from battlemap.domain.planning.front_line import reached
from tests.campaigns import make_snapshot

CALENDAR = WorkCalendar(
    HolidayNotice(frozenset(date(2018, 10, day) for day in range(1, 6)), frozenset([date(2018, 12, 29)]))
)
spans = st.builds(
    lambda start, length: Days(
        date(2018, 10, 1) + timedelta(start), date(2018, 10, 1) + timedelta(start + length)
    ),
    st.integers(0, 80),
    st.integers(0, 60),
)
steps = st.integers(-90, 90)
grips = st.sampled_from(["bar", "start", "end"])


@given(spans, grips, steps)
def test_a_dragged_end_never_falls_on_a_day_off(days: Days, grip: Grip, by: int) -> None:
    after = dragged(days, grip, by, CALENDAR)
    assert after.first <= after.last
    if by == 0:
        assert after == days
    elif grip == "bar":
        assert CALENDAR.is_working_day(after.first) and CALENDAR.is_working_day(after.last)
    else:
        moved = after.first if grip == "start" else after.last
        assert CALENDAR.is_working_day(moved)


@given(spans, st.integers(1, 90), st.booleans())
def test_a_moved_bar_keeps_its_length(days: Days, by: int, snaps: bool) -> None:
    for step in (by, -by):
        after = dragged(days, "bar", step, CALENDAR, snaps=snaps)
        if snaps:
            worked = max(1, CALENDAR.working_days(days.first, days.last))
            assert CALENDAR.working_days(after.first, after.last) == worked
        else:
            assert after.last - after.first == days.last - days.first
            assert after.first - days.first == timedelta(step)


@given(spans, steps, st.booleans())
def test_dragging_one_end_leaves_the_other_unless_it_is_pushed_off_a_day_off(
    days: Days, by: int, snaps: bool
) -> None:
    start = dragged(days, "start", by, CALENDAR, snaps=snaps)
    end = dragged(days, "end", by, CALENDAR, snaps=snaps)
    assert start.last >= days.last or start == days
    assert start.last == max(days.last, start.first)
    assert end.first == min(days.first, end.last)


@given(spans, st.integers(1, 40))
def test_a_step_forth_and_back_is_no_step_from_working_days(days: Days, by: int) -> None:
    at = Days(CALENDAR.next_working_day(days.first), CALENDAR.next_working_day(days.last))
    assert stepped(stepped(at, "bar", by, CALENDAR), "bar", -by, CALENDAR) == at
    assert stepped(stepped(at, "end", by, CALENDAR), "end", -by, CALENDAR) == at


def test_no_step_turns_a_bar_inside_out() -> None:
    days = Days(date(2018, 11, 19), date(2018, 11, 20))
    assert stepped(days, "end", -5, CALENDAR) == days
    assert stepped(days, "start", 5, CALENDAR) == days


@given(st.integers(0, 20))
def test_the_progress_at_the_end_of_the_filled_part_is_the_progress(fives: int) -> None:
    snapshot = make_snapshot(actions=1, tasks=1)
    task = next(iter(snapshot.tasks.values()))
    span = judged_span(task, snapshot.campaign)
    place = reached(span, snapshot.calendar_of(task), fives * 5)
    assert progress_at(snapshot, task, place) == fives * 5
    assert progress_at(snapshot, task, place - 400) == 0
    assert progress_at(snapshot, task, place + 400) == 100


def test_planned_days_are_those_after_extensions() -> None:
    snapshot = make_snapshot(actions=1, tasks=1)
    task = Task(
        "t", "a", "X-01", "甲", "a0", lane="moving", start_on=date(2018, 10, 8), due_on=date(2018, 12, 10),
        original_due_on=date(2018, 11, 30),
    )  # fmt: skip
    assert planned_days(task, snapshot.campaign) == Days(date(2018, 10, 8), date(2018, 12, 10))
