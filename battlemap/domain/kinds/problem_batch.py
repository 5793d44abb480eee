"""Batches (第 N 批卡点堵点): which 卡点 come before a dispatch meeting together."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.text import LongText
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words


@attrs.frozen
class ProblemBatch:
    """One numbered batch."""

    id: str
    number: int
    formed_on: date
    words: str = ""
    deleted: bool = False


def _name(batch: ProblemBatch, names: Names) -> str:
    return f"第 {batch.number} 批"


PROBLEM_BATCH = Kind(
    "problem_batch", ProblemBatch, "卡点批次", "批卡点",
    (
        Field("number", "批次", WholeNumber(1), is_set_by_program=True, begins="number", width=72),
        Field("formed_on", "汇总日期", Day(), is_required=True, is_set_by_program=True, begins="today", width=96),
        Field("words", "说明", LongText(), width=240),
    ),
    name_keys=("number",), order=("-number",), verb="汇总", is_kept_by_hand=False, is_printed=False, is_background=True,
    words=Words(name=_name, subject=_name, full=_name),
)  # fmt: skip
