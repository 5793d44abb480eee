"""A campaign file with a long history: two thousand tasks moved, reported, postponed and reworded, the same every time."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import attrs

from battlemap.commands.session import Session
from battlemap.domain.kinds.kind import Row, evolved
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import LANES, Task
from battlemap.store.connection import connect
from battlemap.store.gate import begin_step, end_step
from battlemap.store.repository import Repository
from benchmarks.big import ENDS_ON, STARTS_ON, campaign_file, clock

TASKS = 2_000
#: Names a folder in which files are kept from one run to the next: the longest takes minutes to write.
KEPT_IN = "BATTLEMAP_BENCH_FILES"
_DAYS = timedelta(40)


def long_file(folder: Path, lines: int) -> Path:
    """Returns a campaign file whose journal has at least that many lines, one to five to a step; made once per folder."""
    path = Path(os.environ.get(KEPT_IN, folder)) / f"{lines}-lines.battlemap"
    if not path.exists():
        draft = folder / f"{lines}-lines.draft"
        shutil.copy(campaign_file(folder, TASKS), draft)
        # what the program does by itself with a file of before is done before its history begins
        Session.open(draft, "测试", clock).close()
        lengthen(draft, lines)
        shutil.move(draft, path)
    return path


@attrs.frozen
class _Deeds:
    """What is done in a campaign, at random, each on the rows as the deeds before have left them."""

    tasks: list[Task]
    chance: Random

    def next(self, number: int, at: datetime) -> tuple[str, list[Row]]:
        """Returns a step's name and the rows that it puts."""
        place = self._any()
        task = self.tasks[place]
        kind = self.chance.random()
        if kind < 0.70:
            lane = self.chance.choice([lane for lane in LANES if lane != task.lane])
            rank = f"a{self.chance.randrange(10**8):08}1"
            return f"“{task.code}”移到另一栏", [self._changed(place, lane=lane, rank=rank)]
        if kind < 0.85:
            percent, words = (task.progress + 1) % 101, f"本周完成第{number}批"
            report = Report(f"r{number:09}", task.id, at.date(), percent, words, "王强")
            return f"“{task.code}”报进度", [self._changed(place, progress=percent), report]
        if kind < 0.95:
            several = sorted({place, *(self._any() for _ in range(4))})
            return "完成时限顺延一天", [self._changed(some, due_on=self._day_after(some)) for some in several]
        return f"“{task.code}”改写内容", [self._changed(place, detail=f"细则第{number}稿")]

    def _day_after(self, place: int) -> date:
        task = self.tasks[place]
        due = task.due_on or ENDS_ON
        return max(task.start_on or STARTS_ON, STARTS_ON) if due >= ENDS_ON else due + timedelta(1)

    def _any(self) -> int:
        return self.chance.randrange(len(self.tasks))

    def _changed(self, place: int, **changes: object) -> Task:
        task = self.tasks[place] = evolved(self.tasks[place], **changes)
        return task


def lengthen(path: Path, lines: int) -> None:
    """Writes the steps through the file's own gate and triggers, over forty days, and to the disk only at the end."""
    ids = iter(range(10**9))

    def new_id() -> str:
        return f"s{next(ids):011}"

    with closing(connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        written = connection.execute("SELECT COUNT(*) FROM journal").fetchone()[0]
        first = Repository(connection, clock(), "测试", new_id)
        deeds, number = _Deeds(first.find(Task), Random(lines)), 0
        while written < lines:
            number += 1
            at = clock() + _DAYS * (written / lines)
            label, rows = deeds.next(number, at)
            step = begin_step(connection, new_id, "bench", label, "测试", at, "do", None)
            repository = Repository(connection, at, "测试", new_id)
            written += sum(repository.bring_back(row) for row in rows)
            assert end_step(connection, step)[0] is not None, "a deed that changes nothing"
        connection.execute("COMMIT")
