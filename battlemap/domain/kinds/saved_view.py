"""Saved views (视图): filters that bear a name and belong to the campaign, so that everybody finds them."""

from __future__ import annotations

import attrs

from battlemap.domain.fields.text import Hidden, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind


@attrs.frozen
class SavedView:
    """`wanted` is the filter as `TaskFilter.to_json` tells it."""

    id: str
    title: str
    rank: str
    wanted: str
    deleted: bool = False


SAVED_VIEW = Kind(
    "saved_view", SavedView, "视图", "个视图",
    (
        Field("title", "名称", Text(), is_required=True, width=220),
        Field("wanted", "筛选条件", Hidden(), is_set_by_program=True, in_list=False),
    ),
    order=("rank",), verb="保存",
)  # fmt: skip
