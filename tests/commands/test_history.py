"""The history in words, the way back to any step of this session, and the recycle bin."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.action import DeleteAction
from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.history import compare_moments, discarded, past_steps
from battlemap.commands.loop import ReportProgress
from battlemap.commands.measure import CreateMeasure, DeleteMeasure
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import EditRow, RemoveRow, RestoreRow
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks, EditTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.task_rows import rows_of_task
from battlemap.errors import Conflict, Refused
from battlemap.store.damage.audit import check
from tests.commands.conftest import open_new, ticking
from tests.commands.test_session import counting_from_restart, live, stored


def titled(session: Session, *titles: str) -> list[str]:
    """Gives the first card each title in turn and returns the ids of the steps."""
    task = session.snapshot.live_tasks[0]
    for title in titles:
        session.run(EditTask(task.id, {"title": title}))
    return [head.id for head in session.steps(len(titles))][::-1]


def test_all_after_a_step_is_taken_back_at_once_and_done_again_at_once(session: Session) -> None:
    first, *_ = titled(session, "甲", "乙", "丙")
    task = session.snapshot.live_tasks[0].id
    session.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    session.run(ReportProgress(task, 40))
    end = live(session.snapshot)
    count = len(session.steps())
    session.undo_to(first)
    assert session.snapshot.tasks[task].title == "甲"
    assert len(session.snapshot.live_tasks) == 3
    assert len(session.steps()) == count + 1
    assert session.can_undo == "修改 ECON-01"
    session.redo()
    assert live(session.snapshot) == end
    session.undo()
    assert session.snapshot.tasks[task].title == "甲"
    session.undo()
    assert session.snapshot.tasks[task].title == "开展工业运行监测"
    assert stored(session).rows == session.snapshot.rows
    with session.file.reading() as connection:
        assert check(connection) == []


def test_a_bulk_undo_survives_a_restart(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.battlemap") as session:
        first, *_ = titled(session, "甲", "乙", "丙")
        session.undo_to(first)
    with Session.open(tmp_path / "a.battlemap", "王强", ticking(), new_id=counting_from_restart()) as again:
        again.redo()
        assert again.snapshot.live_tasks[0].title == "丙"
        again.undo()
        assert again.snapshot.live_tasks[0].title == "甲"


def test_the_way_back_is_refused_as_a_whole_where_one_row_was_changed_by_others(session: Session) -> None:
    first, *_ = titled(session, "甲", "乙")
    task = session.snapshot.live_tasks[0]
    with session.file.write("并入", "外单位", datetime(2018, 11, 20, 10, 0), "merge") as repository:
        repository.put(attrs.evolve(repository.get(Task, task.id), title="外单位改过"))
    session.refresh()
    other = session.snapshot.live_tasks[1]
    session.run(EditTask(other.id, {"title": "丁"}))
    before = session.snapshot
    with pytest.raises(Conflict, match="“修改 ECON-01”之后又有改动，不能撤销"):
        session.undo_to(first)
    assert session.snapshot is before
    assert stored(session).rows == before.rows
    assert session.snapshot.tasks[other.id].title == "丁"


def test_the_way_back_ends_where_the_file_was_opened(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.battlemap") as session:
        first, second, _ = titled(session, "甲", "乙", "丙")
    with Session.open(tmp_path / "a.battlemap", "王强", ticking(), new_id=counting_from_restart()) as again:
        last = again.steps(1)[0].id
        titled(again, "丁", "戊")
        with pytest.raises(Refused, match="本次打开档案以来"):
            again.undo_to(first)
        assert "本次打开档案以来" in again.why_not_undo_to(second)
        assert again.why_not_undo_to(last) == ""
        again.undo_to(last)
        assert again.snapshot.live_tasks[0].title == "丙"


def test_a_step_that_is_undone_is_no_goal(session: Session) -> None:
    first, second = titled(session, "甲", "乙")
    session.undo()
    assert session.is_undone(second)
    assert not session.is_undone(first)
    with pytest.raises(Refused, match="已被撤销"):
        session.undo_to(second)
    with pytest.raises(Refused, match="最后一步"):
        session.undo_to(first)
    session.redo()
    assert not session.is_undone(second)
    assert session.why_not_undo_to(first) == ""


def test_everything_of_a_new_file_can_be_taken_back_to_its_founding(session: Session) -> None:
    founding = session.steps()[-1].id
    session.undo_to(founding)
    assert session.snapshot.live_tasks == ()
    assert session.snapshot.columns == ()


def test_the_history_is_read_page_by_page_with_who_when_and_words(session: Session) -> None:
    titled(session, "甲", "乙")
    session.undo()
    newest = past_steps(session, 3)
    assert [step.words for step in newest] == [
        "李明 撤销“修改 ECON-01”",
        "李明 把 ECON-01 的任务名称从 甲 改为 乙",
        "李明 把 ECON-01 的任务名称从 开展工业运行监测 改为 甲",
    ]
    assert [step.is_undone for step in newest] == [False, True, False]
    assert [step.obstacle == "" for step in newest] == [False, False, False]
    older = past_steps(session, 100, newest[-1].number)
    assert older[0].number == newest[-1].number - 1
    assert older[-1].words == "李明 新建行动“百日攻坚”"
    assert older[0].obstacle == ""


def test_the_history_of_a_task_tells_of_its_lists_and_problems_too(session: Session) -> None:
    mine, other = (task.id for task in session.snapshot.live_tasks[:2])
    before = len(session.history_of_task(mine))
    session.run(AddChecklistItems(mine, ("勘界", "评估")))
    item = session.snapshot.checklist_of(mine)[0].id
    session.run(TickChecklistItem(item))
    session.run(RaiseProblem("等批复", (mine, other)))
    session.run(EditRow("problem", next(iter(session.snapshot.problems)), {"outcome": "已批复"}))
    session.run(AddChecklistItems(other, ("别的",)))
    session.run(RemoveRow("checklist_item", item))
    steps = session.history_of_task(mine)[before:]
    assert [[change.table for change in step.changes] for step in steps] == [
        ["checklist_item", "checklist_item"],
        ["checklist_item"],
        ["problem", "problem_task"],
        ["problem"],
        ["checklist_item"],
    ]
    own_rows = rows_of_task(session.snapshot, mine)
    assert all((change.table, change.id) in own_rows for step in steps for change in step.changes)


def test_the_bin_tells_what_was_deleted_by_whom_and_brings_it_back(session: Session) -> None:
    econ = session.snapshot.columns[0]
    session.run(CreateMeasure(econ.id, "稳增长"))
    measure = next(iter(session.snapshot.measures))
    task = session.snapshot.cell(econ.id, "waiting")[0]
    assert discarded(session) == []
    session.run(DeleteMeasure(measure))
    session.actor = "王强"
    session.run(DeleteTasks((task,)))
    first, second = discarded(session)
    assert (first.name, first.place, first.actor) == ("ECON-01 开展工业运行监测", "经济运行·待启动", "王强")
    assert (second.name, second.actor, second.label) == ("稳增长", "李明", "删除要点“稳增长”")
    for thing in (first, second):
        session.run(thing.restoring)
    assert discarded(session) == []
    assert task in session.snapshot.cell(econ.id, "waiting")


def test_a_restored_action_brings_back_what_went_with_it_and_nothing_else(session: Session) -> None:
    econ = session.snapshot.columns[0]
    first, second = session.snapshot.cell(econ.id, "waiting")
    session.run(DeleteTasks((first,)))
    session.run(DeleteAction(econ.id))
    action, alone = discarded(session)
    assert (action.table, action.name) == ("action", "经济运行")
    assert alone.id == first
    assert "请先恢复专项" in alone.obstacle
    session.run(action.restoring)
    assert session.snapshot.cell(econ.id, "waiting") == (second,)
    assert [thing.id for thing in discarded(session)] == [first]
    session.run(DeleteTasks((second,)))
    assert session.run(RestoreRow("action", econ.id)) is None


def test_an_undone_creation_lies_in_the_bin_too(session: Session) -> None:
    session.run(CreateTask(session.snapshot.columns[0].id, "新任务"))
    session.undo()
    (thing,) = discarded(session)
    assert thing.label == "撤销“新建任务“新任务””"
    session.run(thing.restoring)
    assert session.snapshot.task_by_code("ECON-03") is not None


def test_a_campaign_that_is_over_is_compared_by_its_own_last_day(session: Session) -> None:
    session.run(ReportProgress(session.snapshot.live_tasks[0].id, 90))
    earlier, long_after = session.clock(), datetime(2026, 1, 1, 9)
    by_calendar = compare_moments(session, earlier, long_after)
    by_campaign = compare_moments(session, earlier, long_after, date(2018, 11, 21))
    assert {difference.aspect for difference in by_calendar.differences} == {"lamp"}
    assert by_campaign.differences == ()
