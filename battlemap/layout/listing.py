"""Lists on paper: columns of words, lamps and bars, rows as high as their words need, the head repeated per page."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Lamp
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.scene import Align, Box, Item, Line, Rect, Text
from battlemap.layout.text import em_width, wrap_names
from battlemap.layout.words import fitted

_LINE: Final = 1.3
_PAD: Final = 0.45
#: A column of shared room that would be narrower than so many ems makes way for others.
_NARROWEST: Final = 4.0
#: Words of so many ems at most are not broken where there is room: names, days, numbers.
_SHORT: Final = 9.0


@attrs.frozen
class Column:
    """A column: `ems` wide, or with a `share` of what is left; at most `most` lines to a cell.

    Of its share it takes what its words need, the rest goes to those that need more; one for the pen takes all it can
    get. What nobody needs lies between all columns alike. It is left out where the list is less than `from_ems` ems wide.
    Neighbours of one `group` have its name above them, in a head of two rows.
    """

    title: str
    ems: float = 0.0
    share: float = 0.0
    align: Align = "left"
    most: int = 3
    from_ems: float = 0.0
    is_for_pen: bool = False
    group: str = ""


@attrs.frozen
class Cell:
    """What stands in a cell: words, a lamp with its word, or a progress bar with a tick at 序时."""

    words: str = ""
    colour: str = "text"
    is_bold: bool = False
    lamp: Lamp | None = None
    bar: tuple[int, int] | None = None


@attrs.frozen
class Row:
    """A line of a list and what it stands for."""

    cells: tuple[Cell, ...]
    about: str | None = None
    is_marked: bool = False


@attrs.frozen
class _Place:
    column: Column
    number: int
    x: float
    w: float


def listing(
    columns: Sequence[Column],
    rows: Sequence[Row],
    width: float,
    em: float,
    above: tuple[Block, ...] = (),
    alike: Sequence[Row] = (),
    has_head: bool = True,
) -> list[Block]:
    """Returns the head and the rows of a list as blocks; `above` stands over the head where a page begins within it.

    `alike` are the rows of all lists whose columns are to stand under each other; of these only the first need have its
    head, pages that begin within one repeat it.
    """
    places = _places(columns, alike or rows, width, em)
    head = _head(places, em)
    blocks = [attrs.evolve(head, heads=above)] if has_head else []
    for number, row in enumerate(rows):
        heads = (*above, head)
        blocks.append(attrs.evolve(_row(row, places, em, number % 2 == 1), heads=heads))
    return blocks


def natural_ems(columns: Sequence[Column], rows: Sequence[Row], widest: float) -> float:
    """Returns how many ems the columns take when no word is broken, one with a share at most `widest`."""
    needs = (
        column.ems or min(widest, _needed(number, column, rows)) for number, column in enumerate(columns)
    )
    return sum(needs)


def heading(words: str, em: float, note: str = "", colour: str = "accent") -> Block:
    """Returns a section's heading: a mark, bold words, a note at the right; it stays with what follows."""
    size = em * 1.3
    h = size * 2.0

    def draw(place: Rect) -> Iterator[Item]:
        row = Rect(place.x, place.y + size * 0.5, place.w, size * 1.4)
        yield Box(Rect(row.x, row.y + size * 0.1, size * 0.3, size * 1.2), colour)
        x = row.x + size * 0.7
        note_w = min(em_width(note) * em, row.w * 0.5)
        room = row.right - x - (note_w + em if note else 0)
        yield from fitted(Rect(x, row.y, room, row.h), words, size, colour, True, least=em)
        if note:
            place_ = Rect(row.right - note_w, row.y, note_w, row.h)
            yield from fitted(place_, note, em, "muted", align="right", least=em * 0.8)

    return Block(h, draw, stays_with_next=True)


