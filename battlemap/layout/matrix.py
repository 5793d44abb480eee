"""A matrix as blocks: rows by columns, in each cell what is done of what is planned, filled as far as that goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.layout.flow import Block
from battlemap.layout.scene import Box, Item, Line, Rect
from battlemap.layout.text import em_width
from battlemap.layout.words import fitted

_NAME: Final = 9.0
_WIDEST: Final = 14.0


@attrs.frozen
class MatrixCell:
    """Words in a cell and how far it is filled, 0 … 1, None for no measure; `is_late` is red."""

    words: str = ""
    share: float | None = None
    is_late: bool = False


@attrs.frozen
class MatrixRow:
    """A row: its name, a note behind it, its cells; the row of sums is bold and has a line above."""

    name: str
    cells: tuple[MatrixCell, ...]
    note: str = ""
    is_sum: bool = False
    about: str | None = None


def matrix_blocks(
    columns: Sequence[str], rows: Sequence[MatrixRow], width: float, em: float, corner: str = ""
) -> list[Block]:
    """Returns the head and a block per row; columns are equally wide, as many as there are cells in a row."""
    named = max((em_width(row.name) * 1.1 + em_width(row.note) * 0.9 for row in rows), default=0.0) + 2.4
    # names get what they need, but never more than a third of the sheet
    least = em * max(_NAME, min(named, width / em / 3))
    head = _head(columns, corner, em, least)
    return [
        head,
        *(
            attrs.evolve(_row(row, len(columns), em, n % 2 == 1, least), heads=(head,))
            for n, row in enumerate(rows)
        ),
    ]


def _places(place: Rect, columns: int, em: float, least: float) -> tuple[Rect, list[Rect]]:
    """Returns the room of the name, at least so wide, and of each cell."""
    cell = min((place.w - least) / max(columns, 1), em * _WIDEST)
    name = place.w - cell * columns
    x = place.x + name
    return Rect(place.x, place.y, name, place.h), [
        Rect(x + n * cell, place.y, cell, place.h) for n in range(columns)
    ]


def _head(columns: Sequence[str], corner: str, em: float, least: float) -> Block:
    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground")
        yield Line(place.x, place.y, place.right, place.y, "accent", em * 0.06)
        yield Line(place.x, place.bottom, place.right, place.bottom, "accent", em * 0.1)
        name, cells = _places(place, len(columns), em, least)
        yield from fitted(name.inset(em * 0.45, 0), corner, em, "accent", True, least=em * 0.7)
        for title, cell in zip(columns, cells, strict=True):
            yield from fitted(cell.inset(em * 0.3, 0), title, em, "accent", True, "center", em * 0.7)

    return Block(em * 2.0, draw, stays_with_next=True)


def _row(row: MatrixRow, columns: int, em: float, is_shaded: bool, least: float) -> Block:
    h = em * 2.3

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground" if is_shaded or row.is_sum else "card", about=row.about)
        name, cells = _places(place, columns, em, least)
        if row.is_sum:
            yield Line(place.x, place.y, place.right, place.y, "accent", em * 0.1)
        yield Line(place.x, place.bottom, place.right, place.bottom, "border", em * 0.05)
        words = name.inset(em * 0.45, 0)
        if row.note:
            wide = min(words.w * 0.5, em * 0.9 * em_width(row.note) + em * 0.2)
            note = Rect(words.right - wide, words.y, wide, words.h)
            yield from fitted(
                note, row.note, em * 0.9, "muted", align="right", least=em * 0.7, about=row.about
            )
            words = Rect(words.x, words.y, words.w - wide - em * 0.5, words.h)
        yield from fitted(words, row.name, em * 1.1, "text", True, least=em * 0.7, about=row.about)
        for cell, spot in zip(row.cells, cells, strict=True):
            yield from _cell(cell, spot, em, row)

    return Block(h, draw)


def _cell(cell: MatrixCell, spot: Rect, em: float, row: MatrixRow) -> Iterator[Item]:
    box = spot.inset(em * 0.15, em * 0.2)
    if cell.share is not None:
        yield Box(box, "grid", about=row.about)
        if cell.share > 0:
            fill = "green" if cell.share >= 1 else "red" if cell.is_late else "progress"
            rail = Rect(box.x, box.bottom - em * 0.45, box.w * min(cell.share, 1.0), em * 0.45)
            yield Box(rail, fill, about=row.about)
    ink = "red" if cell.is_late else "text" if cell.words and cell.words != "—" else "muted"
    up = em * 0.3 if cell.share is not None else 0.0
    words = Rect(box.x, box.y, box.w, box.h - up).inset(em * 0.2, 0)
    yield from fitted(
        words, cell.words, em * 1.05, ink, row.is_sum or cell.is_late, "center", em * 0.6, row.about
    )
