"""Months as people know them from a wall calendar: 休 and 班, 封土期 and key periods in colour; a click sets a day."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from battlemap.domain.days.calendar import HolidayNotice, Period, WorkCalendar
from battlemap.shown.chinese_days import long_day, weekday
from battlemap.theme import Theme
from battlemap.ui.labels import tip
from battlemap.ui.look import mixed

_DAY: Final = QSize(36, 32)
_TITLE, _HEADS, _GAP = 26, 20, 18
_MONTH: Final = QSize(_DAY.width() * 7, _TITLE + _HEADS + _DAY.height() * 6)
_ONE_DAY = timedelta(days=1)
_ARROWS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(QWidget):
    """Emits `day_wanted(day, is_working)` for a click, a drag over several days, or the space bar."""

    day_wanted = Signal(object, bool)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._notice = HolidayNotice()
        self._periods: tuple[Period, ...] = ()
        self.calendar = WorkCalendar()
        self.months: tuple[date, ...] = ()
        self.first = self.last = self.focus_day = date(2000, 1, 1)
        self._marks: dict[date, str] = {}
        self._painting: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("工作日历")

    def show_months(self, first: date, last: date) -> None:
        """Shows the months from that of `first` to that of `last`; days outside the two are paler."""
        self.first, self.last, self.focus_day = first, last, first
        months, month = [], first.replace(day=1)
        while month <= last:
            months.append(month)
            month = (month + timedelta(days=32)).replace(day=1)
        self.months = tuple(months)
        self._fit()

    def show_periods(self, periods: Sequence[Period], notice: HolidayNotice) -> None:
        """Colours the days by these own periods over the notice."""
        self._periods, self._notice = tuple(periods), notice
        self.calendar = WorkCalendar.of(notice, periods)
        self._tell()
        self.update()

    def show_marks(self, marks: Mapping[date, str]) -> None:
        """Puts a dot on the days on which something is to be done, told when the pointer rests there."""
        self._marks = dict(marks)
        self._tell()
        self.update()

    # -- places ---------------------------------------------------------------------------------------------------

    @property
    def _across(self) -> int:
        return max(1, (self.width() + _GAP) // (_MONTH.width() + _GAP))

    def _fit(self) -> None:
        rows = -(-len(self.months) // self._across)
        self.setMinimumSize(_MONTH.width(), rows * (_MONTH.height() + _GAP))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts as many months side by side as there is room for."""
        self._fit()
        super().resizeEvent(event)

    def _corner(self, number: int) -> QPointF:
        row, column = divmod(number, self._across)
        return QPointF(column * (_MONTH.width() + _GAP), row * (_MONTH.height() + _GAP))

    def place(self, day: date) -> QRectF:
        """Returns where a day stands; nowhere for one of no month shown."""
        month = day.replace(day=1)
        if month not in self.months:
            return QRectF()
        corner = self._corner(self.months.index(month))
        row, column = divmod(day.day - 1 + month.weekday(), 7)
        left, top = corner.x() + column * _DAY.width(), corner.y() + _TITLE + _HEADS + row * _DAY.height()
        return QRectF(left, top, _DAY.width(), _DAY.height())

    def day_at(self, at: QPointF) -> date | None:
        """Returns the day that stands there."""
        for month in self.months:
            for number in range(1, months.monthrange(month.year, month.month)[1] + 1):
                day = month.replace(day=number)
                if self.place(day).contains(at):
                    return day
        return None

    # -- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints every month that lies in the exposed part."""
        painter = QPainter(self)
        for number, month in enumerate(self.months):
            corner = self._corner(number)
            box = QRectF(corner.x(), corner.y(), _MONTH.width(), _MONTH.height())
            if box.intersects(event.rect()):
                self._paint_month(painter, box, month)
        painter.end()

    def _paint_month(self, painter: QPainter, box: QRectF, month: date) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._colour("text"))
        title = QRectF(box.x(), box.y(), box.width(), _TITLE)
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, f"{month.year}年{month.month}月")
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(self._colour("muted"))
        for column, word in enumerate("一二三四五六日"):
            head = QRectF(box.x() + column * _DAY.width(), box.y() + _TITLE, _DAY.width(), _HEADS)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, word)
        for number in range(1, months.monthrange(month.year, month.month)[1] + 1):
            self._paint_day(painter, month.replace(day=number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        box = self.place(day).adjusted(1, 1, -1, -1)
        is_working = self.calendar.is_working_day(day)
        kinds = {period.kind for period in self._periods if period.holds(day)}
        ground = "ban" if "ban" in kinds else "card" if is_working else "weekend"
        colour = self._look.colour(ground)
        rests = (
            mixed(colour, self._look.colour("weekend"), 0.55)
            if ground == "ban" and not is_working
            else colour
        )
        painter.fillRect(box, QColor(rests))
        own = day in self.calendar.own_off or day in self.calendar.own_work
        painter.setPen(QPen(self._colour("accent" if own else "border"), 2 if own else 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if "key" in kinds:
            painter.fillRect(QRectF(box.x() + 2, box.bottom() - 4, box.width() - 4, 3), self._colour("red"))
        if day in self._marks:
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour("accent"))
            painter.drawEllipse(QPointF(box.x() + 6, box.y() + 6), 2.5, 2.5)
            painter.restore()
        word = self.word(day)
        outside = not self.first <= day <= self.last
        tone = "muted" if outside or not is_working else "text"
        painter.setPen(self._colour(tone))
        shift = -5 if word else 0
        painter.drawText(box.translated(shift, -1), Qt.AlignmentFlag.AlignCenter, str(day.day))
        if word:
            small = painter.font()
            whole = small.pixelSize()
            small.setPixelSize(12)
            painter.setFont(small)
            painter.setPen(self._colour("red" if word == "休" else "accent"))
            corner = box.adjusted(0, 1, -3, 0)
            painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, word)
            small.setPixelSize(whole if whole > 0 else 13)
            painter.setFont(small)
        if day == self.focus_day and self.hasFocus():
            painter.setPen(QPen(self._colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(box.adjusted(3, 3, -3, -3))

    def word(self, day: date) -> str:
        """Returns 休 for a weekday off, 班 for a weekend at work, "" for what the weekday says anyway."""
        is_working = self.calendar.is_working_day(day)
        if is_working == (day.weekday() < 5):
            return ""
        return "班" if is_working else "休"

    def _colour(self, token: str) -> QColor:
        return QColor(self._look.colour(token))

    # -- setting --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turns the day under the pointer; those that it is dragged over become the same."""
        day = self.day_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and day is not None:
            self._painting = not self.calendar.is_working_day(day)
            self._set(day, self._painting)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on over the days in the way."""
        day = self.day_at(event.position()) if self._painting is not None else None
        if (
            day is not None
            and self._painting is not None
            and self.calendar.is_working_day(day) != self._painting
        ):
            self._set(day, self._painting)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a drag."""
        self._painting = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another day, the space bar turns it."""
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is not None and self.months:
            following = self.focus_day + by * _ONE_DAY
            if following.replace(day=1) in self.months:
                self.focus_day = following
                self._tell()
                self.update()
        elif event.key() == Qt.Key.Key_Space:
            self._set(self.focus_day, not self.calendar.is_working_day(self.focus_day))
        else:
            super().keyPressEvent(event)

    def _set(self, day: date, is_working: bool) -> None:
        self.focus_day = day
        self.day_wanted.emit(day, is_working)

    # -- words ----------------------------------------------------------------------------------------------------

    def words(self, day: date) -> str:
        """Returns all that holds on a day."""
        state = "上班" if self.calendar.is_working_day(day) else "休息"
        own = day in self.calendar.own_off or day in self.calendar.own_work
        source = (
            "本行动自定"
            if own
            else "国务院通知"
            if self._notice.knows(day.year)
            else "该年通知未收录，按周末推算"
        )
        lines = [f"{long_day(day)} {weekday(day)}：{state}（{source}）"]
        for period in self._periods:
            if period.holds(day) and (period.title or period.kind in ("ban", "key")):
                lines.append(f"{period.title or '封土期'} {period.starts_on} 至 {period.ends_on}")
        if day in self._marks:
            lines.append(self._marks[day])
        return "\n".join(lines)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words(self.focus_day))

    def event(self, event: QEvent) -> bool:
        """Tells of the day under the pointer that rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self.words(day)) if day else "", self)
            return True
        return super().event(event)
