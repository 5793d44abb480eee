"""应急预案 and 应急演练 as of a day: what is to be revised, filed, drilled, and what went wrong and is not followed yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, cast

from battlemap import wording
from battlemap.domain.kinds.drill import Drill, DrillIssue
from battlemap.domain.kinds.emergency_plan import EmergencyPlan, PlanResponse
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.risk.register import Register, RegisterLine, Tone, cell
from battlemap.domain.snapshot import Snapshot

#: Days within which a plan is drilled: 山东省突发事件应对条例 (2012) asks for at least one drill a year.
DRILLED_WITHIN: Final = 365


def plans(snapshot: Snapshot) -> list[EmergencyPlan]:
    """Returns the live plans in their order."""
    live = cast("Iterable[EmergencyPlan]", snapshot.live_rows("emergency_plan"))
    return sorted(live, key=lambda plan: (plan.rank, plan.id))


def drills(snapshot: Snapshot) -> list[Drill]:
    """Returns the live drills, those held or planned last first."""
    live = cast("Iterable[Drill]", snapshot.live_rows("drill"))
    return sorted(live, key=lambda one: (one.held_on or one.planned_on or date.min, one.id), reverse=True)


def issues_of(snapshot: Snapshot, drill: str) -> list[DrillIssue]:
    """Returns what went wrong in a drill, in its order."""
    live = cast("Iterable[DrillIssue]", snapshot.live_rows("drill_issue"))
    return sorted((one for one in live if one.drill == drill), key=lambda one: (one.rank, one.id))


def responses_of(snapshot: Snapshot, plan: str, level: int) -> list[PlanResponse]:
    """Returns the tasks that starting a level by a plan brings: those of it and of all lower levels (3 is the lowest)."""
    live = cast("Iterable[PlanResponse]", snapshot.live_rows("plan_response"))
    own = (one for one in live if one.plan == plan and one.level >= level)
    return sorted(own, key=lambda one: (one.due_minutes, one.rank, one.id))


def due_moment(response: PlanResponse, started: datetime) -> datetime:
    """Returns by when a task of a plan that was started at a moment is to be done."""
    return started + timedelta(minutes=response.due_minutes)


def plan_standing(plan: EmergencyPlan, last: date | None, as_of: date) -> tuple[str, Tone]:
    """Returns how a plan stands; `last` is the day of its last drill."""
    words: list[str] = []
    tone: Tone = ""
    if plan.is_to_be_revised(as_of) and plan.revise_on is not None:
        words.append(f"应修订，已过 {(as_of - plan.revise_on).days} 天")
        tone = "red"
    if plan.filed_on is None:
        words.append("未备案")
        tone = tone or "yellow"
    if last is None or (as_of - last).days > DRILLED_WITHIN:
        words.append("一年内未演练")
        tone = tone or "yellow"
    return "，".join(words) or "正常", tone


def plan_register(snapshot: Snapshot, as_of: date) -> Register:
    """Returns the 预案 register: version, filing, revision, contacts, response tasks, last drill."""
    held = [one for one in drills(snapshot) if one.held_on is not None and one.held_on <= as_of]
    contacts = [row.plan for row in snapshot.live_rows("plan_contact")]  # type: ignore[attr-defined]
    responses = [row.plan for row in snapshot.live_rows("plan_response")]  # type: ignore[attr-defined]
    lines, late = [], 0
    for plan in plans(snapshot):
        last = next((one.held_on for one in held if one.plan == plan.id), None)
        words, tone = plan_standing(plan, last, as_of)
        late += tone == "red"
        lines.append(
            RegisterLine(
                plan.id,
                (
                    cell(plan.title), cell(wording.PLAN_SORTS[plan.sort], "muted"), cell(wording.PLAN_LEVELS[plan.level], "muted"),
                    cell(f"第 {plan.version} 版"), cell(plan.issued_on), cell(plan.filed_on),
                    cell(plan.revise_on, "red" if tone == "red" else ""), cell(f"{contacts.count(plan.id)} 人"),
                    cell(f"{responses.count(plan.id)} 项"), cell(last), cell(words, tone),
                    cell(snapshot.unit_label(plan.unit) or wording.UNASSIGNED),
                ),
            )
        )  # fmt: skip
    heads = (
        "预案", "类别", "级别", "版本", "发布", "备案", "下次修订", "联系人", "响应任务", "最近演练", "情况", "编制单位",
    )  # fmt: skip
    return Register(heads, tuple(lines), f"预案 {len(lines)} 份" + (f"　应修订 {late} 份" if late else ""))


def issue_standing(issue: DrillIssue, snapshot: Snapshot, as_of: date) -> tuple[str, Tone]:
    """Returns where an issue is followed and whether it is done there."""
    if issue.done_on is not None:
        return f"已完成 {issue.done_on}", "muted"
    late = issue.due_on is not None and issue.due_on < as_of
    if issue.task is not None and snapshot.is_live(snapshot.tasks[issue.task]):
        task = snapshot.tasks[issue.task]
        if task.is_finished:
            return f"任务 {task.code} 已办结", "muted"
        return f"任务 {task.code}{'，超期' if late else ''}", "red" if late else ""
    problem = snapshot.rows["problem"].get(issue.problem or "")
    if isinstance(problem, Problem) and not problem.deleted:
        if not problem.is_open:
            return f"{problem.number} 号卡点已解决", "muted"
        return f"{problem.number} 号卡点{'，超期' if late else ''}", "red" if late else ""
    if issue.is_taken:
        return "转办的已删除", "red"
    return "未转办", "red" if late else "yellow"


def issue_register(snapshot: Snapshot, as_of: date) -> Register:
    """Returns what went wrong in all drills, and where it is followed."""
    lines, untaken = [], 0
    for drill in drills(snapshot):
        for issue in issues_of(snapshot, drill.id):
            words, tone = issue_standing(issue, snapshot, as_of)
            untaken += words == "未转办"
            lines.append(
                RegisterLine(
                    issue.id,
                    (
                        cell(drill.title), cell(drill.held_on, "muted"), cell(f"{drill.grade} {drill.score}" if drill.grade else ""),
                        cell(issue.title), cell(issue.measure, "muted"), cell(issue.due_on), cell(issue.fixer), cell(words, tone),
                    ),
                )
            )  # fmt: skip
    heads = ("演练", "演练日期", "等级", "存在问题", "整改措施", "完成期限", "整改人", "去向")
    summary = f"演练 {len(drills(snapshot))} 次　问题 {len(lines)} 个"
    return Register(heads, tuple(lines), summary + (f"　未转办 {untaken} 个" if untaken else ""))
