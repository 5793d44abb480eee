"""The month is named as Chinese names it, and turned by its own buttons."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from battlemap.ui.month_calendar import MonthCalendar


def test_the_year_stands_before_the_month_and_buttons_turn_both(qtbot: QtBot) -> None:
    calendar = MonthCalendar()
    qtbot.addWidget(calendar)
    calendar.setSelectedDate(QDate(2018, 12, 31))
    buttons = {
        button.accessibleName(): button
        for button in calendar.findChildren(QToolButton)
        if button.isVisibleTo(calendar)
    }
    assert calendar.month.text() == "2018年12月"
    for name, month in (
        ("下一月", "2019年1月"), ("上一年", "2018年1月"), ("上一月", "2017年12月"), ("下一年", "2018年12月"),
    ):  # fmt: skip
        buttons[name].click()
        assert calendar.month.text() == month
