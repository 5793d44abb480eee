"""A user's hand in a real window: mouse and keyboard, and how often they are used."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from tests.window.screen import Screen, eventually, middle


@attrs.define
class Hand:
    """Does with mouse and keyboard what a user does, and counts: a click, a chord of keys, a line typed and sent."""

    on: Screen
    told: Callable[[], dict[str, Any]]
    file: Path
    actions: int = 0

    def click(self, rect: list[int], button: int = 1, held: str = "") -> None:
        """Clicks into the middle of a rectangle."""
        self.actions += 1
        self.on.xdotool("mousemove", *middle(rect))
        if held:
            self.on.xdotool("keydown", held)
        self.on.xdotool("click", button)
        if held:
            self.on.xdotool("keyup", held)

    def chord(self, keys: str) -> None:
        """Presses keys together."""
        self.actions += 1
        self.on.keys(keys)

    def send(self, words: str, then: str) -> None:
        """Types a line and sends it."""
        self.actions += 1
        self.on.xdotool("type", "--delay", 15, words)
        self.on.keys(*then.split())

    def await_dialog(self, title: str) -> None:
        """Waits until a dialog asks."""
        eventually(lambda: self.told().get("dialog") == title, f"dialog {title}")
        time.sleep(0.5)  # the system gives it the keyboard meanwhile

    def offered(self, words: str) -> list[int]:
        """Returns where the open menu offers this."""
        return eventually(lambda: self.told()["menu"].get(words), f"menu entry {words}")

    def card(self, code: str) -> list[int]:
        """Returns where a card stands."""
        return eventually(lambda: self.told()["cards"].get(code), f"card {code}")
