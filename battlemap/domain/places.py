"""Places on a plate: whole millionths of the picture's width, y downwards from its upper edge; lengths and areas of them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from battlemap.errors import Refused

Place = tuple[int, int]
#: The picture's width in the unit of places.
WIDTH: Final = 1_000_000
#: A picture is at most so many times as high as it is wide.
_TALLEST: Final = 20
#: Corners of one line or area.
MOST_POINTS: Final = 2_000
_PLACE: Final = re.compile(r"(-?\d{1,9}),(-?\d{1,9})")
#: A check length that is off by more than this share is told (permille).
MOST_ERROR: Final = 20


def read_places(text: str) -> tuple[Place, ...]:
    """Returns the places of 「120,300 500,310」; raises Refused for what is none or lies far outside of a picture."""
    places: list[Place] = []
    for word in text.split():
        match = _PLACE.fullmatch(word)
        if match is None:
            raise Refused(f"看不懂图上的位置“{word[:20]}”，请重新在图上画。")
        x, y = int(match[1]), int(match[2])
        if not 0 <= x <= WIDTH or not 0 <= y <= WIDTH * _TALLEST:
            raise Refused("图上的位置超出了底图范围，请重新在图上画。")
        places.append((x, y))
    if len(places) > MOST_POINTS:
        raise Refused(f"一条线或一个面最多 {MOST_POINTS} 个点，请分成几段画。")
    return tuple(places)


def places_text(places: Sequence[Place]) -> str:
    """Returns the text that `read_places` understands."""
    return " ".join(f"{x},{y}" for x, y in places)


def length(places: Sequence[Place], is_closed: bool = False) -> float:
    """Returns the length of a line, in the unit of places; of an area its circumference."""
    ring = [*places, places[0]] if is_closed and places else places
    return sum(math.dist(one, other) for one, other in pairwise(ring))


def area(places: Sequence[Place]) -> float:
    """Returns the area within the places, in the unit of places squared (Gauss's trapezium formula)."""
    ring = [*places, places[0]] if places else []
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def along(places: Sequence[Place], start: float, end: float) -> list[tuple[float, float]]:
    """Returns the part of a line between two shares (0 … 1) of its length, its own corners included."""
    whole = length(places)
    if len(places) < 2 or whole <= 0:
        return [(float(x), float(y)) for x, y in places]
    first, last = start * whole, end * whole
    part = [at(places, start)]
    gone = 0.0
    for one, other in pairwise(places):
        gone += math.dist(one, other)
        if first < gone < last:
            part.append((float(other[0]), float(other[1])))
    return [*part, at(places, end)]


def at(places: Sequence[Place], share: float) -> tuple[float, float]:
    """Returns the place at a share of a line's length."""
    left = max(0.0, min(1.0, share)) * length(places)
    for one, other in pairwise(places):
        step = math.dist(one, other)
        if step and left <= step:
            return one[0] + (other[0] - one[0]) * left / step, one[1] + (other[1] - one[1]) * left / step
        left -= step
    return float(places[-1][0]), float(places[-1][1])


def middle(places: Sequence[Place], kind: str) -> tuple[float, float]:
    """Returns where a mark is named: the point, the middle of a line, the centre of an area's corners."""
    if kind == "line" and len(places) > 1:
        return at(places, 0.5)
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def calibrated(one: Place, other: Place, metres: float) -> int:
    """Returns the picture's width in centimetres when two places lie so many metres apart; raises Refused."""
    apart = math.dist(one, other)
    if apart < WIDTH / 200:
        raise Refused("两个标定点太近，量不准，请选相距较远的两点。")
    if not 0 < metres < 10_000_000:
        raise Refused("请填写两点间的实际距离（米），如 1200。")
    width = round(metres * 100 * WIDTH / apart)
    if not 1 <= width <= 10**12:
        raise Refused("按这两点推算，底图的宽度不合情理，请核对距离。")
    return width


def check_error(width_cm: int, one: Place, other: Place, metres: float) -> int:
    """Returns by how many permille a third length is off by a calibration; raises Refused for no length."""
    measured = math.dist(one, other) * width_cm / WIDTH / 100
    if metres <= 0 or measured <= 0:
        raise Refused("请填写检核边的实际长度（米）。")
    return round((measured - metres) / metres * 1000)
