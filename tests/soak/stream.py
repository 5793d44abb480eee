"""A stream of deeds of every kind on an open campaign, drawn by a seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from battlemap.commands.action import CreateAction, DeleteAction, EditAction, MoveAction
from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.calendar import ImportPeriods
from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.command import Command
from battlemap.commands.dependency import AddDependency, EditDependency, RemoveDependency
from battlemap.commands.loop import AcceptTask, ExtendTask, ReachMilestone, ReboundTask, ReportProgress
from battlemap.commands.measure import CreateMeasure, DeleteMeasure, EditMeasure, MoveMeasure
from battlemap.commands.people import AssignTask
from battlemap.commands.plan import ImportPlan
from battlemap.commands.problem import EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.restore import RestoreRows
from battlemap.commands.rows import AddRow, EditRow, RemoveRow, RestoreRow
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, CreateTask, DeleteTasks, EditTask, RestoreTasks
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.dependency import KINDS
from battlemap.domain.kinds.task import LANES
from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft
from battlemap.domain.snapshot import Snapshot

CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
#: Words as offices type them, and as nobody should.
_WORDS = (
    "开展工业运行监测",
    "规模以上企业 12 家",
    "'); DROP TABLE task; --",
    "<b>粗</b>",
    "𠮷野家",
    "长" * 300,
    "甲\n乙",
)


def plan(tasks: int, dice: Random) -> PlanDraft:
    """Returns a plan of so many tasks in two actions."""
    drafts = tuple(
        TaskDraft(f"任务 {n} {dice.choice(_WORDS)}", "", "原文", responsible_unit="经发局")
        for n in range(tasks)
    )
    half = tasks // 2
    actions = (
        ActionDraft(1, "经济运行", (MeasureDraft(1, "要点", "原文", drafts[:half]),), "ECON"),
        ActionDraft(2, "项目建设", (MeasureDraft(1, "要点", "原文", drafts[half:]),), "PROJ"),
    )
    return PlanDraft("方案", None, None, ("前言",), actions, ("未归类",))


def found(path: Path, dice: Random) -> None:
    """Writes a new campaign with a small plan."""
    with Session.create(path, CAMPAIGN, "李明", datetime.now) as session:
        session.run(ImportPlan(plan(12, dice)))


def some_command(dice: Random, snapshot: Snapshot) -> Command:
    """Returns a command on rows that exist, deleted ones among them; many are refused, as people's are."""
    task, other = (dice.choice(sorted(snapshot.tasks)) for _ in range(2))
    action = dice.choice(sorted(snapshot.actions))
    day = date(2018, 10, 1) + timedelta(days=dice.randrange(120))
    words, number, lane = dice.choice(_WORDS), dice.randrange(-5, 106), dice.choice(LANES)
    some: list[Callable[[], Command]] = [
        lambda: MoveTasks((task,), action, lane, dice.choice([None, other])),
        lambda: MoveTasks(tuple({task: 0, other: 0}), action, lane),
        lambda: SetDue((task, other), day, reason=words),
        lambda: CreateTask(action, words, lane),
        lambda: EditTask(task, {"title": words, "progress": number}),
        lambda: DeleteTasks((task,)),
        lambda: RestoreTasks((task, other)),
        lambda: BlockTask(task, dice.choice(["", words])),
        lambda: AssignTask(task, words[:40], "王强"),
        lambda: AddRow("unit", {"name": f"单位 {dice.randrange(10_000)}"}),
        lambda: AddRow("person", {"name": f"人员 {dice.randrange(10_000)}"}),
        lambda: AcceptTask(task),
        lambda: ReportProgress(task, number, words),
        lambda: ExtendTask(task, day, words),
        lambda: ReboundTask(task, number, words),
        lambda: AddRow("milestone", {"task": task, "title": words, "due_on": day, "weight": abs(number)}),
        lambda: CreateAction(words[:40]),
        lambda: EditAction(action, {"title": words[:40], "lead_leader": "赵书记"}),
        lambda: MoveAction(action, dice.choice([None, *sorted(snapshot.actions)])),
        lambda: DeleteAction(action),
        lambda: RestoreRow("action", action),
        lambda: CreateMeasure(action, words),
        lambda: EditCampaign({"slogan": words, "preface": words * dice.randrange(200)}),
        lambda: AddRow("period", {"kind": "off", "starts_on": day, "ends_on": day, "title": words[:20]}),
        lambda: ImportPeriods((Period("", "ban", day, day, words[:20]), Period("", "off", day, day)), number > 50),
        lambda: RaiseProblem(words, (task, other)),
        lambda: AddDependency(task, other, dice.choice(KINDS), number),
        lambda: Reschedule((TaskDays(task, None, day, words), TaskDays(other, date(2018, 10, 8), day, words))),
        lambda: FreezeBaseline(f"军令状 {dice.randrange(10_000)}"),
    ]  # fmt: skip
    return dice.choice([*some, *_on_what_hangs_below(dice, snapshot, action, day, words, number)])()


