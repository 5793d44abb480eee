"""A letter as pages by GB/T 9704-2012: the numbers of `letter_format`, 22 lines of 28 characters, 版记 on the last page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, Paragraph, chinese_date
from battlemap.layout.scene import Item, Line, Rect, Scene, Text
from battlemap.layout.text import em_width, one_line, wrap, wrap_even

_INK: Final = "#000000"
_FACES: Final = {"body": "body", "first": "hei", "second": "kai"}
#: More lines than this no paragraph of a letter has.
_MOST: Final = 2000
_SIZE_2, _SIZE_3, _SIZE_4 = (points * gb.POINT for points in (gb.SIZE_2, gb.SIZE_3, gb.SIZE_4))
#: Pitch of the lines of a title, and height of a row of 版记, mm.
_TITLE_PITCH: Final = gb.LINE * 1.2
_IMPRINT: Final = 8.2
#: Lines of the text that go with the signature onto a new page: it never stands alone.
_WITH_SIGNATURE: Final = 2


@attrs.frozen
class _Row:
    """One line on the grid: words, how many characters it is indented by, the typeface."""

    words: str = ""
    indent: float = 0.0
    face: str = "body"


def letter_pages(content: LetterContent) -> tuple[Scene, ...]:
    """Returns the pages of a letter."""
    head, first = _head(content)
    rows = _rows(content)
    signature = [] if content.is_minutes else [_Row(), _Row(), _Row()]
    pages = _paged(rows, len(signature), first)
    used = (first if len(pages) == 1 else 0) + len(pages[-1]) + len(signature)
    imprint_h = sum(1 for _ in _imprint_lines(content)) * _IMPRINT
    has_room = gb.AREA_HEIGHT - used * gb.LINE >= imprint_h
    scenes = []
    for number, page in enumerate(pages, 1):
        start = first if number == 1 else 0
        items = [*(head if number == 1 else ()), *_grid(page, start), *_page_number(number)]
        if number == len(pages):
            items += _signature(content, start + len(page)) if signature else ()
            items += _imprint(content) if has_room else ()
        scenes.append(Scene(gb.PAGE_WIDTH, gb.PAGE_HEIGHT, tuple(items), content.title))
    if not has_room:  # 版记 alone on a page, which bears no number (GB/T 9704-2012, 7.5)
        scenes.append(Scene(gb.PAGE_WIDTH, gb.PAGE_HEIGHT, tuple(_imprint(content)), content.title))
    return tuple(scenes)


def _head(content: LetterContent) -> tuple[list[Item], int]:
    """Returns what stands above the text on the first page, and the grid line on which the text begins."""
    mark_size = min(gb.MARK_HIGHEST, gb.AREA_WIDTH / max(1.0, em_width(content.mark)))
    top = gb.TOP + gb.MARK_BELOW_AREA
    items: list[Item] = [
        Text(
            Rect(gb.LEFT, top, gb.AREA_WIDTH, mark_size),
            (content.mark,),
            mark_size,
            gb.RED,
            align="center",
            leading=1.0,
            face="title",
        )
    ]
    row = top + mark_size + gb.LINES_ABOVE_NUMBER * gb.LINE
    items.append(
        Text(
            Rect(gb.LEFT, row, gb.AREA_WIDTH, gb.LINE),
            (content.number,),
            _SIZE_3,
            _INK,
            align="center",
            face="body",
        )
    )
    line = row + gb.LINE / 2 + _SIZE_3 / 2 + gb.RED_LINE_BELOW
    items.append(Line(gb.LEFT, line, gb.LEFT + gb.AREA_WIDTH, line, gb.RED, 0.7))
    title = wrap_even(content.title, gb.AREA_WIDTH / _SIZE_2 - 1, 6)
    y = line + gb.LINES_ABOVE_TITLE * gb.LINE
    for words in title:
        items.append(
            Text(
                Rect(gb.LEFT, y, gb.AREA_WIDTH, _TITLE_PITCH),
                (words,),
                _SIZE_2,
                _INK,
                align="center",
                face="title",
            )
        )
        y += _TITLE_PITCH
    y += gb.LINES_BELOW_TITLE * gb.LINE
    return items, math.ceil((y - gb.TOP) / gb.LINE - 1e-6)


def _rows(content: LetterContent) -> list[_Row]:
    """Returns the lines of the text: 主送 flush left with its colon, each paragraph indented by two characters."""
    rows = []
    if content.addressee:
        rows += [_Row(words) for words in wrap(f"{content.addressee}：", gb.CHARACTERS, _MOST)]
    for paragraph in content.paragraphs:
        rows += _broken(paragraph)
    return rows


def _broken(paragraph: Paragraph) -> Iterator[_Row]:
    face, text = _FACES[paragraph.level], one_line(paragraph.text)
    first = wrap(text, gb.CHARACTERS - 2, _MOST)[:1]
    if not first:
        return
    yield _Row(first[0], 2, face)
    rest = text[len(first[0]) :].lstrip()
    for words in wrap(rest, gb.CHARACTERS, _MOST) if rest else ():
        yield _Row(words, 0, face)


def _paged(rows: list[_Row], signature: int, first: int) -> list[list[_Row]]:
    """Returns the lines page by page; a signature finds room below the text or takes its last lines along."""
    pages: list[list[_Row]] = [[]]
    room = max(1, gb.LINES - first)
    for row in rows:
        if len(pages[-1]) >= room:
            pages.append([])
            room = gb.LINES
        pages[-1].append(row)
    if signature and len(pages[-1]) + signature > room:
        with_it = pages[-1][-_WITH_SIGNATURE:] if len(pages[-1]) > _WITH_SIGNATURE else pages[-1][-1:]
        if len(with_it) < len(pages[-1]):
            pages[-1] = pages[-1][: -len(with_it)]
            pages.append(with_it)
    return pages


def _grid(rows: list[_Row], start: int) -> Iterator[Item]:
    for place, row in enumerate(rows, start):
        if row.words:
            indent = row.indent * gb.CHARACTER
            rect = Rect(gb.LEFT + indent, gb.TOP + place * gb.LINE, gb.AREA_WIDTH - indent, gb.LINE)
            yield Text(rect, (row.words,), gb.CHARACTER, _INK, face=row.face)


def _signature(content: LetterContent, after: int) -> Iterator[Item]:
    """署名 centred above the date, which stands four characters from the right, one line below the text."""
    day = chinese_date(content.day)
    right = gb.LEFT + gb.AREA_WIDTH - gb.DATE_FROM_RIGHT * gb.CHARACTER
    day_w = em_width(day) * gb.CHARACTER
    middle = right - day_w / 2
    half = min(middle - gb.LEFT, gb.LEFT + gb.AREA_WIDTH - middle)
    sender_w = em_width(content.sender) * gb.CHARACTER
    if sender_w / 2 > half:
        half = min(sender_w / 2, gb.AREA_WIDTH / 2)
        middle = gb.LEFT + gb.AREA_WIDTH - half
    y = gb.TOP + (after + 1) * gb.LINE
    yield Text(
        Rect(middle - half, y, 2 * half, gb.LINE),
        (content.sender,),
        gb.CHARACTER,
        _INK,
        align="center",
        face="body",
    )
    date_rect = Rect(right - day_w - gb.CHARACTER, y + gb.LINE, day_w + gb.CHARACTER, gb.LINE)
    yield Text(date_rect, (day,), gb.CHARACTER, _INK, align="right", face="body")


def _imprint_lines(content: LetterContent) -> Iterator[tuple[str, str]]:
    """Yields (left, right) of the rows of 版记: 抄送, then who has it printed and when."""
    if content.copies:
        ems = (gb.AREA_WIDTH - 2 * _SIZE_4) / _SIZE_4
        listed = f"抄送：{content.copies.rstrip('。')}。"
        lines = wrap(listed, ems, 8)
        yield from ((words if not n else f"　　　{words}", "") for n, words in enumerate(lines))
    yield content.printed, f"{chinese_date(content.day)}印发"


def _imprint(content: LetterContent) -> Iterator[Item]:
    """版记 at the foot of the type area: its last line is the area's lower edge."""
    rows = list(_imprint_lines(content))
    bottom = gb.TOP + gb.AREA_HEIGHT
    top = bottom - len(rows) * _IMPRINT
    left, right = gb.LEFT, gb.LEFT + gb.AREA_WIDTH
    for place, (words, after) in enumerate(rows):
        y = top + place * _IMPRINT
        rect = Rect(left + _SIZE_4, y, gb.AREA_WIDTH - 2 * _SIZE_4, _IMPRINT)
        yield Text(rect, (words,), _SIZE_4, _INK, face="body")
        if after:
            yield Text(rect, (after,), _SIZE_4, _INK, align="right", face="body")
    yield Line(left, top, right, top, _INK, gb.EDGE_LINE)
    if len(rows) > 1:
        y = bottom - _IMPRINT
        yield Line(left, y, right, y, _INK, gb.INNER_LINE)
    yield Line(left, bottom, right, bottom, _INK, gb.EDGE_LINE)


def _page_number(number: int) -> Iterator[Item]:
    y = gb.TOP + gb.AREA_HEIGHT + gb.NUMBER_BELOW
    is_odd = number % 2 == 1
    rect = Rect(gb.LEFT + (0 if is_odd else gb.CHARACTER), y, gb.AREA_WIDTH - gb.CHARACTER, _SIZE_4)
    yield Text(
        rect, (f"— {number} —",), _SIZE_4, _INK, align="right" if is_odd else "left", leading=1.0, face="song"
    )
