"""What a unit is asked: the rows that are its own, the fields that it may report on, and the values it was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from battlemap.domain.collecting.figures import FIGURE_HEAD, about_in, kind_of_figures, offered
from battlemap.domain.collecting.kpi_nodes import KIND_OF_NODES, NODES, NOUN, asked_nodes
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.place import Place
from battlemap.domain.fields.pointing import OfUnit
from battlemap.domain.fields.secret import Secret
from battlemap.domain.fields.serial import Serial
from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.kinds.task import Task
from battlemap.domain.ledgers.ledger_kind import TABLE_HEAD, kind_of_ledger, table_of
from battlemap.domain.looking.columns import Column, Columns, SeenRow
from battlemap.domain.looking.task_columns import TASK_COLUMNS, Known
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound

#: What a unit may report on its tasks; days and names of tasks are changed by the command post alone.
TASK_KEYS: Final = ("progress", "visible_progress", "lane", "blocked", "owner", "coop_units")
#: What is asked where nothing is chosen.
USUAL_TASK_KEYS: Final = ("progress", "visible_progress", "lane", "blocked")
#: What a unit says of a new task.
NEW_TASK_KEYS: Final = ("action", "title", "due_on", "detail")
_LONGEST: Final = 60
#: How a field is edited that can be asked for in a cell.
_TYPED: Final = ("line", "text", "number", "percent", "day", "switch", "choice", "row")


@attrs.frozen
class FormRow:
    """One row as it went out: its id, what it is called, and key → text of the fields that are asked for."""

    id: str
    code: str
    title: str
    values: Mapping[str, str]


@attrs.frozen
class Subject:
    """What units report on: the kind of the rows, and the rows themselves by id, as far as they are asked for."""

    kind: Kind
    rows: Mapping[str, Row]


def abouts(snapshot: Snapshot, as_of: date | None = None) -> tuple[tuple[str, str], ...]:
    """Returns (table, name) of all that can be reported on.

    That are tasks, what is open and names a unit, ledgers that name one, KPIs that are entered, figures of the months
    before `as_of`.
    """
    built_in = [
        (kind.table, kind.noun)
        for kind in CATALOGUE
        if kind.table == "task" or (kind.is_kept_by_hand and hasattr(kind.row, "is_open") and _unit_key(kind))
    ]
    ledgers = [
        (table_of(definition), definition.ledger.title)
        for definition in snapshot.definitions.values()
        if _unit_key(kind_of_ledger(definition))
    ]
    kpis = [(NODES, NOUN)] if asked_nodes(snapshot) else []
    return (*built_in, *ledgers, *kpis, *offered(snapshot, as_of))


def about_of(word: str, snapshot: Snapshot) -> str:
    """Returns the table of what goes by that name; raises BadInput and names what can be reported on."""
    for table, name in abouts(snapshot):
        if word.strip() in (table, name, table.removeprefix(TABLE_HEAD)):
            return table
    figures = about_in(word.strip())
    if figures:
        return figures
    if word.strip().upper() == NOUN:
        raise BadInput(
            "没有可填报的 KPI：三级 KPI 的末级指标，要选定责任部门、数据取自“填报”、没有按分项填，而且还没有审定。"
        )
    names = "、".join(name for _, name in abouts(snapshot))
    raise BadInput(f"“{word}”不能按单位填报，可填报的有：{names}、指标 2018-10（某个月的指标数据）。")


def kind_of_about(about: str, snapshot: Snapshot) -> Kind:
    """Returns the kind of what is reported on; raises BadInput for a ledger that is gone."""
    if about.startswith(FIGURE_HEAD):
        return kind_of_figures(about)
    if about == NODES:
        return KIND_OF_NODES
    if not about.startswith(TABLE_HEAD):
        return KINDS[about]
    definition = snapshot.definition(about.removeprefix(TABLE_HEAD))
    if definition is None:
        raise BadInput("这次填报所依据的台账已删除，请先恢复台账。", about)
    return kind_of_ledger(definition)


def askable(kind: Kind) -> tuple[Column, ...]:
    """Returns the columns that can be asked for, in order."""
    if kind.table == "task":
        return tuple(TASK_COLUMNS.by_key[key] for key in TASK_KEYS)
    barred = {_unit_key(kind), kind.parent, *kind.name_keys[:1], *kind.moved_by}
    return tuple(
        column
        for column in Columns.of(kind).all
        if column.field in kind.form_fields and column.key not in barred and _is_typed(column)
    )


def chosen(kind: Kind, keys: Sequence[str]) -> tuple[Column, ...]:
    """Returns the columns of these keys or names, the usual ones for none; raises BadInput for what cannot be asked."""
    by_name = {
        name: column for column in askable(kind) for name in (column.key, column.title, column.field.name)
    }
    if not keys:
        return tuple(by_name[key] for key in USUAL_TASK_KEYS) if kind.table == "task" else askable(kind)
    strange = [key for key in keys if key not in by_name]
    if strange:
        names = "、".join(column.title for column in askable(kind))
        raise BadInput(f"“{'、'.join(strange)}”不能填报，可选：{names}。")
    return tuple({by_name[key].key: by_name[key] for key in keys}.values())


def new_columns(kind: Kind) -> tuple[Column, ...]:
    """Returns what a unit says of a new row, () where it cannot propose any."""
    if kind.table == "task":
        return tuple(Column.of(kind.by_key[key]) for key in NEW_TASK_KEYS)
    if kind.parent or kind.table.startswith((FIGURE_HEAD, NODES)):
        return ()
    barred = {_unit_key(kind), *kind.moved_by}
    return tuple(
        column
        for column in Columns.of(kind).all
        if column.field in kind.form_fields and column.key not in barred and _is_typed(column)
    )


def rows_of(subject: Subject, unit: str, snapshot: Snapshot) -> tuple[Row, ...]:
    """Returns the open rows that a unit answers for, in the kind's order."""
    kind = subject.kind
    if kind.table == "task":
        return tuple(
            task
            for task in snapshot.live_tasks
            if task.responsible_unit == unit and task.lane != "struck_off"
        )
    key = _unit_key(kind)
    own = [
        row
        for row in subject.rows.values()
        if not row.deleted and getattr(row, key) == unit and getattr(row, "is_open", True)
    ]
    return tuple(kind.sorted(own, snapshot))


