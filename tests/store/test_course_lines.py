"""Lines read evening by evening make the same course as every line taken one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from battlemap.commands.board import MoveTasks
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.course import trends
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import LANES, Milestone, Task
from battlemap.domain.telling.course import Course, CourseFold, CourseLine
from battlemap.domain.telling.progress_course import ProgressEvening, progress_course
from battlemap.errors import BattlemapError
from battlemap.store import journal
from benchmarks.big import FillBoard


def one_by_one(session: Session) -> Iterator[CourseLine]:
    """Yields every line as a row, by when it had been done for certain."""
    with session.file.reading() as connection:
        heads = journal.headers(connection)
        moments = [head.moment for head in heads]
        for place in range(len(moments) - 2, -1, -1):
            moments[place] = min(moments[place], moments[place + 1])
        for head, moment in zip(heads, moments, strict=True):
            for change in journal.step_of(connection, head).changes:
                if isinstance(change.after, Task | Milestone | Problem | ProblemTask):
                    yield moment, change.after


def plainly(session: Session, as_of: date) -> tuple[Course, tuple[ProgressEvening, ...]]:
    snapshot, lines = session.snapshot, list(one_by_one(session))
    fold = CourseFold(
        snapshot.campaign, snapshot.calendar, snapshot.scheme, None, tuple(snapshot.report_rules.values())
    )
    fold.take(lines)
    of_tasks = [(moment, row) for moment, row in lines if isinstance(row, Task | Milestone)]
    return fold.course(as_of), progress_course(of_tasks, snapshot.campaign, snapshot.calendar, as_of)


def agree(session: Session, as_of: date) -> None:
    curves = trends(session, session.snapshot, as_of)
    assert (curves.course, curves.progress_course) == plainly(session, as_of)
    assert session.progress_course(as_of) == curves.progress_course


def test_the_demo(tmp_path: Path) -> None:
    path = tmp_path / "演示.battlemap"
    write_demo(path)
    with Session.open(path, "测试", lambda: datetime(2018, 11, 20, 18)) as session:
        for day in (date(2018, 11, 20), date(2018, 11, 1), date(2018, 12, 31)):
            agree(session, day)


@pytest.mark.parametrize("seed", range(4))
def test_cards_that_come_and_go_also_with_a_clock_that_is_set_back(tmp_path: Path, seed: int) -> None:
    chance, now = Random(seed), [datetime(2018, 11, 1, 9)]
    founding = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))
    with Session.create(tmp_path / "a.battlemap", founding, "张三", lambda: now[0]) as session:
        session.run(FillBoard(8))
        for _ in range(60):
            now[0] += timedelta(hours=chance.choice((0, 0, 1, 3, 30, -26 if seed % 2 else 2)))
            live = [task for task in session.snapshot.tasks.values() if not task.deleted]
            task = chance.choice(live or [*session.snapshot.tasks.values()])
            try:
                match chance.randrange(6) if live else 1:
                    case 0:
                        session.run(DeleteTasks((task.id,)))
                    case 1 | 2:
                        session.undo()
                    case _:
                        session.run(MoveTasks((task.id,), task.action, chance.choice(LANES)))
            except BattlemapError:
                continue
        for days in (0, 3, 20):
            agree(session, date(2018, 11, 1) + timedelta(days))
