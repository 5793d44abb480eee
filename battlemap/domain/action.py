"""A special action (专项攻坚行动): a column of the board; and its measures (工作要点)."""

from __future__ import annotations

import attrs

_DIGITS = "零一二三四五六七八九"


@attrs.frozen
class Action:
    """One column: number and code never change, its place is `rank`."""

    id: str
    number: int
    code: str
    title: str
    rank: str
    lead_leader: str = ""
    lead_unit: str | None = None
    colour: str | None = None
    deleted: bool = False

    @property
    def ordinal(self) -> str:
        """The number in Chinese: 一 … 十一 …"""
        return chinese_number(self.number)


@attrs.frozen
class Measure:
    """One numbered item of an action, with the plan's own text."""

    id: str
    action: str
    number: int
    title: str
    rank: str
    text: str = ""
    deleted: bool = False


def chinese_number(number: int) -> str:
    """Returns 1 … 99 as 一 … 九十九; other numbers as digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
