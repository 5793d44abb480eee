"""Everything on the board also goes by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.board.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def test_arrows_run_through_the_lanes_of_a_column_and_across_columns(desk: Desk) -> None:
    column = [
        id
        for lane in ("waiting", "moving", "checking", "struck_off")
        for id in desk.snapshot.cell("a0", lane)
    ]  # type: ignore[arg-type]
    desk.key(KEY.Key_Down)
    seen = [desk.canvas.focus_card]
    for _ in column[1:]:
        desk.key(KEY.Key_Down)
        seen.append(desk.canvas.focus_card)
    assert seen == column
    desk.key(KEY.Key_Home)
    assert desk.canvas.focus_card == column[0]
    desk.key(KEY.Key_Right)
    assert desk.canvas.focus_card == desk.first("waiting", "a1")
    desk.key(KEY.Key_Left)
    desk.key(KEY.Key_End)
    assert desk.canvas.focus_card == column[-1]


def test_the_card_with_the_focus_comes_into_sight(desk: Desk) -> None:
    desk.key(KEY.Key_End, CTRL)
    last = desk.canvas.focus_card
    assert last is not None
    rect = desk.canvas.rect_of(last)
    view = desk.canvas.viewport()
    assert view.rect().contains(view.mapFromGlobal(rect.center()))
    assert desk.snapshot.tasks[last].action == "a10"


def test_shift_extends_space_toggles_escape_clears_enter_opens(desk: Desk) -> None:
    a, b = desk.snapshot.cell("a0", "waiting")[:2]
    desk.key(KEY.Key_Down)
    desk.key(KEY.Key_Down, SHIFT)
    assert desk.canvas.selected == (a, b)
    desk.key(KEY.Key_Space, CTRL)
    assert desk.canvas.selected == (a,)
    desk.key(KEY.Key_Return)
    assert desk.wishes("opened") == [(b,)]
    desk.key(KEY.Key_Escape)
    assert desk.canvas.selected == ()
    desk.key(KEY.Key_A, CTRL)
    assert len(desk.canvas.selected) == 80


def test_ctrl_arrows_ask_for_another_place_lane_and_action(desk: Desk) -> None:
    a, b, c = desk.snapshot.cell("a0", "waiting")[:3]
    desk.click(desk.at(b))
    desk.key(KEY.Key_Up, CTRL)
    desk.key(KEY.Key_Down, CTRL)
    desk.key(KEY.Key_Right, CTRL)
    desk.key(KEY.Key_Down, CTRL | SHIFT)
    after = desk.snapshot.cell("a0", "waiting")[3:4]
    there = desk.snapshot.cell("a1", "waiting")[1:2]
    assert c
    assert desk.wishes("move_wanted") == [
        ((b,), "a0", "waiting", a),
        ((b,), "a0", "waiting", after[0] if after else None),
        ((b,), "a1", "waiting", there[0] if there else None),
        ((b,), "a0", "moving", desk.first("moving")),
    ]


def test_a_forbidden_move_is_refused_in_words(desk: Desk) -> None:
    desk.click(desk.at(desk.snapshot.cell("a0", "moving")[-1]))
    desk.put(desk.canvas.selected[0], blocked="征迁未完成")
    desk.key(KEY.Key_Down, CTRL | SHIFT)
    assert desk.wishes("move_wanted") == []
    assert "卡点未解除" in desk.wishes("refused")[0][0]


def test_folded_columns_are_stepped_over(desk: Desk) -> None:
    desk.click(desk.at(desk.first("waiting")))
    desk.canvas.set_folded({"a1"})
    desk.key(KEY.Key_Right)
    focus = desk.canvas.focus_card
    assert focus is not None and desk.snapshot.tasks[focus].action == "a2"
    desk.key(KEY.Key_Left, CTRL)
    assert desk.wishes("move_wanted")[0][1] == "a0"


def test_a_screen_reader_hears_the_card(desk: Desk) -> None:
    desk.key(KEY.Key_Down)
    task = desk.snapshot.tasks[desk.first("waiting")]
    words = desk.canvas.accessibleDescription()
    assert task.code in words and task.title in words and "灯" in words
