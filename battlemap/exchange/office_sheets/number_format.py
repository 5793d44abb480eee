"""What a number format makes of a number: percent, a scaled figure, a unit behind it, figures that are shown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import attrs

#: Built-in percent formats of Excel; the others that matter are written out in the file.
BUILT_IN: Final = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[[^\]]*\]')
_SCALED: Final = re.compile(r"[0#?](,+)(?![0#?.,])")
_UNIT: Final = re.compile(r"(亿元|百万元|万元|千元|元|亿|万)\s*$")
_DECIMALS: Final = re.compile(r"\.(0+)")


@attrs.frozen
class NumberFormat:
    """What a format says about the number in the cell."""

    is_percent: bool = False
    #: A comma after the last figure: the cell holds the whole number, the format shows less of it.
    is_scaled: bool = False
    #: 亿元, 万 … written behind the number, "" for none.
    unit: str = ""
    #: Figures after the point that are always shown.
    decimals: int = 0

    @property
    def changes_meaning(self) -> bool:
        """Whether the number means something else than it says."""
        return self.is_percent or self.is_scaled or bool(self.unit)


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """Returns what the first section of a format code says; a quoted or escaped % scales nothing."""
    section = _first_section(code)
    words = "".join(literal[1] or literal[2] or literal[3] or "" for literal in _LITERAL.finditer(section))
    bare = _LITERAL.sub("", section)
    words += "".join(re.findall(r"[\u4e00-\u9fff]+", bare))
    is_number = bool(re.search(r"[0#?]", bare)) and not re.search(r"[ymdhs]", bare, re.IGNORECASE)
    if not is_number:
        return NumberFormat()
    figures = re.sub(r"[^0#?.,%]", "", bare)
    unit = _UNIT.search(words)
    decimals = _DECIMALS.search(figures)
    return NumberFormat(
        is_percent="%" in figures,
        is_scaled=bool(_SCALED.search(figures)),
        unit=unit[1] if unit else "",
        decimals=len(decimals[1]) if decimals else 0,
    )


def _first_section(code: str) -> str:
    """Returns the part for positive numbers: up to the first semicolon that is not quoted."""
    is_quoted = False
    for place, sign in enumerate(code):
        if sign == '"' and code[place - 1 : place] not in ("\\", "!"):
            is_quoted = not is_quoted
        elif sign == ";" and not is_quoted and code[place - 1 : place] not in ("\\", "!"):
            return code[:place]
    return code