def subheading(words: str, em: float, note: str = "") -> Block:
    """Returns the name of a group within a list: bold words on a tinted row, a note at the right; it stays with what follows."""
    h = em * 1.9

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "grid")
        row = place.inset(em * _PAD, 0)
        note_w = min(em_width(note) * em * 0.9, row.w * 0.4)
        room = row.w - (note_w + em if note else 0)
        yield from fitted(Rect(row.x, row.y, room, row.h), words, em, "text", True, least=em * 0.7)
        if note:
            yield Text(
                Rect(row.right - note_w, row.y, note_w, row.h), (note,), em * 0.9, "muted", align="right"
            )

    return Block(h, draw, stays_with_next=True)


def nothing(words: str, em: float) -> Block:
    """Returns a line that says that there is nothing to list."""

    def draw(place: Rect) -> Iterator[Item]:
        yield from fitted(Rect(place.x + em, place.y, place.w - em, place.h), words, em, "muted")

    return Block(em * 2, draw)


def _places(columns: Sequence[Column], rows: Sequence[Row], width: float, em: float) -> list[_Place]:
    shown = [(n, column) for n, column in enumerate(columns) if width / em >= column.from_ems]
    fixed = sum(column.ems * em for _, column in shown)
    shared = {n: column for n, column in shown if column.share}
    needs = {n: _needed(n, column, rows) * em for n, column in shared.items()}
    leasts = {n: min(needs[n], _least(n, column, rows) * em) for n, column in shared.items()}
    room = max(width - fixed, _NARROWEST * em * len(shared), sum(leasts.values()))
    squeeze = width / (fixed + room) if fixed + room > width else 1.0
    widths = _shared_out({n: column.share for n, column in shared.items()}, needs, leasts, room)
    over = max(0.0, room - sum(widths.values())) / max(1, len(shown))
    places, x = [], 0.0
    for number, column in shown:
        w = widths.get(number, column.ems * em) * squeeze + over
        places.append(_Place(column, number, x, w))
        x += w
    return places


def _needed(number: int, column: Column, rows: Sequence[Row]) -> float:
    """Returns how many ems the widest words of a column need; a column for the pen needs without end."""
    if column.is_for_pen:
        return math.inf
    widest = max((em_width(row.cells[number].words) for row in rows), default=0.0)
    return max(widest, em_width(column.title)) + 2 * _PAD + 0.2


def _least(number: int, column: Column, rows: Sequence[Row]) -> float:
    """Returns how many ems keep the title and the short words of a column on one line."""
    widths = [em_width(column.title), *(em_width(row.cells[number].words) for row in rows)]
    return max((width for width in widths if width <= _SHORT), default=0.0) + 2 * _PAD + 0.2


def _shared_out(
    shares: Mapping[int, float], needs: Mapping[int, float], leasts: Mapping[int, float], room: float
) -> dict[int, float]:
    """Returns what each gets of the room: by its share, but no more than it needs while others need more.

    None gets less than its least while the others can still have theirs.
    """
    got: dict[int, float] = {}
    left = dict(shares)
    floors = leasts if sum(leasts.values()) <= room else {}
    while left:
        unit = room / sum(left.values())
        short = [n for n, share in left.items() if floors.get(n, 0.0) > share * unit]
        content = short or [n for n, share in left.items() if needs[n] <= share * unit]
        if not content:
            return got | {n: share * unit for n, share in left.items()}
        for n in content:
            got[n] = floors[n] if short else needs[n]
            room -= got[n]
            del left[n]
    return got


