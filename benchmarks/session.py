"""The campaign file at work: opened, changed by a card, an import taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import attrs

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.store.repository import Repository
from benchmarks.big import FillBoard, campaign_file, clock
from benchmarks.row import Rival, Row, Samples, committed, timed, together

TASKS = 10_000
IMPORTED = CHANGED = 5_000
_TIMES = 3


def measure(folder: Path) -> list[Row]:
    """Returns the times of open, drop and undo of an import, without any window."""
    path = campaign_file(folder, TASKS)
    opened = timed(lambda: Session.open(path, "测试", clock).close(), 3)
    with Session.open(path, "测试", clock) as session:
        dropped = drops(session)
        changed, taken_back = rewritten(session)
        committed(session, FillBoard(IMPORTED, first=TASKS))
        undone = timed(session.undo, 1, "s")
        redone = timed(session.redo, 1, "s")
    at = f"{TASKS:,} tasks"
    return [
        Row("open a campaign, no window", at, "ms", opened),
        Row(
            "a card moved: committed, journalled, heard of",
            at,
            "ms",
            dropped,
            16,
            "p95",
            plain_update(folder),
        ),
        Row("rows of the board changed in one step", f"{CHANGED:,} rows", "ms", changed, 250),
        Row("… and the step taken back", f"{CHANGED:,} rows", "ms", taken_back, 250),
        Row("an import undone", f"{IMPORTED:,} rows", "s", undone, 2),
        Row("and redone", f"{IMPORTED:,} rows", "s", redone),
    ]


@attrs.frozen
class Reword:
    """So many cards get other words, as a row that is changed for any reason."""

    count: int
    words: str

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"改写 {self.count} 项"

    def apply(self, repository: Repository) -> None:
        """Writes the rows."""
        for task in repository.live(Task)[: self.count]:
            repository.put(attrs.evolve(task, visible_progress=self.words))


def rewritten(session: Session) -> tuple[Samples, Samples]:
    """Returns what changing and taking back took, some times one after the other."""
    words = iter(range(_TIMES))
    changed, taken_back = [], []
    for _ in range(_TIMES):
        changed.append(timed(lambda: committed(session, Reword(CHANGED, f"第{next(words)}稿")), 1))
        assert len(session.file.last_step.changes if session.file.last_step else ()) == CHANGED
        taken_back.append(timed(session.undo, 1))
        assert len(session.file.last_step.changes if session.file.last_step else ()) == CHANGED
    return together(changed), together(taken_back)


def drops(session: Session) -> Samples:
    """Returns what it took to move a hundred cards to the head of the next action's cell."""
    columns = [action.id for action in session.snapshot.columns]
    pairs = zip(columns, columns[1:] + columns[:1], strict=True)
    moves = iter([(card, to) for at, to in pairs for card in session.snapshot.cell(at, "moving")[:10]])

    def drop() -> None:
        card, column = next(moves)
        before = session.snapshot.cell(column, "moving")[0]
        committed(session, MoveTasks((card,), column, "moving", before=before))

    return timed(drop, 100)


def plain_update(folder: Path) -> Rival:
    """Returns the same durable write without journal, checks and listeners: one row of a bare SQLite file."""
    with closing(sqlite3.connect(folder / "plain.sqlite", isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, rank TEXT)")
        bare.execute("INSERT INTO task VALUES (1, 'a')")
        return Rival(
            "bare SQLite row", timed(lambda: bare.execute("UPDATE task SET rank = rank || 'a'"), 100)
        )
