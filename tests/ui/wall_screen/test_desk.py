"""The wall screen is begun by F11, turns by itself and by keys, follows every change and ends with Esc or a click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.shown.wall_screen.choices import LEAST_SECONDS
from battlemap.ui.main_window import MainWindow
from battlemap.ui.wall_screen.desk import WallDesk
from battlemap.ui.wall_screen.options_dialog import WallOptionsDialog
from battlemap.ui.wall_screen.screen import WallScreen
from tests.ui.conftest import answer, task


@pytest.fixture
def screen(window: MainWindow) -> WallScreen:
    """The wall screen of the small campaign."""
    window.actions_["wall_screen"].trigger()
    assert window.desk(WallDesk).screen
    return window.desk(WallDesk).screen


def titles(screen: WallScreen) -> list[str]:
    return [page.key.split()[0] for page in screen._pages]


def test_it_is_full_screen_without_a_pointer_and_begins_with_the_whole_board(screen: WallScreen) -> None:
    assert screen.isFullScreen()
    assert screen.cursor().shape() == Qt.CursorShape.BlankCursor
    assert screen.page.title == "作战全局"
    assert titles(screen) == ["whole", "red", "due", "today", "ranks"]


def test_pages_turn_by_themselves_and_begin_again(qtbot: QtBot, window: MainWindow) -> None:
    window.settings.wall_seconds = 0
    window.actions_["wall_screen"].trigger()
    screen = window.desk(WallDesk).screen
    assert screen
    assert screen.seconds == LEAST_SECONDS
    screen.seconds = 1
    first = screen.page
    qtbot.waitUntil(lambda: screen.page != first, timeout=20_000)
    for _ in range(len(screen._pages)):
        screen.turn()
    assert 0 <= screen.number < len(screen._pages)


def test_a_step_is_on_the_screen_at_once_and_the_page_stays(
    qtbot: QtBot, window: MainWindow, screen: WallScreen
) -> None:
    assert window.workspace
    while not screen.page.key.startswith("today"):
        screen.turn()
    session = window.workspace.session
    moved = task(session, "PROJ-01")
    session.run(MoveTasks((moved.id,), moved.action, "checking"))
    assert "办结 0" in screen._pages[0].note
    qtbot.waitUntil(lambda: "办结 1" in screen._pages[0].note)
    assert screen.page.key.startswith("today")
    assert moved.id in {row.about for row in screen.page.rows}


def test_arrows_turn_the_pages_and_a_hand_on_the_keyboard_ends_nothing(
    qtbot: QtBot, window: MainWindow, screen: WallScreen
) -> None:
    for key, number in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_End, 4),
        (Qt.Key.Key_Space, 0), (Qt.Key.Key_Up, 4), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        qtbot.keyClick(screen, key)
        assert screen.number == number
    for key in (Qt.Key.Key_A, Qt.Key.Key_Shift, Qt.Key.Key_F5, Qt.Key.Key_VolumeUp):
        qtbot.keyClick(screen, key)
    assert window.desk(WallDesk).screen is screen


@pytest.mark.parametrize("how", ["key", "click"])
def test_escape_or_a_click_returns(qtbot: QtBot, window: MainWindow, screen: WallScreen, how: str) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_Control)
    assert window.desk(WallDesk).screen is screen
    if how == "key":
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert window.desk(WallDesk).screen is None
    assert not window._stack.isHidden()
    window.actions_["wall_screen"].trigger()
    assert window.desk(WallDesk).screen is not None


def test_it_ends_with_its_campaign(window: MainWindow, screen: WallScreen) -> None:
    assert window.close_campaign()
    assert window.desk(WallDesk).screen is None
    window.actions_["wall_screen"].trigger()
    assert window.desk(WallDesk).screen is None


def test_colours_and_time_are_chosen_and_kept(window: MainWindow) -> None:
    def fill(dialog: object) -> None:
        assert isinstance(dialog, WallOptionsDialog)
        dialog.look.setCurrentIndex(1)
        dialog.seconds.setValue(40)

    answer(WallOptionsDialog, fill)
    window.actions_["wall_screen_options"].trigger()
    assert (window.settings.wall_theme, window.settings.wall_seconds) == ("red", 40)
    window.actions_["wall_screen"].trigger()
    screen = window.desk(WallDesk).screen
    assert screen
    QApplication.processEvents()
    assert screen.grab().toImage().pixelColor(4, 4).name().upper() == "#B5121B"
