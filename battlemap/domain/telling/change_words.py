"""One changed row as verb phrases: 「把 ECON-03 从 推进中 移到 待核查」."""

from __future__ import annotations

from typing import Final, Literal

from battlemap import wording
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.kind import FieldChange
from battlemap.domain.step import Change
from battlemap.domain.telling.entry_changes import kind_of_change
from battlemap.domain.telling.field_words import SILENT, changed_fields
from battlemap.domain.words import brief

Act = Literal["created", "deleted", "restored", "moved", "edited"]

#: More edited fields than this are named without their values.
_MOST_FIELDS: Final = 2


def act_of(change: Change) -> Act:
    """Returns what kind of change it is."""
    before, after = change.before, change.after
    if before is None:
        return "created"
    if before.deleted != after.deleted:
        return "deleted" if after.deleted else "restored"
    is_moved = any(getattr(before, key) != getattr(after, key) for key in kind_of_change(change).moved_by)
    return "moved" if is_moved else "edited"


def phrases(change: Change, names: Names) -> tuple[str, ...]:
    """Returns what was done to the row, the foremost first; () where only its inner order changed nothing to tell."""
    act, kind, after = act_of(change), kind_of_change(change), change.after
    if act == "created":
        return (kind.created(after, names),)
    if act == "deleted":
        return (kind.removed(after, names),)
    if act == "restored":
        return (f"恢复{kind.full_subject(after, names)}",)
    fields = {field.key: field for field in changed_fields(change, names)}
    deeds = kind.words.deeds(change.before, after, fields, names) if kind.words.deeds else []
    return (*deeds, *_edits(kind.subject(after, names), fields))


def _edits(of: str, fields: dict[str, FieldChange]) -> list[str]:
    of = of if of.endswith("”") else f"{of} "
    plain = [field for key, field in fields.items() if key not in SILENT]
    if not plain:
        return [f"调整 {of}的次序"] if "rank" in fields else []
    if len(plain) > _MOST_FIELDS:
        return [f"修改 {of}的{'、'.join(field.name for field in plain)}"]
    return [_edit(of, field) for field in plain]


def _edit(of: str, field: FieldChange) -> str:
    if field.before == wording.EMPTY:
        return f"填写 {of}的{field.name}：{brief(field.after)}"
    if field.after == wording.EMPTY:
        return f"清空 {of}的{field.name}（原为 {brief(field.before)}）"
    return f"把 {of}的{field.name}从 {brief(field.before)} 改为 {brief(field.after)}"