def unit_named(word: str, snapshot: Snapshot) -> str:
    """Returns the id of the one unit of that name; raises NotFound."""
    ids = snapshot.named("unit", word.strip())
    if len(ids) != 1:
        raise NotFound(f"没有叫“{word}”的单位。" if not ids else f"叫“{word}”的单位有 {len(ids)} 个。")
    return ids[0]


def unit_of(row: Row, kind: Kind) -> str | None:
    """Returns the unit that answers for a row."""
    key = "responsible_unit" if kind.table == "task" else _unit_key(kind)
    unit = getattr(row, key)
    return unit if isinstance(unit, str) else None


def unit_values(kind: Kind, unit: str) -> dict[str, Any]:
    """Returns the field by which a new row belongs to its unit."""
    return {"responsible_unit" if kind.table == "task" else _unit_key(kind): unit}


def text_of(column: Column, row: Row, snapshot: Snapshot) -> str:
    """Returns what a field of a row shows now."""
    first = snapshot.campaign.starts_on
    if isinstance(row, Task):
        seen = Known(row, snapshot, first, lambda: snapshot.judge(row, first))
        return column.text(seen)
    return column.text(SeenRow(row, snapshot, first))


def normal(column: Column, text: str, snapshot: Snapshot) -> str:
    """Returns a typed text as the field shows it: 「45」 is 「45%」; raises BadInput for what it cannot mean."""
    type_ = column.field.type
    return type_.show(type_.read(text, snapshot), snapshot)


def form_rows(
    subject: Subject, columns: Sequence[Column], unit: str, snapshot: Snapshot
) -> tuple[FormRow, ...]:
    """Returns a unit's rows as they would go out now."""
    return tuple(
        FormRow(
            row.id,
            *_names(subject.kind, row, snapshot),
            {column.key: text_of(column, row, snapshot) for column in columns},
        )
        for row in rows_of(subject, unit, snapshot)
    )


def written(rows: Sequence[FormRow]) -> str:
    """Returns the rows as a request keeps them."""
    lists = [[row.id, row.code, row.title, dict(row.values)] for row in rows]
    return json.dumps(lists, ensure_ascii=False, separators=(",", ":"))


def read_form(sent_with: str) -> tuple[FormRow, ...]:
    """Returns the rows that a request went out with."""
    return tuple(FormRow(*row) for row in json.loads(sent_with))


def asked_units(subject: Subject, snapshot: Snapshot) -> tuple[str, ...]:
    """Returns the units that have something to report on, in their order."""
    units = KINDS["unit"].sorted(snapshot.live_rows("unit"), snapshot)
    return tuple(unit.id for unit in units if rows_of(subject, unit.id, snapshot))


def _names(kind: Kind, row: Row, snapshot: Snapshot) -> tuple[str, str]:
    """Returns what stands under 编号 and 名称; an entry goes by its number, where its ledger gives one."""
    if isinstance(row, Task):
        return row.code, row.title
    called = kind.called(row, snapshot)
    if kind.table.startswith(TABLE_HEAD):
        number = next((f.key for f in kind.fields if isinstance(f.type, Serial)), "")
        return (kind.type_of(number).show(getattr(row, number), snapshot) if number else "") or called[
            :_LONGEST
        ], called
    label = kind.subject(row, snapshot)
    return label[:_LONGEST], called if called != label else ""


def _is_typed(column: Column) -> bool:
    """Whether a field can be asked for in a cell: no ties to other rows, no secrets, no places."""
    type_ = column.field.type
    return type_.editor in _TYPED and not isinstance(type_, Links | Secret | Place)


def _unit_key(kind: Kind) -> str:
    return next((key for key, type_ in kind.pointers if isinstance(type_, OfUnit)), "")
