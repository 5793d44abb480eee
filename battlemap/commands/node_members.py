"""The enterprises behind a scheme's figures: what each entry of a ledger adds to the tallies that nodes take their values from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.assessing.members import Member
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.tally_figure import figure_of, wanted_by
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput


def node_members(
    session: Session, snapshot: Snapshot, tallies: Sequence[str], as_of: date, at: datetime | None = None
) -> list[Member]:
    """Returns the entries that any of these tallies takes in, in the order of their ledgers, with what each adds.

    With `at` the ledgers are read as they were then. Names of a personal ledger stay hidden.
    """
    by_ledger: dict[str, list[Tally]] = {}
    for id in tallies:
        tally = snapshot.tallies.get(id)
        if tally is not None and not tally.deleted and tally.ledger in snapshot.definitions:
            by_ledger.setdefault(tally.ledger, []).append(tally)
    members: list[Member] = []
    for ledger, own in by_ledger.items():
        asked = AskedEntries(session, snapshot.definitions[ledger], as_of, at=at)
        try:
            members += _members(asked, own)
        finally:
            asked.close()
    return members


def _members(asked: AskedEntries, tallies: Sequence[Tally]) -> list[Member]:
    adds: dict[str, dict[str, Decimal | None]] = {}
    for tally in tallies:
        try:
            ids = asked.ids(Asking(wanted_by(tally)))
        except BadInput:
            continue
        for row in asked.rows(ids):
            adds.setdefault(row.id, {})[tally.id] = _figure(asked, tally, row)
    title = asked.definition.title_field
    is_hidden = title is not None and asked.definition.is_masked(title)
    names = {entry.id: entry.title for entry in asked.entries(list(adds))}
    noun = asked.definition.noun or "条目"
    return [
        Member(id, f"{noun}{number}" if is_hidden else names.get(id, id), figures)
        for number, (id, figures) in enumerate(adds.items(), 1)
    ]


def _figure(asked: AskedEntries, tally: Tally, row: Any) -> Decimal | None:
    """Returns what one entry adds; None for an empty or unreadable cell."""
    if tally.figure == "count":
        return Decimal(1)
    value = getattr(row, tally.field, None)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return figure_of(tally, asked.definition, value).value
