"""Lamps can be told apart by eyes that miss a kind of cone, and on a black-and-white printer."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from battlemap import wording
from battlemap.layout.card_face import LAMP_HATCHES, lamp_shape
from battlemap.layout.scene import Rect, Scene, Text
from battlemap.paths import resource
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.theme import Theme, theme
from battlemap.ui.look import SCREEN_THEMES
from tests.ui.looks.colour_sight import SIGHTS, distance, seen_by

LAMPS = tuple(wording.LAMPS)
#: Colours that lie so far apart are told apart at a glance, also where they do not touch.
CLEAR = 12.0
SIDE = 48


def seen(look: Theme, sight: str) -> Theme:
    """The theme as eyes of that sight see it."""
    return Theme(
        look.name, look.title, {token: seen_by(sight, colour) for token, colour in look.tokens.items()}
    )


def row(look: Theme) -> QImage:
    """All lamps side by side as the board paints them, each above its word."""
    width = SIDE * len(LAMPS)
    items = [lamp_shape(lamp, Rect(n * SIDE + 14, 8, 20, 20)) for n, lamp in enumerate(LAMPS)]
    words = [
        Text(Rect(n * SIDE, 32, SIDE, 16), (wording.LAMPS[lamp],), 12, align="center")
        for n, lamp in enumerate(LAMPS)
    ]
    image = QImage(width, 52, QImage.Format.Format_RGB32)
    image.fill(QColor(look.colour("card")))
    painter = QPainter(image)
    ScenePainter(Fonts(), look).paint(painter, Scene(width, 52, (*items, *words)))
    painter.end()
    return image


def test_a_picture_shows_what_colour_blind_eyes_see(application: QApplication, tmp_path: Path) -> None:
    """Every theme (down) by every sight (across): the picture is for people, the shapes are counted."""
    sights = ("usual", *SIGHTS, "grey")
    sheet = QImage(SIDE * len(LAMPS) * len(sights), 52 * len(SCREEN_THEMES), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for y, name in enumerate(SCREEN_THEMES):
        for x, sight in enumerate(sights):
            look = theme(f"{name}-grey") if sight == "grey" else seen(theme(name), sight)
            image = row(look)
            painter.drawImage(QRectF(x * image.width(), y * 52, image.width(), 52), image)
            for n in range(len(LAMPS)):
                lamp = image.copy(n * SIDE, 4, SIDE, 26)
                ground = lamp.pixel(0, 0)
                inked = sum(lamp.pixel(i, j) != ground for i in range(SIDE) for j in range(26))
                assert inked > 100, (name, sight, LAMPS[n])
    painter.end()
    path = tmp_path / "colour-blind.png"
    assert sheet.save(str(path))
    assert QImage(str(path)).size() == sheet.size()


@pytest.mark.parametrize("sight", ["usual", *SIGHTS])
@pytest.mark.parametrize("name", SCREEN_THEMES)
def test_no_two_lamps_look_the_same_to_any_eye(name: str, sight: str) -> None:
    look = theme(name)
    close = {
        (one, other): round(apart, 1)
        for one, other in itertools.combinations(LAMPS, 2)
        for apart in [distance(seen_by(sight, look.colour(one)), seen_by(sight, look.colour(other)))]
        if apart < CLEAR
    }
    assert not close


def test_lamps_that_burn_together_differ_in_shape_word_and_hatch() -> None:
    schemes = sorted(resource("lamp_schemes").glob("*.json"))
    assert schemes
    for path in schemes:
        data = json.loads(path.read_text("utf-8"))
        lamps = {"red", "yellow", "grey", data["good"], *(["black"] if "black" in json.dumps(data) else [])}
        shapes = [wording.LAMP_SHAPES[lamp] for lamp in lamps]
        assert len(set(shapes)) == len(lamps), path.name
        assert len({wording.LAMPS[lamp] for lamp in lamps}) == len(lamps)
        filled = [lamp for lamp in lamps if wording.LAMP_SHAPES[lamp] != "ring"]
        assert len({LAMP_HATCHES[lamp] for lamp in filled}) == len(filled)  # type: ignore[index]


def test_the_simulation_is_the_published_one() -> None:
    assert seen_by("deuteranopia", "#FFFFFF") == "#FFFFFF"
    assert seen_by("protanopia", "#000000") == "#000000"
    # pure red and the green that a deuteranope takes for its like lie nearer to each other than to our eyes
    red, green = "#C8281E", "#2E8B57"
    usual = distance(red, green)
    assert distance(seen_by("deuteranopia", red), seen_by("deuteranopia", green)) < usual / 2
    assert distance(seen_by("tritanopia", red), seen_by("tritanopia", green)) > usual / 2
