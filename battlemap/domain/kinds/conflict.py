"""Conflicts: what two PCs have changed without knowing of each other; both sides stay in sight until somebody settles it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final, Literal

import attrs

from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import Code, Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Changed, Kind, Words

#: One field with two values; a row removed here and changed there; a row put to what was removed or archived; one code or
#: number given twice.
Reason = Literal["field", "gone", "home", "double"]
REASONS: Final = {
    "field": "同一处改了两次",
    "gone": "一方删除一方修改",
    "home": "归属已删除或归档",
    "double": "编号重复",
}


@attrs.frozen
class Conflict:
    """One conflict. The program finds it while it takes packets in; its id tells what it is about on every PC."""

    id: str
    reason: Reason
    about: str
    row: str
    field: str
    sides: str
    found_on: date
    settled_on: date | None = None
    settled_by: str = ""
    outcome: str = ""
    deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to settle it."""
        return self.settled_on is None and not self.deleted

    @property
    def accounts(self) -> tuple[dict[str, Any], ...]:
        """The sides: site, actor, at, step label and values, the one that stands first."""
        return tuple(json.loads(self.sides))


def _subject(conflict: Conflict, names: Names) -> str:
    return f"冲突“{REASONS[conflict.reason]}”"


def _deeds(before: Conflict, after: Conflict, fields: Changed, names: Names) -> list[str]:
    if fields.pop("settled_on", None) is None or after.is_open:
        return []
    for key in ("settled_by", "outcome"):
        fields.pop(key, None)
    return [f"处理{_subject(after, names)}：{after.outcome or '以现值为准'}"]


CONFLICT = Kind(
    "conflict", Conflict, "冲突", "处冲突",
    (
        Field("reason", "情形", Choice(REASONS), is_required=True, is_set_by_program=True, width=140),
        Field("about", "类别", Code(), is_required=True, is_set_by_program=True, in_list=False),
        Field("row", "内容", Code(), is_required=True, is_set_by_program=True, in_list=False),
        Field("field", "字段", Code(), is_set_by_program=True, in_list=False),
        Field("sides", "双方", Hidden(told_as="（双方的内容）"), is_set_by_program=True, in_list=False),
        Field("found_on", "发现日期", Day(), is_required=True, is_set_by_program=True, width=96),
        Field("settled_on", "处理日期", Day(), is_set_by_program=True, width=96),
        Field("settled_by", "处理人", Text(), is_set_by_program=True, width=96),
        Field("outcome", "处理结果", Text(), is_set_by_program=True, width=200),
    ),
    name_keys=("reason",), order=("-found_on",), verb="发现", is_kept_by_hand=False, is_printed=False, is_binned=False,
    is_background=True, words=Words(subject=_subject, deeds=_deeds),
)  # fmt: skip
