"""A decision typed in one line: what it becomes, for whom, by when; everything else are its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import attrs

from battlemap.domain.days.deadline import read_day
from battlemap.domain.kinds.meeting import DecisionKind
from battlemap.errors import BadInput

#: What a line begins with → what it becomes.
MARKS: Final[dict[str, DecisionKind]] = {
    "任务": "task", "+": "task", "＋": "task", "批示": "instruction", "！": "instruction", "!": "instruction", "卡点": "problem",
    "？": "problem", "?": "problem", "时限": "deadline", ">": "deadline", "》": "deadline", "延期": "deadline",
}  # fmt: skip
_MARK: Final = re.compile(r"\s*(?:(任务|批示|卡点|时限|延期)\s*[:：]|([+＋！!？?>》]))\s*")
_UNIT: Final = re.compile(r"[@＠]\s*([^\s@＠#＃，,。]+)")
_DAY: Final = re.compile(r"[#＃]\s*([^\s@＠#＃，,。]+)")
#: What the field of the meeting says that can be typed.
HELP: Final = "任务：…@单位 #11月30日　批示：…　卡点：…@单位 #日期　时限：#日期 理由　其他文字为一般议定事项"


@attrs.frozen
class DecisionLine:
    """A line understood: `words` without marks, `whole` as it was typed."""

    kind: DecisionKind
    words: str
    whole: str
    unit: str = ""
    due_on: date | None = None


def decision_line(text: str, first: date | None, last: date | None) -> DecisionLine:
    """Returns what a line means in a campaign of these days; raises BadInput, in words, for one that means nothing.

    「任务：」 (or +) makes a task, 「批示：」 (!) an instruction, 「卡点：」 (?) a 卡点, 「时限：」 (>) another day; @ names the
    unit, # the day.
    """
    whole = " ".join(text.split())
    if not whole:
        raise BadInput("请写明议定内容。")
    mark = _MARK.match(whole)
    kind: DecisionKind = MARKS[mark[1] or mark[2]] if mark else "plain"
    rest = whole[mark.end() :] if mark else whole
    unit, day = _UNIT.search(rest), _DAY.search(rest)
    due_on: date | None = None
    if day:
        due_on, _ = read_day(day[1], first, last)
        if due_on is None:
            raise BadInput(f"看不懂日期“{day[1][:20]}”，请写成 #11月30日 或 #月底前。")
    words = " ".join(_DAY.sub(" ", _UNIT.sub(" ", rest)).split())
    if kind == "deadline" and due_on is None:
        raise BadInput("改时限须写明日期，如：时限：#12月15日 材料未到。")
    if not words:
        raise BadInput("改时限须写明理由。" if kind == "deadline" else "请写明议定内容。")
    return DecisionLine(kind, words, whole, unit[1] if unit else "", due_on)
