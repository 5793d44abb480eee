"""What is typed about ledgers on the command line: which ledger, which entry, which values, which filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import click

from battlemap.cli.terms import FILE
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.kept import Kept
from battlemap.domain.fields.names import Names
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.entry_filter import Condition, EntryFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.shown.ledgers.view_ids import entries_of_view, view_named

FILE_ARGUMENT: Final = click.argument("file", type=FILE)
LEDGER: Final = click.argument("ledger", metavar="台账")
ENTRY: Final = click.argument("entry", metavar="条目")
VALUES: Final = click.argument("values", nargs=-1, metavar="字段=值…")
UNMASK: Final = click.option("--unmask", metavar="事由", help="显示完整的个人信息；事由和操作人记入日志")
VIEW: Final = click.option("--view", metavar="视图", help="只看这个保存的视图列出的各条")
_MOST: Final = 10


def definition_named(snapshot: Snapshot, name: str) -> Definition:
    """Returns the ledger of that code or title; raises NotFound that lists all."""
    definition = snapshot.definition(name)
    if definition is None:
        titles = "、".join(other.ledger.title for other in snapshot.definitions.values())
        raise NotFound(
            f"没有“{name[:40]}”这个台账。"
            + (f"现有：{titles}。" if titles else "可用 battlemap ledger new 新建。")
        )
    return definition


def asked(session: Session, name: str, as_of: date) -> AskedEntries:
    """Returns what can be asked of the ledger of that name."""
    return AskedEntries(session, definition_named(session.snapshot, name), as_of)


def among_view(entries: AskedEntries, ids: list[str], view: str | None) -> list[str]:
    """Returns those of the entries that the view of that name lists, all without a name; raises NotFound."""
    if view is None:
        return ids
    row = view_named(entries.session.snapshot, entries.definition, view)
    listed, _ = entries_of_view(entries.session, entries.definition, row, entries.snapshot, entries.as_of)
    wanted = set(listed)
    return [id for id in ids if id in wanted]


def entry_named(entries: AskedEntries, name: str) -> str:
    """Returns the id of the one entry of that name, number or id; raises NotFound or BadInput for none or several."""
    ids = entries.named(name)
    if not ids:
        raise NotFound(f"台账“{entries.definition.title}”里没有“{name[:40]}”。")
    if len(ids) > 1 and ids[0] != name.strip():
        listed = "、".join(ids[:_MOST])
        raise BadInput(f"叫“{name[:40]}”的有 {len(ids)} 条，请写编号或内部编号：{listed}。")
    return ids[0]


def values_in(words: Sequence[str], definition: Definition, names: Names) -> dict[str, Any]:
    """Returns key → value of what was typed as 字段=值; raises BadInput that names the field."""
    values: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise BadInput(f"看不懂“{word[:40]}”，请写成 字段=值。")
        field = field_named(name, definition)
        if isinstance(field.type, Calculated):
            raise BadInput(f"“{field.title}”由程序计算，不能填写。")
        try:
            values[field.key] = field.type.read(text, names)
        except BadInput as error:
            raise BadInput(f"{field.title}：{error}") from error
    return values


def field_named(name: str, definition: Definition) -> DefinedField:
    """Returns the field of that title or key; raises BadInput that lists all."""
    wanted = name.strip()
    for field in definition.fields:
        if wanted in (field.title, field.key):
            return field
    titles = "、".join(field.title for field in definition.fields)
    raise BadInput(f"台账“{definition.title}”没有“{wanted[:40]}”这个字段；字段有：{titles}。")


def filter_in(
    words: str, where: Iterable[str], unread: Iterable[str], definition: Definition, names: Names
) -> EntryFilter:
    """Returns the filter that was typed: words that are looked for, 字段=值, and fields that could not be read."""
    conditions = []
    for typed in where:
        name, sign, text = typed.partition("=")
        if not sign:
            raise BadInput(f"看不懂条件“{typed[:40]}”，请写成 字段=值；“字段=”为空的。")
        field = field_named(name, definition)
        conditions.append(_condition(field, text.strip(), names))
    conditions += [Condition(field_named(name, definition).key, "unread") for name in unread]
    return EntryFilter(tuple(conditions), words)


def _condition(field: DefinedField, text: str, names: Names) -> Condition:
    if not text:
        return Condition(field.key, "empty")
    if field.row.type in ("text", "long", "place", "secret"):
        return Condition(field.key, "holds", (text,))
    type_: Kept = field.type
    try:
        value = type_.read(text, names)
    except BadInput as error:
        raise BadInput(f"{field.title}：{error}") from error
    stored = value if isinstance(value, tuple) else type_.stored(value)
    spellings = stored if isinstance(stored, tuple | list) else (stored,)
    return Condition(field.key, "in", tuple(map(str, spellings)))
