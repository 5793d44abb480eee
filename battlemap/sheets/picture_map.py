"""作战图 (一张图): a plate with all that stands on it on a day, its legend and roads beside it, every mark listed below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.picture_map import Plate
from battlemap.domain.picture_map.chainage import STATES, km
from battlemap.domain.picture_map.seen import SeenMark, layers_of, plates, seen_marks, totals
from battlemap.domain.risk.judged import COLOURS
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import lamp_shape
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.map_drawing import ROADS, plate_svg
from battlemap.layout.map_furniture import NOTE
from battlemap.layout.picture_map import MapFacts, fitted_map, map_items
from battlemap.layout.scene import Item, Line, Rect, Scene, Shape
from battlemap.layout.words import fitted
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("picture-map")
RISK_TITLE, RISK_NUMBER = heading_of("risk-map")
#: What a map takes of a page's height, and what stands beside it of the width.
_SHARE: Final = 0.66
#: A longer list stands on the next pages, and the map takes this share.
_BRIEF_LIST: Final = 5
_WHOLE: Final = 0.77
_SIDE: Final = 0.2
_LIST: Final = (
    Column("号", 2.8), Column("名称", share=0.34, most=3), Column("图层", share=0.16, most=2), Column("亮灯", 5.0),
    Column("情况", share=0.5, most=4),
)  # fmt: skip


def picture_map(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages, plate after plate; every mark that the options hold is listed."""
    shown = plates(snapshot)
    pages: list[Scene] = []
    for plate in shown:
        pages += _plate(snapshot, options, plate)
    if pages:
        return tuple(pages)
    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=())
    return framed_pages(facts, lambda _, em: [nothing("还没有底图", em * 1.5)], options.paper)


