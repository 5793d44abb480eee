"""What a report tells of ledgers: who came to which stage since the last one, and the tallies that move cards."""

from __future__ import annotations

from datetime import datetime

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.ledger_news import LedgerNews, ledger_news
from battlemap.store.ledger_moves import moved_between


def news_between(
    session: Session, snapshot: Snapshot, since: datetime, until: datetime
) -> tuple[LedgerNews, ...]:
    """Returns the news of all ledgers from `since` to `until`; `snapshot` is the board as it was then."""
    definitions = snapshot.definitions
    if not definitions:
        return ()
    with session.file.reading() as connection:
        moves = moved_between(connection, since, until)
    at = None if snapshot is session.snapshot else until
    tallies: dict[str, list[str]] = {}
    for id, definition in definitions.items():
        driving = [tally for tally in snapshot.tallies_of(id) if tally.task]
        if driving:
            asked = AskedEntries(session, definition, until.date(), at=at)
            tallies[id] = [asked.tally(tally).words for tally in driving]
            asked.close()
    return ledger_news(definitions, moves, tallies)
