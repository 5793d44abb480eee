"""The face of a page of the wall screen: a scene, 1080 units high, with large type that is read from five metres."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.judging.lamp import Lamp, points
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.text import em_width
from battlemap.layout.words import Part, fitted, in_row
from battlemap.layout.words import width as breadth
from battlemap.shown.wall_screen.pages import ActionRow, Page, Row

HEIGHT: Final = 1080.0
#: A screen that is narrower than 4:3 has more height instead.
_LEAST_WIDTH: Final = 1440.0
_RIM: Final = 48.0
_BAND: Final = 132.0
_TITLE: Final = 96.0
_FOOT: Final = 64.0
#: The smallest letters: on a screen 70 cm high 21 mm, for five metres.
LEAST: Final = 32.0
_COUNTDOWN: Final = 80.0
#: Height of a line of text for which the sizes below are meant, and the most that one gets.
_PITCH: Final = 112.0
_HIGHEST: Final = 150.0


@attrs.frozen
class Surround:
    """What stands around every page: title, the days as (words, number, words), and at the foot when it was told.

    While 临战状态 holds, `alert` says so behind the title and every page has a red frame.
    """

    title: str
    day: tuple[str, str, str]
    left: tuple[str, str, str]
    updated: str
    security: str
    alert: str = ""


def face(page: Page, number: int, count: int, around: Surround, aspect: float) -> Scene:
    """Returns the page on a screen of that aspect (width ÷ height), with a dot for each of the `count` pages."""
    width = max(_LEAST_WIDTH, HEIGHT * aspect)
    height = width / aspect
    items: list[Item] = [Box(Rect(0, 0, width, height), "ground")]
    items += _band(around, width)
    head = Rect(_RIM, _BAND + 12, width - 2 * _RIM, _TITLE)
    items += _head(page, head)
    body = Rect(_RIM, head.bottom, width - 2 * _RIM, height - _FOOT - head.bottom - 12)
    if not page.rows:
        items += fitted(body, page.empty, 64, "muted", False, "center")
    else:
        items += _rows(page, body)
    items += _foot(around, number, count, width, height)
    if around.alert:
        items.append(Box(Rect(5, 5, width - 10, height - 10), None, "red", 10))
    return Scene(width, height, tuple(items), page.title)


def _band(around: Surround, width: float) -> Iterator[Item]:
    yield Box(Rect(0, 0, width, _BAND), "band")
    left = [
        Part(words, _COUNTDOWN if n == 1 else 40, "band_text", n == 1)
        for n, words in enumerate(around.left)
        if words
    ]
    day = [
        Part(words, 56 if n == 1 else 40, "band_text", n == 1) for n, words in enumerate(around.day) if words
    ]
    x = width - _RIM
    for parts in (left, day):
        wide = min(breadth(parts, 10) + 4, width * 0.28)
        yield from in_row(Rect(x - wide, 0, wide, _BAND), parts, 10, "right")
        x -= wide + 64
    title = Rect(_RIM, 0, x - _RIM, _BAND)
    words = "　".join(filter(None, (around.title, around.alert)))
    yield from fitted(title, words, 56, "band_text", True, least=36)


def _head(page: Page, place: Rect) -> Iterator[Item]:
    yield from fitted(Rect(place.x, place.y, place.w * 0.55, place.h), page.title, 60, "text", True, least=40)
    note = Rect(place.x + place.w * 0.56, place.y, place.w * 0.44, place.h)
    yield from fitted(note, page.note, 42, "muted", align="right", least=LEAST)


def _rows(page: Page, body: Rect) -> Iterator[Item]:
    pitch = min(body.h / len(page.rows), _HIGHEST)
    for n, row in enumerate(page.rows):
        place = Rect(body.x, body.y + n * pitch, body.w, pitch - 10)
        yield Box(place, "card", "border", 1.5, 8, about=row.about)
        if isinstance(row, ActionRow):
            yield from _action(row, place.inset(20, 4))
        else:
            yield from _row(row, place.inset(20, 4), pitch / _PITCH)


def _row(row: Row, place: Rect, larger: float) -> Iterator[Item]:
    """Yields a line of text, `larger` than it must be where there is room."""
    lead_w, right_w = 190 * larger, 250 * larger
    x = place.x
    if row.lamp is not None:
        side = 44 * larger
        lamp = Rect(x, place.y + (place.h - side) / 2, side, side)
        yield lamp_shape(row.lamp, lamp, row.about)
        x += side + 18
    lead = Rect(x, place.y, lead_w, place.h)
    size = (60 if len(row.lead) <= 2 and row.lamp is None else 42) * larger
    yield from fitted(lead, row.lead, size, row.lead_tone, True, least=LEAST * 0.8, about=row.about)
    x = lead.right + 12
    right = Rect(place.right - right_w, place.y, right_w, place.h)
    yield from fitted(right, row.right, 40 * larger, "text", False, "right", LEAST, row.about)
    wide = right.x - x - 16
    upper = Rect(x, place.y + place.h * 0.06, wide, place.h * 0.5)
    yield from fitted(upper, row.title, 44 * larger, "text", True, least=36, about=row.about)
    lower = Rect(x, upper.bottom, wide, place.h * 0.42)
    yield from fitted(lower, row.detail, 34 * larger, row.detail_tone, least=LEAST, about=row.about)


def _action(row: ActionRow, place: Rect) -> Iterator[Item]:
    name = Rect(place.x, place.y, place.w * 0.165, place.h)
    yield from fitted(name, row.name, 40, "text", True, least=LEAST, about=row.about)
    leader = Rect(name.right + 12, place.y, place.w * 0.1, place.h)
    yield from fitted(leader, row.leader, 40, "accent", True, least=LEAST, about=row.about)
    total = len(row.lamps)
    done = Rect(place.right - 190, place.y, 190, place.h)
    yield from fitted(
        done,
        f"销号 {row.struck_off}/{total}" if total else "无任务",
        36,
        "text",
        False,
        "right",
        LEAST,
        row.about,
    )
    bar = Rect(done.x - place.w * 0.2, place.y, place.w * 0.2 - 24, place.h)
    if total:
        yield from _progress(row, bar)
    lamps = Rect(leader.right + 12, place.y, bar.x - leader.right - 36, place.h)
    yield from _lamps(row.lamps, lamps, row.about)


def _progress(row: ActionRow, place: Rect) -> Iterator[Item]:
    words = Rect(place.x, place.y, 120, place.h)
    behind = row.time_progress - row.progress
    tone = "red" if behind > 10 else "text"
    yield from fitted(words, f"{points(row.progress)}%", 38, tone, True, "right", LEAST, row.about)
    rail = Rect(words.right + 14, place.y + place.h / 2 - 9, place.w - 134, 18)
    yield Box(rail, "grid", radius=4, about=row.about)
    if row.progress > 0:
        filled = Rect(rail.x, rail.y, rail.w * float(row.progress) / 100, rail.h)
        yield Box(filled, "progress", radius=4, about=row.about)
    x = rail.x + rail.w * float(row.time_progress) / 100
    yield Line(x, rail.y - 8, x, rail.bottom + 8, "text", 4, about=row.about)


def _lamps(lamps: tuple[Lamp, ...], place: Rect, about: str) -> Iterator[Item]:
    """Yields a mark for each task; where there are too many, a bar whose parts are their numbers."""
    if not lamps:
        return
    pitch = min(40.0, place.w / len(lamps))
    if pitch >= 18:
        side = min(pitch * 0.8, place.h * 0.6)
        for n, lamp in enumerate(lamps):
            yield lamp_shape(
                lamp, Rect(place.x + n * pitch, place.y + (place.h - side) / 2, side, side), about
            )
        return
    x = place.x
    for lamp in dict.fromkeys(lamps):
        count = lamps.count(lamp)
        part = Rect(x, place.y + place.h * 0.18, place.w * count / len(lamps), place.h * 0.64)
        yield Box(part, lamp, "card", 2, about=about)
        words = str(count)
        if em_width(words) * LEAST + 8 < part.w:
            yield Text(part, (words,), LEAST, f"on_{lamp}", True, "center", about=about)
        x = part.right


def _foot(around: Surround, number: int, count: int, width: float, height: float) -> Iterator[Item]:
    place = Rect(_RIM, height - _FOOT, width - 2 * _RIM, _FOOT - 8)
    breadths = [em_width(words) * LEAST + 8 for words in (around.updated, around.security)]
    left_w, right_w = (min(wide, place.w * 0.45) for wide in breadths)
    yield from fitted(Rect(place.x, place.y, left_w, place.h), around.updated, LEAST, "muted")
    right = Rect(place.right - right_w, place.y, right_w, place.h)
    yield from fitted(right, around.security, LEAST, "muted", False, "right")
    # the dots stand in the middle of the screen where the words leave them room there
    first, last = place.x + left_w + 24, right.x - 24
    pitch = min(28.0, (last - first) / max(1, count))
    x = min(max(width / 2 - pitch * count / 2, first), last - pitch * count)
    for n in range(count):
        dot = pitch * (0.6 if n == number else 0.4)
        at = Rect(x + n * pitch + (pitch - dot) / 2, place.y + (place.h - dot) / 2, dot, dot)
        yield Box(at, "accent" if n == number else "border", radius=dot / 2)
