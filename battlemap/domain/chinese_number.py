"""Chinese ordinals and numbers, both ways: 一 … 九十九."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"

#: The characters an ordinal is written with.
ORDINAL_CHARS = "一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """Returns 1 … 99 as 一 … 九十九; other numbers as digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def ordinal_value(words: str) -> int | None:
    """Returns 1 … 99 for 一 … 九十九, None for anything that is no well-formed ordinal."""
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.index(words) if len(words) == 1 and words in _DIGITS[1:] else None
    if len(tens) > 1 or len(ones) > 1 or not all(char in _DIGITS[1:] for char in tens + ones):
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
