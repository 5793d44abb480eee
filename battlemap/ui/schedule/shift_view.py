"""How the plan has shifted since a moment: a table of days, and the bars of then below those of now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.baseline_shift import BaselineShift, Shift
from battlemap.domain.snapshot import Snapshot
from battlemap.theme import Theme
from battlemap.ui.labels import label, tip
from battlemap.ui.schedule.bars import Bar, BarRow, Bars, Marked

_HEADS: Final = ("编号", "任务", "当时启动", "当时时限", "现在启动", "现在时限", "变化")


@attrs.frozen
class ShiftRow:
    """A line of the table: a task, its days then and now, what became of it and the colour of that."""

    code: str
    title: str
    then: tuple[date | None, date | None]
    now: tuple[date | None, date | None]
    words: str
    token: str = "text"

    @property
    def cells(self) -> tuple[str, ...]:
        """The line's texts."""
        days = (day.isoformat() if day else "" for day in (*self.then, *self.now))
        return (self.code, self.title, *days, self.words)


class ShiftView(QWidget):
    """Shows a comparison; by default only what is different."""

    def __init__(self, look: Theme, as_of: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._as_of = look, as_of
        self.rows: tuple[ShiftRow, ...] = ()
        self.summary = label(wraps=True)
        self.only_moved = QCheckBox("只看有变化的")
        self.only_moved.setChecked(True)
        self.only_moved.toggled.connect(lambda _: self._fill())
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAccessibleName("与基准相比的变化")
        for place, width in enumerate((76, 0, 88, 88, 88, 88, 210)):
            self.table.setColumnWidth(place, width)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.bars = Bars(look, names=230)
        picture = QScrollArea()
        picture.setWidgetResizable(True)
        picture.setWidget(self.bars)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, "表")
        self.tabs.addTab(picture, "图")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.only_moved)
        column.addWidget(self.tabs, 1)

    def show_shift(self, baseline_shift: BaselineShift, then: Snapshot, now: Snapshot, name: str) -> None:
        """Shows a comparison of the plan `then`, called `name`, with that of now."""
        self._now = now
        self.rows = tuple(_rows(baseline_shift, then, now))
        later = sum(1 for shift in baseline_shift.shifts if (shift.due_shift or 0) > 0)
        earlier = sum(1 for shift in baseline_shift.shifts if (shift.due_shift or 0) < 0)
        parts = [
            f"时限推迟 {later} 项",
            f"提前 {earlier} 项",
            f"新增 {len(baseline_shift.added)} 项",
            f"删除 {len(baseline_shift.removed)} 项",
        ]
        standing = len(baseline_shift.shifts) - len(baseline_shift.moved)
        self.summary.setText(f"与{name}相比：{'，'.join(parts)}；{standing} 项未变。")
        self._fill()

    @property
    def shown(self) -> tuple[ShiftRow, ...]:
        """The lines that are shown."""
        return tuple(row for row in self.rows if row.words or not self.only_moved.isChecked())

    def _fill(self) -> None:
        shown = self.shown
        self.table.setRowCount(len(shown))
        for number, row in enumerate(shown):
            for place, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                if place == len(_HEADS) - 1:
                    item.setForeground(QColor(self._look.colour(row.token)))
                if 2 <= place <= 5:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, place, item)
        calendar = self._now.calendar
        self.bars.show_rows(
            [BarRow(f"{row.code} {row.title}", tuple(_bars(row))) for row in shown],
            (Marked(self._as_of, "today", "研判日"),),
            (),
            lambda day: not calendar.is_working_day(day),
        )


def _rows(baseline_shift: BaselineShift, then: Snapshot, now: Snapshot) -> Iterator[ShiftRow]:
    for shift in baseline_shift.shifts:
        yield ShiftRow(
            shift.code,
            now.tasks[shift.task].title,
            (shift.was_start_on, shift.was_due_on),
            (shift.start_on, shift.due_on),
            shift.words,
            _token(shift),
        )
    for id in baseline_shift.added:
        task = now.tasks[id]
        yield ShiftRow(task.code, task.title, (None, None), _span(task), "新增", "blue")
    for id in baseline_shift.removed:
        task = then.tasks[id]
        yield ShiftRow(task.code, task.title, _span(task), (None, None), "已删除", "muted")


def _span(task: Task) -> tuple[date | None, date | None]:
    return task.start_on, task.due_on


def _token(shift: Shift) -> str:
    moved = shift.due_shift or shift.start_shift or 0
    return "red" if moved > 0 else "green" if moved < 0 else "text"


def _bars(row: ShiftRow) -> Iterator[Bar]:
    """The bar of now above the thin one of then; a missing start is the due day."""
    for (start_on, due_on), token, is_thin in (
        (row.now, "red" if row.token == "red" else "accent", False),
        (row.then, "muted", True),
    ):
        last = due_on or start_on
        if last is not None:
            yield Bar(min(start_on or last, last), last, token, is_thin)
