"""Plates (底图) of the picture map, what is drawn on them (图上标绘), and the parts of roads with their states (路段)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Hidden, Text
from battlemap.domain.kinds.attachment import is_safe_name
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours, Words
from battlemap.domain.places import read_places
from battlemap.domain.words import brief
from battlemap.errors import Refused

MarkKind = Literal["point", "line", "area"]
RoadState = Literal["none", "bed", "surface", "open"]
#: So few corners a mark must have.
LEAST: Final[dict[MarkKind, int]] = {"point": 1, "line": 2, "area": 3}


@attrs.frozen
class Plate:
    """A picture to draw on: a file beside the campaign, or one of the program's own (`schematic`).

    `width_cm` is how wide the picture is in the world (0: not calibrated), `check_permille` how far the third length was
    off, `north_deg` where north is, clockwise from up; `world` are the six numbers of its world file, "" for none.
    """

    id: str
    title: str
    rank: str
    schematic: str = ""
    file_name: str = ""
    size: int = 0
    sha256: str = ""
    width_px: int = 0
    height_px: int = 0
    width_cm: int = 0
    check_permille: int = 0
    north_deg: int = 0
    world: str = ""
    deleted: bool = False

    @property
    def height(self) -> int:
        """Its height in millionths of its width."""
        return round(self.height_px * 1_000_000 / max(1, self.width_px))


@attrs.frozen
class MapMark:
    """A point, line or area on a plate, tied to any row of the file or to none.

    `points` as `geometry.places_text` writes them; `design_m` is the length of a road by its design (0: as measured).
    """

    id: str
    plate: str
    kind: MarkKind
    title: str
    points: str
    layer: str = ""
    target_table: str = ""
    target_id: str = ""
    design_m: int = 0
    shown_from: date | None = None
    shown_to: date | None = None
    deleted: bool = False

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Its corners."""
        return read_places(self.points)

    def is_shown(self, day: date) -> bool:
        """Whether it stands on the map on a day."""
        return (
            not self.deleted
            and (self.shown_from is None or self.shown_from <= day)
            and (self.shown_to is None or day <= self.shown_to)
        )


@attrs.frozen
class RoadPart:
    """That a road is in a state between two chainages, metres, since a day."""

    id: str
    mark: str
    from_m: int
    to_m: int
    state: RoadState
    since: date
    deleted: bool = False


def _check_plate(plate: Plate) -> None:
    if not plate.schematic:
        if not is_safe_name(plate.file_name):
            raise Refused(f"底图文件名“{plate.file_name[:40]}”不安全，已拒绝。")
        if not re.fullmatch("[0-9a-f]{64}", plate.sha256) or not plate.file_name.startswith(
            plate.sha256[:12]
        ):
            raise Refused(f"底图“{plate.title[:40]}”的校验值不对，请重新添加。")
    if plate.world:
        parts = plate.world.split()
        if len(parts) != 6 or not all(
            re.fullmatch(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,3})?", part) for part in parts
        ):
            raise Refused("坐标文件应有六个数，每行一个，请核对。")


def _check_mark(mark: MapMark) -> None:
    places, least = mark.places, LEAST[mark.kind]
    if len(places) < least:
        raise Refused(f"{wording.MARK_KINDS[mark.kind]}“{brief(mark.title)}”至少要有 {least} 个点。")
    if mark.kind == "point" and len(places) != 1:
        raise Refused(f"点“{brief(mark.title)}”只能有一个位置。")
    if mark.shown_from and mark.shown_to and mark.shown_to < mark.shown_from:
        raise Refused(f"“{brief(mark.title)}”的显示结束日期早于开始日期，请改正。")
    if bool(mark.target_table) != bool(mark.target_id):
        raise Refused("关联的内容不完整，请重新选择。")


def _check_part(part: RoadPart) -> None:
    if part.to_m <= part.from_m:
        raise Refused(f"路段的终点桩号 {part.to_m} 米应大于起点 {part.from_m} 米，请改正。")


