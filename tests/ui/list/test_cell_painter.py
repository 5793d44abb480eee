"""What the painter puts on the screen is what the model says, and what is selected and where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QImage

from battlemap.commands.task import EditTask
from battlemap.theme import theme
from battlemap.ui.list.page import ListPage
from battlemap.ui.look import chosen_ground
from battlemap.ui.main_window import MainWindow
from tests.ui.list.test_page import at, now

Find = Callable[[str, str], QModelIndex]


def seen(view: ListPage, box: QRect | None = None) -> QImage:
    """Returns what stands on the screen, in the whole table or in a box of it."""
    viewport = view.table.viewport()
    return viewport.grab(box or viewport.rect()).toImage()


def colours(image: QImage) -> set[str]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{pixel & 0xFFFFFF:06X}" for pixel in set(memoryview(plain.constBits()).cast("I"))}


def test_a_step_changes_the_picture_of_its_cell_alone(window: MainWindow, view: ListPage, cell: Find) -> None:
    boxes = {code: view.table.visualRect(cell(code, "title")) for code in ("ECON-01", "ECON-02")}
    before = {code: seen(view, box) for code, box in boxes.items()}
    now(window).run(EditTask(at(window, "ECON-01").id, {"title": "换了名称"}))
    assert seen(view, boxes["ECON-01"]) != before["ECON-01"]
    assert seen(view, boxes["ECON-02"]) == before["ECON-02"]
    now(window).undo()
    assert seen(view, boxes["ECON-01"]) == before["ECON-01"]


def test_words_too_long_for_their_column_stay_inside(view: ListPage, cell: Find) -> None:
    view.edit(view.model.ids[0], "title", "很长的任务名称" * 30)
    box = view.table.visualRect(cell("ECON-01", "title"))
    edge = seen(view, QRect(box.right() - 4, box.top() + 2, 4, box.height() - 4))
    assert colours(edge) == {theme("light").colour("card").upper()}


def test_selected_cells_and_the_cursor_are_marked(view: ListPage, cell: Find) -> None:
    look = theme("light")
    here, other = cell("ECON-02", "due_on"), cell("ECON-03", "due_on")
    view.table.setFocus()
    view.table.setCurrentIndex(here)
    picture = colours(seen(view, view.table.visualRect(here)))
    assert chosen_ground(look).upper() in picture
    assert chosen_ground(look).upper() not in colours(seen(view, view.table.visualRect(other)))
    assert view.table.hasFocus()
    assert look.colour("accent").upper() in picture


def test_another_theme_paints_the_table_anew(view: ListPage) -> None:
    view.set_look(theme("dark"))
    assert theme("dark").colour("border").upper() in colours(seen(view))


def test_overdue_days_are_red_until_they_are_selected(view: ListPage, cell: Find) -> None:
    red = theme("light").colour("red").upper()
    box = view.table.visualRect(cell("ECON-02", "left"))
    assert cell("ECON-02", "left").data().startswith("超")
    assert red in colours(seen(view, box))
    view.table.setCurrentIndex(cell("ECON-02", "left"))
    assert red not in colours(seen(view, box))


def test_an_empty_list_and_a_filter_are_painted_without_rows(window: MainWindow, view: ListPage) -> None:
    assert window.workspace is not None
    view.model.show_only(frozenset())
    assert colours(seen(view)) == {theme("light").colour("card").upper()}
