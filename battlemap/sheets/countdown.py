"""倒计时牌: how many days are left, as large as the paper allows, with the days gone as a bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from battlemap.domain.days.calendar import days
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.framed import framed_page
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.overview_legend import swatch
from battlemap.layout.scene import Box, Item, Rect, Scene
from battlemap.layout.text import em_width
from battlemap.layout.words import Part, fitted, in_row
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("countdown")


def countdown(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the one page."""

    def body(place: Rect, sizes: Sizes) -> Iterator[Item]:
        yield from _body(snapshot, options, place, sizes)

    marks = (
        swatch("accent", "已过"),
        swatch("text", "今日"),
        swatch("ground", "剩余"),
        swatch("grid", "休息日"),
    )
    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=marks)
    return (framed_page(facts, body, options.paper),)


def _body(snapshot: Snapshot, options: SheetOptions, place: Rect, sizes: Sizes) -> Iterator[Item]:
    campaign, as_of = snapshot.campaign, options.as_of
    before, number, after = _words(campaign.starts_on, campaign.ends_on, as_of)
    upper = Rect(place.x, place.y, place.w, place.h * 0.12)
    yield from fitted(upper, before, upper.h * 0.8, "text", True, "center", sizes.small)
    middle = Rect(place.x, upper.bottom, place.w, place.h * 0.58)
    size = min(middle.h, place.w * 0.86 / (em_width(number) + em_width(after) * 0.25))
    parts = [Part(number, size, "accent", True), Part(after, size * 0.25, "text", True)]
    yield from in_row(middle, [part for part in parts if part.words], size * 0.06, "center")
    lower = Rect(place.x, middle.bottom, place.w, place.h * 0.1)
    yield from fitted(lower, _note(snapshot, as_of), lower.h * 0.6, "text", False, "center", sizes.small)
    bar = Rect(place.x, lower.bottom + place.h * 0.03, place.w, place.h * 0.09)
    yield from _bar(snapshot, as_of, bar)
    ends = Rect(bar.x, bar.bottom, bar.w, place.bottom - bar.bottom)
    em = max(sizes.small, min(ends.h * 0.5, sizes.small * 2))
    half = ends.w / 2
    yield from fitted(
        Rect(ends.x, ends.y, half, ends.h), _day(campaign.starts_on), em, "muted", least=sizes.small
    )
    right = Rect(ends.x + half, ends.y, half, ends.h)
    yield from fitted(right, _day(campaign.ends_on), em, "muted", align="right", least=sizes.small)


def _words(first: date, last: date, as_of: date) -> tuple[str, str, str]:
    if as_of < first:
        return "距启动还有", str((first - as_of).days), "天"
    if as_of > last:
        return "攻坚行动", "已收官", ""
    if as_of == last:
        return "攻坚行动", "收官日", ""
    return "距收官还有", str((last - as_of).days), "天"


def _note(snapshot: Snapshot, as_of: date) -> str:
    campaign = snapshot.campaign
    if not campaign.starts_on <= as_of <= campaign.ends_on:
        return f"全程 {campaign.day_count} 天"
    left = snapshot.calendar.working_days(as_of, campaign.ends_on) - snapshot.calendar.working_days(
        as_of, as_of
    )
    return (
        f"攻坚第 {campaign.campaign_day(as_of)} 天　第 {campaign.campaign_week(as_of)} 周　剩 {left} 个工作日"
    )


def _bar(snapshot: Snapshot, as_of: date, place: Rect) -> Iterator[Item]:
    """A cell for each day: gone filled, today strong, to come open; days off lighter; weeks of a long campaign."""
    campaign = snapshot.campaign
    all_days = days(campaign.starts_on, campaign.ends_on)
    step = max(1, -(-len(all_days) // 190))
    cells = all_days[::step]
    w = place.w / len(cells)
    for number, day in enumerate(cells):
        last = cells[number + 1] if number + 1 < len(cells) else date.max
        box = Rect(place.x + number * w + w * 0.08, place.y, w * 0.84, place.h)
        if day <= as_of < last:
            yield Box(box, "text")
        elif day < as_of:
            yield Box(box, "accent")
        else:
            is_off = step == 1 and not snapshot.calendar.is_working_day(day)
            yield Box(box, "grid" if is_off else "ground", "border", min(0.3, w * 0.06))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
