"""Rules of escalation (提级规则): after how many working days a 卡点 rises to the next level by itself; data."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.problem import Level, Problem, ProblemKind


@attrs.frozen
class EscalationRule:
    """Working days that a 卡点 may stand at a level, 0 for as long as it likes; `kind` None for all other kinds."""

    id: str
    title: str
    rank: str
    kind: ProblemKind | None = None
    department_days: int = 5
    command_post_days: int = 5
    deleted: bool = False

    def days_at(self, level: Level) -> int:
        """Returns the working days that a 卡点 may stand at a level, 0 for no end."""
        return {"department": self.department_days, "command_post": self.command_post_days}.get(level, 0)


def escalation_rule_of(problem: Problem, rules: Iterable[EscalationRule]) -> EscalationRule | None:
    """Returns the rule for a 卡点: that of its kind, else the general one; None where nothing is laid down."""
    fitting = [rule for rule in rules if not rule.deleted and rule.kind in (None, problem.kind)]
    fitting.sort(key=lambda rule: (rule.kind is None, rule.rank, rule.id))
    return fitting[0] if fitting else None


ESCALATION_RULE = Kind(
    "escalation_rule", EscalationRule, "提级规则", "项提级规则",
    (
        Field("title", "名称", Text(), is_required=True, width=180),
        Field("kind", "适用分类", Choice(wording.PROBLEM_KINDS, True), width=88, hint="不选则用于没有单独规定的分类"),
        Field("department_days", "部门时限", WholeNumber(0, 365), unit="工作日", width=130, hint="0 为不自动提级"),
        Field("command_post_days", "指挥部时限", WholeNumber(0, 365), unit="工作日", width=140, hint="0 为不自动提级"),
    ),
    order=("rank",), verb="制定", is_background=True,
)  # fmt: skip
