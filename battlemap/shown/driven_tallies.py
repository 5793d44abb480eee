"""The tallies that move cards, with their figures, for the cards of a chart: now or as of a moment."""

from __future__ import annotations

from datetime import date, datetime

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput


def driven_tallies(
    session: Session, snapshot: Snapshot, as_of: date, at: datetime | None = None
) -> dict[str, str]:
    """Returns task → the figures of the tallies that move it, 「12/30 个」; what cannot be counted is left out.

    With `at` the ledgers are read as they were then, `snapshot` being the board of that moment.
    """
    by_ledger: dict[str, list[Tally]] = {}
    for tally in snapshot.tallies.values():
        if tally.task and not tally.deleted and tally.ledger in snapshot.definitions:
            by_ledger.setdefault(tally.ledger, []).append(tally)
    figures_by_task: dict[str, list[str]] = {}
    for ledger, tallies in by_ledger.items():
        asked = AskedEntries(session, snapshot.definitions[ledger], as_of, at=at)
        try:
            for tally in sorted(tallies, key=lambda one: (one.rank, one.id)):
                try:
                    figures_by_task.setdefault(tally.task or "", []).append(asked.tally(tally).figures)
                except BadInput:
                    continue
        finally:
            asked.close()
    return {task: "，".join(figures) for task, figures in figures_by_task.items()}
