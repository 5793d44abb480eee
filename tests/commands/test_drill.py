"""Plans are revised and started, drills are evaluated, and what goes wrong in them is followed as 卡点 or task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from battlemap.commands.alert import EndAlert, StartAlert
from battlemap.commands.drill import TakeDrillIssue
from battlemap.commands.rows import AddRow, EditRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.drill import Drill, DrillIssue
from battlemap.domain.kinds.emergency_plan import EmergencyPlan
from battlemap.domain.risk.plans import issue_register, plan_register
from battlemap.errors import Refused
from tests.commands.conftest import open_new

DAY = date(2018, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "plan.battlemap") as opened:
        opened.run(
            AddRow("emergency_plan", {"title": "总体预案", "issued_on": date(2017, 3, 15), "filed_on": DAY})
        )
        id = plan(opened).id
        for level, minutes, title, continuous in (
            (3, 30, "核对电话", False), (2, 26 * 60, "清点物资", False), (2, 60, "每日会商", True), (1, 60, "坐镇指挥", False),
        ):  # fmt: skip
            values = {"plan": id, "level": level, "due_minutes": minutes, "title": title, "clause": "4.2"}
            opened.run(AddRow("plan_response", {**values, "is_continuous": continuous, "team": "协调组"}))
        opened.run(AddRow("drill", {"title": "桌面推演", "plan": id, "held_on": date(2018, 11, 19)}))
        issue = {
            "drill": opened.snapshot.live_rows("drill")[0].id,
            "title": "人手不足",
            "measure": "增派两人",
        }
        opened.run(AddRow("drill_issue", issue))
        yield opened


def plan(session: Session) -> EmergencyPlan:
    return cast(EmergencyPlan, session.snapshot.live_rows("emergency_plan")[0])


def issue(session: Session) -> DrillIssue:
    return cast(DrillIssue, session.snapshot.live_rows("drill_issue")[0])


def test_starting_a_level_by_a_plan_brings_its_tasks_with_their_moment_and_clause(session: Session) -> None:
    action = session.snapshot.columns[0].id
    before = {task.id for task in session.snapshot.live_tasks}
    command, _ = StartAlert.planned(
        session.snapshot,
        2,
        DAY,
        "寒潮",
        "会议决定",
        date(2018, 11, 25),
        "",
        None,
        action,
        plan(session).id,
        9 * 60,
    )
    session.run(command)
    made = [task for task in session.snapshot.live_tasks if task.id not in before]
    dates = {task.title: (task.due_on, task.due_text) for task in made}
    assert dates == {
        "核对电话": (DAY, "11月20日 09:30 前"), "每日会商": (date(2018, 11, 25), ""),
        "清点物资": (date(2018, 11, 21), "11月21日 11:00 前"),
    }  # fmt: skip
    assert all("《总体预案》第 1 版 4.2" in task.detail for task in made)
    session.run(EndAlert(session.snapshot.live_rows("alert")[0].id, "会议决定", DAY))
    assert {task.id for task in session.snapshot.live_tasks} == before
    session.undo()
    session.undo()
    assert session.snapshot.live_rows("alert") == []


def test_a_plan_without_tasks_for_the_level_is_refused_whole(session: Session) -> None:
    session.run(AddRow("emergency_plan", {"title": "空预案"}))
    empty = session.snapshot.named("emergency_plan", "空预案")[0]
    action = session.snapshot.columns[0].id
    with pytest.raises(Refused, match="没有一级响应"):
        session.run(StartAlert(1, DAY, "寒潮", "会议决定", action=action, plan=empty))
    assert session.snapshot.live_rows("alert") == []


def test_a_new_version_is_issued_and_filed_anew_and_no_version_comes_back(session: Session) -> None:
    session.run(EditRow("emergency_plan", plan(session).id, {"version": 2}))
    assert (plan(session).issued_on, plan(session).filed_on) == (DAY, None)
    assert plan(session).revise_on == date(2021, 11, 20)
    with pytest.raises(Refused, match="不能改回"):
        session.run(EditRow("emergency_plan", plan(session).id, {"version": 1}))
    assert "未备案" in plan_register(session.snapshot, DAY).lines[0].words
    assert "应修订 1 份" in plan_register(session.snapshot, date(2021, 12, 1)).summary


def test_a_drill_is_graded_only_when_held_and_judged(session: Session) -> None:
    drill = session.snapshot.live_rows("drill")[0].id
    with pytest.raises(Refused, match="总体评价、评估人"):
        session.run(EditRow("drill", drill, {"score": 84}))
    session.run(EditRow("drill", drill, {"score": 84, "evaluation": "顺畅", "evaluators": "段晓峰"}))
    assert cast(Drill, session.snapshot.rows["drill"][drill]).grade == "良好"


@pytest.mark.parametrize(
    ("score", "grade"), [(90, "优秀"), (89, "良好"), (79, "合格"), (59, "不合格"), (0, "不合格")]
)
def test_the_grades_are_those_of_the_form(score: int, grade: str) -> None:
    assert Drill("d", "演练", "p", score=score).grade == grade


def test_an_issue_becomes_a_task_once_and_is_taken_back_in_one_step(session: Session) -> None:
    action = session.snapshot.columns[0].id
    with pytest.raises(Refused, match="完成期限"):
        session.run(TakeDrillIssue(issue(session).id, "task", action))
    session.run(EditRow("drill_issue", issue(session).id, {"due_on": date(2018, 11, 30)}))
    assert "未转办 1 个" in issue_register(session.snapshot, DAY).summary
    session.run(TakeDrillIssue(issue(session).id, "task", action))
    task = session.snapshot.tasks[issue(session).task or ""]
    assert (task.title, task.due_on) == ("人手不足", date(2018, 11, 30))
    assert "增派两人" in task.detail
    with pytest.raises(Refused, match="已转为"):
        session.run(TakeDrillIssue(issue(session).id, "problem", task.id))
    session.undo()
    assert issue(session).task is None


def test_an_issue_becomes_a_problem_in_the_way_of_a_task(session: Session) -> None:
    session.run(EditRow("drill_issue", issue(session).id, {"due_on": date(2018, 11, 30)}))
    task = session.snapshot.live_tasks[0]
    session.run(TakeDrillIssue(issue(session).id, "problem", task.id))
    problem = session.snapshot.problems[issue(session).problem or ""]
    assert (problem.title, problem.promised_on, problem.needs) == ("人手不足", date(2018, 11, 30), "增派两人")
    assert f"{problem.number} 号卡点" in issue_register(session.snapshot, DAY).lines[0].words
