"""Chinese text is cut into sentences and clauses, never inside brackets or quotation marks."""

from __future__ import annotations

import re
from itertools import pairwise

_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_CLOSERS = set(_PAIRS.values())
_STOPS = set("。！？!?\n")
_HALF_STOPS = set("；;")
_COMMAS = set("，,：:；;")
#: An opening mark whose closing one is farther away than this is a slip of the pen.
_FARTHEST = 300
#: Parts around a semicolon shorter than this belong to one sentence.
_SHORTEST_PART = 10
_LABEL_AHEAD = re.compile(r"\s*[\u4e00-\u9fff]{2,8}[：:]")
_POINT = re.compile(r"\s*(?:[一二三四五六七八九十]{1,2}[是要]|[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[、．.](?!\d))")
#: 一是 … 二是 … inside of a paragraph: each begins a sentence of its own.
_COUNTED = re.compile(
    r"(?<=[：:；;。，,])\s*(?:(?P<han>[一二三四五六七八九十]{1,2})(?:是|要)|(?P<circled>[①-⑳])|[（(](?P<digit>\d{1,2})[）)]"
    r"|(?P<arabic>\d{1,2})(?:[、．]|\.(?!\d)))"
)


def protected(text: str) -> bytearray:
    """Returns 1 for each character between a matched pair of brackets or quotation marks (pair included), else 0."""
    inside = bytearray(len(text))
    opened: list[tuple[str, int]] = []
    straight = -1
    for index, char in enumerate(text):
        if char in _PAIRS:
            opened.append((_PAIRS[char], index))
        elif char in _CLOSERS:
            for back in range(len(opened) - 1, max(-1, len(opened) - 9), -1):
                closer, begin = opened[back]
                if closer == char:
                    if index - begin <= _FARTHEST:
                        inside[begin : index + 1] = b"\1" * (index + 1 - begin)
                    del opened[back:]
                    break
        elif char == '"':
            if straight >= 0 and index - straight <= _FARTHEST:
                inside[straight : index + 1] = b"\1" * (index + 1 - straight)
                straight = -1
            else:
                straight = index
    return inside


def open_pairs(text: str) -> str:
    """Returns the marks that would close what is open at the end of `text`, the innermost first."""
    opened: list[str] = []
    for char in text:
        if char in _PAIRS:
            opened.append(_PAIRS[char])
        elif opened and char == opened[-1]:
            opened.pop()
    return "".join(reversed(opened))


def split_sentences(text: str) -> list[str]:
    """Returns the sentences; put together again they are `text`. Duties parted by ； are sentences where long enough."""
    inside = protected(text)
    cuts = [0]
    counted = _counted_points(text)
    index = 0
    while index < len(text):
        if index in counted and cuts[-1] != index:
            cuts.append(index)
        end = _stop_end(text, inside, index)
        if end and end < len(text) and end not in counted:
            is_half = text[index] in _HALF_STOPS
            if not is_half or (end - cuts[-1] > _SHORTEST_PART and not _LABEL_AHEAD.match(text, end)):
                cuts.append(end)
        index = max(index + 1, end)
    cuts.append(len(text))
    parts = [text[begin:end] for begin, end in pairwise(cuts) if begin < end]
    return _with_long_tails(parts)


def _counted_points(text: str) -> set[int]:
    """Returns where 一是, 二是 or ①, ② begin: at least two of one kind, or the second alone, its first being a mark."""
    places: dict[str, list[int]] = {}
    seconds: set[str] = set()
    for match in _COUNTED.finditer(text):
        kind = next(kind for kind, group in match.groupdict().items() if group)
        places.setdefault(kind, []).append(match.start())
        if match[kind] in ("二", "②", "2"):
            seconds.add(kind)
    return {
        place for kind, series in places.items() if len(series) > 1 or kind in seconds for place in series
    }


def clauses(text: str) -> list[str]:
    """Returns the parts between commas, colons and semicolons, without these; numbers like 1,200 stay whole."""
    inside = protected(text)
    parts: list[str] = []
    begin = 0
    for index, char in enumerate(text):
        if char in _COMMAS and not inside[index] and not _in_number(text, index):
            parts.append(text[begin:index].strip())
            begin = index + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def _stop_end(text: str, inside: bytearray, index: int) -> int:
    """Returns where the sentence that may end at `index` ends, or 0."""
    char = text[index]
    if inside[index]:
        # 「……。”」 ends a sentence when the outermost pair closes behind a full stop
        is_last = index + 1 == len(text) or not inside[index + 1]
        if not (is_last and char in '”’」』"' and index and text[index - 1] in "。！？"):
            return 0
    elif char not in _STOPS and char not in _HALF_STOPS:
        return 0
    end = index + 1
    while end < len(text) and (text[end] in _STOPS or text[end] in _CLOSERS) and not inside[end]:
        end += 1
    return end


def _with_long_tails(parts: list[str]) -> list[str]:
    """Joins a short last part to the one before it where only a semicolon parts them."""
    joined: list[str] = []
    for part in parts:
        is_short = len(part.strip()) <= _SHORTEST_PART and not _POINT.match(part)
        if joined and joined[-1].rstrip()[-1:] in _HALF_STOPS and is_short:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _in_number(text: str, index: int) -> bool:
    return text[index] in ",:" and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
