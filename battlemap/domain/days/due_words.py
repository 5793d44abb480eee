"""Which days of a sentence are deadlines: 「11月底前完成」 is one, 「自2018年10月1日起施行」 and last year's figures are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from battlemap.domain.days.day_words import DayWords, day_words, year_of
from battlemap.domain.days.deadline import DayReader

_TO = re.compile(r"^\s*(?:起|开始)?\s*(?:至|到|~|～|—+|–|-+|－)\s*$")
_TOWARDS = re.compile(r"(?:到|至|止|于|在|争|保|迟|定|限|截止|截至)$")
_SINCE = re.compile(r"(?:自|从)$")
_BEGIN = re.compile(r"^(?:起|开始|以来|来[，,])")
_HISTORY = re.compile(
    r"^[^。；;]{0,12}?(?:已(?!经开)|累计|同期|同比|以来|末已|召开的|印发的|出台的|下发的|通过的|发布的)"
)
_DONE = re.compile(
    r"^[^。；;]{0,14}?(?:完成|建成|实现|达到|竣工|完工|开工|投产|投用|投入|落地|见效|到位|"
    r"办结|清零|基本|力争|确保|争取|导入|启动|交付|通车|验收|"
    r"销号|出台|形成|结束|收官|封顶|达标|达产|签约|拆除|拆迁|改造|整治|整改|排查|清理|修复|"
    r"治理|新建|建设|建立|开展|组织|召开|举办|制定|印发|报送|上报|公示|"
    r"公布|培训|检查|发放|兑现|兑付|兑换|安装|更换|铺设|栽植|种植|新增|培育|引进|招引|取缔|"
    r"关停|全面|全部|推进|投放|试压|通水|通电|通气|供暖|摸清|摸底|打通|提交|腾空|搬迁|入住|"
    r"覆盖|销售|补种|修|建)"
)
#: Behind these a span is how long one case may take, not when the work is done.
_PER_CASE = re.compile(r"(?:后|受理|接到|收到|接件|每|之日起|发现)[^，,。；;]{0,6}$")
_FROM_ISSUE = re.compile(r"(?:印发|下发|发布|实施|施行|发文)之日起[^，,。；;]{0,3}$")
_BOOK = re.compile(r"《[^《》]{0,80}》|〔\d{4}〕")
_END_OF_CLAUSE = "，,。；;、 　）)】〕"


@attrs.frozen
class Deadline:
    """A deadline of a sentence: where it stands, its words as written, the day; None where the day is not certain."""

    begin: int
    end: int
    words: str
    day: date | None


def deadlines_of(sentence: str, days: DayReader) -> Iterator[Deadline]:
    """Yields the deadlines of a sentence in their order; a stretch of days is one, and its last day counts."""
    said = [words for words in day_words(sentence) if words.kind != "short"]
    if not said:
        return
    books = [(book.start(), book.end()) for book in _BOOK.finditer(sentence)] if "《" in sentence else []
    before: date | None = None
    begin: int | None = None
    for index, words in enumerate(said):
        if any(first <= words.begin < last for first, last in books):
            continue
        day = days.day(words, before)
        before = (day.replace(month=1, day=1) if words.kind == "year_only" else day) if day else before
        following = said[index + 1] if index + 1 < len(said) else None
        if following and (following.kind == "to_day" or _TO.match(sentence[words.end : following.begin])):
            begin = words.begin if begin is None else begin
            continue
        start = words.begin if begin is None else begin
        if (words.kind != "to_day" or begin is not None) and _is_promise(sentence, start, words, day, days):
            yield Deadline(start, words.end, sentence[start : words.end], day)
        begin = None


def find_due_words(sentence: str) -> tuple[str, ...]:
    """Returns all deadline words of a sentence in their order, as they are written."""
    return tuple(each.words for each in deadlines_of(sentence, DayReader()))


def latest(deadlines: list[Deadline]) -> Deadline | None:
    """Returns the deadline with the latest day, else the last one, None for none; a year gives way to a day."""
    certain = [each for each in deadlines if each.day]
    certain = [each for each in certain if not re.search(r"\d年度?$", each.words)] or certain
    if certain:
        return max(certain, key=lambda each: each.day or date.min)
    return deadlines[-1] if deadlines else None


def is_doubtful(deadline: Deadline, days: DayReader) -> bool:
    """Whether a person should look at it: no certain day, or one far outside of the period that has no year of its own."""
    if deadline.day is None:
        return True
    if days.starts_on is None or days.ends_on is None or re.search(r"\d{4}|年", deadline.words):
        return False
    return not days.starts_on <= deadline.day <= days.ends_on + timedelta(days=92)


def _is_promise(sentence: str, start: int, words: DayWords, day: date | None, days: DayReader) -> bool:
    """Whether something is to be done by then."""
    before, after = sentence[max(0, start - 24) : start], sentence[words.end : words.end + 30]
    if words.kind == "span":
        return not _PER_CASE.search(before) or bool(_FROM_ISSUE.search(before))
    if _BEGIN.match(after) or _SINCE.search(before):
        return False
    if day and days.starts_on and day < days.starts_on - timedelta(days=31):
        return False
    if words.kind == "compact" and not words.says["before"]:
        return False
    if words.kind == "year_only":
        return _is_year_of_work(before, after, words, days)
    if words.is_limit and words.says.get("month_part") != "初":
        return True
    if _HISTORY.match(after):
        return False
    if words.kind == "year" and words.words.startswith("全"):
        return bool(_DONE.match(after[:6]))
    return bool(_TOWARDS.search(before) or _DONE.match(after))


def _is_year_of_work(before: str, after: str, words: DayWords, days: DayReader) -> bool:
    """Whether a year stands at the head of a clause as its deadline, in a campaign of several years."""
    year = year_of(words.says.get("only_y") or words.says.get("only_han") or "")
    if not (days.starts_on and days.ends_on and year) or days.ends_on.year == days.starts_on.year:
        return False
    is_first = not before.strip() or before.strip()[-1] in _END_OF_CLAUSE + "：:（("
    return (
        is_first
        and days.starts_on.year <= year <= days.ends_on.year
        and bool(_DONE.match(after.lstrip("，,：: ")))
    )
