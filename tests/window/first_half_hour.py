"""A new user's first half hour in a real window, with a real mouse and keyboard, from the plan to the wall."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs

from tests.window.screen import Screen, eventually, program, screen

PLAN = Path(__file__).parents[1] / "exchange" / "data" / "jining-2018.txt"
#: Milliseconds between two keys that are typed.
_DELAY = 15
_SCREEN, _WINDOW = "1600x1000x24", (1596, 970)


@attrs.frozen
class Desk:
    """One user before one screen: the program tells where things stand, `pictures` keeps what was seen."""

    on: Screen
    told: Callable[[], dict[str, Any]]
    file: Path
    pictures: Path

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Reads the file as an auditor would: plain sqlite3, read-only, while the program is running."""
        with closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True)) as plain:
            return plain.execute(question, values).fetchall()

    def last_step(self) -> str:
        """Returns the label of the newest step in the file."""
        return str(self.rows("SELECT label FROM step ORDER BY number DESC LIMIT 1")[0][0])

    def press(self, name: str, times: int = 1) -> None:
        """Clicks the button or field of that name once it is there and has come to rest."""
        self.on.press(eventually(lambda: self._resting(name), f"“{name}”"), times)

    def _resting(self, name: str) -> list[int] | None:
        before = self.told()["widgets"].get(name)
        time.sleep(0.3)
        return before if before == self.told()["widgets"].get(name) else None

    def type(self, words: str) -> None:
        """Types what a keyboard can type."""
        self.on.xdotool("type", "--delay", _DELAY, words)

    def keys(self, *names: str) -> None:
        """Presses keys."""
        self.on.keys(*names)

    def await_dialog(self, title: str) -> None:
        """Waits until a dialog asks; "" until none does."""
        eventually(lambda: self.told().get("dialog") == title, f"dialog “{title}”")
        time.sleep(0.5)  # a person looks at it before typing; the system gives it the keyboard meanwhile

    def shoot(self, name: str) -> None:
        """Keeps a picture of the screen, once it has come to rest."""
        time.sleep(0.6)
        self.on.shoot(self.pictures / f"first-{name}.png")


def walk(folder: Path, pictures: Path) -> Desk:
    """Walks through the half hour in `folder` and returns the desk as it was left; fails where anything is amiss."""
    plan = folder / "plan.txt"
    plan.write_bytes(PLAN.read_bytes())
    with screen(folder / "home", _SCREEN) as on, program(on, None, folder / "told", folder / "log") as told:
        desk = Desk(on, told, folder / "campaign.battlemap", pictures)
        on.xdotool("getactivewindow", "windowmove", "--sync", 0, 0, "windowsize", "--sync", *_WINDOW)
        be_greeted(desk)
        create_from_plan(desk, plan)
        assign_units_by_paste(desk)
        drag_ten_cards(desk)
        add_a_checklist(desk)
        find_by_pinyin(desk)
        edit_in_bulk(desk)
        undo(desk)
        look_at_the_wall(desk)
    return desk


def be_greeted(desk: Desk) -> None:
    """Looks at the three pictures of the first start, then begins."""
    desk.await_dialog("欢迎使用挂图作战")
    desk.press("下一张")
    desk.press("下一张")
    desk.press("开始使用")
    desk.await_dialog("")


def create_from_plan(desk: Desk, plan: Path) -> None:
    """The plan's text becomes a campaign."""
    desk.press("从方案生成")
    desk.await_dialog("选择方案")
    desk.type(str(plan))
    desk.keys("Return")
    desk.await_dialog("方案预览")
    desk.shoot("1-plan")
    desk.press("生成作战图")
    desk.await_dialog("保存作战图")
    desk.keys("ctrl+a")
    desk.type(str(desk.file))
    desk.keys("Return")
    eventually(lambda: desk.told().get("cards"), "the board")
    assert desk.rows("SELECT COUNT(*) FROM action WHERE NOT deleted") == [(11,)]
    desk.shoot("2-board")


