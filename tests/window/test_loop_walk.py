"""One task in a real window with a real mouse: 交办, 签收, 反馈, 申请办结, 核查 by another, 销号, 反弹."""

from __future__ import annotations

from tests.window.hand import Hand
from tests.window.screen import NEEDS_SCREEN, eventually, rows

pytestmark = NEEDS_SCREEN
CODE = "ECON-09"


def test_a_task_goes_from_being_handed_out_to_its_rebound(hand: Hand) -> None:
    card = "SELECT lane, progress, rebound, assigned_on IS NOT NULL, accepted_on IS NOT NULL FROM task WHERE code = ?"

    def stands(*values: object) -> None:
        eventually(lambda: rows(hand.file, card, CODE) == [values], f"{values} of the card")

    stands("waiting", 0, 0, 0, 0)
    hand.chord("slash")
    hand.send(CODE, "Return")
    hand.click(hand.card(CODE))
    hand.click(hand.card(CODE), button=3)
    hand.click(hand.offered("责任单位"))
    hand.click(hand.offered("商务局"))
    stands("waiting", 0, 0, 1, 0)
    hand.chord("ctrl+shift+q")
    stands("waiting", 0, 0, 1, 1)
    hand.chord("r")
    hand.await_dialog("反馈进度")
    hand.send("85\tthree new buyers", "ctrl+Return")
    stands("moving", 85, 0, 1, 1)
    hand.chord("alt+e")
    hand.click(hand.offered("申请办结…"))
    hand.await_dialog("申请办结")
    hand.send("contracts signed", "ctrl+Return")
    stands("checking", 100, 0, 1, 1)
    hand.chord("alt+f")
    menu = eventually(lambda: hand.told()["menu"], "the menu of files")
    hand.click(next(rect for name, rect in menu.items() if name.startswith("操作员")))
    hand.await_dialog("操作员")
    hand.send("Li Ming", "ctrl+Return")
    hand.click(hand.card(CODE))
    hand.chord("ctrl+shift+h")
    hand.await_dialog("核查")
    hand.send("papers seen", "ctrl+Return")
    passed = "SELECT actor FROM hand_over WHERE deed = 'pass' AND task = (SELECT id FROM task WHERE code = ?)"
    eventually(lambda: rows(hand.file, passed, CODE)[-1:] != [], "checked by another")
    hand.chord("ctrl+shift+o")
    hand.await_dialog("销号")
    hand.send("agreed", "ctrl+Return")
    stands("struck_off", 100, 0, 1, 1)
    hand.chord("alt+e")
    hand.click(hand.offered("登记反弹…"))
    hand.await_dialog("登记反弹")
    hand.send("buyers withdrew", "ctrl+Return")
    eventually(lambda: rows(hand.file, card, CODE)[0][2] == 1, "the second round")
    hand_overs = rows(
        hand.file,
        "SELECT deed, actor FROM hand_over WHERE task = (SELECT id FROM task WHERE code = ?) AND NOT deleted ORDER BY rowid",
        CODE,
    )
    deeds = [deed for deed, _ in hand_overs]
    assert deeds[-6:] == ["assign", "accept", "claim", "pass", "strike_off", "rebound"]
    claimed, checked = (dict(hand_overs)[deed] for deed in ("claim", "pass"))
    assert claimed != checked and "Li Ming" in checked
