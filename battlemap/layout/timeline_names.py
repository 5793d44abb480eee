"""Names of a printed timeline: code, title and owner as large as the row, whole where there is any room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from battlemap.domain.kinds.action import short_title
from battlemap.layout.scene import Box, Item, Rect, Text
from battlemap.layout.text import em_width, is_cut, one_line, wrap, wrap_even
from battlemap.layout.timeline import TimelineLayout
from battlemap.layout.timeline_face import lamp_shape
from battlemap.layout.timeline_rows import TimelineRow
from battlemap.layout.words import fitted

#: A title in two lines is set so much smaller than one in one.
_TWO_LINES: Final = 0.74
#: Of a title's ems at most so many are given room in one line; an owner gets at most so many.
_MOST_TITLE: Final = 18.0
_MOST_OWNER: Final = 5.0
#: So many of the titles stand in one line.
_MOST: Final = 0.9


def names_ems(rows: Sequence[TimelineRow]) -> float:
    """Returns how many ems of the names' size the column of names needs."""
    tasks = [row for row in rows if row.kind == "task"]
    titles = sorted(em_width(one_line(row.title)) for row in tasks)
    title = titles[min(len(titles) - 1, int(len(titles) * _MOST))] if titles else 8.0
    code = max((em_width(one_line(row.code)) for row in tasks), default=4.0)
    owner = max((em_width(one_line(row.owner)) for row in tasks), default=0.0)
    return 3.0 + code * 0.8 + min(title, _MOST_TITLE) + min(owner, _MOST_OWNER) * 0.85


def printed_name(layout: TimelineLayout, row: int) -> Iterator[Item]:
    """Yields the name of a row: lamp, code, title, owner of a task; ordinal, title, leader and count of an action."""
    m, entry, rect = layout.metrics, layout.rows[row], layout.name_rect(row)
    inner = Rect(rect.x + m.gap, rect.y, rect.w - 2 * m.gap, rect.h)
    if entry.kind == "task":
        yield from _task(entry, inner, layout)
        return
    if entry.kind == "action":
        yield Box(rect, fill="band")
    ink = "band_text" if entry.kind == "action" else "text"
    ended = "（续）" if entry.title.endswith("（续）") else ""
    title = (
        short_title(one_line(entry.title).removesuffix("（续）"))
        if entry.kind == "action"
        else one_line(entry.title)
    )
    words = f"{one_line(entry.code)} {title}".strip() + (ended if entry.kind == "action" else "")
    note = "　".join(filter(None, (one_line(entry.owner), f"{entry.count} 项")))
    note_w = min(em_width(note) * m.text, inner.w * 0.5)
    name = Rect(inner.x, inner.y, inner.w - note_w - m.gap, inner.h)
    yield from fitted(name, words, m.text, ink, True, least=m.small * 0.75, about=entry.about or None)
    beside = Rect(inner.right - note_w, inner.y, note_w, inner.h)
    yield from fitted(beside, note, m.text, ink, bool(entry.owner), "right", m.small * 0.75)


def _task(entry: TimelineRow, inner: Rect, layout: TimelineLayout) -> Iterator[Item]:
    m = layout.metrics
    side = m.small
    x = inner.x
    if entry.lamp is not None:
        yield lamp_shape(entry.lamp, Rect(x, inner.y + (inner.h - side) / 2, side, side), entry.about)
    x += side + m.gap
    code = one_line(entry.code)
    code_w = min(layout.code_ems * m.text * 0.8, inner.w * 0.25)
    yield from fitted(
        Rect(x, inner.y, code_w, inner.h), code, m.text * 0.8, "muted", least=m.small * 0.75, is_fine=True
    )
    x += code_w + (m.gap if code_w else 0.0)
    owner = one_line(entry.owner)
    owner_w = min(em_width(owner), _MOST_OWNER) * m.text * 0.85
    place = Rect(inner.right - owner_w, inner.y, owner_w, inner.h)
    yield from fitted(place, owner, m.text * 0.85, "muted", align="right", least=m.small * 0.7, is_fine=True)
    title = Rect(x, inner.y, inner.right - owner_w - x - (m.gap if owner else 0.0), inner.h)
    size, lines = _set(one_line(entry.title), title.w, m.text, m.row_h)
    if any(lines):
        yield Text(title, lines, size, "text", leading=1.05, about=entry.about or None)


def _set(title: str, width: float, em: float, height: float) -> tuple[float, tuple[str, ...]]:
    """Returns em and lines of a title: one line, a little smaller where need be, else two."""
    wide = em_width(title)
    if wide * em <= width:
        return em, (title,)
    if wide * em * 0.88 <= width:
        return width / wide, (title,)
    size = min(em * 0.92, max(em * _TWO_LINES, height / 2.2))
    lines = wrap_even(title, width / size, 2)
    return size, lines if not is_cut(lines, title) else wrap(title, width / size, 2)
