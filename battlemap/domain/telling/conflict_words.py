"""Conflicts and differences between PCs in sentences: what, whose value, when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.conflict import REASONS, Conflict
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief

_MOST: Final = 40
#: What the program keeps for itself is not told in a difference.
_SILENT: Final = ("id", "rank")


def conflict_words(conflict: Conflict, snapshot: Snapshot) -> str:
    """Returns 「ECON-03 的“形象进度”两台电脑各改了一次」."""
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
    row = snapshot.rows[conflict.about].get(conflict.row)
    subject = kind.subject(row, snapshot) if row is not None else f"{kind.noun} {conflict.row}"
    subject += " " if subject[-1:].isascii() else ""
    if conflict.reason == "gone":
        return f"{subject}一方已删除、另一方还在修改，现按删除处理，可从回收站恢复"
    if conflict.reason == "home":
        field = kind.by_key[conflict.field].name
        return f"{subject}的{field}已被另一方删除或归档，请移到别处或恢复"
    return f"{subject}的“{_fields(conflict)}”{REASONS['field']}，现用后改的值"


def side_words(conflict: Conflict, side: int, snapshot: Snapshot) -> str:
    """Returns 「李明 11-20 09:10：封顶」."""
    account = conflict.accounts[side]
    kind = KINDS[conflict.about]
    values = "，".join(
        f"{_name(conflict.about, key)} {value_words(conflict.about, key, value, snapshot)}"
        if len(account["values"]) > 1
        else value_words(conflict.about, key, value, snapshot)
        for key, value in account["values"].items()
        if key.partition("/")[0] in kind.by_key
        and (len(account["values"]) == 1 or not kind.by_key[key.partition("/")[0]].is_set_by_program)
    )
    return f"{account['actor']} {account['at'][5:16].replace('T', ' ')}：{values or account['label']}"


def difference_words(snapshot: Snapshot, table: str, id: str, values: Mapping[str, Any]) -> str:
    """Returns 「ECON-03：进度 40% → 60%；形象进度 … → …」, what packets would make of a row."""
    kind = KINDS[table]
    row = snapshot.rows[table].get(id)
    if row is None:
        keys = dict.fromkeys((*kind.name_keys, "code", "title"))
        named = " ".join(str(values[key]) for key in keys if isinstance(values.get(key), str) and values[key])
        return f"新增{kind.noun}“{brief(named or id, _MOST)}”"
    parts = []
    for key, value in values.items():
        field = kind.by_key.get(key)
        if field is None or key in _SILENT:
            continue
        if key == "deleted":
            parts.append("删除" if value else "恢复")
            continue
        before = field.type.show(getattr(row, key), snapshot) or "空"
        parts.append(
            f"{field.name} {brief(before, _MOST)} → {brief(value_words(table, key, value, snapshot), _MOST)}"
        )
    return f"{kind.subject(row, snapshot)}：{'；'.join(parts) or '次序'}"


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


def _fields(conflict: Conflict) -> str:
    keys = dict.fromkeys(key for side in conflict.accounts for key in side["values"])
    return "、".join(_name(conflict.about, key) for key in keys)


def _name(table: str, key: str) -> str:
    column, slash, name = key.partition("/")
    field = KINDS[table].by_key.get(column)
    return name if slash else field.name if field else key
