"""The keyboard grid: indicators down, months across; what is typed is one step, what is pasted another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from battlemap.domain.days.statistical_period import Span, StatisticalPeriod
from battlemap.domain.kinds.indicator import Indicator
from battlemap.domain.series.grid import FigureEntry, line_values, months_of, read_value
from battlemap.domain.series.reading import live_indicators
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.table_block import read_block

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
#: Names and unit stand before the months.
_BEFORE: Final = 2

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: What is answered; most of what Qt asks for a cell is not.
_ANSWERED: Final = frozenset(
    map(int, (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.TextAlignmentRole, _ROLE.FontRole, _ROLE.ToolTipRole))
)


class FigureTable(QAbstractTableModel):
    """The figures of a year; `enter(entries)` is told of what was typed and says whether it was taken."""

    def __init__(self, enter: Callable[[Sequence[FigureEntry]], bool], refuse: Callable[[str], None]) -> None:
        super().__init__()
        self._enter, self._refuse = enter, refuse
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self.year = 2018
        self.covers: Span = "ytd"
        #: Whose figures are entered, None for the whole.
        self.unit: str | None = None
        self.indicators: list[Indicator] = []
        self._known: dict[str, tuple[tuple[str, bool], ...]] = {}
        self.can_change = True

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows everything anew; a line is worked out when it comes into sight."""
        self.beginResetModel()
        self._snapshot, self._as_of = snapshot, as_of
        self.indicators = live_indicators(snapshot)
        self._known.clear()
        self.endResetModel()

    def renew(self, snapshot: Snapshot, touched: frozenset[str]) -> None:
        """Shows the figures of these indicators as they are now; the cursor stays where it is."""
        self._snapshot = snapshot
        for place, indicator in enumerate(self.indicators):
            if indicator.id in touched:
                self._known.pop(indicator.id, None)
                self.dataChanged.emit(self.index(place, 0), self.index(place, _BEFORE + 11))

    def line(self, place: int) -> tuple[tuple[str, bool], ...]:
        """Returns the twelve cells of a line."""
        assert self._snapshot is not None
        id = self.indicators[place].id
        if id not in self._known:
            self._known[id] = line_values(self._snapshot, id, self.year, self.covers, self.unit, self._as_of)
        return self._known[id]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A line per indicator."""
        return 0 if parent.isValid() else len(self.indicators)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Name, unit and twelve months."""
        return 0 if parent.isValid() else _BEFORE + 12

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A month in which the indicator has a figure of its own can be typed."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        month = index.column() - _BEFORE + 1
        if self.can_change and month >= 1 and month in months_of(self.indicators[index.row()], self.covers):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns 「1-10月」 or 「10月」."""
        if role != _ROLE.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        if section < _BEFORE:
            return ("指标", "单位")[section]
        return StatisticalPeriod(self.year, section - _BEFORE + 1).short_words(self.covers)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns the figure; what is worked out stands in italics."""
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self.indicators):
            return None
        indicator = self.indicators[index.row()]
        column = index.column()
        if column < _BEFORE:
            return (indicator.title, indicator.measure_unit)[column] if role == _ROLE.DisplayRole else None
        words, is_derived = self.line(index.row())[column - _BEFORE]
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            is_outside = column - _BEFORE + 1 not in months_of(indicator, self.covers)
            return "×" if is_outside and role == _ROLE.DisplayRole else words
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT
        if role == _ROLE.FontRole and is_derived:
            font = QFont()
            font.setItalic(True)
            font.setPixelSize(13)
            return font
        if role == _ROLE.ToolTipRole:
            return "由其他数据推算，可直接录入公布数" if is_derived else None
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Has the figure entered; the cell changes when the step comes back."""
        if role != _ROLE.EditRole or not index.isValid():
            return False
        return self.enter_block(index.row(), index.column(), [[str(value)]])

    def enter_block(self, row: int, column: int, block: Sequence[Sequence[str]]) -> bool:
        """Enters what was typed or pasted from a cell on; all of it or nothing."""
        assert self._snapshot is not None
        entries: list[FigureEntry] = []
        for down, words in enumerate(block):
            for across, text in enumerate(words):
                place, month = row + down, column + across - _BEFORE + 1
                if place >= len(self.indicators) or not 1 <= month <= 12:
                    continue
                indicator = self.indicators[place]
                shown, is_derived = self.line(place)[month - 1]
                if text.strip() == shown and (not is_derived or not shown):
                    continue
                if len(block) * len(words) > 1 and not text.strip():
                    continue
                if month not in months_of(indicator, self.covers):
                    continue
                try:
                    value = read_value(text, self._snapshot)
                except BadInput as error:
                    self._refuse(f"{indicator.title}{month}月“{text[:20]}”：{error}")
                    return False
                if value is None and (is_derived or not shown):
                    continue
                entries.append(
                    FigureEntry(
                        indicator.id, StatisticalPeriod(self.year, month), self.covers, value, self.unit
                    )
                )
        return self._enter(entries) if entries else False


class FigureView(QTableView):
    """Typing begins to edit; Enter goes down, Tab to the next month, Ctrl+V pastes a block, Del clears."""

    def __init__(self, table: FigureTable) -> None:
        super().__init__()
        self.setModel(table)
        self._table = table
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )  # fmt: skip
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setAlternatingRowColors(True)
        self.setAccessibleName("指标数据录入表")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setDefaultSectionSize(84)
        self.setColumnWidth(0, 160)
        self.setColumnWidth(1, 80)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pastes, clears, copies; everything else is a table's usual way."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Paste) and index.isValid() and self._table.can_change:
            block = read_block(QGuiApplication.clipboard().text())
            self._table.enter_block(index.row(), index.column(), block)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self._table.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            below = self._table.index(index.row() + 1, index.column())
            if below.isValid():
                self.setCurrentIndex(below)
        else:
            super().keyPressEvent(event)

    def places(self) -> dict[str, QRect]:
        """Returns where cells in sight stand on the screen: 「税收收入 10」."""
        places = {}
        for row, indicator in enumerate(self._table.indicators):
            for month in range(1, 13):
                rect = self.visualRect(self._table.index(row, month + _BEFORE - 1))
                if self.viewport().rect().contains(rect):
                    place = QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
                    places[f"{indicator.title} {month}"] = place
        return places

    def _copy(self) -> None:
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        words = [
            "\t".join(str(self._table.data(self._table.index(row, column), _ROLE.EditRole) or "") if column >= _BEFORE
                      else str(self._table.data(self._table.index(row, column)) or "") for column in columns)
            for row in rows
        ]  # fmt: skip
        QGuiApplication.clipboard().setText("\n".join(words))
