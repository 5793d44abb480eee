"""By which day the board is judged: today, or a day that the user fixes."""

from __future__ import annotations

from datetime import date

import attrs
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from battlemap.shown.chinese_days import long_day
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label
from battlemap.ui.month_calendar import MonthCalendar


@attrs.frozen
class JudgedOn:
    """The answer: a fixed day, or None for today."""

    day: date | None


class JudgedOnDialog(Ask):
    """Asks for the day."""

    def __init__(self, today: date, pinned: date | None, shown: date, parent: QWidget | None = None) -> None:
        super().__init__("研判日期", "确定", parent)
        self.follows_today = QRadioButton(f"今天（{long_day(today)}），每天自动更新")
        self.is_fixed = QRadioButton("固定为下面选中的日期")
        (self.is_fixed if pinned else self.follows_today).setChecked(True)
        self.calendar = MonthCalendar()
        self.calendar.setMinimumHeight(230)
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.selectionChanged.connect(lambda: self.is_fixed.setChecked(True))
        column = QVBoxLayout()
        column.addWidget(label("亮灯、序时进度和剩余天数按这一天计算，不改动任何数据。", "muted", wraps=True))
        for widget in (self.follows_today, self.is_fixed, self.calendar):
            column.addWidget(widget)
        self.fill(column)
        # the sentence above in one line: Qt counts the height of a broken one too late
        self.setMinimumWidth(400)

    @classmethod
    def ask(
        cls, today: date, pinned: date | None, shown: date, parent: QWidget | None = None
    ) -> JudgedOn | None:
        """Returns the answer, None where the user turns away."""
        dialog = cls(today, pinned, shown, parent)
        return dialog.answer() if dialog.is_answered() else None

    def answer(self) -> JudgedOn:
        """Returns what is chosen."""
        chosen = self.calendar.selectedDate()
        return JudgedOn(
            date(chosen.year(), chosen.month(), chosen.day()) if self.is_fixed.isChecked() else None
        )
