"""The table of the task list: keys as in Excel, a header whose columns are chosen, moved and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from battlemap.domain.looking.task_columns import COLUMN, COLUMNS
from battlemap.shown.list.order import Sorting
from battlemap.theme import Theme
from battlemap.ui.list.column_menu import ColumnMenu
from battlemap.ui.list.editors import CellEditors
from battlemap.ui.list.model import KEYS, PLACE, TaskTable
from battlemap.ui.list.pinned_table import PINNED, PinnedTable

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW_PX: Final = 28
#: Behind the pinned head, as the style draws it in the others: sorted upwards, sorted downwards.
_SIGNS: Final = (" ▾", " ▴")
_STANDARD: Final = QKeySequence.StandardKey
#: Keys that mean something in the table although they are actions of the window elsewhere.
_OWN: Final = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OWN_STANDARD: Final = (_STANDARD.Copy, _STANDARD.Cut, _STANDARD.Paste, _STANDARD.SelectAll)


class ListTable(PinnedTable):
    """Emits `opened(task)`, `rows_changed()` for another selection, and what is wanted of the selected cells."""

    opened = Signal(str)
    rows_changed = Signal()
    copy_wanted = Signal()
    cut_wanted = Signal()
    paste_wanted = Signal()
    clear_wanted = Signal()
    fill_wanted = Signal()
    delete_wanted = Signal()
    columns_changed = Signal()
    refused = Signal(str)

    def __init__(self, model: TaskTable, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, look, parent)
        self.setObjectName("task_list")
        self.setAccessibleName("任务清单")
        self.setAccessibleDescription("方向键选择单元格，F2 修改，Ctrl+Enter 打开任务卡")
        self.setItemDelegate(CellEditors(model, self.step, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.verticalHeader().setMinimumSectionSize(_ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(36)
        head.setToolTip("单击排序，拖动换位，右键选择要显示的列")
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_head_menu)
        head.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        head.sectionResized.connect(lambda *_: self.columns_changed.emit())
        self.head.clicked.connect(lambda: self.click_head(PLACE[PINNED]))
        self.doubleClicked.connect(self._on_double_clicked)
        newest = model.order.sortings[0]
        head.setSortIndicator(PLACE[newest.key], Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        head.sortIndicatorChanged.connect(lambda *_: self._on_sorted())

    # -- columns ------------------------------------------------------------------------------------------------

    def arrange(self, keys: Sequence[str], widths: dict[str, int]) -> None:
        """Shows these columns in this order, with the widths that are known; the code always stands first."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        wanted = list(dict.fromkeys(["code", *(key for key in keys if key in PLACE)]))
        for visual, key in enumerate([*wanted, *(key for key in KEYS if key not in wanted)]):
            head.moveSection(head.visualIndex(PLACE[key]), visual)
        for place, column in enumerate(COLUMNS):
            head.setSectionHidden(place, column.key not in wanted)
            width = widths.get(column.key)
            head.resizeSection(place, width if isinstance(width, int) and 20 < width < 2000 else column.width)
        head.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    @property
    def widths(self) -> dict[str, int]:
        """The widths of the columns in sight, px."""
        return {key: self.columnWidth(PLACE[key]) for key in self.keys}

    def sort_by(self, sorting: Sorting) -> None:
        """Sorts the rows and marks the column."""
        order = Qt.SortOrder.DescendingOrder if sorting.is_descending else Qt.SortOrder.AscendingOrder
        head, place = self.horizontalHeader(), PLACE[sorting.key]
        if (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (place, order):
            self.table.sort(place, order)
            self._on_sorted()
        else:
            head.setSortIndicator(place, order)

    def click_head(self, place: int) -> None:
        """Sorts by a column, the other way round where it is sorted by it already."""
        newest = self.table.order.sortings[0]
        self.sort_by(Sorting(KEYS[place], newest.key == KEYS[place] and not newest.is_descending))

    def _on_sorted(self) -> None:
        newest = self.table.order.sortings[0]
        sign = _SIGNS[newest.is_descending] if newest.key == PINNED else ""
        self.head.setText(f"{COLUMN[PINNED].title}{sign}")
        self.columns_changed.emit()

    def column_menu(self) -> QMenu:
        """Returns the menu in which the columns to be shown are chosen."""
        return ColumnMenu(self.keys, self._show_column, self.reset_columns, self)

    def reset_columns(self) -> None:
        """Shows the columns as they come."""
        self.arrange([column.key for column in COLUMNS if column.is_shown], {})
        self.columns_changed.emit()

    def _show_column(self, key: str, is_on: bool) -> None:
        self.setColumnHidden(PLACE[key], not is_on)
        self.columns_changed.emit()

    def _on_head_menu(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    # -- selection ----------------------------------------------------------------------------------------------

    @property
    def cells(self) -> list[tuple[int, str]]:
        """The selected (row, key) pairs in sight, row by row, from left to right; without any the cursor's cell."""
        keys = self.keys
        order = {PLACE[key]: visual for visual, key in enumerate(keys)}
        found = [
            (row, order[place])
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
            for place in range(part.left(), part.right() + 1)
            if place in order
        ]
        here = self.currentIndex()
        if not found and here.isValid() and here.column() in order:
            found = [(here.row(), order[here.column()])]
        return [(row, keys[visual]) for row, visual in sorted(set(found))]

    @property
    def cell_count(self) -> int:
        """How many cells in sight are selected."""
        shown = {PLACE[key] for key in self.keys}
        parts = self.selectionModel().selection().toList()
        return sum(
            part.height() * len(shown.intersection(range(part.left(), part.right() + 1))) for part in parts
        )

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks of the rows in which a cell is selected, from top to bottom."""
        rows = {
            row
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        }
        return tuple(self.table.ids[row] for row in sorted(rows) if row < len(self.table.ids))

    def select_rows(self, tasks: Sequence[str]) -> None:
        """Selects whole rows, without a signal, and shows the first."""
        rows = sorted(row for row in map(self.table.row, tasks) if row is not None)
        selection = QItemSelection()
        begin = None
        for place, row in enumerate(rows):
            begin = row if begin is None else begin
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(self.table.index(begin, 0), self.table.index(row, len(KEYS) - 1))
                begin = None
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        flags = QItemSelectionModel.SelectionFlag
        chosen.select(selection, flags.ClearAndSelect)
        if rows:
            column = self.currentIndex().column() if self.currentIndex().isValid() else PLACE["code"]
            first = self.table.index(rows[0], column)
            chosen.setCurrentIndex(first, flags.NoUpdate)
        chosen.blockSignals(False)
        if rows:
            self.scrollTo(self.table.index(rows[0], self.currentIndex().column()))
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells of another selection."""
        super().selectionChanged(selected, deselected)
        self.rows_changed.emit()

    # -- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keeps its own keys from the window's actions."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._owns(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _owns(self, event: QKeyEvent) -> bool:
        if any(event.matches(standard) for standard in _OWN_STANDARD) or _is_fill(event):
            return True
        return event.key() in _OWN and event.modifiers() == Qt.KeyboardModifier.NoModifier

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, on a code and with Ctrl it opens the card; F2 edits; the rest as in Excel."""
        here, is_shifted = self.currentIndex(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and has_control and here.isValid():
            self.opened.emit(self.table.ids[here.row()])
        elif event.key() == Qt.Key.Key_Delete and has_control:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and is_shifted:
            self.select_whole_rows()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if here.isValid():
                self._begin(here)
        elif event.key() in _ENTER and here.isValid():
            if here.column() == PLACE["code"] and not is_shifted:
                self.opened.emit(self.table.ids[here.row()])
            else:
                self.step(-1 if is_shifted else 1, 0)
        elif event.key() == Qt.Key.Key_F2 and here.isValid():
            self._begin(here)
        elif event.matches(_STANDARD.Copy):
            self.copy_wanted.emit()
        elif event.matches(_STANDARD.Cut):
            self.cut_wanted.emit()
        elif event.matches(_STANDARD.Paste):
            self.paste_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_wanted.emit()
        elif _is_fill(event):
            self.fill_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
        elif not self.go(event):
            super().keyPressEvent(event)

    def _begin(self, here: QModelIndex) -> None:
        if self.table.flags(here) & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)
        elif here.column() == PLACE["code"]:
            self.opened.emit(self.table.ids[here.row()])
        else:
            self.refused.emit(f"“{COLUMNS[here.column()].title}”由程序计算或记录，不能在清单中填写。")

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not COLUMNS[index.column()].editing:
            self.opened.emit(self.table.ids[index.row()])


def _is_fill(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
