"""Asks for a moment of the past, or for two that are to be compared."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from battlemap.errors import Refused
from battlemap.ui.dialogs.frame import Ask
from battlemap.ui.labels import label
from battlemap.ui.month_calendar import MonthCalendar

_FORMAT = "yyyy年M月d日 HH:mm"

_ABOUT = "列出两个时刻之间的变化，并在作战板上标出。"


class MomentDialog(Ask):
    """Asks for one moment between the file's beginning and now."""

    def __init__(
        self, began_at: datetime, now: datetime, shown: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__("时光机", "查看", parent)
        self._began_at, self._now = began_at, now
        self.calendar = MonthCalendar()
        self.calendar.setDateRange(_q_day(began_at), _q_day(max(now, began_at)))
        self.calendar.setSelectedDate(_q_day(shown))
        self.clock = QTimeEdit(QTime(shown.hour, shown.minute))
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setAccessibleName("时刻")
        row = QHBoxLayout()
        row.addWidget(label("时刻"))
        row.addWidget(self.clock)
        row.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(
            label("选择一天和时刻，查看当时的作战板。只是查看，不改动任何数据。", "muted", wraps=True)
        )
        column.addWidget(self.calendar)
        column.addLayout(row)
        self.fill(column)

    @classmethod
    def ask(
        cls, began_at: datetime, now: datetime, shown: datetime, parent: QWidget | None = None
    ) -> datetime | None:
        """Returns the moment, None where the user turns away."""
        dialog = cls(began_at, now, shown, parent)
        return dialog.answer() if dialog.is_answered() else None

    def answer(self) -> datetime:
        """Returns what is chosen; a minute is meant to its end."""
        day, at = self.calendar.selectedDate(), self.clock.time()
        return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute(), 59, 999000)

    def check(self) -> None:
        """Refuses what lies before the file's beginning."""
        if self.answer() < self._began_at:
            raise Refused(f"这份档案自 {self._began_at:%Y-%m-%d %H:%M} 才有记录，请选其后的时刻。")


class CompareDialog(Ask):
    """Asks for two moments; the later may be now."""

    def __init__(
        self,
        began_at: datetime,
        now: datetime,
        earlier: datetime,
        parent: QWidget | None = None,
        about: str = _ABOUT,
    ) -> None:
        super().__init__("比较两个时刻", "比较", parent)
        self._now = now
        self.earlier, self.later = _edit(began_at, now, earlier), _edit(began_at, now, now)
        self.until_now = QCheckBox("到现在为止")
        self.until_now.setChecked(True)
        self.until_now.toggled.connect(lambda is_on: self.later.setEnabled(not is_on))
        self.later.setEnabled(False)
        form = QFormLayout()
        form.addRow("较早的时刻", self.earlier)
        form.addRow("较晚的时刻", self.later)
        form.addRow("", self.until_now)
        column = QVBoxLayout()
        column.addWidget(label(about, "muted", wraps=True))
        column.addLayout(form)
        self.fill(column)

    @classmethod
    def ask(
        cls,
        began_at: datetime,
        now: datetime,
        earlier: datetime,
        parent: QWidget | None = None,
        about: str = _ABOUT,
    ) -> tuple[datetime, datetime | None] | None:
        """Returns the two moments, None for now; None alone where the user turns away."""
        dialog = cls(began_at, now, earlier, parent, about)
        return dialog.answer() if dialog.is_answered() else None

    def answer(self) -> tuple[datetime, datetime | None]:
        """Returns what is chosen."""
        return _moment(self.earlier), None if self.until_now.isChecked() else _moment(self.later)

    def check(self) -> None:
        """Refuses moments in the wrong order."""
        earlier, later = self.answer()
        if (later or self._now) <= earlier:
            raise Refused("较晚的时刻应在较早的时刻之后，请改正。")


def evening_before(now: datetime, began_at: datetime) -> datetime:
    """Returns the end of the day before, or the file's beginning where that is later."""
    return max(datetime.combine(now.date(), time()) - timedelta(seconds=1), began_at)


def _edit(began_at: datetime, now: datetime, shown: datetime) -> QDateTimeEdit:
    made = QDateTimeEdit(_q_moment(shown))
    made.setDisplayFormat(_FORMAT)
    made.setCalendarPopup(True)
    made.setMinimumDate(_q_day(began_at))
    made.setMaximumDate(_q_day(max(now, began_at)))
    return made


def _moment(edit: QDateTimeEdit) -> datetime:
    day, at = edit.date(), edit.time()
    return datetime(day.year(), day.month(), day.day(), at.hour(), at.minute(), 59, 999000)


def _q_moment(moment: datetime) -> QDateTime:
    return QDateTime(_q_day(moment), QTime(moment.hour, moment.minute))


def _q_day(moment: datetime) -> QDate:
    return QDate(moment.year, moment.month, moment.day)
