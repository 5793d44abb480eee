"""How a heading is marked: 一、 （一） 第一， 1. （1） ① 一是 之一 专项一 【…】 —— or by depth or pattern alone."""

from __future__ import annotations

import re
import unicodedata

import attrs

from battlemap.domain.chinese_number import ORDINAL_CHARS, ordinal_value
from battlemap.exchange.lines import Line

_HAN = f"[{ORDINAL_CHARS}]{{1,3}}"

#: Kind → what the user types and sees for it; the order is the usual nesting in official letters.
KINDS = {
    "chapter": ("第一章", "章节（第一章、第二章……）"),
    "han": ("一、", "一级标题（一、二、三……）"),
    "named": ("行动一", "名称加序号（行动一、专项二……）"),
    "of": ("之一", "之一、之二……"),
    "han_th": ("第一", "序数（第一，第二，……）"),
    "named_bracket": ("【】", "方括号标题（【……】）"),
    "name": ("……行动", "名称（……行动、……工程）"),
    "han_paren": ("（一）", "二级标题（（一）（二）……）"),
    "is": ("一是", "一是、二是（一要、二要）……"),
    "digit": ("1.", "数字标题（1. 2. 3.……）"),
    "decimal": ("1.1", "小节（1.1、1.2……）"),
    "decimal3": ("1.1.1", "小节（1.1.1、1.1.2……）"),
    "decimal4": ("1.1.1.1", "小节（1.1.1.1……）"),
    "digit_paren": ("（1）", "带括号的数字（（1）（2）……）"),
    "circled": ("①", "带圈数字（①②③……）"),
    "dash": ("——", "破折号开头的各条（——……）"),
}
_DATE_AHEAD = r"(?=\d{1,2}\s*月|(?:19|20)\d\d\s*[年./-])"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"^第\s*({_HAN}|\d{{1,2}})\s*(?:章|篇|编|节|部分)[、，,：:.．\s]*")),
    (
        "named",
        re.compile(
            rf"^(?:专项|攻坚|重点|主要)*(?:行动|任务|工程|战役|专项|攻势|项目|实事)\s*(?:之)?({_HAN}|\d{{1,2}})\s*(?:[、：:.．]|\s+|$)\s*"
        ),
    ),
    ("of", re.compile(rf"^之({_HAN})\s*[：:、，,]?\s*")),
    ("han_th", re.compile(rf"^第({_HAN})\s*(?:[、，,：:]|(?:个|项|类|大)?(?:方面|任务)[：:，,]?)\s*")),
    ("is", re.compile(rf"^({_HAN})(?:是要|是|要)(?![^，。；：]{{0,3}}$)\s*[：:，,]?\s*")),
    ("han", re.compile(rf"^第?({_HAN})\s*(?:[、．.，,：:](?!{_HAN}[、，,和])|\s+|$)\s*")),
    ("han_paren", re.compile(rf"^[（(〔【]\s*({_HAN})\s*[）)〕】][、.．]?\s*")),
    (
        "decimal4",
        re.compile(r"^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?:[、.．]|\s+|(?=[一-鿿]))(?!\d)\s*"),
    ),
    (
        "decimal3",
        re.compile(r"^\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?:[、.．]|\s+|(?=[一-鿿]))(?!\d|[年月])\s*"),
    ),
    ("decimal", re.compile(r"^\d{1,2}[.．](\d{1,2})(?:[、.．]|\s+)(?!\d)\s*")),
    (
        "digit",
        re.compile(
            rf"^(\d{{1,2}})\s*(?:[．、]\s*{_DATE_AHEAD}|\.\s*{_DATE_AHEAD}|(?:[．、]|\.(?!\d))(?!\d{{1,3}}[、和号]))\s*"
        ),
    ),
    ("digit_paren", re.compile(r"^[（(]\s*(\d{1,2})\s*[）)][、.．]?\s*|^(\d{1,2})[）)]\s*")),
    ("circled", re.compile(r"^([①-⑳❶-❿])\s*[、.．]?\s*")),
)
_BRACKETED = re.compile(r"^【\s*([^【】：:]{2,30})\s*】\s*")
_DASH = re.compile(r"^(?:—{1,3}|－{2}|--+)\s*(?=\S)")
_BARE_DIGIT = re.compile(r"^(\d{1,2})\s+(?=\D)")
_GLUED_DIGIT = re.compile(r"^(\d{1,2})[.．](?=\d)")
_COMPOSED = re.compile("^([⑴-⒇⒈-⒛㈠-㈩])[.、．]?\\s*")
_NOT_ONE = re.compile(r"^[是要方来些]")
#: Longer than this is a sentence, not the name of a thing.
MOST_NAME = 40