def risk_map(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the same with the marks of risks alone, in their four colours; plates without any are left out."""
    pages: list[Scene] = []
    for plate in plates(snapshot):
        marks = seen_marks(snapshot, plate, options.as_of)
        risks = tuple(seen for seen in marks if seen.mark.target_table == "risk")
        if risks:
            pages += _pages(snapshot, options, plate, risks, RISK_TITLE, RISK_NUMBER)
    if pages:
        return tuple(pages)
    facts = attrs.evolve(frame(snapshot, options, RISK_TITLE, RISK_NUMBER), marks=())
    none = "图上还没有与风险关联的标绘：在一张图上画点或片区，关联到风险"
    return framed_pages(facts, lambda _, em: [nothing(none, em * 1.5)], options.paper)


def _plate(snapshot: Snapshot, options: SheetOptions, plate: Plate) -> tuple[Scene, ...]:
    marks = tuple(
        seen
        for seen in seen_marks(snapshot, plate, options.as_of, options.tasks)
        if _held(seen, snapshot, options)
    )
    return _pages(snapshot, options, plate, marks, TITLE, NUMBER)


def _pages(
    snapshot: Snapshot,
    options: SheetOptions,
    plate: Plate,
    marks: tuple[SeenMark, ...],
    title: str,
    number: str,
) -> tuple[Scene, ...]:
    content = options.pictures.get(plate.id, b"")
    picture = plate_svg(content, plate.width_px, plate.height_px) if content else b""
    facts = MapFacts(plate, picture, marks, options.theme)
    sheet = options.paper

    def blocks(width: float, em: float) -> list[Block]:
        side = width * _SIDE if sheet.is_landscape else 0.0
        share = _SHARE if len(marks) <= _BRIEF_LIST or not sheet.is_landscape else _WHOLE
        room = Rect(0, 0, width - side, sheet.height * share)
        place = fitted_map(plate, room)

        def draw(at: Rect) -> Iterator[Item]:
            own = place.moved(at.x, at.y)
            yield from map_items(facts, own, em)
            if side:
                beside = Rect(own.right + em, at.y, at.right - own.right - em, place.h)
                yield from _legend(marks, beside, em)

        made = [heading(plate.title, em, NOTE), Block(place.h + em * 0.6, draw)]
        if not content:
            made.append(nothing("底图文件不在档案旁边，只画出标绘", em))
        if not side:
            made.append(_strip(marks, em))
        if not marks:
            return [*made, nothing("图上还没有标绘", em)]
        again = (heading(f"{plate.title}　清单（续）", em),)
        rows = [_row(seen) for seen in marks]
        return [*made, heading("清单", em, f"{len(marks)} 处"), *listing(_LIST, rows, width, em, again)]

    framed = attrs.evolve(frame(snapshot, options, title, number), marks=())
    return framed_pages(framed, blocks, sheet, largest=2.0)


def _held(seen: SeenMark, snapshot: Snapshot, options: SheetOptions) -> bool:
    """Whether the options hold the task that a mark stands for; marks of no task are always held."""
    if seen.task is None or seen.lamp is None:
        return True
    return options.holds(snapshot.tasks[seen.task], seen.lamp)


def _row(seen: SeenMark) -> Row:
    lamp = Cell(lamp=seen.lamp) if seen.lamp is not None else Cell("—", "muted")
    if seen.level is not None:
        lamp = Cell(wording.RISK_COLOURS[seen.level], is_bold=seen.level == 1)
    done = "（已销号）" if seen.is_done else ""
    return Row(
        (
            Cell(str(seen.number)),
            Cell(f"{seen.title}{done}", is_bold=True),
            Cell(seen.layer, "muted"),
            lamp,
            Cell(seen.detail),
        ),
        seen.mark.id,
    )


def _legend_rows(marks: Sequence[SeenMark]) -> list[tuple[str, str, str]]:
    """Returns (what is drawn, its token, words) of all that the legend explains: lamps, states of roads, layers."""
    lamps = {seen.lamp for seen in marks if seen.lamp is not None}
    rows: list[tuple[str, str, str]] = [
        ("lamp", lamp, f"{words} {sum(seen.lamp == lamp for seen in marks)} 处")
        for lamp, words in wording.LAMPS.items()
        if lamp in lamps
    ]
    for level in sorted({seen.level for seen in marks if seen.level is not None}):
        count = sum(seen.level == level for seen in marks)
        rows.append(
            (
                "plain",
                COLOURS[level],
                f"{wording.RISK_LEVELS[level]}（{wording.RISK_COLOURS[level]}）{count} 处",
            )
        )
    if any(seen.lamp is None and seen.level is None for seen in marks):
        rows.append(("plain", "progress", "其他标绘"))
    metres = totals(marks)
    rows += [
        ("road", state, f"{wording.ROAD_STATES[state]} {km(metres[state])}")
        for state in STATES
        if sum(metres.values())
    ]
    rows += [("layer", "", f"{layer} {count} 处") for layer, count in layers_of(marks)]
    return rows


def _legend(marks: Sequence[SeenMark], place: Rect, em: float) -> Iterator[Item]:
    y, h = place.y, em * 1.7
    yield from fitted(Rect(place.x, y, place.w, h), "图例", em * 1.1, "accent", True)
    for kind, token, words in _legend_rows(marks):
        y += h
        if y + h > place.bottom:
            return
        yield from _sign(kind, token, Rect(place.x, y, em * 2.4, h), em)
        yield from fitted(
            Rect(place.x + em * 3, y, place.w - em * 3, h), words, em, "muted" if kind == "layer" else "text"
        )


def _strip(marks: Sequence[SeenMark], em: float) -> Block:
    """Returns the legend side by side, below a map that takes the full width."""
    rows = [row for row in _legend_rows(marks) if row[0] != "layer"]

    def draw(place: Rect) -> Iterator[Item]:
        each = place.w / max(1, len(rows))
        for number, (kind, token, words) in enumerate(rows):
            x = place.x + number * each
            yield from _sign(kind, token, Rect(x, place.y, em * 2.4, place.h), em)
            yield from fitted(
                Rect(x + em * 2.8, place.y, each - em * 3, place.h), words, em, "text", least=em * 0.5
            )

    return Block(em * 1.8, draw)


def _sign(kind: str, token: str, place: Rect, em: float) -> Iterator[Item]:
    square = Rect(place.x + em * 0.6, place.y + (place.h - em) / 2, em, em)
    y = place.y + place.h / 2
    if kind == "lamp":
        yield lamp_shape(token, square)  # type: ignore[arg-type]
    elif kind == "plain":
        yield Shape(square, "diamond", token, "card", "dense")
    elif kind == "road":
        style = ROADS[token]  # type: ignore[index]
        width = em * 0.14 * style.width
        yield Line(
            place.x, y, place.right, y, style.colour, width, tuple(share * em * 0.14 for share in style.dash)
        )
