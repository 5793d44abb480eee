"""What is asked of entries, as SQL: a field's value as an expression, and a filter as a condition."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import attrs

from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.kept import KeptDay
from battlemap.domain.fields.links import Files, Links
from battlemap.domain.fields.options import ManyOf, OneOf
from battlemap.domain.fields.place import Place
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.secret import Secret
from battlemap.domain.fields.stage import Stages
from battlemap.domain.kinds.entry import SAID
from battlemap.domain.ledgers.asking import FURTHEST, RANK, STAGE_ON, Asking
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.entry_filter import Condition
from battlemap.domain.ledgers.moving import ever_reached
from battlemap.errors import BadInput
from battlemap.store.records import SqlValue

_ID: Final = re.compile(r"[\w-]+")
_PLAIN: Final = re.compile(r"[\x20-\x7e]*")
#: Column → its expression, for what entries have beside their fields.
_COLUMNS: Final = {RANK: "rank", STAGE_ON: "stage_on", FURTHEST: "NULLIF(furthest, '')"}


@attrs.frozen
class Clause:
    """A condition and the values that it is given."""

    sql: str
    values: tuple[SqlValue, ...] = ()


@attrs.frozen
class Terms:
    """The ledger that is asked, the day as of which, and the names (table → id → name) that its entries hold as ids.

    `heard` tells which entries are called by something that sounds like a word; `others` are the definitions by code, for
    look-ups.
    """

    definition: Definition
    as_of: date
    names: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    heard: Callable[[str], Sequence[str]] | None = None
    others: Mapping[str, Definition] = attrs.field(factory=dict)

    def ids_like(self, table: str, word: str) -> list[str]:
        """Returns the ids of those whose name holds the word, case ignored."""
        return [id for id, called in self.names.get(table, {}).items() if word in called.casefold()]


def quoted(text: str) -> str:
    """Returns a text as SQL writes it; of ids alone, which planner and partial indexes must see."""
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """Returns a text as SQL writes a name."""
    return '"' + text.replace('"', '""') + '"'


def json_path(field: DefinedField) -> str:
    """Returns where a field's value lies in `data`, as SQL writes it."""
    if not _ID.fullmatch(field.id):
        raise BadInput("字段的内部编号不对，请检查档案。", field.id)
    return quoted(f'$."{field.id}"')


def kind_in_json(field: DefinedField) -> str:
    """Returns the expression for what kind of JSON stands there, NULL for none."""
    return f"json_type(data, {json_path(field)})"


def raw(field: DefinedField) -> str:
    """Returns the expression for what stands there, whatever it is."""
    return f"json_extract(data, {json_path(field)})"


def said(field: DefinedField) -> str:
    """Returns the expression for the words that are kept beside a day, after that day; NULL for none."""
    path = json_path(field).removesuffix("\"'") + SAID + "\"'"
    return f"json_extract(data, {path})"


def value(field: DefinedField, terms: Terms) -> str:
    """Returns the expression for a field's value by which it is compared and sorted; NULL where it is empty or unread."""
    type_ = field.type
    if field.key == terms.definition.ledger.stage_field and isinstance(type_, Stages):
        return "NULLIF(stage, '')"
    if isinstance(type_, Calculated):
        return _calculated(type_, terms)
    if isinstance(type_, Links):
        return f"NULLIF((SELECT COUNT(*) FROM entry_link WHERE {_tied(field)}), 0)"
    if isinstance(type_, ManyOf):
        return f"NULLIF(json_array_length({listed(field)}), 0)"
    if isinstance(type_, Files):
        return f"CASE {kind_in_json(field)} WHEN 'array' THEN NULLIF(json_array_length(data, {json_path(field)}), 0) END"
    if isinstance(type_, Place):
        return f"CASE WHEN {kind_in_json(field)} IN ('text', 'array') THEN NULLIF({raw(field)}, '') END"
    if type_.storing == "whole":
        return f"CASE {kind_in_json(field)} WHEN 'integer' THEN {raw(field)} END"
    text = f"NULLIF({raw(field)}, '')"
    cast = f"CAST({text} AS REAL)" if type_.storing == "decimal" else text
    return f"CASE {kind_in_json(field)} WHEN 'text' THEN {cast} END"


