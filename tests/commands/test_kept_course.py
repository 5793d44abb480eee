"""Evenings that a file keeps are those that would be counted anew, whatever became of the file since."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from battlemap.commands.board import MoveTasks
from battlemap.commands.calendar import SetPeriods
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.course import trends
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks, EditTask
from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.task import LANES
from battlemap.errors import BattlemapError
from battlemap.store import course_lines, kept_evenings
from benchmarks.big import FillBoard
from tests.store.test_course_lines import plainly

FOUNDING = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))


@pytest.fixture(autouse=True)
def everything_is_worth_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_evenings, "WORTH_KEEPING", 0)


def agree(session: Session, as_of: date) -> None:
    course, progress = plainly(session, as_of)
    curves = trends(session, session.snapshot, as_of)
    assert (curves.course.evenings, curves.progress_course) == (course.evenings, progress)
    # of a card that is gone nobody asks since when it stands where it does not stand
    for task in curves.tasks:
        assert curves.course.since.get(task.id) == course.since.get(task.id)
    assert session.progress_course(as_of) == progress


def kept(path: Path) -> list[tuple[str, int, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, step, day FROM kept_evening ORDER BY name").fetchall()


def deed(session: Session, chance: Random) -> None:
    """Does or takes back something, at random; what is refused is left."""
    live = [task for task in session.snapshot.tasks.values() if not task.deleted]
    task = chance.choice(live or [*session.snapshot.tasks.values()])
    try:
        match chance.randrange(6) if live else 6:
            case 0:
                session.run(DeleteTasks((task.id,)))
            case 1 | 2:
                session.undo()
            case 6:
                session.redo()
            case 3:
                session.run(EditTask(task.id, {"start_on": date(2018, 11, chance.randrange(1, 29))}))
            case _:
                session.run(MoveTasks((task.id,), task.action, chance.choice(LANES)))
    except BattlemapError:
        pass


@pytest.mark.parametrize("seed", range(8))
def test_day_by_day_with_undo_past_days_and_a_clock_that_is_set_back(tmp_path: Path, seed: int) -> None:
    chance, now, path = Random(seed), [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        session.run(FillBoard(8))
        for turn in range(40):
            now[0] += timedelta(hours=chance.choice((0, 1, 20, 30, -26 if seed % 2 else 2)))
            deed(session, chance)
            if turn % 4 == 0:
                agree(session, now[0].date() + timedelta(chance.choice((0, 0, 0, -2, 9))))
    assert kept(path)


def test_a_backup_put_back_and_a_file_that_went_another_way_count_their_own_history(tmp_path: Path) -> None:
    now, path, other = [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap", tmp_path / "b.battlemap"
    chance = Random(1)
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        session.run(FillBoard(8))
        backup = session.file.backup(now[0], "手动")
    shutil.copy(path, other)
    for place in (path, other):
        with Session.open(place, "张三", lambda: now[0]) as session:
            for _ in range(12):
                now[0] += timedelta(hours=7)
                deed(session, chance)
            agree(session, now[0].date())
    assert kept(path) and kept(other)
    with Session.open(backup, "张三", lambda: now[0]) as session:
        agree(session, now[0].date())
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("ATTACH ? AS there", [str(path)])
        connection.execute("INSERT OR REPLACE INTO kept_evening SELECT * FROM there.kept_evening")
        connection.commit()
    assert kept(other) == kept(path)
    with Session.open(other, "张三", lambda: now[0]) as session:
        agree(session, now[0].date())


def test_who_has_not_heard_of_another_programs_steps_yet_counts_them_all_the_same(tmp_path: Path) -> None:
    now, path = [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        session.run(FillBoard(3))
    with Session.open(path, "王五", lambda: now[0], read_only=True) as session:
        with Session.open(path, "李四", lambda: now[0]) as other:
            for _ in range(3):
                now[0] += timedelta(1)
                other.run(FillBoard(2, first=10 * now[0].day))
            agree(other, now[0].date())
        assert session.file.has_foreign_changes() and len(session.snapshot.tasks) == 3
        agree(session, now[0].date())


def test_other_days_off_or_another_end_are_counted_anew(tmp_path: Path) -> None:
    now, path = [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        session.run(FillBoard(8))
        now[0] += timedelta(9)
        session.run(FillBoard(8, first=20))
        before = session.progress_course(now[0].date())
        session.run(SetPeriods((Period("p", "off", date(2018, 10, 8), date(2018, 10, 26), "停工"),)))
        agree(session, now[0].date())
        assert session.progress_course(now[0].date()) != before


def test_what_is_kept_is_read_instead_of_the_lines_and_thrown_away_where_it_is_garbled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, path = [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap"
    understood: list[int] = []
    merged = course_lines._merged

    def counted(lines: course_lines.DayLines) -> list[course_lines.Image]:
        understood.append(sum(map(len, lines.values())))
        return merged(lines)

    monkeypatch.setattr(course_lines, "_merged", counted)
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        for _ in range(5):
            now[0] += timedelta(1)
            session.run(FillBoard(20, first=100 * now[0].day))
        session.progress_course(now[0].date())
        assert sum(understood) == 100
        understood.clear()
        now[0] += timedelta(1)
        task = session.snapshot.live_tasks[0]
        session.run(MoveTasks((task.id,), task.action, next(lane for lane in LANES if lane != task.lane)))
        agree(session, now[0].date())
        understood.clear()
        session.progress_course(now[0].date())
        assert sum(understood) == 1
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE kept_evening SET told = '[['")
            connection.commit()
        agree(session, now[0].date())


def test_nothing_is_written_by_who_only_looks_nor_where_little_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, path = [datetime(2018, 11, 1, 9)], tmp_path / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", lambda: now[0]) as session:
        session.run(FillBoard(8))
        now[0] += timedelta(3)
        session.run(FillBoard(8, first=20))
    with Session.open(path, "张三", lambda: now[0], read_only=True) as session:
        agree(session, now[0].date())
    monkeypatch.setattr(kept_evenings, "WORTH_KEEPING", 1_000)
    with Session.open(path, "张三", lambda: now[0]) as session:
        agree(session, now[0].date())
    assert not kept(path)
