"""What a file declares beside its tables for the sake of its ledgers: a view per ledger, indexes where there are many entries.

Both follow from the rows of `ledger` and `ledger_field`, are made anew when these change, and are not journalled.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from battlemap.domain.fields.amount import Amount
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.options import OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.step import Step
from battlemap.domain.words import brief
from battlemap.store.entry_source import INDEX_HEAD, is_indexed
from battlemap.store.entry_sql import Terms, indexed, json_path, name, quoted, raw, value
from battlemap.store.fit import mended
from battlemap.store.records import NOT_UNDERSTOOD, Record, record

#: How the name of a ledger's view begins.
VIEW_HEAD: Final = "台账_"
#: So many entries are asked without indexes.
MANY: Final = 5_000
#: A step that changes more entries than this may have made a ledger large.
_SEVERAL: Final = 50
#: What no expression of an index may lean on.
_NO_DAY: Final = date(2000, 1, 1)


def definitions_in(connection: sqlite3.Connection) -> list[Definition]:
    """Returns the definitions of the live ledgers of a file; rows that nobody can read are passed over."""
    fields = [row for row in _rows(connection, "ledger_field") if isinstance(row, LedgerField)]
    ledgers = [row for row in _rows(connection, "ledger") if isinstance(row, Ledger) and not row.deleted]
    by_ledger: dict[str, list[LedgerField]] = {}
    for field in fields:
        by_ledger.setdefault(field.ledger, []).append(field)
    return [Definition.of(ledger, by_ledger.get(ledger.id, [])) for ledger in ledgers]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[object]:
    mapping = record(table)
    for values in connection.execute(f"SELECT {', '.join(mapping.columns)} FROM {table} ORDER BY rank, id"):
        yield _row(mapping, values)


def _row(mapping: Record, values: tuple[object, ...]) -> object:
    try:
        return mapping.row_of(values)
    except NOT_UNDERSTOOD:
        return mended(mapping, values)[0]


def declared(connection: sqlite3.Connection) -> dict[str, str]:
    """Returns name → SQL of every view and index that a file's ledgers may have."""
    statements: dict[str, str] = {}
    for definition in definitions_in(connection):
        statements |= _view(definition, statements)
        statements |= _index(definition) | _former(definition)
    return statements


def calls_for_arranging(step: Step) -> bool:
    """Whether a step may have changed which views and indexes are wanted: it changed a ledger, or brought many entries."""
    return (
        step.touches("ledger", "ledger_field")
        or sum(change.table == "entry" for change in step.changes) > _SEVERAL
    )


def arrange(connection: sqlite3.Connection) -> None:
    """Makes the views and indexes that are wanted and drops those that are not.

    To be called outside of a step, by who may write. Indexes are wanted only where a ledger has many entries. What is a
    convenience stands in nobody's way: where it cannot be made, it is left.
    """
    with suppress(sqlite3.DatabaseError):
        _arrange(connection)


def _arrange(connection: sqlite3.Connection) -> None:
    wanted: dict[str, str] = {}
    for definition in definitions_in(connection):
        wanted |= _view(definition, wanted)
        live = connection.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM entry WHERE ledger = ? AND deleted = 0 LIMIT ?)",
            [definition.ledger.id, MANY + 1],
        ).fetchone()[0]
        if live > MANY:
            wanted |= _index(definition)
    there = {
        thing: sql
        for thing, kind, sql in connection.execute("SELECT name, type, sql FROM sqlite_master")
        if (kind == "view" and thing.startswith(VIEW_HEAD))
        or (kind == "index" and thing.startswith(INDEX_HEAD))
    }
    if there == wanted:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for thing, sql in there.items():
            if wanted.get(thing) != sql:
                connection.execute(f"DROP {'VIEW' if thing.startswith(VIEW_HEAD) else 'INDEX'} {name(thing)}")
        for made, sql in wanted.items():
            if there.get(made) != sql:
                connection.execute(sql)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def drop_indexes(connection: sqlite3.Connection) -> None:
    """Drops the indexes that are made for what is asked of large ledgers."""
    there = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
    for (index,) in there:
        if index.startswith(INDEX_HEAD):
            connection.execute(f"DROP INDEX {name(index)}")


