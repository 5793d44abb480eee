"""Conditions of 销号 (销号条件): data that says what must be there before a task is struck off, and whether it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

import attrs

from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.attachment import Attachment
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.hand_over import Deed, HandOver, of_this_claim
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.words import brief, day_in_words
from battlemap.errors import Refused

#: Looks at a struck-off task that one rule can ask for.
_MOST_RECHECKS: Final = 12
_MOST_DAYS: Final = 3660


@attrs.frozen
class StrikeRule:
    """What 销号 asks for beside 待核查 and no open 卡点; `action` None is for every action without a rule of its own."""

    id: str
    title: str
    rank: str
    action: str | None = None
    evidence: int = 0
    needs_check: bool = True
    needs_second: bool = True
    needs_checklist: bool = False
    needs_answers: bool = False
    publicity_days: int = 0
    approver: str = ""
    steps: str = ""
    recheck_days: str = ""
    deleted: bool = False

    @property
    def named_steps(self) -> tuple[str, ...]:
        """The further steps that must be recorded, in order."""
        return tuple(filter(None, (line.strip() for line in self.steps.splitlines())))

    @property
    def rechecked_after(self) -> tuple[int, ...]:
        """Natural days after 销号 on which the task is looked at again."""
        return tuple(sorted({int(number) for number in re.findall(r"\d+", self.recheck_days)}))


@attrs.frozen
class Condition:
    """One condition: its name, whether it is met, and what speaks for it or what is missing, in words."""

    name: str
    is_met: bool
    words: str


def rule_for(task: Task, rules: Iterable[StrikeRule]) -> StrikeRule | None:
    """Returns the rule of a task: its own, else its action's, else the general one; None where nothing is laid down."""
    live = [rule for rule in rules if not rule.deleted]
    for is_wanted in (
        lambda rule: rule.id == task.strike_rule,
        lambda rule: rule.action == task.action,
        lambda rule: rule.action is None,
    ):
        fitting = sorted((rule for rule in live if is_wanted(rule)), key=lambda rule: (rule.rank, rule.id))
        if fitting:
            return fitting[0]
    return None


def conditions(
    task: Task,
    rule: StrikeRule | None,
    parts: Callable[[type[Any]], Sequence[Any]],
    problems: Sequence[Problem],
    day: date,
) -> tuple[Condition, ...]:
    """Returns what 销号 asks of a task on a day; `parts(kind)` are its live rows of a kind in the order of making.

    Done is not struck off (办结不等于销号): what was done before the claim that now stands does not count.
    """
    is_claimed = task.is_finished
    made = [
        Condition("申请办结", is_claimed, _claim_words(task) if is_claimed else "还没有申请办结"),
        Condition("卡点", not problems, _problem_words(problems)),
    ]
    if rule is None:
        return tuple(made)
    deeds = of_this_claim(list(parts(HandOver)))
    checks = [deed for deed in deeds if deed.deed in ("pass", "fail")]
    check = checks[-1] if checks and checks[-1].deed == "pass" else None
    if rule.needs_check:
        made.append(Condition("核查合格", check is not None, _check_words(check, checks)))
    if rule.needs_second:
        made.append(_second_person(deeds, check))
    if rule.evidence:
        count = len(parts(Attachment))
        made.append(
            Condition("佐证材料", count >= rule.evidence, f"附件 {count} 件，要求 {rule.evidence} 件")
        )
    if rule.needs_checklist:
        items = parts(ChecklistItem)
        left = sum(not item.is_done for item in items)
        made.append(Condition("工作清单", not left, f"{left} 项未完成" if left else "全部完成"))
    if rule.needs_answers:
        owed = sum(instruction.is_open for instruction in parts(Instruction))
        made.append(Condition("批示", not owed, f"{owed} 条未办理" if owed else "全部办理"))
    if rule.publicity_days:
        made.append(_publicity(deeds, rule.publicity_days, day))
    if rule.approver:
        signed = _newest(deeds, "approve")
        words = f"{signed.words or signed.actor} {_on(signed)}" if signed else f"待{rule.approver}审签"
        made.append(Condition("审签", signed is not None, words))
    steps = {deed.words: deed for deed in deeds if deed.deed == "step"}
    for name in rule.named_steps:
        step = steps.get(name)
        made.append(Condition(name, step is not None, f"{step.actor} {_on(step)}" if step else "还没有登记"))
    return tuple(made)


