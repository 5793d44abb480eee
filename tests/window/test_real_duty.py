"""Duty, risk, alert and map with a real mouse: each deed is in the file, and Ctrl+Z takes it back."""

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
ON_DUTY = "SELECT d.name_then FROM duty d JOIN duty_post p ON p.id = d.post WHERE p.title = '值班员' AND d.day = ? AND d.place = 1"


@attrs.define
class Hand:
    """A user before the demo campaign."""

    on: Screen
    told: Callable[[], dict[str, Any]]
    file: Path

    def turn_to(self, page: str) -> dict[str, list[int]]:
        """Clicks a page in the rail; returns what stands there, by name."""
        self.on.press(eventually(lambda: self.told()["widgets"].get(page), page))
        return eventually(lambda: self.told().get("places"), f"places of {page}")

    def answer(self, title: str, words: str) -> None:
        """Types into the dialog of that title and sends it."""
        eventually(lambda: self.told().get("dialog") == title, f"dialog {title}")
        time.sleep(0.5)
        self.on.xdotool("type", "--delay", 15, words)
        self.on.keys("ctrl+Return")

    def undo(self) -> None:
        self.on.xdotool("key", "ctrl+z")

    def holds(self, question: str, wanted: object, *values: object) -> None:
        """Waits until the file answers so."""
        eventually(lambda: rows(self.file, question, *values)[0][0] == wanted, f"{wanted} in the file")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "demo.battlemap"
    write_demo(file)
    return file


@pytest.fixture
def hand(display: Screen, tmp_path: Path, demo: Path) -> Iterator[Hand]:
    file = tmp_path / "demo.battlemap"
    file.write_bytes(demo.read_bytes())
    with ExitStack() as stack:
        told = stack.enter_context(program(display, file, tmp_path / "told.json", tmp_path / "program.log"))
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        yield Hand(display, told, file)


def test_two_duties_are_exchanged_by_the_mouse_and_a_swap_is_approved(hand: Hand) -> None:
    [(one,)], [(other,)] = (rows(hand.file, ON_DUTY, day) for day in ("2018-11-12", "2018-11-14"))
    places = hand.turn_to("值班")
    hand.on.drag(middle(places["2018-11-12 值班员 1"]), middle(places["2018-11-14 值班员 1"]))
    hand.holds(ON_DUTY, other, "2018-11-12")
    hand.holds(ON_DUTY, one, "2018-11-14")
    hand.undo()
    hand.holds(ON_DUTY, one, "2018-11-12")
    waiting = "SELECT COUNT(*) FROM duty_swap WHERE state = ? AND deleted = 0"
    for button, state in (("同意", "agreed"), ("批准", "approved")):
        [(before,)] = rows(hand.file, waiting, state)
        hand.on.press(hand.told()["widgets"][button])
        hand.holds(waiting, before + 1, state)
    hand.undo()
    hand.holds(waiting, 1, "agreed")


def test_a_risk_is_dragged_across_the_matrix_with_a_reason(hand: Hand) -> None:
    counted = "SELECT COUNT(*) FROM risk_assessment WHERE deleted = 0"
    [(before,)] = rows(hand.file, counted)
    places = hand.turn_to("风险")
    hand.on.drag(middle(places["集体讨薪聚集"]), middle(places["在建工地深基坑"]))
    hand.answer("重新评估", "year end")
    hand.holds(counted, before + 1)
    [(high, far, reason)] = rows(
        hand.file, "SELECT likelihood, severity, reason FROM risk_assessment ORDER BY rowid DESC LIMIT 1"
    )
    assert (high, far, reason) == (4, 3, "year end")
    hand.undo()
    hand.holds(counted, before)


def test_a_road_is_drawn_and_half_of_it_opened(hand: Hand) -> None:
    drawn = "SELECT COUNT(*) FROM map_mark WHERE title = 'road' AND deleted = 0"
    places = hand.turn_to("一张图")
    hand.on.press(hand.told()["widgets"]["线"])
    for name in ("爱琴海项目", "招商引资项目园"):
        x, y = middle(places[name])
        hand.on.xdotool("mousemove", x + 60, y + 40, "click", 1)
        time.sleep(0.6)
    hand.on.keys("Return")
    hand.answer("线标绘", "road")
    hand.holds(drawn, 1)
    x, y = eventually(lambda: hand.told()["places"].get("road"), "the road")[:2]
    hand.on.xdotool("mousemove", x + 5, y + 5, "click", 1)
    hand.on.press(eventually(lambda: hand.told()["widgets"].get("路段…"), "路段"))
    hand.answer("路段：road", "\t900\t")
    parts = "SELECT COUNT(*) FROM road_part p JOIN map_mark m ON m.id = p.mark WHERE m.title = 'road' AND p.deleted = 0"
    hand.holds(parts, 1)
    hand.undo()
    hand.holds(parts, 0)
    hand.undo()
    hand.holds(drawn, 0)


def test_an_alert_is_started_from_the_menu_and_ended_from_its_banner(hand: Hand) -> None:
    begun = "SELECT COUNT(*) FROM alert WHERE title = 'drill' AND deleted = 0"
    eventually(lambda: hand.told().get("page") == "board", "the board")
    hand.on.keys("alt+d")
    entry = eventually(
        lambda: next((rect for words, rect in hand.told()["menu"].items() if "启动临战状态" in words), None),
        "the entry",
    )
    hand.on.press(entry)
    hand.answer("启动临战状态", "drill\t\t\t\t\t\t\tmeeting")
    hand.holds(begun, 1)
    hand.on.press(eventually(lambda: hand.told()["widgets"].get("解除…"), "the banner"))
    hand.answer("解除临战状态", "meeting")
    ended = "SELECT COUNT(*) FROM alert WHERE ended_by = 'meeting' AND deleted = 0"
    hand.holds(ended, 1)
    hand.undo()
    hand.holds(ended, 0)
    hand.undo()
    hand.holds(begun, 0)