def assign_units_by_paste(desk: Desk) -> None:
    """A column of units from a spreadsheet becomes the units of the first tasks, one step."""
    units = ["经济发展局", "经济发展局", "商务局", "财政局", "招商局", "招商局"]
    desk.keys("ctrl+3")
    places = eventually(lambda: desk.told().get("places"), "the list")
    codes = [str(code) for (code,) in desk.rows("SELECT code FROM task ORDER BY rowid LIMIT 6")]
    with desk.on.holding("\n".join(units) + "\n"):
        desk.on.press(places[f"{codes[0]}/responsible_unit"])
        eventually(lambda: desk.told()["selected"] == codes[:1], "the cell that was clicked")
        desk.keys("ctrl+v")
        if (
            eventually(lambda: desk.told()["dialog"] or len(named(desk, codes)) == len(units), "the units")
            == "粘贴前核对"
        ):
            desk.keys("Return")
    eventually(lambda: [unit for _, unit in named(desk, codes)] == units, "the units in the file")
    desk.shoot("3-list")
    desk.keys("ctrl+1")
    eventually(lambda: desk.told()["page"] == "board", "the board")


def named(desk: Desk, codes: list[str]) -> list[tuple[str, str]]:
    """Returns (code, unit) of those of the tasks that have a unit, in the order of the plan."""
    pairs = desk.rows(
        "SELECT task.code, unit.name FROM task JOIN unit ON unit.id = task.responsible_unit ORDER BY task.rowid"
    )
    return [(code, unit) for code, unit in pairs if code in codes]


def drag_ten_cards(desk: Desk) -> None:
    """Ten cards of the first columns go from 待启动 to 推进中, one drag each."""
    desk.keys("ctrl+0")
    time.sleep(0.5)
    for n in range(10):
        seen, code = eventually(lambda: a_waiting_card(desk), "a waiting card with 推进中 in sight")
        action = code.split("-")[0]
        desk.on.drag(middle(seen["cards"][code]), middle(seen["cells"][f"{action}/moving"]), 12)
        eventually(lambda code=code: lane(desk, code) == "moving", f"{code} in the file")
        eventually(
            lambda before=seen: desk.told()["cards"] != before["cards"], "the cards in their new places"
        )
        if n == 4:
            desk.shoot("4-dragged")


