"""Chainage (桩号): the states of a road part by part on a day; whatever was reported, the parts add up to its length."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import attrs

from battlemap.domain.kinds.picture_map import RoadPart, RoadState

STATES: tuple[RoadState, ...] = ("none", "bed", "surface", "open")


@attrs.frozen
class Stretch:
    """A part of a road between two chainages, metres, in one state."""

    from_m: int
    to_m: int
    state: RoadState

    @property
    def length(self) -> int:
        """How long it is, metres."""
        return self.to_m - self.from_m


def stretches(parts: Iterable[RoadPart], length: int, day: date) -> tuple[Stretch, ...]:
    """Returns the road from 0 to `length` metres as it is on a day: what was said last of a place holds, the rest is 未开工.

    Neighbours of one state are joined. The lengths add up to `length`, whatever the parts are.
    """
    if length <= 0:
        return ()
    said = [part for part in parts if not part.deleted and part.since <= day and part.from_m < part.to_m]
    # of one day the last that was written holds
    said = [part for _, part in sorted(enumerate(said), key=lambda pair: (pair[1].since, pair[0]))]
    edges = sorted(
        {0, length, *(min(max(0, edge), length) for part in said for edge in (part.from_m, part.to_m))}
    )
    made: list[Stretch] = []
    for start, end in pairwise(edges):
        state: RoadState = "none"
        for part in said:
            if part.from_m <= start and end <= part.to_m:
                state = part.state
        if made and made[-1].state == state:
            made[-1] = Stretch(made[-1].from_m, end, state)
        else:
            made.append(Stretch(start, end, state))
    return tuple(made)


def by_state(road: Iterable[Stretch]) -> dict[RoadState, int]:
    """Returns the metres in each state; every state is there."""
    metres: dict[RoadState, int] = dict.fromkeys(STATES, 0)
    for stretch in road:
        metres[stretch.state] += stretch.length
    return metres


def km(metres: int) -> str:
    """Returns 「1.25 公里」, under a kilometre 「350 米」."""
    if metres < 1000:
        return f"{metres} 米"
    return f"{metres / 1000:.3f}".rstrip("0").rstrip(".") + " 公里"


def chainage(metres: int) -> str:
    """Returns 「K1+250」."""
    return f"K{metres // 1000}+{metres % 1000:03d}"
