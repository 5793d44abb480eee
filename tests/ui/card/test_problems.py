"""The problems in the card sheet: raised, solved by a tick, opened for their outcome, taken away."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.problem import RaiseProblem
from battlemap.commands.session import Session
from battlemap.ui.card.problems import ProblemsPart
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    return window.workspace.session


@pytest.fixture
def part(window: MainWindow, running: Session) -> ProblemsPart:
    """The problems of ECON-01, as they stand in the window."""
    assert window.workspace
    window.workspace.board.select((task(running, "ECON-01").id,))
    window.actions_["edit_task"].trigger()
    return window.workspace.sheet.parts["problems"]


def heading(window: MainWindow) -> str:
    assert window.workspace
    return window.workspace.sheet.parts.sections["problems"].heading.text()


def test_a_problem_is_raised_from_the_card(part: ProblemsPart, running: Session, window: MainWindow) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ProblemDialog)
        dialog.what.setPlainText("用地手续未批，请自规局解决")
        dialog.kind.setCurrentIndex(dialog.kind.findData("land"))
        dialog.promised_on.line.setText("11月18日")

    answer(ProblemDialog, fill)
    assert window.workspace
    window.workspace.sheet.problem.click()
    assert part.list.words == ["1 号 · 用地 · 部门 · 承诺 11月18日 · 超 2 天\n用地手续未批，请自规局解决"]
    assert heading(window) == "卡点　1 个，1 个未解决"


def test_a_tick_solves_a_problem_and_takes_it_back(
    part: ProblemsPart, running: Session, window: MainWindow
) -> None:
    running.run(RaiseProblem("等批复", (task(running, "ECON-01").id,)))
    part.list.item(0).setCheckState(Qt.CheckState.Checked)
    (problem,) = running.snapshot.problems.values()
    assert problem.solved_on == date(2018, 11, 20)
    assert window.workspace and window.workspace.sheet._saved.text() == "✓ 17:32 已保存"
    assert heading(window) == "卡点　1 个"
    part.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    (problem,) = running.snapshot.problems.values()
    assert problem.is_open


def test_enter_opens_a_problem_and_its_outcome_solves_it(
    qtbot: QtBot, part: ProblemsPart, running: Session
) -> None:
    running.run(RaiseProblem("等批复", (task(running, "ECON-01").id, task(running, "PROJ-01").id)))

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, ProblemDialog)
        dialog.outcome.setPlainText("已批复")

    answer(ProblemDialog, settle)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    (problem,) = running.snapshot.problems.values()
    assert (problem.solved_on, problem.outcome) == (date(2018, 11, 20), "已批复")
    assert part.list.words[0].endswith("\n11月20日解决：已批复")

    def reopen(dialog: QDialog) -> None:
        assert isinstance(dialog, ProblemDialog)
        dialog.solved_on.line.clear()

    answer(ProblemDialog, reopen)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    (problem,) = running.snapshot.problems.values()
    assert (problem.is_open, problem.outcome) == (True, "")


def test_delete_takes_a_problem_from_this_card_alone(
    qtbot: QtBot, part: ProblemsPart, running: Session
) -> None:
    shared = (task(running, "ECON-01").id, task(running, "PROJ-01").id)
    running.run(RaiseProblem("等批复", shared))
    part.list.setCurrentRow(0)
    qtbot.keyClick(part.list, Qt.Key.Key_Delete)
    assert part.list.words == []
    assert [problem.title for problem in running.snapshot.problems_of(shared[1])] == ["等批复"]
