"""Letters as another office program lays them: the Word file rendered by LibreOffice beside our own pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QApplication

from battlemap.domain.telling import letter_format as gb
from battlemap.domain.telling.letter_content import LetterContent, paragraph_of
from battlemap.exchange.letter_docx import letter_docx
from battlemap.layout.letter import letter_pages
from battlemap.paths import resource
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import save_pdf
from battlemap.theme import theme
from tests.layout.test_letter import CONTENT

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None, reason="needs LibreOffice and poppler"
)
_LONG = "请主要负责人牵头逐项查明原因制定赶工措施并于每周五下午下班以前书面反馈整改情况逾期不办的将予以通报"
_TABLE = ("｜任务编号｜ECON-03｜责任单位｜经济发展局｜", "｜完成情况｜已走访企业三十户｜", "｜核查意见｜｜")
LETTERS = {
    "document": attrs.evolve(
        CONTENT, paragraphs=(*CONTENT.paragraphs, *map(paragraph_of, [_LONG * 6, *_TABLE]))
    ),
    "upward": attrs.evolve(CONTENT, form="upward", signer="周卫东", marks=("000012", "机密★1年", "特急")),
    "epistle": attrs.evolve(
        CONTENT,
        form="epistle",
        mark="济宁高新区挂图作战指挥部",
        marks=("特急",),
        paragraphs=CONTENT.paragraphs[3:],
    ),
}
Words = list[tuple[int, float, float, str]]


def words_of(path: Path) -> Words:
    """Returns (page, left, middle, word) of everything on paper, mm."""
    layout = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    placed: Words = []
    for number, page in enumerate(layout.split("<page ")[1:], 1):
        for x, top, bottom, word in re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)</word>', page
        ):
            placed.append((number, float(x) * gb.POINT, (float(top) + float(bottom)) / 2 * gb.POINT, word))
    return placed


@pytest.fixture(scope="module")
def rendered(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Words, Words]]:
    """Kind → what stands on our pages, and on those that LibreOffice makes of the Word file, in the program's own family."""
    folder = tmp_path_factory.mktemp("letters")
    (folder / "fonts.conf").write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{resource('fonts')}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    for name, content in LETTERS.items():
        (folder / f"{name}.docx").write_bytes(letter_docx(content))
        save_pdf(
            letter_pages(content),
            folder / f"{name}-own.pdf",
            theme("paper"),
            Fonts(),
            name,
            datetime(2018, 11, 5),
        )
    subprocess.run(
        [str(SOFFICE), "--headless", "--convert-to", "pdf", "--outdir", str(folder), *(f"{folder}/{n}.docx" for n in LETTERS)],
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        capture_output=True, check=True, timeout=240,
    )  # fmt: skip
    return {
        name: (words_of(folder / f"{name}-own.pdf"), words_of(folder / f"{name}.pdf")) for name in LETTERS
    }


def squeezed(words: Words) -> str:
    return "".join(sorted("".join(word for *_, word in words)))


def place(words: Words, begins: str) -> tuple[int, float, float]:
    return next((page, x, y) for page, x, y, word in words if word.startswith(begins))


@pytest.mark.parametrize("name", LETTERS)
def test_both_have_the_same_words_on_as_many_pages(
    rendered: dict[str, tuple[Words, Words]], name: str
) -> None:
    own, theirs = rendered[name]
    assert squeezed(own) == squeezed(theirs)
    assert max(page for page, *_ in own) == max(page for page, *_ in theirs)


@pytest.mark.parametrize("name", LETTERS)
def test_head_and_text_stand_in_the_same_places(rendered: dict[str, tuple[Words, Words]], name: str) -> None:
    own, theirs = rendered[name]
    content: LetterContent = LETTERS[name]
    for begins, most in (
        (content.mark[:6], 2.0),
        ("攻坚提", 4.5),
        ("经济发展局：", 8.5),
        ("（一）主要", 13.0),
    ):
        (page, x, y), (other, their_x, their_y) = place(own, begins), place(theirs, begins)
        assert page == other
        assert abs(y - their_y) < most, begins
        if begins != content.mark[:6]:
            assert abs(x - their_x) < 2.5, begins
    (_, _, mark) = place(theirs, content.mark[:6])
    high = gb.mark_height(content.mark)
    top = gb.EPISTLE_MARK_TOP if name == "epistle" else gb.TOP + gb.MARK_BELOW_AREA
    assert abs(mark - high / 2 - top) < 2.0


def test_there_are_28_characters_in_a_line_and_22_lines_on_a_page(
    rendered: dict[str, tuple[Words, Words]],
) -> None:
    _, theirs = rendered["document"]
    full = [(page, y, word) for page, _, y, word in theirs if len(word) >= 26]
    assert full and all(len(word) <= 28 for *_, word in full)
    assert sum(len(word) == 28 for *_, word in full) >= 3
    rows = sorted({(page, round(y, 1)) for page, y, _ in full})
    pitches = [b[1] - a[1] for a, b in pairwise(rows) if a[0] == b[0]]
    assert pitches and all(abs(pitch - gb.LINE) < 0.2 for pitch in pitches)


def test_the_imprint_lies_at_the_foot_and_page_numbers_seven_mm_below(
    rendered: dict[str, tuple[Words, Words]],
) -> None:
    for name in ("document", "upward"):
        _, theirs = rendered[name]
        last = max(page for page, *_ in theirs)
        page, _, y = next((p, x, y) for p, x, y, word in theirs if "印发" in word)
        assert page == last and gb.TOP + gb.AREA_HEIGHT - 9 < y < gb.TOP + gb.AREA_HEIGHT
        numbers = [(page, y) for page, _, y, word in theirs if word == "—" or re.fullmatch(r"—\d+—", word)]
        assert {page for page, _ in numbers} == set(range(1, last + 1))
        below = gb.TOP + gb.AREA_HEIGHT + gb.NUMBER_BELOW + gb.SIZE_4 * gb.POINT / 2
        assert all(abs(y - below) < 3 for _, y in numbers)
    _, epistle = rendered["epistle"]
    assert not [word for page, _, _, word in epistle if page == 1 and word == "—"]
