"""Pictures are painted once, kept opaque, and the oldest is thrown away first."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from battlemap.layout.scene import Box, Item, Rect
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.theme import theme
from battlemap.ui.board.pixmaps import Pixmaps


def test_a_picture_is_painted_once_per_key_and_size(qtbot: QtBot) -> None:
    asked: list[str] = []

    def face(name: str) -> tuple[Item, ...]:
        asked.append(name)
        return (Box(Rect(0, 0, 10, 10), "card"),)

    pixmaps = Pixmaps(ScenePainter(Fonts(), theme("light")), ratio=2, most_pixels=1000)
    first = pixmaps.get("a", 10, 10, lambda: face("a"))
    assert pixmaps.get("a", 10, 10, lambda: face("a")) is first
    assert (first.width(), first.devicePixelRatio(), first.hasAlphaChannel()) == (20, 2, False)
    pixmaps.get("b", 10, 10, lambda: face("b"))
    pixmaps.get("a", 10, 10, lambda: face("a"))
    pixmaps.get("c", 10, 10, lambda: face("c"))
    assert pixmaps.holds("a", 10, 10)
    assert not pixmaps.holds("b", 10, 10)
    assert len(pixmaps) == 2
    assert asked == ["a", "b", "c"]