@attrs.frozen
class Heading:
    """A marked line: `mark` as found, `words` behind it; `kind` is a key of KINDS or ``h1`` … ``h6`` (depth alone)."""

    kind: str
    number: int | None
    mark: str
    words: str
    depth: int = 0


def kind_key(kind: str) -> str:
    """Returns what the user types for a kind: 「（一）」, 「##」."""
    return KINDS[kind][0] if kind in KINDS else "#" * int(kind[1:])


def kind_label(kind: str) -> str:
    """Returns what the user reads for a kind."""
    return KINDS[kind][1] if kind in KINDS else f"第 {kind[1:]} 级标题（无序号）"


def heading_of(line: Line) -> Heading | None:
    """Returns how the line is marked as a heading, or None for plain text and table rows."""
    if line.cells or line.place:
        return None
    text = line.text
    heading = _composed(text, line.depth) or _marked(text, line.depth)
    if heading is None and line.depth:
        heading = Heading(f"h{line.depth}", None, "", text, line.depth)
    return heading


def glued_number(text: str) -> int | None:
    """Returns 2 for 「2.30家企业…」: a number that a figure follows, a heading only where it continues a series."""
    glued = _GLUED_DIGIT.match(text)
    return int(glued[1]) if glued else None


def glued_heading(text: str) -> Heading:
    """Returns the heading of a line of which `glued_number` gave the number."""
    number = glued_number(text) or 0
    mark = text[: len(str(number)) + 1]
    return Heading("digit", number, mark, text[len(mark) :])


def bare_number(text: str) -> Heading | None:
    """Returns the heading of 「2 主要任务」, where the plan counts 2.1, 2.2 below; None for other lines."""
    bare = _BARE_DIGIT.match(text)
    return Heading("digit", int(bare[1]), bare[0], text[bare.end() :]) if bare else None


def _composed(text: str, depth: int) -> Heading | None:
    """Returns the heading behind ⑴, ⒈ or ㈠: one character for a whole mark."""
    sign = _COMPOSED.match(text)
    if not sign:
        return None
    spelled = _marked(unicodedata.normalize("NFKC", sign[1]), depth)
    return attrs.evolve(spelled, mark=sign[0], words=text[sign.end() :]) if spelled else None


def _marked(text: str, depth: int) -> Heading | None:
    first = text[:1]
    if first == "【" and (named := _BRACKETED.match(text)) and not ordinal_value(named[1].strip()):
        return Heading("named_bracket", None, named[0], text[named.end() :] or "", depth)
    if first in "—－-" and (dash := _DASH.match(text)):
        return Heading("dash", None, dash[0], text[dash.end() :], depth)
    for kind, form in _FORMS:
        match = form.match(text)
        if not match:
            continue
        words = text[match.end() :]
        mark = match[0]
        if kind == "han" and not _is_name(mark, words, depth):
            continue
        number = _number(next(group for group in match.groups() if group))
        if number is not None:
            return Heading(kind, number, mark, words, depth)
    bare = _BARE_DIGIT.match(text) if depth else None
    return Heading("digit", int(bare[1]), bare[0], text[bare.end() :], depth) if bare else None


def _is_name(mark: str, words: str, depth: int) -> bool:
    """Whether 一 with only a space or comma behind it begins a heading, not a sentence."""
    if mark.rstrip()[-1:] in ("、", "．", ".", "：", ":") or depth:
        return True
    return len(words) <= MOST_NAME and not words.endswith(("。", "；", "，")) and not _NOT_ONE.match(words)


def _number(words: str) -> int | None:
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    if "❶" <= words <= "❿":
        return ord(words) - ord("❶") + 1
    plain = unicodedata.normalize("NFKC", words)
    if plain.isdigit():
        return int(plain) if 0 < int(plain) < 100 else None
    return ordinal_value(plain)
