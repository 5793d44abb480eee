"""A small picture of bars over days: names at the left, months above, days off shaded, marked days as lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

import attrs
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from battlemap.theme import Theme

_HEAD: Final = 24
_ROW: Final = 22
_MARGIN: Final = 8
#: Narrower than this many pixels a day off is not shaded, nor a month named.
_LEAST_DAY: Final = 2.0
_LEAST_MONTH: Final = 34.0


@attrs.frozen
class Bar:
    """Days, both included, in a theme's colour; a thin one lies below."""

    first: date
    last: date
    token: str = "accent"
    is_thin: bool = False


@attrs.frozen
class BarRow:
    """One line of the picture."""

    name: str
    bars: tuple[Bar, ...]


@attrs.frozen
class Marked:
    """A day with a line across, and its word in the head."""

    day: date
    token: str
    word: str = ""


class Bars(QWidget):
    """Shows rows; what is shaded as a day off is asked of `is_off`."""

    def __init__(self, look: Theme, names: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, names
        self.rows: tuple[BarRow, ...] = ()
        self.marks: tuple[Marked, ...] = ()
        self.bans: tuple[tuple[date, date], ...] = ()
        self._is_off: Callable[[date], bool] = lambda day: False
        self.first = self.last = date.min
        self.setMinimumWidth(names + 220)
        self.setAccessibleName("工期示意图")

    def show_rows(
        self,
        rows: Sequence[BarRow],
        marks: Sequence[Marked] = (),
        bans: Sequence[tuple[date, date]] = (),
        is_off: Callable[[date], bool] = lambda day: False,
    ) -> None:
        """Shows these; the axis reaches from the first to the last day of bars and marks."""
        self.rows, self.marks, self.bans, self._is_off = tuple(rows), tuple(marks), tuple(bans), is_off
        ends = [day for row in rows for bar in row.bars for day in (bar.first, bar.last)]
        ends += [mark.day for mark in marks]
        self.first, self.last = (min(ends), max(ends)) if ends else (date.min, date.min)
        self.setMinimumHeight(_HEAD + _ROW * len(self.rows) + _MARGIN)
        self.setAccessibleDescription(
            "；".join(f"{row.name} {bar.first}至{bar.last}" for row in rows[:30] for bar in row.bars)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Returns room for every row."""
        return QSize(self._names + 420, self.minimumHeight())

    @property
    def _day(self) -> float:
        return (self.width() - self._names - _MARGIN) / max(1, (self.last - self.first).days + 1)

    def _x(self, day: date) -> float:
        return self._names + (day - self.first).days * self._day

    def place(self, bar: Bar, row: int) -> QRectF:
        """Returns where a bar of a row stands, never outside the axis."""
        top = _HEAD + row * _ROW + (16 if bar.is_thin else 4)
        left, right = self._x(max(bar.first, self.first)), self._x(min(bar.last, self.last)) + self._day
        return QRectF(left, top, max(2.0, right - left), 4 if bar.is_thin else 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground, shades, months, bars, marks."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colour("card"))
        if self.rows and self.first != date.min:
            self._paint_ground(painter)
            for number, row in enumerate(self.rows):
                self._paint_row(painter, number, row)
            self._paint_marks(painter)
        else:
            painter.setPen(self._colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "没有可画的工期")
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        body = _HEAD + len(self.rows) * _ROW
        for first, last in self.bans:
            if first <= self.last and last >= self.first:
                left, right = self._x(max(first, self.first)), self._x(min(last, self.last)) + self._day
                painter.fillRect(QRectF(left, _HEAD, right - left, body - _HEAD), self._colour("ban"))
        day, step = self.first, timedelta(days=1)
        while day <= self.last:
            if self._day >= _LEAST_DAY and self._is_off(day):
                painter.fillRect(
                    QRectF(self._x(day), _HEAD, self._day, body - _HEAD), self._colour("weekend")
                )
            if day.day == 1 or day == self.first:
                self._paint_month(painter, day, body)
            day += step

    def _paint_month(self, painter: QPainter, day: date, body: int) -> None:
        x = self._x(day)
        painter.setPen(QPen(self._colour("grid"), 1))
        painter.drawLine(round(x), 4, round(x), body)
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        room = self._x(min(following, self.last + timedelta(days=1))) - x
        if room >= _LEAST_MONTH:
            painter.setPen(self._colour("muted"))
            named_year = day == self.first or day.month == 1
            words = f"{day.year}年{day.month}月" if named_year and room >= 64 else f"{day.month}月"
            box = QRectF(x + 4, 2, painter.fontMetrics().horizontalAdvance(words) + 2, _HEAD - 4)
            if not any(mark.word and self._word_box(mark).intersects(box) for mark in self.marks):
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_row(self, painter: QPainter, number: int, row: BarRow) -> None:
        box = QRectF(_MARGIN, _HEAD + number * _ROW, self._names - 2 * _MARGIN, _ROW)
        painter.setPen(self._colour("text"))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        for bar in row.bars:
            painter.fillRect(self.place(bar, number), self._colour(bar.token))

    def _paint_marks(self, painter: QPainter) -> None:
        bottom = _HEAD + len(self.rows) * _ROW
        for mark in self.marks:
            x = self._x(mark.day) + self._day / 2
            painter.setPen(QPen(self._colour(mark.token), 2))
            painter.drawLine(round(x), _HEAD - 2, round(x), bottom)
            if mark.word:
                painter.drawText(self._word_box(mark), Qt.AlignmentFlag.AlignCenter, mark.word)

    def _word_box(self, mark: Marked) -> QRectF:
        """Returns where a mark's word stands: in the head above its day, never outside the picture."""
        width = self.fontMetrics().horizontalAdvance(mark.word) + 8
        middle = self._x(mark.day) + self._day / 2
        left = min(max(middle - width / 2, float(self._names)), self.width() - width)
        return QRectF(left, 2, width, _HEAD - 5)

    def _colour(self, token: str) -> QColor:
        return QColor(self._look.colour(token))
