"""Reporting discipline judged: on which days a task was to be reported on, what is owed, and how long it has been silent."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.report_rule import ReportRule, rule_words
from battlemap.domain.kinds.task import Task

_ONE_DAY: Final = timedelta(days=1)
#: Nobody asks for reports that were due longer ago (days).
_LONGEST: Final = 400


@attrs.frozen
class Owed:
    """A report that is owed: the first and the last day on which one was due and none came, and how many those were."""

    since: date
    due_on: date
    missed: int
    rule: ReportRule

    def is_late(self, as_of: date) -> bool:
        """Whether the day is over; on the day itself it is only due."""
        return self.since < as_of

    @property
    def is_chronic(self) -> bool:
        """Whether so many were missed in a row that it is called chronic silence (长期不报)."""
        return self.missed >= self.rule.chronic_after

    def words(self, as_of: date) -> str:
        """Returns 「每周五反馈，10月12日应报未报」, 「每周五反馈，连续 3 次未报」, 「今日应报」."""
        if not self.is_late(as_of):
            return f"{rule_words(self.rule)}反馈，今日应报"
        if self.missed > 1:
            return f"{rule_words(self.rule)}反馈，连续 {self.missed} 次未报"
        return f"{rule_words(self.rule)}反馈，{self.since.month}月{self.since.day}日应报未报"


def due_days(rule: ReportRule, after: date, until: date, calendar: WorkCalendar) -> Iterator[date]:
    """Yields the days after `after` up to `until` on which a report is due, in order, each once.

    A day off is none: the working day before it is, for a report that comes earlier is in time.
    """
    last = after
    for day in _named_days(rule, after, until + timedelta(days=31), calendar):
        due = day if calendar.is_working_day(day) else calendar.previous_working_day(day)
        if due > until:
            return
        if due > last:
            last = due
            yield due


def owed(
    task: Task, rule: ReportRule | None, starts_on: date, calendar: WorkCalendar, as_of: date
) -> Owed | None:
    """Returns what is owed of a task by the evening of a day, None where nothing is.

    Owed are reports of cards at work that were handed out, from the day on which they were taken on or were to begin.
    One report settles every day before it; a nil report (零报告) is one. Who reports after one
    of these days is in time for the next.
    """
    if rule is None or rule.every == "never" or task.lane != "moving" or task.assigned_on is None:
        return None
    if task.is_paused(as_of):
        return None
    begun = max(task.accepted_on or task.assigned_on, starts_on, as_of - timedelta(days=_LONGEST))
    reported = task.reported_on
    days = list(due_days(rule, begun, as_of, calendar))
    if reported is not None and reported <= as_of:
        spans = zip([begun, *days], days, strict=False)
        days = [day for previous, day in spans if previous >= reported]
    return Owed(days[0], days[-1], len(days), rule) if days else None


def _named_days(rule: ReportRule, after: date, until: date, calendar: WorkCalendar) -> Iterator[date]:
    """Yields the days that a rule names, days off among them."""
    day = after + _ONE_DAY
    while day <= until:
        last = months.monthrange(day.year, day.month)[1]
        if (
            (rule.every == "daily" and calendar.is_working_day(day))
            or (rule.every == "weekly" and day.isoweekday() == rule.day)
            or (rule.every == "ten_days" and day.day in (10, 20, last))
            or (rule.every == "monthly" and day.day == min(rule.day, last))
        ):
            yield day
        day += _ONE_DAY
