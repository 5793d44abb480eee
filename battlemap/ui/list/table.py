"""The table of a list: keys as in Excel, a head whose columns are chosen, moved, sorted and filtered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.shown.list.order import Sorting
from battlemap.theme import Theme
from battlemap.ui.list.column_menu import ColumnMenu
from battlemap.ui.list.editors import CellEditors
from battlemap.ui.list.head_popup import HeadPopup
from battlemap.ui.list.model import ListModel
from battlemap.ui.list.pinned_table import PinnedTable

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROW_PX: Final = 28
#: Behind the pinned head, as the style draws it in the others: sorted upwards, sorted downwards.
_SIGNS: Final = (" ▾", " ▴")
_STANDARD: Final = QKeySequence.StandardKey
#: Keys that mean something in the table although they are actions of the window elsewhere.
_OWN: Final = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OWN_STANDARD: Final = (_STANDARD.Copy, _STANDARD.Cut, _STANDARD.Paste, _STANDARD.SelectAll)


class ListTable(PinnedTable):
    """Emits `opened(row)`, `rows_changed()` for another selection, what is wanted of the selected cells, and `line_clicked(row)`
    for a heading above a row."""

    opened = Signal(str)
    rows_changed = Signal()
    copy_wanted = Signal()
    cut_wanted = Signal()
    paste_wanted = Signal()
    clear_wanted = Signal()
    fill_wanted = Signal()
    delete_wanted = Signal()
    columns_changed = Signal()
    filtered = Signal()
    refused = Signal(str)
    line_clicked = Signal(int)

    def __init__(self, model: ListModel, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, look, parent)
        self.setObjectName("task_list")
        self.setAccessibleName(model.rows.name)
        opening = model.rows.opening.rstrip("…")
        self.setAccessibleDescription(f"方向键选择单元格，F2 修改，Alt+↓ 筛选这一列，Ctrl+Enter {opening}")
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
        head = self._heads
        head.filter_wanted.connect(self.open_filter)
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setMinimumSectionSize(36)
        head.setToolTip("单击排序，单击漏斗筛选（Alt+↓），拖动换位，右键选择要显示的列")
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_head_menu)
        head.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        head.sectionResized.connect(lambda *_: self.columns_changed.emit())
        self.head.clicked.connect(lambda: self.click_head(self.table.place[self.pinned]))
        self.doubleClicked.connect(self._on_double_clicked)
        newest = model.order.newest
        head.setSortIndicator(model.place[newest.key] if newest else -1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        head.sortIndicatorChanged.connect(lambda *_: self._on_sorted())

    # -- columns ------------------------------------------------------------------------------------------------

    def arrange(self, keys: Sequence[str], widths: dict[str, int]) -> None:
        """Shows these columns in this order, with the widths that are known; the pinned one always stands first."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        wanted = list(dict.fromkeys([self.pinned, *(key for key in keys if key in self.table.place)]))
        for visual, key in enumerate([*wanted, *(key for key in self.table.keys if key not in wanted)]):
            head.moveSection(head.visualIndex(self.table.place[key]), visual)
        for place, column in enumerate(self.table.columns):
            head.setSectionHidden(place, column.key not in wanted)
            width = widths.get(column.key)
            head.resizeSection(place, width if isinstance(width, int) and 20 < width < 2000 else column.width)
        head.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    @property
    def widths(self) -> dict[str, int]:
        """The widths of the columns in sight, px."""
        return {key: self.columnWidth(self.table.place[key]) for key in self.keys}

    def sort_by(self, sorting: Sorting) -> None:
        """Sorts the rows and marks the column."""
        order = Qt.SortOrder.DescendingOrder if sorting.is_descending else Qt.SortOrder.AscendingOrder
        head, place = self.horizontalHeader(), self.table.place[sorting.key]
        if (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (place, order):
            self.table.sort(place, order)
            self._on_sorted()
        else:
            head.setSortIndicator(place, order)

    def click_head(self, place: int) -> None:
        """Sorts by a column, the other way round where it is sorted by it already."""
        newest, key = self.table.order.newest, self.table.keys[place]
        is_again = newest is not None and newest.key == key and not newest.is_descending
        self.sort_by(Sorting(key, is_again))

    def _on_sorted(self) -> None:
        newest = self.table.order.newest
        sign = _SIGNS[newest.is_descending] if newest is not None and newest.key == self.pinned else ""
        self.head.setText(f"{self._pinned_title}{sign}")
        self.columns_changed.emit()

    def column_menu(self) -> QMenu:
        """Returns the menu in which the columns to be shown are chosen."""
        columns = self.table.columns
        return ColumnMenu(columns, self.pinned, self.keys, self._show_column, self.reset_columns, self)

    def reset_columns(self) -> None:
        """Shows the columns as they come."""
        self.arrange([column.key for column in self.table.columns if column.is_shown], {})
        self.columns_changed.emit()

    def _show_column(self, key: str, is_on: bool) -> None:
        self.setColumnHidden(self.table.place[key], not is_on)
        self.columns_changed.emit()

    def _on_head_menu(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    # -- filter -------------------------------------------------------------------------------------------------

    def open_filter(self, place: int) -> HeadPopup:
        """Opens the filter of a column under its head."""
        model, key, head = self.table, self.table.keys[place], self._heads
        campaign = model.snapshot.campaign
        popup = HeadPopup(
            model.columns[place],
            model.heads.of(key),
            model.counts(key),
            (campaign.starts_on, campaign.ends_on),
            lambda condition: self.filter_heads(model.heads.with_condition(key, condition)),
            lambda is_descending: self.sort_by(Sorting(key, is_descending)),
            self,
        )
        left = 0 if key == self.pinned else head.sectionViewportPosition(place)
        popup.open_under(head.viewport(), QPoint(max(0, left), head.height()))
        return popup

    def filter_heads(self, heads: HeadFilter) -> None:
        """Sets what the heads let through; what stays in sight stays selected."""
        chosen = self.chosen
        self.table.filter_heads(heads)
        self.select_rows(chosen)
        self.filtered.emit()

    def clear_heads(self) -> None:
        """Lets every row through."""
        if not self.table.heads.is_empty:
            self.filter_heads(HeadFilter())

    # -- selection ----------------------------------------------------------------------------------------------

    @property
    def cells(self) -> list[tuple[int, str]]:
        """The selected (row, key) pairs in sight, row by row, from left to right; without any the cursor's cell."""
        keys = self.keys
        order = {self.table.place[key]: visual for visual, key in enumerate(keys)}
        pairs = [
            (row, order[place])
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
            for place in range(part.left(), part.right() + 1)
            if place in order
        ]
        here = self.currentIndex()
        if not pairs and here.isValid() and here.column() in order:
            pairs = [(here.row(), order[here.column()])]
        return [(row, keys[visual]) for row, visual in sorted(set(pairs))]

    @property
    def spanned(self) -> tuple[list[int], list[str]]:
        """The rows and the keys in sight in which a cell is selected, each in order; without any those of the cursor's cell."""
        order = {self.table.place[key]: key for key in self.keys}
        rows: set[int] = set()
        places: set[int] = set()
        for part in self.selectionModel().selection().toList():
            in_sight = order.keys() & set(range(part.left(), part.right() + 1))
            if in_sight:
                places |= in_sight
                rows.update(range(part.top(), part.bottom() + 1))
        if not rows:
            cells = self.cells
            return sorted({row for row, _ in cells}), [key for _, key in cells]
        return sorted(rows), [key for place, key in order.items() if place in places]

    @property
    def cell_count(self) -> int:
        """How many cells in sight are selected."""
        shown = {self.table.place[key] for key in self.keys}
        parts = self.selectionModel().selection().toList()
        return sum(
            part.height() * len(shown.intersection(range(part.left(), part.right() + 1))) for part in parts
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The rows in which a cell is selected, from top to bottom."""
        spans = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        chosen: list[str] = []
        reached = 0
        for top, bottom in spans:
            chosen += self.table.ids[max(top, reached) : bottom + 1]
            reached = max(reached, bottom + 1)
        return tuple(chosen)

    def select_rows(self, ids: Sequence[str]) -> None:
        """Selects whole rows, without a signal, and shows the first."""
        rows = sorted(row for row in map(self.table.row, ids) if row is not None)
        selection = QItemSelection()
        begin = None
        for place, row in enumerate(rows):
            begin = row if begin is None else begin
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(self.table.index(begin, 0), self.table.index(row, len(self.table.keys) - 1))
                begin = None
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        flags = QItemSelectionModel.SelectionFlag
        chosen.select(selection, flags.ClearAndSelect)
        if rows:
            column = (
                self.currentIndex().column()
                if self.currentIndex().isValid()
                else self.table.place[self.pinned]
            )
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
        """Enter goes down, on the first column and with Ctrl it opens; F2 edits; the rest as in Excel."""
        here, is_shifted = self.currentIndex(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and has_control and here.isValid():
            self.opened.emit(self.table.ids[here.row()])
        elif event.key() == Qt.Key.Key_Delete and has_control:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and is_shifted:
            self.select_whole_rows()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_filter(here.column() if here.isValid() else self.places()[0])
        elif event.key() in _ENTER and here.isValid():
            if here.column() == self.table.place[self.pinned] and not is_shifted:
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
            if self.selectionModel().hasSelection():
                self.clearSelection()
            else:
                self.clear_heads()
        elif not self.go(event):
            super().keyPressEvent(event)

    def _begin(self, here: QModelIndex) -> None:
        if self.table.flags(here) & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)
        elif here.column() == self.table.place[self.pinned]:
            self.opened.emit(self.table.ids[here.row()])
        else:
            self.refused.emit(
                f"“{self.table.columns[here.column()].title}”由程序计算或记录，不能在清单中填写。"
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading between the rows tells of it."""
        line = self.line_at(event.position().toPoint())
        if line >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.line_clicked.emit(line)
            return
        super().mousePressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not self.table.columns[index.column()].editing:
            self.opened.emit(self.table.ids[index.row()])


def _is_fill(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
