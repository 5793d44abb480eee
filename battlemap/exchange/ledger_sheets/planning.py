"""A sheet compared with what a ledger holds: the plan of an import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import attrs

from battlemap.domain.fields.kept import Unread
from battlemap.domain.fields.names import Names
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.masking import masked_text
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.cell_values import (
    SILENT,
    Reader,
    cell_words,
    is_silent,
    value_reader,
    written_names,
)
from battlemap.exchange.ledger_sheets.column_use import GROUP, PARENT, ColumnUse, column_uses
from battlemap.exchange.ledger_sheets.identity import HeldEntry, Identity, Known, is_same
from battlemap.exchange.ledger_sheets.plan import (
    Answers,
    ChangedEntry,
    ImportPlan,
    NameQuestion,
    NewEntry,
    RowFault,
    Unidentified,
    UnreadCell,
)
from battlemap.exchange.office_sheets.cell import Cell, Unreadable
from battlemap.exchange.office_sheets.name_match import NameMatch, match_names
from battlemap.exchange.office_sheets.numbers import number_in
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from battlemap.exchange.office_sheets.units import MONEY
from battlemap.exchange.office_sheets.words import tight

#: After so many rows it is told how far a plan is.
_TOLD: Final = 500
_NAMED: Final = ("unit", "person")
_NUMBERED: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．])"
)
_COUNTED: Final = re.compile(r"[(（:：]?(?:共|计)?\d+(?:个|家|项|户|件|条|处|村)?(?:项目|企业)?[)）]?$")


@attrs.frozen
class Above:
    """The ledger above one of children: its title, and name → ids of its entries."""

    title: str
    by_name: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, title: str, named: Iterable[tuple[str, str]]) -> Above:
        """Returns it from (name, id) of every entry; an entry may have several names."""
        by_name: dict[str, list[str]] = {}
        for name, id in named:
            if tight(name) and id not in by_name.setdefault(tight(name), []):
                by_name[tight(name)].append(id)
        return cls(title, by_name)


def import_plan(
    table: SheetTable,
    definition: Definition,
    entries: Sequence[HeldEntry],
    names: Names,
    answers: Answers | None = None,
    above: Above | None = None,
    watch: Callable[[int, int], None] = lambda done, total: None,
) -> ImportPlan:
    """Returns what the table would change; nothing is created for a name that is not known.

    `watch` hears how many rows of how many are read; what it raises ends it.

    Raises BadInput where no column identifies an entry, or the answers name what is not there.
    """
    given_answers = answers or Answers()
    table = with_groups(_with_units(table, given_answers.units))
    uses = column_uses(table, definition, given_answers.columns, above.title if above else "")
    identity = Identity.of(definition, (use.field for use in uses if use.is_taken))
    if identity.is_empty:
        wanted = definition.key_fields or tuple(filter(None, (definition.title_field,)))
        titles = "、".join(field.title for field in wanted)
        raise Unidentified(
            f"表里没有“{titles}”一列，认不出每一行是哪{definition.counter}；请补上这一列，或指定由哪一列对应。",
            ImportPlan(table, definition, uses, "", above=above.title if above else ""),
        )
    if above and not any(use.field == PARENT and use.is_taken for use in uses):
        raise Unidentified(
            f"表里没有“{above.title}”一列，不知道每一行属于哪一条；请补上这一列，或指定由哪一列对应。",
            ImportPlan(table, definition, uses, "", above=above.title),
        )
    return _Planner(table, definition, uses, identity, names, given_answers, above).plan(entries, watch)


def with_groups(table: SheetTable) -> SheetTable:
    """Returns the table with a column of the headings under which its rows stand, 一、高端装备（12 个） as 高端装备."""
    if not any(table.group_of) or table.column(GROUP) is not None:
        return table
    titles = [_NUMBERED.sub("", _COUNTED.sub("", tight(title))) or None for title in table.group_of]
    column = Column(GROUP, "text", "", list(titles), len(table.columns))
    return attrs.evolve(table, columns=[*table.columns, column])


def _with_units(table: SheetTable, units: Mapping[str, str]) -> SheetTable:
    """Returns the table with bare amounts of these columns in the unit that was told; raises BadInput for no unit of money."""
    if not units:
        return table
    strange = next((unit for unit in units.values() if unit not in MONEY), None)
    if strange is not None:
        raise BadInput(f"“{strange[:20]}”不是金额的单位，请写元、万元或亿元。")
    column_names = {column.name for column in table.columns}
    lacking = next((name for name in units if name not in column_names), None)
    if lacking is not None:
        raise BadInput(f"表里没有“{lacking[:20]}”一列。可用：{'、'.join(sorted(column_names))}。")
    columns = [
        attrs.evolve(
            column,
            kind="money",
            unit=units[column.name],
            cells=[_yuan(c, column, units) for c in column.cells],
        )
        if column.name in units
        else column
        for column in table.columns
    ]
    return attrs.evolve(table, columns=columns)


def _yuan(cell: Cell, column: Column, units: Mapping[str, str]) -> Cell:
    scale = MONEY[units[column.name]]
    if isinstance(cell, Unreadable) and cell.why == "unit":
        number = number_in(tight(cell.raw))
        return cell if number is None else _whole(number * scale)
    if column.kind != "money" and isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return _whole(Decimal(cell) * scale)
    return cell


def _whole(yuan: Decimal) -> int:
    """Returns whole yuan, half rounded up, as the reader of sheets rounds."""
    return int(yuan.quantize(Decimal(1), ROUND_HALF_UP))


@attrs.define
class _Planner:
    table: SheetTable
    definition: Definition
    uses: tuple[ColumnUse, ...]
    identity: Identity
    names: Names
    answers: Answers
    above: Above | None
    _questions: list[NameQuestion] = attrs.field(factory=list)
    _readers: list[tuple[Column, DefinedField, Reader]] = attrs.field(factory=list)
    _parents: Column | None = None
    _matched: dict[str, dict[str, NameMatch]] = attrs.field(factory=dict)

    def plan(self, entries: Sequence[HeldEntry], watch: Callable[[int, int], None]) -> ImportPlan:
        self._prepare()
        known, fields = Known.of(entries, self.identity), self.definition.by_key
        total, rows = len(self.table.rows), []
        for place in range(total):
            if place % _TOLD == 0:
                watch(place, total)
            rows.append(self._row(place))
        homes = [self._home(place) for place in range(len(self.table.rows))]
        keys = [self._keys(row, home[0]) for row, home in zip(rows, homes, strict=True)]
        often = Counter(key for key, title in keys for key in ([key] if key else [title] if title else []))
        new, changed, faults, unread = [], [], [], []
        equal = 0
        met: set[str] = set()
        for place, (row, (home, why), (key, title)) in enumerate(zip(rows, homes, keys, strict=True)):
            name = self._title(row)
            if why or not (key or title):
                faults.append(RowFault(place, why or f"没有{self.identity.words}，认不出是哪一条"))
                continue
            if often[key or title] > 1 or key in known.doubled:
                where = "台账里" if key in known.doubled else "表里"
                faults.append(RowFault(place, f"{where}有重复（{self._key_words(row) or name}），没有导入"))
                met.update(held.id for held in (known.by_key.get(key), known.by_title.get(title)) if held)
                continue
            held = self._held(known, key, title)
            unread += [
                UnreadCell(place, fields[key], value.text)
                for key, value in row.items()
                if isinstance(value, Unread)
                and not (held and self._is_masked(fields[key], held.values.get(key), value))
            ]
            if held is None:
                new.append(NewEntry(place, name, row, home))
                continue
            met.add(held.id)
            changes = self._changes(held, row)
            if changes:
                changed.append(ChangedEntry(place, held.id, held.title or name, changes))
            else:
                equal += 1
        missing = tuple(entry for entry in entries if entry.id not in met)
        return ImportPlan(
            self.table, self.definition, self.uses, self.identity.words, tuple(new), tuple(changed), equal, missing,
            tuple(unread), tuple(faults), tuple(self._questions), self.above.title if self.above else "",
        )  # fmt: skip

    def _prepare(self) -> None:
        """Matches the names that stand in the sheet, and makes what reads each column that is taken."""
        by_name = {column.name: column for column in self.table.columns}
        taken: list[tuple[Column, DefinedField]] = []
        for use in self.uses:
            if use.is_taken and use.field == PARENT:
                self._parents = by_name[use.column]
            elif use.is_taken:
                taken.append((by_name[use.column], self.definition.by_key[use.field]))
        for table in _NAMED:
            self._matches(table, [column for column, field in taken if field.row.type == table])
        self._readers = [
            (column, field, value_reader(column, field, self.names, self._matched.get(field.row.type, {})))
            for column, field in taken
        ]

    def _matches(self, table: str, columns: list[Column]) -> None:
        if not columns:
            return
        written = written_names(columns)
        matches = match_names(written, dict(self.names.spelled(table)))
        for name in written:
            named_id = self.answers.names.get((table, name))
            if named_id is not None:
                matches[name] = NameMatch(name, named_id)
        counts = Counter(
            cell_words(cell, column) for column in columns for cell in column.cells if not is_silent(cell)
        )
        for name in written:
            match = matches.get(name)
            if match is None or match.id is None:
                candidates = match.candidates if match else ()
                offered = tuple((id, self.names.called(table, id)) for id in candidates)
                self._questions.append(NameQuestion(table, name, counts[name], offered))
        self._matched[table] = matches

    def _row(self, place: int) -> dict[str, Any]:
        """Returns the values that a row tells, by key; what it says nothing of is left out."""
        values = {}
        for column, field, read in self._readers:
            value = read(column.cells[place])
            if value is not SILENT:
                values[field.key] = value
        return values

    def _home(self, place: int) -> tuple[str | None, str]:
        """Returns the entry above, or why there is none."""
        if self.above is None or self._parents is None:
            return None, ""
        name = cell_words(self._parents.cells[place], self._parents)
        ids = self.above.by_name.get(tight(name), ())
        if len(ids) == 1:
            return ids[0], ""
        if not name:
            return None, f"没有写{self.above.title}"
        return (
            None,
            f"有 {len(ids)} 条叫“{name[:24]}”，分不清" if ids else f"{self.above.title}里没有“{name[:24]}”",
        )

    def _keys(self, row: Mapping[str, Any], home: str | None) -> tuple[str, str]:
        return self.identity.key(row.get, home), self.identity.title(row.get, home)

    def _held(self, known: Known, key: str, title: str) -> HeldEntry | None:
        if key and key in known.by_key:
            return known.by_key[key]
        held = known.by_title.get(title) if title else None
        if held is None:
            return None
        # a row with a key of its own is the entry of that name only where this has no key yet
        has_key = bool(self.identity.key(held.values.get, held.parent))
        return None if key and has_key else held

    def _changes(self, held: HeldEntry, row: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
        changes = {}
        for key, value in row.items():
            field = self.definition.by_key[key]
            before = held.values.get(key)
            if is_same(before, value) or self._is_masked(field, before, value):
                continue
            if (
                isinstance(value, Unread)
                and not isinstance(before, Unread | None)
                and before != field.type.nothing
            ):
                continue
            changes[key] = (before, value)
        return changes

    def _is_masked(self, field: DefinedField, before: Any, value: Any) -> bool:
        """Whether the sheet shows what the ledger holds, but hidden: 138****1234 is no news, nor is 钟某 of 钟燕."""
        if before is None or not (self.definition.is_masked(field) or "*" in str(value)):
            return False
        text = value.text if isinstance(value, Unread) else str(value)
        return text == masked_text(field, before, self.names)

    def _title(self, row: Mapping[str, Any]) -> str:
        field = self.definition.title_field
        return field.type.show(row[field.key], self.names) if field is not None and field.key in row else ""

    def _key_words(self, row: Mapping[str, Any]) -> str:
        return "·".join(
            field.type.show(row[field.key], self.names) for field in self.identity.fields if field.key in row
        )
