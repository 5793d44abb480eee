"""What the tests of pictures share: fonts, and what a PDF says of itself."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

from battlemap.render.fonts import Fonts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def fonts(qapp: QApplication) -> Fonts:
    return Fonts()
