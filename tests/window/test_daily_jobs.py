"""Five daily jobs in a real window, and how many actions of the hand each takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import pytest

from battlemap.commands.demo import write_demo
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, middle, program, rows

pytestmark = NEEDS_SCREEN


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


@pytest.fixture
def hand(display: Screen, tmp_path: Path) -> Iterator[Hand]:
    """A user before the demo campaign."""
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    with ExitStack() as stack:
        told = stack.enter_context(program(display, file, tmp_path / "told.json", tmp_path / "program.log"))
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        yield Hand(display, told, file)


def test_reporting_progress_with_a_note_takes_three(hand: Hand) -> None:
    hand.click(hand.card("ECON-03"))
    hand.chord("r")
    hand.await_dialog("反馈进度")
    hand.send("75\tvisited 21", "ctrl+Return")
    asked = "SELECT progress, visible_progress FROM task WHERE code = 'ECON-03'"
    eventually(lambda: rows(hand.file, asked) == [(75, "visited 21")], "the report in the file")
    assert hand.actions == 3


def test_raising_a_problem_takes_three(hand: Hand) -> None:
    [(before,)] = rows(hand.file, "SELECT COUNT(*) FROM problem")
    hand.click(hand.card("ECON-03"))
    hand.chord("k")
    hand.await_dialog("登记卡点")
    hand.send("no land quota", "ctrl+Return")
    eventually(lambda: rows(hand.file, "SELECT COUNT(*) FROM problem") == [(before + 1,)], "the problem")
    assert hand.actions == 3


def test_ten_tasks_go_to_somebody_in_five(hand: Hand) -> None:
    column = [
        str(code)
        for (code,) in rows(
            hand.file,
            "SELECT task.code FROM task JOIN action ON action.id = task.action "
            "WHERE action.code = 'CITY' AND NOT task.deleted ORDER BY "
            "CASE lane WHEN 'waiting' THEN 0 WHEN 'moving' THEN 1 WHEN 'checking' THEN 2 ELSE 3 END, task.rank",
        )
    ]
    hand.click(hand.card(column[0]))
    hand.chord("shift+End")
    eventually(lambda: len(hand.told()["selected"]) == len(column), "the whole column selected")
    assert len(column) >= 10
    hand.click(next(hand.card(code) for code in reversed(column) if code in hand.told()["cards"]), button=3)
    hand.click(hand.offered("责任人"))
    name = "王丽娟"
    hand.click(hand.offered(name))
    asked = (
        "SELECT COUNT(*) FROM task JOIN person ON person.id = task.owner JOIN action ON action.id = task.action "
        "WHERE action.code = 'CITY' AND person.name = ?"
    )
    eventually(lambda: rows(hand.file, asked, name) == [(len(column),)], "the tasks in the file")
    assert rows(hand.file, "SELECT COUNT(*) FROM person WHERE name = ? AND NOT deleted", name) == [(1,)]
    assert hand.actions == 5


def test_what_is_red_and_why_takes_one(hand: Hand) -> None:
    red = next(name for name in hand.told()["widgets"] if name.startswith("红灯"))
    hand.click(hand.told()["widgets"][red])
    number = int(red.split()[-1])
    eventually(lambda: len(hand.told()["cards"]) == number or _shown(hand) == number, "the red cards alone")
    assert hand.actions == 1


def _shown(hand: Hand) -> int:
    """The number of cards in sight."""
    return sum(1 for rect in hand.told()["cards"].values() if rect)


def test_todays_poster_takes_three(hand: Hand) -> None:
    hand.chord("ctrl+5")
    button = eventually(lambda: hand.told()["widgets"].get("每日战报…"), "the print shop")
    hand.click(button)
    eventually(lambda: hand.told()["dialog"] == "出图", "the poster")
    hand.chord("ctrl+p")
    eventually(lambda: "打印" in hand.told()["dialog"], "the printer")
    assert hand.actions == 3
