"""A long history: opened, folded, told, counted; twenty and two hundred thousand lines, a million where it is asked for.

``python -m benchmarks.history FILE`` opens the file, asks all of it and prints JSON: a process of its own tells its memory.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from battlemap.commands.board import MoveTasks
from battlemap.commands.course import CourseReader, trends
from battlemap.commands.history import past_steps
from battlemap.commands.session import Session
from battlemap.domain.kinds.task import LANES
from battlemap.store import journal, past
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.guards import triggers
from battlemap.store.images import Images, unfolded
from battlemap.store.migrations import migrate
from battlemap.store.opening import opened
from benchmarks.bare import kept, same_rows, times
from benchmarks.big import clock
from benchmarks.long_journal import long_file
from benchmarks.refolded import assert_equal, told
from benchmarks.row import Rival, Row, Samples, committed, timed

SIZES = (20_000, 200_000)
#: The length that takes minutes to make, measured by `make bench-long`.
LONGEST = 1_000_000
LONG = "BATTLEMAP_BENCH_LONG"
_EVENING = date(2018, 12, 31)
_MOMENTS = 20
_MOVES = 300
#: The schema before lines were short.
_WHOLE = 7


def measure(folder: Path) -> list[Row]:
    """Returns the rows of every length."""
    lengths = (*SIZES, LONGEST) if os.environ.get(LONG) else SIZES
    rows = [row for lines in lengths for row in measured(folder, lines)]
    older = SIZES if os.environ.get(LONG) else SIZES[:1]
    return [*rows, *moved(folder), *(shortened(folder, lines) for lines in older)]


def measured(folder: Path, lines: int) -> list[Row]:
    """Returns what a journal of so many lines costs."""
    path, at = long_file(folder, lines), f"{lines:,} lines"
    figures = asked_apart(path)
    whole = timed(lambda: CampaignFile.open(path, "测试", clock()).close(), 3, "s")
    first = timed(lambda: CampaignFile.open(path, "测试", clock(), pages_later=True).close(), 3, "s")
    return [
        Row(
            "history: a file opened, newest pages first",
            at,
            "s",
            first,
            0.3,
            rival=Rival("every page read", whole),
        ),
        Row("history: the campaign opened, no window", at, "s", samples(figures, "open")),
        Row("history: the board of any moment", at, "s", samples(figures, "fold"), 0.2, "p95"),
        Row("history: the fold of the journal alone", at, "s", samples(figures, "whole fold")),
        Row("history: a page of a hundred steps", at, "ms", samples(figures, "page"), 50, "p95"),
        Row("history: since when each card stands", at, "s", samples(figures, "chronicle"), 0.5),
        Row("history: the course, read and counted", at, "s", samples(figures, "course"), 1),
        Row("history: the course after one more step", at, "s", samples(figures, "course again")),
        Row("history: memory after a poster has asked all of it", at, "MiB", (figures["memory"][0],), 150),
        Row("history: the file, per line", at, "bytes", (path.stat().st_size / lines,)),
    ]


def samples(figures: dict[str, list[float]], name: str) -> Samples:
    """Returns what the other process has measured."""
    series = Samples(figures[name])
    series.processor = tuple(figures[f"{name} processor"])
    return series


def asked_apart(path: Path) -> dict[str, list[float]]:
    """Returns what a new process tells that asked the file everything."""
    copy = path.with_suffix(".asked")
    shutil.copy(path, copy)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "benchmarks.history", str(copy)]
    figures: dict[str, list[float]] = json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, env=env).stdout
    )
    copy.unlink()
    return figures


def asked(path: Path) -> dict[str, list[float]]:
    """Opens the file and asks everything; returns seconds, milliseconds and MiB by name."""
    figures: dict[str, list[float]] = {}

    def note(name: str, taken: Samples) -> None:
        figures[name], figures[f"{name} processor"] = list(taken), list(taken.processor)

    sessions: list[Session] = []
    now = clock() + timedelta(45)
    note(
        "open",
        timed(lambda: sessions.append(Session.open(path, "测试", lambda: now, pages_later=True)), 1, "s"),
    )
    with sessions[0] as session:
        newest = session.file.newest_number()
        with session.file.reading() as connection:
            chance = Random(1)
            heads = [journal.numbered(connection, chance.randrange(2, newest)) for _ in range(_MOMENTS)]
            moments = iter([head.moment for head in heads if head is not None])
        note("fold", timed(lambda: session.snapshot_at(next(moments)), _MOMENTS, "s"))
        with session.file.reading() as connection:
            note("whole fold", timed(lambda: sum(1 for _ in past.fold(connection)), 1, "s"))
        pages = iter([None, None, *(chance.randrange(200, newest) for _ in range(8))])
        note("page", timed(lambda: past_steps(session, 100, next(pages)), 10))
        note("chronicle", timed(lambda: session.chronicle(datetime.max), 3, "s"))
        reader = CourseReader(session)

        def course() -> None:
            curves = reader.tell(reader.fetch(), session.snapshot, _EVENING, None)
            assert curves.course.evenings, "no evening was counted"

        # as a poster reads it, then as a page that lives on does
        note("course", timed(lambda: trends(session, session.snapshot, _EVENING).course.evenings[0], 1, "s"))
        figures["memory"] = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]
        course()
        task = session.snapshot.live_tasks[0]
        lane = next(lane for lane in LANES if lane != task.lane)
        committed(session, MoveTasks((task.id,), task.action, lane))
        note("course again", timed(course, 1, "s"))
    return figures


def moved(folder: Path) -> list[Row]:
    """Returns what a card moved adds to the file, and what it takes, bare SQLite writing the same rows beside it."""
    path = folder / "moved.battlemap"
    shutil.copy(long_file(folder, SIZES[0]), path)
    copy = kept(path)
    now = clock() + timedelta(45)
    with Session.open(path, "测试", lambda: now) as session:
        snapshot = session.snapshot
        cards = [card for action in snapshot.columns for card in snapshot.cell(action.id, "moving")][:_MOVES]
        assert len(cards) == _MOVES
        before, turns = session.file.newest_number(), iter(range(_MOVES))
        session.file.rest()
        size = used(path)

        def move() -> None:
            turn = next(turns)
            action = session.snapshot.tasks[cards[turn]].action
            committed(session, MoveTasks((cards[turn],), action, "waiting"))

        taken = timed(move, _MOVES)
        assert session.file.newest_number() == before + _MOVES, "a move was not journalled"
        session.file.rest()
        bytes_each = (used(path) - size) / _MOVES
    rival, at = same_rows(copy, path, _MOVES), "2,000 tasks"
    return [
        Row("history: bytes per move to another lane", at, "bytes", (bytes_each,), 600),
        Row("history: a move to another lane committed", at, "ms", taken, rival=rival),
        times("history: the same in times of bare SQLite's", at, taken, rival),
    ]


def used(path: Path) -> int:
    """Returns the bytes that hold something; pages that have just been split fill up later."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT SUM(pgsize - unused) FROM dbstat").fetchone()[0])