def listed(field: DefinedField) -> str:
    """Returns the expression for the choices of a field of several, as JSON; NULL where none was ever made or read."""
    return f"CASE {kind_in_json(field)} WHEN 'array' THEN {raw(field)} END"


def indexed(field: DefinedField, terms: Terms) -> str:
    """Returns the expression for what the index of a large ledger has of a field."""
    return listed(field) if isinstance(field.type, ManyOf) else value(field, terms)


def expression(key: str, terms: Terms) -> str:
    """Returns the same for the key of a field or of what entries have beside them; raises BadInput for another."""
    if key in _COLUMNS:
        return _COLUMNS[key]
    return value(_field(key, terms), terms)


def is_unread(field: DefinedField) -> str:
    """Returns the expression for whether what stands there could not be read."""
    # the number stands in a column: most entries need not be looked into
    return f"(unread > 0 AND {kind_in_json(field)} IS 'object')" if field.is_stored else "0"


def asked(terms: Terms, asking: Asking) -> Clause:
    """Returns the condition for what is asked."""
    parts = [f"ledger = {quoted(terms.definition.ledger.id)} AND deleted = {int(asking.are_deleted)}"]
    given: list[SqlValue] = []
    if asking.parent is not None:
        parts.append("parent = ?")
        given.append(asking.parent)
    clauses = [condition_clause(condition, terms) for condition in asking.filter.conditions]
    for word in asking.filter.words.split():
        clauses.append(_word(word, terms, asking.is_unmasked))
    for clause in clauses:
        parts.append(clause.sql)
        given += clause.values
    return Clause(" AND ".join(parts), tuple(given))


def condition_clause(condition: Condition, terms: Terms) -> Clause:
    """Returns one condition; raises BadInput for a field that is not there or a value that cannot be compared."""
    if condition.field == FURTHEST:
        return _among("furthest", condition.values)
    if condition.field == STAGE_ON:
        return _compared("stage_on", condition, condition.values)
    field = _field(condition.field, terms)
    expr = value(field, terms)
    match condition.relation:
        case "unread":
            return Clause(is_unread(field))
        case "empty":
            return Clause(f"({expr} IS NULL AND NOT {is_unread(field)})")
        case "filled":
            return Clause(f"({expr} IS NOT NULL OR {is_unread(field)})")
        case "holds":
            return any_of([_holding(field, expr, word) for word in condition.values])
        case "reached":
            now, furthest = ever_reached(terms.definition, condition.values)
            return any_of([_among("stage", now), _among("furthest", furthest)])
        case "in" | "not_in":
            inside = _inside(field, expr, condition.values)
            return (
                inside
                if condition.relation == "in"
                else Clause(f"NOT COALESCE({inside.sql}, 0)", inside.values)
            )
        case _:
            return _compared(expr, condition, _comparable(field, condition.values))


def _holding(field: DefinedField, expr: str, word: str) -> Clause:
    """Returns the condition that a word stands in a field; what could not be read stands there as it was written."""
    if not field.is_stored:
        return Clause(f"instr(CAST({expr} AS TEXT), ?)", (word,))
    if field.type.storing == "text" and not isinstance(field.type, ManyOf | Files | Links | Place | Stages):
        return Clause(f"(instr({expr}, ?) OR ({is_unread(field)} AND instr({raw(field)}, ?)))", (word, word))
    return Clause(f"instr({raw(field)}, ?)", (word,))


