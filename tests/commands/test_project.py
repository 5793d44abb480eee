"""A project plan becomes part of the board in one step."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from battlemap.commands.dependency import AddDependency
from battlemap.commands.project import ImportProject
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.planning.project import (
    ProjectAction,
    ProjectDraft,
    ProjectLink,
    ProjectMeasure,
    ProjectTask,
    project_of,
)
from battlemap.domain.planning.project_match import match_project
from battlemap.errors import Refused
from battlemap.exchange.project_xml import read_project
from tests.exchange.test_project_xml import DATA


def test_a_plan_stands_behind_what_is_there_and_can_be_undone(session: Session) -> None:
    before = session.snapshot
    session.run(ImportProject(read_project(DATA / "road-2019.xml")))
    snapshot = session.snapshot
    assert [action.title for action in snapshot.columns][2:] == ["高新大道北延工程", "前期手续", "施工"]
    assert len({action.code for action in snapshot.columns}) == 5
    drawing = next(task for task in snapshot.live_tasks if task.title == "施工图审查")
    assert (drawing.lane, drawing.progress) == ("moving", 40)
    bridge = next(task for task in snapshot.live_tasks if task.title == "桥涵")
    assert [stone.title for stone in snapshot.milestones_of(bridge.id)] == ["桩基完成", "梁板架设完成"]
    assert len(snapshot.live_dependencies) == 5
    assert session.can_undo == "导入项目计划“高新大道北延工程”（6 项任务）"
    session.undo()
    assert session.snapshot.columns == before.columns


def test_a_board_taken_away_and_handed_in_again_is_the_same_plan(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    session.run(AddDependency(first.id, second.id, "ss", 2))
    session.run(AddRow("milestone", {"task": second.id, "title": "初稿", "due_on": second.due_on}))
    draft = project_of(session.snapshot)
    session.run(ImportProject(draft))
    both = project_of(session.snapshot)
    again = both.actions[len(draft.actions) :]

    def plain(actions: object) -> list[object]:
        return [
            attrs.evolve(task, uid=0, code="")
            for action in actions  # type: ignore[attr-defined]
            for task in action.tasks
        ]

    assert plain(again) == plain(draft.actions)
    assert len(both.links) == 2 and both.links[0].lag == both.links[1].lag == 2
    codes = [task.code for task in session.snapshot.live_tasks]
    assert len(set(codes)) == len(codes)


def test_empty_plans_and_circles_are_refused(session: Session) -> None:
    with pytest.raises(Refused, match="没有可导入"):
        session.run(ImportProject(ProjectDraft("空", ())))
    circle = attrs.evolve(project_of(session.snapshot), links=(ProjectLink(1, 2), ProjectLink(2, 1)))
    before = session.snapshot
    with pytest.raises(Refused, match="循环"):
        session.run(ImportProject(circle))
    assert session.snapshot is before


def test_tasks_with_known_codes_are_updated_and_not_doubled(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    draft = project_of(session.snapshot)
    later = attrs.evolve(
        draft.actions[0].tasks[0],
        title="别的名称",
        start_on=date(2018, 11, 1),
        due_on=date(2018, 12, 28),
        progress=90,
    )
    extra = attrs.evolve(draft.actions[0].tasks[0], uid=99, code="", title="新增的任务")
    measures = tuple(
        attrs.evolve(
            m, tasks=tuple(later if t.uid == later.uid else t for t in m.tasks) + (extra,) * (place == 0)
        )
        for place, m in enumerate(draft.actions[0].measures)
    )
    plan = attrs.evolve(
        draft,
        actions=(attrs.evolve(draft.actions[0], measures=measures), *draft.actions[1:]),
        links=(ProjectLink(1, 2), ProjectLink(1, 99)),
    )
    match = match_project(plan, session.snapshot)
    assert (first.start_on, first.due_on) == (None, None)
    (change,) = match.changed
    assert change.code == first.code
    assert change.words == f"启动 未定 → 2018-11-01，时限 未定 → 2018-12-28，进度 {first.progress}% → 90%"
    assert [task.title for task in match.new] == ["新增的任务"]
    before = session.snapshot
    session.run(ImportProject(plan, matches=True, reason="施工单位报来"))
    after = session.snapshot
    assert len(after.live_tasks) == len(before.live_tasks) + 1
    assert len(after.columns) == len(before.columns)
    now = after.tasks[first.id]
    assert (now.title, now.start_on, now.due_on) == (first.title, date(2018, 11, 1), date(2018, 12, 28))
    assert now.progress == 90
    assert any(report.task == first.id and report.progress == 90 for report in after.reports.values())
    new = next(task for task in after.live_tasks if task.title == "新增的任务")
    assert new.action == first.action and new.code != first.code
    assert {(link.predecessor, link.successor) for link in after.live_dependencies} == {
        (first.id, second.id),
        (first.id, new.id),
    }
    assert session.run(ImportProject(attrs.evolve(plan, actions=plan.actions[1:]), matches=True)) is None
    session.undo()
    assert session.snapshot.tasks[first.id] == before.tasks[first.id]


def test_some_tasks_leave_with_the_links_between_them_alone(session: Session) -> None:
    first, second, third = session.snapshot.live_tasks
    session.run(AddDependency(first.id, second.id))
    session.run(AddDependency(second.id, third.id))
    draft = project_of(session.snapshot, {first.id, second.id})
    codes = [task.code for action in draft.actions for task in action.tasks]
    assert codes == [first.code, second.code]
    assert [(link.predecessor, link.successor) for link in draft.links] == [(1, 2)]
    assert all(measure.tasks for action in draft.actions for measure in action.measures)
    assert project_of(session.snapshot, frozenset()).actions == ()


def plan(*tasks: ProjectTask, **fields: Any) -> ProjectDraft:
    """A plan of one heading."""
    return ProjectDraft("计划", (ProjectAction("施工", (ProjectMeasure("", tasks),)),), **fields)


def test_what_the_plan_calls_done_is_finished_work(session: Session) -> None:
    done = ProjectTask(1, "踏勘", progress=100, due_on=date(2018, 10, 12), finished_on=date(2018, 10, 11))
    half = ProjectTask(2, "围挡", progress=100, due_on=date(2018, 10, 12))
    session.run(ImportProject(plan(done, half)))
    tasks = {task.title: task for task in session.snapshot.live_tasks}
    assert (tasks["踏勘"].lane, tasks["踏勘"].finished_on) == ("checking", date(2018, 10, 11))
    assert session.snapshot.judge(tasks["踏勘"], date(2018, 11, 20)).lamp == "green"
    assert (tasks["围挡"].lane, tasks["围挡"].finished_on) == ("moving", None)
    again = project_of(session.snapshot).actions[-1].tasks
    assert {task.title: task.is_finished for task in again} == {"踏勘": True, "围挡": False}


def test_a_plan_that_comes_again_is_known_by_its_names(session: Session) -> None:
    twice = (ProjectTask(1, "验收"), ProjectTask(2, "验收"), ProjectTask(3, "主体"))
    drafted = plan(*twice, links=(ProjectLink(1, 3),))
    session.run(ImportProject(drafted, matches=True))
    before = session.snapshot
    assert match_project(drafted, before).new == ()
    assert session.run(ImportProject(drafted, matches=True)) is None
    later = attrs.evolve(twice[2], due_on=date(2018, 12, 7), progress=100, finished_on=date(2018, 12, 6))
    (change,) = match_project(plan(*twice[:2], later), before).changed
    assert change.words == "时限 未定 → 2018-12-07，进度 0% → 100%，2018-12-06 办结，待核查"
    session.run(ImportProject(plan(*twice[:2], later), matches=True))
    task = next(task for task in session.snapshot.live_tasks if task.title == "主体")
    assert (task.lane, task.progress, task.finished_on) == ("checking", 100, date(2018, 12, 6))
    assert len(session.snapshot.live_tasks) == len(before.live_tasks)
    elsewhere = ProjectDraft("别", (ProjectAction("别的工程", (ProjectMeasure("", twice),)),))
    assert len(match_project(elsewhere, session.snapshot).new) == 3


def test_codes_and_actions_of_a_long_plan_are_found_in_one_go(session: Session) -> None:
    rows = [ProjectAction(f"标题{n}", (ProjectMeasure("", (ProjectTask(n, "任务"),)),)) for n in range(300)]
    kept = ProjectAction("带代号", (ProjectMeasure("", (ProjectTask(999, "任务", "KEPT-07"),)),), "KEPT")
    session.run(ImportProject(ProjectDraft("长", (*rows, kept))))
    columns = session.snapshot.columns
    assert len({action.code for action in columns}) == len(columns) == 303
    assert [action.number for action in columns] == sorted(action.number for action in columns)
    assert columns[-1].code == "KEPT"
    assert session.snapshot.tasks_of(columns[-1].id)[0].code == "KEPT-07"


def test_words_for_a_day_stand_on_the_card(session: Session) -> None:
    session.run(ImportProject(plan(ProjectTask(1, "电力迁改", due_words="方案批复后"))))
    task = next(task for task in session.snapshot.live_tasks if task.title == "电力迁改")
    assert (task.due_on, task.due_text) == (None, "方案批复后")