def shortened(folder: Path, lines: int) -> Row:
    """Returns how long it takes to shorten a journal of whole lines, once, with every line unfolded again.

    The rows are the same afterwards at a thousand moments.
    """
    path = folder / f"{lines}-whole-lines.battlemap"
    shutil.copy(long_file(folder, lines), path)
    made_old(path)
    connection = opened(path, None, pages_later=False).connection
    connection.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        wanted = told(raw)
        taken = timed(lambda: migrate(raw), 1, "s")
        longest = raw.execute("SELECT AVG(length(new)) FROM journal").fetchone()[0]
        assert assert_equal(raw, wanted), "no row was compared"
    assert longest < 300, "nothing was shortened"
    return Row("history: an older file's journal shortened", f"{lines:,} lines", "s", taken)


def made_old(path: Path) -> None:
    """Writes every line whole again, as files of the schema before have them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        for name in triggers():
            raw.execute(f"DROP TRIGGER {name}")
        images = Images()
        for rowid, table, row, old, new in raw.execute(
            "SELECT rowid, table_name, row_id, old, new FROM journal ORDER BY rowid"
        ).fetchall():
            whole = unfolded(old, new, *images.take(table, row, new))
            raw.execute("UPDATE journal SET old = ?, new = ? WHERE rowid = ?", [*whole, rowid])
        raw.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '%journal_fields'")
        raw.execute("DROP INDEX journal_made")
        raw.execute("DROP INDEX step_undoes")
        raw.execute("CREATE INDEX step_undoes ON step (undoes)")
        raw.execute("CREATE INDEX step_at ON step (at)")
        raw.execute(f"PRAGMA user_version = {_WHOLE}")
        raw.execute("COMMIT")


if __name__ == "__main__":
    print(json.dumps(asked(Path(sys.argv[1]))))
