"""Tallies (计数): a count or sum over a ledger with a target, such as 「进入园区 n/30」; one may drive a task's progress."""

from __future__ import annotations

import json
from typing import Final, Literal, get_args

import attrs

from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.number import Quantity
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Code, Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.words import brief
from battlemap.errors import Refused

#: What is worked out: how many entries, or the sum of one field.
Figure = Literal["count", "sum"]
FIGURES: Final[dict[str, str]] = {"count": "计数", "sum": "合计"}
assert tuple(FIGURES) == get_args(Figure)


@attrs.frozen
class Tally:
    """`wanted` is the filter as JSON, see `ledgers.entry_filter`; `field` the key of what is summed, "" for a count.

    `target` is a number as text, in `unit`. Where it names a `task`, the task's progress follows it.
    """

    id: str
    ledger: str
    title: str
    rank: str
    figure: Figure = "count"
    field: str = ""
    wanted: str = ""
    target: str | None = None
    unit: str = ""
    task: str | None = None
    deleted: bool = False


def _check(tally: Tally) -> None:
    if (tally.figure == "sum") != bool(tally.field):
        raise Refused(f"计数“{brief(tally.title)}”：合计须写明对哪个字段，计数则不写。")
    if tally.task and not tally.target:
        raise Refused(f"计数“{brief(tally.title)}”要带动任务进度，须先写明目标数。")
    try:
        conditions = json.loads(tally.wanted) if tally.wanted else []
    except (ValueError, RecursionError) as error:
        raise Refused(f"计数“{brief(tally.title)}”的条件读不懂，请重新填写。", str(error)) from error
    if not isinstance(conditions, list):
        raise Refused(f"计数“{brief(tally.title)}”的条件读不懂，请重新填写。")


TALLY = Kind(
    "tally", Tally, "台账计数", "项台账计数",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=120),
        Field("title", "名称", Text(40), is_required=True, width=200),
        Field("figure", "算法", Choice(FIGURES), width=60),
        Field("field", "字段", Code(), is_set_by_program=True, width=96),
        Field("wanted", "条件", Hidden(told_as="（条件）"), is_set_by_program=True, in_list=False),
        Field("target", "目标数", Quantity(), width=72),
        Field("unit", "单位", Text(20), width=60),
        Field("task", "带动任务", Pointing("task", True), width=96),
    ),
    order=("ledger", "rank"), verb="增加", check=_check, is_kept_by_hand=False, is_printed=False,
)  # fmt: skip
