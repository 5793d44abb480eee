"""A veto (一票否决): proposed with its computation, decided by a person, by a document and its clause."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words

Effect = Literal["no_award", "downgrade", "zero", "not_excellent"]


@attrs.frozen
class Veto:
    """One decision; what it was computed from stands in `computation` as it was then."""

    id: str
    unit: str
    scheme: str
    year: int
    document: str
    clause: str
    computation: str
    decided_by: str
    effect: Effect = "not_excellent"
    node: str | None = None
    decided_on: date | None = None
    note: str = ""
    deleted: bool = False


def _subject(veto: Veto, names: Names) -> str:
    return f"{names.called('unit', veto.unit)}的一票否决"


def _created(veto: Veto, names: Names) -> str:
    return f"对{names.called('unit', veto.unit)}一票否决，{wording.VETO_EFFECTS.get(veto.effect, '')}"


VETO: Kind = Kind(
    "veto", Veto, "一票否决", "项一票否决",
    (
        Field("unit", "单位", OfUnit(is_optional=False), is_required=True, width=120),
        Field("scheme", "考核方案", Pointing("scheme"), is_required=True, width=160),
        Field("node", "单项考核", Pointing("scheme_node", is_optional=True), width=160),
        Field("year", "年度", WholeNumber(1990, 2100), width=64),
        Field("effect", "后果", Choice(wording.VETO_EFFECTS), width=110),
        Field("document", "依据文件", Text(), is_required=True, width=180),
        Field("clause", "条款", Text(), is_required=True, width=180),
        Field("computation", "测算", LongText(), is_required=True, width=240),
        Field("decided_by", "决定人", Text(), is_required=True, width=96),
        Field("decided_on", "决定日期", Day(), width=96),
        Field("note", "说明", LongText(), width=160),
    ),
    name_keys=("computation",), order=("year",), verb="决定",
    words=Words(subject=_subject, full=_subject, created=_created),
    is_kept_by_hand=False,
)  # fmt: skip
