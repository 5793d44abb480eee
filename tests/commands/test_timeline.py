"""Bars move as one step, what follows gives way, and an extension wants its reason."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.commands.dependency import AddDependency, EditDependency, RemoveDependency
from battlemap.commands.loop import ReportProgress
from battlemap.commands.rows import AddRow, EditRow, RemoveRow
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.kinds.task import Task
from battlemap.errors import Refused


def card(session: Session, code: str) -> Task:
    task = session.snapshot.task_by_code(code)
    assert task is not None
    return task


@pytest.fixture
def chain(session: Session) -> Session:
    """ECON-01 (Mon 19 … Wed 21 Nov) → ECON-02 (Thu 22 … Fri 30 Nov) → PROJ-01 (3 … 7 Dec)."""
    first, second, third = (card(session, code).id for code in ("ECON-01", "ECON-02", "PROJ-01"))
    session.run(EditTask(first, {"start_on": date(2018, 11, 19), "due_on": date(2018, 11, 21)}))
    session.run(EditTask(second, {"start_on": date(2018, 11, 22)}))
    session.run(EditTask(third, {"start_on": date(2018, 12, 3), "due_on": date(2018, 12, 7)}))
    session.run(AddDependency(first, second))
    session.run(AddDependency(second, third, "fs", 1))
    return session


def test_what_follows_is_pushed_along_in_one_step(chain: Session) -> None:
    first = card(chain, "ECON-01")
    assert chain.run(Reschedule.shifting(chain.snapshot, (first.id,), 2, is_pushing=True)) is not None
    assert chain.can_undo == "调整 ECON-01 工期，顺延 2 项后续任务"
    days = [(t.start_on, t.due_on) for t in (card(chain, "ECON-02"), card(chain, "PROJ-01"))]
    assert days == [
        (date(2018, 11, 26), date(2018, 12, 4)),
        (date(2018, 12, 6), date(2018, 12, 12)),
    ]
    chain.undo()
    assert card(chain, "PROJ-01").start_on == date(2018, 12, 3)


def test_without_pushing_the_others_stay(chain: Session) -> None:
    first = card(chain, "ECON-01")
    chain.run(Reschedule((TaskDays(first.id, date(2018, 11, 26), date(2018, 11, 28)),)))
    assert card(chain, "ECON-02").start_on == date(2018, 11, 22)


def test_a_later_day_for_a_task_at_work_is_an_extension(chain: Session) -> None:
    first, second = card(chain, "ECON-01"), card(chain, "ECON-02")
    chain.run(ReportProgress(first.id, 10))
    chain.run(ReportProgress(second.id, 10))
    before = chain.snapshot
    with pytest.raises(Refused, match="延期理由"):
        chain.run(Reschedule.shifting(chain.snapshot, (first.id,), 2))
    assert chain.snapshot is before
    chain.run(Reschedule.shifting(chain.snapshot, (first.id,), 2, "连续降雨", is_pushing=True))
    assert (card(chain, "ECON-01").extensions, card(chain, "ECON-01").extension_reason) == (1, "连续降雨")
    pushed = card(chain, "ECON-02")
    assert pushed.extension_reason == "因前置任务 ECON-01 顺延"
    assert pushed.judged_due_on == date(2018, 11, 30) < date(2018, 12, 4) == pushed.due_on


def test_a_loop_is_refused_in_words(chain: Session) -> None:
    with pytest.raises(Refused, match="PROJ-01 → ECON-01 → ECON-02 → PROJ-01"):
        chain.run(AddDependency(card(chain, "PROJ-01").id, card(chain, "ECON-01").id))


def test_links_are_changed_and_taken_away(chain: Session) -> None:
    link = chain.snapshot.live_dependencies[0]
    chain.run(EditDependency(link.id, "ss", 3))
    assert (chain.snapshot.dependencies[link.id].kind, chain.snapshot.dependencies[link.id].lag) == ("ss", 3)
    assert chain.can_undo == "修改先后关系 ECON-01 → ECON-02"
    chain.run(RemoveDependency(link.id))
    assert link.id not in [link.id for link in chain.snapshot.live_dependencies]
    with pytest.raises(Refused, match="已解除"):
        chain.run(EditDependency(link.id, "fs", 0))
    chain.run(AddDependency(link.predecessor, link.successor))


def test_milestones_are_moved_and_edited(session: Session) -> None:
    task = card(session, "ECON-01")
    session.run(AddRow("milestone", {"task": task.id, "title": "初稿", "due_on": date(2018, 11, 23)}))
    (stone,) = session.snapshot.milestones_of(task.id)
    session.run(EditRow("milestone", stone.id, {"due_on": date(2018, 11, 26)}))
    session.run(EditRow("milestone", stone.id, {"weight": 40}))
    (stone,) = session.snapshot.milestones_of(task.id)
    assert (stone.due_on, stone.weight) == (date(2018, 11, 26), 40)
    with pytest.raises(Refused, match="权重"):
        session.run(EditRow("milestone", stone.id, {"weight": -1}))
    with pytest.raises(Refused, match="所属任务"):
        session.run(EditRow("milestone", stone.id, {"task": "x"}))
    session.run(RemoveRow("milestone", stone.id))
    assert session.snapshot.milestones_of(task.id) == ()


def test_open_milestones_go_with_a_bar_that_is_moved_as_a_whole(chain: Session) -> None:
    task = card(chain, "PROJ-01")  # 3 … 7 December
    for title, day in (("初稿", 4), ("交付", 7)):
        chain.run(AddRow("milestone", {"task": task.id, "title": title, "due_on": date(2018, 12, day)}))
    chain.run(AddRow("milestone", {"task": task.id, "title": "立项", "due_on": date(2018, 12, 3)}))
    done = next(stone for stone in chain.snapshot.milestones_of(task.id) if stone.title == "立项")
    chain.run(EditRow("milestone", done.id, {"done_on": date(2018, 12, 3)}))

    def days() -> dict[str, date | None]:
        return {stone.title: stone.due_on for stone in chain.snapshot.milestones_of(task.id)}

    chain.run(Reschedule((TaskDays(task.id, date(2018, 12, 10), date(2018, 12, 14), "会议商定"),)))
    assert days() == {"立项": date(2018, 12, 3), "初稿": date(2018, 12, 11), "交付": date(2018, 12, 14)}
    chain.run(Reschedule((TaskDays(task.id, date(2018, 12, 10), date(2018, 12, 20), "会议商定"),)))
    assert days()["初稿"] == date(2018, 12, 11), "one end alone moves no milestone"
    chain.undo()
    chain.undo()
    assert days() == {"立项": date(2018, 12, 3), "初稿": date(2018, 12, 4), "交付": date(2018, 12, 7)}
