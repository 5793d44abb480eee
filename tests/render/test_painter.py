"""The painter keeps texts in their boxes, obeys the clip and tells lamps apart without colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from battlemap.layout.scene import Box, Extract, Hatch, Item, Kind, Picture, Rect, Scene, Shape, Text
from battlemap.render.fonts import Fonts
from battlemap.render.image import image
from battlemap.render.painter import ScenePainter
from battlemap.theme import theme

PER_MM = 150 / 25.4


def ink(picture: QImage) -> Rect:
    """The box of everything that is not white, in mm."""
    white = QColor("white").rgb()
    dark = [
        (x, y)
        for y in range(picture.height())
        for x in range(picture.width())
        if picture.pixel(x, y) != white
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    if not dark:
        return Rect(0, 0, 0, 0)
    return Rect(
        min(xs) / PER_MM, min(ys) / PER_MM, (max(xs) - min(xs) + 1) / PER_MM, (max(ys) - min(ys) + 1) / PER_MM
    )


def painted(fonts: Fonts, *items: Item, look: str = "paper") -> QImage:
    return image(Scene(60, 20, items), theme(look), fonts, 150)


@pytest.mark.parametrize(
    "line",
    ["作战图", "比盒子稍微宽一点点的文字", "远远比盒子宽得多的文字，一定要省略，不许越界", "WWW MMM 1000"],
)
@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_text_stays_in_its_box(fonts: Fonts, line: str, align: str) -> None:
    box = Rect(8, 5, 40, 8)
    inside = ink(painted(fonts, Text(box, (line,), 4, align=align)))  # type: ignore[arg-type]
    assert box.holds(inside, 0.3)
    assert inside.w > 5


def test_han_stand_in_the_middle_of_their_box(fonts: Fonts) -> None:
    inside = ink(painted(fonts, Text(Rect(8, 5, 40, 8), ("国国国",), 5)))
    assert (inside.y + inside.bottom) / 2 == pytest.approx(9, abs=0.25)


def test_what_lies_outside_the_clip_is_not_painted(fonts: Fonts) -> None:
    picture = QImage(600, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    scene = Scene(60, 20, (Box(Rect(0, 0, 10, 10), "red"), Box(Rect(40, 0, 10, 10), "red")))
    painter = QPainter(picture)
    ScenePainter(fonts, theme("light")).paint(painter, scene, 10, Rect(30, 0, 30, 20))
    painter.end()
    assert picture.pixelColor(50, 50) == QColor("white")
    assert picture.pixelColor(450, 50) == QColor(theme("light").colour("red"))


def test_a_frame_lies_inside_its_box(fonts: Fonts) -> None:
    inside = ink(painted(fonts, Box(Rect(10, 5, 20, 10), None, "text", 1)))
    assert Rect(10, 5, 20, 10).holds(inside, 0.2)


@pytest.mark.parametrize("kind", ["circle", "triangle", "square", "diamond", "ring"])
def test_shapes_stay_in_their_box(fonts: Fonts, kind: Kind) -> None:
    box = Rect(10, 5, 8, 8)
    assert box.holds(ink(painted(fonts, Shape(box, kind, "red", "red"))), 0.2)


def darkness(picture: QImage) -> int:
    return sum(
        255 - picture.pixelColor(x, y).lightness()
        for y in range(picture.height())
        for x in range(picture.width())
    )


def test_hatches_grow_darker_with_the_lamp(fonts: Fonts) -> None:
    hatches: list[Hatch] = ["none", "dots", "diagonal", "cross", "dense"]
    darknesses = [
        darkness(painted(fonts, Shape(Rect(5, 5, 8, 8), "square", "black", hatch=hatch))) for hatch in hatches
    ]
    assert darknesses == sorted(darknesses)
    assert len(set(darknesses)) == 5


def test_direction_marks_and_line_breaks_do_no_harm(fonts: Fonts) -> None:
    box = Rect(5, 5, 40, 8)
    assert box.holds(ink(painted(fonts, Text(box, ("甲\u202e乙\n丙\x00<b>丁</b>",), 4))), 0.3)


def test_an_extract_shows_its_part_of_the_other_scene_and_nothing_else(fonts: Fonts) -> None:
    items = [Text(Rect(n * 20.0, 2, 20, 8), (f"第{n}张",), 5, is_bold=n % 2 == 0) for n in range(6)]
    items_and_boxes = (*items, *(Box(Rect(n * 20.0 + 1, 12, 9, 6), "accent") for n in range(6)))
    wide = Scene(120, 20, items_and_boxes)
    part = painted(fonts, Extract(Rect(0, 0, 60, 20), wide, Rect(25, 0, 60, 20)))
    whole = image(wide, theme("paper"), fonts, 254)
    alone = image(
        Scene(60, 20, (Extract(Rect(0, 0, 60, 20), wide, Rect(25, 0, 60, 20)),)), theme("paper"), fonts, 254
    )
    assert alone == whole.copy(250, 0, 600, 200)
    assert ink(part).right <= 60
    framed = painted(fonts, Extract(Rect(20, 5, 15, 5), wide, Rect(0, 0, 60, 20)))
    assert Rect(20, 5, 15, 5).holds(ink(framed), 0.3)
    assert ink(framed).w > 10


def test_a_picture_is_grey_in_a_grey_theme(fonts: Fonts) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#cc2a12"/></svg>'
    for look, is_grey in (("red", False), ("red-grey", True)):
        middle = QColor(painted(fonts, Picture(Rect(10, 2, 16, 16), svg), look=look).pixel(106, 59))
        assert (middle.saturation() == 0) == is_grey
