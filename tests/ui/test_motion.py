from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.shown.settings import Settings
from battlemap.ui.main_window import MainWindow
from battlemap.ui.motion import MotionDesk
from battlemap.ui.wall_screen.desk import WallDesk
from tests.ui.conftest import task


def move(window: MainWindow) -> frozenset[str]:
    """Moves a card and returns the cards that blink."""
    assert window.workspace
    session = window.workspace.session
    moved = task(session, "ECON-01")
    lane = "moving" if moved.lane == "waiting" else "waiting"
    session.run(MoveTasks((moved.id,), moved.action, lane))
    return window.workspace.board.marks().blinking


def test_a_moved_card_blinks_unless_animations_are_off(window: MainWindow) -> None:
    assert move(window)
    window.workspace.board._on_blinked()  # type: ignore[union-attr]
    window.actions_["motion"].trigger()
    assert not move(window)
    window.actions_["motion"].trigger()
    assert move(window)


def test_a_page_that_is_made_later_keeps_still_as_well(window: MainWindow) -> None:
    window.actions_["motion"].trigger()
    window.actions_["go_timeline"].trigger()
    assert window.workspace
    assert not window.workspace.pages.current.canvas.blinks  # type: ignore[attr-defined]


def test_the_choice_outlives_the_program(window: MainWindow) -> None:
    assert window.isAnimated()
    window.actions_["motion"].trigger()
    assert not window.isAnimated()
    assert not Settings.load(window.settings.path).motion


def test_the_wall_screen_turns_its_pages_without_a_moving_line(window: MainWindow) -> None:
    window.actions_["motion"].trigger()
    window.actions_["wall_screen"].trigger()
    screen = window.desk(WallDesk).screen
    assert screen is not None
    before = screen.grab().toImage()
    screen._shown_for.start()
    assert screen.grab().toImage() == before
    screen.close()


@pytest.mark.parametrize("is_calm", [True, False])
def test_a_machine_that_wants_no_animations_is_obeyed(window: MainWindow, is_calm: bool) -> None:
    window.desk(MotionDesk)._is_calm = lambda: is_calm
    window.desk(MotionDesk).ask_machine()
    assert window.desk(MotionDesk).moves is not is_calm
    assert bool(move(window)) is not is_calm
    assert window.settings.motion


def test_the_machine_is_asked_once_the_window_stands_there(qtbot: QtBot, window: MainWindow) -> None:
    asked: list[bool] = []

    def calm() -> bool:
        asked.append(True)
        return True

    desk = MotionDesk(window, calm)
    assert desk.moves
    qtbot.waitUntil(partial(bool, asked), timeout=20_000)
    assert not desk.moves
