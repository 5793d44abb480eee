"""预测: when every action and task will be done by its pace of late, in half and in four fifths of the trials."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.planning.forecast import LEAST_REPORTS, WINDOW
from battlemap.domain.planning.forecast_lines import ForecastLine, forecast_lines
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.dialogs.frame import closing
from battlemap.ui.labels import label, tip

_HEADS: Final = ("编号", "专项或任务", "时限", "五成把握", "八成把握", "与时限相比", "每个工作日需", "依据")
_MOST_SEED: Final = 9999


class ForecastDialog(QDialog):
    """Shows the lines; the same seed gives the same days."""

    def __init__(self, snapshot: Snapshot, as_of: date, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot, self._as_of, self._look = snapshot, as_of, look
        self.setWindowTitle("完成日期预测")
        self.resize(1180, 620)
        self.lines: tuple[ForecastLine, ...] = ()
        self.seed = QSpinBox()
        self.seed.setRange(0, _MOST_SEED)
        self.seed.setAccessibleName("随机种子")
        again = QPushButton("重新推演")
        again.setAutoDefault(False)
        again.clicked.connect(self.fill)
        note = (
            f"预测仅供参考：按近 {WINDOW} 个工作日的进度反馈随机推演 1000 次。"
            f"任务反馈不足 {LEAST_REPORTS} 次、专项近期办结不足 {LEAST_REPORTS} 项的不作预测。"
        )
        row = QHBoxLayout()
        row.addWidget(label(note, "muted", wraps=True), 1)
        row.addWidget(label("随机种子"))
        row.addWidget(self.seed)
        row.addWidget(again)
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAccessibleName("完成日期预测")
        for place, width in enumerate((76, 0, 90, 90, 90, 118, 104, 350)):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.count = label(wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.count)
        column.addWidget(closing(self))
        self.fill()

    def fill(self) -> None:
        """Works the forecasts out with the chosen seed and lists them."""
        self.lines, silent = forecast_lines(self._snapshot, self._as_of, self.seed.value())
        self.table.setRowCount(len(self.lines))
        for number, line in enumerate(self.lines):
            is_late = line.forecast.p80 is None or (line.late or 0) > 0
            for place, text in enumerate(line.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                if place == 5 and line.words:
                    item.setForeground(QColor(self._look.colour("red" if is_late else "green")))
                if 2 <= place <= 4:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, place, item)
        late = sum(line.forecast.p80 is None or (line.late or 0) > 0 for line in self.lines)
        if self.lines:
            words = f"共预测 {len(self.lines)} 项，其中 {late} 项八成把握的日期晚于时限"
            self.count.setText(f"{words}；另有 {silent} 项任务反馈太少，未作预测。")
        else:
            self.count.setText(f"{silent} 项未完成任务的反馈都太少，暂不能预测。")
