"""Every change is one step; undo and redo restore exactly, also after a restart; the journal tells the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.commands.action import ArchiveAction, CreateAction, DeleteAction, EditAction, MoveAction
from battlemap.commands.backward_schedule import ScheduleBackwards, ScheduledTask
from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.bulk import EditTasks, TaskEdit
from battlemap.commands.calendar import ImportPeriods, SetPeriods
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.command import Command
from battlemap.commands.dependency import AddDependency, EditDependency, RemoveDependency
from battlemap.commands.loop import ExtendTask, ReboundTask, RemoveReport, ReportProgress
from battlemap.commands.measure import CreateMeasure, DeleteMeasure, EditMeasure, MoveMeasure, NumberMeasures
from battlemap.commands.people import AssignTask, MarkPersonal
from battlemap.commands.plan_gain import MergePlan
from battlemap.commands.problem import DropProblem, EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.project import ImportProject
from battlemap.commands.rows import AddRow, EditRow, MoveRow, RemoveRow, RestoreRow
from battlemap.commands.saved_view import SaveView
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, CreateTask, DeleteTasks, EditTask, RestoreTasks
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.dependency import KINDS
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.domain.planning.backward_schedule import PlannedStep
from battlemap.domain.planning.project import project_of
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError, Conflict, Refused
from battlemap.store import journal
from battlemap.store.damage.audit import check
from tests.commands.conftest import CAMPAIGN, counting, open_new, ticking
from tests.commands.plans import DRAFT, grown
from tests.domain.days.test_calendar import NOTICE_2018


def live(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Returns the rows that are not deleted, table by table."""
    return {
        table: {id: row for id, row in rows.items() if not row.deleted}
        for table, rows in snapshot.rows.items()
    }


def stored(session: Session) -> Snapshot:
    with session.file.reading() as connection:
        return Snapshot.of(journal.rows(connection), NOTICE_2018)


def some_command(draw: Callable[[st.SearchStrategy[Any]], Any], snapshot: Snapshot) -> Command:
    """Draws a command on rows that exist, deleted ones among them."""
    task = draw(st.sampled_from(sorted(snapshot.tasks)))
    other = draw(st.sampled_from(sorted(snapshot.tasks)))
    action = draw(st.sampled_from(sorted(snapshot.actions)))
    place = draw(st.sampled_from([None, *sorted(snapshot.tasks)]))
    column = draw(st.sampled_from([None, *sorted(snapshot.actions)]))
    lane = draw(st.sampled_from(LANES))
    day = draw(st.dates(date(2018, 10, 1), date(2019, 1, 31)))
    words = draw(st.text(max_size=8))
    number = draw(st.integers(-5, 105))
    measures = sorted(snapshot.measures)
    measure = draw(st.sampled_from(measures)) if measures else None
    problems = sorted(snapshot.problems)
    problem = draw(st.sampled_from(problems)) if problems else None
    some: list[Command] = [
        MoveTasks((task,), action, lane, place),
        MoveTasks(tuple({task: 0, other: 0}), action, lane, place),
        CreateTask(action, words, lane),
        EditTask(task, {"title": words, "progress": number}),
        EditTask(task, {"due_on": day, "extension_reason": words}),
        DeleteTasks((task,)),
        RestoreTasks((task,)),
        BlockTask(task, words),
        SetDue((task, other), day, reason=words),
        AssignTask(task, words, "王强"),
        AddRow("unit", {"name": words}),
        MarkPersonal(tuple(snapshot.persons)[:2], number > 50),
        EditTasks(
            (TaskEdit(task, {"unit": words, "lane": lane}), TaskEdit(other, {"progress": number})), words
        ),
        ReportProgress(task, number, words),
        ReportProgress(task, number, words, day, "李雷"),
        AddChecklistItems(task, (words, "备用")),
        AddRow("instruction", {"task": task, "leader": words, "words": words, "due_on": day}),
        ExtendTask(task, day, words),
        ReboundTask(task, 60),
        CreateAction(words),
        EditAction(action, {"title": words, "lead_leader": "赵书记"}),
        MoveAction(action, column),
        ArchiveAction(action, number > 50),
        EditAction(action, {"limit_moving": abs(number), "colour": "#1f4e8c"}),
        DeleteAction(action),
        RestoreRow("action", action),
        CreateMeasure(action, words),
        NumberMeasures(action),
        EditCampaign({"slogan": words, "ends_on": day}),
        AddRow("period", {"kind": "off", "starts_on": day, "ends_on": day, "title": words}),
        RaiseProblem(words, (task,)),
        AddDependency(task, other, draw(st.sampled_from(KINDS)), number),
        AddRow("milestone", {"task": task, "title": words, "due_on": day, "weight": abs(number)}),
        Reschedule((TaskDays(task, None, day, words), TaskDays(other, date(2018, 10, 8), day, words))),
        Reschedule.shifting(snapshot, (task,), number % 20, words, True),
        ScheduleBackwards((ScheduledTask(task, (PlannedStep("步", day, day, 1),), day),), words),
        FreezeBaseline(words),
        SaveView(words, TaskFilter(words=words or "任务", lamps=frozenset({"red"}))),
        ImportProject(project_of(snapshot)),
        MergePlan(grown(DRAFT)),
        SetPeriods(
            (*[p for p in snapshot.periods.values() if not p.deleted][1:], Period("", "work", day, day))
        ),
        ImportPeriods((Period("", "ban", day, day, words), Period("", "off", day, day)), number > 50),
    ]
    stones, links, periods = (
        sorted(snapshot.milestones),
        sorted(snapshot.dependencies),
        sorted(snapshot.periods),
    )
    if stones:
        stone = draw(st.sampled_from(stones))
        some += [
            EditRow("milestone", stone, {"due_on": day}),
            EditRow("milestone", stone, {"title": words, "weight": number}),
        ]
    items, instructions, reports = (
        sorted(snapshot.checklist_items),
        sorted(snapshot.instructions),
        sorted(snapshot.reports),
    )
    if items:
        item = draw(st.sampled_from(items))
        some += [
            TickChecklistItem(item, number > 50),
            EditRow("checklist_item", item, {"title": words}),
            MoveRow("checklist_item", item, draw(st.sampled_from([None, *items]))),
            RemoveRow("checklist_item", item),
        ]
    if instructions:
        instruction = draw(st.sampled_from(instructions))
        some += [
            EditRow("instruction", instruction, {"answer": words}),
            EditRow("instruction", instruction, {"words": words}),
        ]
    if reports:
        some.append(RemoveReport(draw(st.sampled_from(reports))))
    if snapshot.saved_views:
        view = draw(st.sampled_from(sorted(snapshot.saved_views)))
        some += [EditRow("saved_view", view, {"title": words}), RemoveRow("saved_view", view)]
    if snapshot.baselines:
        some.append(RemoveRow("baseline", draw(st.sampled_from(sorted(snapshot.baselines)))))
    if links:
        link = draw(st.sampled_from(links))
        some += [EditDependency(link, draw(st.sampled_from(KINDS)), number), RemoveDependency(link)]
    if periods:
        period = draw(st.sampled_from(periods))
        some += [
            EditRow("period", period, {"ends_on": day, "alert_level": number % 5}),
            RemoveRow("period", period),
        ]
    if measure:
        some += [
            EditMeasure(measure, {"title": words}),
            MoveMeasure(measure, action),
            DeleteMeasure(measure),
            RestoreRow("measure", measure),
        ]
    if problem:
        some += [EscalateProblem(problem), SolveProblem(problem, words), DropProblem(problem, task)]
        some.append(EditRow("problem", problem, {"title": words, "outcome": words}))
    return draw(st.sampled_from(some))


