"""Days as an official writes them: 11月20日 星期二, 2018年11月20日."""

from __future__ import annotations

from datetime import date
from typing import Final

_WEEKDAYS: Final = "一二三四五六日"


def long_day(day: date) -> str:
    """Returns 「2018年11月20日」, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date) -> str:
    """Returns 「11月20日」."""
    return f"{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """Returns 「星期二」."""
    return f"星期{_WEEKDAYS[day.weekday()]}"
