"""台账图: every entry of a ledger as a line, in groups, the red ones first, with sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from battlemap.domain.fields.kept import Unread
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.ledgers.sums import sum_words
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.overview_frame import Sizes
from battlemap.layout.paper import Paper
from battlemap.layout.scene import Scene
from battlemap.sheets.ledgers.columns import column_of, shared_unit, that_fit, unit_note
from battlemap.sheets.ledgers.facts import LedgerFacts
from battlemap.sheets.ledgers.ledger_frame import head_figures, ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "book", "台账图", "台一"
PURPOSE = "台账逐条列出：按阶段或一个字段分组，红灯在前，金额和数量有合计"
#: Ems of the column that tells for how long an entry waits.
_AGEING: Final = 7.6
_NUMBER: Final = 3.2
#: Text of a list is so many times as large as the paper's small text, where it is to be read with ease.
_READABLE: Final = 1.3


def book(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages of the ledger; every entry is on exactly one of them.

    It is grouped by the field `group_by`, by its stages where none is named; a ledger without stages stands in one list.
    """
    definition = facts.definition
    by = definition.by_key.get(group_by) or definition.stage_field
    fields = [f for f in definition.fields if f.row.in_list and f.row.in_print and f is not by]
    has_lamps = any(facts.lamp(row) for row in facts.rows)
    fields, left_out = that_fit(fields, definition.title_field, _room(options.paper, has_lamps))
    columns = _columns(fields, has_lamps)

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(head_figures(facts, snapshot), width, em)
        if not facts.rows:
            return [*made, nothing(f"没有{definition.noun}", em * 1.5)]
        parts = grouped(facts, by, snapshot)
        listed = [
            (title, [_row(row, n, fields, facts, snapshot, has_lamps) for n, row in enumerate(rows, 1)])
            for title, rows in parts
        ]
        alike = [row for _, rows in listed for row in rows]
        for place, (title, rows) in enumerate(listed):
            again: tuple[Block, ...] = (heading(f"{title}（续）", em),) if title else ()
            if title:
                amounts = (
                    "" if place else unit_note(fields) + (f"　另 {left_out} 栏见一档" if left_out else "")
                )
                made.append(heading(title, em, f"{len(rows)} {facts.counter}{amounts}"))
            made += listing(columns, rows, width, em, again, alike, not place)
        total = _total(fields, facts, has_lamps)
        if total is not None:
            made += listing(columns, [total], width, em, (), alike, False)
        return made

    title = f"{definition.ledger.title}台账".replace("台账台账", "台账")
    return framed_pages(ledger_frame(facts, snapshot, options, title, NUMBER), blocks, options.paper)


def _room(paper: Paper, has_lamps: bool) -> float:
    """Returns how many ems of readable text the columns of fields have on a paper."""
    sizes = Sizes.of(paper)
    return sizes.inner.w / (sizes.small * _READABLE) - _NUMBER - (_AGEING if has_lamps else 0)


def grouped(facts: LedgerFacts, by: DefinedField | None, snapshot: Snapshot) -> list[tuple[str, list[Any]]]:
    """Returns (heading, rows) in the field's order, the red ones first; one part without a heading where there is no field."""
    if by is None:
        return [("", facts.worst_first(facts.rows))]
    parts: dict[str, list[Any]] = {}
    places: dict[str, Any] = {}
    for row in facts.rows:
        value = getattr(row, by.key)
        title = by.type.group(value, snapshot) or f"{by.title}未填"
        parts.setdefault(title, []).append(row)
        places.setdefault(title, by.type.sort_key(value, snapshot))
    filled = sorted((t for t in parts if places[t] is not None), key=lambda t: places[t])
    order = [*filled, *(t for t in parts if places[t] is None)]
    return [(t, facts.worst_first(parts[t])) for t in order]


def _columns(fields: Sequence[DefinedField], has_lamps: bool) -> list[Column]:
    shared = shared_unit(fields)
    made = [Column("序号", _NUMBER, align="right"), *(column_of(field, shared) for field in fields)]
    return [*made, *([Column("停留/标准（天）", _AGEING)] if has_lamps else [])]


def _row(
    row: Any,
    number: int,
    fields: Sequence[DefinedField],
    facts: LedgerFacts,
    snapshot: Snapshot,
    has_lamps: bool,
) -> Row:
    title = facts.definition.title_field
    cells = [Cell(str(number), "muted")]
    for field in fields:
        is_bad = isinstance(getattr(row, field.key), Unread)
        words = facts.words(field, row, snapshot)
        cells.append(Cell(words, "red" if is_bad else "text", field is title))
    if has_lamps:
        ageing = facts.ageing.get(row.id)
        cells.append(Cell(ageing.brief, lamp=ageing.lamp) if ageing else Cell("—", "muted"))
    return Row(tuple(cells), row.id, facts.lamp(row) == "red")


def _total(fields: Sequence[DefinedField], facts: LedgerFacts, has_lamps: bool) -> Row | None:
    """Returns the row of sums, None where nothing adds up."""
    cells, has_sum = [], False
    for field in fields:
        words = sum_words(field, (getattr(row, field.key) for row in facts.rows))
        has_sum = has_sum or bool(words)
        cells.append(Cell(words, "accent", True))
    if not has_sum:
        return None
    at = next((n for n, field in enumerate(fields) if field is facts.definition.title_field), 0)
    if not cells[at].words:
        cells[at] = Cell("合计", "accent", True)
    return Row((Cell(), *cells, *([Cell()] if has_lamps else [])))