def a_waiting_card(desk: Desk) -> tuple[dict[str, Any], str] | None:
    """Returns what is seen and a waiting card that can be dragged to 推进中 at once; scrolls down where there is none."""
    seen = desk.told()
    for code in seen["cards"]:
        if lane(desk, code) == "waiting" and in_sight(seen, code):
            return seen, code
    left, top, width, height = seen["window"]
    desk.on.xdotool("mousemove", left + width // 2, top + height // 2, "click", 5)
    time.sleep(0.5)
    return None


def add_a_checklist(desk: Desk) -> None:
    """A block of lines from a text becomes the checklist of the selected card; the first line is ticked by keyboard."""
    code = desk.told()["selected"][0]
    desk.keys("Return")
    desk.press("任务名称")
    desk.keys("ctrl+End")
    desk.on.press(eventually(lambda: scrolled_to(desk, "工作清单"), "the heading of the checklist"))
    field = eventually(lambda: scrolled_to(desk, "清单项"), "the field of the checklist")
    with desk.on.holding("勘界定桩\n编制方案\n专家评审\n"):
        desk.on.press(field)
        desk.keys("ctrl+v")
        count = "SELECT COUNT(*) FROM checklist_item JOIN task ON task.id = checklist_item.task WHERE task.code = ?"
        eventually(lambda: desk.rows(count, code) == [(3,)], "three lines in the file")
    desk.press("清单项")
    desk.keys("Home", "space")
    done = "SELECT title FROM checklist_item WHERE done_on IS NOT NULL"
    eventually(lambda: desk.rows(done) == [("勘界定桩",)], "the tick in the file")
    desk.shoot("5-checklist")
    desk.keys("F4")


def scrolled_to(desk: Desk, name: str) -> list[int] | None:
    """Scrolls the card sheet until a field is wholly there; returns where it stands."""
    seen = desk.told()
    rect = seen["widgets"].get(name)
    left, top, width, height = seen["window"]
    if rect and top + 120 < rect[1] < top + height - 120:
        return list(rect)
    desk.on.xdotool("mousemove", left + width - 120, top + height // 2, "click", 5)
    time.sleep(0.3)
    return None


def find_by_pinyin(desk: Desk) -> None:
    """The initials of 招商 leave the tasks that bear them in name or unit, and fewer than all."""
    [(every,)] = desk.rows("SELECT COUNT(*) FROM task")
    named = """SELECT code FROM task LEFT JOIN unit ON unit.id = task.responsible_unit
        WHERE task.title || COALESCE(unit.name, '') LIKE '%招商%'"""
    wanted = {str(code) for (code,) in desk.rows(named)}
    assert wanted
    desk.keys("ctrl+f")
    desk.type("zs")
    eventually(lambda: "清除筛选" in desk.told()["widgets"], "the way back to all cards")
    eventually(
        lambda: wanted <= set(desk.told()["cards"]) and len(desk.told()["cards"]) < every / 2, "few cards"
    )
    desk.shoot("6-pinyin")
    desk.keys("ctrl+shift+f")
    eventually(lambda: "清除筛选" not in desk.told()["widgets"], "all cards again")


def edit_in_bulk(desk: Desk) -> None:
    """All tasks of the list get the same percent in one step, but for those that a rule forbids: none here."""
    desk.keys("ctrl+3")
    places = eventually(lambda: desk.told().get("places"), "the list")
    moving = [str(code) for (code,) in desk.rows("SELECT code FROM task WHERE lane = 'moving' ORDER BY code")]
    seen = [code for code in moving if f"{code}/progress" in places][:3]
    desk.on.press(places[f"{seen[0]}/title"])
    desk.on.xdotool("keydown", "ctrl")
    try:
        for code in seen[1:]:
            desk.on.press(places[f"{code}/title"])
    finally:
        desk.on.xdotool("keyup", "ctrl")
    eventually(lambda: sorted(desk.told()["selected"]) == sorted(seen), "the selected rows")
    desk.keys("ctrl+shift+e")
    desk.await_dialog(f"批量修改 {len(seen)} 项任务")
    desk.press("进度")
    desk.keys("Tab")
    desk.type("60")
    desk.shoot("7-bulk")
    desk.keys("Return")
    marks = ", ".join("?" for _ in seen)
    percent = f"SELECT DISTINCT progress FROM task WHERE code IN ({marks})"
    eventually(lambda: desk.rows(percent, *seen) == [(60,)], "60 % in the file")
    desk.keys("ctrl+1")
    eventually(lambda: desk.told()["page"] == "board", "the board")


def look_at_the_wall(desk: Desk) -> None:
    """F11 fills the screen; any key returns."""
    desk.keys("F11")
    time.sleep(2)
    desk.shoot("8-wall")
    desk.keys("Escape")
    eventually(lambda: desk.told()["page"] == "board", "the board again")


def undo(desk: Desk) -> None:
    """Ctrl+Z takes the last step back."""
    label = desk.last_step()
    [(before,)] = desk.rows("SELECT COUNT(*) FROM step")
    desk.keys("ctrl+z")
    eventually(lambda: desk.rows("SELECT COUNT(*) FROM step") == [(before + 1,)], f"undo of “{label}”")
    assert desk.rows("SELECT kind FROM step ORDER BY number DESC LIMIT 1") == [("undo",)]


def lane(desk: Desk, code: str) -> str:
    """Returns the lane of a card in the file."""
    return str(desk.rows("SELECT lane FROM task WHERE code = ?", code)[0][0])


def in_sight(seen: dict[str, Any], code: str) -> bool:
    """Whether card and target cell lie within the window, away from its edges."""
    left, top, width, height = seen["window"]
    spots = (
        middle(seen["cards"][code]),
        middle(seen["cells"].get(f"{code.split('-')[0]}/moving", [0, 0, 0, 0])),
    )
    return all(left + 160 < x < left + width - 40 and top + 290 < y < top + height - 90 for x, y in spots)


def middle(rect: list[int]) -> tuple[int, int]:
    """Returns the middle of [x, y, width, height]."""
    x, y, width, height = rect
    return x + width // 2, y + height // 2
