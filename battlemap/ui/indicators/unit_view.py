"""分单位: one indicator street by street, with lamp, share, growth and place, and what they come to together."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.series.by_unit import (
    UnitStanding,
    by_unit,
    indicators_by_unit,
    live_units,
    total_cells,
    unit_cells,
    units_with_figures,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.indicators.lamp_table import lamp_table
from battlemap.ui.labels import label, tip
from battlemap.ui.lamp_mark import lamp_mark

TITLES: Final = ("灯", "单位", "期别", "数值", "占比", "目标", "完成率", "超欠", "同比", "增速位次", "说明")
_WIDTHS: Final = (48, 120, 76, 96, 72, 88, 76, 76, 76, 84, 0)
_LEFT: Final = frozenset((1, 10))


class UnitChoice(QComboBox):
    """Whose figures: the whole, then the units that have figures, then the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("所属")
        self.setToolTip("看或录入全区的数，还是某个街道、单位的数")

    def offer(self, snapshot: Snapshot, shown: str | None) -> None:
        """Offers what there is, with one chosen."""
        having = units_with_figures(snapshot)
        self.clear()
        self.addItem("全区", None)
        for unit in (*having, *(unit for unit in live_units(snapshot) if unit not in having)):
            self.addItem(unit.label, unit.id)
        self.setCurrentIndex(max(0, self.findData(shown)))


class UnitView(QWidget):
    """What is shown is worked out when it comes into sight."""

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._snapshot: Snapshot | None = None
        self._as_of = date.min
        self.indicators = QComboBox()
        self.indicators.setMinimumWidth(220)
        self.indicators.setAccessibleName("哪项指标分单位")
        self.indicators.activated.connect(lambda _: self._fill())
        self.note = label(look="muted")
        self.table = lamp_table(TITLES, _WIDTHS, "指标分单位表")
        head = QHBoxLayout()
        head.addWidget(self.indicators)
        head.addWidget(self.note, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 4, 8, 8)
        column_.setSpacing(6)
        column_.addLayout(head)
        column_.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows the units as of a day."""
        self._snapshot, self._as_of = snapshot, as_of
        shown = self.indicators.currentData()
        self.indicators.clear()
        for one in indicators_by_unit(snapshot):
            unit = f"（{one.measure_unit}）" if one.measure_unit else ""
            self.indicators.addItem(f"{one.title}{unit}", one.id)
        self.indicators.setCurrentIndex(
            max(0, self.indicators.findData(shown)) if self.indicators.count() else -1
        )
        self._fill()

    def choose(self, indicator: str) -> None:
        """Shows the units of an indicator, where any has figures."""
        place = self.indicators.findData(indicator)
        if place >= 0:
            self.indicators.setCurrentIndex(place)
            self._fill()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self._fill()

    def _fill(self) -> None:
        id = self.indicators.currentData()
        if self._snapshot is None or id is None:
            self.table.setRowCount(0)
            self.note.setText("还没有分单位的数据：切换到“录入”，在“所属”中选一个街道后录入")
            return
        breakdown = by_unit(self._snapshot, id, self._as_of)
        self.note.setText(breakdown.words)
        self.table.setRowCount(len(breakdown.units) + 1)
        for row, one in enumerate(breakdown.units):
            self._put(row, unit_cells(one), one)
        self._put(len(breakdown.units), total_cells(breakdown), None)

    def _put(self, row: int, words: tuple[str, ...], one: UnitStanding | None) -> None:
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            if one is None:
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
            elif column == 0:
                item.setIcon(lamp_mark(one.standing.lamp, self._look, 14, 2.0))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, wording.LAMPS[one.standing.lamp])
            if one is not None:
                item.setToolTip(tip(one.standing.words))
            self.table.setItem(row, column, item)
