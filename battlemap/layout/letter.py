"""A letter as pages by GB/T 9704-2012: the numbers of `letter_format`, 22 lines of 28 characters, 版记 on the last page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, chinese_date
from battlemap.layout.letter_head import letter_head
from battlemap.layout.letter_rows import LetterRow, letter_rows, row_items
from battlemap.layout.scene import Item, Line, Rect, Scene, Text
from battlemap.layout.text import em_width, wrap

_INK: Final = "#000000"
_SIZE_4: Final = gb.SIZE_4 * gb.POINT
#: Height of a row of 版记, mm.
_IMPRINT: Final = 8.2
#: Lines that the signature takes: an empty one, the sender, the day.
_SIGNATURE: Final = 3
#: Lines of the text that go with the signature onto a new page: it never stands alone.
_WITH_SIGNATURE: Final = 2


def letter_pages(content: LetterContent) -> tuple[Scene, ...]:
    """Returns the pages of a letter."""
    head, first = letter_head(content)
    signature = 0 if content.is_minutes else _SIGNATURE
    pages = _paged(letter_rows(content), signature, first)
    used = (first if len(pages) == 1 else 0) + _high(pages[-1]) + signature
    imprint_h = sum(1 for _ in _imprint_lines(content)) * _IMPRINT
    has_room = gb.AREA_HEIGHT - used * gb.LINE >= imprint_h
    scenes = []
    for number, page in enumerate(pages, 1):
        start = first if number == 1 else 0
        is_bare = number == 1 and content.form == "epistle"  # 信函: the first page bears no number (10.1)
        numbered = () if is_bare else _page_number(number)
        items = [*(head if number == 1 else ()), *_grid(page, start), *numbered]
        if number == len(pages):
            items += _signature(content, start + _high(page)) if signature else ()
            items += _imprint(content) if has_room else ()
        scenes.append(Scene(gb.PAGE_WIDTH, gb.PAGE_HEIGHT, tuple(items), content.title))
    if not has_room:  # 版记 alone on a page, which bears no number (GB/T 9704-2012, 7.5)
        scenes.append(Scene(gb.PAGE_WIDTH, gb.PAGE_HEIGHT, tuple(_imprint(content)), content.title))
    return tuple(scenes)


def _paged(rows: list[LetterRow], signature: int, first: int) -> list[list[LetterRow]]:
    """Returns the rows page by page; a signature finds room below the text or takes its last rows along."""
    pages: list[list[LetterRow]] = [[]]
    room = max(1, gb.LINES - first)
    for row in rows:
        if _high(pages[-1]) + row.lines > room and (pages[-1] or room < gb.LINES):
            goes_on = [pages[-1].pop()] if len(pages[-1]) > 1 and pages[-1][-1].is_heading else []
            pages.append(goes_on)
            room = gb.LINES
        pages[-1].append(row)
    if signature and _high(pages[-1]) + signature > room:
        with_it = pages[-1][-_WITH_SIGNATURE:] if len(pages[-1]) > _WITH_SIGNATURE else pages[-1][-1:]
        if len(with_it) < len(pages[-1]):
            pages[-1] = pages[-1][: -len(with_it)]
            pages.append(with_it)
    return pages


def _high(rows: list[LetterRow]) -> int:
    """Returns how many grid lines the rows take."""
    return sum(row.lines for row in rows)


def _grid(rows: list[LetterRow], start: int) -> Iterator[Item]:
    for row in rows:
        yield from row_items(row, start)
        start += row.lines


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
    if content.form != "epistle":
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
    if not rows or content.form == "epistle":  # 信函: no lines in 版记 (10.1)
        return
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
