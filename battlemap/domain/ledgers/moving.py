"""Moves along the road: what a stage demands, what becomes of an entry that comes to it, and how far it ever came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.domain.fields.kept import Unread
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.words import brief
from battlemap.errors import Refused


def missing_for(definition: Definition, stage: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Returns the keys of the fields that a stage demands and that are empty or could not be read in `values`."""
    wanted = definition.road.stage(stage)
    if wanted is None:
        return ()
    return tuple(
        key
        for key in wanted.demands
        if (field := definition.by_key.get(key)) is not None
        and (isinstance(values.get(key), Unread) or values.get(key) in (None, "", (), field.type.nothing))
    )


def guard_demands(definition: Definition, stage: str, name: str, values: Mapping[str, Any]) -> None:
    """Raises Refused that says what is missing for an entry called `name` to come to a stage."""
    missing = missing_for(definition, stage, values)
    if missing:
        titles = "、".join(definition.by_key[key].title for key in missing)
        wanted = definition.road.stage(stage)
        assert wanted is not None
        raise Refused(f"“{brief(name)}”进入“{wanted.name}”前，请先填写：{titles}。")


def arrived(before: Entry | None, after: Entry, definition: Definition, on: date) -> Entry:
    """Returns the entry with the day on which it came to its stage and the furthest one that it ever came to.

    `before` is None where it is new. One that stays where it is keeps its day; one without a stage has none.
    """
    if before is not None and before.stage == after.stage:
        return after
    road = definition.road
    place, furthest = road.place(after.stage), road.place(after.furthest)
    is_further = place is not None and (furthest is None or place > furthest)
    return attrs.evolve(
        after,
        stage_on=on if after.stage else None,
        furthest=after.stage if is_further else after.furthest,
    )


def ever_reached(definition: Definition, stages: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns (where it must stand now, or what must be its furthest stage) for having reached one of the stages.

    A stage on the road is reached by whoever ever came to it or beyond; one beside the road only by who stands there.
    """
    road = definition.road
    on_road = [stage.code for stage in road.stages if stage.is_on_road]
    places = [place for stage in stages if (place := road.place(stage)) is not None]
    beside = tuple(stage for stage in stages if road.place(stage) is None)
    return beside, tuple(on_road[min(places) :]) if places else ()
