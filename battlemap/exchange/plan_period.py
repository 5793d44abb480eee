"""The first and last day of a campaign, as its plan says them: never from history, a meeting or today."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import attrs

from battlemap.domain.days.day_words import number_of, year_of

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:(?P<{0}y>(?:20\d\d|二[〇○零oO0][〇○零oO0一二三四五六七八九]{{2}}))\s*年\s*)?"
_PART = r"(?:上旬|中旬|下旬|初|底|末|份)"
_RANGE = re.compile(
    _Y.format("a") +
        rf"(?P<am>{_N})\s*月(?P<ap>{_PART})?(?:\s*(?P<ad>{_N})\s*[日号])?\s*(?:起|开始|"
        rf"启动)?\s*[，,]?\s*"
    r"(?P<to>至|到|—+|-+|–|~|～|－)\s*"
    + _Y.format("b") +
        rf"(?P<next>次年|翌年|"
        rf"明年)?(?:(?P<bm>{_N})\s*月(?P<bp>{_PART})?)?(?:\s*(?P<bd>{_N})\s*[日号])?"
)  # fmt: skip
_NUMERIC = re.compile(
    r"(?<!\d)(20\d\d)[./-](\d{1,2})[./-](\d{1,2})\s*(?:至|到|—+|-+|–|~|～)\s*(?:(20\d\d)[./-])?(\d{1,2})[./-](\d{1,2})(?!\d)"
)
_MONTH = re.compile(_Y.format("a") + rf"(?P<am>{_N})\s*月(?P<ap>{_PART})?(?:\s*(?P<ad>{_N})\s*[日号])?")
_UNTIL = re.compile(

        r"(?:即日起|印发之日起|发布之日起|目前起|现在起|自即日|从即日起)[^。；]{0,6}?(?:至|到|—+|"
        r"-+)\s*" + _Y.format("b") + rf"(?P<bm>{_N})\s*月(?P<bp>{_PART})?(?:\s*(?P<bd>{_N})\s*[日号])?"
)  # fmt: skip
_SPAN = re.compile(
    _Y.format("a") +
        rf"(?P<am>{_N})\s*月\s*(?P<ad>{_N})\s*[日号](?:开始|起)[^。；]{{0,14}}?(?P<n>\d{{1,3}}|百|"
        rf"一百|[一二三四五六七八九]十)\s*(?P<unit>天|日|个月)"
)  # fmt: skip
_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年|〔(20\d\d)〕|(二[〇○零oO0][〇○零oO0一二三四五六七八九]{2})年")
_YEARS = re.compile(r"(20\d\d)\s*年?\s*(?:至|到|—+|-+|–|~|～|－)\s*(20\d\d)\s*年?")
_ONE_YEAR = re.compile(r"(?:(?<!\d)(20\d\d)|(二[〇○零oO0][〇○零oO0一二三四五六七八九]{2}))\s*(?:年|度)")
_QUARTER = re.compile(r"(?:第?([一二三四1-4])季度)")
_HALF = re.compile(r"([上下])半年")
#: What follows is what has been, or a meeting.
_PAST = re.compile(
    r"^[日号）)]?[^。；]{0,4}?[，,]?[^。；，,]{0,16}?(?:召开|开会|会议|审议|考察|调研|培训班|"
    r"累计|同比|增长|下降|增速|已(?!经研究)|实现(?:地区)?(?:生产|产值|收入|税收)|完成(?:投资|"
    r"产值|税收|收入|固定)|期间|发生|接到|查处|通报)"
)
_AIMED = re.compile(
    r"开展|行动|攻坚|时间|活动|会战|期限|为期|决定|组织|起|集中|战役|百日|部署|实施|攻势|大干|"
    r"结束|整治|定于"
)
#: A longer span is an outlook, not a campaign.
_LONGEST_CAMPAIGN = timedelta(days=3 * 366 + 2)
_STAGE = re.compile("阶段")
_HUNDRED = timedelta(days=99)


@attrs.frozen
class PlanSpan:
    """First and last day; one of the two may be open. `is_certain` where the plan says both."""

    starts_on: date | None = None
    ends_on: date | None = None
    is_certain: bool = False


def campaign_span(
    title: str,
    outside: Sequence[str],
    stages: Sequence[str],
    signed: Sequence[str],
    year_hint: int | None = None,
) -> PlanSpan:
    """Returns the span of a campaign: from its title, from what stands outside of the actions, from its stages.

    `title` are the title's lines. A year that is not said is the title's, the signature's, else the first one in the
    text, else the hint. Without any range it is the year of the title, or open from the day of the signature.
    """
    of_title = _title_span(title)
    years = [year for year in (first_year([title]), first_year(signed)) if year]
    year = next(iter(years), None) or first_year(outside) or year_hint
    texts = [title, *outside]
    best = _best_range(texts, year, of_title)
    if best:
        return PlanSpan(*best, True)
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        until, span = _UNTIL.search(plain), _SPAN.search(plain)
        if until and (end := _end_of(until, year)):
            start = next((day for words in signed if (day := _signed(words)) and day <= end), None)
            return PlanSpan(start or end - _HUNDRED, end)
        if span and (both := _counted(span, year)):
            return PlanSpan(*both, True)
    staged = [both for text in stages for both in _stage_days(text, year)]
    if staged:
        return PlanSpan(min(first for first, _ in staged), max(last for _, last in staged), True)
    if of_title.starts_on:
        return of_title
    start = next((day for words in signed if (day := _signed(words))), None)
    return PlanSpan(start, None)


def plan_period(texts: Sequence[str], year_hint: int | None = None) -> tuple[date | None, date | None]:
    """Returns first and last day of the campaign, None for both where the texts name none.

    「2018年10月至12月」 is 2018-10-01 … 2018-12-31. A year that is not said is the hint, else the first year in the
    text. Where only stages have days, the campaign is from the first to the last of them.
    """
    whole = [text for text in texts if not _STAGE.search(text)]
    stages = [text for text in texts if _STAGE.search(text)]
    hint = year_hint or first_year(texts)
    span = campaign_span("", whole, stages, (), hint)
    return (span.starts_on, span.ends_on) if span.is_certain else (None, None)


def _title_span(title: str) -> PlanSpan:
    """Returns the span that a title names: （2021—2023年）, 2023年下半年, 2022年一季度, 2021年."""
    plain = unicodedata.normalize("NFKC", title)
    years = _YEARS.search(plain)
    if years and 0 < int(years[2]) - int(years[1]) < 6:
        return PlanSpan(date(int(years[1]), 1, 1), date(int(years[2]), 12, 31), True)
    one = _ONE_YEAR.search(plain)
    if not one:
        return PlanSpan()
    year = year_of(one[1] or one[2]) or 0
    quarter, half = _QUARTER.search(plain), _HALF.search(plain)
    if quarter:
        last = (number_of(quarter[1]) or 4) * 3
        return PlanSpan(date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1]), True)
    if half:
        return (
            PlanSpan(date(year, 7, 1), date(year, 12, 31), True)
            if half[1] == "下"
            else PlanSpan(date(year, 1, 1), date(year, 6, 30), True)
        )
    return PlanSpan(date(year, 1, 1), date(year, 12, 31))


def _best_range(texts: Sequence[str], year: int | None, of_title: PlanSpan) -> tuple[date, date] | None:
    """Returns the range that is likeliest the campaign's: said to be one, alone on its line, in the title's years."""
    rated: list[tuple[float, date, date]] = []
    for place, text in enumerate(texts[:400]):
        for first, last, score in _rated_ranges(text[:1500], year):
            if (
                of_title.starts_on
                and of_title.ends_on
                and not (of_title.starts_on.year - 1 <= first.year <= of_title.ends_on.year)
            ):
                continue
            rated.append((score - min(place, 50) * 0.001, first, last))
    if of_title.is_certain and of_title.starts_on and of_title.ends_on:
        rated.append((0.9, of_title.starts_on, of_title.ends_on))
    best = max(rated, key=lambda each: each[0], default=None)
    return best[1:] if best and best[0] > 0 else None


def _rated_ranges(text: str, year: int | None) -> Iterator[tuple[date, date, float]]:
    plain = unicodedata.normalize("NFKC", text)
    for numeric in _NUMERIC.finditer(plain):
        first = _day(int(numeric[1]), int(numeric[2]), int(numeric[3]))
        last = _day(int(numeric[4] or numeric[1]), int(numeric[5]), int(numeric[6]))
        if first and last and timedelta() < last - first <= _LONGEST_CAMPAIGN:
            yield first, last, 0.5 + bool(_AIMED.search(plain))
    for match in _RANGE.finditer(plain):
        both = _both(match, year)
        if both is None:
            continue
        before, after = (
            plain[max(0, match.start() - 20) : match.start()],
            plain[match.end() : match.end() + 30],
        )
        sentence = re.split("[。；]", before)[-1] + re.split("[。；]", after)[0]
        score = 0.5
        if _PAST.match(after):
            score -= 2
        if _AIMED.search(sentence):
            score += 1
        if len(plain) - (match.end() - match.start()) <= 8:
            score += 1
        if (both[1] - both[0]).days >= 80:
            score += 0.3
        if _STAGE.search(sentence):
            score -= 1
        yield *both, score


def _ranges(text: str, year: int | None) -> Iterator[tuple[date, date]]:
    for match in _RANGE.finditer(unicodedata.normalize("NFKC", text[:1500])):
        both = _both(match, year)
        if both:
            yield both


def _stage_days(text: str, year: int | None) -> Iterator[tuple[date, date]]:
    """Yields the days of a stage: its range, else each month that its name or bracket says."""
    ranges = list(_ranges(text, year))
    yield from ranges
    if ranges:
        return
    for match in _MONTH.finditer(unicodedata.normalize("NFKC", text[:60])):
        said = year_of(match["ay"]) if match["ay"] else year
        month = number_of(match["am"])
        first = (
            _day(said, month, number_of(match["ad"]) or _first_of(match["ap"])) if said and month else None
        )
        last = _day(said, month, number_of(match["ad"]) or _last_of(match["ap"])) if said and month else None
        if first and last:
            yield first, last


def _both(match: re.Match[str], hint: int | None) -> tuple[date, date] | None:
    if not match["bm"] and not match["bd"]:
        return None
    year = year_of(match["ay"]) if match["ay"] else hint
    if year is None and match["by"]:
        year = year_of(match["by"])
    first_month = number_of(match["am"])
    last_month = number_of(match["bm"]) if match["bm"] else first_month
    if year is None or not first_month or not last_month:
        return None
    last_year = (
        year_of(match["by"]) or year
        if match["by"]
        else year + (1 if match["next"] or last_month < first_month else 0)
    )
    first = _day(year, first_month, number_of(match["ad"]) or _first_of(match["ap"]))
    last = _day(last_year, last_month, number_of(match["bd"]) or _last_of(match["bp"]))
    if first and last and timedelta() < last - first <= _LONGEST_CAMPAIGN:
        return first, last
    return None


def _end_of(match: re.Match[str], hint: int | None) -> date | None:
    year = year_of(match["by"]) if match["by"] else hint
    month = number_of(match["bm"])
    return _day(year, month, number_of(match["bd"]) or _last_of(match["bp"])) if year and month else None


def _counted(match: re.Match[str], hint: int | None) -> tuple[date, date] | None:
    year = year_of(match["ay"]) if match["ay"] else hint
    month, day = number_of(match["am"]), number_of(match["ad"])
    count = (
        100
        if match["n"] in ("百", "一百")
        else number_of(match["n"]) or (int(match["n"]) if match["n"].isdigit() else 0)
    )
    first = _day(year, month, day) if year and month and day else None
    if not first or not count:
        return None
    days = count * 30 if match["unit"] == "个月" else count
    return (first, first + timedelta(days=days - 1)) if 7 <= days <= 1100 else None


def _first_of(part: str | None) -> int:
    return {"中旬": 11, "下旬": 21, "底": 25, "末": 25}.get(part or "", 1)


def _last_of(part: str | None) -> int:
    return {"上旬": 10, "中旬": 20, "初": 10}.get(part or "", 31)


def first_year(texts: Iterable[str]) -> int | None:
    """Returns the first year that the texts name, None where they name none."""
    for text in texts:
        match = _ANY_YEAR.search(text[:4000])
        if match:
            return int(match[1] or match[2]) if match[1] or match[2] else year_of(match[3])
    return None


def _signed(words: str) -> date | None:
    match = re.match(
        rf"^(20\d\d|二[〇○零oO0][〇○零oO0一二三四五六七八九]{{2}})年({_N})月({_N})日",
        re.sub(r"\s+", "", words),
    )
    year = year_of(match[1]) if match else None
    month, day = (number_of(match[2]), number_of(match[3])) if match else (None, None)
    return _day(year, month, day) if year and month and day else None


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1990 <= year <= 2100):
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
