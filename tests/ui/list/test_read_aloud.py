"""The list as a screen reader is told of it, through Qt's own accessibility tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAccessible, QAccessibleInterface

from battlemap.domain.looking.task_columns import KEYS, PLACE
from battlemap.shown.list.order import Sorting
from battlemap.ui.list.page import ListPage

Find = Callable[[str, str], QModelIndex]
NAME, WORDS = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def spoken(view: ListPage) -> Iterator[QAccessibleInterface]:
    """The table as a screen reader sees it."""
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield QAccessible.queryAccessibleInterface(view.table)
    QAccessible.setActive(was_active)


def child(spoken: QAccessibleInterface, row: int, key: str) -> QAccessibleInterface:
    """Returns a cell; row 0 are the heads, before each row stands its own head."""
    return spoken.child(row * (len(KEYS) + 1) + PLACE[key] + 1)


def test_the_table_says_its_name_its_use_and_every_cell(view: ListPage, spoken: QAccessibleInterface) -> None:
    assert spoken.role() == QAccessible.Role.Table
    assert spoken.text(NAME) == "任务清单"
    assert "F2 修改" in spoken.text(WORDS)
    assert spoken.childCount() == (len(view.model.ids) + 1) * (len(KEYS) + 1)
    lane = child(spoken, 1, "lane")
    assert (lane.role(), lane.text(NAME)) == (QAccessible.Role.Cell, "状态：推进中")
    assert lane.text(WORDS) == "ECON-01 走访龙头企业"
    assert child(spoken, 3, "owner").text(NAME) == "责任人：空"


def test_the_heads_say_the_order_and_what_cannot_be_typed(
    view: ListPage, spoken: QAccessibleInterface
) -> None:
    view.table.sort_by(Sorting("due_on", is_descending=True))
    assert child(spoken, 0, "due_on").text(NAME) == "完成时限，降序"
    assert child(spoken, 0, "title").text(NAME) == "任务名称"
    assert child(spoken, 0, "lamp").text(WORDS) == "由程序计算或记录，不能填写"
    cell = child(spoken, 2, "title").tableCellInterface()
    assert [head.text(NAME) for head in cell.columnHeaderCells()] == ["任务名称"]
    assert [head.text(NAME) for head in cell.rowHeaderCells()] == [view.model.text(view.model.ids[1], "code")]


def test_the_cell_under_the_cursor_has_the_focus_and_hidden_columns_are_told_as_such(
    view: ListPage, spoken: QAccessibleInterface, cell: Find
) -> None:
    view.table.setFocus()
    view.table.setCurrentIndex(cell("ECON-02", "title"))
    assert spoken.focusChild().text(NAME).startswith("任务名称：")
    assert child(spoken, 1, "detail").state().invisible
    assert not child(spoken, 1, "title").state().invisible
