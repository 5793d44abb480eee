"""Who has seen the hidden parts of a ledger, when and why (查看登记): a view is unmasked by writing that down."""

from __future__ import annotations

from datetime import datetime

import attrs

from battlemap.domain.fields.day import Moment
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Words
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class Unmasking:
    """One look at what is hidden: of which ledger, why, when and by whom."""

    id: str
    ledger: str
    reason: str
    seen_at: datetime
    seen_by: str = ""
    deleted: bool = False


def _check(seen: Unmasking) -> None:
    if len(seen.reason.strip()) < 2:
        raise Refused("请写明查看完整信息的事由，如“走访核对”。")


def _created(seen: Unmasking, names: Names) -> str:
    ledger = UNMASKING.type_of("ledger").words(seen.ledger, names)
    return f"查看台账“{brief(ledger)}”的完整信息，事由：{brief(seen.reason)}"


UNMASKING = Kind(
    "unmasking", Unmasking, "查看登记", "条查看登记",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=160),
        Field("reason", "事由", Text(200), is_required=True, is_set_by_program=True, width=280),
        Field("seen_at", "时间", Moment(), is_set_by_program=True, width=128),
        Field("seen_by", "查看人", Text(), is_set_by_program=True, width=96),
    ),
    name_keys=("reason",), order=("-seen_at",), verb="登记", words=Words(created=_created), check=_check,
    is_kept_by_hand=False, is_binned=False, is_printed=False,
)  # fmt: skip
