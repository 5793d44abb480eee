"""Views of ledgers (台账视图): what of one ledger is listed and how it is grouped, under a name that everybody finds."""

from __future__ import annotations

import attrs

from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class EntryView:
    """`wanted` is what is listed as `looking.entry_look` tells it."""

    id: str
    ledger: str
    title: str
    rank: str
    wanted: str
    deleted: bool = False


def _check_title(view: EntryView, before: EntryView | None, rows: Neighbours) -> None:
    others = rows.live(EntryView, ledger=view.ledger, title=view.title)
    if any(other.id != view.id for other in others):
        raise Refused(f"这本台账已有名为“{brief(view.title)}”的视图，请换一个名称。")


ENTRY_VIEW = Kind(
    "entry_view", EntryView, "台账视图", "个台账视图",
    (
        Field("ledger", "台账", Pointing("ledger"), is_required=True, is_set_by_program=True, width=140),
        Field("title", "名称", Text(40), is_required=True, width=220),
        Field("wanted", "筛选条件", Hidden(told_as="（筛选条件）"), is_set_by_program=True, in_list=False),
    ),
    order=("ledger", "rank"), verb="保存", check_among=_check_title, is_background=True,
    is_printed=False,
)  # fmt: skip
