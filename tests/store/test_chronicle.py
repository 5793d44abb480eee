"""The chronicle read from the journal in one look are those of following every step."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from battlemap.commands.board import MoveTasks
from battlemap.commands.demo import write_demo
from battlemap.commands.loop import ReportProgress
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.store import chronicle, journal


def test_one_look_equals_following_every_step(tmp_path: Path) -> None:
    path = tmp_path / "demo.battlemap"
    write_demo(path)
    now = datetime(2018, 11, 21, 9)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(minutes=7)
        return now

    with Session.open(path, "测试", clock) as session:
        moving = [task for task in session.snapshot.live_tasks if task.lane == "moving"]
        session.run(MoveTasks((moving[0].id,), moving[0].action, "waiting"))
        session.run(ReportProgress(moving[1].id, 66))
        session.undo()
        followed = Chronicle({})
        with session.file.reading() as connection:
            for head in journal.headers(connection):
                followed.follow(journal.step_of(connection, head))
        read = session.chronicle(now)
        for task in session.snapshot.tasks:
            assert read.times(task) == followed.times(task)
        early = session.chronicle(datetime(2018, 11, 21))
        assert not early.changed_since(moving[0].id, datetime(2018, 11, 21))
        assert read.changed_since(moving[0].id, datetime(2018, 11, 21))


def test_tasks_that_were_only_made_are_told_without_a_look_at_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "demo.battlemap"
    write_demo(path)
    with Session.open(path, "测试", datetime.now) as session:
        column = session.snapshot.columns[0].id
        for number in range(150):
            session.run(CreateTask(column, f"新任务{number}"))
        made = [task.id for task in session.snapshot.live_tasks if task.title.startswith("新任务")]
        with session.file.reading() as connection:
            last = {"last": connection.execute("SELECT MAX(rowid) FROM journal").fetchone()[0]}
            told = dict(connection.execute(chronicle._MADE, last).fetchall())
            asked_one_by_one = {line[0] for line in connection.execute(chronicle._OWN, last)}
            both = [
                sorted(found(connection, last))
                for found in (chronicle._made, lambda c, at: c.execute(chronicle._MADE_AT, at))
            ]
        assert set(made) <= set(told)
        assert not asked_one_by_one & set(told)
        assert both[0] == both[1]
