"""Which rows entries are tied to, and which entries a row is tied to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


def ties_of(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Returns entry → field id → ids of what it is tied to, in the order of tying."""
    lines = connection.execute(
        "SELECT entry, field, target_id FROM entry_link WHERE entry IN (SELECT value FROM json_each(?)) "
        "AND deleted = 0 ORDER BY rowid",
        [json.dumps(list(ids))],
    )
    ties: dict[str, dict[str, list[str]]] = {}
    for entry, field, target in lines:
        ties.setdefault(entry, {}).setdefault(field, []).append(target)
    return ties


def tied_to(connection: sqlite3.Connection, ledger: str, table: str, id: str) -> list[str]:
    """Returns the ids of a ledger's live entries that are tied to a row."""
    lines = connection.execute(
        "SELECT DISTINCT entry.id FROM entry_link JOIN entry ON entry.id = entry_link.entry "
        "WHERE target_table = ? AND target_id = ? AND entry_link.deleted = 0 AND entry.deleted = 0 "
        "AND entry.ledger = ? ORDER BY entry.rank, entry.id",
        [table, id, ledger],
    )
    return [entry for (entry,) in lines]


def holders_of(connection: sqlite3.Connection, field: str) -> list[str]:
    """Returns the ids of the entries, deleted ones too, that hold something in a field, be it a value or a tie."""
    lines = connection.execute(
        "SELECT entry.id FROM entry WHERE ledger = (SELECT ledger FROM ledger_field WHERE id = ?1) AND ("
        "EXISTS (SELECT 1 FROM json_each(CASE WHEN json_valid(entry.data) THEN entry.data ELSE '{}' END) held "
        "WHERE held.key = ?1) "
        "OR EXISTS (SELECT 1 FROM entry_link tie WHERE tie.entry = entry.id AND tie.field = ?1 AND tie.deleted = 0)) "
        "ORDER BY rank, id",
        [field],
    )
    return [id for (id,) in lines]
