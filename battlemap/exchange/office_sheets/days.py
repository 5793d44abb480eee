"""Days as cells hold them: Excel's own, typed forms, serial numbers; words go to the one reader of deadline words."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import attrs

from battlemap.domain.days.day_words import day_words
from battlemap.domain.days.deadline import parse_deadline, read_day, serial_day
from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.grid import Fault, GridCell
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.numbers import fault, is_nothing
from battlemap.exchange.office_sheets.words import tight

_EIGHT: Final = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")
#: Before the years that campaigns have: when a firm was founded, a person born.
_EARLY: Final = re.compile(r"(1[89]\d\d)([-/.年]?)(\d\d?)(?:\2|月)(\d\d?)日?")
_EARLY_MONTH: Final = re.compile(r"(1[89]\d\d)[-/.年](\d\d?)月?")
_SIX: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_SHORT_YEAR: Final = re.compile(r"^(\d\d)(?=年\d|([-/.])\d{1,2}\2\d)")
_DAY_ALONE: Final = re.compile(r"(\d{1,2})[日号]")
_NUMERIC: Final = re.compile(r"\d{4}[-/.年]\d{1,2}(?!\d)|^\d{8}$|\d{1,2}月\d{1,2}[日号]")
_REMARK: Final = re.compile(r"[(（][^()（）]*[)）]$")
_CLOCK: Final = re.compile(r"[T\s]*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?$")
_EMPTY: Final = re.compile(
    r"0000[-/.]0{1,2}[-/.]0{1,2}.*|1970[-/.]0?1[-/.]0?1.*|1900[-/.]0?1[-/.]0?[01]\b.*|0?1[-/]0?[01][-/]1900.*|"
    r"1899-12-3[01].*"
)
#: What may stand beside the words that name a day; a number would say more than they do.
_BESIDE: Final = re.compile(
    r"\(?(?:星期|礼拜|周)[一二三四五六日天]\)?|[上下中]午|全天|[年月日号前底末初内中上下旬今明后本当次至到—~\-./之及以()]|"
    r"预计|力争|计划|拟|确保|争取|完成|办结|整改|开工|完工|竣工|投产|左右|节"
)
_DAY_WORD: Final = re.compile(
    r"[年月日号旬季底末内初旦节庆]|(?:五一|七一|八一|十一)前|\d[-/.]\d{1,2}|^\d{8}$"
)
#: Words that name a day only beside the day on which they were written.
_RELATIVE: Final = re.compile(
    r"(?:本|这个?|下个?|上个?|当|次)(?:月|周|季度?)|本旬|[今明昨后前]天|[今明昨次当]日"
)
_NO_DAY: Final = re.compile(r"每|长期|随时|立即|立行|待定|未定|已|周内|天内|日内|个月内")


@attrs.frozen
class DayContext:
    """What a day that is written without a year is taken from: the year of the title, the day of the figures."""

    year: int | None = None
    as_of: date | None = None
    is_1904: bool = False
    #: The only month that the title names: 「2018年9月份」, in which a mere 「8日」 lies.
    month: int | None = None

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The year in which days without a year lie, as its first and last day."""
        year = self.year or (self.as_of.year if self.as_of else None)
        return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def read_day_cell(value: GridCell, context: DayContext, code: str = "") -> Cell:
    """Returns the day; of words the day and the words; what names no day stays as it is written."""
    if isinstance(value, datetime):
        if _EMPTY.fullmatch(value.date().isoformat()):
            return Nothing(value.date().isoformat())
        day = value.date()
        has_clock = value.hour or value.minute or value.second
        return Worded(day, value.isoformat(" ", "seconds")) if has_clock else day
    if isinstance(value, date):
        return Nothing(value.isoformat()) if _EMPTY.fullmatch(value.isoformat()) else value
    if isinstance(value, Fault):
        return fault(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _of_number(value, context, code)
    if not isinstance(value, str):
        return Unreadable(str(value))
    return _of_text(value, context) if value else None


@lru_cache(maxsize=16_384)
def _of_text(text: str, context: DayContext) -> Cell:
    words = text.strip()
    plain = tight(words)
    if is_nothing(words) or _EMPTY.fullmatch(plain):
        return Nothing(words)
    if plain.isdigit() and len(plain) == 5:
        return serial_of(float(plain), context) or Unreadable(words)
    bare = tight(_CLOCK.sub("", _REMARK.sub("", words))) or plain
    bare = _with_century(bare)
    if context.month and context.year and (alone := _DAY_ALONE.fullmatch(bare)):
        bare = f"{context.year}年{context.month}月{alone[1]}日"
    if _NO_DAY.search(bare) or not _DAY_WORD.search(bare) or _says_more(bare, words):
        return Unreadable(words)
    starts_on, ends_on = context.period
    if not _exists(bare, context):
        return Unreadable(words, "day")
    day, said = read_day(bare, starts_on, ends_on)
    if day is not None and said and context.as_of is None and _RELATIVE.search(bare):
        if not (context.month and context.year):
            return Unreadable(words)
        context = attrs.evolve(context, as_of=date(context.year, context.month, 1))
    if day is not None and said:
        day = parse_deadline(bare, starts_on, ends_on, context.as_of or starts_on)
    if day is None and (early := _EARLY.fullmatch(bare)):
        day, said = (date(int(early[1]), int(early[3]), int(early[4])) if _is_day(early) else None), ""
    if day is None and (early := _EARLY_MONTH.fullmatch(bare)) and 1 <= int(early[2]) <= 12:
        day = date(int(early[1]), int(early[2]), monthrange(int(early[1]), int(early[2]))[1])
    if day is None:
        return Unreadable(
            words, "day" if _NUMERIC.search(bare) and (starts_on or _has_year(bare)) else "form"
        )
    return day if not said and bare == plain else Worded(day, words)


def _with_century(plain: str) -> str:
    """Returns the words with a year of four figures: 18.10.8 is 2018, 80年1月 is 1980 (spreadsheets part them at 30); 198001 is a month."""
    six = _SIX.fullmatch(plain)
    if six and not _is_six_figure_day(plain):
        return f"{six[1]}年{int(six[2])}月"
    return _SHORT_YEAR.sub(lambda year: ("20" if int(year[1]) < 30 else "19") + year[1], plain)


def _is_six_figure_day(plain: str) -> bool:
    """Whether six figures could be year, month and day of two each: 201211 is November 2012 or 11 December 2020."""
    return 1 <= int(plain[2:4]) <= 12 and 1 <= int(plain[4:]) <= 31


def _says_more(plain: str, words: str) -> bool:
    """Whether the text says more than the days that it names: a number beside them, or another day in its remark."""
    rest, end = "", 0
    for each in day_words(plain):
        rest += plain[end : each.begin]
        end = each.end
    if (
        _BESIDE.sub("", rest + plain[end:])
        and not _EARLY.fullmatch(plain)
        and not _EARLY_MONTH.fullmatch(plain)
    ):
        return True
    remark = _REMARK.search(words)
    return remark is not None and any(
        re.search(r"\d|[一二三四五六七八九十]月", each.words) for each in day_words(remark[0])
    )


def _is_day(day: re.Match[str]) -> bool:
    try:
        return bool(date(int(day[1]), int(day[3]), int(day[4])))
    except ValueError:
        return False


def _has_year(plain: str) -> bool:
    return bool(re.match(r"\d{4}[-/.年]|\d{8}$", plain))


def _exists(plain: str, context: DayContext) -> bool:
    """Whether every day of a month that is named exists: 11月31日 does not."""
    starts_on, _ = context.period
    for day in re.finditer(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]", plain):
        year = int(day[1]) if day[1] else starts_on.year if starts_on else 2000
        try:
            date(year, int(day[2]), int(day[3]))
        except ValueError:
            return False
    return True


def _of_number(value: float, context: DayContext, code: str) -> Cell:
    """Returns the day of 20181008, of a serial number, or of a month as 2018.11; 2018.1 only where 2018.10 is shown."""
    words = f"{value:.15g}"
    if value == 0:
        return Nothing("0")
    if _EIGHT.fullmatch(words) or (_SIX.fullmatch(words) and not _is_six_figure_day(words)):
        return _of_text(words, context)
    serial = serial_of(value, context)
    if serial is not None:
        return serial
    shown = f"{value:.2f}" if code and number_format(code).decimals == 2 else words
    is_sure = len(shown.partition(".")[2]) == 2
    if is_sure and (1990 <= value < 2100 or 1 < value < 13):
        return _of_text(shown, context)
    return Unreadable(words)


def serial_of(value: float, context: DayContext) -> date | None:
    """Returns the day of a spreadsheet's number, None where it is none; some workbooks count from 1904."""
    return serial_day(value + 1462 if context.is_1904 else value)
