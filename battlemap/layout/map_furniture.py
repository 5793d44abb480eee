"""What every map bears over its picture: tokens with names, north, scale bar, and the note that it is no survey."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.chainage import km
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.map_labels import Anchor, LabelPlan, label_plan
from battlemap.layout.scene import Box, Item, Line, Rect, Shape, Text
from battlemap.layout.text import em_width

#: What every map says.
NOTE: Final = "示意图，不作为划界依据"
#: Lengths that a scale bar may have, in their power of ten.
_NICE: Final = (1, 2, 5)


def plan_of(marks: Sequence[SeenMark], place: Rect, em: float, taken: tuple[Rect, ...] = ()) -> LabelPlan:
    """Returns where tokens and names of the marks stand in a map of that place."""
    anchors = [
        Anchor(
            seen.number,
            place.x + seen.anchor[0] / WIDTH * place.w,
            place.y + seen.anchor[1] / WIDTH * place.w,
            seen.title + (" √" if seen.is_done else ""),
        )
        for seen in marks
    ]
    return label_plan(anchors, place, em * 1.15, em, taken)


def tokens(plan: LabelPlan | None, marks: Sequence[SeenMark], place: Rect, em: float) -> Iterator[Item]:
    """Yields tokens and names as planned; without a plan the tokens alone, each where its mark is."""
    if plan is not None:
        yield from labelled(plan, marks, em)
        return
    side = em * 0.7
    for seen in marks:
        x, y = seen.anchor[0] / WIDTH * place.w, seen.anchor[1] / WIDTH * place.w
        yield _token(seen, Rect(x - side / 2, y - side / 2, side, side))


def _token(seen: SeenMark, rect: Rect) -> Shape:
    if seen.lamp is not None:
        return lamp_shape(seen.lamp, rect, seen.mark.id)
    return Shape(rect, "diamond", seen.colour, "card", "dense", about=seen.mark.id)


def labelled(plan: LabelPlan, marks: Sequence[SeenMark], em: float) -> Iterator[Item]:
    """Yields leaders, tokens and names."""
    of = {seen.number: seen for seen in marks}
    for label in plan.labels:
        if label.leader is not None:
            yield Line(*label.leader, "text", em * 0.07)
    for token in plan.tokens:
        seen = of[token.numbers[0]]
        if len(token.numbers) > 1:
            yield Box(token.rect, "card", "text", em * 0.1, radius=em * 0.2)
            yield Text(token.rect, (str(len(token.numbers)),), em * 0.72, is_bold=True, align="center")
        else:
            yield Box(token.rect, "card", "card", 0, radius=em * 0.2)
            yield _token(seen, token.rect.inset(em * 0.06))
    for label in plan.labels:
        seen = of[label.number]
        yield Box(label.rect, "card", "border", em * 0.04, radius=em * 0.15, about=seen.mark.id)
        yield Text(label.rect.inset(em * 0.1, 0), (label.words,), em, align="center", about=seen.mark.id)


def north_place(place: Rect, em: float) -> Rect:
    """Returns where the needle stands: in the upper right corner."""
    side = em * 3.2
    return Rect(place.right - side - em * 0.6, place.y + em * 0.6, side, side)


def north(plate: Plate, place: Rect, em: float) -> Iterator[Item]:
    """A needle that points north, and 北."""
    yield Box(place, "card", "border", em * 0.05, radius=em * 0.3)
    x, y, reach = place.x + place.w / 2, place.y + place.h * 0.56, place.h * 0.36
    turn = math.radians(plate.north_deg)
    dx, dy = math.sin(turn) * reach, -math.cos(turn) * reach
    yield Line(x - dx * 0.7, y - dy * 0.7, x + dx, y + dy, "text", em * 0.16)
    for side in (-0.5, 0.5):
        ax = x + dx + math.sin(turn + math.pi + side) * reach * 0.5
        ay = y + dy - math.cos(turn + math.pi + side) * reach * 0.5
        yield Line(x + dx, y + dy, ax, ay, "text", em * 0.16)
    yield Text(
        Rect(place.x, place.y, place.w * 0.42, em * 1.2), ("北",), em * 0.85, is_bold=True, align="center"
    )


def bar_length(plate: Plate, place_w: float, most: float) -> tuple[int, float] | None:
    """Returns the metres of a scale bar and its length on the map, at most `most`; None without calibration."""
    if not plate.width_cm:
        return None
    per_metre = place_w / (plate.width_cm / 100)
    best: tuple[int, float] | None = None
    for power in range(7):
        for nice in _NICE:
            metres = nice * 10**power
            if metres * per_metre <= most:
                best = metres, metres * per_metre
    return best


def scale_place(plate: Plate, place: Rect, across: float, em: float) -> Rect | None:
    """Returns where the scale bar stands in a place, None without calibration; `across` is the whole plate's width."""
    bar = bar_length(plate, across, place.w * 0.22)
    if bar is None:
        return None
    w = max(bar[1], em_width(km(bar[0])) * em) + em * 1.6
    return Rect(place.x + em * 0.6, place.bottom - em * 3.2, w, em * 2.6)


def scale(plate: Plate, corner: Rect, across: float, em: float) -> Iterator[Item]:
    """Yields the scale bar into its corner."""
    bar = bar_length(plate, across, corner.w - em * 1.5)
    if bar is None:
        return
    metres, length = bar
    yield Box(corner, "card", "border", em * 0.05, radius=em * 0.3)
    x, y = corner.x + em * 0.8, corner.bottom - em * 0.7
    yield Box(Rect(x, y - em * 0.3, length / 2, em * 0.3), "text", "text", em * 0.05)
    yield Box(Rect(x + length / 2, y - em * 0.3, length / 2, em * 0.3), "card", "text", em * 0.05)
    yield Text(Rect(x, corner.y + em * 0.15, corner.w - em, em * 1.2), (km(metres),), em * 0.85)


def corners(plate: Plate, sight: Rect, across: float, em: float) -> Iterator[Item]:
    """Yields north, scale and note at the edges of what is in sight of a plate that is `across` wide."""
    yield from north(plate, north_place(sight, em), em)
    corner = scale_place(plate, sight, across, em)
    if corner is not None:
        yield from scale(plate, corner, across, em)
    w = (em_width(NOTE) + 1) * em * 0.92
    note = Rect(sight.right - w - em * 0.6, sight.bottom - em * 2.2, w, em * 1.6)
    yield Box(note, "card", "border", em * 0.05, radius=em * 0.3)
    yield Text(note, (NOTE,), em * 0.92, "muted", align="center")
