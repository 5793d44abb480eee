"""Tables of tasks: a header like 任务 / 责任单位 / 完成时限 says what the columns are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from battlemap.exchange.labelled_fields import LABELS, Fields
from battlemap.exchange.lines import Line
from battlemap.exchange.short_title import short_title
from battlemap.exchange.task_text import Sentence

_TASK = re.compile(
    r"^(?:(?:重点|主要|工作|具体|目标|攻坚|专项)*(?:任务|事项|工作|措施|举措)(?:名称|内容|清单|要点)?|工作内容|"
    r"任务内容|项目名称|项目|整改措施|问题)$"
)
_ACTION = re.compile(r"^(?:专项|攻坚)*行动(?:名称)?$|^(?:类别|板块|专项|领域|所属行动)$")
_NUMBER = re.compile(r"^(?:序号|编号|号|No\.?)$", re.I)
_LABELS = {**LABELS, "牵头": "lead_unit", "责任": "responsible_unit", "配合": "coop_units", "目标值": "goal",
           "目标要求": "goal", "完成目标": "goal", "时间": "due_text", "时间进度": "due_text", "完成期限": "due_text",
           "节点": "due_text"}  # fmt: skip
_DEEPEST_HEADER = 3


@attrs.frozen
class Row:
    """One task row: the sentence it makes, and the action its table names for it ("" for none)."""

    sentence: Sentence
    action: str = ""


@attrs.frozen
class Table:
    """A table of tasks: the words above its first row, and its rows."""

    heading: str
    rows: tuple[Row, ...]


def read_table(lines: Sequence[Line]) -> Table | None:
    """Returns the tasks of one table's lines, or None where no header tells what its columns are."""
    for index, line in enumerate(lines[:_DEEPEST_HEADER]):
        columns = [_column(cell) for cell in line.cells]
        if "task" in columns and any(name not in ("", "task", "number") for name in columns):
            heading = "\n".join(each.text for each in lines[: index + 1])
            rows = [_row(each, columns) for each in lines[index + 1 :]]
            return Table(heading, tuple(rows))
    return None


def _column(cell: str) -> str:
    """Returns what a column holds: task, action, number, a field's name, or ""."""
    name = re.sub(r"[\s（(].*$", "", re.sub(r"\s+", "", cell))
    if name in _LABELS and name != "目标任务":
        return _LABELS[name]
    if _NUMBER.match(name):
        return "number"
    if _ACTION.match(name):
        return "action"
    return "task" if _TASK.match(name) else ""


def _row(line: Line, columns: Sequence[str]) -> Row:
    fields: dict[str, str] = {}
    texts: list[str] = []
    action = ""
    for cell, column in zip(line.cells, [*columns, *[""] * len(line.cells)], strict=False):
        words = re.sub(r"\s+", " ", cell).strip()
        if not words or (column == "" and words in texts):
            continue
        if column == "action":
            action = words
        elif column in ("task", ""):
            texts.append(words)
        elif column != "number":
            fields[column] = f"{fields[column]}、{words}" if column in fields else words
    tasks = [
        re.sub(r"\s+", " ", cell).strip()
        for cell, name in zip(line.cells, columns, strict=False)
        if name == "task"
    ]
    title = short_title(next((words for words in tasks if words), "；".join(texts)))
    return Row(Sentence(line.text, "\n".join(texts), Fields(**fields), title), action)
