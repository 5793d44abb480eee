from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.theme import theme
from battlemap.ui.look import SCREEN_THEMES, dress, mixed, palette, style_sheet


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, two: QColor) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_text_can_be_read_in_every_theme(name: str) -> None:
    colours = palette(theme(name))
    for ink, ground in (
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    ):
        assert contrast(colours.color(ink), colours.color(ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_the_style_sheet_leaves_no_colour_open(name: str) -> None:
    assert "$" not in style_sheet(theme(name))


def test_a_theme_changes_the_running_application(qtbot: QtBot, qapp: QApplication) -> None:
    before, sheet = qapp.palette(), qapp.styleSheet()
    try:
        dress(qapp, "dark")
        assert (
            qapp.palette().color(QPalette.ColorRole.Window).name() == theme("dark").colour("ground").lower()
        )
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setPalette(before)


def test_colours_are_mixed_in_shares() -> None:
    assert mixed("#000000", "#FFFFFF", 0) == "#000000"
    assert mixed("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mixed("#000000", "#C86432", 0.5) == "#643219"
