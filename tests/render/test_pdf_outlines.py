"""The bundled fonts stand in a PDF with their own outlines: smaller, and the same characters in the same places."""

from __future__ import annotations

import re
import subprocess
import zlib
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from battlemap.layout.scene import Rect, Scene, Text
from battlemap.paths import resource
from battlemap.render import pdf, pdf_outlines
from battlemap.render.fonts import Fonts
from battlemap.theme import theme

NOW = datetime(2018, 11, 20, 17, 30)
WORDS = "化解重点企业担保链，落实到人 ECON-07 低于序时 14.2%；𠀀"


def drawn(fonts: Fonts, words: str = WORDS) -> bytes:
    items = [Text(Rect(5, 5 + 10 * bold, 190, 8), (words,), 5, is_bold=bool(bold)) for bold in (0, 1)]
    return pdf.pdf_bytes([Scene(200, 40, tuple(items))], theme("light"), fonts, "图", NOW)


def fonts_in(content: bytes) -> dict[str, TTFont]:
    found = {}
    for name, number in re.findall(rb"/FontName /\w+\+([\w-]+)\n.*?/FontFile2 (\d+) 0 R", content, re.S):
        begin = content.index(b"\n%s 0 obj" % number)
        stream = content[content.index(b"stream\n", begin) + 7 :]
        found[name.decode()] = TTFont(BytesIO(zlib.decompressobj().decompress(stream)))
    return found


def as_qt_writes(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "with_own_outlines", lambda content: content)
        return drawn(fonts)


def text_of(content: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", folder / "a.pdf", "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_every_outline_is_the_fonts_own(fonts: Fonts) -> None:
    for name, part in fonts_in(drawn(fonts)).items():
        whole = TTFont(BytesIO(resource("fonts", f"{name}.ttf").read_bytes()), lazy=True)
        known = {chr(char): glyph for char, glyph in whole.getBestCmap().items()}
        points = {points_of(whole, known[char]) for char in WORDS if char in known}
        assert points <= {points_of(part, glyph) for glyph in part.getGlyphOrder()}
        assert part["head"].unitsPerEm == whole["head"].unitsPerEm


def points_of(font: TTFont, glyph: str) -> tuple[tuple[int, int], ...]:
    return tuple(font["glyf"][glyph].getCoordinates(font["glyf"])[0])


def test_the_text_is_found_as_before_and_the_file_is_smaller(
    fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = drawn(fonts), as_qt_writes(fonts, monkeypatch)
    assert text_of(ours, tmp_path) == text_of(theirs, tmp_path)
    assert WORDS.split()[0] in text_of(ours, tmp_path)
    assert len(ours) < 0.85 * len(theirs)


def test_the_picture_is_that_of_qt(fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = []
    for number, content in enumerate((drawn(fonts), as_qt_writes(fonts, monkeypatch))):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(content)
        with PdfDocument(path) as document:
            pictures.append(bytes(document[0].render(scale=6, grayscale=True).buffer))
    one, other = pictures
    assert any(dot < 64 for dot in one)
    assert len(one) == len(other)
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 64


def test_a_font_in_which_a_character_is_another_one_stays_as_qt_made_it(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = as_qt_writes(fonts, monkeypatch)
    # 落 is told to be the narrow letter i
    forged = theirs.replace(b"<843D>", b"<0069>")
    assert forged != theirs
    kept = fonts_in(pdf_outlines.with_own_outlines(forged))
    assert all(part["head"].unitsPerEm == 2048 for part in kept.values())


def test_a_file_without_text_is_left_alone(fonts: Fonts) -> None:
    content = pdf.pdf_bytes([Scene(200, 40, ())], theme("light"), fonts, "图", NOW)
    assert pdf_outlines.with_own_outlines(content) == content
