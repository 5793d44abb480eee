"""封土期 or key periods as an editable table: from, to, name, what they stop and where, or their level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.period import PERIOD
from battlemap.errors import BadInput, Refused
from battlemap.ui.day_field import read_day
from battlemap.ui.labels import label

Kind = Literal["ban", "key"]
#: Alert levels by number; 1 is the highest.
LEVELS: Final = ("无", "一级", "二级", "三级")
_HEADS: Final[dict[Kind, tuple[str, ...]]] = {
    "ban": ("名称", "从", "到", "停止事项", "适用专项", "豁免任务"),
    "key": ("名称", "从", "到", "响应级别"),
}
_NAMES: Final[dict[Kind, str]] = {"ban": "封土期", "key": "重点时段"}
_NOTES: Final[dict[Kind, str]] = {
    "ban": "适用专项填专项代号，如 PROJ CITY，留空为全部专项；豁免任务填任务编号，如 CITY-03。",
    "key": "重要会议、重大活动等重点时段，一级最高；时间轴和挂图上以色带标出。",
}
_PERIOD: Final = Qt.ItemDataRole.UserRole


class PeriodTable(QWidget):
    """Emits `edited` after every change by hand."""

    edited = Signal()

    def __init__(self, kind: Kind, campaign: Campaign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._campaign = kind, campaign
        heads = _HEADS[kind]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(_NAMES[kind])
        for place, width in enumerate((80, 92, 92, 88, 130, 120)[: len(heads)]):
            self.table.setColumnWidth(place, width)
        stretched = 3 if kind == "ban" else 0
        self.table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(lambda _: self.edited.emit())
        self.add = QPushButton(f"增加{_NAMES[kind]}")
        self.add.clicked.connect(self._on_add)
        self.remove = QPushButton("删除选中")
        self.remove.clicked.connect(self._on_remove)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_NOTES[kind], "muted", wraps=True))
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def show_periods(self, periods: Sequence[Period]) -> None:
        """Shows the periods of this kind, in order of time."""
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for period in sorted(periods, key=lambda one: (one.starts_on, one.ends_on, one.title)):
            if period.kind == self._kind:
                self._append(period)
        self.table.blockSignals(False)

    def periods(self) -> tuple[Period, ...]:
        """Returns what the table says; raises BadInput naming the row that cannot be understood."""
        return tuple(self._read(row) for row in range(self.table.rowCount()))

    def cell(self, row: int, place: int) -> QTableWidgetItem:
        """Returns the item of a cell."""
        item = self.table.item(row, place)
        assert item is not None
        return item

    # -- rows -----------------------------------------------------------------------------------------------------

    def _append(self, period: Period) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        texts = [period.title, period.starts_on.isoformat(), period.ends_on.isoformat()]
        texts += [period.stops, period.actions, period.exempt] if self._kind == "ban" else [""]
        for place, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.table.setItem(row, place, item)
        self.cell(row, 0).setData(_PERIOD, period)
        if self._kind == "key":
            level = QComboBox()
            level.addItems(list(LEVELS))
            level.setCurrentIndex(period.alert_level)
            level.setAccessibleName("响应级别")
            level.activated.connect(lambda _: self.edited.emit())
            self.table.setCellWidget(row, 3, level)

    def _read(self, row: int) -> Period:
        where = f"{_NAMES[self._kind]}第 {row + 1} 行"
        starts_on, _ = read_day(self.cell(row, 1).text(), self._campaign)
        ends_on, _ = read_day(self.cell(row, 2).text(), self._campaign)
        if starts_on is None or ends_on is None:
            raise BadInput(f"{where}：日期看不懂，请写成 2018-11-15 的样子。")
        fields: dict[str, Any] = {
            "kind": self._kind,
            "title": self.cell(row, 0).text().strip(),
            "starts_on": starts_on,
            "ends_on": ends_on,
        }
        if self._kind == "ban":
            codes = [_codes(self.cell(row, place).text()) for place in (4, 5)]
            fields |= {"stops": self.cell(row, 3).text().strip(), "actions": codes[0], "exempt": codes[1]}
        else:
            level = self.table.cellWidget(row, 3)
            assert isinstance(level, QComboBox)
            fields["alert_level"] = level.currentIndex()
        try:
            period: Period = self.cell(row, 0).data(_PERIOD)
            return PERIOD.checked(attrs.evolve(period, **fields))
        except Refused as error:
            raise BadInput(f"{where}：{error}") from error

    def _on_add(self) -> None:
        self.table.blockSignals(True)
        campaign = self._campaign
        ends_on = campaign.ends_on if self._kind == "ban" else campaign.starts_on
        self._append(Period("", self._kind, campaign.starts_on, ends_on, _NAMES[self._kind]))
        self.table.blockSignals(False)
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 1)
        self.table.editItem(self.cell(row, 1))
        self.edited.emit()

    def _on_remove(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        for row in rows:
            self.table.removeRow(row)
        if rows:
            self.edited.emit()


def _codes(text: str) -> str:
    return " ".join(re.split(r"[\s,，、;；]+", text)).strip().upper()
