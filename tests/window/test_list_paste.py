"""Blocks between the task list and other programs, through the real clipboard and real keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from battlemap.commands.demo import write_demo
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, program, rows

pytestmark = NEEDS_SCREEN
CODES = ("ECON-07", "ECON-08", "ECON-09", "PROJ-01")
UNITS = """SELECT task.code, coalesce(unit.short_name, '') FROM task LEFT JOIN unit ON unit.id = task.responsible_unit
    WHERE task.code IN ('ECON-07', 'ECON-08', 'ECON-09', 'PROJ-01') ORDER BY task.code"""
STEPS = "SELECT label, kind FROM step ORDER BY number DESC"


def list_page(display: Screen, told: Callable[[], dict[str, Any]]) -> dict[str, list[int]]:
    """Turns to the list by its key; returns where its cells stand."""
    display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
    display.keys("ctrl+3")
    return dict(eventually(lambda: told().get("places"), "the list"))


def test_a_pasted_column_of_units_assigns_the_tasks_and_is_undone_in_one_step(
    display: Screen, tmp_path: Path
) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    before, steps = rows(file, UNITS), rows(file, STEPS)
    wanted = ["招商局", "规划局", "商务局", "税务局"]
    assert dict(before)["ECON-09"] == "" and [unit for _, unit in before] != wanted
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        cells = list_page(display, told)
        with display.holding("\n".join(wanted) + "\n"):
            display.press(cells["ECON-07/responsible_unit"])
            eventually(lambda: told()["selected"] == ["ECON-07"], "the cell that was clicked")
            display.keys("ctrl+v")
            eventually(lambda: rows(file, UNITS) == list(zip(CODES, wanted, strict=True)), "the units")
        assert rows(file, STEPS) == [("粘贴 4 项任务", "do"), *steps]
        display.keys("ctrl+z")
        eventually(lambda: rows(file, UNITS) == before, "the units as they were")
        assert rows(file, STEPS) == [("粘贴 4 项任务", "undo"), ("粘贴 4 项任务", "do"), *steps]


def test_wrong_cells_stop_a_paste_and_escape_leaves_the_file_as_it_was(
    display: Screen, tmp_path: Path
) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    steps = rows(file, STEPS)
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        cells = list_page(display, told)
        with display.holding("80%\n很快"):
            display.press(cells["ECON-04/progress"])
            display.keys("ctrl+v")
            eventually(lambda: told()["dialog"] == "粘贴前核对", "the question")
        display.keys("Escape")
        eventually(lambda: told()["dialog"] == "", "the end of the question")
        assert rows(file, STEPS) == steps


def test_copied_rows_reach_another_program(display: Screen, tmp_path: Path) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        cells = list_page(display, told)
        display.press(cells["ECON-01/title"])
        display.keys("shift+Down", "shift+Right", "ctrl+c")
        copied = eventually(display.clipboard, "the copied block")
    assert [line.split("\t") for line in copied.splitlines()] == [
        ["建立工业经济周调度机制", "已销号"],
        ["六强产业龙头企业逐户建台账", "已销号"],
    ]
