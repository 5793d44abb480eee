"""Deadline words of official letters as days: 月底前, 11月中旬, 三季度末, 年内, 每月25日前."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from battlemap.domain.chinese_number import ORDINAL_CHARS, ordinal_value
from battlemap.domain.planning.calendar import FIRST_DAY, LAST_DAY

_WEEKDAYS = "一二三四五六日"
_TEN_DAYS = {"上旬": 10, "中旬": 20, "初": 10}
_HAN_NUMBER = re.compile(rf"(?<![第每周])([{ORDINAL_CHARS}]{{1,3}})(?=[月日号])")
_YEAR = r"(?:(?P<{0}>\d{{4}})年?|(?P<{0}_word>今|本|当|明|次)年)?"

_WORDS = re.compile(
    r"(?P<every>每月(?:底|末|(?P<every_day>\d{1,2})[日号])|每季度?[末底]|每周(?P<weekday>[一二三四五六日天]))"
    r"|(?P<iso>(?<!\d)(?P<iso_y>\d{4})[-./](?P<iso_m>\d{1,2})[-./](?P<iso_d>\d{1,2})(?!\d))"
    r"|(?P<month>" + _YEAR.format("month_y") + r"(?P<month_m>\d{1,2})月份?"
    r"(?:(?P<month_d>\d{1,2})[日号]?|(?P<month_part>上旬|中旬|下旬|底|末|初|内)?))"
    r"|(?P<to_day>[至到~—-](?P<to_day_d>\d{1,2})[日号])"
    r"|(?P<quarter>" + _YEAR.format("quarter_y") + r"第?(?P<quarter_n>[一二三四1-4])季度?[末底]?)"
    r"|(?P<this_quarter>季度?[末底]|[本当]季度)"
    r"|(?P<half>" + _YEAR.format("half_y") + r"(?P<half_n>[上下])半年)"
    r"|(?P<year>(?P<year_y>\d{4})年?|(?P<year_word>今|本|当|明|次)年|(?<![\d年])(?=年[底末内终])|全年)"
    r"(?P<year_part>年?[底末内终]|年度内)?"
    r"|(?P<ten>(?P<ten_month>本月|当月|下月|次月|月)?(?P<ten_part>上旬|中旬|下旬|底|末))"
    r"|(?P<short>(?<![\d.])(?P<short_m>\d{1,2})[./](?P<short_d>\d{1,2})(?![\d.]))"
    r"|(?P<new_year>元旦)"
)

_PLAIN_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+0?0:00(?::00)?)?")


def read_day(text: str, starts_on: date | None, ends_on: date | None) -> tuple[date | None, str]:
    """Returns (day, words): a plain date (2018-11-30, 2018/11/3, 2018年11月3日) has no words; other words are kept.

    Words mean a day of the period, see `parse_deadline`; day is None where they name none.
    """
    text = text.strip()
    found = _PLAIN_DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if found:
        try:
            return date(*map(int, found.groups())), ""
        except ValueError:
            return None, text
    return (parse_deadline(text, starts_on, ends_on), text) if text else (None, "")


def parse_deadline(
    words: str, starts_on: date | None, ends_on: date | None, today: date | None = None
) -> date | None:
    """Returns the day that deadline words mean in the campaign's period, or None where they name none.

    Of several days the last one counts (「10月15日至11月20日」). Words without a year or month take them from
    the period, counted from `today` or else from the first day. A recurring deadline (「每月25日前」) is its next
    occurrence; such a one outside of the period is moved to its nearest end. A day that was said stays as it was said,
    also outside of the period.
    """
    base = _clamp(today or starts_on, starts_on, ends_on)
    days = list(_days(_digits(words), base, starts_on, ends_on))
    return days[-1] if days else None


def _digits(words: str) -> str:
    """Returns the words without spaces, with half-width digits, 十一月三十日 as 11月30日."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
    return _HAN_NUMBER.sub(lambda found: str(ordinal_value(found[1]) or found[1]), plain)


