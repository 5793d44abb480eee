"""A day that an office told in words which say more than the day: 「2018年底前」 is 2018-12-31, and the words are kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

#: Figures and signs of which a plain spelling of a day consists: 2018.12.31, 20181231, 2018年12月31日, with a clock or without.
_PLAIN: Final = re.compile(
    r"(?:\d{2}|\d{4})[-./年]\d{1,2}[-./月]\d{1,2}[日号]?(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{8}|\d{1,2}月\d{1,2}[日号]"
)


class WordedDay(date):
    """A day, equal to every other date of that day, with the words in which it was told; `said` is "" for none."""

    said: str

    def __new__(cls, year: int, month: int, day: int, said: str = "") -> WordedDay:
        """Returns the day with its words."""
        made = super().__new__(cls, year, month, day)
        made.said = said
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Returns how it is copied, words and all."""
        return WordedDay, (self.year, self.month, self.day, self.said)


def said_of(value: Any) -> str:
    """Returns the words that a value keeps beside its day, "" for none."""
    return value.said if isinstance(value, WordedDay) else ""


def says_same(before: Any, after: Any) -> bool:
    """Whether a value says nothing that is not there already: a mere day leaves the words in which the same day was told."""
    return bool(before == after) and (not isinstance(after, WordedDay) or said_of(before) == after.said)


def with_said(day: date, words: str) -> date:
    """Returns the day with the words in which it was told, the mere day where they say no more than it."""
    said = " ".join(words.split())
    if not said or _PLAIN.fullmatch(said):
        return day
    return WordedDay(day.year, day.month, day.day, said)
