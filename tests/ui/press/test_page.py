from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.edition import MarkPosted
from battlemap.sheets.catalogue import CATALOGUE, sheet
from battlemap.ui.main_window import MainWindow
from battlemap.ui.press.dialog import PosterDialog
from battlemap.ui.press.page import PostersPage, state_words
from tests.ui.conftest import small_campaign, task


@pytest.fixture
def view(qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path) -> PostersPage:
    """The page in a window that stands on the screen."""
    window = make_window()
    qtbot.addWidget(window)
    window.take(small_campaign(tmp_path / "board.battlemap"))
    window.show()
    window.actions_["go_posters"].trigger()
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, PostersPage)
    return page


def test_every_sheet_of_the_catalogue_stands_there_and_is_drawn(qtbot: QtBot, view: PostersPage) -> None:
    assert [view.list.item(row).text().splitlines()[0] for row in range(view.list.count())] == [
        f"{sheet.number}　{sheet.title}" for sheet in CATALOGUE
    ]
    qtbot.waitUntil(lambda: not view.thumbnails.is_busy, timeout=30_000)
    assert view.pictured == {sheet.name for sheet in CATALOGUE}


def test_pictures_are_drawn_anew_after_a_change(qtbot: QtBot, view: PostersPage) -> None:
    qtbot.waitUntil(lambda: not view.thumbnails.is_busy, timeout=30_000)
    view.pictured.clear()
    session = view.tools.session
    session.run(MarkPosted("overview", "总作战图", session.clock(), "A0"))
    qtbot.wait(100)
    assert not view.pictured, "what hangs changes no picture"
    session.undo()
    view.tools.deeds.delete((task(session, "ECON-01").id,))
    qtbot.waitUntil(lambda: len(view.pictured) == len(CATALOGUE), timeout=30_000)


def test_what_was_issued_and_hangs_stands_under_the_picture(view: PostersPage) -> None:
    session = view.tools.session
    assert state_words(sheet("overview"), session.snapshot) == "常用 A0"
    session.run(MarkPosted("overview", "总作战图", datetime(2018, 11, 20, 8, 0), "A0", "作战室"))
    assert "已上墙 11-20 08:00" in view.list.item(0).text()


def test_enter_opens_the_dialog_with_that_sheet_and_a_card_leads_to_the_board(
    qtbot: QtBot, view: PostersPage
) -> None:
    sheets: list[str] = []
    opened: list[str] = []
    view.opened.connect(opened.append)
    code = task(view.tools.session, "PROJ-01").id

    def look() -> None:
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PosterDialog))
        sheets.append(dialog.sheet.currentData())
        dialog.task_wanted.emit(code)
        dialog.reject()

    QTimer.singleShot(50, look)
    view.list.itemActivated.emit(view.list.item(2))
    assert sheets == [CATALOGUE[2].name]
    assert opened == [code]
    assert view.parent() is not None


def test_the_sheets_of_a_group_stand_alone_and_every_sheet_is_in_one(view: PostersPage) -> None:
    seen: list[str] = []
    for number in range(1, view.group.count()):
        view.group.setCurrentIndex(number)
        shown = [row for row in range(view.list.count()) if not view.list.isRowHidden(row)]
        assert shown, view.group.currentText()
        seen += [CATALOGUE[row].name for row in shown]
    assert sorted(seen) == sorted(sheet.name for sheet in CATALOGUE)
    view.group.setCurrentIndex(0)
    assert not any(view.list.isRowHidden(row) for row in range(view.list.count()))