def _days(words: str, base: date | None, starts_on: date | None, ends_on: date | None) -> Iterator[date]:
    """Yields the days that are named, in the order of the words."""
    last: date | None = None
    for found in _WORDS.finditer(words):
        day = _absolute(found, base, ends_on, last)
        if day is None and base:
            day = _clamp(_relative(found, base), starts_on, ends_on)
        if day is not None:
            last = day
            yield day


def _absolute(
    found: re.Match[str], base: date | None, ends_on: date | None, last: date | None
) -> date | None:
    """Returns the day of words that name a month, a quarter or a year."""
    part = found.groupdict()
    if part["iso"]:
        return _safe_date(int(part["iso_y"]), int(part["iso_m"]), int(part["iso_d"]))
    if part["to_day"] and last is not None:
        return _safe_date(last.year, last.month, int(part["to_day_d"]))
    if part["month"] or part["short"]:
        month = int(part["month_m"] or part["short_m"])
        typed = part["month_d"] or part["short_d"]
        day = int(typed) if typed else _TEN_DAYS.get(part["month_part"] or "", 31)
        year = _year(part["month_y"], part["month_y_word"], base)
        is_said = bool(part["month_y"] or part["month_y_word"])
        found_day = _safe_date(year, month, day) if year else None
        if found_day and base and not is_said and found_day < base.replace(day=1):
            following = _safe_date(found_day.year + 1, month, day)
            if following and ends_on and following <= ends_on:
                return following
        return found_day
    if part["quarter"]:
        year = _year(part["quarter_y"], part["quarter_y_word"], base)
        number = (
            int(part["quarter_n"]) if part["quarter_n"].isdigit() else ordinal_value(part["quarter_n"]) or 4
        )
        return _safe_date(year, number * 3, 31) if year else None
    if part["half"]:
        year = _year(part["half_y"], part["half_y_word"], base)
        return _safe_date(year, 6 if part["half_n"] == "上" else 12, 31) if year else None
    if part["year"] is not None:
        year = _year(part["year_y"], part["year_word"], base)
        return date(year, 12, 31) if year else None
    return None


def _relative(found: re.Match[str], base: date) -> date | None:
    """Returns the day of words that need a month or week to stand in: that of `base`, or the next one."""
    part = found.groupdict()
    if part["weekday"]:
        wanted = _WEEKDAYS.index(part["weekday"].replace("天", "日"))
        return base + timedelta(days=(wanted - base.weekday()) % 7)
    if part["every"]:
        if "季" in part["every"]:
            return _quarter_end(base)
        return _in_month_from(base, int(part["every_day"] or 31))
    if part["this_quarter"]:
        return _quarter_end(base)
    if part["ten"]:
        day = _TEN_DAYS.get(part["ten_part"], 31)
        if part["ten_month"] in ("下月", "次月"):
            return _safe_date(*_next_month(base), day)
        return _in_month_from(base, day)
    if part["new_year"]:
        return date(base.year, 12, 31)
    return None


def _in_month_from(base: date, day: int) -> date | None:
    """Returns the `day` of the base's month, or of the next month where it has passed."""
    this = _safe_date(base.year, base.month, day)
    return this if this and this >= base else _safe_date(*_next_month(base), day)


def _next_month(base: date) -> tuple[int, int]:
    return (base.year + base.month // 12, base.month % 12 + 1)


def _quarter_end(base: date) -> date | None:
    return _safe_date(base.year, (base.month + 2) // 3 * 3, 31)


def _year(digits: str | None, word: str | None, base: date | None) -> int | None:
    """Returns the year that was said, else that of `base`, else None."""
    if digits:
        year = int(digits)
        return year if FIRST_DAY.year <= year <= LAST_DAY.year else None
    if base is None:
        return None
    return base.year + (1 if word in ("明", "次") else 0)


def _safe_date(year: int, month: int, day: int) -> date | None:
    """Returns the day, the month's last one where it is shorter, None for a month or year that does not exist."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_DAY.year <= year <= LAST_DAY.year):
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _clamp(day: date | None, starts_on: date | None, ends_on: date | None) -> date | None:
    """Returns the day inside the period that is nearest."""
    if day is not None and starts_on is not None and day < starts_on:
        return starts_on
    if day is not None and ends_on is not None and day > ends_on:
        return ends_on
    return day
