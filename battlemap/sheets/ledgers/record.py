"""一档: one entry on one sheet: its stage, its fields in sections, what is registered under it, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.ledgers.sums import sum_words
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.record import RecordField, record_blocks
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import leader_words, short_day
from battlemap.sheets.ledgers.columns import column_of, shared_unit, that_fit, unit_note
from battlemap.sheets.ledgers.facts import Children, LedgerFacts
from battlemap.sheets.ledgers.ledger_frame import ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "record", "一档", "台二"
PURPOSE = "一条一张：各栏内容、下级明细、经办过程，A4 一页；可一次打印筛选出的全部"
#: Lines of history on paper; the screen shows all.
_MOST_LINES: Final = 8
#: Text of a record is set no larger than so many times the paper's small text.
_LARGEST: Final = 2.0
_HISTORY: Final = (Column("日期", 5.6), Column("经办", 6.0), Column("内容", share=1.0, most=4))


def record(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages, those of each entry one behind the other, each set as large as its paper holds."""
    pages: list[Scene] = []
    for row in facts.rows:
        pages += _pages(row, snapshot, options, facts)
    if not pages:
        frame = ledger_frame(facts, snapshot, options, facts.definition.ledger.title, NUMBER)
        return framed_pages(frame, lambda _, em: [nothing(f"没有{facts.definition.noun}", em)], options.paper)
    return tuple(pages)


def _pages(row: Any, snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts) -> tuple[Scene, ...]:
    title = facts.title(row, snapshot) or facts.definition.noun

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(_figures(row, snapshot, facts), width, em)
        for section, fields in sections(facts.definition.fields):
            shown = [_field(field, row, snapshot, facts) for field in fields if field.row.in_print]
            if shown:
                made += [heading(section, em), *record_blocks(shown, width, em)]
        for children in facts.children:
            made += _children(children, row, snapshot, facts, width, em)
        lines = list(facts.history.get(row.id, ()))
        if lines:
            made.append(heading("经办过程", em, f"共 {len(lines)} 次" if len(lines) > _MOST_LINES else ""))
            made += listing(
                _HISTORY,
                [
                    Row((Cell(short_day(line.day)), Cell(line.who), Cell(line.words)))
                    for line in lines[:_MOST_LINES]
                ],
                width,
                em,
            )
        return made

    frame = ledger_frame(facts, snapshot, options, title, NUMBER)
    slogan = " · ".join(filter(None, (facts.definition.ledger.one_word, facts.definition.ledger.title)))
    frame = attrs.evolve(frame, band=attrs.evolve(frame.band, slogan=slogan), marks=())
    return framed_pages(frame, blocks, options.paper, _LARGEST)


def sections(fields: Sequence[DefinedField]) -> list[tuple[str, list[DefinedField]]]:
    """Returns (heading, fields) as they follow each other; fields without one stand under 「基本情况」."""
    parts: dict[str, list[DefinedField]] = {}
    for field in fields:
        parts.setdefault(field.row.section or "基本情况", []).append(field)
    return list(parts.items())


def _figures(row: Any, snapshot: Snapshot, facts: LedgerFacts) -> list[BigFigure]:
    made = []
    if facts.action is not None:
        made.append(BigFigure("牵头领导", leader_words(facts.action), about=facts.action.id))
    stage = facts.definition.stage_field
    if stage is not None:
        ageing = facts.ageing.get(row.id)
        words = facts.words(stage, row, snapshot) or "—"
        is_red = ageing is not None and ageing.lamp == "red"
        made.append(
            BigFigure(stage.title, words, ageing.words if ageing else "", "red" if is_red else "text",
                      ageing.lamp if ageing else None)
        )  # fmt: skip
    money = next((f for f in facts.definition.fields if f.row.type == "money" and f.row.in_list), None)
    if money is not None and facts.words(money, row, snapshot):
        made.append(BigFigure(money.title, facts.words(money, row, snapshot), money.row.unit))
    return made


def _field(field: DefinedField, row: Any, snapshot: Snapshot, facts: LedgerFacts) -> RecordField:
    value = getattr(row, field.key)
    words = facts.words(field, row, snapshot)
    if words and field.row.unit and field.row.type in ("int", "decimal", "money", "calc"):
        words = f"{words} {field.row.unit}"
    if said_of(value):
        words = facts.masking.told(field.key, value, snapshot)
    return RecordField(
        field.title, words, field.row.type == "long" and bool(words), isinstance(value, Unread)
    )


def _children(
    children: Children, row: Any, snapshot: Snapshot, facts: LedgerFacts, width: float, em: float
) -> list[Block]:
    definition, rows = children.definition, children.of(row.id)
    if not rows:
        return []
    masking = Masking(definition, facts.is_unmasked)
    listed_fields = [field for field in definition.fields if field.row.in_list and field.row.in_print]
    filled = [
        f for f in listed_fields if any(masking.text(f.key, getattr(each, f.key), snapshot) for each in rows)
    ]
    fields, left_out = that_fit(filled, definition.title_field, width / em)
    shared = shared_unit(fields)
    columns = [column_of(field, shared) for field in fields]
    listed = [
        Row(tuple(Cell(masking.told(f.key, getattr(each, f.key), snapshot)) for f in fields), each.id)
        for each in rows
    ]
    sums = [sum_words(f, (getattr(each, f.key) for each in rows)) for f in fields]
    if any(sums) and len(rows) > 1:
        sums[0] = sums[0] or "合计"
        listed.append(Row(tuple(Cell(words, "accent", True) for words in sums)))
    again = (heading(f"{definition.ledger.title}（续）", em),)
    note = f"{len(rows)} {definition.ledger.counter}{unit_note(fields)}"
    note += f"　另 {left_out} 栏见窗口" if left_out else ""
    return [heading(definition.ledger.title, em, note), *listing(columns, listed, width, em, again)]
