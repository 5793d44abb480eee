"""Saved views (视图): filters that bear a name and belong to the campaign, so that everybody finds them."""

from __future__ import annotations

import attrs


@attrs.frozen
class SavedView:
    """`wanted` is the filter as `TaskFilter.to_json` tells it."""

    id: str
    title: str
    rank: str
    wanted: str
    deleted: bool = False
