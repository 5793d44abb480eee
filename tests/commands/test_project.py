"""A project plan becomes part of the board in one step."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from battlemap.commands.dependency import AddDependency
from battlemap.commands.loop import AddMilestone
from battlemap.commands.project import ImportProject
from battlemap.commands.session import Session
from battlemap.domain.planning.project import ProjectDraft, ProjectLink, project_of
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
    assert session.can_undo == "导入项目计划「高新大道北延工程」（6 项任务）"
    session.undo()
    assert session.snapshot.columns == before.columns


def test_a_board_taken_away_and_handed_in_again_is_the_same_plan(session: Session) -> None:
    first, second, _ = session.snapshot.live_tasks
    session.run(AddDependency(first.id, second.id, "ss", 2))
    session.run(AddMilestone(second.id, "初稿", second.due_on))
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
    (found,) = match.changed
    assert found.code == first.code
    assert found.words == f"启动 未定 → 2018-11-01，时限 未定 → 2018-12-28，进度 {first.progress}% → 90%"
    assert [task.title for task in match.new] == ["新增的任务"]
    before = session.snapshot
    session.run(ImportProject(plan, matches=True, reason="施工单位报来"))
    after = session.snapshot
    assert len(after.live_tasks) == len(before.live_tasks) + 1
    assert len(after.columns) == len(before.columns)
    known = after.tasks[first.id]
    assert (known.title, known.start_on, known.due_on) == (first.title, date(2018, 11, 1), date(2018, 12, 28))
    assert known.progress == 90
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
    told = [task.code for action in draft.actions for task in action.tasks]
    assert told == [first.code, second.code]
    assert [(link.predecessor, link.successor) for link in draft.links] == [(1, 2)]
    assert all(measure.tasks for action in draft.actions for measure in action.measures)
    assert project_of(session.snapshot, frozenset()).actions == ()
