"""The wall screen in a real window: F11 fills the screen, the pages turn by themselves, Esc returns."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from battlemap.commands.demo import write_demo
from battlemap.theme import theme
from tests.window.screen import eventually, missing_tools, program, screen

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        bool(missing_tools()) and not os.environ.get("CI"),
        reason=f"not installed: {', '.join(missing_tools())}",
    ),
]


@pytest.mark.parametrize(("size", "look"), [((1920, 1080), "dark"), ((1366, 768), "red")])
def test_f11_fills_the_screen_turns_pages_and_escape_returns(
    tmp_path: Path, size: tuple[int, int], look: str
) -> None:
    home, file, shot = tmp_path / "home", tmp_path / "demo.battlemap", tmp_path / "shot.png"
    settings = home / "config" / "battlemap" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"wall_theme": look, "wall_seconds": 3}), "utf-8")
    write_demo(file)
    band, ground = theme(look).colour("band").lower(), theme(look).colour("ground").lower()
    with (
        screen(home, f"{size[0]}x{size[1]}x24") as display,
        program(display, file, tmp_path / "told.json", tmp_path / "program.log"),
    ):
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")

        def picture() -> QImage:
            display.shoot(shot)
            return QImage(str(shot))

        def is_full(image: QImage) -> bool:
            width, height = image.width(), image.height()
            corners = [image.pixelColor(x, 2).name() for x in (1, width - 2)]
            return corners == [band, band] and image.pixelColor(2, height // 2).name() == ground

        display.keys("F11")
        first = eventually(lambda: next(filter(is_full, [picture()]), None), "the wall screen")
        assert first.size().toTuple() == size
        head = first.copy(*head_at(first))
        time.sleep(3)
        eventually(lambda: is_full(now := picture()) and now.copy(*head_at(now)) != head, "the next page")
        display.keys("Escape")
        eventually(lambda: not is_full(picture()), "the window to be back")


def head_at(image: QImage) -> tuple[int, int, int, int]:
    """Where a page's heading stands."""
    return 0, round(image.height() * 0.13), image.width(), round(image.height() * 0.08)
