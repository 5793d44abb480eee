"""The one reader of days: 2018-11-30, 月底前, 11月中旬, 三季度末, 年内, 每月25日前; what it is not sure of it refuses."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

import attrs

from battlemap.domain.days.calendar import FIRST_DAY, LAST_DAY
from battlemap.domain.days.day_words import DayWords, day_words, number_of, year_of
from battlemap.domain.days.feasts import feast_day

_WEEKDAYS = "一二三四五六日"
_PARTS = {"上旬": 10, "中旬": 20, "上中旬": 20, "初": 10, "上半月": 15}
#: A day without a year that lies this little before the period is meant so: the preparations.
_SHORTLY_BEFORE = timedelta(days=31)
_PLAIN_DAY = re.compile(
    r"(?P<y>\d{4}|\d\d(?=\.\d{1,2}\.))(?P<sep>[-/.年])(?P<m>\d{1,2})(?:(?P=sep)|(?<=\d)月)(?P<d>\d{1,2})日?"
    r"(?:[ T]+(?P<time>\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?))?|(?P<compact>(?:19|20)\d{6})"
)


def read_day(text: str, starts_on: date | None, ends_on: date | None) -> tuple[date | None, str]:
    """Returns (day, words): a plain date (2018-11-30, 2018.11.3, 20181130, 2018年11月3日) has no words; other words are kept.

    Words mean a day of the period, see `parse_deadline`; a time of day is kept as words. Day is None where they name
    none, or more than one could be meant: then the words say what was typed.
    """
    text = text.strip()
    plain = _PLAIN_DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if plain:
        if plain["compact"]:
            numbers = plain["compact"][:4], plain["compact"][4:6], plain["compact"][6:]
        else:
            numbers = plain["y"], plain["m"], plain["d"]
        year = int(numbers[0]) + (2000 if len(numbers[0]) == 2 else 0)
        day = _real_day(year, int(numbers[1]), int(numbers[2]))
        at_midnight = not re.search("[1-9]", plain["time"] or "")
        return day, "" if day and at_midnight else text
    return (parse_deadline(text, starts_on, ends_on), text) if text else (None, "")


def why_no_day(text: str, starts_on: date | None, ends_on: date | None) -> str:
    """Returns in words why `read_day` takes the text for no day; "" where it takes it."""
    text = text.strip()
    if not text or read_day(text, starts_on, ends_on)[0] is not None:
        return ""
    said = [each for each in day_words(text) if each.kind != "span"]
    if any(each.kind == "year_only" for each in said) or re.fullmatch(r"(?:19|20)\d\d", text):
        return f"认不出日期：“{text}”只有年份，请写到月或日，如 2018-11-30 或 2018年底。"
    if (
        said
        and not any(each.kind == "stamp" for each in said)
        and starts_on
        and ends_on
        and _is_open(said[-1])
    ):
        return f"认不出日期：“{text}”没有写年份，而行动从 {starts_on} 到 {ends_on}，请写明是哪一年。"
    if re.search(r"\d{3,}|\d[-/.年月]\d", unicodedata.normalize("NFKC", text)):
        return f"认不出日期：“{text}”不是一个存在的日期，请核对，写成 2018-11-30。"
    return f"认不出日期“{text}”，请写 2018-11-30、11月30日 或 11月底前。"


def _is_open(words: DayWords) -> bool:
    """Whether the words could be of any year."""
    return DayReader(date(2020, 1, 1), date(2020, 12, 31)).day(words) is not None


def serial_day(number: float) -> date | None:
    """Returns the day that a spreadsheet's number stands for (43434 is 2018-11-30), None outside of 20000 … 60000.

    The window keeps amounts and codes from becoming days; the origin is 1899-12-30 as in every spreadsheet.
    """
    return date(1899, 12, 30) + timedelta(days=int(number)) if 20000 <= number <= 60000 else None


def parse_deadline(
    words: str, starts_on: date | None, ends_on: date | None, today: date | None = None
) -> date | None:
    """Returns the day that deadline words mean in the campaign's period, or None where they name none.

    Of several days the last one counts (「10月15日至11月20日」). Words without a year take the first such day that is
    not before the period (shortly before it is allowed); where the period holds several, none is taken. A recurring
    deadline (「每月25日前」) is its next occurrence from `today`, else from the first day; such a one outside of the
    period is moved to its nearest end. A day that was said stays as it was said. A year alone is no day.
    """
    days = DayReader(starts_on, ends_on, today)
    result: date | None = None
    before: date | None = None
    for each in day_words(words):
        if each.kind == "span":
            continue
        day = days.day(each, before)
        if each.kind == "year_only":
            before = day.replace(month=1, day=1) if day else before
        else:
            result = before = day or result
    return result


@attrs.frozen
class DayReader:
    """Knows the campaign's period, as far as it is known, and today where recurring days count from it."""

    starts_on: date | None = None
    ends_on: date | None = None
    today: date | None = None

    @property
    def base(self) -> date | None:
        """The day from which recurring and bare days count."""
        return _clamp(self.today or self.starts_on, self.starts_on, self.ends_on)

    def day(self, words: DayWords, before: date | None = None) -> date | None:
        """Returns the day that is meant, None where it is not certain; `before` is the day that the text named before."""
        says = words.says
        if words.kind == "compact":
            digits = (says["compact"] or "")[:8]
            return _real_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        if words.kind == "stamp":
            month = int(says["stamp_m"] or 0)
            if says["stamp_d"]:
                return _safe_day(int(says["stamp_y"] or 0), month, int(says["stamp_d"]))
            return _safe_day(int(says["stamp_y"] or 0), month, 31)
        if words.kind == "to_day":
            day = number_of(says["to_day_d"])
            return _safe_day(before.year, before.month, day) if before and day else None
        if words.kind == "span":
            return self._after_span(says)
        if words.kind in ("every", "this_quarter", "ten"):
            return _clamp(self._next(words), self.starts_on, self.ends_on) if self.base else None
        return self._in_a_year(words, before)

    def _in_a_year(self, words: DayWords, before: date | None) -> date | None:
        """Returns the day of words that name a month, quarter, half, feast or a year's end, in the year that is meant."""
        says, kind = words.says, words.kind
        name = "only" if kind == "year_only" else kind
        said = says.get(f"{name}_y") or says.get(f"{name}_han")
        word = says.get(f"{name}_word")
        if word == "去":
            return None
        if said:
            year = year_of(said)
            return self._of_year(words, year) if year else None
        if self.base is None:
            return self._in_the_period(words, before) if before and not word else None
        if word in ("明", "次", "翌", "来"):
            return self._of_year(words, (before or self.base).year + 1)
        if word == "每":
            following = (self._of_year(words, self.base.year + n) for n in (0, 1))
            return _clamp(
                next((day for day in following if day and day >= self.base), None),
                self.starts_on,
                self.ends_on,
            )
        if word in ("今", "本", "当"):
            return self._of_year(words, self.base.year)
        return self._in_the_period(words, before)

    def _in_the_period(self, words: DayWords, before: date | None) -> date | None:
        """Returns the only such day of the period, else the first one that is not before it."""
        first, last = self.starts_on or self.base, self.ends_on
        if before:
            same, following = self._of_year(words, before.year), self._of_year(words, before.year + 1)
            return same if same and same > before - timedelta(days=200) else following
        if first is None:
            return None
        years = range(first.year - 1, (last or first).year + 2)
        days = [
            day for year in years if (day := self._of_year(words, year)) and day >= first - _SHORTLY_BEFORE
        ]
        inside = [day for day in days if first <= day and last is not None and day <= last]
        if len(inside) > 1:
            return None
        if words.kind == "year" and not inside:
            # 年底前 of a campaign that ends before: the year it began in
            return self._of_year(words, first.year)
        return next(iter(inside or days), None)

    def _of_year(self, words: DayWords, year: int) -> date | None:
        """Returns the day of the words in the year."""
        says = words.says
        if words.kind == "month":
            month = number_of(says["month_m"])
            typed = says["month_d"] or says["month_bare"]
            day = number_of(typed) if typed else _PARTS.get(says["month_part"] or "", 31)
            return _safe_day(year, month, day) if month and day else None
        if words.kind == "short":
            return _safe_day(year, int(says["short_m"] or 0), int(says["short_d"] or 0))
        if words.kind == "quarter":
            return _safe_day(year, (number_of(says["quarter_n"]) or 9) * 3, 31)
        if words.kind == "half":
            return _safe_day(year, 6 if says["half_n"] == "上" else 12, 31)
        if words.kind == "feast":
            day_of_feast = feast_day(says["feast_name"] or "", year)
            return day_of_feast - timedelta(days=1) if day_of_feast else None
        return _safe_day(year, 12, 31)

    def _next(self, words: DayWords) -> date | None:
        """Returns the next occurrence of a recurring or a bare day."""
        says, base = words.says, self.base
        if base is None:
            return None
        if says["weekday"]:
            wanted = _WEEKDAYS.index(says["weekday"].replace("天", "日"))
            return base + timedelta(days=(wanted - base.weekday()) % 7)
        if words.kind == "every" and says["every_month"]:
            return _next_in_quarter(base, says["every_month"] == "首月", number_of(says["quarter_d"]) or 31)
        if words.kind == "every":
            day = number_of(says["every_d"]) or _PARTS.get(says["every_part"] or "", 31)
            return _in_month_from(base, day)
        if words.kind == "this_quarter":
            return _safe_day(base.year, (base.month + 2) // 3 * 3, 31)
        day = _PARTS.get(says["ten_part"] or says["ten_bare"] or "", 31)
        if says["ten_month"] in ("下月", "次月"):
            return _safe_day(*_next_month(base), day)
        return _in_month_from(base, day)

    def _after_span(self, says: dict[str, str | None]) -> date | None:
        """Returns the day so long after the first one: 30日内, 三个月内."""
        number, first = number_of(says["span_n"]), self.starts_on
        if number is None or first is None:
            return None
        if says["span_unit"] in ("个月", "月"):
            months = first.year * 12 + first.month - 1 + number
            return _safe_day(months // 12, months % 12 + 1, first.day)
        return first + timedelta(days=number * (7 if says["span_unit"] == "周" else 1))


def _in_month_from(base: date, day: int) -> date | None:
    """Returns the `day` of the base's month, or of the next month where it has passed."""
    this = _safe_day(base.year, base.month, day)
    return this if this and this >= base else _safe_day(*_next_month(base), day)


def _next_in_quarter(base: date, is_first_month: bool, day: int) -> date | None:
    """Returns that day of the quarter's first or last month, of the next quarter where it has passed."""
    month = (base.month + 2) // 3 * 3 - (2 if is_first_month else 0)
    this = _safe_day(base.year, month, day)
    if this and this >= base:
        return this
    return _safe_day(base.year + (month + 3 > 12), (month + 2) % 12 + 1, day)


def _next_month(base: date) -> tuple[int, int]:
    return (base.year + base.month // 12, base.month % 12 + 1)


def _real_day(year: int, month: int, day: int) -> date | None:
    """Returns the day, None for one that no calendar has."""
    is_day = 1 <= month <= 12 and FIRST_DAY.year <= year <= LAST_DAY.year
    return date(year, month, day) if is_day and 1 <= day <= calendar.monthrange(year, month)[1] else None


def _safe_day(year: int, month: int, day: int) -> date | None:
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
