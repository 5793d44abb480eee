"""Breaks text into lines by rule: a han character is 1 em wide, others by their class."""

from __future__ import annotations

import unicodedata

_NO_START = set("，。、；：？！」』）》】〕”’％%,.;:?!)]}")
_NO_END = set("「『（《【〔“‘([{")
_ELLIPSIS = "…"
_NARROW = set("iljtfI|!.,:;'`() []")


def char_em(char: str) -> float:
    """Returns the width of one character in ems by rule, never less than what the bundled font needs."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.35
    if char.isdigit():
        return 0.56
    if char in "MW@%mw—":
        return 0.95
    return 0.68 if ord(char) < 0x250 else 1.0


def em_width(text: str) -> float:
    """Returns the width of a line in ems by rule."""
    return sum(char_em(char) for char in text)


def plain(text: str) -> str:
    """Returns one line without control, direction and line-break characters: safe to draw anywhere."""
    return "".join(
        " " if char in "\n\r\t\u2028\u2029" else char
        for char in text
        if char in "\n\r\t\u2028\u2029" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    ).strip()


def elide(text: str, ems: float) -> str:
    """Returns `text`, or its beginning and an ellipsis, no wider than `ems`."""
    width = 0.0
    fits = 0
    for index, char in enumerate(text):
        width += char_em(char)
        if width > ems + 1e-9:
            return text[:fits].rstrip() + _ELLIPSIS if fits or ems >= 1 else ""
        if width + 1 <= ems + 1e-9:
            fits = index + 1
    return text


def wrap(text: str, ems: float, most: int) -> tuple[str, ...]:
    """Returns at most `most` lines no wider than `ems`, the last elided where the text is longer.

    Closing punctuation never begins a line and opening punctuation never ends one (GB/T 15834), and a run of
    Latin letters or digits is kept together where it fits into a line.
    """
    rest = plain(text[: int(ems / 0.35 + 2) * most * 2])
    is_cut = len(text) > int(ems / 0.35 + 2) * most * 2
    lines: list[str] = []
    while rest:
        if len(lines) == most - 1:
            line = elide(rest, ems)
            if is_cut and line == rest and not line.endswith(_ELLIPSIS):
                line = elide(rest + _ELLIPSIS * 2, ems)
            lines.append(line)
            break
        end = _line_end(rest, ems)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(lines)


def _line_end(text: str, ems: float) -> int:
    """Returns how many characters of `text` make the next line; at least one."""
    width = 0.0
    for index, char in enumerate(text):
        width += char_em(char)
        if width > ems + 1e-9:
            return _good_break(text, max(index, 1))
    return len(text)


def _good_break(text: str, end: int) -> int:
    """Returns a break at or before `end` that obeys the line-breaking rules, or `end` where none does."""
    for candidate in range(end, max(0, end - 12), -1):
        before, after = text[candidate - 1], text[candidate]
        in_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
        if after not in _NO_START and before not in _NO_END and not in_word:
            return candidate
    return end
