"""Texts and days as they stand in a sentence: on one line, cut short, without zeros."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

#: Characters of a text that stand in a sentence.
BRIEF: Final = 24


def brief(text: str, most: int = BRIEF) -> str:
    """Returns the text on one line, without control and direction characters, cut to `most` characters."""
    if len(text) <= most and text.isprintable() and "  " not in text and text == text.strip():
        return text
    shown = "".join(
        " " if char.isspace() else char
        for char in text[: most * 4]
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    shown = " ".join(shown.split())
    is_cut = len(shown) > most or len(text) > most * 4
    return shown[: most - 1].rstrip() + "…" if is_cut else shown


def day_in_words(day: date, usual_year: int | None) -> str:
    """Returns 「11月30日」, with the year where it is not the usual one."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == usual_year else f"{day.year}年{words}"
