"""The history of a card in words: who changed what, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.task import Task
from battlemap.ui.chinese_days import short_day

#: Fields whose change says nothing to a reader.
_SILENT: Final = frozenset({"id", "code", "rank"})
_KINDS: Final = {"do": "", "undo": "撤销：", "redo": "重做：", "merge": "合并："}


def history_lines(steps: Sequence[Step], snapshot: Snapshot) -> list[str]:
    """Returns one paragraph per step, newest first: 「11月20日 17:32 李四　修改 ECON-03」 and what changed."""
    lines = []
    for step in reversed(steps):
        head = f"{short_day(step.at.date())} {step.at:%H:%M} {step.actor}　{_KINDS[step.kind]}{step.label}"
        lines.append(
            "\n".join([head, *(f"　{words}" for change in step.changes for words in told(change, snapshot))])
        )
    return lines


def told(change: Change, snapshot: Snapshot) -> list[str]:
    """Returns a line per changed field of a task: 「进度：40% → 55%」; nothing for a new card."""
    before, after = change.before, change.after
    if not isinstance(before, Task) or not isinstance(after, Task):
        return []
    lines = []
    for field in attrs.fields(Task):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new and field.name not in _SILENT:
            name = wording.TASK_FIELDS.get(field.name, field.name)
            lines.append(f"{name}：{_value(field.name, old, snapshot)} → {_value(field.name, new, snapshot)}")
    return lines


def _value(name: str, value: Any, snapshot: Snapshot) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if name == "lane":
        return wording.LANES[text]
    if name == "emphasis":
        return wording.EMPHASES[text]
    if name == "lamp_override":
        return wording.LAMPS[text]
    if name == "progress":
        return f"{text}%"
    if name == "responsible_unit":
        return snapshot.unit_label(text)
    if name == "owner":
        return snapshot.person_name(text)
    if name in ("action", "measure"):
        rows = snapshot.actions if name == "action" else snapshot.measures
        return rows[text].title if text in rows else text
    return text if len(text) <= 40 else text[:39] + "…"
