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
