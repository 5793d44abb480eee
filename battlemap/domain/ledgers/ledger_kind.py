"""The kind that a ledger's rows tell: with it the pages, forms, words and tables of built-in kinds work for entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, cast

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.day import Day
from battlemap.domain.fields.kept import KeptDay, Unread
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.serial import Serial
from battlemap.domain.fields.stage import Stages
from battlemap.domain.fields.worded_day import said_of, with_said
from battlemap.domain.kinds.entry import SAID, Entry, data_of, data_text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.ledgers.definition import DefinedField, Definition

#: What every row of a ledger has beside its fields.
_MARKS: Final = ("id", "rank", "parent", "stage_on", "deleted")
#: How the table of a ledger's kind begins.
TABLE_HEAD: Final = "ledger."
#: Field id → ids of the rows that an entry is tied to by it.
Ties = Mapping[str, Sequence[str]]
#: (id of an entry, key of one of its fields) → the value there, for look-ups.
LookUp = Callable[[str, str], Any]


def table_of(definition: Definition) -> str:
    """Returns the table of the ledger's kind: 「ledger.signed_projects」."""
    return f"{TABLE_HEAD}{definition.ledger.code}"


@lru_cache(256)
def kind_of_ledger(definition: Definition) -> Kind:
    """Returns the ledger's kind. Its rows have a value per field by its key, and `id`, `rank`, `parent`, `stage_on`, `deleted`."""
    fields = tuple(_field(field, definition) for field in definition.fields)
    parent = Pointing("entry", is_optional=not definition.ledger.parent)
    own = (
        Field("parent", "所属", parent, is_set_by_program=True, in_list=False, in_form=False),
        Field("stage_on", "进入阶段", Day(), is_set_by_program=True, in_list=False, width=96),
    )
    columns: dict[str, Any] = {
        "id": attrs.field(),
        "rank": attrs.field(default=""),
        "parent": attrs.field(default=None),
    }
    columns |= {field.key: attrs.field(default=field.type.nothing) for field in fields}
    columns |= {"stage_on": attrs.field(default=None), "deleted": attrs.field(default=False)}
    row = attrs.make_class(f"EntryOf_{definition.ledger.code}", columns, frozen=True, slots=True)
    title, stage = definition.title_field, definition.stage_field
    return Kind(
        table_of(definition),
        cast("type[Row]", row),
        definition.noun,
        definition.counter,
        (*fields, *own),
        name_keys=(title.key,) if title else (fields[0].key,),
        order=("rank",),
        moved_by=(stage.key,) if stage else (),
        verb="登记",
        is_printed=False,
        is_asked_for=True,
    )


def _field(field: DefinedField, definition: Definition) -> Field:
    row = field.row
    is_fixed = isinstance(field.type, Calculated | Serial)
    return Field(
        row.key,
        field.title,
        field.type,
        row.is_required and not is_fixed,
        field.unit,
        definition.is_masked(field),
        hint=row.hint,
        width=row.width,
        is_set_by_program=is_fixed,
        in_list=row.in_list,
    )


# -- from the file --------------------------------------------------------------------------------------------------


def row_of(
    entry: Entry, definition: Definition, as_of: date, ties: Ties | None = None, look_up: LookUp | None = None
) -> Any:
    """Returns the row of the ledger's kind that an entry is, with what is worked out of it as of a day."""
    kind = kind_of_ledger(definition)
    data = data_of(entry)
    values: dict[str, Any] = {}
    for field in definition.fields:
        values[field.key] = _value(field, entry, data, definition, ties or {})
    for field in definition.fields:
        if isinstance(field.type, Calculated):
            values[field.key] = _worked_out(field.type, values, as_of, look_up)
    return cast(Any, kind.row)(
        id=entry.id,
        rank=entry.rank,
        parent=entry.parent,
        stage_on=entry.stage_on,
        deleted=entry.deleted,
        **values,
    )


def _value(
    field: DefinedField, entry: Entry, data: Mapping[str, Any], definition: Definition, ties: Ties
) -> Any:
    if isinstance(field.type, Calculated):
        return None
    if isinstance(field.type, Links):
        return tuple(ties.get(field.id, ()))
    if field.key == definition.ledger.stage_field and isinstance(field.type, Stages) and entry.stage:
        return entry.stage if field.type.stage(entry.stage) else Unread(entry.stage)
    return held_value(field, data)


def _worked_out(type_: Calculated, values: Mapping[str, Any], as_of: date, look_up: LookUp | None) -> Any:
    if type_.way == "lookup":
        tied = values.get(type_.of[0]) if len(type_.of) == 2 else None
        return look_up(tied[0], type_.of[1]) if look_up and isinstance(tied, tuple) and tied else None
    return type_.worked_out(values.get, as_of)


# -- the words of a day -----------------------------------------------------------------------------------------------


def held_value(field: DefinedField, data: Mapping[str, Any]) -> Any:
    """Returns what the data of an entry hold in a field, a day with the words that are kept beside it.

    The words bear their day, and count only while it stands there: a program or a PC that changes the day alone drops them.
    """
    value = field.type.loaded(data.get(field.id))
    if not isinstance(value, date):
        return value
    day, _, said = str(data.get(field.id + SAID) or "").partition(" ")
    return with_said(value, said) if said and day == value.isoformat() else value


def _keep_said(data: dict[str, Any], id: str, value: Any) -> None:
    """Keeps the words of a day beside it, and drops those of another day; a mere day leaves those of the same day.

    A day told in no words, ``WordedDay(…, "")``, drops them too: somebody has typed over them.
    """
    key, said = id + SAID, said_of(value)
    if said:
        data[key] = f"{value.isoformat()} {said}"
    elif key in data and not (type(value) is date and str(data[key]).startswith(f"{value.isoformat()} ")):
        data[key] = ""


# -- to the file ----------------------------------------------------------------------------------------------------


def written(entry: Entry, values: Mapping[str, Any], definition: Definition, names: Names) -> Entry:
    """Returns the entry with these values by key; what it holds beside them, of deleted fields too, stays.

    A value that is emptied leaves "" behind, one that was never there leaves nothing. Ties are rows of their own and not
    among what is written; title, number and stage are kept in their columns.
    """
    data = data_of(entry)
    changes: dict[str, Any] = {}
    for key, value in values.items():
        field = definition.by_key[key]
        if not field.is_stored:
            continue
        stored = field.type.stored(value)
        if key == definition.ledger.stage_field and isinstance(field.type, Stages):
            changes["stage"] = value if isinstance(value, str) else ""
            stored = "" if isinstance(value, str) else stored
        if stored == "" and field.id not in data:
            continue
        data[field.id] = stored
        if isinstance(field.type, KeptDay):
            _keep_said(data, field.id, value)
    number = definition.number_field
    if number is not None and number.key in values:
        changes["code"] = number.type.show(values[number.key], names)
    title = definition.title_field
    if title is not None and title.key in values:
        changes["title"] = title.type.show(values[title.key], names)
    by_id = definition.by_id
    unread = sum(
        isinstance(cell, dict) and id in by_id and not by_id[id].row.deleted for id, cell in data.items()
    )
    return attrs.evolve(entry, data=data_text(data), unread=unread, **changes)
