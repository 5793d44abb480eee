"""The manual is read in the program, without a network."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from battlemap.paths import manual
from battlemap.ui.dialogs.manual import ManualWindow
from battlemap.ui.main_window import MainWindow

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow) -> ManualWindow:
    window.actions_["manual"].trigger()
    return next(child for child in window.findChildren(ManualWindow))


def test_it_opens_from_the_help_menu_once(window: MainWindow, shown: ManualWindow) -> None:
    assert shown.isVisible()
    window.actions_["manual"].trigger()
    assert len(window.findChildren(ManualWindow)) == 1


def test_every_heading_stands_in_the_contents_and_leads_there(shown: ManualWindow) -> None:
    headings = [line for line in manual().read_text("utf-8").splitlines() if line.startswith("#")]
    assert shown.contents.count() == len(headings) > 5
    shown.contents.setCurrentRow(shown.contents.count() - 1)
    assert shown.pages.verticalScrollBar().value() > 0


def test_pictures_are_there_and_never_wider_than_the_window(shown: ManualWindow) -> None:
    for picture in (manual().parent / "images").glob("*.png"):
        image = shown.pages.loadResource(IMAGE, QUrl(f"images/{picture.name}"))
        assert isinstance(image, QImage) and not image.isNull()
        assert image.width() <= shown.pages.viewport().width()


@pytest.mark.parametrize("name", ["../setup.cfg", "/etc/hostname", "https://example.org/a.png"])
def test_nothing_is_read_from_elsewhere(shown: ManualWindow, name: str) -> None:
    image = shown.pages.loadResource(IMAGE, QUrl(name))
    assert image is None or image.isNull()


def test_words_are_found_one_after_the_other(qtbot: QtBot, shown: ManualWindow) -> None:
    shown.search.setText("备份")
    places = []
    for _ in range(2):
        qtbot.keyClick(shown.search, Qt.Key.Key_Return)
        places.append(shown.pages.textCursor().position())
    assert 0 < places[0] < places[1]
