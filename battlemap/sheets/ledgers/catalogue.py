"""The sheets that a ledger can be drawn as, one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound
from battlemap.layout.scene import Scene
from battlemap.sheets.ledgers import book, dispatch, flow, funnel, matrix, record
from battlemap.sheets.ledgers.facts import LedgerFacts
from battlemap.sheets.options import SheetOptions

#: Draws the pages; the text is the field by which rows are grouped, "" for the usual one.
Pages = Callable[[Snapshot, SheetOptions, LedgerFacts, str], tuple[Scene, ...]]


@attrs.frozen
class LedgerSheet:
    """A sheet of any ledger: how it is called, what it is for, who draws it, on what paper; `needs_stages` to say anything."""

    name: str
    title: str
    number: str
    purpose: str
    pages: Pages
    paper: str = "A3"
    needs_stages: bool = False


LEDGER_SHEETS: Final = (
    LedgerSheet(book.NAME, book.TITLE, book.NUMBER, book.PURPOSE, book.book),
    LedgerSheet(record.NAME, record.TITLE, record.NUMBER, record.PURPOSE, record.record, "A4-portrait"),
    LedgerSheet(dispatch.NAME, dispatch.TITLE, dispatch.NUMBER, dispatch.PURPOSE, dispatch.dispatch, needs_stages=True),
    LedgerSheet(funnel.NAME, funnel.TITLE, funnel.NUMBER, funnel.PURPOSE, funnel.stage_funnel, needs_stages=True),
    LedgerSheet(matrix.NAME, matrix.TITLE, matrix.NUMBER, matrix.PURPOSE, matrix.matrix),
    LedgerSheet(flow.NAME, flow.TITLE, flow.NUMBER, flow.PURPOSE, flow.stock_and_flow, needs_stages=True),
)  # fmt: skip


def sheets_for(definition: Definition) -> tuple[LedgerSheet, ...]:
    """Returns the sheets that say something of a ledger."""
    return tuple(sheet for sheet in LEDGER_SHEETS if definition.stages or not sheet.needs_stages)


def ledger_sheet(name: str, definition: Definition) -> LedgerSheet:
    """Returns the sheet of that name or title; raises NotFound and names those that the ledger has."""
    for sheet in sheets_for(definition):
        if name.strip() in (sheet.name, sheet.title):
            return sheet
    names = "、".join(f"{sheet.name}（{sheet.title}）" for sheet in sheets_for(definition))
    raise NotFound(f"台账“{definition.ledger.title}”没有“{name[:20]}”这张图。可用：{names}。")
