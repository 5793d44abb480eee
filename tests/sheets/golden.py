"""Scenes written as lines of text, to be compared with those kept; ``python -m tests.sheets.golden`` writes them anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import attrs

from battlemap.layout.paper import paper_of
from battlemap.layout.scene import Box, Extract, Item, Line, Picture, Scene, Shape, Text
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from tests.campaigns import make_snapshot

FOLDER = Path(__file__).parent / "golden"
#: Sheet and paper → the file that keeps its first page.
KEPT = {
    f"{name}-{size}.txt": (name, size)
    for name, size in (("daily", "A4-portrait"), ("lamps", "A3"), ("ranking", "A3"), ("countdown", "A4"), ("cards", "A4"))
}  # fmt: skip


def first_page(name: str, size: str) -> Scene:
    """The first page of a sheet for a small campaign on a day of 2018."""
    until = datetime(2018, 11, 20, 17, 30)
    options = SheetOptions(until, paper_of(size), before=make_snapshot(6, 12, 3), since=until - timedelta(1))
    return sheet(name).pages(make_snapshot(6, 12, 3), attrs.evolve(options, edition="第 51 期"))[0]


def lines(scene: Scene) -> list[str]:
    """A line per item: what it is, where in hundredths of a mm, how it looks, what it says."""
    head = f"{scene.title} {scene.width:g}x{scene.height:g}"
    return [head, *(_line(item) for item in scene.items if not _is_dot(item))]


def _is_dot(item: Item) -> bool:
    """Whether the item is a module of a QR code; they are tested on their own."""
    return isinstance(item, Box) and item.fill == "#000000"


def _line(item: Item) -> str:
    about = f" [{item.about}]" if item.about else ""
    if isinstance(item, Line):
        ends = " ".join(f"{end:.2f}" for end in (item.x1, item.y1, item.x2, item.y2))
        return f"line {ends} {item.stroke} {item.width:.2f}{about}"
    rect = " ".join(f"{side:.2f}" for side in (item.rect.x, item.rect.y, item.rect.w, item.rect.h))
    if isinstance(item, Text):
        look = f"{item.size:.2f} {item.colour} {item.align}{' bold' if item.is_bold else ''}"
        return f"text {rect} {look}{about} {'/'.join(item.lines)}"
    if isinstance(item, Box):
        return f"box {rect} {item.fill} {item.stroke}{about}"
    if isinstance(item, Shape):
        return f"{item.kind} {rect} {item.fill} {item.stroke}{about}"
    assert isinstance(item, Picture | Extract)
    return f"{type(item).__name__.lower()} {rect}{about}"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, wanted in KEPT.items():
        (FOLDER / file).write_text("\n".join(lines(first_page(*wanted))) + "\n", encoding="utf-8")