def why_not_struck_off(task: Task, wanted: Iterable[Condition]) -> str:
    """Returns which conditions are not met, in a sentence, "" where all are."""
    missing = [f"{condition.name}（{condition.words}）" for condition in wanted if not condition.is_met]
    return f"{task.code} 不符合销号条件：{'；'.join(missing)}。" if missing else ""


def _claim_words(task: Task) -> str:
    return f"{_day(task.finished_on)}申请" if task.finished_on else "已申请"


def _problem_words(problems: Sequence[Problem]) -> str:
    if not problems:
        return "没有未解决的卡点"
    return f"还有 {len(problems)} 个未解决：{brief(problems[0].title)}"


def _check_words(check: HandOver | None, checks: Sequence[HandOver]) -> str:
    if check is not None:
        return f"{check.actor} {_on(check)}" + (f"：{brief(check.words)}" if check.words else "")
    return f"{_on(checks[-1])}核查不合格" if checks else "还没有核查"


def _second_person(deeds: Sequence[HandOver], check: HandOver | None) -> Condition:
    claim = _newest(deeds, "claim")
    if check is None:
        return Condition("两人经手", False, "须由申请人以外的人核查")
    if claim is not None and claim.actor == check.actor:
        return Condition("两人经手", False, f"申请和核查都是{claim.actor}，须换人核查")
    return Condition(
        "两人经手", True, f"{claim.actor}申请，{check.actor}核查" if claim else f"{check.actor}核查"
    )


def _publicity(deeds: Sequence[HandOver], wanted: int, day: date) -> Condition:
    published = _newest(deeds, "publish")
    if published is None or published.until is None:
        return Condition("公示", False, f"还没有公示，要求 {wanted} 天")
    objections = sum(deed.deed == "object" for deed in deeds) - sum(deed.deed == "settle" for deed in deeds)
    if objections > 0:
        return Condition("公示", False, f"有 {objections} 条异议没有处理")
    span = f"{_on(published)}至{_day(published.until)}"
    length = (published.until - published.on).days + 1
    if length < wanted:
        return Condition("公示", False, f"{span}只有 {length} 天，要求 {wanted} 天")
    if day <= published.until:
        return Condition("公示", False, f"{span}，还没有期满")
    return Condition("公示", True, f"{span}，无异议")


def _newest(deeds: Sequence[HandOver], deed: Deed) -> HandOver | None:
    return next((one for one in reversed(deeds) if one.deed == deed), None)


def _on(deed: HandOver) -> str:
    return _day(deed.on)


def _day(day: date) -> str:
    return day_in_words(day, day.year)


def _check(rule: StrikeRule) -> None:
    days = rule.rechecked_after
    if rule.recheck_days.strip() and not re.fullmatch(r"[\d\s、,，;；天日]+", rule.recheck_days):
        raise Refused(f"销号条件“{brief(rule.title)}”的回头看天数请写成 30、90、180。")
    if len(days) > _MOST_RECHECKS or any(not 1 <= day <= _MOST_DAYS for day in days):
        raise Refused(
            f"销号条件“{brief(rule.title)}”的回头看天数应在 1 到 {_MOST_DAYS} 之间，最多 {_MOST_RECHECKS} 次。"
        )
    if rule.needs_second and not rule.needs_check:
        raise Refused(f"销号条件“{brief(rule.title)}”要求两人经手，就须同时要求核查合格。")


STRIKE_RULE = Kind(
    "strike_rule", StrikeRule, "销号条件", "项销号条件",
    (
        Field("title", "名称", Text(), is_required=True, width=160),
        Field("action", "适用专项", Pointing("action", True), width=140, hint="不选则用于没有单独规定的专项"),
        Field("evidence", "佐证材料件数", WholeNumber(0, 100), width=104),
        Field("needs_check", "须核查合格", YesNo(), width=88),
        Field("needs_second", "须两人经手", YesNo(), width=88, hint="核查人不能是申请办结的人"),
        Field("needs_checklist", "清单须完成", YesNo(), width=88),
        Field("needs_answers", "批示须办理", YesNo(), width=88),
        Field("publicity_days", "公示天数", WholeNumber(0, 365), unit="自然日", width=120),
        Field("approver", "审签人", Text(), width=140, hint="如 区主要领导；不填则不须审签"),
        Field("steps", "其他步骤", LongText(), width=200, hint="一行一步"),
        Field("recheck_days", "回头看天数", Text(), width=120, hint="如 30、90、180"),
    ),
    order=("rank",), verb="制定", check=_check, is_background=True,
)  # fmt: skip
