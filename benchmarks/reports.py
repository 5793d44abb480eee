"""A campaign whose tasks are reported on every day: two hundred thousand reports on two thousand tasks."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import attrs

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.domain.kinds.report import Report
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.settings import Settings
from battlemap.store.repository import Repository
from battlemap.ui.application import make_window
from benchmarks.big import STARTS_ON, campaign_file, clock
from benchmarks.row import Rival, Row, committed, timed
from benchmarks.screen import application
from benchmarks.window import opened

TASKS = 2_000
REPORTS = 200_000
SIZE = (1920, 1080)
_AT_ONCE = 200
#: Seconds in which the window has looked through the whole file in the background.
_REST = 15.0


def measure(folder: Path) -> list[Row]:
    """Returns what opening, weight, questions and a drop with the card sheet open come to."""
    path, at = reported_file(folder), f"{TASKS:,} tasks, {REPORTS:,} reports"
    whole = timed(lambda: Session.open(path, "测试", clock).close(), 3, "s")
    # as the window opens it
    opened_alone = timed(lambda: Session.open(path, "测试", clock, pages_later=True).close(), 3, "s")
    figures = opened(path, folder, _REST)
    with Session.open(path, "测试", clock) as session:
        tasks = iter(session.snapshot.live_tasks[:200])
        session.snapshot.reports_of("")
        asked = timed(lambda: session.snapshot.reports_of(next(tasks).id), 200)
        assert len(session.snapshot.reports_of(session.snapshot.live_tasks[0].id)) == REPORTS // TASKS
    return [
        Row(
            "reported on: opened, newest pages first",
            at,
            "s",
            opened_alone,
            0.5,
            rival=Rival("every page read", whole),
        ),
        Row("reported on: opened, first paint", at, "ms", (figures["open"],)),
        Row("reported on: memory with the campaign open", at, "MiB", (figures["memory"],), 200),
        Row("reported on: memory after the look through the file", at, "MiB", (figures["rested memory"],)),
        Row("reported on: the reports of one task", at, "ms", asked, 0.05),
        Row("reported on: drop with the card sheet open", at, "ms", dropped(path), 16, "p95"),
    ]


def dropped(path: Path) -> tuple[float, ...]:
    """Returns how long drops took in the whole window while the sheet of another card stood open."""
    running = application()
    window = make_window(running, Settings(path.with_suffix(".drops.json")), clock)
    window.resize(*SIZE)
    window.show()
    window.files.open(path)
    page = window.workspace
    assert page is not None, window.bar.sentence
    session = page.session
    left, right = (action.id for action in session.snapshot.columns[:2])
    page.open_task(session.snapshot.cell(left, "moving")[0])
    while not page.counts.is_complete:
        running.processEvents()
    cards = iter(session.snapshot.cell(left, "waiting"))

    def drop() -> None:
        before = session.snapshot.cell(right, "waiting")[0]
        committed(session, MoveTasks((next(cards),), right, "waiting", before=before))
        page.board.viewport().repaint()

    samples = timed(drop, 40, before=running.processEvents)
    assert page.sheet.isVisible(), "no sheet stood open"
    window.close()
    return samples


@attrs.frozen
class TellOfDay:
    """A report on each of some tasks on one day, as an office takes them over from its list."""

    tasks: tuple[str, ...]
    day: date
    progress: int

    def label(self, snapshot: Snapshot) -> str:
        """Returns the step's name."""
        return f"{self.day.month}月{self.day.day}日反馈 {len(self.tasks)} 项"

    def apply(self, repository: Repository) -> None:
        """Writes the reports."""
        for task in self.tasks:
            words = f"已完成工程量的 {self.progress}%，现场推进正常"
            repository.put(Report(repository.new_id(), task, self.day, self.progress, words, "王强"))


def reported_file(folder: Path) -> Path:
    """Returns the campaign file with all reports; it is made once per folder."""
    path = folder / "reports.battlemap"
    if not path.exists():
        campaign_file(folder, TASKS).rename(path)
        with Session.open(path, "测试", clock) as session:
            tasks = [task.id for task in session.snapshot.live_tasks]
            days = REPORTS // len(tasks)
            for number in range(days):
                day = STARTS_ON + timedelta(days=number // 2)
                for first in range(0, len(tasks), _AT_ONCE):
                    some = tuple(tasks[first : first + _AT_ONCE])
                    committed(session, TellOfDay(some, day, number * 100 // days))
            assert len(session.snapshot.reports) == REPORTS
    return path
