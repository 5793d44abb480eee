"""The board by keyboard: which card an arrow leads to, and where Ctrl+arrow takes a card."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import attrs

from battlemap.domain.kinds.task import LANES, Lane
from battlemap.shown.board.contents import BoardContents, Place
from battlemap.shown.board.target import why_not

Arrow = Literal["up", "down", "left", "right"]
Way = Literal[
    "up", "down", "left", "right", "first", "last", "page_up", "page_down", "board_first", "board_last"
]


@attrs.frozen
class Move:
    """Where the cards should go; `refusal` says why they may not."""

    tasks: tuple[str, ...]
    action: str
    lane: Lane
    before: str | None = None
    refusal: str = ""


def next_card(
    contents: BoardContents, focus: str | None, way: Way, folded: Collection[str], page: int
) -> str | None:
    """Returns the card that the key leads to from `focus`; None where there is no card at all.

    Up and down run through the lanes of a column, left and right skip folded and empty columns.
    """
    columns = [
        n for n, action in enumerate(contents.columns) if action.id not in folded and contents.column_ids(n)
    ]
    if not columns:
        return None
    place = contents.place(focus) if focus else None
    if place is None or focus is None or place.column not in columns:
        return (
            contents.column_ids(columns[-1])[-1]
            if way == "board_last"
            else contents.column_ids(columns[0])[0]
        )
    if way in ("left", "right"):
        at = columns.index(place.column) + (1 if way == "right" else -1)
        return _beside(contents, place, columns[at]) if 0 <= at < len(columns) else focus
    if way == "board_first":
        return contents.column_ids(columns[0])[0]
    if way == "board_last":
        return contents.column_ids(columns[-1])[-1]
    ids = contents.column_ids(place.column)
    at = ids.index(focus)
    to = {
        "up": at - 1,
        "down": at + 1,
        "first": 0,
        "last": len(ids) - 1,
        "page_up": at - page,
        "page_down": at + page,
    }
    return ids[min(max(to[way], 0), len(ids) - 1)]


def wanted_move(
    contents: BoardContents,
    tasks: tuple[str, ...],
    focus: str,
    way: Arrow,
    folded: Collection[str],
    is_by_lane: bool = False,
) -> Move | None:
    """Returns where Ctrl+arrow takes `tasks`, seen from `focus`; None at the board's edge.

    Up and down change the place, at the cell's end the lane; `is_by_lane` changes the lane at once.
    """
    place = contents.place(focus)
    if place is None:
        return None
    action = contents.columns[place.column].id
    if way in ("left", "right"):
        step = 1 if way == "right" else -1
        column = place.column + step
        while 0 <= column < len(contents.columns) and contents.columns[column].id in folded:
            column += step
        if not 0 <= column < len(contents.columns):
            return None
        ids = contents.cell(column, place.lane)
        before = ids[place.index] if place.index < len(ids) else None
        return _checked(contents, tasks, contents.columns[column].id, place.lane, before)
    if not is_by_lane:
        rest = [id for id in contents.cell(place.column, place.lane) if id not in tasks]
        above = sum(place_of.index < place.index for id in rest if (place_of := contents.place(id)))
        if way == "up" and above > 0:
            return _checked(contents, tasks, action, place.lane, rest[above - 1])
        if way == "down" and above < len(rest):
            before = rest[above + 1] if above + 1 < len(rest) else None
            return _checked(contents, tasks, action, place.lane, before)
    lane = place.lane + (1 if way == "down" else -1)
    if not 0 <= lane < len(LANES):
        return None
    there = [id for id in contents.cell(place.column, lane) if id not in tasks]
    return _checked(contents, tasks, action, lane, there[0] if way == "down" and there else None)


def _checked(
    contents: BoardContents, tasks: tuple[str, ...], action: str, lane: int, before: str | None
) -> Move:
    return Move(tasks, action, LANES[lane], before, why_not(contents, tasks, LANES[lane]))


def _beside(contents: BoardContents, place: Place, column: int) -> str:
    """Returns the card of another column that stands nearest: the same lane first, then the lanes around it."""
    lanes = sorted(range(len(LANES)), key=lambda lane: (abs(lane - place.lane), lane))
    lane = next(lane for lane in lanes if contents.cell(column, lane))
    ids = contents.cell(column, lane)
    if lane == place.lane:
        return ids[min(place.index, len(ids) - 1)]
    return ids[0] if lane > place.lane else ids[-1]
