"""The list shows every task, is edited by the commands of the card, and follows what changes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, CreateTask, DeleteTasks
from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.task_columns import KEYS, PLACE
from battlemap.shown.list.order import Sorting
from battlemap.ui.dialogs.extension import ExtensionDialog
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer, task

Find = Callable[[str, str], QModelIndex]


def now(window: MainWindow) -> Session:
    assert window.workspace is not None
    return window.workspace.session


def at(window: MainWindow, code: str) -> Task:
    return task(now(window), code)


def typed(view: ListPage, index: QModelIndex, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Edits a cell as a hand would: F2, other words, Enter."""
    view.table.setFocus()
    view.table.setCurrentIndex(index)
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = next(child for child in view.table.findChildren(QWidget, "cell_editor") if child.isVisible())
    if isinstance(editor, QComboBox):
        editor.setEditText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    QTest.keyClick(editor, key)
    QApplication.processEvents()


def codes(view: ListPage) -> list[str]:
    return [view.model.text(id, "code") for id in view.model.ids]


def test_every_task_stands_in_the_list_in_the_order_of_the_columns(view: ListPage) -> None:
    assert codes(view) == ["ECON-01", "ECON-02", "ECON-03", "PROJ-01"]
    assert view.footer.count.text() == "合计 4 项，平均进度 34%"
    assert view.table.keys[:4] == ["code", "action", "title", "lane"]


