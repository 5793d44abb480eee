"""A ledger of a past day: its entries as the journal tells them, in a database in memory that is asked like the file."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import Final

import attrs

from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.asking import StageMove
from battlemap.store import journal
from battlemap.store.entry_sql import Terms
from battlemap.store.journal import Header
from battlemap.store.past import fold_of
from battlemap.store.records import NOT_UNDERSTOOD, record
from battlemap.store.rows import EntryRows
from battlemap.store.schema import scripts, split_statements

_TABLES: Final = ("entry", "entry_link")


@attrs.frozen
class PastEntries:
    """The entries of a past moment, read once; to be closed."""

    _connection: sqlite3.Connection

    def rows(self, terms: Terms) -> EntryRows:
        """Returns what can be asked of a ledger."""
        return EntryRows(self._connection, terms)

    def close(self) -> None:
        """Lets them go."""
        self._connection.close()


def entries_at(connection: sqlite3.Connection, until: datetime) -> PastEntries:
    """Returns the entries and their ties as they were at a moment."""
    past = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (line for script in scripts() for line in split_statements(script.read_text("utf-8"))):
        if statement.startswith(tuple(f"CREATE TABLE {table} (" for table in _TABLES)) or (
            statement.startswith("CREATE INDEX") and any(f" ON {table} " in statement for table in _TABLES)
        ):
            past.execute(statement)
    past.execute("BEGIN")
    for table, row in fold_of(connection, _TABLES, until):
        mapping = record(table)
        marks = ", ".join("?" * len(mapping.columns))
        past.execute(
            f"INSERT OR REPLACE INTO {table} ({', '.join(mapping.columns)}) VALUES ({marks})",
            mapping.values(row),
        )
    past.execute("COMMIT")
    return PastEntries(past)


def entries_touched(
    connection: sqlite3.Connection, ledger: str, earlier: datetime, later: datetime | None
) -> list[str]:
    """Returns the ids of a ledger's entries, or of those that have gone, that a step touched between two moments, as they stand."""
    span = journal.cut(connection, earlier), journal.cut(connection, later)
    lines = connection.execute(
        "WITH touched (id) AS ("
        "SELECT j.row_id FROM step s JOIN journal j ON j.step = s.id "
        "WHERE j.table_name = 'entry' AND s.number > ? AND s.number <= ? UNION "
        "SELECT l.entry FROM step s JOIN journal j ON j.step = s.id JOIN entry_link l ON l.id = j.row_id "
        "WHERE j.table_name = 'entry_link' AND s.number > ? AND s.number <= ?) "
        "SELECT entry.id FROM entry JOIN touched ON touched.id = entry.id WHERE entry.ledger = ? "
        "ORDER BY entry.rank, entry.id",
        [*span, *span, ledger],
    )
    return [id for (id,) in lines]


def stage_moves(
    connection: sqlite3.Connection, ledger: str, until: datetime | None = None
) -> list[StageMove]:
    """Returns every move of a ledger's entries from stage to stage up to a moment, oldest first, as the journal tells them.

    An entry that is made in a stage moves there from "". A move that is taken back is a move, too.
    """
    lines = connection.execute(
        "SELECT j.row_id, json_extract(j.new, '$.stage_on'), s.number, s.at, "
        "COALESCE(json_extract(j.old, '$.stage'), ''), json_extract(j.new, '$.stage') "
        "FROM step s JOIN journal j ON j.step = s.id JOIN entry e ON e.id = j.row_id "
        "WHERE j.table_name = 'entry' AND e.ledger = ? AND s.number <= ? AND ("
        "(j.old IS NULL AND json_extract(j.new, '$.stage') <> '') "
        "OR json_extract(j.old, '$.stage') <> json_extract(j.new, '$.stage')) ORDER BY s.number, j.seq",
        [ledger, journal.cut(connection, until)],
    )
    place = record("entry").columns.index("stage_on")
    days: dict[str, date | None] = {}
    moves = []
    for entry, on, step, at, before, after in lines:
        # a line tells of a change what differs: a second move on one day does not tell the day again
        if on is not None or not after:
            days[entry] = record("entry").value_of(place, on) if on else None
        moves.append(StageMove(entry, days.get(entry), step, at, before, after))
    return moves


def deleted_entries(connection: sqlite3.Connection) -> list[tuple[Entry, Header, Header | None]]:
    """Returns the deleted entries with the step that deleted each, and that of its parent where it is deleted, too.

    The thousand that were made last.
    """
    mapping = record("entry")
    lines = connection.execute(
        f"SELECT {', '.join(mapping.columns)} FROM entry WHERE deleted = 1 ORDER BY rowid DESC LIMIT 1000"
    ).fetchall()
    gone = []
    for values in lines:
        try:
            row = mapping.row_of(values)
        except NOT_UNDERSTOOD:
            continue
        head = journal.last_step_of_row(connection, "entry", row.id)
        if isinstance(row, Entry) and head is not None:
            gone.append((row, head, _gone_home(connection, row.parent)))
    return gone


def _gone_home(connection: sqlite3.Connection, parent: str | None) -> Header | None:
    is_gone = connection.execute("SELECT 1 FROM entry WHERE id = ? AND deleted = 1", [parent]).fetchone()
    return journal.last_step_of_row(connection, "entry", parent) if parent and is_gone else None
