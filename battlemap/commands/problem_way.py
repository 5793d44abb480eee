"""The way of a 卡点 (问题直通车): the red envelope, rising by itself, answered, confirmed or sent back, batches."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.days.calendar import WorkCalendar, checked_day
from battlemap.domain.judging.escalation import at_level_since, rises
from battlemap.domain.kinds.escalation_rule import EscalationRule, escalation_rule_of
from battlemap.domain.kinds.people import Person
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.problem_batch import ProblemBatch
from battlemap.domain.kinds.problem_step import ProblemStep
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


def add_step_words(repository: Repository, problem: str, words: str) -> None:
    """Writes words to the step that the 卡点's own change has just left."""
    steps = repository.live(ProblemStep, problem=problem)
    if steps and words.strip():
        repository.put(attrs.evolve(steps[-1], words=words.strip()))


@attrs.frozen
class SendRedEnvelope:
    """红信封: straight to the commander, past every level between, with a reason."""

    problem: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"红信封直报卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes the level and the mark; raises Refused without a reason, for a solved one or a second envelope."""
        problem = _open(repository, self.problem)
        if not self.words.strip():
            raise Refused("红信封须写明直报的理由。")
        if problem.is_red:
            raise Refused(f"卡点 {problem.number} 号已用红信封直报过。")
        repository.put(attrs.evolve(problem, level="commander", is_red=True))
        steps = repository.live(ProblemStep, problem=problem.id)
        repository.put(attrs.evolve(steps[-1], deed="red", words=self.words.strip()))


@attrs.frozen
class EscalateDue:
    """Every open 卡点 that has stood at its level for longer than its rule allows rises, as of a day.

    Run late it leaves the same trace as run every day: each rise bears the day on which it was due.
    """

    as_of: date
    calendar: WorkCalendar = attrs.field(repr=False)

    def label(self, snapshot: Snapshot) -> str:
        return f"按期自动提级卡点（{self.as_of.month}月{self.as_of.day}日）"

    def apply(self, repository: Repository) -> None:
        rules = repository.live(EscalationRule)
        for problem in repository.live(Problem, solved_on=None):
            steps = repository.live(ProblemStep, problem=problem.id)
            rule = escalation_rule_of(problem, rules)
            since = at_level_since(problem, steps)
            for level, day in rises(problem, since, rule, self.calendar, self.as_of):
                assert rule is not None
                days = rule.days_at(problem.level)
                problem = attrs.evolve(problem, level=level)
                repository.put(problem)
                left = repository.live(ProblemStep, problem=problem.id)[-1]
                words = f"超过 {days} 个工作日没有解决"
                repository.put(attrs.evolve(left, deed="auto", happened_on=day, words=words))


@attrs.frozen
class AnswerProblem:
    """答复: who is to solve it says what was or will be done; it waits for who raised it."""

    problem: str
    words: str
    promised_on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"答复卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes the answer, and another promised day where one is given; raises Refused without words."""
        problem = _open(repository, self.problem)
        checked_day(self.promised_on, "承诺解决日期")
        if not self.words.strip():
            raise Refused(f"卡点 {problem.number} 号的答复须写明内容。")
        repository.put(
            attrs.evolve(
                problem,
                answer=self.words.strip(),
                answered_on=repository.today,
                answered_by=repository.actor,
                promised_on=self.promised_on or problem.promised_on,
            )
        )


@attrs.frozen
class ConfirmProblem:
    """Who raised it confirms that it is solved."""

    problem: str
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"确认解决卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Writes that it is solved; raises Refused before an answer, or from somebody else than who raised it."""
        problem = _answered(repository, self.problem)
        _guard_raiser(repository, problem)
        repository.put(
            attrs.evolve(problem, solved_on=repository.today, outcome=self.words.strip() or problem.answer)
        )


@attrs.frozen
class SendBackProblem:
    """The answer will not do: it is to be dealt with again, at its level, whose time begins to run anew."""

    problem: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"退回重办卡点 {snapshot.problems[self.problem].number} 号"

    def apply(self, repository: Repository) -> None:
        """Takes the answer back; raises Refused without a reason and as `ConfirmProblem`."""
        problem = _answered(repository, self.problem)
        if not self.words.strip():
            raise Refused(f"退回卡点 {problem.number} 号须写明理由。")
        _guard_raiser(repository, problem)
        repository.put(
            attrs.evolve(
                problem, answer="", answered_on=None, answered_by="", sent_back=problem.sent_back + 1
            )
        )
        add_step_words(repository, problem.id, self.words)


@attrs.frozen
class FormBatch:
    """第 N 批: these open 卡点 come before the next dispatch meeting together."""

    problems: tuple[str, ...]
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"汇总卡点批次（{len(self.problems)} 个）"

    def apply(self, repository: Repository) -> None:
        """Writes the next batch and its 卡点; raises Refused where there is none or one is solved."""
        if not self.problems:
            raise Refused("没有选中卡点，不能汇总批次。")
        number = repository.highest(ProblemBatch, "number") + 1
        batch = ProblemBatch(repository.new_id(), number, repository.today, self.words.strip())
        repository.put(batch)
        for id in dict.fromkeys(self.problems):
            problem = _open(repository, id)
            repository.put(attrs.evolve(problem, batch=batch.id))
            add_step_words(repository, id, f"第 {number} 批")


def _open(repository: Repository, id: str) -> Problem:
    problem = repository.get(Problem, id)
    if not problem.is_open:
        raise Refused(f"卡点 {problem.number} 号已解决或已删除。")
    return problem


def _answered(repository: Repository, id: str) -> Problem:
    problem = _open(repository, id)
    if problem.answered_on is None:
        raise Refused(f"卡点 {problem.number} 号还没有答复，不能确认或退回。")
    return problem


def _guard_raiser(repository: Repository, problem: Problem) -> None:
    """Raises Refused where who is at the keyboard neither raised it nor belongs to the unit that did."""
    actor = repository.actor
    if actor == problem.answered_by and actor != problem.raised_by:
        raise Refused(f"卡点 {problem.number} 号由{actor}答复，不能自己确认。")
    if not problem.raised_by or actor == problem.raised_by:
        return
    own = problem.raising_unit
    if own and any(person.unit == own for person in repository.live(Person, name=actor)):
        return
    raise Refused(f"卡点 {problem.number} 号须由提出人{problem.raised_by}或提出单位确认。请先更换操作员。")