def _head(places: Sequence[_Place], em: float) -> Block:
    groups = _groups(places)
    row_h = em * 2.0
    h = row_h * (2 if groups else 1)

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground")
        yield Line(place.x, place.y, place.right, place.y, "accent", em * 0.06)
        yield Line(place.x, place.bottom, place.right, place.bottom, "accent", em * 0.1)
        for words, x, w in groups:
            cell = Rect(place.x + x, place.y, w, row_h).inset(em * _PAD, 0)
            yield from fitted(cell, words, em, "accent", True, "center", em * 0.7)
            yield Line(cell.x, place.y + row_h, cell.right, place.y + row_h, "accent", em * 0.06)
        for spot in places:
            top, own_h = (place.y + row_h, row_h) if spot.column.group else (place.y, h)
            cell = Rect(place.x + spot.x, top, spot.w, own_h).inset(em * _PAD, 0)
            yield from fitted(cell, spot.column.title, em, "accent", True, spot.column.align, em * 0.7)

    return Block(h, draw, stays_with_next=True)


def _groups(places: Sequence[_Place]) -> list[tuple[str, float, float]]:
    """Returns (name, left, width) of the groups of columns, from left to right."""
    groups: list[tuple[str, float, float]] = []
    for name, spots in itertools.groupby(places, lambda spot: spot.column.group):
        own = list(spots)
        if name:
            groups.append((name, own[0].x, sum(spot.w for spot in own)))
    return groups


def _row(row: Row, places: Sequence[_Place], em: float, is_shaded: bool) -> Block:
    lines = {spot.number: _lines(row.cells[spot.number], spot, em) for spot in places}
    most = max((len(words) for words in lines.values()), default=1)
    h = max(1, most) * em * _LINE + em * 0.7

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground" if is_shaded else "card", about=row.about)
        yield Line(place.x, place.bottom, place.right, place.bottom, "border", em * 0.05, about=row.about)
        if row.is_marked:
            yield Box(Rect(place.x, place.y, em * 0.25, place.h), "red", about=row.about)
        for spot in places:
            cell = Rect(place.x + spot.x, place.y, spot.w, place.h).inset(em * _PAD, 0)
            yield from _cell(row.cells[spot.number], lines[spot.number], spot, cell, em, row.about)

    return Block(h, draw, may_grow=True)


def _lines(cell: Cell, spot: _Place, em: float) -> tuple[str, ...]:
    if cell.lamp is not None or cell.bar is not None:
        return ("",)
    return wrap_names(cell.words, (spot.w - 2 * _PAD * em) / em, spot.column.most)


def _cell(
    cell: Cell, lines: tuple[str, ...], spot: _Place, place: Rect, em: float, about: str | None
) -> Iterator[Item]:
    if cell.lamp is not None:
        side = min(em * 1.15, place.w)
        yield lamp_shape(cell.lamp, Rect(place.x, place.y + (place.h - side) / 2, side, side), about)
        word = Rect(place.x + side + em * 0.3, place.y, place.w - side - em * 0.3, place.h)
        if word.w >= em * 2:
            yield Text(word, (cell.words or wording.LAMPS[cell.lamp],), em, is_bold=cell.is_bold, about=about)
    elif cell.bar is not None:
        yield from _bar(cell.bar, place, em, about)
    elif lines:
        yield Text(place, lines, em, cell.colour, cell.is_bold, spot.column.align, leading=_LINE, about=about)


def _bar(bar: tuple[int, int], place: Rect, em: float, about: str | None) -> Iterator[Item]:
    """The percentage, and under it the bar with the tick."""
    progress, expected = bar
    words = f"{progress}%"
    h = em * 0.35
    top = place.y + (place.h - em * 1.6) / 2
    yield Text(Rect(place.x, top, place.w, em * 1.1), (words,), em * 0.9, about=about)
    rail = Rect(place.x, top + em * 1.2, place.w, h)
    yield Box(rail, "grid", about=about)
    if progress:
        fill = "green" if progress >= 100 else "progress"
        yield Box(Rect(rail.x, rail.y, rail.w * min(progress, 100) / 100, h), fill, about=about)
    if 0 < expected <= 100:
        x = rail.x + rail.w * expected / 100
        yield Line(x, rail.y - em * 0.15, x, rail.bottom + em * 0.15, "text", em * 0.1, about=about)
