"""The rows of a kind as Qt asks for them, and the editors in their cells; typed text survives a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from battlemap.domain.looking.columns import Column
from battlemap.shown.rows.listing import Listing, Sorting
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import tip
from battlemap.ui.rows.field_editor import FieldEditor

Index = QModelIndex | QPersistentModelIndex
_ROLE: Final = Qt.ItemDataRole
_NOWHERE: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
#: px that an editor for a long text takes at least.
_TALL: Final = 84


class RowTable(QAbstractTableModel):
    """The rows of a listing; `edit(row, key, text)` is told of what was typed and says whether it was taken."""

    def __init__(self, listing: Listing, edit: Callable[[str, str, str], bool]) -> None:
        super().__init__()
        self.listing, self._edit = listing, edit
        self.columns: tuple[Column, ...] = listing.columns.all
        self.can_change = True

    def show_anew(self) -> None:
        """Shows the listing as it is now."""
        self.beginResetModel()
        self.listing.arrange()
        self.endResetModel()

    def row(self, index: Index) -> Any:
        """Returns the row of a cell."""
        return self.listing.rows[index.row()]

    def place(self, id: str) -> int | None:
        """Returns where a row stands, None where it is not listed."""
        return next((place for place, row in enumerate(self.listing.rows) if row.id == id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows that pass."""
        return 0 if parent.isValid() else len(self.listing.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Every column that people can read."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What people type can be edited while changes are allowed."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self.can_change and index.isValid() and self.columns[index.column()].editing:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns what Qt wants to know of a cell."""
        if not index.isValid() or index.row() >= len(self.listing.rows):
            return None
        column = self.columns[index.column()]
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        if role not in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return None
        text = self.listing.text(self.row(index), column)
        if role == _ROLE.DisplayRole:
            return " ".join(text.split())
        if role == _ROLE.ToolTipRole:
            return tip(text[:600]) if len(text) > 12 or "\n" in text else None
        return f"{column.title}：{text or '空'}" if role == _ROLE.AccessibleTextRole else text

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Has the edit carried out; the cell changes when the step comes back."""
        if role != _ROLE.EditRole or not index.isValid():
            return False
        return self._edit(self.row(index).id, self.columns[index.column()].key, str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns a column's title, or the number of a row."""
        if role != _ROLE.DisplayRole:
            return None
        return self.columns[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column, for a click on its head; in the kind's own order for none."""
        is_down = order == Qt.SortOrder.DescendingOrder
        self.listing.sorting = Sorting(self.columns[column].key, is_down) if column >= 0 else None
        self.show_anew()


class CellEditors(QStyledItemDelegate):
    """Makes the editor of a column's field; what is refused stays in it as it was typed."""

    def __init__(self, view: RowView, icons: IconBook) -> None:
        super().__init__(view)
        self._view, self._icons = view, icons
        self._refused: tuple[str, int, str] | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Returns the editor of the cell."""
        table = self._view.table
        column = table.columns[index.column()]
        editor = FieldEditor.in_cell(column.field, table.listing.snapshot, self._icons)
        widget: QWidget = editor.widget
        widget.setParent(parent)
        widget.setObjectName("cell_editor")
        return widget

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what the cell holds, or what was typed and refused before."""
        row, column = self._view.table.row(index).id, index.column()
        text = self._view.table.data(index, _ROLE.EditRole)
        if self._refused is not None and self._refused[:2] == (row, column):
            text, self._refused = self._refused[2], None
        editor.show_text(text)  # type: ignore[attr-defined]

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands on what was typed, if it is something else."""
        if not index.isValid():
            return
        text = editor.text_of()  # type: ignore[attr-defined]
        row, column = self._view.table.row(index).id, index.column()
        if text == str(self._view.table.data(index, _ROLE.EditRole)).strip() or model.setData(index, text):
            return
        self._refused = (row, column, text)
        QTimer.singleShot(0, self._view, lambda: self._view.edit_cell(row, column))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Gives long texts and names more room than the cell."""
        box = option.rect
        box.setWidth(max(box.width(), min(320, editor.sizeHint().width())))
        if self._view.table.columns[index.column()].editing == "text":
            box.setHeight(max(box.height(), _TALL))
        editor.setGeometry(box)


class RowView(QTableView):
    """The table; Enter and double click edit, Ctrl+Enter is the form's."""

    def __init__(self, table: RowTable, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setModel(table)
        self.setItemDelegate(CellEditors(self, icons))
        self.setAccessibleName(table.listing.columns.kind.noun)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        head = self.horizontalHeader()
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        for place, column in enumerate(table.columns):
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, not column.is_shown)
            if column.width >= 240 and column is max(table.columns, key=lambda other: other.width):
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen(self) -> list[str]:
        """The rows that are selected, from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.table.listing.rows[place].id for place in places]

    def show_anew(self) -> None:
        """Shows the listing as it is now; selection and scroll stay."""
        chosen, scroll = set(self.chosen), self.verticalScrollBar().value()
        column = max(0, self.currentIndex().column())
        self.table.show_anew()
        places = [place for place, row in enumerate(self.table.listing.rows) if row.id in chosen]
        for place in places:
            self.selectionModel().select(
                self.table.index(place, column),
                self.selectionModel().SelectionFlag.Select | self.selectionModel().SelectionFlag.Rows,
            )
        if places:
            self.selectionModel().setCurrentIndex(
                self.table.index(places[0], column), self.selectionModel().SelectionFlag.NoUpdate
            )
        self.verticalScrollBar().setValue(scroll)

    def edit_cell(self, id: str, column: int) -> None:
        """Opens the editor of a cell, if it is listed."""
        place = self.table.place(id)
        if place is not None:
            self.setCurrentIndex(self.table.index(place, column))
            self.edit(self.table.index(place, column))
