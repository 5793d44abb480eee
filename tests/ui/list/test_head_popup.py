"""The heads of every list filter their columns: by mouse and keys, with counts, marked while they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from battlemap.domain.looking.task_columns import PLACE
from battlemap.ui.list.head_popup import HeadPopup
from battlemap.ui.list.page import ListPage
from battlemap.ui.main_window import MainWindow
from tests.ui.list.test_page import codes

Find = Callable[[str, str], QModelIndex]
ALT = Qt.KeyboardModifier.AltModifier


def opened() -> HeadPopup:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, HeadPopup)
    return popup


def tick(popup: HeadPopup, words: str) -> None:
    items = [popup.values.item(row) for row in range(popup.values.count())]
    next(item for item in items if item.text().startswith(words)).setCheckState(Qt.CheckState.Checked)


def test_alt_down_opens_the_filter_of_a_column_and_esc_takes_back_what_was_ticked(
    view: ListPage, cell: Find
) -> None:
    view.table.setCurrentIndex(cell("ECON-03", "lane"))
    QTest.keyClick(view.table, Qt.Key.Key_Down, ALT)
    popup = opened()
    assert [popup.values.item(row).text() for row in range(popup.values.count())] == [
        "待启动　1",
        "推进中　3",
    ]
    tick(popup, "待启动")
    assert codes(view) == ["ECON-03"]
    assert view.table.chosen == (view.model.ids[0],), "what stays in sight stays selected"
    assert "状态 待启动" in view.footer.clear.text() and not view.footer.clear.isHidden()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert len(codes(view)) == 4 and view.footer.clear.isHidden()


def test_a_click_on_the_funnel_filters_and_sorts_nothing_and_esc_in_the_list_clears(view: ListPage) -> None:
    head, before = view.table.horizontalHeader(), view.model.order
    box = view.table._heads.funnel(PLACE["progress"])
    QTest.mouseClick(
        head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center().x(), box.center().y())
    )
    popup = opened()
    popup.least.setText("五十")
    assert not popup._take() and "应是数字" in popup.wrong.text()
    popup.least.setText("50%")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert codes(view) == ["ECON-01", "PROJ-01"] and view.model.order is before
    aloud = Qt.ItemDataRole.AccessibleTextRole
    heard = view.model.headerData(PLACE["progress"], Qt.Orientation.Horizontal, aloud)
    assert heard == "进度，已筛选"
    view.table.clearSelection()
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert len(codes(view)) == 4


def test_days_are_understood_as_everywhere_and_words_are_searched(view: ListPage) -> None:
    popup = view.table.open_filter(PLACE["due_on"])
    popup.most.setText("11月底前")
    popup._take()
    assert codes(view) and all(view.model.text(id, "due_on") <= "2018-11-30" for id in view.model.ids)
    popup.take_back_all()
    popup = view.table.open_filter(PLACE["title"])
    popup.words.setText("企业")
    popup._take()
    assert all("企业" in view.model.text(id, "title") for id in view.model.ids)
    popup.close()
    view.footer.clear.click()
    assert len(codes(view)) == 4


def test_counts_are_those_under_all_other_heads(view: ListPage) -> None:
    first = view.table.open_filter(PLACE["lane"])
    tick(first, "待启动")
    first.close()
    second = view.table.open_filter(PLACE["action"])
    assert [second.values.item(row).text() for row in range(second.values.count())] == ["经济运行　1"]
    second.close()


def test_a_changed_row_stays_in_sight_until_it_is_filtered_again(
    window: MainWindow, view: ListPage, cell: Find
) -> None:
    popup = view.table.open_filter(PLACE["lane"])
    tick(popup, "待启动")
    popup.close()
    assert view.edit(view.model.ids[0], "lane", "推进中")
    assert codes(view) == ["ECON-03"]
    view.table.filter_heads(view.model.heads)
    assert codes(view) == []
