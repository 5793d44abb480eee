"""收支: budget lines with payment against physical progress, beside them the months and the shares of taxes drawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.assessing.money import (
    LINE_TITLES,
    LineStanding,
    MonthSum,
    TaxGauge,
    line_cells,
    line_standing,
    live_lines,
    month_sums,
    pay_rule,
    tax_gauges,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.render.painter import ScenePainter
from battlemap.sheets.framing import unit_words
from battlemap.sheets.money import months_picture
from battlemap.theme import Theme
from battlemap.ui.indicators.lamp_table import lamp_table
from battlemap.ui.labels import label, tip
from battlemap.ui.lamp_mark import lamp_mark
from battlemap.ui.page import Tools

TITLES: Final = ("灯", "预算项目", "单位", *LINE_TITLES)
TABLES: Final = (
    "budget_line",
    "budget_month",
    "task",
    "indicator",
    "observation",
    "target",
    "unit",
    "campaign",
)
_WIDTHS: Final = (48, 190, 110, 84, 84, 64, 76, 64, 56, 82, 0)
_LEFT: Final = frozenset((1, 2, 10))
#: The picture is set for so many px per em, and is at least so many ems wide.
_EM: Final = 13
_LEAST: Final = 44


class MoneyView(QWidget):
    """What is shown is worked out when it comes into sight; `add(table, values)` asks for a new row."""

    def __init__(
        self, tools: Tools, add: Callable[[str, dict[str, str | None]], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = tools.look
        self._shown: list[LineStanding] = []
        self.picture = _Picture(ScenePainter(tools.fonts, tools.look))
        self.note = label(look="muted")
        self.table = lamp_table(TITLES, _WIDTHS, "预算执行表")
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        self.buttons = {table: QPushButton(words) for table, words in _ADDED.items()}
        for table, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, table=table: add(table, self._values_for(table)))
            head.addWidget(button)
        self._around = QScrollArea()
        self._around.setWidget(self.picture)
        self._around.setWidgetResizable(True)
        self._around.setFrameShape(QScrollArea.Shape.NoFrame)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 4, 8, 8)
        column_.setSpacing(6)
        column_.addLayout(head)
        column_.addWidget(self.table, 3)
        column_.addWidget(self._around, 4)
        self.setFocusProxy(self.table)

    def present(self, snapshot: Snapshot, as_of: date) -> None:
        """Shows the budget of a day's year as of that day; the chosen line stays chosen."""
        chosen = self.chosen
        self._shown = [line_standing(snapshot, line, as_of) for line in live_lines(snapshot, as_of.year)]
        rule = pay_rule(as_of)
        self.note.setText(
            f"单位：万元　付款规则：{rule.title}（{rule.basis}）"
            if self._shown
            else f"{as_of.year} 年还没有登记预算：先登记预算项目，再按月登记累计收支和形象进度"
        )
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            self._put(row, ("", one.line.title, unit_words(snapshot, one.line.unit), *line_cells(one)), one)
            if one.line.id == chosen:
                self.table.setCurrentCell(row, 1)
        self.picture.show_months(month_sums(snapshot, as_of.year, as_of), tax_gauges(snapshot, as_of))
        self._around.setVisible(bool(self._shown))
        self._around.setMaximumHeight(self.picture.sizeHint().height() + 2)

    @property
    def chosen(self) -> str | None:
        """The budget line whose row is the current one."""
        row = self.table.currentRow()
        return self._shown[row].line.id if 0 <= row < len(self._shown) else None

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._look = look
        self.picture.set_look(look)
        for row, one in enumerate(self._shown):
            if (mark := self.table.item(row, 0)) is not None:
                mark.setIcon(lamp_mark(one.lamp, look, 14, 2.0))

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids changes."""
        for button in self.buttons.values():
            button.setEnabled(can_change)

    def _values_for(self, table: str) -> dict[str, str | None]:
        return {"line": self.chosen} if table == "budget_month" and self.chosen is not None else {}

    def _put(self, row: int, words: tuple[str, ...], one: LineStanding) -> None:
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            side = Qt.AlignmentFlag.AlignLeft if column in _LEFT else Qt.AlignmentFlag.AlignRight
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(tip(one.words))
            if column == 0:
                item.setIcon(lamp_mark(one.lamp, self._look, 14, 2.0))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, wording.LAMPS[one.lamp])
            self.table.setItem(row, column, item)


#: What is entered here.
_ADDED: Final = {"budget_line": "登记预算…", "budget_month": "登记收支…"}


class _Picture(QWidget):
    """Paints the blocks of the printed sheet as wide as the window is."""

    def __init__(self, painter: ScenePainter) -> None:
        super().__init__()
        self._painter = painter
        self._sums: list[MonthSum] = []
        self._gauges: list[TaxGauge] = []
        self.setAccessibleName("按月收支和税收占比图")
        self.setMinimumWidth(_EM * _LEAST)

    def show_months(self, sums: list[MonthSum], gauges: list[TaxGauge]) -> None:
        """Shows other figures."""
        self._sums, self._gauges = sums, gauges
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._painter = ScenePainter(self._painter.fonts, look)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as months and shares need."""
        scene = months_picture(self._sums, self._gauges, _EM * _LEAST, _EM)
        return QSize(_EM * _LEAST, round(scene.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the months and the shares."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._painter.colour("card"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.paint(painter, months_picture(self._sums, self._gauges, self.width(), _EM))
