"""The rivals of our painter: matplotlib, drawing the very same scene, and LibreOffice, printing the same table."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Rectangle
from xlsxwriter import Workbook

from battlemap.layout.scene import Box, Line, Scene, Shape, Text
from battlemap.paths import resource
from battlemap.theme import Theme

_POINTS_PER_MM = 72 / 25.4


def matplotlib_pdf(scene: Scene, theme: Theme) -> bytes:
    """Returns the scene as a PDF with embedded TrueType fonts; shapes are all ellipses, curves are left out."""
    figure = Figure(figsize=(scene.width / 25.4, scene.height / 25.4))
    canvas = FigureCanvasPdf(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, scene.width), ylim=(scene.height, 0))
    axes.set_axis_off()
    fonts = {
        is_bold: FontProperties(
            fname=resource("fonts", f"BattlemapSansSC-{'Bold' if is_bold else 'Regular'}.ttf")
        )
        for is_bold in (False, True)
    }
    for item in scene.items:
        if isinstance(item, Box):
            axes.add_patch(
                Rectangle(
                    (item.rect.x, item.rect.y),
                    item.rect.w,
                    item.rect.h,
                    facecolor=theme.colour(item.fill) if item.fill else "none",
                    edgecolor=theme.colour(item.stroke) if item.stroke else "none",
                    linewidth=item.stroke_width * _POINTS_PER_MM,
                )
            )
        elif isinstance(item, Line):
            width = item.width * _POINTS_PER_MM
            axes.add_line(
                Line2D((item.x1, item.x2), (item.y1, item.y2), color=theme.colour(item.stroke), lw=width)
            )
        elif isinstance(item, Shape):
            middle = (item.rect.x + item.rect.w / 2, item.rect.y + item.rect.h / 2)
            colour = theme.colour(item.fill) if item.fill else "none"
            axes.add_patch(Ellipse(middle, item.rect.w, item.rect.h, facecolor=colour))
        elif isinstance(item, Text):
            for number, line in enumerate(item.lines):
                axes.text(
                    item.rect.x,
                    item.rect.y + (number + 0.8) * item.size * item.leading,
                    line.replace("$", r"\$"),
                    fontproperties=fonts[item.is_bold],
                    fontsize=item.size * _POINTS_PER_MM,
                    color=theme.colour(item.colour),
                )
    content = BytesIO()
    canvas.print_pdf(content)  # type: ignore[no-untyped-call]
    return content.getvalue()


def has_office() -> bool:
    """Returns whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def office_table(rows: Iterable[tuple[str, ...]], folder: Path) -> Path:
    """Writes the rows as an .xlsx, as an office would have them."""
    path = folder / "office.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def office_pdf(table: Path) -> Path:
    """Has LibreOffice print the table, with a profile of its own; returns the PDF."""
    profile = f"-env:UserInstallation={(table.parent / 'office-profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(table.parent),
        str(table),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return table.with_suffix(".pdf")
