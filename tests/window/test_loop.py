"""The loop in a real window: a 卡点 from raised to solved, a meeting by keyboard alone, a task to 销号 and 反弹."""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

from battlemap.commands.campaign import EditCampaign
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from tests.window.hand import Hand
from tests.window.screen import NEEDS_SCREEN, Screen, eventually, program, rows

pytestmark = NEEDS_SCREEN


def test_a_problem_is_raised_rises_by_time_is_batched_and_solved(display: Screen, tmp_path: Path) -> None:
    """The campaign lasts until today, so that what was left lying since November rises when the window opens."""
    file = tmp_path / "demo.battlemap"
    write_demo(file)
    with Session.open(file, "顾佳", lambda: datetime(2018, 11, 20, 18)) as session:
        session.run(EditCampaign({"ends_on": date(2028, 9, 30)}))
    way = (
        "SELECT deed FROM problem_step WHERE problem = (SELECT id FROM problem WHERE number = ?) "
        "AND NOT deleted ORDER BY rowid"
    )
    with program(display, file, tmp_path / "told.json", tmp_path / "program.log") as told:
        display.xdotool("search", "--sync", "--name", "挂图作战", "windowactivate", "--sync")
        hand = Hand(display, told, file)
        eventually(
            lambda: [deed for (deed,) in rows(file, way, 13)][-2:] == ["auto", "auto"], "risen by its rule"
        )
        hand.click(hand.card("ECON-03"))
        hand.chord("k")
        hand.await_dialog("登记卡点")
        hand.send("no land quota", "ctrl+Return")
        newest = "SELECT number FROM problem ORDER BY number DESC LIMIT 1"
        eventually(lambda: rows(file, newest) == [(15,)], "the problem")
        hand.chord("ctrl+7")
        eventually(lambda: hand.told()["places"].get("problem-15"), "the card on the board")
        hand.click(hand.told()["widgets"]["汇总批次…"])
        eventually(lambda: "batch" in [deed for (deed,) in rows(file, way, 15)], "the next batch")
        hand.click(hand.told()["places"]["problem-15"])
        hand.click(eventually(lambda: hand.told()["widgets"].get("直接办结…"), "what can be done"))
        hand.await_dialog("直接办结")
        hand.send("quota given", "ctrl+Return")
        solved = "SELECT outcome FROM problem WHERE number = 15 AND solved_on IS NOT NULL"
        eventually(lambda: rows(file, solved) == [("quota given",)], "the problem solved")
        assert [deed for (deed,) in rows(file, way, 15)] == ["raise", "batch", "solve"]


def test_a_meeting_by_keyboard_leaves_three_tasks_and_its_minutes_in_word_and_pdf(
    hand: Hand, tmp_path: Path
) -> None:
    [(before,)] = rows(hand.file, "SELECT COUNT(*) FROM task")
    hand.chord("ctrl+9")
    eventually(lambda: hand.told()["page"] == "meetings", "the page of meetings")
    hand.chord("F5")
    eventually(lambda: "议定内容" in hand.told()["widgets"], "meeting mode")
    time.sleep(0.5)
    for words in (
        "+ clear the land #2018-12-20",
        "+ hire two surveyors #2018-12-21",
        "+ weekly report #2018-12-28",
    ):
        hand.send(words, "Return")
        hand.chord("Page_Down")
    made = "SELECT COUNT(*) FROM decision WHERE kind = 'task' AND meeting = (SELECT id FROM meeting WHERE number = 2)"
    eventually(lambda: rows(hand.file, made) == [(3,)], "three decisions")
    assert rows(hand.file, "SELECT COUNT(*) FROM task") == [(before + 3,)]
    hand.chord("ctrl+m")
    letter = "SELECT body FROM letter WHERE kind = 'minutes' AND state = 'draft'"
    [(body,)] = eventually(lambda: rows(hand.file, letter), "the minutes")
    assert "1．clear the land" in body and "3．weekly report" in body
    eventually(
        lambda: hand.told()["page"] == "meetings" and "参会人员…" in hand.told()["widgets"],
        "the window to be back",
    )
    hand.chord("ctrl+8")
    for suffix, button in ((".docx", "Word…"), (".pdf", "PDF…")):
        hand.click(
            eventually(lambda button=button: hand.told()["widgets"].get(button), "the page of letters")
        )
        hand.await_dialog("保存公文")
        target = tmp_path / f"minutes{suffix}"
        hand.on.keys("ctrl+a")
        hand.send(str(target), "Return")
        eventually(
            lambda target=target: target.exists() and target.stat().st_size > 5000, f"the minutes as {suffix}"
        )


def test_a_task_is_signed_for_and_another_goes_from_checked_to_struck_off_and_back(hand: Hand) -> None:
    hand.click(hand.card("POOR-05"))
    hand.chord("ctrl+shift+q")
    signed = "SELECT COUNT(*) FROM task WHERE code = 'POOR-05' AND accepted_on IS NOT NULL"
    eventually(lambda: rows(hand.file, signed) == [(1,)], "signed for")
    hand.chord("slash")
    hand.send("PROJ-03", "Return")
    hand.click(hand.card("PROJ-03"))
    hand.chord("ctrl+shift+o")
    hand.await_dialog("销号")
    hand.send("agreed", "ctrl+Return")
    lane = "SELECT lane, rebound FROM task WHERE code = 'PROJ-03'"
    eventually(lambda: rows(hand.file, lane) == [("struck_off", 0)], "struck off")
    looks = "SELECT COUNT(*) FROM recheck WHERE NOT deleted AND task = (SELECT id FROM task WHERE code = 'PROJ-03')"
    assert rows(hand.file, looks) == [(2,)]
    hand.chord("alt+e")
    hand.click(hand.offered("登记反弹…"))
    hand.await_dialog("登记反弹")
    hand.send("came back", "ctrl+Return")
    eventually(lambda: rows(hand.file, lane) == [("moving", 1)], "the second round")
    assert rows(hand.file, looks) == [(0,)]
    deeds = "SELECT deed FROM hand_over WHERE task = (SELECT id FROM task WHERE code = 'PROJ-03') AND NOT deleted ORDER BY rowid"
    assert [deed for (deed,) in rows(hand.file, deeds)][-3:] == ["pass", "strike_off", "rebound"]
