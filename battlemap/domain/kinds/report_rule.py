"""Reporting discipline (反馈制度): data that says how often a task is to be reported on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.task import Emphasis, Task
from battlemap.domain.words import brief
from battlemap.errors import Refused

Every = Literal["daily", "weekly", "ten_days", "monthly", "never"]
EVERY: Final[tuple[Every, ...]] = get_args(Every)
_MOST_OF: Final = {"weekly": 7, "monthly": 31}


@attrs.frozen
class ReportRule:
    """How often: each working day, on weekday `day` (1 … 7), on the 10th, 20th and last, on day `day` of the month."""

    id: str
    title: str
    rank: str
    every: Every = "weekly"
    day: int = 5
    action: str | None = None
    emphasis: Emphasis | None = None
    chronic_after: int = 3
    deleted: bool = False


def discipline_of(task: Task, rules: Iterable[ReportRule]) -> ReportRule | None:
    """Returns the rule that holds for a task: the one that names most of it; None where nothing is laid down."""
    fitting = [
        rule
        for rule in rules
        if not rule.deleted and rule.action in (None, task.action) and rule.emphasis in (None, task.emphasis)
    ]
    fitting.sort(
        key=lambda rule: (-(rule.action is not None) - (rule.emphasis is not None), rule.rank, rule.id)
    )
    return fitting[0] if fitting else None


def rule_words(rule: ReportRule) -> str:
    """Returns 「每周五」, 「每月25日」, 「每旬末」."""
    if rule.every == "weekly":
        return f"每周{'一二三四五六日'[rule.day - 1]}"
    if rule.every == "monthly":
        return f"每月{rule.day}日"
    return {"daily": "每个工作日", "ten_days": "每旬末", "never": "不要求反馈"}[rule.every]


def _check(rule: ReportRule) -> None:
    most = _MOST_OF.get(rule.every)
    if most and not 1 <= rule.day <= most:
        what = "星期几，1 到 7" if rule.every == "weekly" else "几号，1 到 31"
        raise Refused(f"反馈制度“{brief(rule.title)}”的日子应写{what}。")


REPORT_RULE = Kind(
    "report_rule", ReportRule, "反馈制度", "项反馈制度",
    (
        Field("title", "名称", Text(), is_required=True, width=160),
        Field("every", "频次", Choice(wording.EVERY), width=80),
        Field("day", "星期几或几号", WholeNumber(0, 31), width=104, hint="每周写 1 到 7，每月写 1 到 31"),
        Field("action", "适用专项", Pointing("action", True), width=140, hint="不选则用于全部专项"),
        Field("emphasis", "适用标记", Choice({"key": "重点", "highlight": "亮点"}, True), width=96),
        Field("chronic_after", "长期不报次数", WholeNumber(2, 99), width=104, hint="连续几次不报列入通报"),
    ),
    order=("rank",), verb="制定", check=_check, is_background=True,
)  # fmt: skip
