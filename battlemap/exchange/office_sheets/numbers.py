"""Numbers, money, percents and yes or no, as people type them into cells."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable
from battlemap.exchange.office_sheets.grid import Fault, GridCell
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

#: Signs and words for "nothing"; in a column of numbers or days they are no value.
NOTHING: Final = frozenset(
    ("-", "--", "---", "—", "——", "———", "–", "/", "//", "\\", "|", "无", "暂无", "没有", "空", "…", "……", "...", "*", "N/A",
     "n/a", "NA", "不适用", "无此项", "未填", "一", "、", ".", "null", "NULL", "None", "nan", "#N/A")
)  # fmt: skip
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")
_NEGATIVE: Final = re.compile(r"^(?:\((.+)\)|[△▲▼](.+)|[-−–—](.+))$")
_SCIENCE: Final = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+?\d{1,3}")
_MONEY: Final = re.compile(
    r"(?:人民币|RMB|CNY|¥|￥)?(?P<number>[^元万亿千百]+?)(?P<unit>(?:百万|千万|万|亿|千)?元?)(?:人民币|整|正)?"
)
_YES: Final = frozenset(
    (
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "对",
        "Y",
        "y",
        "YES",
        "Yes",
        "yes",
        "TRUE",
        "True",
        "true",
        "有",
        "已",
        "v",
        "V",
        "✅",
    )
)
_NO: Final = frozenset(
    (
        "否",
        "×",
        "✗",
        "✘",
        "✖",
        "☒",
        "☐",
        "□",
        "不是",
        "N",
        "n",
        "NO",
        "No",
        "no",
        "FALSE",
        "False",
        "false",
        "x",
        "X",
        "无",
        "未",
        "❌",
        "╳",
    )
)
#: More figures than Excel keeps.
FIGURES_LOST: Final = 1e15


def is_nothing(text: str) -> bool:
    """Whether the text is a sign for nothing."""
    return tight(text) in NOTHING or text.strip() in NOTHING


def decimal_of(value: float) -> Decimal:
    """Returns the number as it was typed: the shortest decimal that means it, at most 15 figures as Excel keeps."""
    return Decimal(f"{value:.15g}")


def number_in(text: str) -> Decimal | None:
    """Returns the number that the whole text is: 1,200 · （120） · △78.5 · ３２０; None for anything else."""
    plain = tight(text)
    sign = 1
    negative = _NEGATIVE.match(plain)
    if negative and not _NUMBER.fullmatch(plain):
        plain = negative[1] or negative[2] or negative[3]
        sign = -1
        if plain[:1] in "+-":
            return None
    if not _NUMBER.fullmatch(plain):
        return Decimal(plain) * sign if _SCIENCE.fullmatch(plain) else None
    return Decimal(plain.replace(",", "")) * sign


def plain_number(number: Decimal) -> int | Decimal:
    """Returns whole numbers as int, others without trailing zeros."""
    if number == number.to_integral_value():
        return int(number)
    return number.normalize()


def read_number(value: GridCell, suffixes: tuple[str, ...] = ()) -> Cell:
    """Returns a whole or decimal number; a unit behind it is taken where it is one of `suffixes` (5人 below 人数)."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float | int):
        return int(value) if value == int(value) else plain_number(decimal_of(value))
    if isinstance(value, Fault):
        return fault(value)
    if not isinstance(value, str):
        return Unreadable(str(value))
    if not value:
        return None
    if is_nothing(value):
        return Nothing(value.strip())
    number = number_in(value)
    if number is None:
        plain = tight(value)
        ending = next((each for each in suffixes if each and plain.endswith(each)), "")
        number = number_in(plain.removesuffix(ending)) if ending else None
    return Unreadable(value.strip()) if number is None else plain_number(number)


def read_percent(value: GridCell, code: str = "") -> Cell:
    """Returns the number before the percent sign; a number in a percent format is a hundredth of it."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = decimal_of(float(value))
        return plain_number(number * 100 if code and number_format(code).is_percent else number)
    if isinstance(value, str) and value:
        plain = tight(value)
        if plain.endswith("%"):
            number_before = number_in(plain.rstrip("%").removesuffix("±"))
            if number_before is None and plain.startswith("(") and plain.endswith(")%"):
                number_before = number_in(plain[:-1])
            return Unreadable(value.strip()) if number_before is None else plain_number(number_before)
        bracketed = re.fullmatch(r"\(([\d.,]+)%\)", plain)
        if bracketed:
            inner = number_in(bracketed[1])
            return Unreadable(value.strip()) if inner is None else plain_number(-inner)
    return read_number(value)


def read_money(value: GridCell, unit: str, code: str = "") -> Cell:
    """Returns whole 元: a unit in the cell beats one in the number format, that beats `unit` of header or table.

    Without any unit the number stays unread: nothing is guessed.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        factor = MONEY.get(unit, 0)
        if code:
            said = number_format(code)
            factor = 1 if said.is_scaled else MONEY.get(said.unit, factor)
        if not factor:
            return 0 if value == 0 else Unreadable(f"{value:.15g}", "unit")
        product = value * factor
        whole = round(product)
        # a product this near to whole 元 is whole: Excel keeps 15 figures
        if abs(product - whole) < 1e-3 and abs(product) < 1e13:
            return whole
        return yuan(decimal_of(float(value)) * factor)
    if not isinstance(value, str) or not value:
        return read_number(value)
    if is_nothing(value):
        return Nothing(value.strip())
    money = _MONEY.fullmatch(tight(value))
    number = number_in(money["number"]) if money else None
    if money is None or number is None:
        bracketed = re.fullmatch(r"\((.+)\)", tight(value))
        inner = read_money(bracketed[1], unit) if bracketed and not bracketed[1].startswith("-") else None
        return -inner if isinstance(inner, int) else Unreadable(value.strip())
    factor = MONEY.get(money["unit"] or unit, 0)
    if not factor:
        return 0 if number == 0 else Unreadable(value.strip(), "unit")
    return yuan(number * factor)


def yuan(amount: Decimal) -> int:
    """Returns the amount in whole 元, half ones upwards."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def read_yes(value: GridCell) -> Cell:
    """Returns whether 是, √, 有 … or 否, ×, 无 … stands there."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Fault):
        return fault(value)
    if isinstance(value, float | int) and value in (0, 1):
        return bool(value)
    if not isinstance(value, str):
        return Unreadable(str(value))
    plain = value.strip()
    if not plain:
        return None
    if plain in _YES or tight(plain) in (*_YES, "1"):
        return True
    if plain in _NO or tight(plain) in (*_NO, "0"):
        return False
    return Nothing(plain) if is_nothing(plain) else Unreadable(plain)


def is_yes_or_no(value: GridCell) -> bool:
    """Whether the cell holds a sign that can only mean yes or no."""
    return isinstance(value, bool) or (
        isinstance(value, str)
        and value.strip() in (_YES | _NO) - {"有", "无", "已", "未", "v", "V", "x", "X"}
    )


def fault(value: Fault) -> Unreadable:
    """Returns the cell of an error or of a formula that was never calculated."""
    return Unreadable(value.words, "result" if value.is_unresulted else "error")
