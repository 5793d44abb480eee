"""A PDF has pages in true size, embedded fonts, text that is found again, and the same bytes for the same scenes."""

from __future__ import annotations

import random
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from battlemap.errors import BadInput, NotFound
from battlemap.layout.scene import Box, Line, Rect, Scene, Shape, Text
from battlemap.paths import resource
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import pdf_bytes, save_pdf
from battlemap.theme import theme

NOW = datetime(2018, 11, 20, 17, 30)


def told_by(tool: str, path: Path, *options: str) -> str:
    arguments = [tool, *options, str(path)] + (["-"] if tool == "pdftotext" else [])
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def lines_as_on_posters(count: int) -> list[str]:
    with TTFont(resource("fonts", "BattlemapSansSC-Regular.ttf"), lazy=True) as font:
        han = [chr(char) for char in font.getBestCmap() if 0x4E00 <= char < 0x9FA6]
    dice = random.Random(1)
    lines = []
    for n in range(count):
        word = "".join(dice.choices(han, k=9))
        lines.append(f"ECON-{n:02d} {word}{n}个 {n * 7}.5%（A{n}区）{n % 12 + 1}月{n % 28 + 1}日")
    return lines


def test_a_thousand_strings_come_back_with_digits_behind_latin(fonts: Fonts, tmp_path: Path) -> None:
    lines = lines_as_on_posters(1055)
    items = [
        Text(Rect(10 + n % 4 * 200, 10 + n // 4 * 3, 195, 3), (line,), 2.2, is_bold=n % 2 == 0)
        for n, line in enumerate(lines)
    ]
    path = tmp_path / "墙.pdf"
    save_pdf([Scene(841, 841, tuple(items))], path, theme("light"), fonts, "总作战图", NOW)
    text = told_by("pdftotext", path, "-raw")
    assert [line for line in lines if line not in text] == []
    table = told_by("pdffonts", path).splitlines()[2:]
    assert len(table) == 2
    assert all(
        row.startswith("BattlemapSansSC-") and row.split()[-5:-2] == ["yes", "no", "yes"] for row in table
    )


def test_condensed_text_is_still_text(fonts: Fonts, tmp_path: Path) -> None:
    line = "稍微放不下的一行文字ECON-07"
    path = tmp_path / "a.pdf"
    width = fonts.ems(line) * 5 * 0.9
    save_pdf(
        [Scene(200, 20, (Text(Rect(5, 5, width, 8), (line,), 5),))], path, theme("light"), fonts, "图", NOW
    )
    assert line in told_by("pdftotext", path)


def test_pages_keep_their_own_true_size_and_the_title(fonts: Fonts, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pages = [Scene(1189, 841, ()), Scene(210, 297, ())]
    save_pdf(pages, path, theme("red"), fonts, "总作战图（试）", NOW)
    info = told_by("pdfinfo", path, "-f", "1", "-l", "2")
    sizes = [tuple(float(s) * 25.4 / 72 for s in row.split()[3:6:2]) for row in info.splitlines() if row.startswith("Page ")
             and "size" in row]  # fmt: skip
    assert sizes[0] == pytest.approx((1189, 841), abs=0.4)
    assert sizes[1] == pytest.approx((210, 297), abs=0.4)
    assert "总作战图（试）" in info
    assert "2018" in info


def test_the_same_scenes_give_the_same_bytes(fonts: Fonts) -> None:
    items = (
        Box(Rect(1, 1, 50, 20), "card", "border", hatch="diagonal"),
        Line(0, 0, 9, 9, dash=(1, 1)),
        Shape(Rect(5, 5, 4, 4), "triangle", "red", hatch="cross"),
        Text(Rect(10, 10, 30, 5), ("任务 ECON-01",), 3),
    )
    once, again = (pdf_bytes([Scene(100, 50, items)], theme("paper"), fonts, "图", NOW) for _ in range(2))
    assert once == again


def test_no_page_and_no_folder_are_told(fonts: Fonts, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        pdf_bytes([], theme("light"), fonts, "图", NOW)
    with pytest.raises(NotFound, match="文件夹"):
        save_pdf([Scene(10, 10, ())], tmp_path / "none" / "a.pdf", theme("light"), fonts, "图", NOW)
