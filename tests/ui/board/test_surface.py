"""Scrolling, zooming, folding and steps keep what is seen where it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.domain.snapshot import Snapshot
from battlemap.theme import theme
from battlemap.ui.board.pixmaps import Pixmaps
from tests.campaigns import AS_OF, make_snapshot
from tests.ui.board.conftest import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def wheel(desk: Desk, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    view = desk.canvas.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def picture(desk: Desk) -> QImage:
    return desk.canvas.viewport().grab().toImage()


def test_ctrl_wheel_zooms_around_the_pointer(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(tasks=200, size=(1000, 700))
    desk.canvas.scroll_by(300, 200)
    at = QPoint(500, 500)
    stage = desk.canvas.stage
    assert stage is not None
    task = next(id for id, rect in stage.visible_cards() if rect.contains(at.x(), at.y()))
    for notches in (3, -6, 2):
        wheel(desk, at, notches, CTRL)
        rect = stage.card_rect(task)
        assert rect is not None
        assert rect.inset(-8).contains(at.x(), at.y())
    assert 0.5 <= desk.canvas.zoom <= 2
    wheel(desk, at, 40, CTRL)
    assert desk.canvas.zoom == 2
    wheel(desk, at, -80, CTRL)
    assert desk.canvas.zoom == 0.5


def test_the_wheel_scrolls_down_and_with_shift_across(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(tasks=300, size=(900, 600))
    wheel(desk, QPoint(400, 400), -1)
    assert (desk.canvas.horizontalScrollBar().value(), desk.canvas.verticalScrollBar().value()) == (0, 120)
    wheel(desk, QPoint(400, 400), -2, SHIFT)
    assert (desk.canvas.horizontalScrollBar().value(), desk.canvas.verticalScrollBar().value()) == (240, 120)


def test_fitting_shows_all_columns_at_once(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(size=(1366, 700))
    desk.canvas.zoom_to_fit()
    assert desk.canvas.horizontalScrollBar().maximum() == 0
    assert all(not desk.canvas.head_rect_of(action.id).isEmpty() for action in desk.snapshot.columns)


def test_what_scrolling_shifts_looks_like_a_fresh_picture(desk_of: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = desk_of(tasks=300, size=(900, 600))
    qtbot.waitUntil(lambda: not desk.canvas._judging.isActive())
    picture(desk)
    for dx, dy in ((0, 150), (130, 0), (40, 333)):
        desk.canvas.scroll_by(dx, dy)
        qtbot.wait(30)
    qtbot.waitUntil(lambda: not desk.canvas.paint.is_incomplete)
    qtbot.wait(30)
    screen = desk.canvas.screen().grabWindow(desk.canvas.winId()).toImage()
    fresh = desk.canvas.grab().toImage()
    assert screen.size() == fresh.size()
    assert screen.convertToFormat(QImage.Format.Format_RGB32) == fresh.convertToFormat(
        QImage.Format.Format_RGB32
    )


def test_a_step_keeps_selection_and_scroll_and_lets_the_card_blink_once(
    desk_of: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = desk_of(tasks=300, size=(1366, 700))
    desk.canvas.scroll_by(0, 300)
    stage = desk.canvas.stage
    assert stage is not None
    task = next(id for id, rect in stage.visible_cards() if rect.y > 300)
    desk.click(desk.at(task))
    desk.put(task, rank=desk.snapshot.tasks[task].rank + "V")
    assert desk.canvas.selected == (task,)
    assert desk.canvas.verticalScrollBar().value() == 300
    assert desk.canvas.marks().blinking == {task}
    qtbot.waitUntil(lambda: not desk.canvas.marks().blinking, timeout=20_000)


def test_a_deleted_card_leaves_the_selection(desk: Desk) -> None:
    task = desk.first("waiting")
    desk.click(desk.at(task))
    desk.put(task, deleted=True)
    assert desk.canvas.selected == ()
    assert desk.canvas.rect_of(task).isEmpty()
    assert desk.wishes("selection_changed")[-1] == ((),)


def test_a_card_that_vanishes_under_the_hand_ends_the_drag(desk: Desk) -> None:
    task = desk.first("waiting")
    desk.press(desk.at(task))
    desk.glide(desk.at(desk.first("moving", "a1")))
    desk.put(task, deleted=True)
    assert desk.canvas.mouse.drag is None
    desk.release()
    assert desk.wishes("move_wanted") == []


def test_a_filter_hides_cards_and_counts_tell_it(desk: Desk) -> None:
    task = desk.first("waiting")
    desk.canvas.show_only({task})
    assert not desk.canvas.rect_of(task).isEmpty()
    stage = desk.canvas.stage
    assert stage is not None
    assert sum(map(sum, stage.layout.counts)) == 1
    stage.contents.judge_some(10)
    head = stage.contents.head(0)
    assert head is not None and head.shown == 1 and head.total > 1
    desk.canvas.show_only(None)
    assert sum(map(sum, stage.layout.counts)) == 80


@pytest.mark.parametrize(("actions", "tasks"), [(0, 0), (1, 0), (11, 0), (1, 1), (40, 200)])
@pytest.mark.parametrize("name", ["light", "dark", "red"])
def test_every_size_of_campaign_is_painted_in_every_look(
    desk_of: Callable[..., Desk], actions: int, tasks: int, name: str
) -> None:
    desk = desk_of(actions, tasks)
    desk.canvas.set_look(theme(name))
    for density in ("compact", "wide", "normal"):
        desk.canvas.set_density(density)  # type: ignore[arg-type]
        image = picture(desk)
        assert desk.canvas.stage is not None
        ground = desk.canvas.stage.frame.ground
        assert image.pixelColor(int(ground.x) + 1, int(ground.y) + 1).name().upper() == theme(name).colour(
            "ground"
        )


def test_a_past_day_and_another_campaign_can_be_presented(desk: Desk) -> None:
    desk.canvas.present(desk.snapshot, date(2018, 10, 10))
    desk.canvas.present(make_snapshot(actions=2, tasks=5, seed=9), AS_OF)
    picture(desk)
    stage = desk.canvas.stage
    assert stage is not None and len(stage.layout.columns) == 2
    assert desk.canvas.lamp_of("t0") in ("red", "yellow", "green", "grey")
    assert desk.canvas.lamp_of("nobody") is None


def test_of_ten_thousand_cards_a_frame_draws_what_it_uncovers(
    desk_of: Callable[..., Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(tasks=10_000, size=(1366, 700))
    qtbot.waitUntil(lambda: not desk.canvas._judging.isActive(), timeout=60_000)
    stage = desk.canvas.stage
    assert stage is not None
    seen = len(list(stage.visible_cards()))
    drawn = counted(monkeypatch, Pixmaps, "get")
    for _ in range(20):
        desk.canvas.scroll_by(0, 90)
        QApplication.processEvents()
    heads = 4 * len(stage.layout.columns)
    assert 20 <= len(drawn) <= 20 * (seen + heads)
    judged = counted(monkeypatch, Snapshot, "judge")
    drawn.clear()
    task = desk.snapshot.tasks[desk.first("waiting")]
    desk.write(attrs.evolve(task, action="a5"))
    QApplication.processEvents()
    assert len(judged) <= 2 * seen
    assert 1 <= len(drawn) <= seen + heads


def counted(monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> list[object]:
    """Has every call of a method noted in the list returned."""
    calls: list[object] = []
    original = getattr(kind, name)

    def noting(self: Any, *words: Any, **named: Any) -> Any:
        calls.append(words)
        return original(self, *words, **named)

    monkeypatch.setattr(kind, name, noting)
    return calls
