"""Pictures have the dots asked for; several pages become several files; too large is told with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from battlemap.errors import BadInput
from battlemap.layout.scene import Box, Rect, Scene
from battlemap.render.fonts import Fonts
from battlemap.render.image import image, save_png
from battlemap.theme import theme

PAGE = Scene(254, 127, (Box(Rect(0, 0, 127, 127), "red"),))


def test_an_image_has_the_dots_asked_for_and_says_so(fonts: Fonts) -> None:
    picture = image(PAGE, theme("light"), fonts, 100)
    assert (picture.width(), picture.height()) == (1000, 500)
    assert picture.dotsPerMeterX() == pytest.approx(100 / 0.0254, abs=1)
    assert picture.pixelColor(250, 250).name().upper() == theme("light").colour("red")


def test_one_page_keeps_the_name_and_several_are_numbered(fonts: Fonts, tmp_path: Path) -> None:
    assert save_png([PAGE], tmp_path / "图.png", theme("light"), fonts, 50) == [tmp_path / "图.png"]
    paths = save_png([PAGE, PAGE], tmp_path / "图.png", theme("light"), fonts, 50)
    assert [path.name for path in paths] == ["图-1.png", "图-2.png"]
    assert all(QImage(str(path)).width() == 500 for path in paths)


def test_a_picture_that_no_office_pc_could_hold_is_refused(fonts: Fonts) -> None:
    with pytest.raises(BadInput, match="不超过"):
        image(Scene(1189, 841, ()), theme("light"), fonts, 1200)
