"""Units as they stand in titles, headers, cells and number formats, and what money units are worth in 元."""

from __future__ import annotations

import re
from typing import Final

from battlemap.exchange.office_sheets.words import tight

#: Money → 元.
MONEY: Final = {
    "元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元": 100_000_000,
    "万": 10_000, "亿": 100_000_000, "人民币元": 1, "人民币万元": 10_000, "人民币亿元": 100_000_000,
    "元人民币": 1, "万元人民币": 10_000, "亿元人民币": 100_000_000,
}  # fmt: skip
PERCENT: Final = ("%", "±%", "‰", "%)", "百分比")
_ONE: Final = (
    r"(?:人民币)?(?:百万|千万|万|亿|千)?(?:元人民币|元|美元|欧元|日元|港元|港币)|%|±%|‰|个?百分点|百分比|"
    r"(?:万|亿|百|千)?(?:个|户|人次|人|件次|件|家|项|处|次|批次|批|起|宗|名|位|条|座|栋|幢|套|间|台套|台|辆|张|份|篇|场|期|只|头|株|棵|盏|眼|口|所|组|床|例|"
    r"吨标准煤|吨标煤|吨|千克|公斤|克|升|立方米|立方|方|亩|公顷|平方米|平方公里|平方千米|平米|公里|千米|米|厘米|毫米|"
    r"千瓦时|度|千瓦|兆瓦|标方|标箱|工日|股)|kgce|tce|kWh|kwh|kW|MW|km2|km²|km|m2|m²|m3|m³|㎡|㎥|mm|cm|m|kg|t|ha|h|℃|"
    r"天|日|工作日|个工作日|月|个月|年|岁|周岁|小时|时|分钟|分|秒|周|级|倍|位|毫克/升|mg/L|μg/m3|万|亿"
)
_UNITS: Final = re.compile(
    rf"^(?:单位[:：])?(?:{_ONE})(?:[/每](?:{_ONE}))?(?:[、,，;；和及](?:{_ONE})(?:/(?:{_ONE}))?)*$"
)
_BRACKET: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,16})[)）\]】]")
_MONEY_AT_END: Final = re.compile(r"(?:[/,，:：]|)((?:百万|千万|万|亿|千)元)$")
_BLANKS: Final = re.compile(r"\s+")
_PARTS: Final = re.compile(r"[、,，;；和及]")


def is_unit(words: str) -> bool:
    """Whether the words are one unit or a list of units: 万元, 户、平方米、万元, 吨标煤/万元."""
    return bool(_UNITS.match(tight(words)))


def unit_alone(text: str) -> str:
    """Returns the unit where a text is nothing but one, in brackets or without: （万元）; "" for another text."""
    plain = tight(text)
    bare = plain[1:-1] if plain[:1] in "([【" and plain[-1:] in ")]】" else plain
    return bare.removeprefix("单位:") if bare and is_unit(bare) else ""


def money_in(words: str) -> str:
    """Returns the money unit in a unit or list of units, "" where there is none or more than one."""
    units = [unit for unit in _PARTS.split(tight(words).removeprefix("单位:")) if unit in MONEY]
    return units[0] if len(set(units)) == 1 else ""


def is_only_money(words: str) -> bool:
    """Whether the unit of a sheet is a money unit and nothing else."""
    return tight(words) in MONEY


def split_unit(name: str) -> tuple[str, str]:
    """Returns (name without the unit's brackets, unit); brackets that hold no unit stay, and so does a unit without brackets."""
    plain = _BLANKS.sub("", name).strip("*★☆▲#")
    unit = ""
    for bracket in _BRACKET.finditer(plain):
        if is_unit(bracket[1]) and bracket.start() > 0:
            unit = tight(bracket[1]).removeprefix("单位:")
            plain = plain[: bracket.start()] + plain[bracket.end() :]
            break
    if not unit:
        at_end = _MONEY_AT_END.search(plain)
        if at_end and at_end.start() >= 2:
            unit = at_end[1]
        elif plain.endswith(("%", "％")) and len(plain) > 2:
            unit = "%"
    return plain.strip("*★☆▲#"), unit
