"""The gate: opened for one step, shut and sealed with its hash at the end."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import attrs

from battlemap.domain.step import StepKind
from battlemap.errors import FileDamaged
from battlemap.store import journal
from battlemap.store.guards import gate_words
from battlemap.store.images import Image, read


def begin_step(
    connection: sqlite3.Connection,
    new_id: Callable[[], str],
    site: str,
    label: str,
    actor: str,
    at: datetime,
    kind: StepKind,
    undoes: str | None,
) -> journal.Header:
    """Writes the header of a step, opens the gate for it and returns it; raises FileDamaged for a broken gate."""
    wrong = gate_words(connection)
    if wrong:
        raise FileDamaged(f"档案的{wrong}，可能有别的程序绕过记录写入过；改动未保存，请从备份恢复。")
    last = journal.last_header(connection)
    head = journal.Header(
        last.number + 1 if last else 1,
        new_id(),
        site,
        journal.next_clock(max(last.clock if last else "", _heard_of(connection)), at),
        journal.moment_text(at),
        actor,
        label,
        kind,
        undoes,
        (last.hash or "") if last else "",
        None,
    )
    connection.execute(
        f"INSERT INTO step ({', '.join(journal.HEADER)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        attrs.astuple(head),
    )
    connection.execute("UPDATE gate SET step = ? WHERE id = 1", [head.id])
    return head


def _heard_of(connection: sqlite3.Connection) -> str:
    """Returns the highest clock that other PCs have told of: what is done now comes after all that is known here."""
    return str(connection.execute("SELECT MAX(clock) FROM packet").fetchone()[0] or "")


def end_step(connection: sqlite3.Connection, head: journal.Header) -> tuple[journal.Header | None, int]:
    """Seals the step with its hash and shuts the gate; returns it, None where every row ends as it began, and its lines."""
    lines = journal.lines_of(connection, head)
    if not _changes_something(lines):
        return None, len(lines)
    sealed = journal.hash_over(head, lines)
    connection.execute("UPDATE step SET hash = ? WHERE id = ?", [sealed, head.id])
    connection.execute("UPDATE gate SET step = NULL WHERE id = 1")
    return head, len(lines)


def _changes_something(lines: Sequence[tuple[Any, ...]]) -> bool:
    """Whether the lines of a step leave a row otherwise than it was: there and back again is no change."""
    times = Counter((table, row) for _, table, row, _, _ in lines)
    if 1 in times.values():
        return True
    began: dict[tuple[str, str], Image | None] = {}
    ended: dict[tuple[str, str], Image] = {}
    for _, table, row, old, new in lines:
        key, was = (table, row), read(old) if old is not None else None
        first = began.setdefault(key, was)
        if first is not None:
            began[key] = {**(was or {}), **first}
        ended[key] = {**ended.get(key, {}), **read(new)}
    return any(
        first is None or any(ended[key].get(field) != value for field, value in first.items())
        for key, first in began.items()
    )
