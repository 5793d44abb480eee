"""The one Qt application of a run; without a screen it paints into memory."""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication

from battlemap.render.fonts import load_fonts


def application() -> QApplication:
    """Returns the application, made at the first call, with the program's fonts loaded."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    load_fonts()
    return application
