"""The words that name a day, a stretch of days or a recurring day, as they stand in a text of an office."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import attrs

from battlemap.domain.chinese_number import ordinal_value

_HAN = "一二三四五六七八九十廿"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_ZEROS = "〇○零oO0"
_HAN_DIGITS = "一二三四五六七八九"
_TO = r"(?:至|到|~|～|—{1,2}|–|-{1,2}|－)"
_YEAR_SAID = (
    rf"(?:(?P<{{0}}_y>(?<!\d)(?:(?:19|20)\d\d|\d\d(?=年\d)))年?度?|"
    rf"(?P<{{0}}_han>[一二][{_ZEROS}{_HAN_DIGITS}]{{{{3}}}})年度?"
    r"|(?P<{0}_word>今|本|当|明|次|翌|来|去|每)年)"
)
_YEAR = f"{_YEAR_SAID}?"
_PART = r"上中旬|中下旬|上旬|中旬|下旬|上半月|下半月|底|末|初|内"
_FEASTS = r"元旦|春节|清明|五一|劳动节|端午|七一|八一|中秋|国庆|十一(?!月)"

_FORM = (
    r"(?:(?P<stamp>(?<!\d)(?P<stamp_y>\d{4})(?:(?P<stamp_sep>[-./])(?P<stamp_m>\d{1,2})(?:(?P=stamp_sep)(?P<stamp_d>\d{1,2}))?)(?!\d))"
    r"|(?P<compact>(?<![\d.])(?:19|20)\d{6}(?![\d.万亿元]))"
    rf"|(?P<every>每(?:个)?月(?:(?P<every_part>{_PART})|(?P<every_d>{_NUMBER})[日号])"
    rf"|每(?:个)?季度?(?P<every_month>首月|末月|[末底])(?:(?P<quarter_d>{_NUMBER})[日号])?"
    r"|每周(?P<weekday>[一二三四五六日天]))"
    rf"|(?P<month>{_YEAR.format('month')}(?:(?P<month_from>(?<![\d第{_HAN}]){_NUMBER}){_TO})?"
    rf"(?<![\d第{_HAN}.])(?P<month_m>{_NUMBER})月份?(?:(?P<month_d>{_NUMBER})[日号]|"
    rf"(?P<month_bare>\d{{1,2}})(?![\d.%万亿余多个])|(?P<month_part>{_PART})?))"
    rf"|(?P<to_day>{_TO}(?P<to_day_d>{_NUMBER})[日号])"
    rf"|(?P<quarter>{_YEAR.format('quarter')}第?(?P<quarter_n>[一二三四1-4])季度?[末底内]?)"
    r"|(?P<this_quarter>(?<![\d每一二三四])(?:[本当]季度?[末底]?|季度?[末底]))"
    rf"|(?P<half>{_YEAR.format('half')}(?P<half_n>[上下])半年(?:[底末内])?)"
    rf"|(?P<year>(?:{_YEAR_SAID.format('year')}年?|"
    rf"(?<![\d年{_HAN}两几多半每])年)(?P<year_part>[底末内终]|度内)|全年)"
    r"|(?P<ten>(?P<ten_month>本月|当月|下月|次月|"
    r"(?<![\d一二三四五六七八九十每])月)(?P<ten_part>上中旬|中下旬|上旬|中旬|下旬|底|末|内|初)"
    r"|(?<![月每])(?P<ten_bare>上中旬|中下旬|上旬|中旬|下旬))"
    rf"|(?P<feast>{_YEAR.format('feast')}(?P<feast_name>{_FEASTS})节?(?=之?前|以前))"
    rf"|(?P<span>(?<![\d第{_HAN}])(?P<span_n>\d{{1,3}}|[{_HAN}两]{{1,3}})(?P<span_unit>日|天|"
    rf"周|个月)(?:之|以)?内)"
    rf"|(?P<year_only>(?:(?<!\d)(?P<only_y>(?:19|20)\d\d)|"
    rf"(?P<only_han>[一二][{_ZEROS}{_HAN_DIGITS}]{{3}}))年度?)"
    r"|(?P<short>(?<![\d./])(?P<short_m>\d{1,2})(?P<short_sep>[./])(?P<short_d>\d{1,2})(?![\d./%个])))"
    r"(?P<tail> ?(?:T?\d{1,2}:\d\d(?::\d\d)?|(?:上午|下午|晚上?)?\d{1,2}[时点](?:整|\d{1,2}分)?)?"
    r"(?:\((?:星期|周|礼拜)[一二三四五六日天]\))?(?P<before>之前|以前|"
    r"前(?![一二三四五六七八九十\d后期三来往])|止)?)"
)


@attrs.frozen
class DayWords:
    """Words that name a day: where they stand in the text, and what they say, by the names of the form's groups."""

    begin: int
    end: int
    words: str
    kind: str
    says: dict[str, str | None]

    @property
    def is_limit(self) -> bool:
        """Whether the words alone say that something is to be done by then: 前, 内, 每月."""
        inner = self.says.get("month_part") == "内" or self.says.get("ten_part") == "内"
        inner = inner or self.says.get("year_part") in ("内", "度内") or self.words.endswith("内")
        return bool(self.says["before"]) or inner or self.kind == "every"


