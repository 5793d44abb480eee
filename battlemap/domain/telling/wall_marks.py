"""图上回填: what was marked by hand on the wall, typed as a code and a word per line."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.kinds.problem import Problem, written_on_card
from battlemap.domain.kinds.strike_rule import why_not_struck_off
from battlemap.domain.kinds.task import LANES, Lane, Task, to_lane, why_not_to_lane
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, Refused

Kind = Literal["percent", "lane", "late", "blocked", "clear"]

_LANES: Final[dict[str, Lane]] = {wording.LANES[lane]: lane for lane in LANES} | {
    "启动": "moving", "推进": "moving", "完成": "checking", "办结": "checking", "核查": "checking", "销号": "struck_off",
}  # fmt: skip
#: One key → the word that it stands for.
_ONE_KEY: Final = {
    "w": "完成", "完": "完成", "z": "滞后", "晚": "滞后", "j": "解除", "x": "销号", "销": "销号",
}  # fmt: skip
_LATE: Final = ("滞后", "逾期", "黑旗")
_BLOCKED: Final = ("卡点", "卡")
_CLEAR: Final = ("解除", "通")
_LINE: Final = re.compile(
    r"(?P<code>[A-Za-z][A-Za-z0-9]*\s?-?\s?\d+|[^\s,:;，：；]+)[\s,:;，：；]+(?P<mark>.+)"
)
_SHORT: Final = re.compile(r"([A-Z][A-Z0-9]*?)\s?-?\s?(\d+)")
_HELP: Final = "写法如“ECON-03 50”“ECON-04 完成”“PROJ-01 卡 土地手续未批”"


@attrs.frozen
class WallMark:
    """One mark: the card's code, and a percentage, a lane, or why it is stuck."""

    code: str
    kind: Kind
    percent: int = 0
    lane: Lane = "waiting"
    reason: str = ""

    @property
    def words(self) -> str:
        """The mark as it is read back: 「ECON-03 进度 50%」."""
        if self.kind == "percent":
            return f"{self.code} 进度 {self.percent}%"
        if self.kind == "lane":
            return f"{self.code} 移到“{wording.LANES[self.lane]}”"
        if self.kind == "late":
            return f"{self.code} 标注滞后"
        if self.kind == "clear":
            return f"{self.code} 解除卡点"
        return f"{self.code} 卡点：{self.reason}"


def wall_marks(text: str) -> tuple[WallMark, ...]:
    """Returns the marks of a text, a line each; empty lines and those that begin with # are passed over.

    Raises BadInput that names every line that cannot be understood.
    """
    marks, unclear = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            marks.append(wall_mark(line))
        except BadInput as error:
            unclear.append(f"第 {number} 行：{error}")
    if unclear:
        raise BadInput("\n".join(unclear))
    return tuple(marks)


def wall_mark(line: str) -> WallMark:
    """Returns the mark that a line tells; full-width characters and lower case are taken. Raises BadInput."""
    plain = unicodedata.normalize("NFKC", line).strip()
    match = _LINE.fullmatch(plain)
    if match is None:
        raise BadInput(f"“{line.strip()[:30]}”缺少标注。{_HELP}。")
    code, mark = canonical(match["code"]), match["mark"].strip()
    number = re.fullmatch(r"(?:进度)?\s*(\d{1,3})\s*%?", mark)
    if number:
        if int(number[1]) > 100:
            raise BadInput(f"{code} 的进度 {number[1]}% 超过 100%。")
        return WallMark(code, "percent", percent=int(number[1]))
    word, _, rest = mark.removeprefix("移到").strip().partition(" ")
    if word in _LANES and not rest:
        return WallMark(code, "lane", lane=_LANES[word])
    if word in _LATE and not rest:
        return WallMark(code, "late")
    if word in _CLEAR and not rest:
        return WallMark(code, "clear")
    for sign in _BLOCKED:
        if word == sign or mark.startswith((f"{sign}:", f"{sign}，", f"{sign},")):
            reason = mark.removeprefix(sign).lstrip(" :,，")
            return WallMark(code, "blocked", reason=reason or "现场标注")
    raise BadInput(f"{code} 的标注“{mark[:20]}”看不懂。{_HELP}。")


def short_mark(code: str, mark: str) -> WallMark:
    """Returns the mark that one key stands for: ``w`` or 完, ``z`` or 晚, ``k`` or 卡 with a reason, ``j``, ``x``, ``y2``.

    What is written out is taken as well, and a number is a percentage. Raises BadInput.
    """
    plain = unicodedata.normalize("NFKC", mark).strip()
    first, rest = plain[:1].lower(), plain[1:].strip()
    if first in _ONE_KEY and not rest:
        return wall_mark(f"{code} {_ONE_KEY[first]}")
    if first == "k" or (first == "卡" and not plain.startswith("卡点")):
        return wall_mark(f"{code} 卡 {rest}")
    if first in ("y", "移"):
        lane = rest.removeprefix("到").strip()
        number = int(lane) if lane.isdecimal() else 0
        if not lane or (lane.isdecimal() and not 1 <= number <= len(LANES)):
            raise BadInput("移到哪里？y1 待启动，y2 推进中，y3 待核查，y4 已销号。")
        return wall_mark(f"{code} {wording.LANES[LANES[number - 1]] if number else lane}")
    return wall_mark(f"{code} {plain}")


