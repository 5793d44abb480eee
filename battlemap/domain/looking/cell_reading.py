"""What was typed or pasted into a cell of the task list, understood as changes of the task's fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from battlemap import wording
from battlemap.domain.days.deadline import read_day, why_no_day
from battlemap.domain.kinds.task import LANES, Emphasis, Lane, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput

#: Field → its new value; unit and owner by name, see `commands.bulk`.
Changes = dict[str, Any]

_LANES: Final[Mapping[str, Lane]] = {wording.LANES[lane]: lane for lane in LANES}
_EMPHASES: Final[Mapping[str, Emphasis | None]] = {
    "": None, "无": None, "重": "key", "重点": "key", "亮": "highlight", "亮点": "highlight",
}  # fmt: skip
_PERCENT: Final = re.compile(r"(\d+)(?:\.0+)?\s*%?")
_MARGIN: Final = re.compile(r"^\s*[(（]?([\d一二三四五六七八九十]+)[)）]?\s*[、.．]\s*")
_BROKEN: Final = re.compile("[\ud800-\udfff]")


def read_cell(key: str, text: str, task: Task, snapshot: Snapshot) -> Changes:
    """Returns what `text` in the column `key` means for the task.

    Raises BadInput that says what is wrong and what to write instead; for a column that cannot be written, too.
    """
    if _BROKEN.search(text):
        raise BadInput("含有残缺的字符，请删去后重新输入。")
    read = _READERS.get(key)
    if read is None:
        raise BadInput("这一列由程序计算或记录，不能填写。")
    return read(text.strip(), task, snapshot)


def is_same_text(text: str, shown: str) -> bool:
    """Whether a cell's text is what it shows already; other programs change how lines end, and strip the margins."""
    return text == shown or _plain(text) == _plain(shown)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _simple(key: str) -> Callable[[str, Task, Snapshot], Changes]:
    return lambda text, task, snapshot: {key: _plain(text)}


def _title(text: str, task: Task, snapshot: Snapshot) -> Changes:
    if not text:
        raise BadInput("任务名称不能为空，请写上名称；要去掉任务请用“删除任务”。")
    return {"title": _plain(text)}


def _lane(text: str, task: Task, snapshot: Snapshot) -> Changes:
    if text not in _LANES:
        raise BadInput(f"没有这个状态，请写{'、'.join(_LANES)}。")
    return {"lane": _LANES[text]}


def _emphasis(text: str, task: Task, snapshot: Snapshot) -> Changes:
    if text not in _EMPHASES:
        raise BadInput("标记只有“重”和“亮”，不标记请留空。")
    return {"emphasis": _EMPHASES[text]}


def _progress(text: str, task: Task, snapshot: Snapshot) -> Changes:
    plain = unicodedata.normalize("NFKC", text).strip()
    percent = _PERCENT.fullmatch(plain)
    if not percent or int(percent[1]) > 100:
        hint = "；小数请换成百分数" if re.fullmatch(r"0?\.\d+", plain) else ""
        raise BadInput(f"进度应是 0 到 100 的整数，如 60 或 60%{hint}。")
    return {"progress": int(percent[1])}


def _action(text: str, task: Task, snapshot: Snapshot) -> Changes:
    bare = _MARGIN.sub("", text)
    for action in snapshot.columns:
        if text.upper() == action.code or text in (action.title, f"{action.ordinal}、{action.title}"):
            return {"action": action.id}
    matching = [action.id for action in snapshot.columns if bare == action.title]
    if not matching and len(bare) > 1:
        matching = [action.id for action in snapshot.columns if action.title.startswith(bare)]
    if len(matching) != 1:
        raise BadInput(f"没有这个专项，请写{_listed(action.title for action in snapshot.columns)}。")
    return {"action": matching[0]}


def _measure(text: str, task: Task, snapshot: Snapshot) -> Changes:
    if not text:
        return {"measure": None}
    measures = snapshot.measures_of(task.action)
    for measure in measures:
        if text in (f"{measure.number}. {measure.title}", str(measure.number)):
            return {"measure": measure.id}
    bare = _MARGIN.sub("", text)
    matching = [measure.id for measure in measures if measure.title in (text, bare)]
    if len(matching) != 1:
        title = snapshot.actions[task.action].title
        why = "有几条同名的要点，请写要点的序号" if matching else "没有这条要点，请写要点的名称或序号"
        raise BadInput(f"“{title}”中{why}。")
    return {"measure": matching[0]}


def _due(text: str, task: Task, snapshot: Snapshot) -> Changes:
    first, last = snapshot.campaign.starts_on, snapshot.campaign.ends_on
    day, words = read_day(text, first, last)
    if day is None and words:
        raise BadInput(why_no_day(text, first, last))
    return {"due_on": day, "due_text": words}


def _start(text: str, task: Task, snapshot: Snapshot) -> Changes:
    return {"start_on": _due(text, task, snapshot)["due_on"]}


def _unit(text: str, task: Task, snapshot: Snapshot) -> Changes:
    return {"unit": "" if text == wording.UNASSIGNED else _one_line(text)}


def _owner(text: str, task: Task, snapshot: Snapshot) -> Changes:
    return {"owner": "" if text == wording.UNASSIGNED else _one_line(text)}


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise BadInput("名称中有换行，一格只能写一个名称。")
    return text


def _listed(names: Any) -> str:
    listed = list(names)
    shown = "、".join(f"“{name}”" for name in listed[:12])
    return f"{shown}等" if len(listed) > 12 else shown


_READERS: Final[Mapping[str, Callable[[str, Task, Snapshot], Changes]]] = {
    "title": _title,
    "lane": _lane,
    "emphasis": _emphasis,
    "progress": _progress,
    "action": _action,
    "measure": _measure,
    "due_on": _due,
    "start_on": _start,
    "responsible_unit": _unit,
    "owner": _owner,
    "coop_units": lambda text, task, snapshot: {"coop_units": " ".join(text.split())},
    "visible_progress": _simple("visible_progress"),
    "blocked": _simple("blocked"),
    "detail": _simple("detail"),
}
