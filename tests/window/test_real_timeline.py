"""The timeline with a real mouse: a bar and its end are dragged, the file tells it, Ctrl+Z takes it back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from battlemap.commands.demo import write_demo
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, middle, program, rows

pytestmark = NEEDS_SCREEN
DAYS = "SELECT start_on, due_on FROM task WHERE code = 'ECON-09'"


def bars(display: Screen, told: Callable[[], dict[str, Any]]) -> dict[str, list[int]]:
    """Turns to the timeline by its key; returns where its bars stand."""
    display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
    display.keys("ctrl+2")
    return dict(eventually(lambda: told().get("page") == "timeline" and told().get("places"), "the timeline"))


def bar_of(told: Callable[[], dict[str, Any]], width: int) -> list[int] | None:
    """Returns where the bar of ECON-09 stands once it is so wide and has come to rest."""
    before = told()["places"]["ECON-09"]
    time.sleep(0.5)
    return before if before[2] == width and before == told()["places"]["ECON-09"] else None


def test_a_bar_and_its_end_are_dragged_and_come_back(display: Screen, tmp_path: Path) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    [(first, last)] = rows(file, DAYS)
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        x, y, width, height = bars(display, told)["ECON-09"]
        end = (x + width - 1, y + height // 2)
        display.drag(end, (end[0] - 60, end[1]))
        eventually(lambda: rows(file, DAYS)[0][1] < last, "an earlier due day in the file")
        [(same, earlier)] = rows(file, DAYS)
        assert same == first
        assert date.fromisoformat(earlier).weekday() < 5
        display.keys("ctrl+z")
        eventually(lambda: rows(file, DAYS) == [(first, last)], "the days as they were")
        # the note above the page has gone with the first step: the bar stands higher now
        start = middle(eventually(lambda: bar_of(told, width), "the bar at rest"))
        display.drag(start, (start[0] - 90, start[1]))
        eventually(lambda: rows(file, DAYS)[0][0] < first, "an earlier start in the file")
        display.keys("ctrl+z")
        eventually(lambda: rows(file, DAYS) == [(first, last)], "the days as they were")
