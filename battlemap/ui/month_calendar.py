"""A month to pick a day from: weeks begin on Monday, days of rest are told by their ink, which can be read in every theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLabel, QToolButton, QWidget


class MonthCalendar(QCalendarWidget):
    """Qt's calendar without week numbers; its plain red for weekends is hard to read on a dark ground.

    Its head says 「2018年12月」, as Chinese does: Qt's own puts the month before the year.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setAccessibleName("日期")
        self.setNavigationBarVisible(False)
        self.month = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.month.setTextFormat(Qt.TextFormat.PlainText)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 4, 4, 4)
        for text, hint, months in (("«", "上一年", -12), ("‹", "上一月", -1)):
            row.addWidget(self._turner(text, hint, months))
        row.addWidget(self.month, 1)
        for text, hint, months in (("›", "下一月", 1), ("»", "下一年", 12)):
            row.addWidget(self._turner(text, hint, months))
        whole = self.layout()
        if whole is not None:
            whole.setMenuBar(head)
        self.currentPageChanged.connect(self._show_month)
        self._show_month()
        self._ink()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._ink()

    def _turner(self, text: str, hint: str, months: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._turn(months))
        return button

    def _turn(self, months: int) -> None:
        number = self.yearShown() * 12 + self.monthShown() - 1 + months
        self.setCurrentPage(number // 12, number % 12 + 1)

    def _show_month(self) -> None:
        self.month.setText(f"{self.yearShown()}年{self.monthShown()}月")

    def _ink(self) -> None:
        rest = QTextCharFormat()
        rest.setForeground(self.palette().brush(QPalette.ColorRole.PlaceholderText))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, rest)
