"""Many tasks are changed in one step, each field by the rule of the card; what is refused is told task by task before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from battlemap.commands.bulk import BulkRefused, EditTasks, TaskEdit, rehearse
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask
from battlemap.domain.kinds.task import Task


def edit(session: Session, changes: dict[str, Any], *codes: str, reason: str = "") -> EditTasks:
    """The command that gives the same values to the tasks with these codes."""
    tasks = [session.snapshot.task_by_code(code) for code in codes]
    return EditTasks(tuple(TaskEdit(task.id, changes) for task in tasks if task), reason)


def task(session: Session, code: str) -> Task:
    found = session.snapshot.task_by_code(code)
    assert found is not None
    return found


def test_every_field_of_many_tasks_is_one_step_and_one_undo(session: Session) -> None:
    before = session.snapshot
    first, second = task(session, "ECON-01"), task(session, "ECON-02")
    changes = {
        "title": "新名称", "emphasis": "key", "coop_units": "甲、乙", "unit": "经发局", "owner": "王强",
        "due_on": date(2018, 12, 20), "due_text": "", "start_on": date(2018, 10, 8), "lane": "moving", "progress": 40,
        "visible_progress": "已进场", "blocked": "用地未批", "detail": "分三批",
    }  # fmt: skip
    step = session.run(edit(session, changes, "ECON-01", "ECON-02"))
    assert step is not None
    assert step.label == "批量修改 2 项任务"
    for code in ("ECON-01", "ECON-02"):
        now = task(session, code)
        assert (now.title, now.emphasis, now.lane, now.progress) == ("新名称", "key", "moving", 40)
        assert (now.due_on, now.start_on) == (date(2018, 12, 20), date(2018, 10, 8))
        stands = session.snapshot.stuck_words(now.id)
        assert (now.visible_progress, stands, now.detail) == ("已进场", "用地未批", "分三批")
        assert session.snapshot.unit_label(now.responsible_unit) == "经发局"
        assert session.snapshot.person_name(now.owner) == "王强"
    assert len([unit for unit in session.snapshot.units.values() if not unit.deleted]) == 1
    session.undo()
    assert (task(session, "ECON-01"), task(session, "ECON-02")) == (first, second)
    assert session.snapshot.cells == before.cells


def test_what_a_rule_forbids_is_told_for_each_task_and_nothing_is_changed(session: Session) -> None:
    session.run(edit(session, {"lane": "checking"}, "ECON-01"))
    before = session.snapshot
    command = edit(session, {"lane": "struck_off", "emphasis": "key"}, "ECON-01", "ECON-02")
    refusals = rehearse(session, command)
    assert [(session.snapshot.tasks[r.task].code, r.field) for r in refusals] == [
        ("ECON-02", "lane"),
    ]
    assert "未经核查不能销号" in refusals[0].words
    with pytest.raises(BulkRefused, match="本次没有修改任何任务"):
        session.run(command)
    assert session.snapshot is before


def test_a_rehearsal_leaves_no_trace(session: Session) -> None:
    before, steps = session.snapshot, session.steps()
    assert rehearse(session, edit(session, {"title": "试试", "unit": "新单位"}, "ECON-01", "ECON-02")) == ()
    assert session.snapshot is before
    assert session.steps() == steps
    assert session.refresh() == []


def test_an_extension_needs_a_reason_which_then_stands_on_each_card(session: Session) -> None:
    session.run(edit(session, {"lane": "moving", "due_on": date(2018, 11, 30)}, "ECON-01", "ECON-02"))
    later = {"due_on": date(2018, 12, 25)}
    assert "延期理由" in rehearse(session, edit(session, later, "ECON-01", "ECON-02"))[1].words
    session.run(edit(session, later, "ECON-01", "ECON-02", reason="征迁受阻"))
    now = task(session, "ECON-02")
    assert (now.original_due_on, now.extensions, now.extension_reason) == (date(2018, 11, 30), 1, "征迁受阻")


def test_both_days_may_move_past_each_other(session: Session) -> None:
    session.run(edit(session, {"start_on": date(2018, 10, 8), "due_on": date(2018, 10, 20)}, "ECON-01"))
    session.run(edit(session, {"start_on": date(2018, 11, 8), "due_on": date(2018, 11, 20)}, "ECON-01"))
    session.run(edit(session, {"start_on": date(2018, 10, 8), "due_on": date(2018, 10, 20)}, "ECON-01"))
    assert task(session, "ECON-01").due_on == date(2018, 10, 20)


def test_a_blocked_card_is_freed_and_finished_in_one_step(session: Session) -> None:
    first = task(session, "ECON-01")
    session.run(BlockTask(first.id, "资金未到"))
    session.run(edit(session, {"blocked": "", "lane": "checking", "progress": 90}, "ECON-01"))
    now = task(session, "ECON-01")
    assert (session.snapshot.stuck_words(now.id), now.lane, now.progress) == ("", "checking", 100)


def test_a_finished_card_comes_back_with_its_progress(session: Session) -> None:
    session.run(edit(session, {"lane": "checking"}, "ECON-01"))
    session.run(edit(session, {"lane": "moving", "progress": 70, "blocked": "返工"}, "ECON-01"))
    now = task(session, "ECON-01")
    assert (now.lane, now.progress, session.snapshot.stuck_words(now.id)) == ("moving", 70, "返工")


def test_words_of_a_finished_card_are_edited_and_emptied_words_stay_empty(session: Session) -> None:
    session.run(edit(session, {"progress": 30, "visible_progress": "一半"}, "ECON-02"))
    session.run(edit(session, {"progress": 50, "visible_progress": ""}, "ECON-02"))
    assert (task(session, "ECON-02").progress, task(session, "ECON-02").visible_progress) == (50, "")
    session.run(edit(session, {"lane": "checking"}, "ECON-01"))
    session.run(edit(session, {"visible_progress": "已通车"}, "ECON-01"))
    assert task(session, "ECON-01").visible_progress == "已通车"
