"""What packets would make of a row in a sentence: every field that would be another one, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from battlemap import wording
from battlemap.domain.kinds.kind import FieldChange
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.entry_changes import kind_of_change, told
from battlemap.domain.telling.field_words import SILENT, changed_fields
from battlemap.domain.words import brief

#: Characters of a value in a line, and where it is told whole.
SHORT: Final = 40
WHOLE: Final = 20_000
#: So much of what two values have in common is told before the place where they part.
_LEAD: Final = 8
_EMPTY: Final = "空"


def difference_words(change: Change, names: Snapshot, most: int = SHORT) -> str:
    """Returns 「ECON-03：进度 40% → 60%；形象进度 … → …」, of a new row all that it holds; values cut to `most` characters.

    Where long values have their beginning in common, what they differ in is told. Entries are told by their ledger.
    """
    (change,) = told([change], names)
    kind, before = kind_of_change(change), change.before
    fields = [field for field in changed_fields(change, names) if field.key not in SILENT]
    if before is None:
        named = kind.called(change.after, names) or change.id
        parts = [
            f"{field.name} {brief(field.after, most)}"
            for field in fields
            if field.key not in (*kind.name_keys, "deleted") and field.after != named
        ]
        return f"新增{kind.noun}“{brief(named, most)}”{'：' if parts else ''}{'；'.join(parts)}"
    parts = [
        ("删除" if change.after.deleted else "恢复") if field.key == "deleted" else _parted(field, most)
        for field in fields
    ]
    return f"{kind.subject(before, names)}：{'；'.join(parts) or '次序'}"


def _parted(field: FieldChange, most: int) -> str:
    before, after = (_EMPTY if text == wording.EMPTY else text for text in (field.before, field.after))
    if max(len(before), len(after)) > most:
        pairs = zip(before, after, strict=False)
        same = next(
            (place for place, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after))
        )
        if same > _LEAD:
            before, after = f"…{before[same - _LEAD :]}", f"…{after[same - _LEAD :]}"
    return f"{field.name} {brief(before, most)} → {brief(after, most)}"


def names_after(names: Snapshot, changes: Iterable[Change]) -> Snapshot:
    """Returns what ids stand for once the changes are made: a new row may point to another new one."""
    return names.take(Step("", "", "merge", "", datetime.min, tuple(changes)))
