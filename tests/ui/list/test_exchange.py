"""Blocks go to Excel and WPS and come back: checked cell by cell, written in one step, undone in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from battlemap.commands.task import EditTask
from battlemap.errors import Refused
from battlemap.exchange.table_block import WrittenBlock
from battlemap.ui import jobs
from battlemap.ui.list import exchange
from battlemap.ui.list.laid_block import LaidBlock
from battlemap.ui.list.page import ListPage
from battlemap.ui.list.paste_dialog import PasteDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import answer
from tests.ui.list.test_page import at, now

Find = Callable[[str, str], QModelIndex]


def mark(view: ListPage, first: QModelIndex, last: QModelIndex) -> None:
    """Selects a block of cells."""
    view.table.setCurrentIndex(first)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.table.selectionModel().select(QItemSelection(first, last), flags)


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_block_is_copied_as_text_and_table_and_pasted_back_without_a_change(
    window: MainWindow, view: ListPage
) -> None:
    before = now(window).snapshot
    QTest.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().startswith("ECON-01\t经济运行\t走访龙头企业\t推进中")
    assert "<td" in clipboard.mimeData().html()
    QTest.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert now(window).snapshot is before
    assert "没有改动" in view.footer.said.text()


def test_a_copied_block_is_written_the_way_that_somebody_asks_for_and_both_ways_when_the_program_ends(
    view: ListPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    for way in ("text", "html"):
        block = getattr(WrittenBlock, way).fget

        def write(self: WrittenBlock, way: str = way, block: Callable[[WrittenBlock], str] = block) -> str:
            written.append(way)
            return block(self)

        monkeypatch.setattr(WrittenBlock, way, property(write))
    QTest.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.exchange.copy()
    clipboard = QGuiApplication.clipboard()
    laid = clipboard.mimeData()
    assert laid.formats() == ["text/plain", "text/html"] and laid.hasText() and laid.hasHtml()
    assert not laid.hasFormat("image/png") and not written
    text, html = clipboard.text(), laid.html()
    assert written == ["text", "html"]
    assert isinstance(laid, LaidBlock)
    laid.write_out()
    assert clipboard.mimeData() is not laid
    written.clear()
    assert (clipboard.text(), clipboard.mimeData().html()) == (text, html) and not written


def test_a_large_block_is_copied_in_parts_and_a_cancelled_one_leaves_the_clipboard_alone(
    window: MainWindow, view: ListPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.exchange.copy()
    whole = QGuiApplication.clipboard().text(), QGuiApplication.clipboard().mimeData().html()
    put("以前的")
    reported: list[int] = []
    monkeypatch.setattr(exchange, "_PART", 2)
    monkeypatch.setattr(jobs.Watch, "report", lambda self, done, total: reported.append(done))
    view.exchange.copy()
    assert (QGuiApplication.clipboard().text(), QGuiApplication.clipboard().mimeData().html()) == whole
    assert reported == list(range(2, len(view.table.table.ids), 2))

    def cancel(self: jobs.Watch, done: int, total: int) -> None:
        raise Refused("已取消复制，剪贴板没有改变。")

    put("以前的")
    monkeypatch.setattr(jobs.Watch, "report", cancel)
    view.exchange.copy()
    assert QGuiApplication.clipboard().text() == "以前的"
    assert view.footer.said.text() == "已取消复制，剪贴板没有改变。"

    def another_pc(self: jobs.Watch, done: int, total: int) -> None:
        now(window).run(EditTask(now(window).snapshot.live_tasks[0].id, {"detail": "另一台改的"}))

    monkeypatch.setattr(jobs.Watch, "report", another_pc)
    view.exchange.copy()
    assert QGuiApplication.clipboard().text() == "以前的" and "请再复制一次" in view.footer.said.text()


def test_a_good_block_is_one_step(window: MainWindow, view: ListPage, cell: Find) -> None:
    put("推进中\t红灯\t30%\r\n推进中\t\t40\r\n")
    mark(view, cell("ECON-02", "lane"), cell("ECON-02", "lane"))
    view.exchange.paste()
    assert (at(window, "ECON-02").progress, at(window, "ECON-03").progress) == (30, 40)
    assert at(window, "ECON-03").lane == "moving"
    assert now(window).can_undo == "粘贴 2 项任务"
    assert view.footer.said.text() == "已粘贴：2 项任务 3 格"
    now(window).undo()
    assert view.footer.said.text() == ""
    assert (at(window, "ECON-02").progress, at(window, "ECON-03").lane) == (0, "waiting")


def test_without_a_selection_the_cell_under_the_cursor_is_meant(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    view.table.setCurrentIndex(cell("ECON-02", "progress"))
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert view.table.chosen == ()
    put("70")
    QTest.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert at(window, "ECON-02").progress == 70


def test_one_cell_fills_the_selection_and_ctrl_d_fills_down(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    put("重点")
    mark(view, cell("ECON-01", "emphasis"), cell("ECON-03", "emphasis"))
    QTest.keyClick(view.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [at(window, code).emphasis for code in ("ECON-01", "ECON-02", "ECON-03")] == ["key"] * 3
    assert at(window, "PROJ-01").emphasis is None
    mark(view, cell("ECON-01", "responsible_unit"), cell("PROJ-01", "responsible_unit"))
    QTest.keyClick(view.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert at(window, "PROJ-01").responsible_unit == at(window, "ECON-01").responsible_unit is not None
    assert now(window).can_undo == "向下填充 3 项任务"


def test_wrong_cells_are_listed_and_nothing_is_pasted_until_they_may_be_skipped(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    put("110%\n20%\n30%\n40%\n50%")
    mark(view, cell("ECON-01", "progress"), cell("ECON-01", "progress"))
    seen: list[list[str]] = []

    def look(dialog: PasteDialog) -> None:
        seen.extend([dialog.table.topLevelItem(0).text(place) for place in range(4)] for _ in "1")
        dialog.accept()
        assert dialog.isVisible()
        assert "跳过" in dialog.wrong.text()
        dialog.skip.setChecked(True)

    answer(PasteDialog, look)  # type: ignore[arg-type]
    view.exchange.paste()
    assert seen == [["ECON-01", "进度", "110%", "进度应是 0 到 100 的整数，如 60 或 60%。"]]
    assert [at(window, code).progress for code in ("ECON-01", "ECON-02", "PROJ-01")] == [55, 20, 40]


def test_turning_the_dialog_away_changes_nothing(window: MainWindow, view: ListPage, cell: Find) -> None:
    before = now(window).snapshot
    put("已销号\n推进中\n推进中")
    mark(view, cell("ECON-01", "lane"), cell("ECON-01", "lane"))
    answer(PasteDialog, lambda dialog: dialog.reject())
    view.exchange.paste()
    assert now(window).snapshot is before


def test_new_units_are_named_before_they_are_made(window: MainWindow, view: ListPage, cell: Find) -> None:
    put("商务局\n经发局\n商务局")
    mark(view, cell("ECON-02", "responsible_unit"), cell("ECON-02", "responsible_unit"))
    answer(PasteDialog)
    view.exchange.paste()
    assert now(window).snapshot.unit_label(at(window, "PROJ-01").responsible_unit) == "商务局"
    assert now(window).snapshot.unit_label(at(window, "ECON-03").responsible_unit) == "经发局"


def test_an_extension_asks_for_its_reason_in_the_same_dialog(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    put("2018-12-20")
    mark(view, cell("ECON-02", "due_on"), cell("ECON-02", "due_on"))
    answer(PasteDialog, lambda dialog: dialog._reason.setText("征迁受阻"))  # type: ignore[attr-defined]
    view.exchange.paste()
    assert at(window, "ECON-02").extension_reason == "征迁受阻"


def test_del_empties_cells_and_never_deletes_a_task(window: MainWindow, view: ListPage, cell: Find) -> None:
    mark(view, cell("ECON-01", "responsible_unit"), cell("ECON-01", "owner"))
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert at(window, "ECON-01").responsible_unit is None
    mark(view, cell("ECON-01", "code"), cell("ECON-01", "code"))
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert not at(window, "ECON-01").deleted
    assert "由程序计算或记录" in view.footer.said.text()
    mark(view, cell("ECON-01", "title"), cell("ECON-01", "title"))
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert "名称不能为空" in view.footer.said.text()
