"""The events of the demo story as commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from battlemap.commands.board import MoveTasks
from battlemap.commands.command import Command
from battlemap.commands.loop import AcceptTask, ExtendTask, ReboundTask, ReportProgress
from battlemap.commands.problem import EscalateProblem, RaiseProblem, SolveProblem
from battlemap.commands.rows import Together
from battlemap.commands.striking import StrikeOff, VerifyTask
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot

_Event = Mapping[str, Any]


def deed(event: _Event) -> Callable[[Snapshot], Command]:
    """Returns what makes the command of an event, once the board is as it was then."""
    return lambda snapshot: _on_task(event, snapshot) if "task" in event else _on_problem(event, snapshot)


def _on_task(event: _Event, snapshot: Snapshot) -> Command:
    task, words = _task(snapshot, event["task"]), event.get("words", "")
    done = event["do"]
    if done == "accept":
        return AcceptTask(task.id)
    if done == "move":
        return MoveTasks((task.id,), task.action, event["lane"])
    if done in ("report", "correct"):
        return ReportProgress(task.id, event["progress"], words)
    if done == "extend":
        return ExtendTask(task.id, date.fromisoformat(event["due_on"]), words, event["due_text"])
    if done == "finish":
        claim = (ReportProgress(task.id, 100, words), MoveTasks((task.id,), task.action, "checking"))
        return Together(f"{task.code} 申请办结", claim)
    if done == "strike_off":
        struck = (VerifyTask(task.id, True, words), StrikeOff((task.id,)))
        return Together(f"{task.code} 核查销号：{words}", struck)
    if done == "rebound":
        return ReboundTask(task.id, event["progress"], words)
    raise ValueError(f"unknown deed {done}")


def _on_problem(event: _Event, snapshot: Snapshot) -> Command:
    if event["do"] == "raise":
        tasks = tuple(_task(snapshot, code).id for code in event["blocks"])
        units = {unit.name: unit.id for unit in snapshot.units.values()}
        promised_on = date.fromisoformat(event["promised_on"])
        solving_unit = units[event["responsible_unit"]]
        raised = RaiseProblem(event["title"], tasks, event["kind"], event["level"], solving_unit, promised_on)
        return Together(f"{raised.label(snapshot)}：{event['words']}", (raised,))
    problem = _problem(snapshot, event["problem"])
    if event["do"] == "escalate":
        return Together(f"提级卡点 {problem.number} 号：{event['words']}", (EscalateProblem(problem.id),))
    if event["do"] == "solve":
        return SolveProblem(problem.id, event["words"])
    raise ValueError(f"unknown deed {event['do']}")


def _task(snapshot: Snapshot, code: str) -> Task:
    task = snapshot.task_by_code(code)
    if task is None:
        raise KeyError(code)
    return task


def _problem(snapshot: Snapshot, number: int) -> Problem:
    return next(problem for problem in snapshot.problems.values() if problem.number == number)
