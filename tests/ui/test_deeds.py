from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.deeds import Deeds
from battlemap.ui.dialogs.action import ActionDialog
from battlemap.ui.dialogs.extension import ExtensionDialog
from battlemap.ui.empty_board import EmptyBoard
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.icons import IconBook
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace
from tests.ui.conftest import answer, task


@pytest.fixture
def bar(qtbot: QtBot) -> ErrorBar:
    made = ErrorBar(IconBook())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def deeds(qtbot: QtBot, session: Session, bar: ErrorBar) -> Iterator[Deeds]:
    window = QWidget()
    qtbot.addWidget(window)
    yield Deeds(session, IconBook(), bar, window)


def test_a_later_day_for_a_card_at_work_asks_for_a_reason(deeds: Deeds, session: Session) -> None:
    late = task(session, "ECON-02")
    answer(ExtensionDialog, lambda dialog: dialog.reason.setPlainText("主汛期停工"))  # type: ignore[attr-defined]
    assert deeds.set_due((late.id,), date(2018, 12, 10))
    changed = task(session, "ECON-02")
    assert (changed.due_on, changed.original_due_on) == (date(2018, 12, 10), date(2018, 11, 15))
    assert (changed.extensions, changed.extension_reason) == (1, "主汛期停工")


def test_an_extension_that_is_turned_away_changes_nothing(deeds: Deeds, session: Session) -> None:
    late = task(session, "ECON-02")
    answer(ExtensionDialog, QDialog.reject)
    assert not deeds.set_due((late.id,), date(2018, 12, 10))
    assert task(session, "ECON-02") == late


def test_an_earlier_day_asks_nothing(deeds: Deeds, session: Session) -> None:
    assert deeds.set_due((task(session, "ECON-02").id,), date(2018, 11, 10))
    assert task(session, "ECON-02").due_on == date(2018, 11, 10)


def test_columns_are_made_named_shifted_and_deleted(deeds: Deeds, session: Session, bar: ErrorBar) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ActionDialog)
        dialog.name.setText("城市建设")
        dialog.code.setText("city")

    answer(ActionDialog, fill)
    deeds.new_action()
    made = session.snapshot.columns[-1]
    assert (made.title, made.code) == ("城市建设", "CITY")
    answer(ActionDialog, lambda dialog: dialog.leader.setText("王区长"))  # type: ignore[attr-defined]
    deeds.edit_action(made.id)
    assert session.snapshot.columns[-1].lead_leader == "王区长"
    deeds.shift_action(made.id, -1)
    deeds.shift_action(made.id, -1)
    deeds.shift_action(made.id, -1)
    assert [action.code for action in session.snapshot.columns] == ["CITY", "ECON", "PROJ"]
    deeds.shift_action(made.id, 1)
    assert [action.code for action in session.snapshot.columns] == ["ECON", "CITY", "PROJ"]
    deeds.delete_action(made.id)
    assert [action.code for action in session.snapshot.columns] == ["ECON", "PROJ"]
    deeds.undo()
    assert len(session.snapshot.columns) == 3
    assert bar.sentence == ""


def test_a_campaign_without_columns_offers_the_first_one(
    make_window: Callable[[], MainWindow], session: Session
) -> None:
    path = session.file.path
    session.close()
    window = make_window()
    window.show()
    assert window.files.open(path)
    page = window.workspace
    assert isinstance(page, Workspace)
    for action in page.session.snapshot.columns:
        page.deeds.delete_action(action.id)
    empty = page.findChild(EmptyBoard)
    assert empty.isVisible()
    answer(ActionDialog, lambda dialog: dialog.name.setText("经济运行"))  # type: ignore[attr-defined]
    empty.findChild(QPushButton).click()
    assert not empty.isVisible()
    assert page.board.isVisible()
    window.close()
