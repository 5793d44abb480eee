"""The history of a card in words: who changed what, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.field_words import SILENT
from battlemap.domain.telling.step_words import fields_of, step_words
from battlemap.domain.words import brief
from battlemap.shown.chinese_days import short_day

#: Characters of an old or new value that are shown.
_VALUE: Final = 40


def history_lines(steps: Sequence[Step], snapshot: Snapshot) -> list[str]:
    """Returns one paragraph per step, newest first: 「11月20日 17:32 李四 反馈 ECON-03 进度 …」 and each field."""
    return [_paragraph(step, snapshot) for step in reversed(steps)]


def _paragraph(step: Step, snapshot: Snapshot) -> str:
    lines = [f"{short_day(step.at.date())} {step.at:%H:%M} {step_words(step, snapshot).words}"]
    for change, fields in fields_of(step, snapshot):
        if change.before is not None:
            lines += [
                f"　{field.name}：{brief(field.before, _VALUE)} → {brief(field.after, _VALUE)}"
                for field in fields
                if field.key not in SILENT
            ]
    return "\n".join(lines)
