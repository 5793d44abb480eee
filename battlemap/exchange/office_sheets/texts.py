"""Texts, names, ids and phone numbers: what a cell says as words, and figures that Excel has lost."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable
from battlemap.exchange.office_sheets.grid import Fault, GridCell
from battlemap.exchange.office_sheets.numbers import FIGURES_LOST, fault, is_nothing

_SCIENCE: Final = re.compile(r"\d\.?\d*[eE]\+?\d{1,3}")
_CARRIAGE: Final = re.compile(r"_x000D_|\r\n?")
_LINE_BLANKS: Final = re.compile(r"[ \t\xa0]+(?=\n)|(?<=\n)[ \t\xa0]+")
_ID: Final = re.compile(r"\d{17}[\dX]")
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def read_text(value: GridCell) -> Cell:
    """Returns the words as they are written, without blanks around them; a number as it stands."""
    if isinstance(value, str):
        if not value:
            return None
        words = value.strip(" \t\r\n\xa0\u3000\ufeff")
        if "\r" in words or "_x000D_" in words:
            words = _CARRIAGE.sub("\n", words).replace("\n\n", "\n")
        return _LINE_BLANKS.sub("", words) if "\n" in words else words or None
    if isinstance(value, Fault):
        return fault(value)
    return written(value)


def read_name(value: GridCell) -> Cell:
    """Returns a unit, person or choice; a sign such as — means that there is none."""
    words = read_text(value)
    return Nothing(words) if isinstance(words, str) and is_nothing(words) else words


def read_code(value: GridCell) -> Cell:
    """Returns an id, code or phone number in half-width signs; more figures than Excel keeps are lost and never shown."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        if abs(value) >= FIGURES_LOST:
            return Unreadable(f"{value:.14E}", "lost")
        return written(value)
    words = read_name(value)
    if not isinstance(words, str):
        return words
    plain = unicodedata.normalize("NFKC", words).strip(" '’`").replace("\u200b", "")
    if _SCIENCE.fullmatch(plain):
        return Unreadable(words, "lost")
    return re.sub(r"(?<=[\dA-Za-z-]) +(?=[\dA-Za-z-])", "", plain) if "\n" not in plain else plain


def written(value: object) -> str | Unreadable:
    """Returns a number, day or truth value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        if abs(value) >= FIGURES_LOST:
            return Unreadable(f"{value:.14E}", "lost")
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).removesuffix(":00") if isinstance(value, time | timedelta) else str(value)


def id_is_wrong(text: str) -> bool:
    """Whether an 18-figure resident's id has a wrong check figure (GB 11643); other texts are not judged."""
    plain = text.upper()
    if not _ID.fullmatch(plain):
        return False
    rest = sum(int(figure) * weight for figure, weight in zip(plain, _ID_WEIGHTS, strict=False)) % 11
    return plain[17] != "10X98765432"[rest]


def credit_code_is_wrong(text: str) -> bool:
    """Whether an 18-sign credit code has a wrong check sign (GB 32100); older registration numbers are not judged."""
    plain = text.upper()
    if len(plain) != 18:
        return False
    if not _CREDIT.fullmatch(plain):
        return True
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(plain[:17]))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] != plain[17]