# -- indexes --------------------------------------------------------------------------------------------------------


def _index(definition: Definition) -> dict[str, str]:
    """Returns the index from which filters, orders and groups of a ledger are answered without a look at its entries.

    One for all fields: in the order of the entries, so that what is new is written at its end, and each is written once.
    """
    terms = Terms(definition, _NO_DAY)
    fields = [indexed(field, terms) for field in definition.fields if is_indexed(field, definition)]
    columns = ", ".join(["rank", "id", "stage", "stage_on", "furthest", "unread", *fields])
    index = INDEX_HEAD + definition.ledger.id
    where = f"ledger = {quoted(definition.ledger.id)} AND deleted = 0"
    return {index: f"CREATE INDEX {name(index)} ON entry ({columns}) WHERE {where}"}


def _former(definition: Definition) -> dict[str, str]:
    """Returns the indexes, one for each field, that programs up to 2018.11 made; the next who may write drops them."""
    terms = Terms(definition, _NO_DAY)
    where = f"ledger = {quoted(definition.ledger.id)} AND deleted = 0"
    return {
        index: f"CREATE INDEX {name(index)} ON entry ({value(field, terms)}, rank, id) WHERE {where}"
        for field in definition.fields
        if is_indexed(field, definition)
        for index in [f"{INDEX_HEAD}{field.id}"]
    }


# -- views ----------------------------------------------------------------------------------------------------------


def _view(definition: Definition, taken: dict[str, str]) -> dict[str, str]:
    """Returns the view of a ledger, with Chinese names, for who reads the file without this program."""
    title = VIEW_HEAD + _plain(definition.ledger.title)
    if title in taken:
        title = f"{title}_{definition.ledger.code}"
    terms = Terms(definition, _NO_DAY)
    columns = {"内部编号": "id"}
    for field in definition.fields:
        heading = _plain(field.row.title) + ("（元）" if isinstance(field.type, Amount) else _unit(field))
        if heading in columns:
            heading = f"{heading}_{field.key}"
        columns[heading] = _shown(field, terms)
    listed = ", ".join(f"{expr} AS {name(heading)}" for heading, expr in columns.items())
    where = f"ledger = {quoted(definition.ledger.id)} AND deleted = 0"
    return {title: f"CREATE VIEW {name(title)} AS SELECT {listed} FROM entry WHERE {where}"}


def _plain(text: str) -> str:
    return brief(text, 60) or "未命名"


def _unit(field: DefinedField) -> str:
    return f"（{_plain(field.row.unit)}）" if field.row.unit else ""


def _shown(field: DefinedField, terms: Terms) -> str:
    """Returns the expression for what people read in a field; what could not be read as it was written."""
    type_ = field.type
    if isinstance(type_, Links):
        return (
            "(SELECT group_concat(target_id) FROM entry_link WHERE entry_link.entry = entry.id "
            f"AND entry_link.field = {quoted(field.id)} AND entry_link.deleted = 0)"
        )
    if isinstance(type_, Calculated):
        return value(field, terms)
    expr = raw(field)
    if isinstance(type_, OneOf):
        read = value(field, terms)
        names = " ".join(
            f"WHEN {quoted(option.code)} THEN {quoted(_plain(option.name))}" for option in type_.choices
        )
        expr = f"CASE {read} {names} ELSE {read} END" if names else read
    elif isinstance(type_, YesOrNo):
        expr = f"CASE {expr} WHEN 1 THEN '是' WHEN 0 THEN '否' END"
    elif isinstance(type_, Pointing) and type_.table in ("unit", "person"):
        expr = f"(SELECT name FROM {type_.table} WHERE {type_.table}.id = {expr})"
    path = json_path(field).removesuffix("'") + ".raw'"
    return f"CASE json_type(data, {json_path(field)}) WHEN 'object' THEN json_extract(data, {path}) ELSE {expr} END"
