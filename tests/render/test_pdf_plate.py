"""A page of a PDF becomes a picture of bounded size; what is none is said in words before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from battlemap.cli.door import main
from battlemap.errors import BadInput
from battlemap.render.pdf_plate import is_pdf, page_count, page_picture
from battlemap.render.plate_picture import MOST_BYTES, plate_size
from tests.commands.conftest import open_new

COLOURS = ("#d02020", "#2040d0")


def pdf(path: Path, wide: float = 420, high: float = 297) -> Path:
    """Writes a PDF of two pages, a red and a blue one, so many millimetres wide and high."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, colour in enumerate(COLOURS):
        if number:
            writer.newPage()
        painter.fillRect(QRectF(0, 0, writer.width(), writer.height()), QColor(colour))
    painter.end()
    return path


def test_a_page_becomes_a_picture_in_its_own_colours(tmp_path: Path) -> None:
    path = pdf(tmp_path / "规划.PDF")
    assert is_pdf(path)
    assert page_count(path) == 2
    for number, colour in enumerate(COLOURS, 1):
        with page_picture(path, number, 900) as picture:
            assert picture.name == f"规划-第{number}页.png"
            size = plate_size(picture)
            assert max(size.width, size.height) in range(898, 903)
            dot = QImage(str(picture)).pixelColor(size.width // 2, size.height // 2)
            assert abs(dot.red() - QColor(colour).red()) <= 2
            assert abs(dot.blue() - QColor(colour).blue()) <= 2
        assert not picture.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "已损坏"), (b"%PDF-1.7\nrubbish", "已损坏"), (b"\x89PNG\r\n\x1a\n" * 9, "不是 PDF")],
)
def test_what_is_no_pdf_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=words):
        page_count(path)


def test_a_file_that_is_cut_off_never_hangs_or_breaks(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "全.pdf").read_bytes()
    cut = tmp_path / "断.pdf"
    for length in range(0, len(whole), max(1, len(whole) // 12)):
        cut.write_bytes(whole[:length])
        try:
            with page_picture(cut, 1, 600):
                pass
        except BadInput as refused:
            assert "断.pdf" in str(refused)


def test_pages_that_are_not_there_strips_and_huge_files_are_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "图.pdf")
    for page in (0, 3):
        with pytest.raises(BadInput, match="只有 2 页"), page_picture(path, page):
            pass
    with pytest.raises(BadInput, match="狭长"), page_picture(pdf(tmp_path / "条.pdf", 900, 40)):
        pass
    with pytest.raises(BadInput, match="打不开"):
        page_count(tmp_path / "没有.pdf")
    huge = tmp_path / "大.pdf"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(BadInput, match="超过"):
        page_count(huge)


def test_a_page_box_that_is_a_bomb_is_refused_without_being_drawn(tmp_path: Path) -> None:
    path = pdf(tmp_path / "炸.pdf")
    content = path.read_bytes()
    at = content.index(b"/MediaBox [")
    end = content.index(b"]", at) + 1
    box = b"/MediaBox [0 0 9999999 9999999".ljust(end - at - 1)[: end - at - 1] + b"]"
    path.write_bytes(content[:at] + box + content[end:])
    try:
        with page_picture(path, 1, 900) as picture:
            size = plate_size(picture)
            assert size.width * size.height <= 80_000_000
    except BadInput as refused:
        assert "大小不对" in str(refused)


def test_the_command_line_takes_a_page_as_plate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "行动.battlemap"
    open_new(file).close()
    path = pdf(tmp_path / "规划.pdf")
    assert main(["map", "add", str(file), str(path), "--page", "2", "--title", "规划图"]) == 0
    assert "已添加底图“规划图”" in capsys.readouterr().out
