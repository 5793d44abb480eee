"""Indicators and assessment with a real mouse: what is typed is in the file, a trial is not, Ctrl+Z takes back."""

from __future__ import annotations

from tests.window.screen import NEEDS_SCREEN, eventually, middle, rows
from tests.window.test_real_duty import Hand, demo, hand  # noqa: F401 - the same hand before the same campaign

pytestmark = NEEDS_SCREEN
STEPS = "SELECT COUNT(*) FROM step"
FIRST = "1 知识创造和技术创新能力"


def test_a_figure_is_typed_into_the_grid(hand: Hand) -> None:  # noqa: F811
    for name in ("运行", "录入"):
        hand.on.press(eventually(lambda name=name: hand.told()["widgets"].get(name), name))  # type: ignore[misc]
    counted = (
        "SELECT COUNT(*) FROM observation o JOIN indicator i ON i.id = o.indicator WHERE i.title = '全社会用电量'"
        " AND o.period = '2018-11' AND o.value = '37.9' AND o.deleted = 0"
    )
    hand.on.press(eventually(lambda: hand.told()["places"].get("全社会用电量 11"), "the cell"))
    hand.on.xdotool("type", "--delay", 30, "37.9")
    hand.on.keys("Return")
    hand.holds(counted, 1)
    hand.undo()
    hand.holds(counted, 0)


def test_a_value_is_typed_tried_and_adopted_in_the_tree(hand: Hand) -> None:  # noqa: F811
    places = hand.turn_to("考核")
    held = f"SELECT value || '/' || COALESCE(target, '') FROM scheme_node WHERE number = '1' AND title = '{FIRST[2:]}'"
    type_in(hand, places[f"{FIRST} 完成值"], "80")
    hand.holds(held, "80/")
    hand.undo()
    hand.holds(held, "71.2/")
    hand.on.press(hand.told()["widgets"]["推演"])
    type_in(hand, eventually(lambda: hand.told()["places"].get(f"{FIRST} 完成值"), "the cell"), "90")
    adopt = eventually(lambda: hand.told()["widgets"].get("采用为目标"), "采用为目标")
    hand.holds(held, "71.2/")
    hand.on.press(adopt)
    hand.holds(held, "71.2/90")
    hand.undo()
    hand.holds(held, "71.2/")


def test_a_node_is_moved_by_its_menu_and_an_enterprise_left_out_without_writing(hand: Hand) -> None:  # noqa: F811
    places = hand.turn_to("考核")
    order = (
        "SELECT GROUP_CONCAT(number, '') FROM (SELECT number FROM scheme_node WHERE above IS NULL AND scheme ="
        " (SELECT id FROM scheme WHERE title = '国家高新区评价指标体系') ORDER BY rank)"
    )
    hand.holds(order, "1234")
    hand.on.xdotool("mousemove", *middle(places[FIRST]), "click", 3)
    hand.on.press(eventually(lambda: hand.told()["menu"].get("下移"), "下移"))
    hand.holds(order, "2134")
    hand.undo()
    hand.holds(order, "1234")
    hand.on.press(hand.told()["widgets"]["考核方案"])
    hand.on.keys("End", "Return")
    hand.on.press(eventually(lambda: hand.told()["places"].get("栏 企业"), "the tab"))
    [(steps,)] = rows(hand.file, STEPS)
    hand.on.press(eventually(lambda: hand.told()["places"].get("宏远液压件有限公司"), "the enterprise"))
    eventually(lambda: hand.told()["widgets"].get("恢复"), "恢复")
    hand.on.press(hand.told()["widgets"]["恢复"])
    assert rows(hand.file, STEPS) == [(steps,)]


def type_in(hand: Hand, cell: list[int], words: str) -> None:  # noqa: F811
    """Opens a cell by a double click and types over what stands there."""
    hand.on.press(cell, times=2)
    hand.on.keys("ctrl+a")
    hand.on.xdotool("type", "--delay", 30, words)
    hand.on.keys("Return")