def _inside(field: DefinedField, expr: str, values: Sequence[str]) -> Clause:
    if isinstance(field.type, ManyOf):
        return any_of([_chosen(field, code) for code in values])
    if isinstance(field.type, Links):
        marks = ", ".join("?" * len(values))
        return Clause(
            f"EXISTS (SELECT 1 FROM entry_link WHERE {_tied(field)} AND target_id IN ({marks}))",
            tuple(values),
        )
    return _among(expr, _comparable(field, values))


def _chosen(field: DefinedField, code: str) -> Clause:
    """Returns the condition that a choice is among those of a field: its spelling stands in their list."""
    if code == ",":
        # between two others a comma stands in quotes, too
        return Clause(f"EXISTS (SELECT 1 FROM json_each({listed(field)}) WHERE value = ?)", (code,))
    return Clause(f"instr({listed(field)}, ?)", (json.dumps(code, ensure_ascii=False),))


def _comparable(field: DefinedField, values: Sequence[str]) -> tuple[SqlValue | float, ...]:
    """Returns the wanted values as the expression compares them."""
    type_ = field.type.told_as
    is_number = type_.storing in ("whole", "decimal") or isinstance(type_, Calculated)
    if not is_number:
        return tuple(values)
    try:
        numbers = [Decimal(text) for text in values]
    except InvalidOperation as error:
        raise BadInput(f"“{field.title}”的条件应是数字，如 30。", str(error)) from error
    return tuple(int(number) if number == number.to_integral_value() else float(number) for number in numbers)


def _among(expr: str, values: Sequence[SqlValue | float]) -> Clause:
    if not values:
        return Clause("0")
    return Clause(f"{expr} IN ({', '.join('?' * len(values))})", tuple(values))  # type: ignore[arg-type]


