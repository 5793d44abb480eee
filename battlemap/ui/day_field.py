"""A day, typed as a date or in deadline words (11月底前), or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction

from battlemap.domain.days import deadline
from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.kinds.campaign import Campaign
from battlemap.shown.chinese_days import long_day, weekday
from battlemap.ui.fields import LineField
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label
from battlemap.ui.month_calendar import MonthCalendar


class DayField(QWidget):
    """Emits `left(day, words)`: day None where the words name none, words "" where a plain date was given."""

    left = Signal(object, str)

    def __init__(self, icons: IconBook, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: In whose period words are understood.
        self.campaign: Campaign | None = None
        self.line = LineField(hint)
        self.line.setMinimumWidth(104)
        self.line.left.connect(self._on_left)
        self.setFocusProxy(self.line)
        self.kept = self.line.kept
        self._meant = label(look="muted")
        self._pick = QToolButton()
        self._pick.setIcon(icons.icon("day"))
        self._pick.setToolTip("从日历选择")
        self._pick.setAccessibleName("从日历选择")
        self._pick.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._pick.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        self._calendar: MonthCalendar | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._on_calendar)
        self._pick.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self._meant)
        row.addWidget(self._pick)

    def setAccessibleName(self, name: str) -> None:
        """Names the line as well, which is what has the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.line.typed

    def show_value(self, day: date | None, words: str = "", campaign: Campaign | None = None) -> None:
        """Shows a saved day, in its words where there are any; words are understood in the campaign's period."""
        self.campaign = campaign
        self.line.show_value(words or (day.isoformat() if day else ""))
        self._meant.setText(meaning(day, words))

    def commit(self) -> None:
        """Emits what was typed, if it is another value."""
        self.line.commit()

    def understood(self, text: str) -> tuple[date | None, str]:
        """Returns the day that `text` names and the words to keep."""
        return read_day(text, self.campaign)

    def _on_left(self, text: str) -> None:
        self.left.emit(*self.understood(text))

    def _on_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = MonthCalendar()
            self._calendar.setDateRange(_qdate(FIRST_DAY), _qdate(LAST_DAY))
            self._calendar.clicked.connect(self._on_picked)
            self._calendar.activated.connect(self._on_picked)
            holder = QWidgetAction(self._menu)
            holder.setDefaultWidget(self._calendar)
            self._menu.addAction(holder)
        day, _ = self.understood(self.line.text())
        if day is not None:
            self._calendar.setSelectedDate(_qdate(day))

    def _on_picked(self, picked: QDate) -> None:
        self._menu.close()
        self.line.setText(date(picked.year(), picked.month(), picked.day()).isoformat())
        self.line.commit()


def read_day(text: str, campaign: Campaign | None) -> tuple[date | None, str]:
    """Returns (day, words): a plain date has no words; words mean a day of the campaign's period."""
    starts_on = campaign.starts_on if campaign else None
    ends_on = campaign.ends_on if campaign else None
    return deadline.read_day(text, starts_on, ends_on)


def meaning(day: date | None, words: str) -> str:
    """Returns what stands behind the field: the day that the words mean, else the weekday."""
    if day is None:
        return "未识别出日期" if words else ""
    return long_day(day) if words else weekday(day)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
