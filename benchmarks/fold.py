"""The time machine at work: the board of an earlier moment read from a long journal, and compared with now."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

from battlemap.commands.board import SetDue
from battlemap.commands.history import past_steps
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.comparison import compare
from battlemap.store import journal
from battlemap.store.fit import row_from_image
from battlemap.store.images import Images
from benchmarks.big import AS_OF, campaign_file, clock
from benchmarks.row import Rival, Row, committed, timed

TASKS = 2_000
LINES = 20_000
_ROWS_OF_A_STEP = 100


def measure(folder: Path) -> list[Row]:
    """Returns how long it takes to see the board at the end and in the middle of a journal of that many lines."""
    path = campaign_file(folder, TASKS)
    with Session.open(path, "测试", clock) as session:
        lines = _lengthen(session)
        halfway = clock() + timedelta(minutes=lines // 2)
        with session.file.reading() as connection:
            rival = Rival("every line made a row", timed(lambda: _row_by_row(connection), 1, "s"))
        end = timed(lambda: session.snapshot_at(clock() + timedelta(days=60)), 5, "s")
        middle = timed(lambda: session.snapshot_at(halfway), 5, "s")
        then = session.snapshot_at(halfway)
        compared = timed(lambda: compare(then, AS_OF, session.snapshot, AS_OF), 3, "s")
        worded = timed(lambda: past_steps(session, 100), 3, "ms")
    at = f"{lines:,} lines"
    return [
        Row("the board as it was at last, from the journal", at, "s", end, 1, "max", rival),
        Row("the same in the middle", at, "s", middle, 1, "max"),
        Row("two moments compared, lamps judged", f"{TASKS:,} tasks", "s", compared),
        Row("a page of the history in words", f"100 steps, {_ROWS_OF_A_STEP} rows each", "ms", worded),
    ]


def _lengthen(session: Session) -> int:
    """Ensures `LINES` lines, a step a minute; returns how many there are."""
    moment = clock()
    session.clock = lambda: moment
    tasks = sorted(session.snapshot.tasks)
    count, turn = _count(session), 0
    while count < LINES:
        start = turn * _ROWS_OF_A_STEP % len(tasks)
        moment = clock() + timedelta(minutes=count)
        due = date(2018, 12, 1) + timedelta(days=turn % 25)
        committed(session, SetDue(tuple(tasks[start : start + _ROWS_OF_A_STEP]), due, reason="统一调整"))
        turn += 1
        count = _count(session)
    return count


def _count(session: Session) -> int:
    with session.file.reading() as connection:
        return int(connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0])


def _row_by_row(connection: sqlite3.Connection) -> Snapshot:
    """The plain way: every line becomes a row, later ones replace earlier ones."""
    lines = connection.execute(
        "SELECT j.table_name, j.row_id, j.new FROM step s JOIN journal j ON j.step = s.id WHERE s.at <= ? "
        "ORDER BY s.number, j.seq",
        [journal.moment_text(datetime.max)],
    )
    images = Images()
    return Snapshot.of(
        (table, row_from_image(table, images.take(table, row, new)[1] or {})) for table, row, new in lines
    )
