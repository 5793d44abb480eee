"""From 申请办结 to 销号 and after it: 核查, 公示, 审签, further steps, 销号, 回头看."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.commands.board import MoveTasks
from battlemap.commands.command import Command
from battlemap.commands.hand_over import add_words, hand_over
from battlemap.commands.loop import ReboundTask, ReportProgress
from battlemap.commands.rows import AddRow
from battlemap.commands.task import names
from battlemap.domain.days.calendar import checked_day
from battlemap.domain.kinds.escalation_rule import EscalationRule
from battlemap.domain.kinds.hand_over import HandOver, of_this_claim
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.report_rule import ReportRule
from battlemap.domain.kinds.strike_rule import StrikeRule, rule_for
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class ClaimTask:
    """申请办结: the responsible unit says that it is done."""

    task: str
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 申请办结"

    def apply(self, repository: Repository) -> None:
        """Reports 100 % where there are words, and moves the card to 待核查; raises Refused as these."""
        task = repository.get(Task, self.task)
        if task.is_finished:
            raise Refused(f"{task.code} 已申请办结，不必再次申请。")
        if self.words.strip():
            ReportProgress(task.id, 100, self.words.strip()).apply(repository)
        MoveTasks((task.id,), task.action, "checking").apply(repository)
        add_words(repository, task.id, "claim", self.words)


@attrs.frozen
class VerifyTask:
    """核查: somebody looks whether it is done; 不合格 sends the card back to work."""

    task: str
    is_passed: bool
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 核查{'合格' if self.is_passed else '不合格'}"

    def apply(self, repository: Repository) -> None:
        """Writes the conclusion; raises Refused without one, before 申请办结, and where who claimed would check."""
        task = _claimed(repository, self.task, "核查")
        if not self.words.strip():
            raise Refused(f"核查 {task.code} 须写明核查结论。")
        rule = rule_for(task, repository.live(StrikeRule))
        deeds = of_this_claim(repository.live(HandOver, task=task.id))
        claimers = {deed.actor for deed in deeds if deed.deed == "claim"}
        if self.is_passed and rule is not None and rule.needs_second and repository.actor in claimers:
            raise Refused(f"{task.code} 由{repository.actor}申请办结，须由另一人核查。请先更换操作员。")
        hand_over(repository, task, "pass" if self.is_passed else "fail", self.words)
        if not self.is_passed:
            MoveTasks((task.id,), task.action, "moving").apply(repository)


@attrs.frozen
class PublishTask:
    """公示: where and until which day it is made public that the task shall be struck off."""

    task: str
    medium: str
    until: date

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 销号公示"

    def apply(self, repository: Repository) -> None:
        """Writes the publicity, from today; raises Refused without a medium or for a day that is over."""
        task = _claimed(repository, self.task, "公示")
        checked_day(self.until, "公示截止日期")
        if not self.medium.strip():
            raise Refused(f"{task.code} 的公示须写明在哪里公示。")
        if self.until < repository.today:
            raise Refused(f"{task.code} 的公示截止日期 {self.until} 已过，请核对。")
        hand_over(repository, task, "publish", self.medium, self.until)


@attrs.frozen
class ObjectToTask:
    """An objection (异议) came in while it was public, or one was dealt with."""

    task: str
    words: str
    is_settled: bool = False

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} {'处理' if self.is_settled else '登记'}公示异议"

    def apply(self, repository: Repository) -> None:
        """Writes it; raises Refused without words, or where none is left to deal with."""
        task = _claimed(repository, self.task, "登记异议")
        if not self.words.strip():
            raise Refused(f"{task.code} 的异议须写明内容。")
        deeds = [deed.deed for deed in of_this_claim(repository.live(HandOver, task=task.id))]
        if self.is_settled and deeds.count("object") <= deeds.count("settle"):
            raise Refused(f"{task.code} 没有待处理的异议。")
        hand_over(repository, task, "settle" if self.is_settled else "object", self.words)


@attrs.frozen
class ApproveTask:
    """审签: a leader agrees to the 销号."""

    task: str
    approver: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 审签"

    def apply(self, repository: Repository) -> None:
        """Writes who signed; raises Refused without a name."""
        task = _claimed(repository, self.task, "审签")
        if not self.approver.strip():
            raise Refused(f"{task.code} 的审签须写明审签人。")
        hand_over(repository, task, "approve", self.approver)


@attrs.frozen
class TakeStep:
    """A further step that the task's 销号条件 name is done; the steps go in their order."""

    task: str
    step: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} {self.step[:20]}"

    def apply(self, repository: Repository) -> None:
        """Writes the step; raises Refused for one that is not named, done already, or out of order."""
        task = _claimed(repository, self.task, self.step.strip() or "登记步骤")
        rule = rule_for(task, repository.live(StrikeRule))
        steps = rule.named_steps if rule else ()
        if self.step.strip() not in steps:
            raise Refused(f"{task.code} 的销号条件里没有“{self.step[:20]}”这一步。")
        deeds = of_this_claim(repository.live(HandOver, task=task.id))
        done = {deed.words for deed in deeds if deed.deed == "step"}
        following = next((step for step in steps if step not in done), None)
        if following is None or self.step.strip() in done:
            raise Refused(f"{task.code} 的“{self.step[:20]}”已登记，不必重复。")
        if following != self.step.strip():
            raise Refused(f"{task.code} 应先完成“{following}”。")
        hand_over(repository, task, "step", following)


