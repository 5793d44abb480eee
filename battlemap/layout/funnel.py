"""The funnel as blocks: a bar per stage as wide as those who ever came to it, how many passed, and who is there now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Line, Rect
from battlemap.layout.words import fitted

#: Ems of the column of titles and of the one at the right.
_TITLES: Final = 7.0
_NOW: Final = 15.0
_BAR: Final = 2.6
_PASSED: Final = 1.5


@attrs.frozen
class FunnelBar:
    """A stage: its title, who ever came, who stands there, words of their amounts, and what is said of the step to it.

    `is_beside` is one that is off the way: no bar of those who came.
    """

    title: str
    ever: int
    now: int
    ever_note: str = ""
    now_note: str = ""
    passed: str = ""
    is_beside: bool = False
    is_alarming: bool = False


def funnel_blocks(bars: Sequence[FunnelBar], counter: str, width: float, em: float) -> list[Block]:
    """Returns the head and a block per stage; bars are drawn to one scale, also those of who stands there now."""
    most = max((bar.ever for bar in bars if not bar.is_beside), default=0) or 1
    most_now = max((bar.now for bar in bars), default=0) or 1
    head = _head(em)
    made = [head]
    for number, bar in enumerate(bars):
        made.append(attrs.evolve(_stage(bar, most, most_now, counter, em, number == 0), heads=(head,)))
    return made


def _parts(place: Rect, em: float) -> tuple[Rect, Rect, Rect]:
    """Returns the room of the title, of the funnel and of who is there now."""
    titles, now = em * _TITLES, min(em * _NOW, place.w * 0.3)
    middle = place.w - titles - now - em
    return (
        Rect(place.x, place.y, titles, place.h),
        Rect(place.x + titles, place.y, middle, place.h),
        Rect(place.right - now, place.y, now, place.h),
    )


def _head(em: float) -> Block:
    h = em * 2.0

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground")
        yield Line(place.x, place.y, place.right, place.y, "accent", em * 0.06)
        yield Line(place.x, place.bottom, place.right, place.bottom, "accent", em * 0.1)
        title, middle, now = _parts(place, em)
        for part, words, align in (
            (title.inset(em * 0.45, 0), "阶段", "left"), (middle, "累计到达（按走得最远的阶段）", "center"), (now, "现在各阶段", "left"),
        ):  # fmt: skip
            yield from fitted(part, words, em, "accent", True, align, em * 0.7)  # type: ignore[arg-type]

    return Block(h, draw, stays_with_next=True)


def _stage(bar: FunnelBar, most: int, most_now: int, counter: str, em: float, is_first: bool) -> Block:
    passed_h = em * (0.4 if is_first or bar.is_beside else _PASSED)
    h = passed_h + em * (_BAR + 0.5)

    def draw(place: Rect) -> Iterator[Item]:
        title, middle, now = _parts(Rect(place.x, place.y + passed_h, place.w, em * _BAR), em)
        if passed_h and bar.passed:
            above = Rect(middle.x, place.y, middle.w, passed_h)
            yield from fitted(above, bar.passed, em * 0.95, "muted", align="center", least=em * 0.7)
        words = Rect(title.x + em * 0.45, title.y, title.w - em * 0.9, title.h)
        yield from fitted(
            words, bar.title, em * 1.35, "muted" if bar.is_beside else "text", True, least=em * 0.8
        )
        if not bar.is_beside:
            yield from _came(bar, middle, most, counter, em)
        else:
            yield Line(middle.x, middle.y + middle.h / 2, middle.right, middle.y + middle.h / 2, "border", em * 0.06,
                       (em * 0.3, em * 0.3))  # fmt: skip
        yield from _there(bar, now, most_now, counter, em)

    return Block(h, draw)


def _came(bar: FunnelBar, middle: Rect, most: int, counter: str, em: float) -> Iterator[Item]:
    w = middle.w * bar.ever / most
    box = Rect(middle.x + (middle.w - w) / 2, middle.y, w, middle.h)
    if bar.ever:
        yield Box(box, "progress", radius=em * 0.15)
    words = f"{bar.ever} {counter}" + (f"　{bar.ever_note}" if bar.ever_note else "")
    is_inside = w > em * 6
    room = (
        box.inset(em * 0.4, 0)
        if is_inside
        else Rect(box.right + em * 0.4, box.y, middle.right - box.right - em * 0.4, box.h)
    )
    if not is_inside and room.w < em * 4:
        room = middle
    ink = "on_progress" if is_inside else "text"
    yield from fitted(room, words, em * 1.5, ink, True, "center" if is_inside else "left", em * 0.8)


def _there(bar: FunnelBar, now: Rect, most: int, counter: str, em: float) -> Iterator[Item]:
    rail = Rect(now.x, now.y + now.h * 0.72, now.w, em * 0.5)
    yield Box(rail, "grid")
    if bar.now:
        yield Box(
            Rect(rail.x, rail.y, rail.w * bar.now / most, rail.h), "red" if bar.is_alarming else "accent"
        )
    words = f"{bar.now} {counter}" + (f"　{bar.now_note}" if bar.now_note else "")
    ink = "red" if bar.is_alarming else "text" if bar.now else "muted"
    yield from fitted(
        Rect(now.x, now.y, now.w, now.h * 0.7), words, em * 1.3, ink, bool(bar.now), least=em * 0.8
    )
