"""Periods of statistics: a month, a quarter, a year, and what a value of one of them covers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, get_args

import attrs

from battlemap.domain.chinese_number import chinese_number

#: What a value covers: the month itself, everything since January, the quarter, the year, or the state at its end.
Span = Literal["month", "ytd", "quarter", "year", "point"]
SPANS: Final[tuple[Span, ...]] = get_args(Span)

_CODE: Final = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")
_MONTH: Final = re.compile(
    r"(?:(\d{4})\s*[年./-]?\s*)?(?:(?:0?1\s*[-—–~至到]\s*)?(0?[1-9]|1[0-2]))\s*月(?:份)?"
)
_PLAIN_MONTH: Final = re.compile(r"(\d{4})[-./年]?(0?[1-9]|1[0-2])")
_QUARTER: Final = re.compile(r"(?:(\d{4})\s*年?\s*)?(?:第)?([一二三四1-4])\s*季度|(\d{4})\s*-?\s*[Qq]([1-4])")
_YEAR: Final = re.compile(r"(\d{4})\s*年?(?:度|全年)?")
_QUARTERS: Final = "一二三四"


@attrs.frozen(order=True, cache_hash=True)
class StatisticalPeriod:
    """A period by its year, its last month, and how many months it has (1, 3 or 12); ordered by its end."""

    year: int
    month: int
    months: int = 1

    @property
    def code(self) -> str:
        """How a file keeps it: 2018-10, 2018-Q3, 2018."""
        if self.months == 12:
            return f"{self.year:04d}"
        return (
            f"{self.year:04d}-Q{self.month // 3}" if self.months == 3 else f"{self.year:04d}-{self.month:02d}"
        )

    @property
    def words(self) -> str:
        """「2018年10月」, 「2018年三季度」, 「2018年」."""
        if self.months == 12:
            return f"{self.year}年"
        if self.months == 3:
            return f"{self.year}年{chinese_number(self.month // 3)}季度"
        return f"{self.year}年{self.month}月"

    def words_of(self, span: Span) -> str:
        """Returns what a value of that span covers: 「2018年1-10月」, 「2018年10月末」."""
        if span == "ytd" and self.months < 12 and self.month > 1:
            return f"{self.year}年1-{self.month}月"
        return f"{self.words}末" if span == "point" else self.words

    def short_words(self, span: Span) -> str:
        """Returns the same without the year: 「1-10月」, 「10月」, 「全年」."""
        words = self.words_of(span).partition("年")[2]
        return words or "全年"

    def months_before(self, months: int) -> StatisticalPeriod:
        """Returns the period of the same length that ends so many months earlier."""
        last = self.year * 12 + self.month - 1 - months
        return StatisticalPeriod(last // 12, last % 12 + 1, self.months)

    @property
    def last_year(self) -> StatisticalPeriod:
        """The same period of the year before."""
        return attrs.evolve(self, year=self.year - 1)

    @property
    def previous(self) -> StatisticalPeriod:
        """The period of the same length before it."""
        return self.months_before(self.months)


@lru_cache(4096)
def period_of(code: str) -> StatisticalPeriod:
    """Returns the period that a file's code means; raises ValueError for what is none."""
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(code)
    year, month, quarter = match.groups()
    if month:
        return StatisticalPeriod(int(year), int(month))
    return (
        StatisticalPeriod(int(year), int(quarter) * 3, 3) if quarter else StatisticalPeriod(int(year), 12, 12)
    )


def read_period(text: str, year: int | None = None) -> StatisticalPeriod | None:
    """Returns what words mean (2018-10, 2018年1-10月, 三季度, 2018年); `year` is meant where none is written.

    「1-10月」 is the period that ends with October: that it is cumulative is said by its span.
    """
    words = unicodedata.normalize("NFKC", text).replace(" ", "")
    try:
        return period_of(words)
    except ValueError:
        pass
    quarter = _QUARTER.fullmatch(words)
    if quarter:
        spoken, number = quarter[1] or quarter[3], quarter[2] or quarter[4]
        place = _QUARTERS.index(number) + 1 if number in _QUARTERS else int(number)
        return _in_year(spoken, year, place * 3, 3)
    month = _MONTH.fullmatch(words)
    if month:
        return _in_year(month[1], year, int(month[2]), 1)
    plain = _PLAIN_MONTH.fullmatch(words)
    if plain:
        return StatisticalPeriod(int(plain[1]), int(plain[2]))
    whole = _YEAR.fullmatch(words)
    return StatisticalPeriod(int(whole[1]), 12, 12) if whole else None


def _in_year(spoken: str | None, year: int | None, month: int, months: int) -> StatisticalPeriod | None:
    chosen = int(spoken) if spoken else year
    return StatisticalPeriod(chosen, month, months) if chosen else None