KINDS = (
    "stamp", "compact", "every", "month", "to_day", "quarter", "this_quarter", "half", "year", "ten", "feast", "span",
    "year_only", "short",
)  # fmt: skip


@cache
def _form() -> re.Pattern[str]:
    """Returns the form of all such words; understanding it takes longer than most of a short command's imports."""
    return re.compile(_FORM)


def day_words(text: str) -> Iterator[DayWords]:
    """Yields the words that name days, in their order; full-width figures and blanks inside of them do not matter."""
    plain, places = _plain(text)
    for match in _form().finditer(plain):
        if match.end() == match.start():
            continue
        says = match.groupdict()
        kind = next(kind for kind in KINDS if says[kind])
        begin = places[match.start()] if places else match.start()
        end = (places[match.end() - 1] + 1) if places else match.end()
        yield DayWords(begin, end, text[begin:end], kind, says)


def number_of(words: str | None) -> int | None:
    """Returns 11 for 「11」 and 「十一」, None for what is no number."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    if words == "两":
        return 2
    return ordinal_value(words.replace("廿", "二十"))


def year_of(words: str) -> int | None:
    """Returns 2019 for 「2019」, 「二〇一九」 and 「19」, None for what is no year."""
    digits = "".join(
        "0" if c in _ZEROS else str(_HAN_DIGITS.find(c) + 1) if c in _HAN_DIGITS else c for c in words
    )
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _plain(text: str) -> tuple[str, list[int]]:
    """Returns the text in half-width characters without blanks, and where each character stood; [] where all stayed.

    A blank between two figures stays: 「2018-11-30 17:30」.
    """
    if not re.search(r"\s|[^\x00-\x7f\u3007\u2014\u4e00-\u9fff，。；：、“”（）]", text) and "（" not in text:
        return text, []
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            ahead = text[place + 1 : place + 2]
            if not (chars and chars[-1].isdigit() and ahead.isdigit()) or _is_one_number(chars, text, place):
                continue
            chars.append(" ")
            places.append(place)
            continue
        for each in char if char.isascii() else unicodedata.normalize("NFKC", char):
            chars.append(each)
            places.append(place)
    return "".join(chars), places


def _is_one_number(chars: list[str], text: str, place: int) -> bool:
    """Whether the blank stands inside of a number of two figures: 「1 1 月」, 「2 5日」."""
    is_alone = len(chars) < 2 or not chars[-2].isdigit()
    return is_alone and bool(re.match(r"\d\s*[月日号]", text[place + 1 : place + 6]))
