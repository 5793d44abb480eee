"""A campaign whose tasks are reported on every day: two hundred thousand reports on two thousand tasks."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import attrs

from battlemap.commands.session import Session
from battlemap.domain.kinds.report import Report
from battlemap.domain.snapshot import Snapshot
from battlemap.store.repository import Repository
from benchmarks.big import STARTS_ON, campaign_file, clock

TASKS = 2_000
REPORTS = 200_000
_AT_ONCE = 200


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
                    session.run(TellOfDay(tuple(tasks[first : first + _AT_ONCE]), day, number * 100 // days))
            assert len(session.snapshot.reports) == REPORTS
    return path
