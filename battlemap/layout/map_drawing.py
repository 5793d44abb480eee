"""What is drawn on a plate as one SVG: areas in the colour of their lamp, roads with the states of their parts."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap.domain.kinds.picture_map import MapMark, RoadState
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH, along
from battlemap.theme import Theme

#: Units of the drawing across the picture.
_ACROSS: Final = 100_000


@attrs.frozen
class RoadStyle:
    """How a part of a road is drawn: colour, width and dashes in shares of a plain line's width; told apart in grey too."""

    colour: str
    width: float
    dash: tuple[float, ...]


ROADS: Final[dict[RoadState, RoadStyle]] = {
    "none": RoadStyle("grey", 1.0, (2.0, 2.0)),
    "bed": RoadStyle("yellow", 1.6, (4.0, 1.5)),
    "surface": RoadStyle("blue", 1.6, ()),
    "open": RoadStyle("green", 2.6, ()),
}


def overlay_svg(marks: Sequence[SeenMark], look: Theme, height: int, stroke: float) -> bytes:
    """Returns areas and lines as an SVG over the whole plate; `height` in millionths, `stroke` in shares of the width."""
    tall = height * _ACROSS // WIDTH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_ACROSS} {tall}" width="{_ACROSS}" height="{tall}">'
    ]
    width = stroke * _ACROSS
    for seen in marks:
        if seen.mark.kind == "area":
            parts.append(_area(seen, look, width))
    for seen in marks:
        if seen.mark.kind == "line":
            parts += _line(seen, look, width)
    return "".join((*parts, "</svg>")).encode()


def _area(seen: SeenMark, look: Theme, width: float) -> str:
    colour = look.colour(seen.colour)
    dash = (
        f' stroke-dasharray="{width * 3:.0f} {width * 2:.0f}"'
        if seen.lamp is None and seen.level is None
        else ""
    )
    return (
        f'<polygon points="{_points(seen.mark)}" fill="{colour}" fill-opacity="0.22" stroke="{colour}" '
        f'stroke-width="{width:.0f}" stroke-linejoin="round"{dash}/>'
    )


def _line(seen: SeenMark, look: Theme, width: float) -> Iterator[str]:
    mark = seen.mark
    if not seen.road:
        yield _stroke(_points(mark), look.colour(seen.colour), width * 1.6, ())
        return
    whole = seen.road[-1].to_m
    yield _stroke(_points(mark), look.colour("card"), width * 3.6, ())
    for stretch in seen.road:
        style = ROADS[stretch.state]
        part = along(mark.places, stretch.from_m / whole, stretch.to_m / whole)
        points = " ".join(f"{x / 10:.0f},{y / 10:.0f}" for x, y in part)
        dash = tuple(share * width for share in style.dash)
        yield _stroke(points, look.colour(style.colour), width * style.width, dash)


def _stroke(points: str, colour: str, width: float, dash: tuple[float, ...]) -> str:
    dashes = f' stroke-dasharray="{" ".join(f"{one:.0f}" for one in dash)}"' if dash else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width:.0f}" '
        f'stroke-linejoin="round"{dashes}/>'
    )


def _points(mark: MapMark) -> str:
    return " ".join(f"{x / 10:.0f},{y / 10:.0f}" for x, y in mark.places)


def plate_svg(content: bytes, width: int, height: int) -> bytes:
    """Returns a PNG or JPEG as an SVG of its size, an SVG as it is."""
    if content.lstrip()[:5] in (b"<svg ", b"<?xml"):
        return content
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(content).decode()
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size} '
        f'viewBox="0 0 {width} {height}"><image {size} xlink:href="data:image/{kind};base64,{data}"/></svg>'
    ).encode()
