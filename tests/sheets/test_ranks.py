"""排名榜: the leader is the largest word, first and last have flags of different colours, a tie singles out nobody."""

from __future__ import annotations

import attrs

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.ranking import ranking, ranking_rule
from battlemap.layout.scene import Box
from battlemap.sheets.ranks import ranks
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import NOON, options


def flags(snapshot: Snapshot) -> dict[str, str]:
    """Action → the colour of its flag."""
    (page,) = ranks(snapshot, options("A3"))
    boxes = [item for item in page.items if isinstance(item, Box) and item.about in snapshot.actions]
    cloths = [box for box in boxes if box.fill in ("flag", "black") and box.rect.w > box.rect.h]
    return {str(box.about): str(box.fill) for box in cloths}


def test_the_first_have_red_flags_the_last_black_ones() -> None:
    snapshot = campaign(95)
    merits = ranking(snapshot, NOON.date(), ranking_rule("deviation"))
    assert merits.best and merits.worst
    expected = {one.action.id: "flag" for one in merits.best} | {
        one.action.id: "black" for one in merits.worst
    }
    assert flags(snapshot) == expected


def test_the_leader_is_the_largest_word_of_a_row_beside_place_and_score() -> None:
    snapshot = campaign(95, leader="欧阳建国")
    (page,) = ranks(snapshot, options("A3"))
    leaders = [text for text in page.texts() if text.lines == ("欧阳建国",)]
    others = [
        text
        for text in page.texts()
        if text.about in snapshot.actions and any("\u4e00" <= c <= "\u9fff" for c in text.lines[0])
    ]
    assert len(leaders) == 11
    assert all(leader.is_bold for leader in leaders)
    assert min(leader.size for leader in leaders) > 1.5 * max(t.size for t in others if t not in leaders)


def test_ten_tied_actions_share_their_place_and_none_is_among_the_last_three() -> None:
    whole = campaign(11 * 9)
    first = whole.columns[0]
    rows = [
        (
            "task",
            attrs.evolve(
                task,
                lane="moving",
                progress=50 if task.action != first.id else 90,
                start_on=None,
                due_on=None,
                blocked=None,
            ),
        )
        for task in whole.live_tasks
    ]
    others = [(table, row) for table, held in whole.rows.items() if table != "task" for row in held.values()]
    snapshot = Snapshot.of([*others, *rows])
    assert set(flags(snapshot).values()) <= {"flag"}
    (page,) = ranks(snapshot, options("A3"))
    places = [
        text.lines[0]
        for text in page.texts()
        if text.about in snapshot.actions and text.lines[0] in ("1", "2", "3")
    ]
    assert places == ["1", *["2"] * 10]
