"""The codes stay in sight and under the mouse while the other columns pass away under them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from battlemap.domain.looking.task_columns import PLACE
from battlemap.shown.list.order import Sorting
from battlemap.theme import theme
from battlemap.ui.list.page import ListPage
from battlemap.ui.look import chosen_ground
from battlemap.ui.main_window import MainWindow
from tests.ui.list.test_cell_painter import colours, seen
from tests.ui.list.test_page import codes

Find = Callable[[str, str], QModelIndex]


@pytest.fixture
def scrolled(window: MainWindow, view: ListPage) -> ListPage:
    """The list, narrow and scrolled to its last columns."""
    window.resize(1000, 700)
    bar = view.table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 300
    return view


def test_at_rest_nothing_is_covered(view: ListPage) -> None:
    assert view.table.pinned_width == 0
    assert not view.table.head.isVisible()


def test_the_codes_stand_where_they_stood_before(scrolled: ListPage, cell: Find) -> None:
    table = scrolled.table
    box = table.visualRect(cell("ECON-02", "code"))
    assert box.left() == 0 and 0 < table.pinned_width - box.width() <= 1
    there = seen(scrolled, box)
    table.horizontalScrollBar().setValue(0)
    here = seen(scrolled, box)
    inner = (1, 1, box.width() - 4, box.height() - 2)
    assert there.copy(*inner) == here.copy(*inner)
    assert table.head.isHidden()


def test_a_click_on_a_code_takes_that_row_and_a_click_beside_it_the_cell(
    scrolled: ListPage, cell: Find
) -> None:
    table = scrolled.table
    y = table.visualRect(cell("ECON-03", "code")).center().y()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert table.currentIndex() == cell("ECON-03", "code")
    assert chosen_ground(theme("light")).upper() in colours(
        seen(scrolled, table.visualRect(table.currentIndex()))
    )
    beside = table.indexAt(QPoint(table.pinned_width + 30, y))
    assert beside.row() == 2 and beside.column() != PLACE["code"]


def test_the_cursor_is_never_hidden_under_the_codes(scrolled: ListPage, cell: Find) -> None:
    table = scrolled.table
    table.setCurrentIndex(cell("ECON-02", table.keys[-1]))
    for _ in range(len(table.keys) - 2):
        QTest.keyClick(table, Qt.Key.Key_Left)
        assert table.visualRect(table.currentIndex()).left() >= table.pinned_width - 1
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.currentIndex() == cell("ECON-02", "code")


def test_the_head_over_the_codes_sorts_and_says_so(scrolled: ListPage) -> None:
    table = scrolled.table
    table.sort_by(Sorting("title"))
    QTest.mouseClick(table.head, Qt.MouseButton.LeftButton)
    assert codes(scrolled) == ["ECON-01", "ECON-02", "ECON-03", "PROJ-01"]
    assert table.head.isVisible() and table.head.text().startswith("编号 ")
    QTest.mouseClick(table.head, Qt.MouseButton.LeftButton)
    assert codes(scrolled)[0] == "PROJ-01"
