"""Marks of a plate as GeoJSON, out and in, and world files (.pgw, .jgw) that give dots their coordinates."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap.domain.kinds.picture_map import LEAST, MarkKind, Plate
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import WIDTH, Place
from battlemap.errors import BadInput

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_FEATURES: Final = 5_000
_KINDS: Final[dict[str, MarkKind]] = {"Point": "point", "LineString": "line", "Polygon": "area"}
_TYPES: Final = {kind: name for name, kind in _KINDS.items()}
_NO_WORLD: Final = "坐标为图上位置：x 以底图宽为 1，y 向下；没有坐标参考系"


@attrs.frozen
class ReadMark:
    """A feature of a GeoJSON file."""

    kind: MarkKind
    title: str
    layer: str
    places: tuple[Place, ...]


@attrs.frozen
class Affine:
    """The six numbers of a world file: x = a·col + b·row + c, y = d·col + e·row + f, dots from the upper left one's middle."""

    a: float
    d: float
    b: float
    e: float
    c: float
    f: float

    def world(self, col: float, row: float) -> tuple[float, float]:
        """Returns the coordinates of a dot."""
        return self.a * col + self.b * row + self.c, self.d * col + self.e * row + self.f

    def dot(self, x: float, y: float) -> tuple[float, float]:
        """Returns the dot at coordinates; raises BadInput where the numbers fold the picture flat."""
        whole = self.a * self.e - self.b * self.d
        if not math.isfinite(whole) or abs(whole) < 1e-30:
            raise BadInput("坐标参数把底图压成了一条线，不能使用，请核对坐标文件。")
        dx, dy = x - self.c, y - self.f
        return (self.e * dx - self.b * dy) / whole, (self.a * dy - self.d * dx) / whole


def affine_of(plate: Plate) -> Affine | None:
    """Returns the affine of a plate, None for one without a world file."""
    return Affine(*map(float, plate.world.split())) if plate.world else None


def read_world(path: Path) -> str:
    """Returns the six numbers of a world file in one line; raises BadInput for what is none."""
    try:
        if path.stat().st_size > 4096:
            raise BadInput(f"“{path.name}”太大，不像坐标文件。")
        words = path.read_text("utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"坐标文件“{path.name}”打不开，请检查。") from error
    try:
        numbers = [float(word) for word in words]
    except ValueError as error:
        raise BadInput(f"坐标文件“{path.name}”应有六行数字。") from error
    if len(numbers) != 6 or not all(math.isfinite(number) and abs(number) < 1e12 for number in numbers):
        raise BadInput(f"坐标文件“{path.name}”应有六行数字。")
    Affine(*numbers).dot(0, 0)
    return " ".join(f"{number:.12g}" for number in numbers)


def world_file(plate: Plate) -> str:
    """Returns the content of a plate's world file; raises BadInput for one without."""
    if not plate.world:
        raise BadInput(f"底图“{plate.title}”没有坐标参数，请先导入坐标文件。")
    return "\n".join(plate.world.split()) + "\n"


def geojson(plate: Plate, marks: Iterable[SeenMark]) -> str:
    """Returns the marks as a FeatureCollection: coordinates where a world file is known, places on the picture else."""
    affine = affine_of(plate)
    features = []
    for seen in marks:
        points = [_out(place, plate, affine) for place in seen.mark.places]
        shape: Any = points[0] if seen.mark.kind == "point" else points
        if seen.mark.kind == "area":
            shape = [[*points, points[0]]]
        words = {"号": seen.number, "名称": seen.title, "图层": seen.layer, "情况": seen.detail}
        if seen.road:
            words["路段"] = [[one.from_m, one.to_m, one.state] for one in seen.road]
        geometry = {"type": _TYPES[seen.mark.kind], "coordinates": shape}
        features.append({"type": "Feature", "properties": words, "geometry": geometry})
    data: dict[str, Any] = {"type": "FeatureCollection", "name": plate.title, "features": features}
    if affine is None:
        data |= {"crs": None, "note": _NO_WORLD}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _out(place: Place, plate: Plate, affine: Affine | None) -> list[float]:
    if affine is None:
        return [round(place[0] / WIDTH, 6), round(place[1] / WIDTH, 6)]
    share = plate.width_px / WIDTH
    x, y = affine.world(place[0] * share - 0.5, place[1] * share - 0.5)
    return [round(x, 8), round(y, 8)]


def read_geojson(path: Path, plate: Plate) -> tuple[ReadMark, ...]:
    """Returns the features that lie on a plate; raises BadInput for what is no GeoJSON or lies elsewhere."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"“{path.name}”超过 {MOST_BYTES >> 20} MB，请拆分后再导入。")
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"“{path.name}”不是能读的 GeoJSON 文件。") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise BadInput(f"“{path.name}”里没有要素（features），不是 GeoJSON 要素集。")
    if len(features) > MOST_FEATURES:
        raise BadInput(f"“{path.name}”有 {len(features)} 个要素，超过 {MOST_FEATURES} 个，请拆分后再导入。")
    affine = affine_of(plate)
    marks = [_read(number, feature, plate, affine, path.name) for number, feature in enumerate(features, 1)]
    if not marks:
        raise BadInput(f"“{path.name}”里没有要素。")
    return tuple(marks)


def _read(number: int, feature: Any, plate: Plate, affine: Affine | None, name: str) -> ReadMark:
    where = f"“{name}”第 {number} 个要素"
    try:
        geometry, words = feature["geometry"], feature.get("properties") or {}
        kind = _KINDS.get(geometry["type"])
        shape = geometry["coordinates"]
        if kind is None:
            raise BadInput(f"{where}是 {str(geometry['type'])[:20]}，只能导入点、线、面（单个）。")
        points: Sequence[Any] = [shape] if kind == "point" else shape[0] if kind == "area" else shape
        places = [_in(float(point[0]), float(point[1]), plate, affine) for point in points]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadInput(f"{where}不完整，没有导入。") from error
    if kind == "area" and len(places) > 1 and places[0] == places[-1]:
        places.pop()
    if any(not (0 <= x <= WIDTH and 0 <= y <= plate.height) for x, y in places):
        hint = "请核对坐标文件与底图是否对应" if affine else "没有坐标参数时坐标应为图上位置（0 到 1）"
        raise BadInput(f"{where}不在底图范围内，{hint}。")
    if len(places) < LEAST[kind]:
        raise BadInput(f"{where}的点太少，没有导入。")
    title = next(
        (str(words[key]) for key in ("名称", "name", "title", "NAME") if words.get(key)), f"导入 {number}"
    )
    return ReadMark(kind, title[:60], str(words.get("图层") or "")[:30], tuple(places))


def _in(x: float, y: float, plate: Plate, affine: Affine | None) -> Place:
    if not (math.isfinite(x) and math.isfinite(y)) or max(abs(x), abs(y)) > 1e12:
        raise ValueError(x)
    if affine is None:
        return round(x * WIDTH), round(y * WIDTH)
    col, row = affine.dot(x, y)
    share = WIDTH / plate.width_px
    return round((col + 0.5) * share), round((row + 0.5) * share)
