"""Reporting discipline: which days are due, what is owed, and that one report settles all that came before it."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.judging.reporting import due_days, owed
from battlemap.domain.kinds.report_rule import EVERY, ReportRule, discipline_of
from battlemap.domain.kinds.task import Task
from tests.domain.days.test_calendar import NOTICE_2018

CALENDAR = WorkCalendar(NOTICE_2018)
START = date(2018, 10, 1)
TASK = Task(
    "t", "a", "ECON-01", "走访", "a0", "moving", assigned_on=date(2018, 10, 8), accepted_on=date(2018, 10, 9)
)
WEEKLY = ReportRule("r", "每周", "a0")
DAYS = st.dates(date(2018, 10, 9), date(2018, 12, 31))


def test_weekly_reports_are_due_on_fridays_and_before_a_day_off() -> None:
    due = list(due_days(WEEKLY, date(2018, 9, 20), date(2018, 10, 19), CALENDAR))
    assert due == [
        date(2018, 9, 21),
        date(2018, 9, 28),
        date(2018, 9, 30),
        date(2018, 10, 12),
        date(2018, 10, 19),
    ]


def test_monthly_on_the_31st_is_the_last_day_and_ten_days_have_three() -> None:
    monthly = attrs.evolve(WEEKLY, every="monthly", day=31)
    assert list(due_days(monthly, date(2018, 10, 31), date(2018, 12, 31), CALENDAR)) == [
        date(2018, 11, 30), date(2018, 12, 29),
    ]  # fmt: skip
    tens = attrs.evolve(WEEKLY, every="ten_days")
    assert [day.day for day in due_days(tens, date(2018, 10, 31), date(2018, 11, 30), CALENDAR)] == [
        9,
        20,
        30,
    ]


def test_on_the_day_itself_a_report_is_due_and_late_only_afterwards() -> None:
    today = owed(TASK, WEEKLY, START, CALENDAR, date(2018, 10, 12))
    assert (
        today is not None
        and not today.is_late(date(2018, 10, 12))
        and "今日应报" in today.words(date(2018, 10, 12))
    )
    late = owed(TASK, WEEKLY, START, CALENDAR, date(2018, 10, 13))
    assert late is not None and late.is_late(date(2018, 10, 13))
    reported = attrs.evolve(TASK, reported_on=date(2018, 10, 10))
    assert owed(reported, WEEKLY, START, CALENDAR, date(2018, 10, 18)) is None
    missed = owed(reported, WEEKLY, START, CALENDAR, date(2018, 11, 5))
    assert missed is not None and missed.missed == 3 and missed.is_chronic


def test_nothing_is_owed_of_cards_that_wait_are_done_or_are_put_off() -> None:
    for changes in (
        {"lane": "waiting"},
        {"lane": "checking"},
        {"assigned_on": None},
        {"paused_on": date(2018, 10, 10)},
    ):
        assert owed(attrs.evolve(TASK, **changes), WEEKLY, START, CALENDAR, date(2018, 11, 5)) is None


def test_the_rule_that_names_most_of_a_task_holds() -> None:
    rules = [
        WEEKLY,
        ReportRule("k", "重点", "a1", "daily", emphasis="key"),
        ReportRule("e", "经济", "a2", "monthly", 25, action="a"),
    ]
    assert discipline_of(TASK, rules) == rules[2]
    assert discipline_of(attrs.evolve(TASK, action="b", emphasis="key"), rules) == rules[1]
    assert discipline_of(attrs.evolve(TASK, action="b"), rules) == WEEKLY
    assert discipline_of(TASK, []) is None


@given(st.sampled_from(EVERY), st.integers(1, 7), DAYS, st.lists(DAYS, max_size=6))
def test_a_report_settles_what_came_before_and_debts_only_grow_without_one(
    every: str, day: int, as_of: date, reports: list[date]
) -> None:
    rule = attrs.evolve(WEEKLY, every=every, day=day)
    newest = max((report for report in reports if report <= as_of), default=None)
    task = attrs.evolve(TASK, reported_on=newest)
    debt, later = (owed(task, rule, START, CALENDAR, on) for on in (as_of, as_of + timedelta(7)))
    assert owed(attrs.evolve(task, reported_on=as_of), rule, START, CALENDAR, as_of) is None
    if debt is not None:
        assert later is not None and later.missed >= debt.missed and later.since == debt.since
        assert newest is None or debt.since > newest
        assert CALENDAR.is_working_day(debt.since)
