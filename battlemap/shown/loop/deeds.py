"""What can be done to a task on its way from 交办 to 销号: a line per deed, with what it asks for and why not now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import attrs

from battlemap.commands.command import Command
from battlemap.commands.hand_over import HandOnTask, PauseTask, ResumeTask, ReturnTask, UrgeReports
from battlemap.commands.loop import AcceptTask, ReboundTask, ReportProgress
from battlemap.commands.rows import Together
from battlemap.commands.striking import (
    ApproveTask,
    ClaimTask,
    ObjectToTask,
    PublishTask,
    RecheckTask,
    StrikeOff,
    TakeStep,
    VerifyTask,
)
from battlemap.domain.kinds.hand_over import HandOver, of_this_claim
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.strike_rule import rule_for
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import BadInput, Refused


@attrs.frozen
class Answer:
    """What a form was filled in with."""

    words: str = ""
    unit: str = ""
    day: date | None = None
    is_yes: bool = True
    percent: int = 0


@attrs.frozen
class LoopDeed:
    """One deed: `words`, `day` are the names of what it asks for ("" for nothing), `choice` the words for yes and no.

    `shows_conditions` has its form list the 销号条件 beside it.
    """

    name: str
    title: str
    why_not: Callable[[Snapshot, Task, date], str]
    command: Callable[[Snapshot, Task, Answer], Command]
    words: str = ""
    hint: str = ""
    is_worded: bool = False
    day: str = ""
    asks_unit: bool = False
    choice: tuple[str, str] | None = None
    percent: str = ""
    shows_conditions: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to ask for before it is done."""
        return bool(
            self.words or self.day or self.asks_unit or self.choice or self.percent or self.shows_conditions
        )

    def for_tasks(self, snapshot: Snapshot, tasks: Sequence[str], answer: Answer, today: date) -> Command:
        """Returns the command for these tasks, all or none; raises Refused for the first of them that cannot."""
        rows = [snapshot.tasks[task] for task in tasks]
        for row in rows:
            why = self.why_not(snapshot, row, today)
            if why:
                raise Refused(why)
        if self.is_worded and not answer.words.strip():
            raise BadInput(f"请写明{self.words}。")
        commands = tuple(self.command(snapshot, row, answer) for row in rows)
        return commands[0] if len(commands) == 1 else Together(f"{self.title} {len(rows)} 项任务", commands)


def deeds_now(snapshot: Snapshot, task: Task, today: date) -> tuple[LoopDeed, ...]:
    """Returns the deeds that a task can go through now, in the order of the loop."""
    return tuple(deed for deed in DEEDS if not deed.why_not(snapshot, task, today))


def _unless(is_so: Callable[[Task], bool], words: str) -> Callable[[Snapshot, Task, date], str]:
    return lambda snapshot, task, today: "" if is_so(task) else f"{task.code} {words}"


def _why_no_accepting(snapshot: Snapshot, task: Task, today: date) -> str:
    if task.assigned_on is None:
        return f"{task.code} 尚未交办，不能签收。"
    return f"{task.code} 已签收。" if task.accepted_on else ""


def _why_no_claim(snapshot: Snapshot, task: Task, today: date) -> str:
    if task.is_finished:
        return f"{task.code} 已申请办结。"
    return snapshot.why_not_to_lane(task, "checking", today)


def _rule_asks(snapshot: Snapshot, task: Task, what: str) -> str:
    if task.lane != "checking":
        return f"{task.code} 还没有申请办结。"
    rule = rule_for(task, snapshot.strike_rules.values())
    return "" if rule is not None and getattr(rule, what) else f"{task.code} 的销号条件没有这项要求。"


def _asked(what: str) -> Callable[[Snapshot, Task, date], str]:
    return lambda snapshot, task, today: _rule_asks(snapshot, task, what)


def _following_step(snapshot: Snapshot, task: Task) -> str:
    """Returns the next of the further steps that the rule names, "" where all are done."""
    rule = rule_for(task, snapshot.strike_rules.values())
    deeds = of_this_claim(snapshot.parts(HandOver, task.id))
    done = {deed.words for deed in deeds if deed.deed == "step"}
    return next((step for step in (rule.named_steps if rule else ()) if step not in done), "")


def _why_no_step(snapshot: Snapshot, task: Task, today: date) -> str:
    if task.lane != "checking":
        return f"{task.code} 还没有申请办结。"
    return "" if _following_step(snapshot, task) else f"{task.code} 没有其他销号步骤。"


def _why_no_settling(snapshot: Snapshot, task: Task, today: date) -> str:
    deeds = [deed.deed for deed in of_this_claim(snapshot.parts(HandOver, task.id))]
    is_open = task.lane == "checking" and deeds.count("object") > deeds.count("settle")
    return "" if is_open else f"{task.code} 没有待处理的异议。"


def _why_no_objection(snapshot: Snapshot, task: Task, today: date) -> str:
    deeds = [deed.deed for deed in of_this_claim(snapshot.parts(HandOver, task.id))]
    return "" if task.lane == "checking" and "publish" in deeds else f"{task.code} 没有在公示。"


def _open_recheck(snapshot: Snapshot, task: Task) -> Recheck | None:
    return next((recheck for recheck in snapshot.rechecks_of(task.id) if recheck.is_open), None)


