"""The chronicle read from the journal in one look are those of following every step."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from battlemap.commands.board import MoveTasks
from battlemap.commands.demo import write_demo
from battlemap.commands.loop import ReportProgress
from battlemap.commands.session import Session
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.store import journal


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
