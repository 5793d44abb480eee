"""A sheet on its way into a ledger: read once, planned as often as a person answers, written as one command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.command import Watching, unwatched
from battlemap.commands.entries import ImportEntries
from battlemap.commands.ledger_import import HeadingTold, ImportSheet, NewLedgerFromSheet
from battlemap.commands.session import Session
from battlemap.domain.fields.kept import KeptDay
from battlemap.domain.kinds.entry import data_of
from battlemap.domain.kinds.sheet_heading import SheetHeading
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.ledger_kind import held_value
from battlemap.domain.ledgers.template import Template
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.column_use import known_kinds
from battlemap.exchange.ledger_sheets.identity import HeldEntry
from battlemap.exchange.ledger_sheets.plan import Answers, ImportPlan
from battlemap.exchange.ledger_sheets.planning import Above, import_plan, with_groups
from battlemap.exchange.ledger_sheets.proposal import proposed
from battlemap.exchange.office_sheets.column_mapping import fingerprint
from battlemap.exchange.office_sheets.guarded import read_guarded
from battlemap.exchange.office_sheets.raw_sheet import RawBook
from battlemap.exchange.office_sheets.reading import reading_of
from battlemap.exchange.office_sheets.sheet_table import Reading, SheetTable


@attrs.frozen(eq=False)
class OpenedSheet:
    """A workbook that was read: its cells stay at hand, so that they can be understood anew with other answers."""

    book: RawBook
    file: str

    @classmethod
    def of(cls, path: Path) -> OpenedSheet:
        """Returns the workbook; raises BadInput with a sentence for one that cannot be read."""
        return cls(read_guarded(path), path.name)

    def reading(
        self, definition: Definition | None = None, columns: Mapping[str, str] | None = None
    ) -> Reading:
        """Returns its tables, columns that hold a field of the ledger read by that field's type."""
        return reading_of(
            self.book, self.file, known_kinds(definition, columns or {}) if definition else None
        )


def table_named(reading: Reading, name: str = "") -> SheetTable:
    """Returns the table of the sheet or title `name`, the only one where none is named; raises BadInput for none or several."""
    if not reading.tables:
        raise BadInput(" ".join([f"“{reading.file}”里没有读到表格。", *reading.report]))
    wanted = name.strip()
    tables = [table for table in reading.tables if not wanted or wanted in (table.sheet, table.title or "")]
    if len(tables) == 1:
        return tables[0]
    names = "、".join(
        dict.fromkeys(f"{table.sheet}（{table.title or '没有标题'}）" for table in reading.tables)
    )
    if not tables:
        raise BadInput(f"“{reading.file}”里没有“{brief(wanted)}”这张表。可用：{names}。")
    raise BadInput(f"“{reading.file}”里有 {len(tables)} 张表，请指明读哪一张：{names}。")


def remembered(snapshot: Snapshot, ledger: str, table: SheetTable) -> Answers:
    """Returns what was told when a sheet with this header came in before.

    Of a new header those columns are known that stood in another one of this ledger, and the names of units and persons.
    """
    mark, columns = fingerprint(table), {column.name for column in table.columns}
    headings = [
        row
        for row in snapshot.live_rows("sheet_heading")
        if isinstance(row, SheetHeading) and row.ledger == ledger
    ]
    answers = Answers()
    for row in sorted(headings, key=lambda each: each.fingerprint == mark):
        answers = answered(answers, Answers(row.told_columns(), row.told_units(), row.told_names()))
    kept: dict[str, str] = {}
    for column, key in answers.columns.items():
        if column in columns and (not key or key not in kept.values()):
            kept[column] = key
    return Answers(
        kept, {name: unit for name, unit in answers.units.items() if name in columns}, answers.names
    )


def answered(before: Answers, after: Answers) -> Answers:
    """Returns both, the later ones over the earlier."""
    return Answers(
        {**before.columns, **after.columns}, {**before.units, **after.units}, {**before.names, **after.names}
    )


