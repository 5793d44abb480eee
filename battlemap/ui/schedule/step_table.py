"""The steps of a template as an editable table, with the days that they fall on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from battlemap.domain.planning.backward_schedule import PlannedStep, ScheduleStep
from battlemap.shown.chinese_days import weekday

_HEADS: Final = ("步骤", "天数", "施工", "实排", "开始", "完成")
_TITLE, _LENGTH, _BUILDS, _GIVEN, _FIRST, _LAST = range(6)
#: No step is longer than this many days.
MOST_DAYS: Final = 999
_IS_EDITABLE = Qt.ItemFlag.ItemIsEditable


class StepTable(QTableWidget):
    """Emits `edited` when a step's name, length or kind was changed by hand."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self.setHorizontalHeaderLabels(list(_HEADS))
        head = QTableWidgetItem(_HEADS[_BUILDS])
        head.setToolTip("勾选的步骤在封土期内停工")
        self.setHorizontalHeaderItem(_BUILDS, head)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        for place, width in ((_LENGTH, 52), (_BUILDS, 48), (_GIVEN, 52), (_FIRST, 104), (_LAST, 104)):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName("倒排工期步骤")
        self.itemChanged.connect(lambda _: self.edited.emit())

    def show_steps(self, steps: Sequence[ScheduleStep]) -> None:
        """Shows other steps, without days."""
        self.blockSignals(True)
        self.setRowCount(0)
        for step in steps:
            self._add(self.rowCount(), step)
        self.blockSignals(False)

    def steps(self) -> tuple[ScheduleStep, ...]:
        """Returns the steps as they stand; a length that is no number from 1 to 999 counts as 1."""
        steps = []
        for row in range(self.rowCount()):
            text = self.cell(row, _LENGTH).text().strip()
            length = int(text) if text.isascii() and text.isdigit() else 1
            builds = self.cell(row, _BUILDS).checkState() == Qt.CheckState.Checked
            title = self.cell(row, _TITLE).text().strip() or f"步骤 {row + 1}"
            steps.append(ScheduleStep(title, min(MOST_DAYS, max(1, length)), builds))
        return tuple(steps)

    def show_days(self, planned: Sequence[PlannedStep]) -> None:
        """Shows the days of the steps, and the length where it was shortened; none for an empty plan."""
        self.blockSignals(True)
        for row, step in enumerate(self.steps()):
            plan = planned[row] if row < len(planned) else None
            self.cell(row, _GIVEN).setText(str(plan.working_days) if plan else "")
            self.cell(row, _LENGTH).setText(str(step.working_days))
            for place, day in ((_FIRST, plan and plan.starts_on), (_LAST, plan and plan.ends_on)):
                item = self.cell(row, place)
                item.setText(day.isoformat() if day else "")
                item.setToolTip(weekday(day) if day else "")
        self.blockSignals(False)

    def add_step(self) -> None:
        """Puts a new step below the current one and lets its name be typed."""
        row = self.currentRow() + 1 if self.currentRow() >= 0 else self.rowCount()
        self.blockSignals(True)
        self._add(row, ScheduleStep("新步骤", 5))
        self.blockSignals(False)
        self.edited.emit()
        self.setCurrentCell(row, _TITLE)
        self.editItem(self.cell(row, _TITLE))

    def remove_step(self) -> None:
        """Takes the current step away; the last one stays."""
        if self.currentRow() >= 0 and self.rowCount() > 1:
            self.removeRow(self.currentRow())
            self.edited.emit()

    def shift_step(self, by: int) -> None:
        """Moves the current step one place up (-1) or down (1)."""
        row, steps = self.currentRow(), list(self.steps())
        if row >= 0 and 0 <= row + by < len(steps):
            steps[row], steps[row + by] = steps[row + by], steps[row]
            self.show_steps(steps)
            self.setCurrentCell(row + by, _TITLE)
            self.edited.emit()

    def cell(self, row: int, place: int) -> QTableWidgetItem:
        """Returns the item of a cell."""
        item = self.item(row, place)
        assert item is not None
        return item

    def _add(self, row: int, step: ScheduleStep) -> None:
        self.insertRow(row)
        for place, text in enumerate((step.title, str(step.working_days), "", "", "", "")):
            item = QTableWidgetItem(text)
            if place in (_LENGTH, _GIVEN, _FIRST, _LAST):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if place in (_BUILDS, _GIVEN, _FIRST, _LAST):
                item.setFlags(item.flags() & ~_IS_EDITABLE)
            if place == _BUILDS:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                builds = Qt.CheckState.Checked if step.is_construction else Qt.CheckState.Unchecked
                item.setCheckState(builds)
            self.setItem(row, place, item)
