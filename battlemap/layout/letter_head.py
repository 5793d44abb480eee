"""The head of a letter by its form: 文件, 上行文 with its signer, 信函格式 with red double lines (GB/T 9704-2012, 7.2, 10.1)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent
from battlemap.layout.scene import Item, Line, Rect, Text
from battlemap.layout.text import em_width, wrap_even

_INK: Final = "#000000"
_SIZE_2, _SIZE_3 = gb.SIZE_2 * gb.POINT, gb.SIZE_3 * gb.POINT
#: Pitch of the lines of a title, mm.
_TITLE_PITCH: Final = gb.LINE * 1.2


def letter_head(content: LetterContent) -> tuple[list[Item], int]:
    """Returns what stands above the text on the first page, and the grid line on which the text begins."""
    items, y = _epistle(content) if content.form == "epistle" else _document(content)
    for words in wrap_even(content.title, gb.AREA_WIDTH / _SIZE_2 - 1, 6):
        rect = Rect(gb.LEFT, y, gb.AREA_WIDTH, _TITLE_PITCH)
        items.append(Text(rect, (words,), _SIZE_2, _INK, align="center", face="title"))
        y += _TITLE_PITCH
    y += gb.LINES_BELOW_TITLE * gb.LINE
    return items, math.ceil((y - gb.TOP) / gb.LINE - 1e-6)


def _mark(content: LetterContent, top: float) -> Text:
    size = gb.mark_height(content.mark)
    rect = Rect(gb.LEFT, top, gb.AREA_WIDTH, size)
    return Text(rect, (content.mark,), size, gb.RED, align="center", leading=1.0, face="title")


def _document(content: LetterContent) -> tuple[list[Item], float]:
    """Returns the head of a 文件 and where its title begins."""
    top = gb.TOP + gb.MARK_BELOW_AREA
    items: list[Item] = [*_marks(content, gb.TOP, gb.LINE), _mark(content, top)]
    row = top + gb.mark_height(content.mark) + gb.LINES_ABOVE_NUMBER * gb.LINE
    items += _number(content, row)
    line = row + gb.LINE / 2 + _SIZE_3 / 2 + gb.RED_LINE_BELOW
    items.append(Line(gb.LEFT, line, gb.LEFT + gb.AREA_WIDTH, line, gb.RED, 0.7))
    return items, line + gb.LINES_ABOVE_TITLE * gb.LINE


def _number(content: LetterContent, y: float) -> Iterator[Item]:
    """发文字号 centred; in an 上行文 one character from the left, its signer one from the right (7.2.5, 7.2.6)."""
    row = Rect(gb.LEFT + gb.CHARACTER, y, gb.AREA_WIDTH - 2 * gb.CHARACTER, gb.LINE)
    if content.form != "upward":
        whole = Rect(gb.LEFT, y, gb.AREA_WIDTH, gb.LINE)
        yield Text(whole, (content.number,), _SIZE_3, _INK, align="center", face="body")
        return
    yield Text(row, (content.number,), _SIZE_3, _INK, face="body")
    name = content.signer or "　　　"
    name_w = em_width(name) * _SIZE_3
    yield Text(
        Rect(row.x, y, row.w - name_w, gb.LINE), ("签发人：",), _SIZE_3, _INK, align="right", face="body"
    )
    yield Text(Rect(row.right - name_w, y, name_w, gb.LINE), (name,), _SIZE_3, _INK, face="kai")


def _marks(content: LetterContent, top: float, pitch: float) -> Iterator[Text]:
    """份号, 密级, 紧急程度 one under the other at the left edge; the last two in 黑体 (7.2.1 to 7.2.3)."""
    for place, words in enumerate(content.marks):
        face = "body" if words.isdigit() else "hei"
        rect = Rect(gb.LEFT, top + place * pitch, gb.AREA_WIDTH / 2, pitch)
        yield Text(rect, (words,), _SIZE_3, _INK, face=face)


def _epistle(content: LetterContent) -> tuple[list[Item], float]:
    """Returns the head of a 信函 and where its title begins; the double line of the foot belongs to the first page."""
    size = gb.mark_height(content.mark)
    line = gb.EPISTLE_MARK_TOP + size + gb.EPISTLE_LINE_BELOW
    below = line + gb.DOUBLE_THICK + gb.DOUBLE_GAP + gb.DOUBLE_THIN + gb.EPISTLE_WORDS_BELOW
    x = (gb.PAGE_WIDTH - gb.EPISTLE_LINE_WIDTH) / 2
    items: list[Item] = [_mark(content, gb.EPISTLE_MARK_TOP), *_marks(content, below, _SIZE_3 * 1.25)]
    for middle, stroke in gb.double_lines(line):
        items.append(Line(x, middle, x + gb.EPISTLE_LINE_WIDTH, middle, gb.RED, stroke))
    rect = Rect(gb.LEFT, below, gb.AREA_WIDTH, _SIZE_3 * 1.25)
    items.append(Text(rect, (content.number,), _SIZE_3, _INK, align="right", face="body"))
    last = below + max(1, len(content.marks)) * _SIZE_3 * 1.25
    return items, last + gb.LINES_ABOVE_TITLE * gb.LINE
