"""Conflicts between PCs in sentences: what, whose value, when."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.conflict import REASONS, Conflict
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.entry_conflicts import Entries, ToldEntry

_NONE: Entries = {}


def conflict_words(conflict: Conflict, snapshot: Snapshot, entries: Entries = _NONE) -> str:
    """Returns 「ECON-03 的“形象进度”两台电脑各改了一次」; `entries` are those that conflicts are about."""
    kind = KINDS[conflict.about]
    if conflict.reason == "double":
        field = kind.by_key[conflict.field].name
        if conflict.about == "letter":
            kind_, year, number = json.loads(conflict.row)
            letters = snapshot.letters.values()
            bears = (
                one.reference for one in letters if (one.kind, one.year, one.number) == (kind_, year, number)
            )
            reference = next(bears, f"〔{year}〕{number}号")
            return (
                f"公文编号“{reference}”用了 {len(conflict.accounts)} 次，均已保留，请把其中一份作废后另行签发"
            )
        return (
            f"{kind.noun}的{field}“{conflict.row.strip(chr(34))}”用了 {len(conflict.accounts)} 次，均已保留"
        )
    row, entry = snapshot.rows[conflict.about].get(conflict.row), ToldEntry.of(conflict, entries, snapshot)
    subject = kind.subject(row, snapshot) if row is not None else f"{kind.noun} {conflict.row}"
    subject = entry.subject if entry is not None else subject
    subject += " " if subject[-1:].isascii() else ""
    if conflict.reason == "gone":
        return f"{subject}一方已删除、另一方还在修改，现按删除处理，可从回收站恢复"
    if conflict.reason == "home":
        field = kind.by_key[conflict.field].name
        return f"{subject}的{field}已被另一方删除或归档，请移到别处或恢复"
    return f"{subject}的“{_fields(conflict, entry)}”{REASONS['field']}，现用后改的值"


def side_words(conflict: Conflict, side: int, snapshot: Snapshot, entries: Entries = _NONE) -> str:
    """Returns 「李明 11-20 09:10：封顶」."""
    account = conflict.accounts[side]
    kind, entry = KINDS[conflict.about], ToldEntry.of(conflict, entries, snapshot)

    def words(key: str, value: Any) -> str:
        of_entry = entry.value(key, value) if entry is not None and "/" in key else None
        return value_words(conflict.about, key, value, snapshot) if of_entry is None else of_entry

    values = "，".join(
        f"{_name(conflict.about, key, entry)} {words(key, value)}"
        if len(account["values"]) > 1
        else words(key, value)
        for key, value in account["values"].items()
        if key.partition("/")[0] in kind.by_key
        and (len(account["values"]) == 1 or not kind.by_key[key.partition("/")[0]].is_set_by_program)
    )
    return f"{account['actor']} {account['at'][5:16].replace('T', ' ')}：{values or account['label']}"


def value_words(table: str, key: str, value: Any, snapshot: Snapshot) -> str:
    """Returns a value as packets tell it, as its field shows it."""
    if "/" in key:
        return str(value[0]) if value else "空"
    if key == "deleted":
        return "删除" if value else "保留"
    type_ = KINDS[table].by_key[key].type
    return type_.show(_read(type_, value), snapshot) or "空"


def _read(type_: FieldType, value: Any) -> Any:
    if isinstance(value, str) and type_.editor == "day":
        return date.fromisoformat(value)
    if isinstance(value, str) and type_.editor == "moment":
        return datetime.fromisoformat(value)
    return bool(value) if type_.editor == "switch" else value


def _fields(conflict: Conflict, entry: ToldEntry | None) -> str:
    keys = dict.fromkeys(key for side in conflict.accounts for key in side["values"])
    return "、".join(dict.fromkeys(_name(conflict.about, key, entry) for key in keys))


def _name(table: str, key: str, entry: ToldEntry | None) -> str:
    column, slash, name = key.partition("/")
    if slash and entry is not None:
        name = entry.field(key) or name
    field = KINDS[table].by_key.get(column)
    return name if slash else field.name if field else key