def _compared(expr: str, condition: Condition, values: Sequence[SqlValue | float]) -> Clause:
    sign = {"least": ">=", "most": "<="}.get(condition.relation)
    if sign is None:
        return _among(expr, values)
    return Clause(f"{expr} {sign} ?", (values[0],))  # type: ignore[arg-type]


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Returns the condition that one of these holds."""
    kept = [clause for clause in clauses if clause.sql != "0"]
    if not kept:
        return Clause("0")
    sql = " OR ".join(f"({clause.sql})" for clause in kept)
    return Clause(f"({sql})", tuple(value for clause in kept for value in clause.values))


def _word(word: str, terms: Terms, is_unmasked: bool) -> Clause:
    """Returns the condition that a word stands somewhere in the entry, as it is shown.

    What a masked view hides is found by the last four figures of a number, and by a whole name or number alone.
    """
    clauses: list[Clause] = []
    hidden = [
        field for field in terms.definition.fields if not is_unmasked and terms.definition.is_masked(field)
    ]
    like = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
    escaped = json.dumps(word, ensure_ascii=False)[1:-1]
    seen = [
        field
        for field in terms.definition.fields
        if field.is_stored and field not in hidden and not isinstance(field.type, Files)
    ]
    # of what is kept by code or id only what could not be read stands there as it is shown
    texts = [
        f"CASE {kind_in_json(field)} WHEN 'object' THEN {raw(field)} END"
        if isinstance(field.type, OneOf | ManyOf | Pointing)
        else raw(field)
        for field in seen
    ]
    texts += [said(field) for field in seen if isinstance(field.type, KeptDay)]
    if not hidden and not _PLAIN.fullmatch(word):
        clauses.append(Clause("instr(data, ?)", (escaped,)))
    elif texts:
        # what is not in the whole cannot be in a part: the parts are looked at only where it is
        parts = " OR ".join(f"{text} LIKE ? ESCAPE '\\'" for text in texts)
        whole = "%" + re.sub(r"([%_\\])", r"\\\1", escaped) + "%"
        clauses.append(Clause(f"(data LIKE ? ESCAPE '\\' AND ({parts}))", (whole, *[like] * len(texts))))
    for field in hidden:
        if not field.is_stored:
            continue
        last = f" OR substr({raw(field)}, -4) = ?" if isinstance(field.type, Secret) else ""
        clauses.append(Clause(f"({raw(field)} = ?{last})", (word,) * (2 if last else 1)))
    clauses += named_by(word, terms, is_unmasked)
    return any_of(clauses)


def named_by(word: str, terms: Terms, is_unmasked: bool) -> list[Clause]:
    """Returns the conditions that a choice, a name or a sound is what the word says."""
    clauses: list[Clause] = []
    folded = word.casefold()
    for field in terms.definition.fields:
        type_ = field.type
        if not is_unmasked and terms.definition.is_masked(field):
            continue
        if isinstance(type_, OneOf | ManyOf):
            codes = [option.code for option in type_.choices if folded in option.name.casefold()]
            clauses.append(_inside(field, value(field, terms), codes) if codes else Clause("0"))
        elif isinstance(type_, Pointing):
            clauses.append(_among(value(field, terms), terms.ids_like(type_.table, folded)))
    ids = terms.heard(word) if terms.heard else ()
    if ids:
        clauses.append(Clause("id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)))
    return [clause for clause in clauses if clause.sql != "0"]


def _tied(field: DefinedField) -> str:
    return f"entry_link.entry = entry.id AND entry_link.field = {quoted(field.id)} AND entry_link.deleted = 0"


def _calculated(type_: Calculated, terms: Terms) -> str:
    """Returns the expression for what is worked out within an entry, or looked up in the entry that it is tied to first."""
    if type_.way == "lookup":
        return _looked_up(type_, terms)
    fields = [terms.definition.by_key[key] for key in type_.of if key in terms.definition.by_key]
    if not fields or any(isinstance(field.type, Calculated) for field in fields):
        return "NULL"
    parts = [value(field, terms) for field in fields]
    if type_.way == "count":
        return parts[0]
    if type_.way == "sum":
        total = " + ".join(f"COALESCE({part}, 0)" for part in parts)
        return f"CASE WHEN COALESCE({', '.join([*parts, 'NULL'])}) IS NOT NULL THEN {total} END"
    if type_.way == "days":
        last = parts[1] if len(parts) > 1 else quoted(terms.as_of.isoformat())
        return f"CAST(julianday({last}) - julianday({parts[0]}) AS INTEGER)"
    if len(parts) != 2:
        return "NULL"
    if type_.way == "difference":
        return f"({parts[0]} - {parts[1]})"
    return f"({parts[0]} * 100.0 / NULLIF({parts[1]}, 0))"


def looked_up(type_: Calculated, terms: Terms) -> tuple[DefinedField, DefinedField, Definition] | None:
    """Returns the tie by which is looked up, the field that is looked up and the ledger that has it; None where that is nothing."""
    if type_.way != "lookup" or len(type_.of) != 2:
        return None
    link = terms.definition.by_key.get(type_.of[0])
    there = terms.others.get(link.type.ledger) if link is not None and isinstance(link.type, Links) else None
    wanted = there.by_key.get(type_.of[1]) if there is not None else None
    if link is None or there is None or wanted is None or not wanted.is_stored:
        return None
    return link, wanted, there


def _looked_up(type_: Calculated, terms: Terms) -> str:
    lookup = looked_up(type_, terms)
    if lookup is None:
        return "NULL"
    link, wanted, there = lookup
    tied = f"(SELECT target_id FROM entry_link WHERE {_tied(link)} ORDER BY entry_link.rowid LIMIT 1)"
    # within, a column without a table is one of the entry that is looked up
    return f"(SELECT {value(wanted, attrs.evolve(terms, definition=there))} FROM entry there WHERE there.id = {tied})"


def _field(key: str, terms: Terms) -> DefinedField:
    field = terms.definition.by_key.get(key)
    if field is None:
        raise BadInput(f"台账“{terms.definition.title}”没有代码为“{key[:40]}”的字段。")
    return field
