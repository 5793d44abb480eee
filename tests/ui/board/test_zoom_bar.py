"""The whole board, life size or one action: always in sight, always marked."""

from __future__ import annotations

from battlemap.ui.board.page import BoardPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


def board_of(window: MainWindow) -> BoardPage:
    assert window.workspace
    view = window.workspace.pages.current
    assert isinstance(view, BoardPage)
    return view


def test_a_board_opens_with_every_column_in_sight(window: MainWindow) -> None:
    view = board_of(window)
    assert view.canvas.is_fitted
    assert view.zoom_bar.fit.isChecked()


def test_life_size_and_the_whole_are_one_click_each(window: MainWindow) -> None:
    view = board_of(window)
    view.zoom_bar.life_size.click()
    assert (view.canvas.zoom, view.canvas.is_fitted) == (1.0, False)
    view.canvas.set_zoom(0.8)
    assert not view.zoom_bar.fit.isChecked()
    assert view.zoom_bar.life_size.text() == "80%"
    view.zoom_bar.fit.click()
    assert view.canvas.is_fitted and view.zoom_bar.fit.isChecked()


def test_one_action_is_that_of_the_chosen_card(window: MainWindow) -> None:
    assert window.workspace
    view = board_of(window)
    card = task(window.workspace.session, "PROJ-01")
    window.workspace.choose(card.id)
    view.zoom_bar.one.click()
    assert view.focus.action == card.action


def test_it_stands_in_the_lower_left_corner(window: MainWindow) -> None:
    view = board_of(window)
    window.resize(1366, 728)
    window.show()
    assert view.zoom_bar.geometry().left() == 0
    assert view.zoom_bar.geometry().bottom() == view.canvas.viewport().height() - 1


def test_how_much_was_seen_is_remembered(window: MainWindow) -> None:
    board_of(window).canvas.set_zoom(0.8)
    window.close_campaign()
    assert window.settings.zoom == 0.8
