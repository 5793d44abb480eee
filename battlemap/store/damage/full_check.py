"""Everything that can be asked of a file at once: pages, foreign keys, schema, gate, chain of the journal, rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from battlemap.store.damage.audit import Fault, check
from battlemap.store.damage.diagnosis import schema_faults
from battlemap.store.damage.readable import BROKEN
from battlemap.store.seal import first_broken_seal


def audit(connection: sqlite3.Connection) -> list[Fault]:
    """Returns what is wrong, in words, with the rows that can be put right from the journal; empty is well."""
    faults = list(_broken_pages(connection))
    for ask in (_broken_keys, schema_faults):
        try:
            faults += map(Fault, ask(connection))
        except BROKEN as error:
            faults.append(Fault(f"读不完整份档案（{error}）"))
    faults += check(connection)
    broken_seal = first_broken_seal(connection)
    return [*faults, Fault(broken_seal)] if broken_seal else faults


def _broken_pages(connection: sqlite3.Connection) -> Iterator[Fault]:
    try:
        for (words,) in connection.execute("PRAGMA integrity_check(20)"):
            if words != "ok":
                yield Fault(f"数据页损坏：{words}")
    except BROKEN as error:
        yield Fault(f"数据页损坏：{error}")


def _broken_keys(connection: sqlite3.Connection) -> list[str]:
    keys = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"{table} 表第 {row} 行指向不存在的 {parent}" for table, row, parent, _ in keys]
