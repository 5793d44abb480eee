"""The pages of a cut scene: the assembly map first, then a page per tile with cut and join marks and labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from battlemap.layout.paper import Paper
from battlemap.layout.scene import Box, Extract, Item, Line, Rect, Scene, Text
from battlemap.layout.text import elide, em_width
from battlemap.layout.tiles import OVERLAP, TILE_MARGIN, Tile, Tiling, tiling
from battlemap.layout.words import fitted

#: Lengths in mm: cut marks, their distance from the picture, label text, the length to be checked with a ruler.
_MARK: Final = 4.0
_AWAY: Final = 1.0
_LABEL: Final = 2.6
_RULER: Final = 100.0
_INK: Final = "#000000"
_FAINT: Final = "#777777"


def tile_pages(scene: Scene, page: Paper, overlap: float = OVERLAP) -> tuple[Scene, ...]:
    """Returns the scene as pages: an assembly map and the tiles row by row; the scene itself where it fits on one.

    `page` is turned to the orientation that needs fewer pages.
    """
    plan = tile_plan(scene, page, overlap)
    if plan is None:
        return (scene,)
    tiles = tuple(tile_page(scene, plan, tile) for tile in plan.tiles)
    return (assembly_map(scene, plan), *tiles)


def tile_plan(scene: Scene, page: Paper, overlap: float = OVERLAP) -> Tiling | None:
    """Returns how the scene is cut, on the page lying or upright, whichever needs fewer; None where it fits on one."""
    if scene.width <= page.width + 0.5 and scene.height <= page.height + 0.5:
        return None
    turned = attrs.evolve(page, width=page.height, height=page.width)
    return min((tiling(scene, paper, overlap) for paper in (page, turned)), key=lambda cut: len(cut.tiles))


def assembled(scene: Scene, plan: Tiling) -> Scene:
    """Returns the scene as it hangs when its tiles are put together, with their borders and labels."""
    whole = Rect(0, 0, scene.width, scene.height)
    return Scene(scene.width, scene.height, (*scene.items, *_grid(whole, 1.0, plan, 40.0)), scene.title)


def tile_page(scene: Scene, plan: Tiling, tile: Tile) -> Scene:
    """Returns one tile in true size on its page."""
    page = plan.page
    place = Rect(TILE_MARGIN, TILE_MARGIN, tile.source.w, tile.source.h)
    items = (
        Extract(place, scene, tile.source),
        *_cut_marks(place),
        *_join_marks(place, plan, tile),
        *_labels(scene, place, plan, tile),
    )
    return Scene(page.width, page.height, items, f"{scene.title} {tile.label}")


def assembly_map(scene: Scene, plan: Tiling) -> Scene:
    """Returns the first page: the whole scene made small with the tiles' borders and labels, and what to do."""
    page = plan.page
    inner = Rect(0, 0, page.width, page.height).inset(TILE_MARGIN)
    size = 4.2
    items: list[Item] = []
    top = Rect(inner.x, inner.y, inner.w, size * 2)
    items += fitted(top, f"拼贴图　{scene.title}", size * 1.4, _INK, True, least=size * 0.8)
    facts = (
        f"成图 {scene.width:g}×{scene.height:g} 毫米　{plan.rows} 行 {plan.columns} 列，共 {len(plan.tiles)} 张 "
        f"{page.name}　重叠 {plan.overlap:g} 毫米"
    )
    line = Rect(inner.x, top.bottom, inner.w, size * 1.5)
    items += fitted(line, facts, size, _INK, least=size * 0.7)
    steps_h = size * 1.5 * len(_STEPS) + size * 3.6
    room = Rect(inner.x, line.bottom + size, inner.w, inner.bottom - line.bottom - 2 * size - steps_h)
    factor = min(room.w / scene.width, room.h / scene.height)
    w, h = scene.width * factor, scene.height * factor
    place = Rect(room.x + (room.w - w) / 2, room.y + (room.h - h) / 2, w, h)
    items.append(Extract(place, scene, Rect(0, 0, scene.width, scene.height)))
    items += _grid(place, factor, plan)
    y = inner.bottom - steps_h
    for number, words in enumerate(_STEPS, 1):
        row = Rect(inner.x, y, inner.w, size * 1.5)
        items += fitted(row, f"{number}. {words}", size * 0.95, _INK, least=size * 0.6)
        y += size * 1.5
    items += _ruler(Rect(inner.x, y + size * 0.6, min(_RULER, inner.w), size * 3), size * 0.8)
    return Scene(page.width, page.height, tuple(items), f"{scene.title} 拼贴图")


