"""Five daily jobs in a real window, and how many actions of the hand each takes."""

from __future__ import annotations

from tests.window.hand import Hand
from tests.window.screen import NEEDS_SCREEN, eventually, rows

pytestmark = NEEDS_SCREEN


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
