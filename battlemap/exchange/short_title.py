"""A sentence gets a name for its card: the leading clause, short, cut only where it can be cut."""

from __future__ import annotations

import re

from battlemap.exchange.sentences import clauses, open_pairs, protected

#: Widths in han; a whole clause may be a little longer than one that is cut.
WISHED, MOST = 18, 20
_SHORTEST = 5

_MARK = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．]|\d{1,2}\.(?!\d)|[①-⑳]|第?[一二三四五六七八九十]+(?:是|要|，|,)要?)\s*"
)
_ADVERBIAL = re.compile(
    r"^(?:围绕|按照|针对|依托|根据|结合|对照|为(?!民)|立足|聚焦|坚持以|坚持“[^”]*”$|随着|鉴于|借助|抢抓|紧扣|紧盯|以.{1,30}为|自.{1,12}起$"
    r"|在.+[下上中]$)|以.+为(?:基础|载体|抓手|重点|核心|引领|主线|目标|契机|依托|导向|突破口)$"
)
_PUSH = re.compile(
    r"^(?:同时|此外|另外|并且|并(?![网购轨联])|还要|要(?!素|求|点|件|害|闻)|也要|须|务必|应(?![急对用收届])|即日起|今年)"
)
_INTENSE = re.compile(
    r"^(?:着力|进一步|大力|切实|认真|积极|坚决|扎实|持续|不断|深入|全力|全面|集中精力|稳步|有序|尽快)"
)
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")
_BREAKS = re.compile(r"、|以及|和(?![谐平睦])|及(?![时早格])|与(?!会)")
_OBJECT_FIRST = re.compile(r"^(?:对|将|把|由|给)")
_END = " \t　，,、；;。！？!?：:."


def short_title(sentence: str) -> str:
    """Returns a title of at most about 20 han for a sentence; "" only where the sentence has no word.

    Leading phrases of aim or basis are passed over, empty intensifiers go where room is needed; no cut falls inside
    brackets or quotation marks.
    """
    text = re.sub(r"\s+", " ", sentence).strip(_END)
    text = _MARK.sub("", text, count=1) or text
    parts = clauses(text)
    while len(parts) > 1 and _ADVERBIAL.search(parts[0]):
        parts = parts[1:]
    title = parts[0] if parts else text
    for part in parts[1:]:
        if (width(title) >= _SHORTEST and not title.endswith("的")) or width(title) + 1 + width(part) > MOST:
            break
        title = f"{title}，{part}"
    title = _without(_PUSH, title)
    return (title if width(title) <= MOST else _shortened(title)).strip(_END) or text[:WISHED]


def width(text: str) -> float:
    """Returns the width in han; a half-width letter is half a han."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _shortened(title: str) -> str:
    bare = _BRACKET.sub("", title)
    if width(bare) >= _SHORTEST:
        title = bare
    while width(title) > MOST and _INTENSE.match(title):
        title = _without(_INTENSE, title)
    if width(title) <= MOST:
        return title
    inside = protected(title)
    # 「对甲和乙实行…」 cut behind 甲 would lose its verb
    breaks = [] if _OBJECT_FIRST.match(title) else list(_BREAKS.finditer(title))
    for found in reversed(breaks):
        cut = found.start()
        if not inside[cut] and _SHORTEST <= width(title[:cut]) < WISHED:
            return title[:cut] + "等"
    return _cut(title, inside)


def _cut(title: str, inside: bytearray) -> str:
    """Returns the beginning and an ellipsis; a pair or number that is cut is left out, or closed where it is long."""
    end = len(title)
    while width(title[:end]) > WISHED - 2:
        end -= 1
    best = end
    while best > 1 and (_is_joined(title, best) or (inside[best] and inside[best - 1])):
        best -= 1
    if width(title[:best]) >= _SHORTEST:
        return title[:best].rstrip(_END) + "…"
    return title[:end].rstrip(_END) + "…" + open_pairs(title[:end])


def _is_joined(title: str, at: int) -> bool:
    before, after = title[at - 1], title[at]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _without(form: re.Pattern[str], title: str) -> str:
    """Returns the title without the leading words of `form`, unless too little would be left."""
    rest = form.sub("", title, count=1).lstrip(_END)
    return rest if width(rest) >= _SHORTEST - 1 else title