_STEPS: Final = (
    "打印时选“实际大小”（100%），不要选“适合纸张”；先量下方标尺核对。",
    "除首列、首行外，沿左边和上边的裁切线裁去白边。",
    "自 1-1 起，自左向右、自上而下，压贴在前一张虚线以外的粘贴带上，行列号如上图。",
    "四周外框最后沿裁切线裁齐。",
)


def _grid(place: Rect, factor: float, plan: Tiling, largest: float = 12.0) -> Iterator[Item]:
    yield Box(place, None, _FAINT, 0.3)
    for tile in plan.tiles:
        source = tile.source
        x, y = place.x + source.x * factor, place.y + source.y * factor
        following = [other.source for other in plan.tiles]
        right = min((rect.x for rect in following if rect.x > source.x + 1e-6), default=source.right)
        bottom = min((rect.y for rect in following if rect.y > source.y + 1e-6), default=source.bottom)
        w, h = (right - source.x) * factor, (bottom - source.y) * factor
        yield Box(Rect(x, y, w, h), None, _INK, 0.4)
        size = max(2.0, min(h * 0.3, w * 0.28, largest))
        label_w, label_h = (em_width(tile.label) + 0.6) * size, size * 1.3
        plate = Rect(x + (w - label_w) / 2, y + (h - label_h) / 2, label_w, label_h)
        yield Box(plate, "#FFFFFF", _INK, 0.25, 1.0)
        yield Text(plate, (tile.label,), size, _INK, True, "center")


def _ruler(place: Rect, size: float) -> Iterator[Item]:
    """A line of known length, with a tick every ten mm."""
    yield Line(place.x, place.y, place.x + place.w, place.y, _INK, 0.3)
    for number in range(int(place.w / 10) + 1):
        x = place.x + number * 10
        yield Line(x, place.y - (1.6 if number % 5 == 0 else 0.9), x, place.y, _INK, 0.25)
    words = f"此线长 {place.w:g} 毫米"
    yield Text(Rect(place.x, place.y + 0.6, place.w, size * 1.5), (words,), size, _INK)


def _cut_marks(place: Rect) -> Iterator[Line]:
    """Two short lines at each corner, outside the picture."""
    for x, along in ((place.x, -1), (place.right, 1)):
        for y, down in ((place.y, -1), (place.bottom, 1)):
            yield Line(x + along * _AWAY, y, x + along * (_AWAY + _MARK), y, _INK, 0.2)
            yield Line(x, y + down * _AWAY, x, y + down * (_AWAY + _MARK), _INK, 0.2)


def _join_marks(place: Rect, plan: Tiling, tile: Tile) -> Iterator[Item]:
    """Dashed lines in the margin where the next tile's picture begins, at the right and below."""
    if plan.overlap < 0.5:
        return
    dash = (0.8, 0.6)
    if tile.column < plan.columns:
        x = place.right - plan.overlap
        for y, down in ((place.y, -1), (place.bottom, 1)):
            yield Line(x, y + down * _AWAY, x, y + down * (_AWAY + _MARK), _FAINT, 0.25, dash)
    if tile.row < plan.rows:
        y = place.bottom - plan.overlap
        for x, along in ((place.x, -1), (place.right, 1)):
            yield Line(x + along * _AWAY, y, x + along * (_AWAY + _MARK), y, _FAINT, 0.25, dash)


def _labels(scene: Scene, place: Rect, plan: Tiling, tile: Tile) -> Iterator[Item]:
    """What the page is, above the picture and clear of the marks; its neighbours below and upright at the right."""
    h = _LABEL * 1.4
    left = place.x + 3
    right = place.right - max(plan.overlap, _MARK) - 3
    above = Rect(left, place.y - _AWAY - h, right - left, h)
    number = f"{tile.label}（第 {tile.row} 行 第 {tile.column} 列）"
    number_w = em_width(number) * _LABEL
    if number_w <= above.w:
        yield Text(Rect(above.x, above.y, number_w, h), (number,), _LABEL, _INK, True)
        rest = above.w - number_w - 4
        title = elide(scene.title, max(0.0, rest / _LABEL))
        if title:
            yield Text(Rect(above.x + number_w + 4, above.y, rest, h), (title,), _LABEL, _FAINT)
    hints = []
    if tile.column < plan.columns:
        hints.append(f"右接 {tile.row}-{tile.column + 1}")
    if tile.row < plan.rows:
        hints.append(f"下接 {tile.row + 1}-{tile.column}")
    words = "　".join(hints) or "末张"
    below = Rect(left, place.bottom + _AWAY, right - left, h)
    yield from fitted(below, words, _LABEL, _FAINT, least=_LABEL * 0.7)
