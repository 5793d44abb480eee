"""The main job with a real mouse: a card is dragged, the file tells it, Ctrl+Z takes it back."""

from __future__ import annotations

from pathlib import Path

from battlemap.commands.demo import write_demo
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, middle, program, rows

pytestmark = NEEDS_SCREEN


def lane(file: Path, code: str) -> str:
    return str(rows(file, "SELECT lane FROM task WHERE code = ?", code)[0][0])


def test_a_card_dragged_by_the_mouse_is_in_the_file_and_comes_back(display: Screen, tmp_path: Path) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    assert lane(file, "ECON-09") == "waiting"
    [(steps,)] = rows(file, "SELECT COUNT(*) FROM step")
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        seen = told()
        display.drag(middle(seen["cards"]["ECON-09"]), middle(seen["cells"]["ECON/moving"]))
        eventually(lambda: lane(file, "ECON-09") == "moving", "the row in the file")

        [(label, kind, number)] = rows(
            file, "SELECT label, kind, number FROM step ORDER BY number DESC LIMIT 1"
        )
        assert (label, kind, number) == ("移动 ECON-09到“推进中”", "do", steps + 1)
        [(table, old, new)] = rows(
            file,
            "SELECT table_name, json_extract(old, '$.lane'), json_extract(new, '$.lane') "
            "FROM journal JOIN step ON step.id = journal.step WHERE step.number = ?",
            number,
        )
        assert (table, old, new) == ("task", "waiting", "moving")

        display.xdotool("key", "ctrl+z")
        eventually(lambda: lane(file, "ECON-09") == "waiting", "the undone row")
        [(kind,)] = rows(file, "SELECT kind FROM step ORDER BY number DESC LIMIT 1")
        assert kind == "undo"


def test_a_card_dragged_onto_a_day_gets_that_due_date(display: Screen, tmp_path: Path) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        seen = told()
        display.drag(middle(seen["cards"]["ECON-09"]), middle(seen["days"]["2018-12-12"]))
        due = "SELECT due_on FROM task WHERE code = 'ECON-09'"
        eventually(lambda: rows(file, due) == [("2018-12-12",)], "the due date in the file")


def test_escape_during_a_drag_leaves_everything_as_it_was(display: Screen, tmp_path: Path) -> None:
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    [(before,)] = rows(file, "SELECT COUNT(*) FROM step")
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        seen = told()
        x, y = middle(seen["cards"]["ECON-09"])
        display.xdotool("mousemove", x, y, "mousedown", 1)
        for n in range(1, 20):
            display.xdotool("mousemove", x + n * 12, y + n * 8)
        display.xdotool("key", "Escape")
        display.xdotool("mouseup", 1)
        seen = told()
        display.drag(middle(seen["cards"]["ECON-09"]), middle(seen["cells"]["ECON/moving"]))
        eventually(lambda: lane(file, "ECON-09") == "moving", "the next drag")
        [(steps,)] = rows(file, "SELECT COUNT(*) FROM step")
        assert steps == before + 1, "the drag that was given up left no step"
