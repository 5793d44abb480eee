"""Every single key of the table does what F1 says of it; the test names each key, so none is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask
from battlemap.domain.kinds.task import Task
from battlemap.ui.board.letters import LETTERS, Letter, letter
from battlemap.ui.dialogs.new_task import NewTaskDialog
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.dialogs.report import ReportDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task

#: Key → what holds of ECON-01 (推进中, 55 %) once it has been pressed; of what stands in its way the board tells.
EFFECTS: dict[str, Callable[[Task], bool]] = {
    "1": lambda card: card.lane == "waiting",
    "2": lambda card: card.lane == "moving",
    "3": lambda card: card.lane == "checking",
    "4": lambda card: card.lane == "struck_off",
    "+": lambda card: card.progress == 65,
    "-": lambda card: card.progress == 45,
    "Z": lambda card: card.emphasis == "key",
    "L": lambda card: card.emphasis == "highlight",
}
#: Key → the dialog that it opens.
DIALOGS = {"K": ProblemDialog, "N": NewTaskDialog, "R": ReportDialog}


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    window.workspace.board.setFocus()
    window.workspace.board.select((task(window.workspace.session, "ECON-01").id,))
    return window.workspace.session


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    assert window.workspace
    qtbot.keyClicks(window.workspace.board, text)


def test_every_key_of_the_table_is_tried_here() -> None:
    """F is pressed in test_focus."""
    assert {one.keys for one in LETTERS} == EFFECTS.keys() | DIALOGS.keys() | {"F", "J"}
    texts = [text for one in LETTERS for text in one.texts]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("pressed", [one for one in LETTERS if one.deed], ids=lambda one: one.keys)
def test_each_key_changes_the_card_in_one_step(
    qtbot: QtBot, window: MainWindow, running: Session, pressed: Letter
) -> None:
    keys = pressed.keys
    if keys == "J":
        running.run(BlockTask(task(running, "ECON-01").id, "用地手续"))
    if keys == "4":
        press(qtbot, window, "3")
    before = len(running.steps())
    was = task(running, "ECON-01")
    press(qtbot, window, keys.lower())
    if keys == "J":
        qtbot.waitUntil(lambda: running.snapshot.stuck_words(was.id) == "")
    else:
        qtbot.waitUntil(lambda: EFFECTS[keys](task(running, "ECON-01")))
    if keys != "2":
        assert len(running.steps()) == before + 1
        window.actions_["undo"].trigger()
        assert task(running, "ECON-01") == was


@pytest.mark.parametrize("keys", sorted(DIALOGS))
def test_a_key_that_needs_words_opens_its_dialog(
    qtbot: QtBot, window: MainWindow, running: Session, keys: str
) -> None:
    seen: list[str] = []

    def turn_away(dialog: QDialog) -> None:
        seen.append(keys)
        dialog.reject()

    answer(DIALOGS[keys], turn_away)
    press(qtbot, window, keys.lower())
    qtbot.waitUntil(lambda: seen == [keys])


def test_a_group_changes_in_one_step_and_what_bears_the_mark_loses_it(
    qtbot: QtBot, window: MainWindow, running: Session
) -> None:
    assert window.workspace
    codes = ("ECON-01", "PROJ-01")
    window.workspace.board.select([task(running, code).id for code in codes])
    before = len(running.steps())
    press(qtbot, window, "z")
    qtbot.waitUntil(lambda: all(task(running, code).emphasis == "key" for code in codes))
    assert len(running.steps()) == before + 1
    press(qtbot, window, "z")
    qtbot.waitUntil(lambda: all(task(running, code).emphasis is None for code in codes))


def test_what_a_rule_forbids_is_said_and_nothing_changes(
    qtbot: QtBot, window: MainWindow, running: Session
) -> None:
    before = len(running.steps())
    press(qtbot, window, "4")
    qtbot.waitUntil(lambda: "未经核查" in window.bar.sentence)
    assert len(running.steps()) == before


def test_capitals_mean_the_same() -> None:
    assert letter("Z") is letter("z")
    assert letter("") is None
    assert letter("x") is None


def test_space_peeks_arrows_go_on_and_space_ends_it(
    qtbot: QtBot, window: MainWindow, running: Session
) -> None:
    assert window.workspace
    board = window.workspace.board
    qtbot.keyClick(board, Qt.Key.Key_Space)
    assert board.peek.isVisible()
    assert board.peek.task == task(running, "ECON-01").id
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.peek.task == board.focus_card != task(running, "ECON-01").id
    assert board.viewport().rect().contains(board.peek.geometry())
    qtbot.keyClick(board, Qt.Key.Key_Space)
    assert not board.peek.isVisible()
    qtbot.keyClick(board, Qt.Key.Key_Space)
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert not board.peek.isVisible()
    assert len(window.workspace.selected) == 1, "Esc takes one thing back at a time"
