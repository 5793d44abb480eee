"""图上回填: what was marked by hand on the wall, typed as a code and a word per line."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.task import LANES, Lane
from battlemap.errors import BadInput

Kind = Literal["percent", "lane", "late", "blocked", "clear"]

_LANES: Final[dict[str, Lane]] = {wording.LANES[lane]: lane for lane in LANES} | {
    "启动": "moving", "推进": "moving", "完成": "checking", "办结": "checking", "核查": "checking", "销号": "struck_off",
}  # fmt: skip
_LATE: Final = ("滞后", "逾期", "黑旗")
_BLOCKED: Final = ("卡点", "卡")
_CLEAR: Final = ("解除", "通")
_LINE: Final = re.compile(
    r"(?P<code>[A-Za-z][A-Za-z0-9]*\s?-?\s?\d+|[^\s,:;，：；]+)[\s,:;，：；]+(?P<mark>.+)"
)
_SHORT: Final = re.compile(r"([A-Z][A-Z0-9]*?)\s?-?\s?(\d+)")
_HELP: Final = "写法如「ECON-03 50」「ECON-04 完成」「PROJ-01 卡 土地手续未批」"


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
            return f"{self.code} 移到「{wording.LANES[self.lane]}」"
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
    found = _LINE.fullmatch(plain)
    if found is None:
        raise BadInput(f"「{line.strip()[:30]}」缺少标注。{_HELP}。")
    code, mark = canonical(found["code"]), found["mark"].strip()
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
    raise BadInput(f"{code} 的标注「{mark[:20]}」看不懂。{_HELP}。")


def canonical(code: str) -> str:
    """Returns a typed code as cards bear it: ``econ3`` → ``ECON-03``; anything else in capitals."""
    upper = code.strip().upper()
    found = _SHORT.fullmatch(upper)
    return f"{found[1]}-{int(found[2]):02d}" if found else upper
