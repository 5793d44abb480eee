"""Salvaged rows made to fit together again: what points to a lost row is freed from it or given a place holder."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.catalogue import KINDS, kind_of
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.step import TABLES, Row
from battlemap.errors import Refused


@attrs.frozen
class Reference:
    """A column that points to a row of `parent`; a required one cannot be left empty."""

    column: str
    parent: str
    is_required: bool


References = Mapping[str, tuple[Reference, ...]]


def references(connection: sqlite3.Connection) -> References:
    """Returns every foreign key of the schema, table by table."""
    keys_of: dict[str, tuple[Reference, ...]] = {}
    for table in TABLES:
        required = {row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[3]}
        keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        keys_of[table] = tuple(Reference(key[3], key[2], key[3] in required) for key in keys)
    return keys_of


_HOLDER = "salvaged"


def whole(rows: Mapping[str, Mapping[str, Row]], keys: References) -> tuple[list[Row], list[str]]:
    """Returns the rows in an order in which they can be written, and in words what had to be mended."""
    kept: list[Row] = []
    repaired: list[str] = []
    orphans: Counter[str] = Counter()
    ids: dict[str, set[str]] = {table: set(there) for table, there in rows.items()}
    for table in TABLES:
        if table == "action":
            kept += _holder(rows, ids, repaired)
        for row in rows[table].values():
            mended = _mended(row, keys[table], ids)
            if mended is None:
                ids[table].discard(row.id)
                orphans[table] += 1
                continue
            kept.append(mended)
    repaired += [
        f"{KINDS[table].noun}中有 {count} 行所属内容已丢失，未能保留" for table, count in orphans.items()
    ]
    return kept, repaired


def _holder(
    rows: Mapping[str, Mapping[str, Row]], ids: dict[str, set[str]], repaired: list[str]
) -> list[Row]:
    """Returns a column for measures and tasks whose own column is lost, where there are such."""
    homeless = [
        row
        for table in ("measure", "task")
        for row in rows[table].values()
        if getattr(row, "action", None) not in ids["action"]
    ]
    if not homeless:
        return []
    ids["action"].add(_HOLDER)
    repaired.append(f"{len(homeless)} 项内容原属专项已丢失，归入“待归类（抢救）”")
    return [Action(_HOLDER, 99, "SALV", "待归类（抢救）", "zz")]


def _mended(row: Row, keys: tuple[Reference, ...], ids: Mapping[str, set[str]]) -> Row | None:
    """Returns the row without references to lost rows, or None where it cannot be without, or may not by its kind."""
    changes: dict[str, Any] = {}
    for key in keys:
        value = getattr(row, key.column)
        if value is None or value in ids[key.parent]:
            continue
        if not key.is_required:
            changes[key.column] = None
        elif key.parent == "action":
            changes[key.column] = _HOLDER
        else:
            return None
    if not changes:
        return row
    freed = evolved(row, **changes)
    try:
        kind_of(row).check_row(freed)
    except Refused:
        return None
    return freed


def unnamed_campaign(day: date) -> Campaign:
    """Returns a stand-in for a campaign whose own row is lost."""
    return Campaign("salvaged", "（名称已丢失）", day, day)
