from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from battlemap.commands.demo import write_demo
from battlemap.render.fonts import FAMILY, Fonts, load_fonts
from battlemap.shown.settings import Settings
from battlemap.ui.icons import IconBook
from battlemap.ui.look import dress, set_font
from battlemap.ui.main_window import MainWindow
from tests.ui.looks.reading import settle

NOW = datetime(2018, 11, 20, 17, 32)


@pytest.fixture(autouse=True)
def _no_window_outlives_its_test() -> None:
    """The windows here live as long as their module."""


@pytest.fixture(scope="module")
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the program's own style and font; as before afterwards."""
    style, sheet, colours, font = qapp.style().name(), qapp.styleSheet(), qapp.palette(), qapp.font()
    qapp.setStyle("Fusion")
    load_fonts()
    set_font(qapp, FAMILY)
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(colours)
    qapp.setFont(font)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo campaign: long titles, eleven actions, every lamp."""
    path = tmp_path_factory.mktemp("looks") / "百日攻坚行动.battlemap"
    write_demo(path)
    return path


@pytest.fixture(scope="module")
def opened(application: QApplication, demo: Path) -> Iterator[MainWindow]:
    """A window of 1366 × 768 with the demo campaign and the card sheet open."""
    settings = Settings(demo.parent / "settings.json", is_sheet_open=True, operator="李明", unit="督查考核办")
    window = MainWindow(settings, lambda: NOW, partial(dress, application), IconBook(), Fonts())
    window.resize(1366, 768)
    window.show()
    assert window.files.open(demo)
    page = window.workspace
    assert page is not None
    while not page.counts.is_complete:
        settle()
    page.choose(page.session.snapshot.live_tasks[0].id)
    settle()
    yield window
    window.close()
    shiboken6.delete(window)
