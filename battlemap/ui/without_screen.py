"""What the window shows on a machine without a screen: the board, drawn to files."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QWidget

from battlemap.commands.demo import write_demo
from battlemap.errors import BattlemapError
from battlemap.ui.application import make_application, make_window
from battlemap.ui.main_window import MainWindow
from battlemap.ui.settings import Settings

SIZE: Final = (1920, 1080)
_MM_PER_PX: Final = 25.4 / 96


def draw_demo(folder: Path, file: Path | None = None) -> list[Path]:
    """Draws the window with `file` (the demo campaign by default) as PDF and PNG; returns the paths written."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
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
            paths = [folder / "board.png", folder / "board.pdf"]
            window.grab().save(str(paths[0]))
            save_pdf(window, paths[1])
        finally:
            window.close()
            window.deleteLater()
    return paths


def open_for_show(window: MainWindow, campaign: Path) -> None:
    """Opens a campaign for reading; raises BattlemapError where that fails."""
    if not window.files.open(campaign, read_only=True):
        raise BattlemapError(window.bar.sentence)


def settle(application: QApplication, window: MainWindow) -> None:
    """Lets the window lay itself out and count all its lamps; nothing blinks afterwards."""
    window.show()
    while window.page is not None and not window.page.counts.is_complete:
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
