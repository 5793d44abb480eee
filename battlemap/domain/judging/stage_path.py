"""Where entries went: their moves from stage to stage, folded up to a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from battlemap.domain.fields.stage import Stages
from battlemap.domain.judging.stage import places


@attrs.frozen
class Move:
    """An entry comes into a stage; `stage` None means that it is taken off the ledger.

    `on` is the day on which it happened, `approved_on` the one on which the office confirmed it.
    """

    entry: str
    stage: str | None
    on: date
    approved_on: date | None = None


@attrs.frozen
class Path:
    """The way of one entry: its moves in order of their days, none into the stage where it stood already."""

    entry: str
    moves: tuple[Move, ...]

    @property
    def now(self) -> str | None:
        """The stage in which it stands, None where it is off the ledger."""
        return self.moves[-1].stage

    @property
    def since(self) -> date:
        """The day on which it came there."""
        return self.moves[-1].on

    def at(self, day: date) -> str | None:
        """Returns the stage by the evening of a day, None where it was not there yet or no more."""
        stage = None
        for move in self.moves:
            if move.on > day:
                break
            stage = move.stage
        return stage

    def furthest(self, places: Mapping[str, int]) -> int:
        """Returns the furthest place on the way that it ever reached, -1 for none; who gave up keeps it."""
        return max((places.get(move.stage or "", -1) for move in self.moves), default=-1)

    def reached(self, places: Mapping[str, int], place: int) -> Move | None:
        """Returns the first move by which it came to a place or beyond; who skips a stage has passed it."""
        return next((move for move in self.moves if places.get(move.stage or "", -1) >= place), None)


Paths = Mapping[str, Path]


def paths_of(moves: Iterable[Move], as_of: date) -> dict[str, Path]:
    """Returns entry → path up to the evening of `as_of`; moves of one day keep the order in which they come.

    An entry that never moved by then has none.
    """
    by_entry: dict[str, list[Move]] = {}
    for move in moves:
        if move.on <= as_of:
            by_entry.setdefault(move.entry, []).append(move)
    return {entry: Path(entry, _ordered(its)) for entry, its in by_entry.items()}


def standing(paths: Paths) -> dict[str, str]:
    """Returns entry → the stage in which it stands; those off the ledger are left out."""
    return {entry: path.now for entry, path in paths.items() if path.now is not None}


def furthest_places(road: Stages, paths: Paths) -> dict[str, int]:
    """Returns entry → furthest place on the way, for entries on the ledger."""
    by_code = places(road)
    return {entry: path.furthest(by_code) for entry, path in paths.items() if path.now is not None}


def _ordered(moves: list[Move]) -> tuple[Move, ...]:
    """Returns the moves by their days; one that brings back what was before, day and all, takes back what lies between."""
    standing: list[Move] = []
    for move in moves:
        back = next(
            (n for n, old in enumerate(standing) if (old.stage, old.on) == (move.stage, move.on)), None
        )
        standing = standing[: back + 1] if back is not None else [*standing, move]
    kept: list[Move] = []
    for move in sorted(standing, key=lambda each: each.on):
        if not kept or kept[-1].stage != move.stage:
            kept.append(move)
    return tuple(kept)
