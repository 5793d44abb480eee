"""A letter as a Word file, its XML measured: margins, grid, red head, 版记, page numbers of GB/T 9704-2012."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import attrs
import pytest
from lxml import etree

from battlemap.domain.telling import letter_format as gb
from battlemap.exchange.letter_docx import letter_docx
from tests.layout.test_letter import CONTENT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(letter_docx(CONTENT))) as opened:
        return {
            name: etree.fromstring(opened.read(name)) for name in opened.namelist() if name.endswith(".xml")
        }


def paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.iter(f"{W}p") if words in "".join(p.itertext()))


def value(element: Any, path: str, name: str) -> str:
    child = element.find(path.replace("w:", W))
    assert child is not None, path
    return str(child.get(f"{W}{name}"))


def test_page_margins_and_grid(parts: dict[str, Any]) -> None:
    section = parts["word/document.xml"].find(f".//{W}sectPr")
    margins = section.find(f"{W}pgMar")
    assert {side: int(margins.get(f"{W}{side}")) for side in ("top", "bottom", "left", "right")} == {
        "top": 2098, "bottom": 1984, "left": 1587, "right": 1474,
    }  # fmt: skip
    grid = section.find(f"{W}docGrid")
    assert grid.get(f"{W}type") == "linesAndChars"
    assert int(grid.get(f"{W}linePitch")) == 579 and abs(int(grid.get(f"{W}charSpace")) + 848) <= 1
    normal = next(
        one for one in parts["word/styles.xml"].iter(f"{W}style") if one.get(f"{W}styleId") == "Normal"
    )
    assert (value(normal, "w:pPr/w:spacing", "line"), value(normal, "w:pPr/w:spacing", "lineRule")) == (
        "579",
        "exact",
    )
    squeezed = 16 * 20 + int(value(normal, "w:rPr/w:spacing", "val"))
    assert 28 * squeezed <= gb.twips(gb.AREA_WIDTH) < 29 * squeezed
    size = section.find(f"{W}pgSz")
    assert (round(int(size.get(f"{W}w")) / 1440 * 25.4), round(int(size.get(f"{W}h")) / 1440 * 25.4)) == (
        210,
        297,
    )


def test_the_mark_is_red_and_35_mm_below_the_upper_edge_of_the_type_area(parts: dict[str, Any]) -> None:
    mark = paragraph(parts["word/document.xml"], CONTENT.mark)
    before = int(value(mark, "w:pPr/w:spacing", "before"))
    assert before / 1440 * 25.4 == pytest.approx(35, abs=0.1)
    assert value(mark, "w:r/w:rPr/w:color", "val") == "FF0000"
    number = paragraph(parts["word/document.xml"], CONTENT.number)
    assert value(number, "w:pPr/w:pBdr/w:bottom", "color") == "FF0000"
    assert int(value(number, "w:pPr/w:pBdr/w:bottom", "space")) * gb.POINT == pytest.approx(4, abs=0.2)


def test_sizes_and_typefaces(parts: dict[str, Any]) -> None:
    document = parts["word/document.xml"]
    for words, size, face in (
        (CONTENT.title, 44, "方正小标宋简体"), ("截至2018", 32, "仿宋_GB2312"),
        ("一、进展情况", 32, "黑体"), ("（一）主要", 32, "楷体_GB2312"),
        ("抄送：", 28, "仿宋_GB2312"),
    ):  # fmt: skip
        line = paragraph(document, words)
        assert int(value(line, "w:r/w:rPr/w:sz", "val")) == size, words
        assert value(line, "w:r/w:rPr/w:rFonts", "eastAsia") == face
    assert value(paragraph(document, "截至2018"), "w:pPr/w:ind", "firstLineChars") == "200"
    assert value(paragraph(document, "经济发展局："), "w:pPr/w:ind", "firstLineChars") == "0"
    dated = [p for p in document.iter(f"{W}p") if "".join(p.itertext()) == "2018年11月5日"]
    assert value(dated[0], "w:pPr/w:ind", "rightChars") == "400"
    assert value(paragraph(document, "截至2018"), "w:pPr/w:ind", "firstLine") == "628"


def test_the_imprint_stands_at_the_foot_with_its_lines(parts: dict[str, Any]) -> None:
    document = parts["word/document.xml"]
    row = paragraph(document, "印发")
    imprint = "".join(row.itertext())
    assert imprint.index("抄送：") < imprint.index("。") < imprint.index("印发")
    assert value(row, "w:pPr/w:framePr", "yAlign") == "bottom"
    assert value(row, "w:pPr/w:framePr", "vAnchor") == "margin"
    thick = round(0.35 / gb.POINT * 8)
    assert {int(value(row, f"w:pPr/w:pBdr/w:{side}", "sz")) for side in ("top", "bottom")} == {thick}
    (thin,) = [one for one in row.iter() if one.tag.endswith("}ln")]
    assert int(thin.get("w")) / 36000 == pytest.approx(0.25)


def test_the_lines_of_an_epistle_are_measured(parts: dict[str, Any]) -> None:
    content = attrs.evolve(CONTENT, form="epistle", mark="济宁高新区挂图作战指挥部")
    with zipfile.ZipFile(io.BytesIO(letter_docx(content))) as opened:
        headers = [opened.read(name).decode() for name in opened.namelist() if "word/header" in name]
        document = opened.read("word/document.xml").decode()
    (first,) = [header for header in headers if content.mark in header]
    places = [int(emu) / 36000 for emu in re.findall(r"<wp:posOffset>(\d+)</wp:posOffset>", first)]
    assert places[::2] == [pytest.approx(20)] * 4
    widths = [int(emu) / 36000 for emu in re.findall(r'<wp:extent cx="(\d+)"', first)]
    assert widths == [pytest.approx(170)] * 4
    strokes = [int(emu) / 36000 for emu in re.findall(r'<a:ln w="(\d+)"', first)]
    assert strokes[0] > strokes[1] and strokes[2] < strokes[3]
    high = gb.mark_height(content.mark)
    assert places[1] - strokes[0] / 2 == pytest.approx(30 + high + 4, abs=0.01)
    assert places[7] + strokes[3] / 2 == pytest.approx(297 - 20, abs=0.01)
    assert "titlePg" in document and "印发" not in document


def test_page_numbers_stand_outside_and_seven_mm_below(parts: dict[str, Any]) -> None:
    footers = [root for name, root in parts.items() if "footer" in name]
    sides = {value(next(root.iter(f"{W}p")), "w:pPr/w:jc", "val") for root in footers}
    assert sides == {"right", "left"}
    for root in footers:
        text = "".join(root.itertext())
        assert text == "—  PAGE  —"
    margins = parts["word/document.xml"].find(f".//{W}pgMar")
    foot = int(margins.get(f"{W}footer")) / 1440 * 25.4
    assert 35 - foot - 14 * gb.POINT == pytest.approx(7, abs=0.1)
    assert parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None


def test_the_same_words_stand_in_both_and_the_file_opens_again() -> None:
    from docx import Document

    book = Document(io.BytesIO(letter_docx(CONTENT)))
    text = "".join(paragraph.text for paragraph in book.paragraphs)
    for one in CONTENT.paragraphs:
        assert one.text in text
