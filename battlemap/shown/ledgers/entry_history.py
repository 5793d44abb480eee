"""The history of an entry in words: who changed which field, from what to what; hidden values stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.step import Step
from battlemap.domain.words import brief
from battlemap.shown.chinese_days import short_day
from battlemap.shown.ledgers.entry_list import EntryList

#: Characters of an old or new value that are told.
_VALUE: Final = 40
_VERBS: Final = {"undo": "撤销了", "redo": "重做了"}


def history_lines(steps: Sequence[Step], rows: EntryList) -> list[str]:
    """Returns one paragraph per step, newest first: 「11月20日 17:32 李四 修改了…」 and each field below it."""
    return [paragraph for step in reversed(steps) if (paragraph := _paragraph(step, rows))]


def _paragraph(step: Step, rows: EntryList) -> str:
    lines = [
        f"{short_day(step.at.date())} {step.at:%H:%M} {step.actor} {_VERBS.get(step.kind, '')}{step.label}"
    ]
    for change in step.changes:
        before, after = change.before, change.after
        if not isinstance(after, Entry):
            continue
        if isinstance(before, Entry):
            lines += _differences(before, after, rows)
    return "\n".join(lines)


def _differences(before: Entry, after: Entry, rows: EntryList) -> list[str]:
    definition = rows.definition
    lines = []
    if before.stage != after.stage:
        names = [
            stage.name if (stage := definition.road.stage(code)) else code or "（空）"
            for code in (before.stage, after.stage)
        ]
        lines.append(
            f"　{definition.stage_field.title if definition.stage_field else '阶段'}：{' → '.join(names)}"
        )
    if before.deleted != after.deleted:
        lines.append("　删除" if after.deleted else "　恢复")
    old, new = data_of(before), data_of(after)
    for id, field in definition.by_id.items():
        if old.get(id) == new.get(id) or field is definition.stage_field:
            continue
        lines.append(
            f"　{field.title}：{_words(field, old.get(id), rows)} → {_words(field, new.get(id), rows)}"
        )
    return lines


def _words(field: DefinedField, stored: Any, rows: EntryList) -> str:
    value = field.type.loaded(stored)
    text = (
        rows.masking.text(field.key, value, rows.book.names)
        if field.key in rows.definition.by_key
        else field.type.show(value, rows.book.names)
    )
    return brief(text, _VALUE) or "（空）"
