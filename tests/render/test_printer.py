"""A printer gets sheets in true size, or fitted to its paper with a warning that names the smallest text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from battlemap.errors import BadInput
from battlemap.layout.scene import Rect, Scene, Text
from battlemap.render.fonts import Fonts
from battlemap.render.printer import fit, print_scenes, set_paper, warnings
from battlemap.theme import theme

A3 = Scene(420, 297, (Text(Rect(10, 10, 300, 20), ("总作战图 ECON-03",), 4),))


@pytest.fixture
def printer(fonts: Fonts, tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def test_the_right_paper_is_asked_for_and_used_in_true_size(fonts: Fonts, printer: QPrinter) -> None:
    set_paper(printer, A3)
    assert fit(printer, A3) == 1
    assert warnings(printer, [A3]) == []
    print_scenes(printer, [A3, A3], theme("paper"), fonts)
    info = subprocess.run(
        ["pdfinfo", printer.outputFileName()], capture_output=True, text=True, check=True
    ).stdout
    assert "Pages:           2" in info
    assert "A3" in info
    text = subprocess.run(
        ["pdftotext", printer.outputFileName(), "-"], capture_output=True, text=True, check=True
    )
    assert text.stdout.count("总作战图 ECON-03") == 2


def test_a_smaller_paper_is_warned_of_with_the_size_of_the_text(fonts: Fonts, printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    complaints = warnings(printer, [A3, A3])
    assert len(complaints) == 1
    assert "将缩小到" in complaints[0]
    assert "正文字高" in complaints[0]


def test_nothing_to_print_is_told(fonts: Fonts, printer: QPrinter) -> None:
    with pytest.raises(BadInput):
        print_scenes(printer, [], theme("paper"), fonts)
