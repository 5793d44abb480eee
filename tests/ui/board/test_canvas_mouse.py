"""Cards under the mouse: clicks, drags and the rubber band ask for what they should, and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.shown.board.stage import Spot
from tests.ui.board.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def menu_at(desk: Desk, task: str) -> QContextMenuEvent:
    at = desk.at(task)
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.canvas.viewport().mapToGlobal(at))


def test_a_click_selects_and_ctrl_and_shift_add(desk: Desk) -> None:
    a, b, c = desk.snapshot.cell("a0", "moving")[:3]
    desk.click(desk.at(a))
    assert desk.canvas.selected == (a,)
    desk.click(desk.at(c), SHIFT)
    assert desk.canvas.selected == (a, b, c)
    desk.click(desk.at(b), CTRL)
    assert desk.canvas.selected == (a, c)
    desk.click(desk.at(a))
    assert desk.canvas.selected == (a,)
    assert desk.wishes("move_wanted") == []


def test_a_double_click_opens_the_card_and_asks_for_one_in_an_empty_place(desk: Desk) -> None:
    task = desk.first("moving")
    QTest.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=desk.at(task))
    assert desk.wishes("opened") == [(task,)]
    rect = desk.canvas.cell_rect_of("a0", "waiting")
    low = desk.canvas.viewport().mapFromGlobal(rect.bottomLeft()) + QPoint(40, -2)
    QTest.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=low)
    assert desk.wishes("create_wanted") == [("a0", "waiting")]


def test_a_card_is_dragged_inside_its_cell(desk: Desk) -> None:
    a, _, c = desk.snapshot.cell("a0", "waiting")[:3]
    desk.drag(desk.at(a), desk.at(c, dy=0.2))
    assert desk.wishes("move_wanted") == [((a,), "a0", "waiting", c)]


def test_below_the_last_card_the_cell_ends(desk: Desk) -> None:
    a, *_, last = desk.snapshot.cell("a0", "waiting")
    desk.drag(desk.at(a), desk.at(last, dy=0.9))
    assert desk.wishes("move_wanted") == [((a,), "a0", "waiting", None)]


def test_a_card_is_dragged_to_another_lane_and_another_action(desk: Desk) -> None:
    task, there = desk.first("waiting"), desk.first("moving", "a1")
    desk.drag(desk.at(task), desk.at(there, dy=0.2))
    assert desk.wishes("move_wanted") == [((task,), "a1", "moving", there)]


def test_several_cards_travel_together_in_their_order(desk: Desk) -> None:
    a, b = desk.snapshot.cell("a0", "waiting")[:2]
    there = desk.first("moving", "a1")
    desk.click(desk.at(b))
    desk.click(desk.at(a), CTRL)
    desk.drag(desk.at(b), desk.at(there, dy=0.2))
    assert desk.wishes("move_wanted") == [((a, b), "a1", "moving", there)]
    assert desk.canvas.selected == (a, b)


def test_a_drop_where_the_card_already_stands_asks_for_nothing(desk: Desk) -> None:
    a, b = desk.snapshot.cell("a0", "waiting")[:2]
    desk.press(desk.at(a))
    desk.glide(desk.at(b, dy=0.2))
    assert desk.canvas.mouse.drag is not None
    assert desk.canvas.mouse.drag.target.is_still
    desk.release()
    assert desk.wishes("move_wanted") == []


def test_a_card_dropped_on_a_day_gets_that_day(desk: Desk) -> None:
    task = desk.first("moving")
    day = date(2018, 12, 12)
    rect = desk.canvas.day_rect_of(day)
    desk.press(desk.at(task))
    desk.glide(desk.canvas.viewport().mapFromGlobal(rect.center()))
    assert desk.canvas.mouse.drag is not None
    assert "12月12日（周三）" in desk.canvas.mouse.drag.target.words
    desk.release()
    assert desk.wishes("due_wanted") == [((task,), day)]


def test_a_card_dropped_on_a_head_goes_to_that_action(desk: Desk) -> None:
    task = desk.first("waiting")
    head = desk.canvas.viewport().mapFromGlobal(desk.canvas.head_rect_of("a2").center())
    desk.drag(desk.at(task), head)
    assert desk.wishes("move_wanted") == [((task,), "a2", "waiting", None)]


def test_a_forbidden_lane_is_said_before_the_drop_and_refused_at_it(desk: Desk) -> None:
    task, there = desk.first("waiting"), desk.first("checking", "a1")
    y = desk.canvas.viewport().mapFromGlobal(desk.canvas.cell_rect_of("a1", "struck_off").center())
    assert there
    desk.press(desk.at(task))
    desk.glide(y)
    assert desk.canvas.mouse.drag is not None
    assert "未经核查不能销号" in desk.canvas.mouse.drag.target.refusal
    desk.release()
    assert desk.wishes("move_wanted") == []
    assert "未经核查不能销号" in desk.wishes("refused")[0][0]


def test_escape_takes_a_drag_back(desk: Desk) -> None:
    task, there = desk.first("waiting"), desk.first("moving", "a1")
    desk.press(desk.at(task))
    desk.glide(desk.at(there))
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.mouse.drag is None
    desk.release()
    assert desk.wishes("move_wanted") == []
    assert desk.canvas.selected == (task,)


def test_the_other_button_and_hiding_take_a_drag_back_and_keys_wait(desk: Desk) -> None:
    task, there = desk.first("waiting"), desk.first("moving", "a1")
    for end in (
        lambda: QApplication.sendEvent(desk.canvas.viewport(), menu_at(desk, task)),
        desk.canvas.hide,
    ):
        desk.press(desk.at(task))
        desk.glide(desk.at(there))
        desk.key(Qt.Key.Key_Return)
        desk.key(Qt.Key.Key_Down)
        assert desk.canvas.mouse.drag is not None
        assert desk.canvas.selected == (task,)
        end()
        assert desk.canvas.mouse.drag is None
        desk.release()
    assert desk.wishes("move_wanted") == desk.wishes("opened") == []


def test_the_menu_comes_for_the_card_that_lies_there(desk: Desk) -> None:
    task = desk.first("moving", "a1")
    asked: list[tuple[object, Spot]] = []
    desk.canvas.menu_wanted.connect(lambda at, spot: asked.append((at, spot)))
    event = menu_at(desk, task)
    QApplication.sendEvent(desk.canvas.viewport(), event)
    assert asked[0][1] == Spot("card", task, "a1", "moving")
    assert desk.canvas.selected == (task,)


def test_where_nothing_may_change_no_drag_begins(desk: Desk) -> None:
    desk.canvas.set_can_change(False)
    desk.drag(desk.at(desk.first("waiting")), desk.at(desk.first("moving", "a1")))
    assert desk.wishes("move_wanted") == []


def test_the_edge_scrolls_while_the_pointer_rests_in_both_directions(
    desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desk_of(tasks=300, size=(900, 600))
    task = desk.first("waiting")
    corner = QPoint(desk.canvas.viewport().width() - 4, desk.canvas.viewport().height() - 4)
    across, down = desk.canvas.horizontalScrollBar(), desk.canvas.verticalScrollBar()
    desk.press(desk.at(task))
    desk.glide(corner)
    qtbot.waitUntil(lambda: across.value() > 200 and down.value() > 200, timeout=20_000)
    drag = desk.canvas.mouse.drag
    assert drag is not None and drag.target.action != "a0"
    desk.glide(QPoint(2, desk.canvas.viewport().height() // 2))
    qtbot.waitUntil(lambda: across.value() == 0, timeout=20_000)
    desk.key(Qt.Key.Key_Escape)
    held = down.value()
    qtbot.wait(60)
    assert (across.value(), down.value()) == (0, held)


def test_a_rubber_band_selects_what_it_meets_and_escape_undoes_it(desk: Desk) -> None:
    a, b = desk.snapshot.cell("a0", "waiting")[:2]
    start = desk.at(a, dx=0, dy=0) + QPoint(-3, -3)
    desk.press(start)
    desk.glide(desk.at(b, dx=0.5, dy=0.5))
    assert desk.canvas.selected == (a, b)
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.selected == ()
    desk.release()
    desk.drag(start, desk.at(a, dx=0.3, dy=0.3))
    assert desk.canvas.selected == (a,)


def test_a_click_on_a_day_filters_and_a_second_one_does_not(desk: Desk) -> None:
    day = date(2018, 12, 3)
    at = desk.canvas.viewport().mapFromGlobal(desk.canvas.day_rect_of(day).center())
    desk.click(at)
    desk.click(at)
    assert desk.wishes("day_picked") == [(day,), (None,)]


def test_a_double_click_on_a_head_folds_and_unfolds(desk: Desk) -> None:
    task = desk.first("waiting")
    for folded in (frozenset({"a0"}), frozenset()):
        at = desk.canvas.viewport().mapFromGlobal(desk.canvas.head_rect_of("a0").center())
        QTest.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert desk.canvas.folded == folded
    assert not desk.canvas.rect_of(task).isEmpty()


@pytest.mark.parametrize("region", ["nothing", "header"])
def test_a_press_beside_the_cards_selects_nothing(desk: Desk, region: str) -> None:
    desk.click(desk.at(desk.first("waiting")))
    at = desk.canvas.head_rect_of("a1").center() if region == "header" else None
    point = (
        desk.canvas.viewport().mapFromGlobal(at) if at else QPoint(desk.canvas.viewport().width() - 5, 1380)
    )
    desk.drag(point, point + QPoint(3, 3))
    assert (desk.canvas.selected == ()) == (region == "nothing")