@attrs.frozen
class SheetImport:
    """One table on its way into one ledger: the plan, and the answers that it stands on."""

    plan: ImportPlan
    answers: Answers

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing is to be written."""
        return self.plan.changes_nothing

    def command(self) -> ImportSheet:
        """Returns what writes it; raises BadInput where it changes nothing."""
        plan = self.plan
        if plan.changes_nothing:
            raise BadInput("表格里没有新的内容，也没有改动，没有写入。")
        entries = ImportEntries(
            plan.definition.ledger.id,
            tuple(dict(entry.values) for entry in plan.new),
            tuple(
                (entry.id, {key: new for key, (_, new) in entry.changes.items()}) for entry in plan.changed
            ),
            tuple(entry.parent for entry in plan.new) if plan.definition.ledger.parent else (),
        )
        return ImportSheet(entries, self._heading())

    def _heading(self) -> HeadingTold:
        columns = {**self.plan.columns, **self.answers.columns}
        return HeadingTold(
            fingerprint(self.plan.table),
            self.plan.table.title or self.plan.table.sheet,
            columns,
            self.answers.units,
            self.answers.names,
        )


def sheet_import(
    session: Session,
    definition: Definition,
    opened: OpenedSheet,
    as_of: date,
    *,
    sheet: str = "",
    given_answers: Answers | None = None,
    watch: Watching = unwatched,
) -> SheetImport:
    """Returns the import of a workbook's table into a ledger, by what is remembered of its header and what is told now.

    Raises BadInput where there is no such table, or nothing identifies its rows.
    """
    snapshot = session.snapshot
    table = with_groups(table_named(opened.reading(definition), sheet))
    answers = answered(remembered(snapshot, definition.ledger.id, table), given_answers or Answers())
    plain = known_kinds(definition, {})
    if known_kinds(definition, {column: key for column, key in answers.columns.items() if key}) != plain:
        # a column under another name is read by the type of its field, too
        table = with_groups(table_named(opened.reading(definition, answers.columns), sheet))
    columns = [column.name for column in table.columns]
    lacking = next((name for name in (given_answers or Answers()).columns if name not in columns), None)
    if lacking is not None:
        raise BadInput(f"表里没有“{brief(lacking)}”一列。可用：{'、'.join(columns)}。")
    asked = AskedEntries(session, definition, as_of)
    plan = import_plan(
        table, definition, held_entries(asked), snapshot, answers, above_of(session, definition, as_of), watch
    )
    return SheetImport(plan, answers)


def held_entries(asked: AskedEntries) -> list[HeldEntry]:
    """Returns every live entry of a ledger as an import compares with it: what is stored, nothing that is worked out."""
    definition = asked.definition
    stage = definition.stage_field
    loaders = [
        (field.key, field.id, field.type.loaded)
        for field in definition.fields
        if field.is_stored and field is not stage and not isinstance(field.type, KeptDay)
    ]
    days = [field for field in definition.fields if isinstance(field.type, KeptDay)]
    held = []
    for entry in asked.entries(asked.ids()):
        data = data_of(entry)
        values = {key: loaded(data[id]) for key, id, loaded in loaders if id in data}
        values |= {field.key: held_value(field, data) for field in days if field.id in data}
        if stage is not None and entry.stage:
            values[stage.key] = entry.stage
        held.append(HeldEntry(entry.id, entry.title, values, entry.parent))
    return held


def above_of(session: Session, definition: Definition, as_of: date) -> Above | None:
    """Returns the entries above those of a child ledger, by name and by number; None for a ledger of its own."""
    parent = session.snapshot.definitions.get(definition.ledger.parent or "")
    if parent is None:
        return None
    asked = AskedEntries(session, parent, as_of)
    entries = asked.entries(asked.ids())
    named = [(name, entry.id) for entry in entries for name in (entry.title, entry.code) if name]
    named += [
        (value, row.id)
        for row in (asked.rows([entry.id for entry in entries]) if parent.key_fields else ())
        for field in parent.key_fields
        if isinstance(value := getattr(row, field.key), str) and value
    ]
    return Above.of(parent.noun, named)


def proposed_ledger(
    session: Session, opened: OpenedSheet, sheet: str = "", title: str = ""
) -> tuple[Template, SheetTable]:
    """Returns the ledger that a table suggests, called `title` where one is told, and the table."""
    table = table_named(opened.reading(), sheet)
    codes = {ledger.code for ledger in session.snapshot.ledgers.values()}
    number = next(number for number in range(1, len(codes) + 2) if f"ledger_{number}" not in codes)
    template = proposed(table, f"ledger_{number}")
    if title.strip():
        template = attrs.evolve(template, ledger=attrs.evolve(template.ledger, title=title.strip()))
    return template, table


def new_ledger_command(
    session: Session, template: Template, opened: OpenedSheet, sheet: str = "", watch: Watching = unwatched
) -> tuple[NewLedgerFromSheet, ImportPlan]:
    """Returns what makes the ledger and brings the sheet in, and the plan of it for a preview."""
    definition = _drafted(template)
    table = table_named(opened.reading(definition), sheet)
    plan = import_plan(table, definition, [], session.snapshot, watch=watch)
    heading = HeadingTold(fingerprint(table), table.title or table.sheet, plan.columns)
    return NewLedgerFromSheet(template, tuple(dict(entry.values) for entry in plan.new), heading), plan


def _drafted(template: Template) -> Definition:
    """Returns the definition that a template will be, its keys standing for ids."""
    fields = [
        attrs.evolve(field, id=field.key, ledger="draft", rank=f"{place:04d}")
        for place, field in enumerate(template.fields)
    ]
    return Definition.of(attrs.evolve(template.ledger, id="draft"), fields)


def named_answers(
    session: Session, plan: ImportPlan, name_pairs: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Returns (table, written name) → id for names that were told in words; raises BadInput for one that nobody bears."""
    answers: dict[tuple[str, str], str] = {}
    asked = {question.written: question.table for question in plan.names}
    for written, name in name_pairs:
        table = asked.get(written)
        if table is None:
            raise BadInput(f"表里没有要核对的名称“{brief(written)}”。")
        ids = session.snapshot.named(table, name)
        if len(ids) != 1:
            raise BadInput(
                f"叫“{brief(name)}”的有 {len(ids)} 个，请写确切的名称。"
                if ids
                else f"没有“{brief(name)}”。请先登记，再导入。"
            )
        answers[table, written] = ids[0]
    return answers
