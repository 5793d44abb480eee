"""The page 运行: lamps, one indicator enlarged, and the keyboard grid."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.indicator import SetTarget
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.series.grid import grid_values
from battlemap.exchange.figures_xlsx import figures_xlsx
from battlemap.ui.indicators.page import IndicatorsPage
from battlemap.ui.main_window import MainWindow


@pytest.fixture
def view(window: MainWindow) -> IndicatorsPage:
    """The page with the presets taken in."""
    assert window.workspace
    window.actions_["go_indicators"].trigger()
    page = window.workspace.pages.current
    assert isinstance(page, IndicatorsPage)
    page.take_presets()
    return page


def session(window: MainWindow) -> Session:
    assert window.workspace
    return window.workspace.session


def place(view: IndicatorsPage, title: str) -> int:
    return next(n for n, one in enumerate(view.standings.indicators) if one.title == title)


def type_in(view: IndicatorsPage, title: str, month: int, figures: str) -> None:
    view.grid.setCurrentIndex(view.figures.index(place(view, title), month + 1))
    QTest.keyClicks(view.grid, figures[:1])
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, figures[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_what_is_typed_is_a_step_and_lights_the_lamp(
    qtbot: QtBot, window: MainWindow, view: IndicatorsPage
) -> None:
    power = view.standings.indicators[place(view, "全社会用电量")].id
    session(window).run(SetTarget(power, 2018, "36"))
    view.show_grid()
    qtbot.waitUntil(view.grid.isVisible)
    type_in(view, "全社会用电量", 10, "31.5")
    assert session(window).can_undo == "登记全社会用电量2018年1-10月 31.5"
    view.show_grid(False)
    view.choose(power)
    assert view.panel.reason.text() == "绿灯：完成87.50%，超进度4.17个百分点"
    assert view.standings.words(place(view, "全社会用电量"))[2:4] == ("1-10月", "31.5")
    window.actions_["undo"].trigger()
    assert view.panel.reason.text() == "灰灯：没有数据"
    session(window).run(AddRow("judgement", {"period": "2018-10", "words": "用电回升", "indicator": power}))
    assert "用电回升" in view.panel.judgements.text()


def test_a_block_of_another_table_is_one_step_and_wrong_figures_none(
    window: MainWindow, view: IndicatorsPage
) -> None:
    view.show_grid()
    row = place(view, "税收收入")
    before = len(session(window).snapshot.live_rows("observation"))
    view.grid.setCurrentIndex(view.figures.index(row, 3))
    refused: list[str] = []
    view.refused.connect(refused.append)
    QGuiApplication.clipboard().setText("100\t约200")
    QTest.keyClick(view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "税收收入3月“约200”" in refused[0]
    assert len(session(window).snapshot.live_rows("observation")) == before
    QGuiApplication.clipboard().setText("100\t200\n40\t80\n")
    QTest.keyClick(view.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert session(window).can_undo == "登记 4 个指标数据"
    share = place(view, "税收占比")
    assert view.figures.data(view.figures.index(row, 4)) == "200"
    assert view.figures.data(view.figures.index(share, 4)) == ""
    QTest.keyClick(view.grid, Qt.Key.Key_Delete)
    assert view.figures.data(view.figures.index(row, 3)) == ""


def test_industry_cannot_be_typed_in_january(view: IndicatorsPage) -> None:
    view.show_grid()
    cell = view.figures.index(place(view, "规上工业增加值"), 2)
    assert view.figures.data(cell) == "×" and not view.figures.flags(cell) & Qt.ItemFlag.ItemIsEditable


def test_a_table_comes_in_from_excel(window: MainWindow, view: IndicatorsPage, tmp_path: Path) -> None:
    path = tmp_path / "数据.xlsx"
    lines = [
        (row, tuple((str(n), False) if row.title == "进出口总额" else ("", False) for n in range(1, 13)))
        for row, _ in grid_values(session(window).snapshot, 2018, "ytd", None, view._as_of)
    ]
    path.write_bytes(figures_xlsx(lines, 2018, "ytd", "数据"))
    assert view.import_from(path)
    assert view.standings.words(place(view, "进出口总额"))[2:4] == ("1-12月", "12")
    assert not view.import_from(path)


def test_a_street_has_lamps_grid_and_a_line_of_its_own(
    qtbot: QtBot, window: MainWindow, view: IndicatorsPage
) -> None:
    for name in ("东街", "西街"):
        session(window).run(AddRow("unit", {"name": name}))
    streets = [row.id for row in session(window).snapshot.live_rows("unit")][-2:]
    view.show_grid()
    qtbot.waitUntil(view.grid.isVisible)
    for street, figures in zip(streets, ("30", "10"), strict=True):
        view.show_unit(street)
        type_in(view, "固定资产投资", 10, figures)
    assert session(window).can_undo == "登记西街固定资产投资2018年1-10月 10"
    row = place(view, "固定资产投资")
    view.show_unit(None)
    assert view.figures.data(view.figures.index(row, 11)) == ""
    view.show_unit(streets[0])
    assert view.standings.words(row)[2:4] == ("1-10月", "30")
    view.show_units()
    table = view.units.table
    shown = [[table.item(n, column).text() for column in (1, 2, 3, 4)] for n in range(table.rowCount())]
    assert shown == [
        ["东街", "1-10月", "30", "75.0%"],
        ["西街", "1-10月", "10", "25.0%"],
        ["合计", "1-10月", "40", ""],
    ]
    window.actions_["undo"].trigger()
    assert table.rowCount() == 2


def test_money_is_judged_in_its_own_view_and_follows_what_is_entered(
    window: MainWindow, view: IndicatorsPage
) -> None:
    view.show_money()
    assert view.money.table.rowCount() == 0 and "还没有登记预算" in view.money.note.text()
    year = view._as_of.year
    session(window).run(AddRow("budget_line", {"title": "道路工程", "year": year, "budget": 1_000_000_000}))
    line = session(window).snapshot.live_rows("budget_line")[0].id
    session(window).run(
        AddRow(
            "budget_month", {"line": line, "period": f"{year}-10", "amount": 900_000_000, "physical": "50"}
        )
    )
    table = view.money.table
    assert [table.item(0, column).text() for column in (1, 3, 4, 5, 9)] == [
        "道路工程",
        "100000",
        "90000",
        "90.0%",
        "+40.0",
    ]
    assert table.item(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "红灯"
    assert view.buttons["new"].isHidden() and not view.money.picture.isHidden()
    table.setCurrentCell(0, 1)
    window.actions_["undo"].trigger()
    assert table.item(0, 10).text() == "没有数据" and view.money.chosen == line
    view.modes.button(0).setChecked(True)
    assert not view.buttons["new"].isHidden()
