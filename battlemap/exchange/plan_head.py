"""What stands at the head of a plan: the campaign's title and its days."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from battlemap.exchange.lines import Line

_YEAR = r"(?:(?P<{0}y>20\d\d)\s*年\s*)?"
_RANGE = re.compile(
    _YEAR.format("a") + r"(?P<am>\d{1,2})\s*月(?:份)?(?:\s*(?P<ad>\d{1,2})\s*[日号])?\s*(?:起|开始)?\s*(?:至|到|—+|-+|–|~|～)\s*"
    + _YEAR.format("b") + r"(?:(?P<bm>\d{1,2})\s*月(?:份|底|末)?)?(?:\s*(?P<bd>\d{1,2})\s*[日号])?"
)  # fmt: skip
_ANY_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年|〔(20\d\d)〕")
_TITLE = re.compile(r"行动|攻坚|方案|计划|会战|战役|攻势")
_NO_TITLE = re.compile(r"[。；！]|^(?:本报|记者|通讯员|各|文号|来源|作者|附件)|记者|〔20\d\d〕|(?:：|:)$")
_WRAPPER = re.compile(r"印发(?:的)?《(.+?)》|^《(.+)》$")
_DOING = re.compile(
    r"(?:关于|印发)+(?:组织|全面|在全[区市县]|深入)*(?:开展|实施|推进)?|(?<=.)(?:组织|全面|深入)*(?:开展|实施|启动)(?=[“「\"全百])"
)
_KIND_OF_LETTER = re.compile(r"(?:的)?(?:工作|实施|总体|推进)*(?:方案|计划|意见|通知)(?:[（(].{1,12}[）)])?$")
_CAMPAIGN_ENDS = re.compile(r"(?:行动|攻坚|攻坚战|会战|战役|攻势|活动|工程)[”」\"]?$")
_LONGEST_TITLE = 60
#: A longer span is an outlook, not a campaign.
_LONGEST_CAMPAIGN = timedelta(days=3 * 366)
_STAGE = re.compile("阶段")


def plan_title(lines: Sequence[Line]) -> str:
    """Returns the campaign's title from the lines at the head; "" where none of them looks like one."""
    short = [
        line
        for line in lines
        if len(line.text) <= _LONGEST_TITLE and not line.cells and line.place != "contents"
    ]
    likely = [line for line in short if _TITLE.search(line.text) and not _NO_TITLE.search(line.text)]
    marked = [line for line in lines if line.place == "title"]
    ranked = sorted(likely, key=lambda line: line.depth or 9)
    named = next((line for line in [*marked, *ranked] if _TITLE.search(line.text)), None)
    line = named or next((line for line in short if not _NO_TITLE.search(line.text)), None)
    return campaign_name(line.text) if line else ""


def campaign_name(words: str) -> str:
    """Returns the name of the undertaking out of a headline or a letter's title: 甲区“百日攻坚”行动."""
    words = re.sub(r"\s+", "" if re.search("[\u4e00-\u9fff]", words) else " ", words.strip())
    wrapped = _WRAPPER.search(words)
    if wrapped:
        words = wrapped[1] or wrapped[2]
    words = _DOING.sub("", words)
    bare = _KIND_OF_LETTER.sub("", words)
    return bare if _CAMPAIGN_ENDS.search(bare) else words


def plan_period(texts: Sequence[str], year_hint: int | None = None) -> tuple[date | None, date | None]:
    """Returns first and last day of the campaign, None for both where the plan names none.

    「2018年10月至12月」 is 2018-10-01 … 2018-12-31. A year that is not said is the hint, else the first year in the
    text. Where only stages have days, the campaign is from the first to the last of them.
    """
    hint = year_hint or _first_year(texts)
    whole = [found for text in texts if not _STAGE.search(text) for found in _ranges(text, hint)]
    if whole:
        return whole[0]
    stages = [found for text in texts if _STAGE.search(text) for found in _ranges(text, hint)]
    if not stages:
        return None, None
    return min(first for first, _ in stages), max(last for _, last in stages)


def _first_year(texts: Sequence[str]) -> int | None:
    found = next((found for text in texts if (found := _ANY_YEAR.search(text))), None)
    return int(found[1] or found[2]) if found else None


def _ranges(text: str, hint: int | None) -> Iterator[tuple[date, date]]:
    plain = unicodedata.normalize("NFKC", text)
    for found in _RANGE.finditer(plain):
        if not found["bm"] and not found["bd"]:
            continue
        year = int(found["ay"]) if found["ay"] else hint
        if year is None:
            continue
        first_month = int(found["am"])
        last_month = int(found["bm"] or first_month)
        last_year = int(found["by"]) if found["by"] else year + (last_month < first_month)
        first = _day(year, first_month, int(found["ad"] or 1))
        last = _day(last_year, last_month, int(found["bd"] or 31))
        if first and last and timedelta() < last - first <= _LONGEST_CAMPAIGN:
            yield first, last


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
