"""An exemption from 封土期 (封土豁免): a task may work within its validity, until a violation stops the pass."""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.errors import Refused


@attrs.frozen
class BanExemption:
    """One exemption; `entry` is the id of the ledger's entry that granted it, "" where it was typed."""

    id: str
    task: str
    valid_from: date
    valid_to: date
    document: str = ""
    pass_no: str = ""
    stopped_on: date | None = None
    violation: str = ""
    entry: str = ""
    deleted: bool = False

    def holds(self, day: date) -> bool:
        """Whether work may go on on a day: from the day on which a violation stopped the pass it may not."""
        is_stopped = self.stopped_on is not None and day >= self.stopped_on
        return not self.deleted and self.valid_from <= day <= self.valid_to and not is_stopped


def _check(exemption: BanExemption) -> None:
    if exemption.valid_to < exemption.valid_from:
        raise Refused(f"豁免有效期结束 {exemption.valid_to} 早于开始 {exemption.valid_from}，请改正。")
    if exemption.stopped_on is not None and not exemption.violation.strip():
        raise Refused("停用通行证要写明违规情形和处理。")


def _subject(exemption: BanExemption, names: Names) -> str:
    return f"{names.called('task', exemption.task)} 的封土豁免"


def _created(exemption: BanExemption, names: Names) -> str:
    days = "至".join(Day().words(day, names) for day in (exemption.valid_from, exemption.valid_to))
    return f"登记 {_subject(exemption, names)}（{days}）"


BAN_EXEMPTION: Final = Kind(
    "ban_exemption", BanExemption, "封土豁免", "件封土豁免",
    (
        Field("task", "任务", Pointing("task"), is_required=True, width=96),
        Field("valid_from", "有效期开始", Day(), is_required=True, width=96),
        Field("valid_to", "有效期结束", Day(), is_required=True, width=96),
        Field("document", "批准文号", Text(), is_required=True, width=160),
        Field("pass_no", "通道特许证号", Text(), width=140),
        Field("stopped_on", "停用日期", Day(), width=96, hint="违规之日起停工"),
        Field("violation", "违规记录", LongText(), width=240),
        Field("entry", "台账条目", Text(), is_set_by_program=True, in_list=False, in_form=False),
    ),
    name_keys=("document",), parent="task", order=("valid_from",), verb="登记",
    words=Words(subject=_subject, full=_subject, created=_created), check=_check,
)  # fmt: skip
