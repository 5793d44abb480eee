"""A plate with all that stands on it as a scene: picture, areas and roads, tokens, names, north, scale, note."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH
from battlemap.layout.map_drawing import overlay_svg
from battlemap.layout.map_furniture import labelled, north, north_place, plan_of, scale, scale_place
from battlemap.layout.scene import Box, Item, Picture, Rect
from battlemap.theme import Theme


@attrs.frozen(eq=False)
class MapFacts:
    """A plate, its picture as SVG (b"" where it is not at hand), the marks on it, and the theme in which they are drawn."""

    plate: Plate
    picture: bytes
    marks: tuple[SeenMark, ...]
    look: Theme


def fitted_map(plate: Plate, room: Rect) -> Rect:
    """Returns the largest place of the plate's proportions in the room, in its upper left corner."""
    share = plate.height / WIDTH
    w = min(room.w, room.h / share)
    return Rect(room.x, room.y, w, w * share)


def map_items(facts: MapFacts, place: Rect, em: float) -> Iterator[Item]:
    """Yields the map into a place of its proportions; `em` is the height of the names."""
    yield Box(place, "card", "border", em * 0.08)
    if facts.picture:
        yield Picture(place, facts.picture)
    height = facts.plate.height
    yield Picture(place, overlay_svg(facts.marks, facts.look, height, em * 0.14 / place.w))
    corner, needle = scale_place(facts.plate, place, place.w, em), north_place(place, em)
    plan = plan_of(facts.marks, place, em, (needle,) if corner is None else (needle, corner))
    yield from labelled(plan, facts.marks, em)
    yield from north(facts.plate, needle, em)
    if corner is not None:
        yield from scale(facts.plate, corner, place.w, em)
