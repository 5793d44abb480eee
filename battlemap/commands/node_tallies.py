"""What the tallies come to that nodes of schemes take their values from: asked of the ledgers, now or as of a moment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.tally_figure import wanted_by
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput


def node_tallies(
    session: Session, snapshot: Snapshot, as_of: date, at: datetime | None = None
) -> dict[str, Decimal | None]:
    """Returns tally → its figure for every tally that a live node names.

    None where its filter no longer fits, and for a sum of cells that are all empty: what is missing is not 0.

    With `at` the ledgers are read as they were then, `snapshot` being the board of that moment.
    """
    nodes = snapshot.scheme_nodes
    named = [*snapshot.by("scheme_node", "tally").items(), *snapshot.by("scheme_node", "tally_below").items()]
    wanted = {
        tally: None
        for tally, ids in named
        if tally and any(not nodes[id].deleted and nodes[id].source == "tally" for id in ids)
    }
    figures: dict[str, Decimal | None] = {}
    for id in wanted:
        tally = snapshot.tallies.get(id)
        definition = snapshot.definitions.get(tally.ledger) if tally is not None else None
        if tally is None or tally.deleted or definition is None:
            continue
        asked = AskedEntries(session, definition, as_of, at=at)
        try:
            figures[id] = asked.tally(tally).value
            if tally.figure == "sum" and not figures[id] and _is_empty(asked, tally):
                figures[id] = None
        except BadInput:
            figures[id] = None
        finally:
            asked.close()
    return figures


def _is_empty(asked: AskedEntries, tally: Tally) -> bool:
    """Whether no entry tells anything of what is summed."""
    return asked.sums([tally.field], Asking(wanted_by(tally)))[tally.field] is None
