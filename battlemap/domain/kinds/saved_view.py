"""Saved views (视图): filters that bear a name and belong to the campaign, so that everybody finds them."""

from __future__ import annotations

import attrs

from battlemap.domain.fields.text import Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.words import brief
from battlemap.errors import Refused


@attrs.frozen
class SavedView:
    """`wanted` is the filter as `TaskFilter.to_json` tells it."""

    id: str
    title: str
    rank: str
    wanted: str
    deleted: bool = False


def _check_title(view: SavedView, before: SavedView | None, rows: Neighbours) -> None:
    if any(other.id != view.id for other in rows.live(SavedView, title=view.title)):
        raise Refused(f"已有名为“{brief(view.title)}”的视图，请换一个名称。")


SAVED_VIEW = Kind(
    "saved_view", SavedView, "视图", "个视图",
    (
        Field("title", "名称", Text(), is_required=True, width=220),
        Field("wanted", "筛选条件", Hidden(), is_set_by_program=True, in_list=False),
    ),
    order=("rank",), verb="保存", check_among=_check_title,
    is_printed=False,
)  # fmt: skip
