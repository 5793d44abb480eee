"""A special action (专项攻坚行动): a column of the board; and its measures (工作要点)."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.chinese_number import chinese_number

_TAILS: Final = ("专项攻坚行动", "攻坚行动", "专项行动", "行动")


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

    @property
    def short(self) -> str:
        """The title without its common ending: 经济运行."""
        return short_title(self.title)


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


def short_title(title: str) -> str:
    """Returns an action's title without 「专项攻坚行动」: 经济运行."""
    for tail in _TAILS:
        if title.endswith(tail) and len(title) > len(tail):
            return title.removesuffix(tail)
    return title
