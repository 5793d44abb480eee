"""The text of a letter broken into rows on the grid of 22 lines: paragraphs, names of who was there, rows of a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, Paragraph
from battlemap.layout.scene import Align, Item, Line, Rect, Text
from battlemap.layout.text import em_width, one_line, wrap

_INK: Final = "#000000"
_FACES: Final = {"body": "body", "first": "hei", "second": "kai"}
#: More lines than this no paragraph of a letter has.
_MOST: Final = 2000
#: Cells of a table: 4号 at this pitch, so much free above and below, and beside, mm.
_SIZE: Final = gb.SIZE_4 * gb.POINT
_PITCH, _ABOVE, _BESIDE = _SIZE * 1.4, 1.4, 1.6
#: A row of a table that is higher than this goes on in another (grid lines).
_HIGHEST: Final = 9
_STROKE: Final = 0.25


@attrs.frozen
class LetterRow:
    """One row: so many grid lines high; words indented by characters in a typeface, `label` before them in 黑体; or cells."""

    words: str = ""
    indent: float = 0.0
    face: str = "body"
    label: str = ""
    lines: int = 1
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it goes with the row behind it."""
        return self.face in ("hei", "kai")


def letter_rows(content: LetterContent) -> list[LetterRow]:
    """Returns the rows of the text: 主送 flush left with its colon, each paragraph indented by two characters."""
    rows = []
    if content.addressee:
        rows += [LetterRow(words) for words in wrap(f"{content.addressee}：", gb.CHARACTERS, _MOST)]
    was = ""
    for paragraph in content.paragraphs:
        if paragraph.level == "people" and was != "people":
            rows.append(LetterRow())  # 空一行 (10.3)
        rows += _broken(paragraph)
        was = paragraph.level
    return rows


def _broken(paragraph: Paragraph) -> Iterator[LetterRow]:
    if paragraph.level == "row":
        yield from _table_rows(paragraph.cells)
        return
    text = one_line(paragraph.text)
    if paragraph.level == "people":
        indent = 2 + em_width(paragraph.label)
        for place, words in enumerate(wrap(text, gb.CHARACTERS - indent, _MOST)):
            yield LetterRow(words, indent, label="" if place else paragraph.label)
        return
    face = _FACES[paragraph.level]
    first = wrap(text, gb.CHARACTERS - 2, _MOST)[:1]
    if not first:
        return
    yield LetterRow(first[0], 2, face)
    rest = text[len(first[0]) :].lstrip()
    for words in wrap(rest, gb.CHARACTERS, _MOST) if rest else ():
        yield LetterRow(words, 0, face)


def _table_rows(cells: Sequence[str]) -> Iterator[LetterRow]:
    """Yields a row of a table; one that is too high goes on below with an empty head."""
    widths = gb.cell_widths(len(cells))
    broken = [
        wrap(one_line(cell), (width - 2 * _BESIDE) / _SIZE, _MOST) if cell else []
        for cell, width in zip(cells, widths, strict=True)
    ]
    if len(cells) % 2 == 0 and not cells[-1]:
        yield LetterRow(lines=gb.SEAL_LINES, cells=tuple(map(tuple, broken)))
        return
    most = math.floor((_HIGHEST * gb.LINE - 2 * _ABOVE) / _PITCH)
    while True:
        now = tuple(tuple(lines[:most]) for lines in broken)
        high = max(1, *(len(lines) for lines in now)) * _PITCH + 2 * _ABOVE
        yield LetterRow(lines=math.ceil(high / gb.LINE - 1e-6), cells=now)
        broken = [list(lines[most:]) for lines in broken]
        if not any(broken):
            return


def row_items(row: LetterRow, line: int) -> Iterator[Item]:
    """Yields what is drawn of a row that begins on a grid line."""
    y = gb.TOP + line * gb.LINE
    if row.cells:
        yield from _cells(row, y)
        return
    if row.label:
        width = em_width(row.label) * gb.CHARACTER
        rect = Rect(gb.LEFT + row.indent * gb.CHARACTER - width, y, width, gb.LINE)
        yield Text(rect, (row.label,), gb.CHARACTER, _INK, face="hei")
    if row.words:
        indent = row.indent * gb.CHARACTER
        rect = Rect(gb.LEFT + indent, y, gb.AREA_WIDTH - indent, gb.LINE)
        yield Text(rect, (row.words,), gb.CHARACTER, _INK, face=row.face)


def _cells(row: LetterRow, y: float) -> Iterator[Item]:
    x, h = gb.LEFT, row.lines * gb.LINE
    for place, (lines, width) in enumerate(zip(row.cells, gb.cell_widths(len(row.cells)), strict=True)):
        inside = Rect(x + _BESIDE, y + _ABOVE, width - 2 * _BESIDE, h - 2 * _ABOVE)
        is_head = place % 2 == 0
        if lines:
            align: Align = "center" if is_head else "left"
            yield Text(
                inside, lines, _SIZE, _INK, align=align, leading=1.4, face="hei" if is_head else "body"
            )
        elif place and place == len(row.cells) - 1:
            foot = Rect(inside.x, inside.bottom - _PITCH, inside.w, _PITCH)
            yield Text(foot, (gb.SEAL_WORDS,), _SIZE, _INK, align="right", face="body")
        if place:
            yield Line(x, y, x, y + h, _INK, _STROKE)
        x += width
    for edge in (y, y + h):
        yield Line(gb.LEFT, edge, gb.LEFT + gb.AREA_WIDTH, edge, _INK, _STROKE)
    for edge in (gb.LEFT, gb.LEFT + gb.AREA_WIDTH):
        yield Line(edge, y, edge, y + h, _INK, _STROKE)
