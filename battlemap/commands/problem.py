"""Changes to problems (卡点): raised, escalated, solved."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.command import BringsMuch
from battlemap.commands.lanes import problems_on, raise_on
from battlemap.commands.problem_entry import release, tie_entry
from battlemap.domain.days.calendar import checked_day
from battlemap.domain.kinds.problem import LEVELS, Level, Problem, ProblemKind, ProblemTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class RaiseProblem:
    """A new problem that stands in the way of some tasks and entries of ledgers."""

    title: str
    tasks: tuple[str, ...]
    kind: ProblemKind = "other"
    level: Level = "department"
    solving_unit: str | None = None
    promised_on: date | None = None
    needs: str = ""
    raising_unit: str | None = None
    is_red: bool = False
    entries: tuple[str, ...] = ()

    def label(self, snapshot: Snapshot) -> str:
        return f"登记卡点“{self.title[:20]}”"

    def apply(self, repository: Repository) -> None:
        """Writes the problem with the next number, and what it blocks."""
        if not self.title.strip():
            raise Refused("卡点内容不能为空。")
        checked_day(self.promised_on, "承诺解决日期")
        problem = Problem(
            repository.new_id(),
            repository.highest(Problem, "number") + 1,
            self.title.strip(),
            self.kind,
            self.level,
            self.solving_unit,
            repository.today,
            self.promised_on,
            raised_by=repository.actor,
            raising_unit=self.raising_unit or self._unit_of_tasks(repository),
            needs=self.needs.strip(),
        )
        if self.is_red:
            problem = attrs.evolve(problem, is_red=True, level="commander")
        repository.put(problem)
        for task in self.tasks:
            repository.get(Task, task)
            repository.put(ProblemTask(repository.new_id(), problem.id, task))
        for entry in dict.fromkeys(self.entries):
            tie_entry(repository, problem.id, entry)

    def _unit_of_tasks(self, repository: Repository) -> str | None:
        """Returns the unit that answers for all the tasks, None where these are several."""
        units = {repository.get(Task, task).responsible_unit for task in self.tasks}
        return units.pop() if len(units) == 1 else None


@attrs.frozen
class MarkStuck:
    """One 卡点 more in a card's way, by its words alone; one of these words that stands there already is enough."""

    task: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"登记卡点 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the 卡点; raises Refused without words and for a finished card."""
        task, words = repository.get(Task, self.task), self.words.strip()
        if not words:
            raise Refused("卡点内容不能为空。")
        if task.is_finished:
            raise Refused(f"{task.code} 已办结，不能再登记卡点；如有反复请先退回推进。")
        if all(problem.title != words for problem in problems_on(repository, task)):
            raise_on(repository, task, words)


@attrs.frozen
class TakeCardsWords(BringsMuch):
    """The 卡点 that files of the first programs hold as words on cards become rows like all others."""

    backup_reason = "升级前"

    def label(self, snapshot: Snapshot) -> str:
        return "旧档案的卡点文字改记为卡点"

    def apply(self, repository: Repository) -> None:
        """Writes a 卡点 for each card with words, unless one of these words stands in its way already."""
        for task in repository.find(Task):
            if not task.blocked:
                continue
            plain = attrs.evolve(task, blocked=None)
            if any(problem.title == task.blocked for problem in problems_on(repository, plain)):
                repository.put(plain)
            else:
                raise_on(repository, plain, task.blocked)


@attrs.frozen
class EscalateProblem:
    """One level up: 部门 → 指挥部 → 总指挥."""

    problem: str

    def label(self, snapshot: Snapshot) -> str:
        return f"提级卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes the level; raises Refused at the top or where the problem is solved."""
        problem = repository.get(Problem, self.problem)
        if not problem.is_open:
            raise Refused(f"卡点 {problem.number} 号已解决，无须提级。")
        place = LEVELS.index(problem.level)
        if place + 1 == len(LEVELS):
            raise Refused(f"卡点 {problem.number} 号已提交总指挥，不能再提级。")
        repository.put(attrs.evolve(problem, level=LEVELS[place + 1]))


@attrs.frozen
class SolveProblem:
    """A problem is solved, with its outcome."""

    problem: str
    outcome: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"解决卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes the day and the outcome; raises Refused where it is solved already."""
        problem = repository.get(Problem, self.problem)
        if not problem.is_open:
            raise Refused(f"卡点 {problem.number} 号已经解决。")
        repository.put(attrs.evolve(problem, solved_on=repository.today, outcome=self.outcome))


@attrs.frozen
class DropProblem:
    """A problem does not stand in the way of a task after all; one that is in nobody's way is deleted."""

    problem: str
    task: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 移除卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Marks the link deleted, and the problem with its last link; raises Refused where there is none."""
        own = repository.live(ProblemTask, problem=self.problem, task=self.task)
        release(repository, repository.get(Problem, self.problem), own, "这项任务")