def _on_what_hangs_below(
    dice: Random, snapshot: Snapshot, action: str, day: date, words: str, number: int
) -> list[Callable[[], Command]]:
    """Returns commands on measures, problems, milestones, links and periods, as far as there are any."""
    some: list[Callable[[], Command]] = []
    if snapshot.measures:
        measure = dice.choice(sorted(snapshot.measures))
        some += [
            lambda: EditMeasure(measure, {"title": words}),
            lambda: MoveMeasure(measure, action),
            lambda: DeleteMeasure(measure),
            lambda: RestoreRow("measure", measure),
        ]
    if snapshot.problems:
        problem = dice.choice(sorted(snapshot.problems))
        some += [
            lambda: EditRow("problem", problem, {"title": words}),
            lambda: EscalateProblem(problem),
            lambda: SolveProblem(problem, words),
        ]
    if snapshot.milestones:
        stone = dice.choice(sorted(snapshot.milestones))
        some += [
            lambda: EditRow("milestone", stone, {"due_on": day}),
            lambda: EditRow("milestone", stone, {"title": words}),
            lambda: ReachMilestone(stone),
        ]
    if snapshot.dependencies:
        link = dice.choice(sorted(snapshot.dependencies))
        some += [lambda: EditDependency(link, dice.choice(KINDS), number), lambda: RemoveDependency(link)]
    if snapshot.periods:
        period = dice.choice(sorted(snapshot.periods))
        some += [lambda: EditRow("period", period, {"ends_on": day}), lambda: RemoveRow("period", period)]
    return some


#: Name of a deed → how often among a hundred; the rest are commands.
_RARE = {"import": 6, "restore": 3, "undo": 10, "redo": 6, "undo_to": 3, "backup": 4}


def some_deed(dice: Random, session: Session) -> tuple[str, Callable[[], object]]:
    """Returns the name of a deed and the deed, to be done at once."""
    drawn = dice.randrange(100)
    for name, share in _RARE.items():
        if drawn < share:
            return name, partial(deed, name, dice, session)
        drawn -= share
    command = some_command(dice, session.snapshot)
    return type(command).__name__, lambda: session.run(command)


def deed(name: str, dice: Random, session: Session) -> object:
    """Does what is not a plain command."""
    if name == "import":
        return session.run(ImportPlan(plan(dice.randrange(20, 200), dice)))
    if name == "undo":
        return session.undo()
    if name == "redo":
        return session.redo()
    if name == "backup":
        return session.file.backup(session.clock(), "定时")
    heads = session.steps(12)
    if name == "undo_to":
        return session.undo_to(dice.choice(heads).id)
    then = session.snapshot_at(dice.choice(heads).moment)
    return session.run(RestoreRows(then, "先前"))