def test_what_is_typed_into_a_cell_is_one_step_of_the_card_and_enter_goes_down(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    typed(view, cell("ECON-01", "progress"), "60%")
    assert at(window, "ECON-01").progress == 60
    assert now(window).can_undo == "反馈 ECON-01 进度 60%"
    assert view.table.currentIndex() == cell("ECON-02", "progress")
    typed(view, cell("ECON-01", "responsible_unit"), "商务局")
    assert now(window).can_undo == "交办 ECON-01"
    typed(view, cell("ECON-01", "title"), "走访百家企业", Qt.Key.Key_Tab)
    assert at(window, "ECON-01").title == "走访百家企业"
    assert view.table.currentIndex() == cell("ECON-01", "lane")
    typed(view, cell("ECON-03", "due_on"), "12月10日")
    assert at(window, "ECON-03").due_on == date(2018, 12, 10)
    typed(view, cell("ECON-03", "blocked"), "资金未到")
    assert now(window).snapshot.stuck_words(at(window, "ECON-03").id) == "资金未到"


def test_typing_into_a_name_replaces_it_as_in_any_other_cell(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    view.edit(at(window, "ECON-01").id, "responsible_unit", "商务局")
    view.table.setCurrentIndex(cell("ECON-01", "responsible_unit"))
    QTest.keyClicks(view.table, "A")
    editor = view.table.findChild(QComboBox, "cell_editor")
    assert editor is not None and editor.currentText() == "A"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert cell("ECON-01", "responsible_unit").data() == "商务局"


def test_a_choice_moves_the_card_and_escape_leaves_it(window: MainWindow, view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-03", "lane"))
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.table.findChild(QComboBox, "cell_editor")
    assert editor is not None
    editor.setCurrentText("推进中")
    editor.activated.emit(1)
    assert at(window, "ECON-03").lane == "moving"
    view.table.setCurrentIndex(cell("ECON-01", "title"))
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    text = view.table.findChild(QPlainTextEdit, "cell_editor")
    assert text is not None
    text.setPlainText("不要")
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert at(window, "ECON-01").title == "走访龙头企业"


def test_a_refused_edit_says_why_and_the_cell_shows_what_it_was(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    typed(view, cell("ECON-01", "progress"), "很多")
    assert "0 到 100 的整数" in window.bar.sentence
    assert view.edit(at(window, "ECON-01").id, "lane", "已销号") is False
    assert "未经核查不能销号" in window.bar.sentence
    assert cell("ECON-01", "lane").data() == "推进中"
    assert cell("ECON-01", "progress").data() == "55%"


def test_a_later_day_of_a_task_at_work_asks_for_the_reason_once(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    answer(ExtensionDialog, lambda dialog: dialog.reason.setPlainText("征迁受阻"))  # type: ignore[attr-defined]
    typed(view, cell("ECON-02", "due_on"), "2018-12-20")
    extended = at(window, "ECON-02")
    assert (extended.due_on, extended.extensions) == (date(2018, 12, 20), 1)
    assert cell("ECON-02", "left").data() == "超期 5 天"


def test_a_step_touches_only_its_rows_and_selection_stays(
    window: MainWindow, view: ListPage, cell: Find, qtbot: QtBot
) -> None:
    session = now(window)
    view.table.setCurrentIndex(cell("PROJ-01", "title"))
    with qtbot.waitSignal(view.model.dataChanged) as signal:
        session.run(BlockTask(at(window, "ECON-01").id, "缺地"))
    assert signal.args is not None
    assert (signal.args[0].row(), signal.args[1].row()) == (0, 0)
    session.run(CreateTask(session.snapshot.columns[0].id, "新来的"))
    assert codes(view) == ["ECON-01", "ECON-02", "ECON-03", "ECON-04", "PROJ-01"]
    assert view.table.chosen == (at(window, "PROJ-01").id,)
    session.run(DeleteTasks((at(window, "ECON-01").id,)))
    assert codes(view) == ["ECON-02", "ECON-03", "ECON-04", "PROJ-01"]
    assert view.table.currentIndex() == cell("PROJ-01", "title")
    assert window.workspace is not None
    assert window.workspace.selected == view.table.chosen
    session.undo()
    assert codes(view)[0] == "ECON-01"


def test_sorting_puts_empty_cells_last_both_ways_and_keeps_the_selection(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    view.table.setCurrentIndex(cell("ECON-03", "title"))
    view.table.sort_by(Sorting("due_on"))
    assert codes(view) == ["ECON-02", "ECON-03", "ECON-01", "PROJ-01"]
    view.table.sort_by(Sorting("due_on", is_descending=True))
    assert codes(view) == ["ECON-03", "ECON-02", "ECON-01", "PROJ-01"]
    assert view.table.currentIndex() == cell("ECON-03", "title")
    view.table.sort_by(Sorting("lamp"))
    assert view.model.text(view.model.ids[0], "lamp") == "红灯"


def test_a_click_on_a_head_sorts_both_ways_and_selects_nothing(view: ListPage, cell: Find) -> None:
    view.table.setCurrentIndex(cell("ECON-03", "title"))
    head = view.table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(PLACE["due_on"]) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert codes(view) == ["ECON-02", "ECON-03", "ECON-01", "PROJ-01"]
    assert view.table.cells == [(1, "title")]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert codes(view)[0] == "ECON-03"
    assert head.sortIndicatorSection() == PLACE["due_on"]


def test_columns_widths_and_sorting_are_remembered(window: MainWindow, view: ListPage, qtbot: QtBot) -> None:
    menu = view.table.column_menu()
    entries = {entry.text(): entry for entry in menu.actions()}
    entries["具体内容"].setChecked(True)
    entries["配合单位"].setChecked(False)
    assert not entries["编号"].isEnabled()
    head = view.table.horizontalHeader()
    head.moveSection(head.visualIndex(PLACE["lamp"]), 1)
    head.resizeSection(PLACE["title"], 333)
    view.table.sort_by(Sorting("progress", is_descending=True))
    qtbot.waitUntil(lambda: window.settings.list_columns[:2] == ["code", "lamp"], timeout=20_000)
    assert "detail" in window.settings.list_columns
    assert "coop_units" not in window.settings.list_columns
    assert window.workspace is not None
    again = ListPage(view._tools)
    qtbot.addWidget(again)
    assert again.table.keys == view.table.keys
    assert again.table.columnWidth(PLACE["title"]) == 333
    assert again.model.order.sortings[0] == Sorting("progress", is_descending=True)


def test_the_filter_and_the_selection_are_those_of_the_board(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    assert window.workspace is not None
    view.table.setCurrentIndex(cell("ECON-02", "title"))
    assert window.workspace.selected == (at(window, "ECON-02").id,)
    window.workspace.pages.show_only(frozenset({at(window, "PROJ-01").id}))
    assert codes(view) == ["PROJ-01"]
    window.workspace.pages.show_only(frozenset())
    assert view.table.isVisible() and codes(view) == []
    window.workspace.pages.show_only(None)
    view.select([at(window, "ECON-03").id])
    assert view.table.chosen == (at(window, "ECON-03").id,)


def test_enter_on_a_code_opens_the_card(window: MainWindow, view: ListPage, cell: Find) -> None:
    assert window.workspace is not None
    view.table.setCurrentIndex(cell("ECON-02", "code"))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert window.workspace.sheet.task == at(window, "ECON-02").id


def test_the_past_and_a_read_only_file_are_not_edited(view: ListPage, cell: Find) -> None:
    view.set_can_change(False)
    assert not cell("ECON-01", "title").flags() & Qt.ItemFlag.ItemIsEditable
    view.table.setCurrentIndex(cell("ECON-01", "title"))
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert cell("ECON-01", "title").data() == "走访龙头企业"


def test_every_cell_can_be_read_aloud(view: ListPage, cell: Find) -> None:
    spoken = cell("ECON-01", "progress").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "进度：55%"
    assert cell("ECON-03", "owner").data(Qt.ItemDataRole.AccessibleTextRole) == "责任人：空"
    assert "ECON-01" in cell("ECON-01", "progress").data(Qt.ItemDataRole.AccessibleDescriptionRole)
    head = view.model.headerData(PLACE["left"], Qt.Orientation.Horizontal)
    assert head == "剩余/超期"
    vertical = Qt.Orientation.Vertical
    assert view.model.headerData(0, vertical) == "1"
    assert view.model.headerData(0, vertical, Qt.ItemDataRole.AccessibleTextRole) == "ECON-01"
    assert view.table.accessibleName() == "任务清单"
    assert all(isinstance(cell("ECON-01", key).data(), str) for key in KEYS)


def test_what_the_filter_holds_back_keeps_its_place_in_the_order(window: MainWindow, view: ListPage) -> None:
    session, model = now(window), view.model
    model.show_only(frozenset({at(window, "ECON-02").id, at(window, "PROJ-01").id}))
    view.table.sort_by(Sorting("code", is_descending=True))
    assert codes(view) == ["PROJ-01", "ECON-02"]
    session.run(DeleteTasks((at(window, "ECON-02").id, at(window, "ECON-03").id)))
    assert codes(view) == ["PROJ-01"]
    session.run(CreateTask(session.snapshot.columns[0].id, "新来的"))
    assert codes(view) == ["PROJ-01", "ECON-04"], "what is new stays in sight under a filter"
    session.undo()
    session.undo()
    assert codes(view) == ["PROJ-01", "ECON-03", "ECON-02"], "what came back is shown too"
    model.show_only(None)
    assert codes(view) == ["PROJ-01", "ECON-03", "ECON-02", "ECON-01"]


def test_a_large_step_under_the_list_is_shown_at_once(
    window: MainWindow, view: ListPage, qtbot: QtBot
) -> None:
    session = now(window)
    action = session.snapshot.columns[1].id
    for number in range(60):
        session.run(CreateTask(action, f"任务{number}"))
    many = tuple(task.id for task in session.snapshot.live_tasks if task.action == action)
    with qtbot.waitSignal(view.model.modelReset):
        session.run(DeleteTasks(many))
    assert codes(view) == ["ECON-01", "ECON-02", "ECON-03"]
    session.undo()
    assert len(codes(view)) == len(set(codes(view))) == 64


def test_the_days_in_the_lane_are_counted_from_the_journal_and_follow_every_move(
    window: MainWindow, view: ListPage
) -> None:
    assert window.workspace
    session, table = window.workspace.session, view.model
    one = at(window, "ECON-01")
    session.run(MoveTasks((one.id,), one.action, "moving"))
    assert table.text(one.id, "days_in_lane") == "0"
    window.workspace.pin(session.clock().date() + timedelta(9))
    assert table.text(one.id, "days_in_lane") == "9"
    session.run(MoveTasks((one.id,), one.action, "checking"))
    assert table.text(one.id, "days_in_lane") == "9", "it came there on the day of the clock"
    window.workspace.pin(session.clock().date() - timedelta(1))
    assert table.text(one.id, "days_in_lane") == "", "it was not there yet"


def test_parts_of_a_selection_that_overlap_are_rows_once_and_in_order(view: ListPage) -> None:
    table, flags = view.table, QItemSelectionModel.SelectionFlag
    for top, bottom in ((2, 3), (0, 0), (1, 2)):
        part = QItemSelection(view.model.index(top, 0), view.model.index(bottom, top % 2))
        table.selectionModel().select(part, flags.Select)
    rows = {index.row() for index in table.selectionModel().selectedIndexes()}
    assert table.chosen == tuple(view.model.ids[row] for row in sorted(rows))
