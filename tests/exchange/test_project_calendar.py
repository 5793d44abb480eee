"""The calendar of a plan: exceptions, weeks of their own, base calendars, patterns."""

from __future__ import annotations

import pytest

from battlemap.domain.planning.project import ProjectDraft
from tests.exchange.mspdi import calendar, draft, exception, span, task, week_day, work_week

FRIDAYS = "<Type>6</Type><Period>1</Period><DaysOfWeek>32</DaysOfWeek><Occurrences>3</Occurrences>"
PATTERN = "按周期重复的日历例外：1 处"


def read(*calendars: str, head: str | None = None) -> ProjectDraft:
    more = {} if head is None else {"head": head}
    return draft(task(1, "基础", "2018-11-05", "2018-11-09"), calendars="".join(calendars), **more)


def periods(*calendars: str, head: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (p.kind, p.starts_on.isoformat()[5:], p.ends_on.isoformat()[5:])
        for p in read(*calendars, head=head).periods
    ]


@pytest.mark.parametrize("last", ["2018-11-14T00:00:00", "2018-11-14T23:59:00", "2018-11-14"])
def test_the_last_day_of_an_exception_counts(last: str) -> None:
    assert periods(calendar(exception("2018-11-12", last))) == [("off", "11-12", "11-14")]


def test_a_day_told_twice_is_told_once() -> None:
    twice = exception("2018-11-12", "2018-11-16") + exception("2018-11-14", "2018-11-19", name="再停")
    by_itself = week_day(0, 0, span("2018-11-12", "2018-11-16"))
    assert periods(calendar(twice, days=by_itself)) == [("off", "11-12", "11-16"), ("off", "11-17", "11-19")]


def test_days_that_contradict_each_other_are_told() -> None:
    both = exception("2018-11-12", "2018-11-16") + exception("2018-11-14", "2018-11-14", working=1)
    project_calendar = read(calendar(both))
    assert [(p.kind, p.ends_on.day) for p in project_calendar.periods] == [("off", 16)]
    assert project_calendar.left_out == ("互相矛盾的日历例外（以在前的为准）：1 处",)


def test_weeks_of_their_own_become_days() -> None:
    saturdays = work_week("2018-11-05", "2018-11-18", week_day(7, 1) + week_day(1, 1))
    assert periods(calendar(weeks=saturdays)) == [("work", "11-10", "11-11"), ("work", "11-17", "11-18")]
    no_mondays = work_week("2018-11-05", "2018-11-18", week_day(2, 0))
    assert periods(calendar(weeks=no_mondays)) == [("off", "11-05", "11-05"), ("off", "11-12", "11-12")]
    as_ever = work_week("2018-11-05", "2018-11-18", week_day(2, 1) + week_day(7, 0))
    assert periods(calendar(weeks=as_ever)) == []


def test_an_exception_goes_before_a_week_of_its_own() -> None:
    weeks = work_week("2018-11-05", "2018-11-18", week_day(7, 1))
    assert periods(calendar(exception("2018-11-10", "2018-11-10"), weeks)) == [
        ("off", "11-10", "11-10"),
        ("work", "11-17", "11-17"),
    ]


def test_weeks_of_years_are_told_and_not_taken() -> None:
    project_calendar = read(calendar(weeks=work_week("2010-01-01", "2030-01-01", week_day(7, 1))))
    assert (project_calendar.periods, project_calendar.left_out) == ((), ("长期另定的每周工作日：1 处",))


def test_what_a_base_calendar_says_holds_too() -> None:
    own = calendar(exception("2018-11-20", "2018-11-20", working=1), uid=3, base=1)
    base = calendar(exception("2018-11-19", "2018-11-21"), days=week_day(7, 1))
    both = periods(own, base, head="<CalendarUID>3</CalendarUID>")
    assert both == [("work", "11-20", "11-20"), ("off", "11-19", "11-19"), ("off", "11-21", "11-21")]
    left_out = read(own, base, head="<CalendarUID>3</CalendarUID>").left_out
    assert left_out == ("与周一至周五不同的每周工作日：1 处",)
    in_a_circle = calendar(uid=3, base=4) + calendar(uid=4, base=3)
    assert periods(in_a_circle, head="<CalendarUID>3</CalendarUID>") == []


