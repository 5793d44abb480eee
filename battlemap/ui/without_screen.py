"""What the window shows on a machine without a screen: the overview wall chart and the board, drawn to files."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QMessageLogContext, QPoint, QSizeF, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.commands.demo import write_demo
from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.render.image import save_png
from battlemap.render.pdf import save_pdf as save_pdf_pages
from battlemap.sheets.catalogue import sheet
from battlemap.shown.poster_options import evening, poster_options
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.application import make_application, make_window
from battlemap.ui.main_window import MainWindow

SIZE: Final = (1920, 1080)
#: Dots per inch of the wall chart's picture: text of 5 mm is 16 px high.
_DPI: Final = 80
_MM_PER_PX: Final = 25.4 / 96


def draw_demo(folder: Path, file: Path | None = None) -> list[Path]:
    """Draws the wall chart and the window of `file` (the demo campaign by default); returns the PDFs and PNGs."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_say)
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance()
    application = application if isinstance(application, QApplication) else make_application()
    with tempfile.TemporaryDirectory() as aside:
        campaign = file
        if campaign is None:
            campaign = Path(aside) / "demo.battlemap"
            write_demo(campaign)
        settings = Settings(Path(aside) / "settings.json")
        window = make_window(application, settings, datetime.now)
        try:
            open_for_show(window, campaign)
            window.resize(*SIZE)
            settle(application, window)
            paths = draw_overview(window, folder)
            paths += [folder / "board.pdf", folder / "board.png"]
            save_pdf(window, folder / "board.pdf")
            window.grab().save(str(folder / "board.png"))
        finally:
            window.close()
            window.deleteLater()
    return paths


def draw_overview(window: MainWindow, folder: Path) -> list[Path]:
    """Draws the overview of the open campaign on A0, as PDF and as picture."""
    page = window.workspace
    assert page is not None, "a campaign is open"
    snapshot, options = poster_options(page.session, evening(page.session, page.as_of), theme=theme("red"))
    chart = sheet("overview")
    scenes, fonts = chart.pages(snapshot, options), Fonts()
    title = f"{snapshot.campaign.title} {chart.title}"
    save_pdf_pages(scenes, folder / "overview.pdf", options.theme, fonts, title, options.data_until)
    pictures = save_png(scenes, folder / "overview.png", options.theme, fonts, _DPI)
    return [folder / "overview.pdf", *pictures]


def _say(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """Passes Qt's messages on, but for the one that a platform without a screen has for every window."""
    if "propagateSizeHints" not in words:
        print(words, file=sys.stderr)


def open_for_show(window: MainWindow, campaign: Path) -> None:
    """Opens a campaign for reading; raises BattlemapError where that fails."""
    if not window.files.open(campaign, read_only=True):
        raise BattlemapError(window.bar.sentence)


def settle(application: QApplication, window: MainWindow) -> None:
    """Lets the window lay itself out and count all its lamps; nothing blinks afterwards."""
    window.show()
    while window.workspace is not None and not window.workspace.counts.is_complete:
        application.processEvents()
    application.processEvents()


def save_pdf(widget: QWidget, path: Path) -> None:
    """Writes the widget as one vector page of its own size."""
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    size = QSizeF(widget.width() * _MM_PER_PX, widget.height() * _MM_PER_PX)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    widget.render(painter, QPoint())
    painter.end()
