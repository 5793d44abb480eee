"""An emblem is taken when it can be printed, and told why not when it cannot; every sheet bears it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import attrs
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer

from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.layout.paper import paper_of
from battlemap.layout.scene import Picture, Text
from battlemap.render.emblem import KEPT_DOTS, read_emblem
from battlemap.sheets.catalogue import sheet
from battlemap.sheets.options import SheetOptions
from tests.campaigns import make_snapshot
from tests.domain.days.test_calendar import NOTICE_2018

STAR = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30" fill="#c00"/></svg>'


def png(path: Path, side: int) -> Path:
    picture = QImage(side, side, QImage.Format.Format_ARGB32)
    picture.fill(QColor("#c00"))
    assert picture.save(str(path))
    return path


def test_an_svg_is_kept_as_it_is(qapp: QGuiApplication, tmp_path: Path) -> None:
    path = tmp_path / "徽标.svg"
    path.write_text(STAR, "utf-8")
    assert read_emblem(path) == STAR


def test_a_large_png_is_reduced_and_can_be_drawn(qapp: QGuiApplication, tmp_path: Path) -> None:
    drawn = QSvgRenderer(read_emblem(png(tmp_path / "徽标.PNG", 900)).encode())
    assert drawn.isValid()
    assert drawn.defaultSize().width() == KEPT_DOTS


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("徽标.jpg", b"x", r"\.svg 或 \.png"),
        ("徽标.svg", b"<html/>", "不是 SVG"),
        ("徽标.png", b"\x89PNG\r\n\x1a\n", "不是能显示的 PNG"),
        ("徽标.svg", STAR.replace("64", "64").encode() + b"<!-- " + b"x" * 300_000 + b" -->", "256 KB"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_name(
    qapp: QGuiApplication, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadInput, match=words):
        read_emblem(tmp_path / name)


def test_a_coarse_png_and_a_missing_file_are_refused(qapp: QGuiApplication, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="40×40 点"):
        read_emblem(png(tmp_path / "小.png", 40))
    with pytest.raises(BadInput, match="打不开"):
        read_emblem(tmp_path / "没有.png")


@pytest.mark.parametrize("name", ["overview", "timeline", "lamps", "duties", "countdown"])
def test_the_band_of_a_sheet_bears_it_and_keeps_its_title_clear_of_it(name: str) -> None:
    snapshot = make_snapshot(6, 20)
    rows = [(table, row) for table, by_id in snapshot.rows.items() for row in by_id.values()]
    changed = [(table, attrs.evolve(row, emblem=STAR) if table == "campaign" else row) for table, row in rows]
    options = SheetOptions(datetime(2018, 11, 20, 12), paper_of("A3"))
    page = sheet(name).pages(Snapshot.of(changed, NOTICE_2018), options)[0]
    (emblem,) = [item for item in page.items if isinstance(item, Picture) and item.svg == STAR.encode()]
    titles = [
        item
        for item in page.items
        if isinstance(item, Text) and item.is_bold and item.rect.meets(emblem.rect)
    ]
    assert titles == []
    bare = sheet(name).pages(snapshot, options)[0]
    assert not [item for item in bare.items if isinstance(item, Picture) and item.svg == STAR.encode()]


def test_a_pipe_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "徽标.svg"
    os.mkfifo(path)
    with pytest.raises(BadInput, match="不是图片文件"):
        read_emblem(path)
    with pytest.raises(BadInput, match="不是图片文件"):
        read_emblem(tmp_path)


def test_an_emblem_that_was_planted_is_not_drawn() -> None:
    uses = "".join(f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, 40))
    bomb = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"/>{uses}</svg>'
    snapshot = make_snapshot(2, 3)
    for emblem, is_drawn in ((bomb, False), (STAR, True)):
        assert _bears_a_picture(snapshot, emblem) is is_drawn


def _bears_a_picture(snapshot: Snapshot, emblem: str) -> bool:
    rows = [(table, row) for table, each in snapshot.rows.items() for row in each.values()]
    changed = [
        (table, attrs.evolve(row, emblem=emblem) if table == "campaign" else row) for table, row in rows
    ]
    board = Snapshot.of(changed, NOTICE_2018)
    options = SheetOptions(datetime(2018, 11, 20), paper_of("A0"))
    items = sheet("overview").pages(board, options)[0].items
    return any(isinstance(item, Picture) and emblem.encode() == item.svg for item in items)
