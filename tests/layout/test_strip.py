"""Days of the strip stand side by side, and weeks and months are theirs."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period, days
from battlemap.domain.kinds.campaign import Campaign
from battlemap.layout.scene import Box, Line, Rect, Text
from battlemap.layout.strip import StripLayout, StripMetrics
from battlemap.layout.strip_face import StripFacts, strip_face
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN

METRICS = StripMetrics()


def strip_of(width: float, campaign: Campaign = CAMPAIGN, start: date | None = None) -> StripLayout:
    return StripLayout.of(campaign, width, METRICS, start)


@settings(max_examples=60)
@given(st.floats(1, 3000), st.integers(1, 800), st.integers(-50, 900))
def test_the_middle_of_a_day_is_that_day(width: float, count: int, start: int) -> None:
    first = CAMPAIGN.starts_on
    campaign = attrs.evolve(CAMPAIGN, ends_on=first + timedelta(count - 1))
    strip = strip_of(width, campaign, first + timedelta(start))
    assert campaign.starts_on <= strip.shown <= strip.last <= campaign.ends_on
    for day in strip.days:
        rect = strip.day_rect(day)
        assert strip.day_at(rect.x + rect.w / 2) == day
        assert rect.h == METRICS.numbers + METRICS.bars
    assert strip.day_at(-1) is None
    assert strip.day_at(strip.day_x(strip.last) + strip.day_w * 1.5) is None


def test_a_wide_strip_shows_the_whole_campaign_and_a_narrow_one_a_part() -> None:
    assert (strip_of(920).shown, strip_of(920).last) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on)
    narrow = strip_of(100, start=date(2018, 12, 30))
    assert narrow.last == CAMPAIGN.ends_on
    assert len(narrow.days) == 20


def test_weeks_are_the_campaigns_own_and_never_iso_weeks() -> None:
    weeks = strip_of(1500).weeks()
    assert [week.number for week in weeks] == list(range(1, 15))
    assert weeks[-1].title == "14"
    assert weeks[1].title == "攻坚第 2 周"
    assert weeks[-1].w == pytest.approx(1500 / 92)


def test_months_follow_one_another_without_a_hole() -> None:
    months = strip_of(1200).months()
    assert [month.title for month in months] == ["2018年10月", "11月", "12月"]
    assert months[0].x == 0
    assert months[1].x == pytest.approx(months[0].w)
    assert months[2].x + months[2].w == pytest.approx(1200)


@settings(max_examples=40)
@given(
    st.floats(60, 2500),
    st.lists(st.tuples(st.integers(-20, 110), st.integers(0, 60), st.text(max_size=12)), max_size=4),
    st.integers(-10, 120),
)
def test_nothing_leaves_the_strip(width: float, periods: list[tuple[int, int, str]], as_of: int) -> None:
    first = CAMPAIGN.starts_on
    own = tuple(
        Period(str(n), "ban" if n % 2 else "key", first + timedelta(a), first + timedelta(a + b), title)
        for n, (a, b, title) in enumerate(periods)
    )
    day = first + timedelta(as_of)
    due = Counter(days(first, first + timedelta(30)))
    strip = strip_of(width)
    box = Rect(0, 0, width, METRICS.height)
    heads: list[Rect] = []
    for item in strip_face(strip, StripFacts(day, CALENDAR, own, due, picked=day)):
        if isinstance(item, Line):
            assert box.holds(Rect(item.x1, item.y1, item.x2 - item.x1, item.y2 - item.y1))
            continue
        assert box.holds(item.rect)
        if isinstance(item, Text) and item.rect.y < METRICS.months:
            heads.append(item.rect)
    assert heads


def test_days_off_are_shaded_and_due_days_before_the_day_are_red() -> None:
    due = Counter({date(2018, 11, 16): 2, date(2018, 11, 30): 3})
    items = strip_face(strip_of(1200), StripFacts(date(2018, 11, 20), CALENDAR, (), due))
    boxes = [item for item in items if isinstance(item, Box)]
    off = [day for day in days(CAMPAIGN.starts_on, CAMPAIGN.ends_on) if not CALENDAR.is_working_day(day)]
    assert sum(box.fill == "weekend" for box in boxes) == len(off) == 92 - 61
    assert [box.fill for box in boxes if box.fill in ("red", "progress")] == ["red", "progress"]
    assert sum(box.fill == "today" for box in boxes) == 1


def test_two_periods_on_one_stretch_keep_their_words_apart() -> None:
    first = CAMPAIGN.starts_on
    own = (
        Period("1", "ban", first, CAMPAIGN.ends_on, "封土期"),
        Period("2", "key", first, CAMPAIGN.ends_on, "进博会"),
    )
    items = strip_face(strip_of(1200), StripFacts(first, CALENDAR, own))
    named = [item for item in items if isinstance(item, Text) and item.about in ("1", "2")]
    assert [text.lines for text in named] == [("封土期",), ("进博会",)]
    assert named[1].rect.x > named[0].rect.x + 3 * METRICS.small
