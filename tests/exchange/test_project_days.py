"""When a task of MSPDI begins and ends."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.mspdi import calendar, draft, exception, only, span, task, tasks_of, week_day

Days = tuple[date | None, date | None]


def days(start: str, finish: str, more: str = "", calendars: str = "") -> Days:
    row = only(task(1, "基础", start, finish, more), calendars=calendars)
    return row.start_on, row.due_on


def november(first: int | None, last: int | None) -> Days:
    return first and date(2018, 11, first), last and date(2018, 11, last)


EVENT = "<Milestone>1</Milestone><Duration>PT0H0M0S</Duration>"
DAY = "<Duration>PT8H0M0S</Duration>"


@pytest.mark.parametrize(
    ("start", "finish", "more", "expected"),
    [
        ("2018-11-20T00:00:00", "2018-11-20T00:00:00", EVENT, november(None, 20)),
        ("", "2018-11-20T00:00:00", EVENT, november(None, 20)),
        ("2018-11-20T17:00:00", "", EVENT, november(None, 20)),
        ("2018-11-20T00:00:00", "2018-11-20T00:00:00", DAY, november(20, 20)),
        ("2018-11-21T00:00:00", "2018-11-22T00:00:00", DAY, november(21, 21)),
        ("2018-11-19T00:00:00", "2018-11-23T00:00:00", "<Duration>PT40H0M0S</Duration>", november(19, 23)),
        ("2018-11-19T00:00:00", "2018-11-23T00:00:00", "<Duration>PT32H0M0S</Duration>", november(19, 22)),
        ("2018-11-19T08:00:00", "2018-11-24T00:00:00", "<Duration>PT40H0M0S</Duration>", november(19, 23)),
        ("2018-11-19T00:00:00", "2018-11-23T00:00:00", "", november(19, 22)),
        ("2018-11-19T08:00:00", "2018-11-22T24:00:00", "<Duration>PT32H0M0S</Duration>", november(19, 22)),
        ("2018-11-19", "2018-11-23 ", "<Duration>PT40H0M0S</Duration>", november(19, 23)),
        ("2018-11-19T08:00:00+08:00", "2018-11-23T17:00:00.000", "", november(19, 23)),
        (
            "2018-11-05T00:00:00",
            "2018-11-19T00:00:00",
            "<Duration>PT336H0M0S</Duration><DurationFormat>8</DurationFormat>",
            november(5, 18),
        ),
    ],
)
def test_an_end_at_midnight_is_the_day_that_the_duration_tells(
    start: str, finish: str, more: str, expected: Days
) -> None:
    assert days(start, finish, more) == expected


def test_a_calendar_of_whole_days_ends_at_midnight() -> None:
    times = "<WorkingTime><FromTime>00:00:00</FromTime><ToTime>00:00:00</ToTime></WorkingTime>"
    hours = f"<WorkingTimes>{times}</WorkingTimes>"
    night = calendar(days="".join(week_day(n, 1, hours) for n in range(1, 8)))
    duration = "<Duration>PT24H0M0S</Duration>"
    assert days("2018-11-21T00:00:00", "2018-11-22T00:00:00", duration, night) == november(21, 21)


@pytest.mark.parametrize(
    ("start", "more", "last"),
    [
        ("2018-11-05", "<Duration>PT40H0M0S</Duration>", 9),
        ("2018-11-12", "<Duration>PT80H0M0S</Duration>", 26),
        ("2018-11-09T13:00:00", "<Duration>PT8H0M0S</Duration>", 12),
        ("2018-11-10", "<Duration>PT8H0M0S</Duration>", 12),
        ("2018-11-05", "<Duration>PT4H0M0S</Duration>", 5),
        ("2018-11-05", "<ManualDuration>PT16H0M0S</ManualDuration>", 6),
        ("2018-11-02", "<Duration>PT96H0M0S</Duration><DurationFormat>8</DurationFormat>", 6),
        ("2018-11-05", "<Duration>bad</Duration>", None),
        ("2018-11-05", "<Duration>PT999999999H0M0S</Duration>", None),
    ],
)
def test_a_finish_that_is_not_written_follows_from_the_duration(
    start: str, more: str, last: int | None
) -> None:
    works = calendar(exception("2018-11-15", "2018-11-15"))
    assert days(start, "", more, works)[1] == november(None, last)[1]


def test_elapsed_time_is_counted_in_natural_days() -> None:
    elapsed = "<Duration>PT336H0M0S</Duration><DurationFormat>8</DurationFormat>"
    assert only(task(1, "养护", "2018-11-05", "2018-11-18", elapsed)).counts_natural_days
    assert not only(task(1, "养护", "2018-11-05", "2018-11-18", DAY)).counts_natural_days


@pytest.mark.parametrize("more", ["<Duration>PT40H0M0S</Duration>", ""])
def test_a_milestone_that_lasts_keeps_its_start(more: str) -> None:
    milestone = f"<Milestone>1</Milestone>{more}"
    assert days("2018-11-05", "2018-11-09", milestone) == november(5, 9)


def test_words_instead_of_dates_leave_the_date_open() -> None:
    words = "<Manual>1</Manual><StartText>{}</StartText><FinishText>{}</FinishText>"
    read = draft(task(1, "电力迁改", "2018-11-05", "2018-11-09", words.format("待定", "方案批复后")))
    (row,) = tasks_of(read)
    assert (row.start_on, row.due_on, row.due_words) == (None, None, "方案批复后")
    assert read.left_out == ("以文字代替的开始日期（日期留空）：1 处",)
    assert days("2018-11-05", "2018-11-09", words.format("", "2018年11月9日")) == november(5, 9)
    assert days("2018-11-05", "2018-11-09", words.format("", "待定").replace(">1<", ">0<")) == november(5, 9)


@pytest.mark.parametrize(
    ("start", "finish", "more", "expected", "words"),
    [
        ("1984-01-01", "1984-01-31", "", november(None, None), "1990 年至 2100 年以外的日期：2 处"),
        ("2018-02-30T08:00:00", "31/02/2018", "", november(None, None), "无法识别的日期：2 处"),
        ("2018-11-09", "2018-11-05", "", november(None, 5), "开始晚于完成的任务（开始日期留空）：1 处"),
        ("", "", DAY, november(None, None), "没有日期的工期：1 处"),
        ("", "", "<Manual>1</Manual><DurationText>两三天</DurationText>", november(None, None), "以文字代替的工期：1 处"),
    ],
)  # fmt: skip
def test_days_that_are_none_are_told(start: str, finish: str, more: str, expected: Days, words: str) -> None:
    read = draft(task(1, "基础", start, finish, more))
    (row,) = tasks_of(read)
    assert ((row.start_on, row.due_on), read.left_out) == (expected, (words,))


def test_what_is_done_knows_when_it_was() -> None:
    done = "<PercentComplete>100</PercentComplete><ActualFinish>2018-11-{}</ActualFinish>"
    row = only(task(1, "基础", "2018-11-05", "2018-11-09", done.format("08T17:00:00")))
    assert row.is_finished and row.finished_on == date(2018, 11, 8)
    midnight = only(task(1, "基础", "2018-11-05T00:00:00", "2018-11-09T00:00:00", done.format("09T00:00:00")))
    assert midnight.finished_on == midnight.due_on == date(2018, 11, 8)
    open_end = draft(task(1, "基础", "2018-11-05", "2018-11-09", "<PercentComplete>100</PercentComplete>"))
    assert not next(tasks_of(open_end)).is_finished
    assert open_end.left_out == ("已完成 100% 而没有实际完成日期（按推进中导入）：1 处",)
    half = done.format("08T17:00:00").replace("100", "60")
    assert not only(task(1, "基础", "2018-11-05", "2018-11-09", half)).is_finished


def test_a_span_helper_writes_both_ends() -> None:
    assert span("2018-11-05", "2018-11-06").count("2018-11-0") == 2