def test_the_project_s_calendar_is_the_only_one_or_is_missed_in_words() -> None:
    off = exception("2018-11-19", "2018-11-19")
    assert periods(calendar(off, uid=7), head="") == [("off", "11-19", "11-19")]
    project_calendar = read(calendar(off, uid=7), head="<CalendarUID>9</CalendarUID>")
    assert (project_calendar.periods, project_calendar.left_out) == (
        (),
        ("项目日历（文件中没有所指的日历）：1 处",),
    )


def each(*days: str) -> str:
    return "".join(week_day(0, 0, span(f"2018-{day}", f"2018-{day}")) for day in days)


@pytest.mark.parametrize(
    ("first", "last", "pattern", "days"),
    [
        ("2018-11-02", "2018-11-16", FRIDAYS, ("11-02", "11-09", "11-16")),
        ("2018-11-15", "2018-12-15", "<Type>4</Type><MonthDay>15</MonthDay>", ("11-15", "12-15")),
        ("2018-10-01", "2018-12-31", "<Type>4</Type><MonthDay>31</MonthDay>", ("10-31", "11-30", "12-31")),
        (
            "2018-10-01", "2018-12-31",
            "<Type>5</Type><MonthItem>3</MonthItem><MonthPosition>4</MonthPosition>",
            ("10-28", "11-25", "12-30"),
        ),
        ("2018-01-01", "2018-12-31", "<Type>2</Type><Month>10</Month><MonthDay>8</MonthDay>", ("11-08",)),
        (
            "2018-01-01", "2018-12-31",
            "<Type>3</Type><Month>10</Month><MonthItem>1</MonthItem><MonthPosition>0</MonthPosition>",
            ("11-01",),
        ),
        ("2018-11-05", "2018-11-11", "<Type>1</Type><Period>3</Period>", ("11-05", "11-08", "11-11")),
    ],
)  # fmt: skip
def test_a_pattern_whose_days_are_all_written_is_no_loss(
    first: str, last: str, pattern: str, days: tuple[str, ...]
) -> None:
    project_calendar = read(calendar(exception(first, last, pattern), days=each(*days)))
    assert project_calendar.left_out == ()
    assert [p.starts_on.isoformat()[5:] for p in project_calendar.periods] == list(days)
    assert read(calendar(exception(first, last, pattern), days=each(*days[1:]))).left_out == (PATTERN,)
    assert read(calendar(exception(first, last, pattern))).left_out == (PATTERN,)


def test_a_pattern_of_one_day_is_that_day() -> None:
    yearly = "<Type>2</Type><Month>10</Month><MonthDay>8</MonthDay>"
    assert periods(calendar(exception("2018-11-08", "2018-11-08", yearly))) == [("off", "11-08", "11-08")]


def test_patterns_that_nobody_understands_are_told() -> None:
    for pattern in ("<Type>8</Type>", "<Type>4</Type>", "<Type>5</Type><MonthItem>77</MonthItem>"):
        assert read(calendar(exception("2018-11-02", "2018-11-16", pattern))).left_out == (PATTERN,)


def test_exceptions_without_days_are_told() -> None:
    broken = exception("2018-11-31", "2018-11-31") + exception("2018-11-14", "2018-11-12")
    assert read(calendar(broken)).left_out == ("没有有效起止日期的日历例外：2 处",)
    century = read(calendar(exception("1970-01-01", "2018-01-01")))
    assert century.left_out == ("1990 年至 2100 年以外的日历例外：1 处",)
    assert century.periods[0].starts_on.year == 1990


def test_a_calendar_of_a_hundred_years_told_fifteen_thousand_times_is_read() -> None:
    century = exception("1990-01-01", "2100-12-31") + exception("1990-01-01", "2100-12-31", FRIDAYS)
    weeks = work_week("2017-01-01", "2018-12-31", week_day(7, 1))
    project_calendar = read(calendar(century * 15_000, weeks * 5_000))
    assert len(project_calendar.periods) == 1
