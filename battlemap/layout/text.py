"""Breaks text into lines by rule: a han character is 1 em wide, others by their class."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_NO_START = set("，。、；：？！”』）》】〕”’％%,.;:?!)]}")
_NO_END = set("「『（《【〔“‘([{")
_SENTENCE = re.compile("[，。；：！？]")
_ELLIPSIS = "…"
#: So many characters are looked back for a break.
_LONGEST_WORD = 16
_BREAKS = "\n\r\t\u2028\u2029"
_DOUBLES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
#: Width in ems → the characters that need as much in the bundled family, bold included.
_WIDTHS = {
    0.23: " ", 0.33: "|ijl',.:;I", 0.38: "!-f()[]{}", 0.44: "/\\tr", 0.51: "s*", 0.59: "0123456789z?cx_JyvLYeF#$+<=>^~\"",
    0.65: "agkZEVSToX`uhAnbdpq", 0.72: "CPBRKDG", 0.78: "&UNHOQ", 0.87: "Mw", 0.97: "W%m", 1.08: "@№ШЩЮ",
}  # fmt: skip
_EMS = {char: width for width, chars in _WIDTHS.items() for char in chars}
_LEAST = min(_WIDTHS)


@lru_cache(maxsize=8192)
def char_em(char: str) -> float:
    """Returns the width of one character in ems by rule, never less than what the bundled family needs."""
    width = _EMS.get(char)
    if width is not None:
        return width
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc", "Mn"):
        return 0.0
    if "\u00c0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return _EMS.get(unicodedata.normalize("NFD", char)[0], 1.0)
    return 1.0


@lru_cache(maxsize=16_384)
def em_width(text: str) -> float:
    """Returns the width of a line in ems by rule."""
    return sum(map(char_em, text))


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Returns one line without control, direction and line-break characters: safe to draw anywhere.

    Radicals and compatibility ideographs, which careless copying from PDFs brings, become the han they stand for.
    """
    if text.isprintable() and not _DOUBLES.search(text):
        return text.strip()
    text = _DOUBLES.sub(lambda double: unicodedata.normalize("NFKC", double[0]), text)
    return "".join(
        " " if char in _BREAKS else char
        for char in text
        if char in _BREAKS or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
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
    Latin letters or digits, a code or a telephone number with its hyphen, is kept together where it fits into a line.
    """
    enough = int(ems / _LEAST + 2) * most * 2
    rest = one_line(text[:enough])
    is_cut = len(text) > enough
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


def is_cut(lines: Sequence[str], text: str) -> bool:
    """Whether the lines that `wrap` made of a text do not hold all of it."""
    return "".join("".join(lines).split()) != "".join(one_line(text).split())


def wrap_even(text: str, ems: float, most: int) -> tuple[str, ...]:
    """Returns what `wrap` returns, but no last line of one or two characters where the lines above can spare some."""
    lines = wrap(text, ems, most)
    if len(lines) < 2 or lines[-1].endswith(_ELLIPSIS):
        return lines
    narrower = ems
    while em_width(lines[-1]) < 2.5 and narrower > 4:
        narrower -= 0.5
        tried = wrap(text, narrower, most)
        if len(tried) > len(lines) or tried[-1].endswith(_ELLIPSIS):
            break
        lines = tried
    return lines


def wrap_names(text: str, ems: float, most: int) -> tuple[str, ...]:
    """Returns what `wrap_even` returns; a list of names ends its lines behind 「、」 where each name fits into one."""
    names = text.split("、")
    is_list = len(names) > 1 and not _SENTENCE.search(text)
    if not is_list or any(em_width(name) + 1 > ems for name in names):
        return wrap_even(text, ems, most)
    lines = [""]
    for place, name in enumerate(names):
        piece = name if place == len(names) - 1 else f"{name}、"
        if lines[-1] and em_width(lines[-1] + piece) > ems:
            lines.append("")
        lines[-1] += piece
    return tuple(lines) if len(lines) <= most else wrap_even(text, ems, most)


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
    for candidate in range(min(end, len(text) - 1), max(0, end - _LONGEST_WORD), -1):
        before, after = text[candidate - 1], text[candidate]
        in_word = _is_latin(before) and _is_latin(after)
        in_number = candidate > 1 and before in ".," and after.isdigit() and text[candidate - 2].isdigit()
        in_code = _is_hyphened(text, candidate) or _is_hyphened(text, candidate + 1)
        if after not in _NO_START and before not in _NO_END and not (in_word or in_number or in_code):
            return candidate
    return end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_hyphened(text: str, place: int) -> bool:
    """Whether a hyphen between two Latin letters or digits stands before a place."""
    return (
        1 < place < len(text)
        and text[place - 1] == "-"
        and _is_latin(text[place - 2])
        and _is_latin(text[place])
    )
