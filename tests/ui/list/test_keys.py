"""What the keys of the list do that neither type nor paste: each is named in the list that F1 shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from battlemap.domain.looking.task_columns import PLACE
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow
from tests.ui.list.test_page import at, codes, now

Find = Callable[[str, str], QModelIndex]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(
    view: ListPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(view.table, key, modifiers)


def test_ctrl_enter_opens_the_card_from_any_cell(window: MainWindow, view: ListPage, cell: Find) -> None:
    assert window.workspace is not None
    view.table.setCurrentIndex(cell("ECON-02", "owner"))
    press(view, Qt.Key.Key_Return, CTRL)
    assert window.workspace.sheet.task == at(window, "ECON-02").id


def test_ctrl_del_deletes_the_tasks_and_undo_brings_them_back(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    view.table.setCurrentIndex(cell("ECON-02", "title"))
    press(view, Qt.Key.Key_Down, SHIFT)
    press(view, Qt.Key.Key_Delete, CTRL)
    assert codes(view) == ["ECON-01", "PROJ-01"]
    now(window).undo()
    assert codes(view) == ["ECON-01", "ECON-02", "ECON-03", "PROJ-01"]


@pytest.mark.parametrize(
    ("key", "there"),
    [
        (Qt.Key.Key_Up, ("ECON-01", "progress")),
        (Qt.Key.Key_Down, ("PROJ-01", "progress")),
        (Qt.Key.Key_Left, ("ECON-02", "code")),
    ],
)
def test_ctrl_and_an_arrow_go_to_the_edge(
    view: ListPage, cell: Find, key: Qt.Key, there: tuple[str, str]
) -> None:
    view.table.setCurrentIndex(cell("ECON-02", "progress"))
    press(view, key, CTRL)
    assert view.table.currentIndex() == cell(*there)
    assert view.table.cell_count == 1


def test_ctrl_right_goes_to_the_last_column_in_sight(view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-02", "progress"))
    press(view, Qt.Key.Key_Right, CTRL)
    assert view.table.currentIndex() == cell("ECON-02", view.table.keys[-1])


def test_with_shift_the_way_to_the_edge_is_selected(view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-02", "progress"))
    press(view, Qt.Key.Key_Down, CTRL | SHIFT)
    assert view.table.cells == [(1, "progress"), (2, "progress"), (3, "progress")]
    press(view, Qt.Key.Key_Space, SHIFT)
    assert view.table.cell_count == 3 * len(view.table.keys)


def test_f2_opens_the_choices_of_a_cell(view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-03", "lane"))
    press(view, Qt.Key.Key_F2)
    editor = view.table.findChild(QComboBox, "cell_editor")
    assert editor is not None and editor.count() == 4
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_the_menu_of_columns_stays_open_while_several_are_ticked(view: ListPage) -> None:
    menu = view.table.column_menu()
    menu.popup(QPoint(0, 0))
    entries = {entry.text(): entry for entry in menu.actions()}
    for title in ("具体内容", "停留天数"):
        place = menu.actionGeometry(entries[title]).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    menu.setActiveAction(entries["工作要点"])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert {"detail", "days_in_lane", "measure"} <= set(view.table.keys)
    entries["恢复默认列"].trigger()
    assert "detail" not in view.table.keys
    assert not view.table.isColumnHidden(PLACE["code"])
    menu.close()


def test_shift_selects_from_where_the_cursor_came_to_rest(view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-01", "code"))
    press(view, Qt.Key.Key_Tab)
    view.table.setCurrentIndex(cell("ECON-02", "lane"))
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Right, SHIFT)
    press(view, Qt.Key.Key_Down, SHIFT)
    wanted = [(row, key) for row in (2, 3) for key in ("lane", "lamp")]
    assert view.table.cells == wanted
    press(view, Qt.Key.Key_Up, SHIFT)
    press(view, Qt.Key.Key_Up, SHIFT)
    assert [row for row, _ in view.table.cells] == [1, 1, 2, 2]


def test_a_click_with_shift_selects_the_block_in_columns_as_they_stand(view: ListPage, cell: Find) -> None:
    view.table.arrange(["code", "lamp", "title", "lane", "owner"], {})
    for code, key, held in (("ECON-01", "lamp", None), ("ECON-02", "lane", SHIFT)):
        place = view.table.visualRect(cell(code, key)).center()
        pressed = held or Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pressed, place)
    assert view.table.cells == [(row, key) for row in (0, 1) for key in ("lamp", "title", "lane")]
