"""The tour turns to every page, can be left at any time, and leaves nothing behind; the first start greets once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.ui.features.catalogue import PAGES
from battlemap.ui.main_window import MainWindow
from battlemap.ui.tour.feature import TourDesk
from battlemap.ui.tour.first_start import PICTURES, FirstStart
from battlemap.ui.tour.panel import STOPS


@pytest.fixture
def desk(window: MainWindow) -> TourDesk:
    window.resize(1366, 728)
    return window.desk(TourDesk)


def test_every_stop_turns_to_its_page_and_the_last_one_ends(desk: TourDesk) -> None:
    assert {stop.page for stop in STOPS} <= {feature.name for feature in PAGES}
    desk.lead()
    seen = []
    while desk.panel is not None:
        seen.append((desk.panel.at, desk.workspace.pages.name))  # type: ignore[union-attr]
        desk.panel.next.click()
    assert seen == [(number, stop.page) for number, stop in enumerate(STOPS)]


def test_it_is_left_by_escape_and_with_its_campaign(desk: TourDesk, qtbot: QtBot) -> None:
    desk.lead()
    assert desk.panel is not None
    qtbot.keyClick(desk.panel, Qt.Key.Key_Right)
    assert desk.panel is not None and desk.panel.at == 1
    qtbot.keyClick(desk.panel, Qt.Key.Key_Escape)
    assert desk.panel is None
    desk.lead()
    assert desk.shell.close_campaign()
    assert desk.panel is None


def test_the_panel_stays_within_the_window(desk: TourDesk) -> None:
    desk.shell.show()
    desk.lead()
    panel = desk.panel
    assert panel is not None
    for at in range(len(STOPS)):
        panel.go(at)
        assert desk.shell.rect().contains(panel.geometry())
    desk.shell.resize(1100, 700)
    assert desk.shell.rect().contains(panel.geometry())


def test_the_pictures_are_there_and_turned_to_the_end(qtbot: QtBot) -> None:
    dialog = FirstStart()
    qtbot.addWidget(dialog)
    dialog.show()
    assert len(PICTURES) <= 3
    for number in range(len(PICTURES)):
        assert dialog.at == number
        assert not dialog.picture.pixmap().isNull()
        assert dialog.picture.pixmap() != QPixmap()
        dialog.next.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_who_has_been_greeted_is_not_greeted_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(FirstStart, "exec", lambda self: shown.append(1))
    desk = window.desk(TourDesk)
    desk.greet()
    desk.greet()
    assert shown == [1]
