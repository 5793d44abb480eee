"""The registers beside the matrix: hazards go on step by step, inspections are entered where they are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.rows import AddRow
from battlemap.ui.main_window import MainWindow
from battlemap.ui.risk.page import RiskPage
from battlemap.ui.risk.registers import HazardStepDialog
from battlemap.ui.rows.form import RowDialog
from tests.ui.conftest import answer, small_campaign, window_at


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "双控.battlemap"
    with small_campaign(path) as session:
        session.run(AddRow("hazard", {"title": "深基坑支护变形"}))
        session.run(AddRow("enterprise", {"title": "东岳化工", "grade": "D"}))
        rule = {
            "industry": "",
            "grade": "D",
            "valid_from": date(2018, 1, 1),
            "least": 12,
            "basis": "办法第五条",
        }
        session.run(AddRow("inspection_rule", rule))
    with window_at(qapp, tmp_path, path, "go_risk") as made:
        yield made


def page_of(window: MainWindow) -> RiskPage:
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, RiskPage)
    return page


def test_a_hazard_goes_on_only_with_what_its_step_demands(window: MainWindow) -> None:
    view = page_of(window).turn_to("隐患")

    def grade(dialog: RowDialog) -> None:
        dialog.accept()
        assert "隐患等级" in dialog.wrong.text()
        dialog.form["level"].setCurrentIndex(1)

    answer(HazardStepDialog, grade)
    view.buttons["下一步…"].click()
    assert "评估定级" in view.register.lines[0].words
    window.actions_["undo"].trigger()
    assert "登记" in view.register.lines[0].words


def test_an_inspection_is_entered_for_the_chosen_enterprise_and_taken_back(window: MainWindow) -> None:
    view = page_of(window).turn_to("检查计划")
    before = view.register.lines[0].words
    assert any("应查未查" in words for words in before)
    answer(RowDialog)
    view.buttons["登记检查…"].click()
    assert view.register.summary == "监管企业 1 家　本年已查 1 次"
    window.actions_["undo"].trigger()
    assert view.register.lines[0].words == before


def test_the_calendar_follows_and_says_what_is_missing_in_an_empty_file(window: MainWindow) -> None:
    page = page_of(window)
    view = page.turn_to("应查日历")
    assert view.register.heads[2] == "1月"
    assert view.nothing.isHidden()
    page.set_can_change(False)
    assert not view.buttons["登记检查…"].isEnabled()
    view.edit()
