"""How each page of the window is made, on its first visit; the board is there from the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from battlemap.ui.view import Tools, View


def _timeline(tools: Tools) -> View:
    from battlemap.ui.timeline.view import TimelineView

    return TimelineView(tools)


def _list(tools: Tools) -> View:
    from battlemap.ui.list.view import ListView

    return ListView(tools)


def _trends(tools: Tools) -> View:
    from battlemap.ui.trends.view import TrendsView

    return TrendsView(tools)


def _posters(tools: Tools) -> View:
    from battlemap.ui.press.page import PostersView

    return PostersView(tools)


MAKERS: Final[Mapping[str, Callable[[Tools], View]]] = {
    "timeline": _timeline,
    "list": _list,
    "trends": _trends,
    "posters": _posters,
}