def _check_line(part: RoadPart, before: RoadPart | None, rows: Neighbours) -> None:
    """Only lines have parts."""
    mark = rows.get(MapMark, part.mark)
    if mark.kind != "line":
        raise Refused(f"“{brief(mark.title)}”不是线，不能分路段。")
    if mark.design_m and part.to_m > mark.design_m:
        raise Refused(f"路段终点 {part.to_m} 米超出“{brief(mark.title)}”的全长 {mark.design_m} 米，请核对。")


def _part_subject(part: RoadPart, names: Names) -> str:
    return f"{brief(names.called('map_mark', part.mark))} {part.from_m}—{part.to_m} 米"


PLATE: Final = Kind(
    "plate", Plate, "底图", "张底图",
    (
        Field("title", "名称", Text(60), is_required=True, width=220),
        Field("schematic", "自带示意图", Text(40), is_set_by_program=True, in_list=False),
        Field("file_name", "文件名", Text(), is_set_by_program=True, in_list=False),
        Field("size", "字节数", WholeNumber(), is_set_by_program=True, in_list=False),
        Field("sha256", "校验值", Text(), is_set_by_program=True, in_list=False),
        Field("width_px", "像素宽", WholeNumber(1, 100_000), is_set_by_program=True, width=80),
        Field("height_px", "像素高", WholeNumber(1, 100_000), is_set_by_program=True, width=80),
        Field("width_cm", "实地宽", WholeNumber(0, 10**12), unit="厘米", is_set_by_program=True, width=108),
        Field("check_permille", "检核误差", WholeNumber(-10**6, 10**6), unit="‰", is_set_by_program=True, width=96),
        Field("north_deg", "北方向", WholeNumber(0, 359), unit="度", width=96, hint="由上方顺时针量，正上为 0"),
        Field("world", "坐标参数", Hidden(told_as="（坐标参数）"), is_set_by_program=True, in_list=False, in_form=False),
    ),
    order=("rank",), verb="添加", is_kept_by_hand=False, is_background=True, check=_check_plate, is_printed=False,
)  # fmt: skip

MAP_MARK: Final = Kind(
    "map_mark", MapMark, "图上标绘", "处标绘",
    (
        Field("title", "名称", Text(60), is_required=True, width=220),
        Field("plate", "底图", Pointing("plate"), is_required=True, is_set_by_program=True, width=160),
        Field("kind", "类型", Choice(wording.MARK_KINDS), is_set_by_program=True, width=64),
        Field("points", "图形", Hidden(told_as="（图形）"), is_set_by_program=True, in_list=False, in_form=False),
        Field("layer", "图层", Text(30), width=120),
        Field("target_table", "关联类别", Text(), is_set_by_program=True, in_list=False, in_form=False),
        Field("target_id", "关联内容", Text(), is_set_by_program=True, in_list=False, in_form=False),
        Field("design_m", "设计全长", WholeNumber(0, 10_000_000, hides_zero=True), unit="米", width=108),
        Field("shown_from", "显示自", Day(), width=96),
        Field("shown_to", "显示至", Day(), width=96),
    ),
    order=("plate", "layer", "title"), verb="标绘", check=_check_mark, is_printed=False, is_background=True,
)  # fmt: skip

ROAD_PART: Final = Kind(
    "road_part", RoadPart, "路段", "个路段",
    (
        Field("mark", "线路", Pointing("map_mark"), is_required=True, width=200),
        Field("from_m", "起点", WholeNumber(0, 10_000_000), unit="米", width=96),
        Field("to_m", "终点", WholeNumber(1, 10_000_000), unit="米", width=96),
        Field("state", "状态", Choice(wording.ROAD_STATES), width=80),
        Field("since", "起始日期", Day(), is_required=True, begins="today", width=96),
    ),
    name_keys=("from_m",), parent="mark", order=("mark", "since", "from_m"), verb="登记",
    words=Words(name=_part_subject, subject=_part_subject, full=_part_subject), check=_check_part,
    check_among=_check_line, is_printed=False, is_background=True,
)  # fmt: skip
