"""A row against the journal: whether it is what was told of it last, and in words where it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from battlemap import wording
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.words import brief
from battlemap.errors import Altered
from battlemap.store.images import image_at
from battlemap.store.records import NOT_UNDERSTOOD, Record

#: So many fields of one row are told; damage that spoils more is told by these.
_FEW: Final = 3


def guard_row(connection: sqlite3.Connection, mapping: Record, id: str, stored: Sequence[Any]) -> None:
    """Raises Altered where the values stored of a row are not those that the journal tells of it.

    Asked before every change of a row: else the wrong value would be journalled as the old one and be right from then on.
    """
    right = values_told(connection, mapping, id)
    if right is not None and tuple(stored) == right:
        return
    name = row_name(mapping, right or stored, id)
    if right is None:
        raise Altered(
            f"{name}不是由本程序写入的：日志中没有它，改动未保存。请检查档案，或从备份恢复。",
            f"{mapping.table} {id}",
        )
    raise Altered(
        f"{name}与日志不符：{differences(mapping, stored, right)}。数据可能被损坏或被别的程序改动，"
        "刚才的改动未保存；可先按日志改回。",
        f"{mapping.table} {id}",
        ((mapping.table, id),),
    )


def guard_absence(connection: sqlite3.Connection, mapping: Record, id: str) -> None:
    """Raises Altered where a row is not there of which the journal tells: rows never go."""
    right = values_told(connection, mapping, id)
    if right is not None:
        raise Altered(
            f"{row_name(mapping, right, id)}已从档案中丢失，日志中还有它。刚才的改动未保存；可先按日志补回。",
            f"{mapping.table} {id}",
            ((mapping.table, id),),
        )


def values_told(connection: sqlite3.Connection, mapping: Record, id: str) -> tuple[Any, ...] | None:
    """Returns the values of a row that the journal tells last; None where it tells none that can be understood."""
    try:
        image = image_at(connection, mapping.table, id)
    except NOT_UNDERSTOOD:
        return None
    return mapping.values_in(image) if image is not None else None


def is_told_of(connection: sqlite3.Connection, mapping: Record, id: object) -> bool:
    """Whether the journal tells of a row at all, understood or not."""
    lines = connection.execute(
        "SELECT 1 FROM journal WHERE table_name = ? AND row_id = ? LIMIT 1", [mapping.table, id]
    )
    return lines.fetchone() is not None


def differences(mapping: Record, stored: Sequence[Any], journaled: Sequence[Any]) -> str:
    """Returns 「完成时限为 2018-11-29，日志记为 2018-11-28」, one for each field that differs."""
    fields = KINDS[mapping.table].by_key
    differing = [
        f"{fields[column].name}为“{shown(there)}”，日志记为“{shown(right)}”"
        for column, there, right in zip(mapping.columns, stored, journaled, strict=True)
        if there != right or type(there) is not type(right)
    ]
    more = f"；另有 {len(differing) - _FEW} 处" if len(differing) > _FEW else ""
    return "；".join(differing[:_FEW]) + more


def row_name(mapping: Record, values: Sequence[Any], id: str) -> str:
    """Returns what people call a row, and the id by which an auditor finds it: 「任务「ECON-03」（3f…）」."""
    given = dict(zip(mapping.columns, values, strict=True))
    names = [given[column] for column in ("code", "title", "name") if isinstance(given.get(column), str)]
    kind = KINDS[mapping.table].noun
    return f"{kind}“{brief(names[0])}”（{id}）" if names and names[0] else f"{kind} {id} "


def shown(value: object) -> str:
    """Returns a stored value as it may stand in a sentence."""
    if isinstance(value, bytes):
        return value.hex()[:40]
    return brief(str(value)) if value not in (None, "") else wording.EMPTY
