from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.risk import AssessRisk, preset_matrices
from battlemap.commands.rows import AddRow
from battlemap.ui.main_window import MainWindow
from battlemap.ui.risk.page import ReasonDialog, RiskPage
from tests.ui.conftest import answer, small_campaign, window_at


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "风险.battlemap"
    with small_campaign(path) as session:
        session.run(preset_matrices())
        matrix = session.snapshot.named("risk_matrix", "LS 风险矩阵")[0]
        session.run(AddRow("risk", {"title": "仓库", "matrix": matrix}))
        session.run(AssessRisk(session.snapshot.named("risk", "仓库")[0], "present", 2, 3))
    with window_at(qapp, tmp_path, path, "go_risk") as made:
        yield made


def page_of(window: MainWindow) -> RiskPage:
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, RiskPage)
    return page


def test_a_risk_is_dragged_across_the_matrix_with_a_reason_and_undone(window: MainWindow) -> None:
    page = page_of(window)
    view = page.view
    (chip,) = view.chips((2, 3))
    start, end = chip[1].center().toPoint(), view.rect((4, 5)).center().toPoint()

    def empty(dialog: object) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.accept()
        assert "请写明理由" in dialog.wrong.text()
        dialog.reason.setText("雨季")

    answer(ReasonDialog, empty)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(20, 0))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert page.risks[0].cell("present") == (4, 5)
    assert "重大风险 1" in page.counts.text()
    window.actions_["undo"].trigger()
    assert page.risks[0].cell("present") == (2, 3)


def test_keys_do_what_the_mouse_does_and_the_list_names_what_stands_there(window: MainWindow) -> None:
    page = page_of(window)
    view = page.view
    view.setFocus()
    view.choose((2, 3))
    assert page.list.item(0).text() == "1 仓库"
    QTest.keyClick(view, Qt.Key.Key_N)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Left)
    answer(ReasonDialog)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert page.risks[0].cell("present") == (2, 2)
    page.stage.setCurrentIndex(0)
    assert "未入格 1 项" in page.head.text()
