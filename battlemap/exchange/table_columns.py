"""What the head of a table says about its columns, by any of the names that offices use, also over two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from battlemap.exchange.field_labels import field_of

_NUMBER = re.compile(r"^(?:序号|编号|号|项号|次序|No\.?|NO)$", re.I)
_NOTE = re.compile(r"^(?:备注|说明|附注|注)$")
_GROUP = re.compile(
    r"^(?:专项|攻坚)*行动(?:名称)?$|(?:类别|板块|领域|大类|方面|分类|类型|系统|战线|专项|战役|"
    r"类|条线|篇章|所属行动|攻势)(?:名称)?$|^(?:专项任务|一级指标|指标类别)$"
)
_MEASURE = re.compile(r"(?:举措|措施|路径|要点|小类|子项|二级指标|重点举措|主要措施|方向)(?:名称|内容)?$")
#: Names of the column that holds the task, the surest first.
_TASKS = (
    re.compile(r"(?:具体|细化|分解)(?:任务|事项|工作|措施|举措|内容)|任务分解|任务清单|任务描述"),
    re.compile(r"任务(?:名称|内容|事项|要点)?$|^(?:重点|主要)任务"),
    re.compile(r"(?:事项|实事|民生实事|实事项目)(?:名称|内容)?$"),
    re.compile(r"(?:项目|工程)(?:名称)?$"),
    re.compile(
        r"(?:工作|整改|攻坚|整治|行动|建设|实施|主要|重点|活动|办理|重点工作)(?:内容|工作|事项|"
        r"任务|要求|举措|措施)$|^工作$|^内容$|^名称$|^重点工作|^工作要点$"),
    re.compile(r"(?:问题|隐患|需求|诉求)(?:描述|内容|清单)?$"),
    _MEASURE,
)  # fmt: skip
_DEEPEST_HEADER = 6


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]] | None:
    """Returns the number of rows down to the end of the head and what each column holds, None where there is no head.

    A column holds "task", "action", "measure", "number", "note", a field's name, or "" for other words.
    """
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        if index + 1 < len(rows) and _is_second(row, rows[index + 1]):
            columns = _columns(_joined(row, rows[index + 1]))
            if _is_head(columns):
                return index + 2, columns
        columns = _columns([(cell, "") for cell in row])
        if _is_head(columns):
            return index + 1, columns
    return None


def is_header_name(cell: str) -> bool:
    """Whether a cell could be the name of a column."""
    name = _bare(cell)
    return 0 < len(name) <= 12 and (bool(_kind(name)) or any(form.search(name) for form in _TASKS))


def _is_head(columns: Sequence[str]) -> bool:
    return "task" in columns and any(name not in ("", "task", "number", "note") for name in columns)


def _is_second(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the row below goes on with the head: names under a merged cell, the other cells the same or empty."""
    pairs = [(_bare(above), _bare(below)) for above, below in zip(first, second, strict=False)]
    own = [below for above, below in pairs if below and below != above]
    if not own or not any(not above or below != above for above, below in pairs):
        return False
    if sum(bool(above) and (not below or above == below) for above, below in pairs) < 1:
        return False
    for place, (above, below) in enumerate(pairs):
        following = pairs[place + 1][0] if place + 1 < len(pairs) else above
        if above and below and below != above and following not in ("", above):
            return False  # a name of its own stands above: the row below is no head
    return all(len(below) <= 8 and bool(_kind(below)) for below in own) and any(
        is_header_name(above) for above, _ in pairs
    )


def _joined(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    """Returns (name, name above) of each column of a head over two rows; a merged name counts for its columns."""
    names: list[tuple[str, str]] = []
    last = ""
    for above, below in zip(first, [*second, *[""] * len(first)], strict=False):
        last = above or last
        is_own = bool(below) and _bare(below) != _bare(above)
        names.append((below, last) if is_own else (above or below, ""))
    return names


def _columns(names: Sequence[tuple[str, str]]) -> list[str]:
    """Returns what each column holds; of several names of tasks the surest is the task."""
    kinds = [_kind(_bare(name)) or (_kind(_bare(above)) if above else "") for name, above in names]
    bare = [_bare(name) for name, _ in names]
    sure = [
        next((rank for rank, form in enumerate(_TASKS) if form.search(name)), len(_TASKS)) for name in bare
    ]
    ranks = [
        len(_TASKS) if kind and kind not in ("measure",) else rank
        for kind, rank in zip(kinds, sure, strict=True)
    ]
    best = min(ranks, default=len(_TASKS))
    if best < len(_TASKS):
        place = ranks.index(best)
        kinds[place] = "task"
        deeds = [index for index in range(place + 1, len(kinds)) if kinds[index] == "measure"]
        if deeds and "measure" not in kinds[:place]:
            if re.search("目标|任务$", bare[place]):
                kinds[deeds[0]] = ""
            else:
                kinds[place], kinds[deeds[0]] = "measure", "task"
    else:
        place = next((index for index, kind in enumerate(kinds) if kind == "goal"), -1)
        if place >= 0 and "measure" not in kinds:
            kinds[place] = "task"
    return kinds


def _kind(name: str) -> str:
    """Returns what a column of this name holds, "" where only the whole head can tell."""
    if not name or len(name) > 14:
        return ""
    if _NUMBER.match(name):
        return "number"
    if _NOTE.match(name):
        return "note"
    field = field_of(name)
    if field and not (field == "goal" and name in ("目标任务", "任务目标")):
        return field
    if re.search(r"(?:任务|事项|实事|项目)(?:名称|内容)?$", name) and not _GROUP.search(name):
        return ""
    if _GROUP.search(name):
        return "action"
    return "measure" if _MEASURE.search(name) else ""


def _bare(cell: str) -> str:
    return re.sub(r"[（(].*$", "", re.sub(r"\s+", "", cell))