@attrs.frozen
class StrikeOff:
    """销号: the task is struck off; all that its conditions ask must be there."""

    tasks: tuple[str, ...]
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{names(snapshot, self.tasks)} 销号"

    def apply(self, repository: Repository) -> None:
        """Moves the cards to 已销号, all or none; raises Refused with what is missing."""
        for id in self.tasks:
            task = repository.get(Task, id)
            if task.lane == "struck_off":
                raise Refused(f"{task.code} 已经销号。")
            MoveTasks((id,), task.action, "struck_off").apply(repository)
            add_words(repository, id, "strike_off", self.words)


@attrs.frozen
class RecheckTask:
    """回头看: somebody looked whether it held; where it did not, the task rebounds (反弹) in the same step."""

    recheck: str
    is_firm: bool
    words: str
    progress: int = 0

    def label(self, snapshot: Snapshot) -> str:
        task = snapshot.tasks[snapshot.rechecks[self.recheck].task]
        return f"{task.code} 回头看{'未反弹' if self.is_firm else '发现反弹'}"

    def apply(self, repository: Repository) -> None:
        """Writes what was found; raises Refused without words or where it was looked at before."""
        recheck = repository.get(Recheck, self.recheck)
        task = repository.get(Task, recheck.task)
        if recheck.deleted or not recheck.is_open:
            raise Refused(f"{task.code} 的这次回头看已办理或已取消。")
        if not self.words.strip():
            raise Refused(f"{task.code} 的回头看须写明情况。")
        if task.lane != "struck_off":
            raise Refused(f"{task.code} 没有销号，不必回头看。")
        looked = attrs.evolve(
            recheck,
            checked_on=repository.today,
            is_firm=self.is_firm,
            words=self.words.strip(),
            checker=repository.actor,
        )
        repository.put(looked)
        hand_over(repository, task, "recheck", self.words)
        if not self.is_firm:
            ReboundTask(task.id, self.progress, self.words.strip()).apply(repository)


@attrs.frozen
class TakeRules:
    """The delivered 销号条件, 反馈制度 and 提级规则 become rows that the office may change; those of the same name stay."""

    strike_rules: tuple[Mapping[str, Any], ...]
    report_rules: tuple[Mapping[str, Any], ...]
    escalation_rules: tuple[Mapping[str, Any], ...] = ()

    def label(self, snapshot: Snapshot) -> str:
        return "套用销号、反馈、提级制度"

    def apply(self, repository: Repository) -> None:
        """Writes the rows that are new; raises Refused where none is."""
        from_table: dict[str, tuple[Mapping[str, Any], ...]] = {
            "strike_rule": self.strike_rules,
            "report_rule": self.report_rules,
            "escalation_rule": self.escalation_rules,
        }
        there = {rule.title for rule in repository.live(StrikeRule)}
        there |= {rule.title for rule in repository.live(ReportRule)}
        there |= {rule.title for rule in repository.live(EscalationRule)}
        fresh: list[Command] = [
            AddRow(table, values)
            for table, rules in from_table.items()
            for values in rules
            if values.get("title") not in there
        ]
        if not fresh:
            raise Refused("这些制度都已经有了。")
        for command in fresh:
            command.apply(repository)


def _claimed(repository: Repository, id: str, what: str) -> Task:
    """Returns the task; raises Refused where it is not claimed done and waiting for 核查."""
    task = repository.get(Task, id)
    if task.lane == "struck_off":
        raise Refused(f"{task.code} 已经销号，不能再{what}。")
    if task.lane != "checking":
        raise Refused(f"{task.code} 还没有申请办结，不能{what}。")
    return task
