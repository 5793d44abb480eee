"""The matrix of a ledger: two fields crossed, counts or sums in the cells; a click leads to the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.shown.ledgers.matrix import CROSSED, Matrix, crossed_of
from battlemap.theme import Theme
from battlemap.ui.labels import label

_PLACE = Qt.ItemDataRole.UserRole


class MatrixView(QWidget):
    """Emits `picked(wanted)` with key → words for a click on a cell or a head."""

    picked = Signal(object)

    def __init__(self, rows: EntryList, look: Theme) -> None:
        super().__init__()
        self.rows, self._look = rows, look
        fields = [
            field
            for field in rows.definition.fields
            if isinstance(field.type, CROSSED) and not rows.masking.hides(field.key)
        ]
        self.down, self.across, self.figure = QComboBox(), QComboBox(), QComboBox()
        for box, name in ((self.down, "行"), (self.across, "列"), (self.figure, "数值")):
            box.setAccessibleName(name)
        for field in fields:
            self.down.addItem(field.title, field.key)
            self.across.addItem(field.title, field.key)
        stage = rows.definition.stage_field
        self.across.setCurrentIndex(max(0, self.across.findData(stage.key if stage else "")))
        other = next((place for place in range(self.down.count()) if place != self.across.currentIndex()), 0)
        self.down.setCurrentIndex(other)
        self.figure.addItem("数量", "")
        for each in rows.columns.all:
            if each.is_summed and each.key in rows.definition.by_key:
                self.figure.addItem(f"{each.title}合计", each.key)
        self.table = QTableWidget()
        self.table.setAccessibleName("矩阵")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setToolTip("单击或按回车，看这一格的条目")
        self.table.cellClicked.connect(self._pick)
        self.table.cellActivated.connect(self._pick)
        self._none = label("没有可以交叉的字段：至少要有两个单选、是否、单位或人员字段。", "muted")
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(8)
        for words, box in (("行", self.down), ("列", self.across), ("数值", self.figure)):
            top.addWidget(label(words, "muted"))
            top.addWidget(box)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        self.can_cross = len(fields) > 1
        self._none.setVisible(not self.can_cross)
        self.table.setVisible(self.can_cross)
        self._facts: tuple[Sequence[str], HeadFilter] = ((), HeadFilter())
        self._matrix: Matrix | None = None
        for box in (self.down, self.across, self.figure):
            box.currentIndexChanged.connect(lambda _: self._fill())
        self.setFocusProxy(self.table)

    def show_listed(self, listed: Sequence[str], heads: HeadFilter) -> None:
        """Shows the entries that are listed, crossed."""
        self._facts = listed, heads
        self._fill()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self._fill()

    def _fill(self) -> None:
        if not self.can_cross:
            return
        listed, heads = self._facts
        down, across, figure = (box.currentData() for box in (self.down, self.across, self.figure))
        matrix = self._matrix = crossed_of(self.rows, listed, heads, down, across, figure)
        table = self.table
        table.clear()
        table.setRowCount(len(matrix.down) + 1)
        table.setColumnCount(len(matrix.across) + 1)
        table.setHorizontalHeaderLabels([*(words or wording.EMPTY for words in matrix.across), "合计"])
        table.setVerticalHeaderLabels([*(words or wording.EMPTY for words in matrix.down), "合计"])
        most = max((abs(cell) for cell in matrix.cells.values()), default=0)
        for y, row in enumerate([*matrix.down, None]):
            for x, column in enumerate([*matrix.across, None]):
                self._cell(y, x, matrix, row, column, most)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setMinimumSectionSize(72)

    def _cell(self, y: int, x: int, matrix: Matrix, row: str | None, column: str | None, most: Any) -> None:
        value = matrix.value(row, column)
        item = QTableWidgetItem("" if not value else f"{value:,f}")
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if row is None or column is None:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        elif value and most:
            shade = QColor(self._look.colour("accent"))
            shade.setAlphaF(0.06 + 0.22 * float(abs(value) / most))
            item.setBackground(shade)
        self.table.setItem(y, x, item)

    def _pick(self, y: int, x: int) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        wanted: dict[str, str] = {}
        if y < len(matrix.down):
            wanted[self.down.currentData()] = matrix.down[y]
        if x < len(matrix.across):
            wanted[self.across.currentData()] = matrix.across[x]
        self.picked.emit(wanted)