@attrs.frozen
class Marked:
    """A card with the 卡点 that stand in its way, as marks before have left them.

    `unclaimed` is its progress before one of them claimed it done; of a claim made long ago it is not known here.
    `unmet` says which 销号条件 are missing of a card that waits for 核查; one that is claimed by these marks lacks its 核查.
    """

    task: Task
    problems: tuple[Problem, ...] = ()
    unclaimed: int | None = None
    unmet: str = ""

    @classmethod
    def on(cls, snapshot: Snapshot, task: Task, day: date) -> Marked:
        """Returns a card as it stands on the board, with what 销号 would lack on that day."""
        problems = snapshot.problems_of(task.id)
        claimed = task if task.lane in ("checking", "struck_off") else _claimed(task, day)
        unmet = why_not_struck_off(task, snapshot.strike_conditions(claimed, day, is_new=claimed is not task))
        return cls(task, problems, unmet=unmet)


def _claimed(task: Task, day: date) -> Task:
    """Returns a card as if it had been claimed done today."""
    return attrs.evolve(task, lane="checking", progress=100, finished_on=day)


def foreseen(mark: WallMark, marked: Marked, today: date | None = None) -> tuple[str, Marked]:
    """Returns in words what the mark will do to the card, and the card as it will then be.

    Raises BadInput where the card's rules forbid it; the rules are those that the command asks.
    """
    try:
        return _foreseen(mark, marked, today or date.min)
    except Refused as refused:
        raise BadInput(str(refused)) from refused


def _foreseen(mark: WallMark, marked: Marked, today: date) -> tuple[str, Marked]:
    task, problems = marked.task, marked.problems
    before = wording.LANES[task.lane]
    if mark.kind == "lane":
        if mark.lane == task.lane:
            return f"已在“{before}”，不变", marked
        is_strike = mark.lane == "struck_off" and task.lane == "checking"
        reason = why_not_to_lane(task, mark.lane, problems, marked.unmet if is_strike else "")
        if reason:
            raise Refused(reason)
        after = to_lane(task, mark.lane, today, problems, marked.unclaimed)
        is_back = task.is_finished and not after.is_finished and marked.unclaimed is None
        words = "，进度恢复为办结前的进度" if is_back else _progress(task, after)
        claimed = task.progress if after.is_finished and not task.is_finished else marked.unclaimed
        return f"{before} → {wording.LANES[after.lane]}{words}", attrs.evolve(
            marked, task=after, unclaimed=claimed
        )
    if mark.kind == "clear":
        titles = "；".join(problem.title for problem in problems)
        return (f"解除卡点“{titles}”" if problems else "本无卡点，不变"), attrs.evolve(marked, problems=())
    if task.is_finished:
        raise Refused(f"{task.code} 已办结，如有反复请先退回推进。")
    if mark.kind == "blocked":
        if any(problem.title == mark.reason for problem in problems):
            return f"已有卡点“{mark.reason}”，不变", marked
        return f"登记卡点：{mark.reason}", attrs.evolve(
            marked, problems=(*problems, written_on_card(task.id, mark.reason))
        )
    words, after = _reported(mark, task, before, today)
    return words, attrs.evolve(marked, task=after)


def _reported(mark: WallMark, task: Task, before: str, today: date) -> tuple[str, Task]:
    if mark.kind == "late":
        if task.lane == "waiting" and task.progress > 0:  # a report of work done moves a waiting card
            return f"标注滞后，{before} → {wording.LANES['moving']}", to_lane(task, "moving", today, ())
        return "标注滞后，进度不变", task
    starts = task.lane == "waiting" and mark.percent > 0
    after = attrs.evolve(to_lane(task, "moving", today, ()) if starts else task, progress=mark.percent)
    if after == task:
        return f"反馈进度 {mark.percent}%，不变", task
    return (f"{before} → {wording.LANES['moving']}" if starts else "") + _progress(task, after, starts), after


def _progress(before: Task, after: Task, follows: bool = True) -> str:
    if before.progress == after.progress:
        return ""
    return f"{'，' if follows else ''}进度 {before.progress}% → {after.progress}%"


def canonical(code: str) -> str:
    """Returns a typed code as cards bear it: ``econ3`` → ``ECON-03``; anything else in capitals."""
    upper = code.strip().upper()
    match = _SHORT.fullmatch(upper)
    return f"{match[1]}-{int(match[2]):02d}" if match else upper