@settings(max_examples=40)
@given(st.data())
def test_undo_all_and_redo_all_pass_through_the_same_states(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("undo") / "a.battlemap"
    with open_new(path) as session:
        states = [live(session.snapshot)]
        start = session._stack.undoable
        for _ in range(data.draw(st.integers(1, 12))):
            command = some_command(data.draw, session.snapshot)
            before = session.snapshot
            try:
                step = session.run(command)
            except BattlemapError as error:
                assert str(error)
                assert session.snapshot is before
                assert stored(session).rows == before.rows
                continue
            if step is not None:
                states.append(live(session.snapshot))
            assert stored(session).rows == session.snapshot.rows
        for state in reversed(states[:-1]):
            session.undo()
            assert live(session.snapshot) == state
        assert session._stack.undoable == start
        for state in states[1:]:
            session.redo()
            assert live(session.snapshot) == state
        assert session.can_redo is None
        fresh = Snapshot.of((t, r) for t, rows in session.snapshot.rows.items() for r in rows.values())
        assert session.snapshot.cells == fresh.cells
        with session.file.reading() as connection:
            assert check(connection) == []


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.battlemap"
    with open_new(path) as session:
        task = session.snapshot.task_by_code("ECON-01")
        assert task is not None
        session.run(EditTask(task.id, {"title": "新名称"}))
        session.undo()
    with Session.open(path, "王强", ticking(), new_id=counting_from_restart()) as again:
        assert again.can_redo == "修改 ECON-01"
        again.redo()
        assert again.snapshot.tasks[task.id].title == "新名称"
        assert again.can_undo == "修改 ECON-01"
        again.undo()
        assert again.snapshot.tasks[task.id] == task


def counting_from_restart() -> Callable[[], str]:
    following = counting()
    return lambda: "r" + following()


def test_a_founded_campaign_is_not_undone(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.battlemap", CAMPAIGN, "李明", ticking()) as session:
        assert session.can_undo is None
        with pytest.raises(Refused, match="没有可以撤销"):
            session.undo()


def test_a_new_change_ends_the_way_forward(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(EditTask(task.id, {"title": "甲"}))
    session.undo()
    session.run(EditTask(task.id, {"title": "乙"}))
    assert session.can_redo is None


def test_undo_is_refused_when_another_program_changed_the_row_since(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    session.run(EditTask(task.id, {"title": "甲"}))
    with session.file.write("并入", "外单位", datetime(2018, 11, 20, 10, 0), "merge") as repository:
        repository.put(attrs.evolve(repository.get(Task, task.id), title="外单位改过"))
    session.refresh()
    with pytest.raises(Conflict, match="之后又有改动") as caught:
        session.undo()
    assert "11-20 10:00 外单位“并入”改动了任务“ECON-01”" in str(caught.value)
    assert session.snapshot.tasks[task.id].title == "外单位改过"


def test_a_refused_command_changes_nothing_and_says_why(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    session.run(MoveTasks((first.id,), first.action, "checking"))
    before = session.snapshot
    with pytest.raises(Refused, match="ECON-02 未经核查不能销号"):
        session.run(MoveTasks((first.id, second.id), first.action, "struck_off"))
    assert session.snapshot is before
    assert stored(session).rows == before.rows


def test_a_command_that_changes_nothing_leaves_no_step(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    count = len(session.steps())
    assert session.run(EditTask(task.id, {"title": task.title})) is None
    assert (
        session.run(MoveTasks((task.id,), task.action, task.lane, session.snapshot.live_tasks[1].id)) is None
    )
    assert len(session.steps()) == count


def test_listeners_hear_each_step_once_with_the_snapshot_already_new(session: Session) -> None:
    heard: list[tuple[Step, int]] = []
    stop = session.listen(lambda step, reach: heard.append((step, len(session.snapshot.tasks))))
    action = session.snapshot.columns[0]
    session.run(CreateTask(action.id, "新任务"))
    assert [(step.label, count) for step, count in heard] == [("新建任务“新任务”", 4)]
    stop()
    session.undo()
    assert len(heard) == 1


def test_codes_are_never_used_again(session: Session) -> None:
    action = session.snapshot.columns[0]
    session.run(CreateTask(action.id, "第三项"))
    third = session.snapshot.task_by_code("ECON-03")
    assert third is not None
    session.run(DeleteTasks((third.id,)))
    session.run(CreateTask(action.id, "第四项"))
    assert session.snapshot.task_by_code("ECON-03") is None
    assert session.snapshot.task_by_code("econ-04") is not None


def test_a_dragged_card_stands_where_it_was_dropped_and_one_row_is_written(session: Session) -> None:
    econ, proj = session.snapshot.columns
    first, second = session.snapshot.cell(econ.id, "waiting")
    (third,) = session.snapshot.cell(proj.id, "waiting")
    step = session.run(MoveTasks((third,), econ.id, "waiting", second))
    assert step is not None
    assert len(step.changes) == 1
    assert session.snapshot.cell(econ.id, "waiting") == (first, third, second)
    assert session.snapshot.tasks[third].code == "PROJ-01"


def test_a_place_between_two_cards_of_one_rank_is_found(session: Session) -> None:
    econ = session.snapshot.columns[0]
    first, second = session.snapshot.cell(econ.id, "waiting")
    session.run(DeleteTasks((second,)))
    for title in ("甲", "乙"):
        session.run(CreateTask(econ.id, title))
    session.run(RestoreTasks((second,)))
    _, left, right, last = session.snapshot.cell(econ.id, "waiting")
    assert session.snapshot.tasks[left].rank == session.snapshot.tasks[right].rank
    session.run(MoveTasks((first,), econ.id, "waiting", right))
    assert session.snapshot.cell(econ.id, "waiting") == (left, first, right, last)
    session.undo()
    assert session.snapshot.cell(econ.id, "waiting") == (first, left, right, last)


def test_several_cards_keep_their_order(session: Session) -> None:
    econ, proj = session.snapshot.columns
    first, second = session.snapshot.cell(econ.id, "waiting")
    (third,) = session.snapshot.cell(proj.id, "waiting")
    session.run(MoveTasks((second, third, first), proj.id, "moving"))
    assert session.snapshot.cell(proj.id, "moving") == (second, third, first)


def test_the_board_of_an_earlier_moment_is_the_fold_up_to_it(session: Session) -> None:
    task = session.snapshot.live_tasks[0]
    moment = session.steps(1)[0].moment
    session.run(ReportProgress(task.id, 40))
    then = session.snapshot_at(moment)
    assert then.tasks[task.id].progress == 0
    assert session.snapshot_at(datetime(2019, 1, 1)).rows == session.snapshot.rows
    assert session.snapshot_at(datetime(2018, 1, 1)) is session.snapshot


def test_the_trend_follows_the_journal(session: Session) -> None:
    for task in session.snapshot.live_tasks:
        session.run(ReportProgress(task.id, 30))
    points = session.progress_course(date(2018, 11, 21))
    assert [point.day for point in points] == [date(2018, 11, 20), date(2018, 11, 21)]
    assert points[0].progress == 30
    assert 0 < points[0].time_progress < points[1].time_progress < 100


def test_a_refused_campaign_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.battlemap"
    with pytest.raises(Refused, match="早于开始日期"):
        Session.create(path, CreateCampaign("甲", date(2018, 2, 1), date(2018, 1, 1)), "李明", ticking())
    assert list(tmp_path.iterdir()) == []
