"""The course of an open campaign is what its journal tells, read at once or as it grows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from battlemap.commands.action import CreateAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.course import CourseReader, trends
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks


def test_the_demos_course_ends_with_the_board_as_it_is(tmp_path: Path) -> None:
    path, as_of = tmp_path / "demo.battlemap", date(2018, 11, 20)
    write_demo(path)
    with Session.open(path, "测试", lambda: datetime(2018, 11, 20, 18)) as session:
        curves = trends(session, session.snapshot, as_of)
        newest = curves.course.evenings[-1]
        snapshot = session.snapshot
        assert newest.day == as_of
        assert newest.tasks == len(snapshot.live_tasks)
        for lane in ("waiting", "moving", "checking", "struck_off"):
            assert newest.lane(lane) == sum(task.lane == lane for task in snapshot.live_tasks)
        for lamp in snapshot.scheme.lamps:
            here = sum(snapshot.judge(task, as_of).lamp == lamp for task in snapshot.live_tasks)
            assert newest.lamp(lamp) == here
        assert curves.progress_course == session.progress_course(as_of)


def test_a_reader_that_lives_on_tells_what_a_new_one_would(tmp_path: Path) -> None:
    now = [datetime(2018, 11, 1, 9)]
    founding = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))
    with Session.create(tmp_path / "a.battlemap", founding, "张三", lambda: now[0]) as session:
        reader = CourseReader(session)

        def agree(only: frozenset[str] | None = None) -> None:
            day = now[0].date()
            curves = reader.tell(reader.fetch(), session.snapshot, day, only)
            fresh = trends(session, session.snapshot, day, only)
            assert (curves.course, curves.progress_course) == (fresh.course, fresh.progress_course)

        agree()
        session.run(CreateAction("经济运行", code="ECON"))
        action = session.snapshot.columns[0].id
        for title in "甲乙丙":
            session.run(CreateTask(action, title))
            now[0] += timedelta(hours=30)
        agree()
        first, second, third = session.snapshot.cell(action, "waiting")
        session.run(MoveTasks((first,), action, "moving"))
        agree()
        agree(frozenset((first, second)))
        now[0] += timedelta(1)
        session.run(DeleteTasks((third,)))
        agree()
        session.undo()
        agree()
        back = reader.tell(reader.fetch(), session.snapshot, date(2018, 11, 2), None)
        assert back.course.evenings[-1].day == date(2018, 11, 2)
        assert not reader.fetch().evenings
