"""A special action (专项攻坚行动): a column of the board; and its measures (工作要点)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.chinese_number import chinese_number
from battlemap.domain.fields.choice import YesNo
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import OfUnit, Pointing
from battlemap.domain.fields.text import Code, LongText, Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Neighbours
from battlemap.domain.kinds.task import Lane
from battlemap.errors import Refused

#: The lanes that may have a limit: who strikes off never has too much.
LIMITED: Final[tuple[Lane, ...]] = ("waiting", "moving", "checking")
#: The most that a limit can be.
MOST_LIMIT: Final = 999
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_TAILS: Final = ("专项攻坚行动", "攻坚行动", "专项行动", "行动")


@attrs.frozen
class Action:
    """One column: number and code never change, its place is `rank`.

    The limits are the most cards that its lanes should hold, 0 for no limit: they warn, they do not forbid. An archived
    action keeps its tasks but stands on no board and no sheet.
    """

    id: str
    number: int
    code: str
    title: str
    rank: str
    lead_leader: str = ""
    lead_unit: str | None = None
    colour: str | None = None
    limit_waiting: int = 0
    limit_moving: int = 0
    limit_checking: int = 0
    is_archived: bool = False
    deleted: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the board."""
        return not self.deleted and not self.is_archived

    def limit(self, lane: Lane) -> int:
        """Returns the most cards that a lane should hold, 0 for no limit."""
        return {
            "waiting": self.limit_waiting,
            "moving": self.limit_moving,
            "checking": self.limit_checking,
        }.get(lane, 0)

    def over(self, counts: Mapping[Lane, int]) -> str:
        """Returns in words which lanes hold more cards than they should: 「推进中 9/8」, "" where none does."""
        lanes = [lane for lane in LIMITED if 0 < self.limit(lane) < counts.get(lane, 0)]
        return "　".join(f"{wording.LANES[lane]} {counts[lane]}/{self.limit(lane)}" for lane in lanes)

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


def _check(action: Action) -> None:
    if not _CODE.fullmatch(action.code):
        raise Refused(f"专项代码“{action.code[:20]}”应为 1–8 位大写字母或数字，以字母开头。")
    if action.colour and not _COLOUR.fullmatch(action.colour):
        raise Refused(f"颜色“{action.colour[:20]}”应写成 #1f4e8c 的样子。")


def _check_code(action: Action, before: Action | None, rows: Neighbours) -> None:
    if before is not None and before.code != action.code:
        raise Refused("专项的代码一经确定不再更改。")
    if before is None and rows.find(Action, code=action.code):
        raise Refused(f"专项代码“{action.code}”已被占用，请换一个。")


ACTION = Kind(
    "action", Action, "专项", "个专项",
    (
        Field("number", "序号", WholeNumber(), width=56),
        Field("code", "代码", Code(), is_required=True, is_set_by_program=True, width=80),
        Field("title", "专项名称", Text(), is_required=True, width=220),
        Field("lead_leader", "牵头领导", Text(), width=96),
        Field("lead_unit", "牵头单位", OfUnit(), width=120),
        Field("colour", "颜色", Text(is_optional=True), width=80),
        *(
            Field(f"limit_{lane}", f"{wording.LANES[lane]}上限", WholeNumber(0, MOST_LIMIT), width=96)
            for lane in LIMITED
        ),
        Field("is_archived", "归档", YesNo(), is_set_by_program=True, width=60),
    ),
    order=("rank",), is_kept_by_hand=False, check=_check, bound=(), check_among=_check_code,
    why_closed=lambda action: f"专项“{action.title}”已归档，请先取消归档。" if action.is_archived else "",
    is_printed=False,
)  # fmt: skip

MEASURE = Kind(
    "measure", Measure, "要点", "条要点",
    (
        Field("action", "专项行动", Pointing("action", is_sorted_by_place=True), is_required=True, is_set_by_program=True, width=148),
        Field("number", "序号", WholeNumber(), width=56),
        Field("title", "要点名称", Text(), is_required=True, width=240),
        Field("text", "要点原文", LongText(), width=320),
    ),
    order=("action", "rank"), is_kept_by_hand=False,
    is_printed=False,
)  # fmt: skip