def _why_no_recheck(snapshot: Snapshot, task: Task, today: date) -> str:
    return "" if _open_recheck(snapshot, task) else f"{task.code} 没有待办的回头看。"


def _recheck(snapshot: Snapshot, task: Task, answer: Answer) -> Command:
    recheck = _open_recheck(snapshot, task)
    assert recheck is not None
    return RecheckTask(recheck.id, answer.is_yes, answer.words, answer.percent)


def _publish(snapshot: Snapshot, task: Task, answer: Answer) -> Command:
    if answer.day is None:
        raise BadInput("请写明公示到哪一天。")
    return PublishTask(task.id, answer.words, answer.day)


_IS_CHECKED: Final = _unless(lambda task: task.lane == "checking", "还没有申请办结。")
_IS_AT_WORK: Final = _unless(lambda task: not task.is_finished, "已申请办结。")

#: In the order of the loop, then the side doors.
DEEDS: Final = (
    LoopDeed("accept", "签收", _why_no_accepting, lambda now, task, answer: AcceptTask(task.id)),
    LoopDeed(
        "nil", "零报告", _unless(lambda task: task.lane == "moving", "不在推进中。"),
        lambda now, task, answer: ReportProgress(task.id, task.progress, answer.words, is_nil=True),
        words="说明", hint="没有新进展的原因；可空",
    ),
    LoopDeed(
        "claim", "申请办结", _why_no_claim, lambda now, task, answer: ClaimTask(task.id, answer.words),
        words="完成情况", hint="完成了什么、材料在哪里",
    ),
    LoopDeed(
        "verify", "核查", _IS_CHECKED, lambda now, task, answer: VerifyTask(task.id, answer.is_yes, answer.words),
        words="核查结论", hint="查了什么、结论是什么", is_worded=True, choice=("合格", "不合格，退回推进"), shows_conditions=True,
    ),
    LoopDeed(
        "publish", "公示", _asked("publicity_days"), _publish,
        words="公示媒体", hint="如 区政府网站", is_worded=True, day="公示至",
    ),
    LoopDeed(
        "object", "登记异议", _why_no_objection, lambda now, task, answer: ObjectToTask(task.id, answer.words),
        words="异议内容", is_worded=True,
    ),
    LoopDeed(
        "settle", "处理异议", _why_no_settling, lambda now, task, answer: ObjectToTask(task.id, answer.words, True),
        words="处理情况", is_worded=True,
    ),
    LoopDeed(
        "approve", "审签", _asked("approver"), lambda now, task, answer: ApproveTask(task.id, answer.words),
        words="审签人", is_worded=True,
    ),
    LoopDeed(
        "step", "登记销号步骤", _why_no_step, lambda now, task, answer: TakeStep(task.id, _following_step(now, task)),
        shows_conditions=True,
    ),
    LoopDeed(
        "strike", "销号", _IS_CHECKED, lambda now, task, answer: StrikeOff((task.id,), answer.words),
        words="销号意见", hint="可空", shows_conditions=True,
    ),
    LoopDeed(
        "recheck", "回头看", _why_no_recheck, _recheck,
        words="核查情况", is_worded=True, choice=("未反弹", "发现反弹，重新推进"), percent="反弹后进度",
    ),
    LoopDeed(
        "rebound", "登记反弹", _unless(lambda task: task.is_finished, "尚未办结，谈不上反弹。"),
        lambda now, task, answer: ReboundTask(task.id, answer.percent, answer.words),
        words="反弹情况", is_worded=True, percent="反弹后进度",
    ),
    LoopDeed(
        "return", "退回", _unless(lambda task: task.is_finished, "没有申请办结，不必退回。"),
        lambda now, task, answer: ReturnTask(task.id, answer.words), words="退回理由", is_worded=True,
    ),
    LoopDeed(
        "hand_on", "转办", _unless(lambda task: task.assigned_on is not None and not task.is_finished, "尚未交办或已办结。"),
        lambda now, task, answer: HandOnTask(task.id, answer.unit, answer.words),
        words="转办理由", is_worded=True, asks_unit=True,
    ),
    LoopDeed(
        "pause", "暂缓", _unless(lambda task: not task.is_finished and task.paused_on is None, "已办结或已暂缓。"),
        lambda now, task, answer: PauseTask(task.id, answer.words, answer.day),
        words="暂缓理由", is_worded=True, day="暂缓至",
    ),
    LoopDeed(
        "resume", "恢复推进", _unless(lambda task: task.paused_on is not None, "没有暂缓。"),
        lambda now, task, answer: ResumeTask(task.id, answer.words), words="说明", hint="可空",
    ),
    LoopDeed(
        "urge", "催报", _IS_AT_WORK, lambda now, task, answer: UrgeReports((task.id,), answer.words),
        words="催报内容", hint="如 请今日下班前报送；可空",
    ),
)  # fmt: skip
#: Name → deed.
DEED: Final = {deed.name: deed for deed in DEEDS}


def condition_lines(snapshot: Snapshot, task: Task, today: date) -> tuple[tuple[bool, str], ...]:
    """Returns (is met, words) of what 销号 asks of a task."""
    return tuple(
        (condition.is_met, f"{condition.name}：{brief(condition.words, 60)}")
        for condition in snapshot.strike_conditions(task, today)
    )
