"""The operator is asked with the last answer ready, and signs every step from then on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.task import EditTask
from battlemap.domain.operator import Operator
from battlemap.shown.settings import Settings
from battlemap.ui.dialogs.operator import OperatorDialog
from battlemap.ui.features.operator import OperatorDesk
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, small_campaign, task


def test_the_last_answer_stands_there_and_a_wrong_one_is_told(qtbot: QtBot) -> None:
    dialog = OperatorDialog(Operator("李明", "督查考核办"))
    qtbot.addWidget(dialog)
    assert dialog.answer() == Operator("李明", "督查考核办")
    dialog.name.setText(" ")
    dialog.accept()
    assert "请填写操作员姓名" in dialog.wrong.text()
    assert not dialog.result()


def test_who_answers_signs_the_steps_from_then_on_and_is_remembered(
    make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    path = tmp_path / "board.battlemap"
    small_campaign(path).close()
    window = make_window()
    assert window.files.open(path)
    assert window.workspace is not None
    session = window.workspace.session

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, OperatorDialog)
        dialog.name.setText("王强")
        dialog.unit.setText("督查考核办")

    answer(OperatorDialog, fill)
    window.desk(OperatorDesk).ask()
    session.run(EditTask(task(session, "ECON-03").id, {"title": "甲"}))
    assert session.steps(1)[0].actor == "王强（督查考核办）"
    assert "王强（督查考核办）" in window._state.text()
    again = Settings.load(window.settings.path)
    assert again.signature == "王强（督查考核办）"


@pytest.mark.parametrize("unit", ["", "督查考核办"])
def test_an_answer_given_on_the_command_line_is_not_asked_for(
    make_window: Callable[[], MainWindow], unit: str
) -> None:
    window = make_window()
    window.desk(OperatorDesk).sign_as(Operator("王强", unit))
    assert Settings.load(window.settings.path).unit == unit
