"""The page of the 卡点: cards stand by level, rise by deed and by time, and are answered and confirmed there."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow
from battlemap.ui.main_window import MainWindow
from battlemap.ui.problems.dialog import ProblemDeedDialog
from battlemap.ui.problems.feature import RisingDesk
from battlemap.ui.problems.page import ProblemsPage
from tests.ui.conftest import answer, task


@pytest.fixture
def page(window: MainWindow) -> ProblemsPage:
    """The page with one 卡点 on ECON-01."""
    open_ = window.workspace
    assert open_ is not None
    economy = task(open_.session, "ECON-01").id
    open_.session.run(RaiseProblem("缺地 20 亩", (economy,), "land", promised_on=date(2018, 11, 10)))
    window.actions_["go_problem_board"].trigger()
    shown = open_.pages.current
    assert isinstance(shown, ProblemsPage)
    return shown


def words(text: str) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ProblemDeedDialog)
        dialog.words.setPlainText(text)

    answer(ProblemDeedDialog, fill)


def where(page: ProblemsPage) -> dict[str, int]:
    return {place: column.list.count() for place, column in page.columns.items() if column.list.count()}


def test_a_card_rises_is_answered_and_confirmed(page: ProblemsPage, window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    (problem,) = session.snapshot.problems.values()
    column = page.columns["department"]
    assert where(page) == {"department": 1}
    column.list.setCurrentRow(0)
    assert page.detail.title.text() == "缺地 20 亩"
    qtbot.keyClick(column.list, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert where(page) == {"command_post": 1}
    page.columns["department"].dropped.emit(problem.id)
    assert where(page) == {"command_post": 1}
    words("三天不批，项目流失")
    page.do("red", problem.id)
    assert where(page) == {"commander": 1} and session.snapshot.problems[problem.id].is_red
    words("指标已落实")
    page.columns["answered"].dropped.emit(problem.id)
    assert where(page) == {"answered": 1}
    session.actor = "王强"
    session.actor = problem.raised_by
    words("还差 5 亩")
    page.do("back", problem.id)
    assert where(page) == {"commander": 1}
    words("全部落实")
    page.do("solve", problem.id)
    assert where(page) == {"solved": 1}
    shown = [page.detail.steps.item(row).text() for row in range(page.detail.steps.count())]
    assert [line.split("　")[1] for line in shown] == [
        "提出", "提级到指挥部", "红信封直报", "答复", "退回重办", "解决",
    ]  # fmt: skip
    page._turn(2)
    assert page.figures.rowCount() > 6


def test_a_card_rises_by_itself_when_the_day_has_come(page: ProblemsPage, window: MainWindow) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    session.run(AddRow("escalation_rule", {"title": "一般", "department_days": 2, "command_post_days": 3}))
    desk = window.desk(RisingDesk)
    desk.rise()
    assert where(page) == {"department": 1}
    session.clock = lambda: datetime(2018, 11, 23, 8)
    desk.rise()
    assert where(page) == {"command_post": 1}
    assert session.can_undo == "按期自动提级卡点（11月23日）"
    session.clock = lambda: datetime(2019, 6, 1, 8)
    desk.rise()
    assert where(page) == {"command_post": 1}


def test_batches_and_the_list_stand_on_the_page(page: ProblemsPage, window: MainWindow) -> None:
    assert window.workspace is not None
    page.form_batch()
    assert [batch.number for batch in window.workspace.session.snapshot.problem_batches.values()] == [1]
    page._turn(1)
    assert page._list is not None and page._list.model.rowCount() == 1
    page.search.setText("不存在")
    assert where(page) == {}
