from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from battlemap.commands.demo import write_demo
from tests.window.hand import Hand
from tests.window.screen import Screen, program, screen


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Screen]:
    """A screen of its own."""
    with screen(tmp_path / "home") as made:
        yield made


@pytest.fixture
def hand(display: Screen, tmp_path: Path) -> Iterator[Hand]:
    """A user before the demo campaign."""
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    with ExitStack() as stack:
        told = stack.enter_context(program(display, file, tmp_path / "told.json", tmp_path / "program.log"))
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        yield Hand(display, told, file)
