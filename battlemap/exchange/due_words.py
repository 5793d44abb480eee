"""Finds the deadline words in a sentence: 「11月底前」, 「年内」, 「每月25日前」; mere dates are not deadlines."""

from __future__ import annotations

import re

_YEAR = r"(?:20\d\d年|[今明本]年)?"
_MONTH = r"(?:(?<!\d)1[0-2]|(?<!\d)0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_BEFORE = r"(?:之前|以前|前)"
_WORDS = re.compile(
    rf"每月(?:底|末|{_DAY}){_BEFORE}?|每季度?[末底]{_BEFORE}?|每周[一二三四五六日天]{_BEFORE}"
    rf"|{_YEAR}{_MONTH}{_DAY}{_BEFORE}"
    rf"|(?:(?<=截至)|(?<=截止)|(?<=最迟)|(?<=至迟)|(?<=截止到)){_YEAR}{_MONTH}(?:{_DAY})?"
    rf"|{_YEAR}{_MONTH}(?:底|末|初|上旬|中旬|下旬){_BEFORE}?"
    rf"|{_YEAR}{_MONTH}(?:{_BEFORE}|内)"
    rf"|(?:20\d\d年|[今明本]年)年?[底末内]{_BEFORE}?|(?<![\d一二三四五六七八九十两几多半每年])年[底末内]{_BEFORE}?"
    rf"|{_YEAR}第?[一二三四]季度(?:[末底]{_BEFORE}?|{_BEFORE}|内)"
    rf"|(?<![\d一二三四])[本当]?季度?[末底]{_BEFORE}?"
    rf"|{_YEAR}[上下]半年(?:{_BEFORE}|内)"
    rf"|(?:本月|当月|下月|次月|(?<![\d一二三四五六七八九十每])月)[底末]{_BEFORE}?"
    rf"|(?:本月|当月|下月|次月)?(?<![月])[上中下]旬{_BEFORE}?"
    rf"|元旦{_BEFORE}"
)
_IS_LIMIT = re.compile(rf"(?:{_BEFORE}|内)$|^每")
_TOWARDS = re.compile(r"(?:到|至|止|于|在|争|保|迟|定)$")
_DONE = re.compile(
    r"[^。；;]{0,14}(?:完成|建成|实现|达到|竣工|开工|投产|投用|落地|见效|到位|办结|清零|基本|力争|确保|争取|导入|启动|交付|通车|验收|销号|出台|形成)"
)


def find_due_words(sentence: str) -> tuple[str, ...]:
    """Returns all deadline words of a sentence in their order, as they are written."""
    return tuple(found[0] for found in _WORDS.finditer(sentence) if found[0] and _is_promise(found))


def _is_promise(found: re.Match[str]) -> bool:
    """Whether something is to be done by then: 「年底前」, 「到年底」, 「11月底完成」, not 「年底凡是处于后三分之一的」."""
    if _IS_LIMIT.search(found[0]):
        return True
    before = found.string[max(0, found.start() - 2) : found.start()]
    return bool(_TOWARDS.search(before) or _DONE.match(found.string, found.end()))
