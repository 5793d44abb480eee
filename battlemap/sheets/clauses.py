"""文件条款落实图: clause by unit as a matrix; clauses without a task first; rates at the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from battlemap.domain.assessing.coverage import STATES, ClauseStanding, Coverage, coverage
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import heading, nothing
from battlemap.layout.scene import Box, Item, Line, Rect, Scene, Text
from battlemap.layout.text import wrap_even
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("clauses")

#: ems of a unit's column at most and at least, and of the columns before them.
_WIDEST, _LEAST = 5.2, 1.5
_NUMBER, _STATE, _WORDS = 4.2, 4.6, 26.0


def clauses(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: a matrix per document."""
    documents = sorted(
        (row for row in snapshot.source_documents.values() if not row.deleted),
        key=lambda row: (row.rank, row.id),
    )

    def blocks(width: float, em: float) -> list[Block]:
        if not documents:
            return [nothing("还没有登记来源文件", em * 1.5)]
        made: list[Block] = []
        for document in documents:
            covered = coverage(snapshot, document.id, options.as_of)
            name = f"{document.title}　{document.document_number}".strip()
            made.append(heading(name, em))
            made.append(nothing(covered.words, em))
            if covered.clauses:
                made += _matrix(covered, snapshot, width, em)
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _matrix(covered: Coverage, snapshot: Snapshot, width: float, em: float) -> list[Block]:
    count = max(1, len(covered.units))
    room = width - em * (_NUMBER + _STATE + _WORDS)
    cell = max(min(room / count, em * _WIDEST), min(em * _LEAST, room / count))
    words_w = width - em * (_NUMBER + _STATE) - cell * count
    head = _head(covered.units, snapshot, em, cell, words_w)
    return [head, *(_clause(one, covered.units, em, cell, words_w, head) for one in covered.clauses)]


def _head(units: Sequence[str], snapshot: Snapshot, em: float, cell: float, words_w: float) -> Block:
    """Names of units stand upright where their columns are narrow: a character to a line."""
    names = [snapshot.unit_label(unit) for unit in units]
    is_narrow = cell < em * 4.4
    h = em * (1.12 * min(6, max(map(len, names), default=1)) + 0.8) if is_narrow else em * 2

    def draw(place: Rect) -> Iterator[Item]:
        yield Box(place, "ground")
        yield Line(place.x, place.bottom, place.right, place.bottom, "accent", em * 0.1)
        x = place.x
        for title, w in (("条款", em * _NUMBER), ("原文", words_w), ("状态", em * _STATE)):
            yield from fitted(
                Rect(x + em * 0.3, place.y, w - em * 0.6, place.h), title, em, "accent", True, least=em * 0.7
            )
            x += w
        for n, name in enumerate(names):
            spot = Rect(x + n * cell, place.y + em * 0.3, cell, place.h - em * 0.6)
            if is_narrow:
                letters = tuple(name[:6])
                size = min(em * 0.95, cell * 0.9)
                yield Text(spot, letters, size, "accent", True, "center", leading=1.12)
            else:
                yield from fitted(spot.inset(em * 0.15, 0), name, em, "accent", True, "center", em * 0.6)

    return Block(h, draw, stays_with_next=True)


def _clause(
    one: ClauseStanding, units: Sequence[str], em: float, cell: float, words_w: float, head: Block
) -> Block:
    lines = wrap_even(one.clause.words, (words_w - em * 0.6) / em, 3)
    h = max(1, len(lines)) * em * 1.3 + em * 0.6
    is_open = not one.tasks
    about = one.clause.id

    def draw(place: Rect) -> Iterator[Item]:
        yield Line(place.x, place.bottom, place.right, place.bottom, "border", em * 0.05, about=about)
        if is_open:
            yield Box(Rect(place.x, place.y, em * 0.25, place.h), "red", about=about)
        x = place.x
        number = Rect(x + em * 0.4, place.y, em * (_NUMBER - 0.5), place.h)
        yield from fitted(
            number, one.clause.number, em, "red" if is_open else "text", True, least=em * 0.7, about=about
        )
        x += em * _NUMBER
        yield Text(
            Rect(x + em * 0.3, place.y, words_w - em * 0.6, place.h), lines, em, leading=1.3, about=about
        )
        x += words_w
        state = Rect(x + em * 0.3, place.y, em * (_STATE - 0.4), place.h)
        yield from fitted(
            state, STATES[one.state], em, "red" if is_open else "text", is_open, least=em * 0.7, about=about
        )
        x += em * _STATE
        for n, unit in enumerate(units):
            spot = Rect(x + n * cell, place.y, cell, place.h)
            yield Line(spot.x, spot.y, spot.x, spot.bottom, "grid", em * 0.05, about=about)
            yield from _cell(one, unit, spot, em)

    return Block(h, draw, heads=(head,))


_SIDE: Final = 0.95


def _cell(one: ClauseStanding, unit: str, spot: Rect, em: float) -> Iterator[Item]:
    """The worst lamp of the unit's tasks for the clause and how many they are; 责 where it leads without a task."""
    own = [task for task in one.tasks if task.responsible_unit == unit]
    about = one.clause.id
    middle = spot.y + spot.h / 2
    if not own:
        if one.clause.lead_unit == unit:
            place = Rect(spot.x, middle - em * 0.7, spot.w, em * 1.4)
            yield from fitted(
                place, "责", em, "red" if not one.tasks else "muted", not one.tasks, "center", em * 0.7, about
            )
        return
    done = sum(task.is_finished for task in own)
    side = min(em * _SIDE, spot.w * 0.4)
    is_wide = spot.w >= em * 3.4
    lamp_x = spot.x + (spot.w / 2 - side - em * 0.1 if is_wide else (spot.w - side) / 2)
    yield lamp_shape(one.lamp_of(unit) or "grey", Rect(lamp_x, middle - side / 2, side, side), about)
    if is_wide:
        place = Rect(spot.x + spot.w / 2, middle - em * 0.7, spot.w / 2 - em * 0.1, em * 1.4)
        yield from fitted(place, f"{done}/{len(own)}", em * 0.85, least=em * 0.6, about=about)
