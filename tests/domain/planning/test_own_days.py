"""A day set to work or rest by hand changes that day and no other."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.days.calendar import DayKind, HolidayNotice, Period, WorkCalendar, days
from battlemap.domain.planning.own_days import with_day

FIRST, LAST = date(2018, 10, 1), date(2018, 12, 31)
NOTICE = HolidayNotice(2018, 2018, frozenset(days(FIRST, date(2018, 10, 5))), frozenset({date(2018, 12, 29)}))
KINDS: tuple[DayKind, ...] = ("off", "work", "ban", "key")


@st.composite
def period(draw: st.DrawFn) -> Period:
    """A period of the campaign, named or not."""
    starts_on = draw(st.dates(FIRST, LAST))
    ends_on = min(LAST, starts_on + timedelta(days=draw(st.integers(0, 9))))
    return Period(
        draw(st.uuids()).hex,
        draw(st.sampled_from(KINDS)),
        starts_on,
        ends_on,
        draw(st.sampled_from(["", "停工"])),
    )


@given(st.lists(period(), max_size=5), st.dates(FIRST, LAST), st.booleans())
def test_that_day_is_as_wished_and_every_other_as_before(
    periods: list[Period], day: date, is_working: bool
) -> None:
    before = WorkCalendar.of(NOTICE, periods)
    changed = with_day(periods, day, is_working, NOTICE)
    after = WorkCalendar.of(NOTICE, changed)
    assert after.is_working_day(day) == is_working
    for other in days(FIRST, LAST):
        if other != day:
            assert after.is_working_day(other) == before.is_working_day(other)
    assert [p for p in changed if p.kind in ("ban", "key")] == [
        p for p in periods if p.kind in ("ban", "key")
    ]


def test_a_day_that_the_notice_knows_leaves_no_own_day() -> None:
    saturday = date(2018, 11, 24)
    worked = with_day((), saturday, True, NOTICE)
    assert [(p.kind, p.starts_on, p.ends_on) for p in worked] == [("work", saturday, saturday)]
    assert with_day(worked, saturday, False, NOTICE) == ()


def test_neighbouring_days_become_one_period() -> None:
    periods: tuple[Period, ...] = ()
    for number in (20, 22, 21):
        periods = with_day(periods, date(2018, 11, number), False, NOTICE)
    spans = sorted((p.starts_on.day, p.ends_on.day) for p in periods)
    assert spans == [(20, 21), (22, 22)]
