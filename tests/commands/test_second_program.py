"""What another program writes to the same file is taken in, told, and never undone as if it were one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, EditTask
from battlemap.domain.step import Step
from battlemap.errors import Conflict
from battlemap.store.damage.audit import check
from battlemap.store.lock import lock_path
from tests.commands.conftest import ticking
from tests.commands.test_session import counting_from_restart, stored


@contextmanager
def another_program(session: Session, site: str = "there") -> Iterator[Session]:
    """Yields a session of a program that has not looked at the lock."""
    lock = lock_path(session.file.path)
    held = lock.read_bytes()
    lock.unlink()
    clock = ticking(datetime(2018, 11, 20, 15, 0))
    with Session.open(session.file.path, "王强", clock, site=site, new_id=counting_from_restart()) as other:
        yield other
    lock.write_bytes(held)


def test_anothers_step_shows_on_the_board_and_every_listener_hears_of_it(session: Session) -> None:
    heard: list[Step] = []
    session.listen(lambda step, reach: heard.append(step))
    assert session.refresh() == []
    with another_program(session) as other:
        other.run(CreateTask(other.snapshot.columns[0].id, "外来任务"))
        assert session.file.has_foreign_changes()
        (step,) = session.refresh()
    assert (step.actor, step.label) == ("王强", "新建任务“外来任务”")
    assert heard == [step]
    assert session.snapshot.rows == stored(session).rows
    assert session.refresh() == []


def test_asking_for_news_costs_next_to_nothing(session: Session) -> None:
    session.refresh()
    asked: list[str] = []
    with session.file.reading() as connection:
        connection.set_trace_callback(asked.append)
    asked.clear()
    session.refresh()
    assert asked == ["PRAGMA data_version", "SELECT COALESCE(MAX(number), 0) FROM step"]


def test_ctrl_z_takes_back_ones_own_step_and_not_anothers(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    session.run(EditTask(first.id, {"title": "我改的"}))
    with another_program(session) as other:
        other.run(EditTask(second.id, {"title": "他改的"}))
    session.refresh()
    assert session.can_undo == "修改 ECON-01"
    session.undo()
    assert session.snapshot.tasks[first.id] == first
    assert session.snapshot.tasks[second.id].title == "他改的"
    session.redo()
    assert session.snapshot.tasks[first.id].title == "我改的"
    with session.file.reading() as connection:
        assert check(connection) == []


def test_what_another_takes_back_or_does_again_is_left_to_him(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    with another_program(session) as other:
        other.run(EditTask(second.id, {"title": "他改的"}))
        session.refresh()
        other.undo()
        session.refresh()
        assert session.can_redo is None
        session.run(EditTask(first.id, {"title": "我改的"}))
        other.refresh()
        other.run(EditTask(second.id, {"title": "他又改的"}))
        other.undo()
        other.redo()
        session.refresh()
    assert session.can_undo == "修改 ECON-01"
    session.undo()
    assert session.can_redo == "修改 ECON-01"
    assert session.snapshot.tasks[second.id].title == "他又改的"
    assert session.snapshot.tasks[first.id] == first


def test_a_row_that_another_has_changed_since_is_not_taken_back_and_that_is_told(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(EditTask(task.id, {"title": "我改的"}))
    with another_program(session) as other:
        other.run(EditTask(task.id, {"progress": 40}))
    before = len(session.steps())
    with pytest.raises(Conflict) as caught:
        session.undo()
    assert "11-20 15:00 王强“修改 ECON-01”改动了任务“ECON-01”" in str(caught.value)
    assert len(session.steps()) == before
    session.refresh()
    assert session.snapshot.tasks[task.id].progress == 40


def test_a_step_of_ones_own_after_anothers_takes_both_in(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    heard: list[str] = []
    session.listen(lambda step, reach: heard.append(step.actor))
    with another_program(session) as other:
        other.run(EditTask(second.id, {"title": "他改的"}))
    session.run(EditTask(first.id, {"title": "我改的"}))
    assert heard == ["王强", "李明"]
    assert session.snapshot.rows == stored(session).rows


def test_a_reader_sees_what_a_writer_that_comes_later_writes(session: Session) -> None:
    path: Path = session.file.path
    task = session.snapshot.live_tasks[0].id
    session.close()
    with Session.open(path, "看板", ticking(), read_only=True) as reader:
        assert reader.refresh() == []
        with Session.open(path, "王强", ticking(datetime(2018, 11, 20, 15, 0))) as writer:
            writer.run(EditTask(task, {"title": "后来改的"}))
            assert [step.label for step in reader.refresh()] == ["修改 ECON-01"]
            writer.run(EditTask(task, {"title": "再改"}))
        assert len(reader.refresh()) == 1
        assert reader.snapshot.tasks[task].title == "再改"
