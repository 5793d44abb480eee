"""The gate: opened for one step, shut and sealed with its hash at the end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from battlemap.domain.step import StepKind
from battlemap.errors import FileDamaged
from battlemap.store import journal
from battlemap.store.guards import gate_words


def begin_step(
    connection: sqlite3.Connection,
    new_id: Callable[[], str],
    site: str,
    label: str,
    actor: str,
    at: datetime,
    kind: StepKind,
    undoes: str | None,
) -> str:
    """Writes the header of a step, opens the gate for it and returns its id; raises FileDamaged for a broken gate."""
    wrong = gate_words(connection)
    if wrong:
        raise FileDamaged(f"档案的{wrong}，可能有别的程序绕过记录写入过；改动未保存，请从备份恢复。")
    last = journal.last_header(connection)
    step = new_id()
    connection.execute(
        "INSERT INTO step (number, id, site, clock, at, actor, label, kind, undoes, previous_hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            last.number + 1 if last else 1,
            step,
            site,
            journal.next_clock(last.clock if last else "", at),
            journal.moment_text(at),
            actor,
            label,
            kind,
            undoes,
            (last.hash or "") if last else "",
        ],
    )
    connection.execute("UPDATE gate SET step = ? WHERE id = 1", [step])
    return step


def end_step(connection: sqlite3.Connection, step: str) -> journal.Header | None:
    """Seals the step with its hash and shuts the gate; returns None where no row changed."""
    head = journal.header(connection, step)
    is_written = connection.execute("SELECT 1 FROM journal WHERE step = ? LIMIT 1", [step])
    if is_written.fetchone() is None:
        return None
    sealed = journal.hash_of(connection, head)
    connection.execute("UPDATE step SET hash = ? WHERE id = ?", [sealed, step])
    connection.execute("UPDATE gate SET step = NULL WHERE id = 1")
    return head
