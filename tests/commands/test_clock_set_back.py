"""A clock that is set back between two steps changes no order: the past is cut by the number of a step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.action import CreateAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.course import CourseReader, trends
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask

FOUNDING = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))


class Clock:
    """Says what it is told to say."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2018, 11, 20, 9))


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    with Session.create(tmp_path / "a.battlemap", FOUNDING, "张三", clock) as opened:
        yield opened


def test_no_moment_shows_a_task_without_its_action(session: Session, clock: Clock) -> None:
    clock.now = datetime(2018, 11, 20, 17)
    session.run(CreateAction("经济运行", code="ECON"))
    clock.now = datetime(2018, 11, 20, 10)
    session.run(CreateTask(session.snapshot.columns[0].id, "走访"))
    for hour in range(9, 19):
        then = session.snapshot_at(datetime(2018, 11, 20, hour))
        assert [task.title for task in then.live_tasks] == (["走访"] if hour >= 10 else [])


def test_the_curves_of_one_day_agree(session: Session, clock: Clock) -> None:
    session.run(CreateAction("经济运行", code="ECON"))
    action = session.snapshot.columns[0].id
    reader = CourseReader(session)
    clock.now = datetime(2018, 11, 25, 9)
    for title in "甲乙丙丁戊":
        session.run(CreateTask(action, title))
    reader.tell(reader.fetch(), session.snapshot, date(2018, 11, 25), None)
    clock.now = datetime(2018, 11, 21, 9)
    session.run(CreateTask(action, "己"))
    day = date(2018, 11, 21)
    at_once = trends(session, session.snapshot, day)
    living = reader.tell(reader.fetch(), session.snapshot, day, None)
    assert at_once.course.evenings[-1].tasks == 6
    assert at_once.progress_course[-1].tasks == 6
    assert session.progress_course(day) == at_once.progress_course == living.progress_course
    assert at_once.course == living.course
    assert len(session.snapshot_at(datetime(2018, 11, 21, 20)).live_tasks) == 6


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(0, 3)), min_size=1, max_size=8))
def test_whatever_the_clock_says_all_that_looks_back_agrees(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[int, int]]
) -> None:
    clock = Clock(datetime(2018, 11, 15, 9))
    path = tmp_path_factory.mktemp("clock") / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", clock) as session:
        session.run(CreateAction("经济运行", code="ECON"))
        session.run(CreateTask(session.snapshot.columns[0].id, "甲"))
        reader, end = CourseReader(session), datetime(2018, 12, 31, 23)
        followed, early = session.chronicle(end), session.chronicle(datetime(2018, 11, 15, 23))
        session.listen(lambda step, reach: followed.follow(step))
        session.listen(lambda step, reach: early.follow(step))
        for hours, deed in deeds:
            clock.now += timedelta(hours=hours)
            action, task = session.snapshot.columns[0], session.snapshot.live_tasks[0]
            if deed == 0:
                session.run(CreateTask(action.id, "乙"))
            elif deed == 1:
                session.run(CreateAction("项目建设"))
            else:
                lane = "waiting" if task.lane == "moving" else "moving"
                session.run(MoveTasks((task.id,), action.id, lane))
            day = clock.now.date()
            living = reader.tell(reader.fetch(), session.snapshot, day, None)
            fresh = trends(session, session.snapshot, day)
            assert (living.course, living.progress_course) == (fresh.course, fresh.progress_course)
            for task in session.snapshot.live_tasks:
                assert followed.times(task.id) == session.chronicle(end).times(task.id)
                assert early.times(task.id) == session.chronicle(datetime(2018, 11, 15, 23)).times(task.id)
            for evening in fresh.course.evenings:
                then = session.snapshot_at(datetime.combine(evening.day, datetime.max.time()))
                assert evening.tasks == len(then.live_tasks)
                assert len(then.live_tasks) == sum(len(cell) for cell in then.cells.values())
