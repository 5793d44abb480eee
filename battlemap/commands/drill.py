"""What went wrong in a drill is followed as a 卡点 or as a task: one step, tied to the issue."""

from __future__ import annotations

from typing import Literal

import attrs

from battlemap.commands.command import Command
from battlemap.commands.problem import RaiseProblem
from battlemap.commands.task import CreateTask
from battlemap.domain.kinds.drill import Drill, DrillIssue
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository

Way = Literal["problem", "task"]


@attrs.frozen
class TakeDrillIssue(Command):
    """An issue becomes a 卡点 in the way of the task `target`, or a new task of the action `target`, with its own deadline."""

    issue: str
    way: Way
    target: str

    def label(self, snapshot: Snapshot) -> str:
        words = "卡点" if self.way == "problem" else "任务"
        return f"演练问题“{brief(snapshot.called('drill_issue', self.issue))}”转为{words}"

    def apply(self, repository: Repository) -> None:
        """Writes it; raises Refused for an issue that is followed already, or has no deadline."""
        issue = repository.get(DrillIssue, self.issue)
        if issue.deleted:
            raise Refused("这个演练问题已删除，请先恢复。")
        if issue.is_taken:
            raise Refused(f"演练问题“{brief(issue.title)}”已转为卡点或任务，不必重复。")
        if issue.due_on is None:
            raise Refused(f"演练问题“{brief(issue.title)}”还没有完成期限，请先填写。")
        drill = repository.get(Drill, issue.drill)
        if self.way == "problem":
            number = repository.highest(Problem, "number") + 1
            RaiseProblem(
                issue.title, (self.target,), solving_unit=drill.unit, promised_on=issue.due_on,
                needs=issue.measure,
            ).apply(repository)  # fmt: skip
            made = next(one for one in repository.live(Problem, number=number))
            repository.put(attrs.evolve(issue, problem=made.id))
            return
        ids_before = {task.id for task in repository.live(Task, action=self.target)}
        detail = (
            f"{drill.title}发现：{issue.title}。{f'整改措施：{issue.measure}。' if issue.measure else ''}"
        )
        fields = {"detail": detail, "start_on": repository.today, "due_on": issue.due_on}
        if issue.due_on < repository.today:
            fields["start_on"] = issue.due_on
        CreateTask(self.target, issue.title, fields=fields).apply(repository)
        task = next(one for one in repository.live(Task, action=self.target) if one.id not in ids_before)
        repository.put(attrs.evolve(issue, task=task.id))
