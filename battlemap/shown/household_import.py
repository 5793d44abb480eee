"""A sheet of persons on its way into a ledger of households: households and members planned and written together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.command import Watching, unwatched
from battlemap.commands.entries import ImportEntries
from battlemap.commands.ledger_import import HeadingTold, ImportSheet
from battlemap.commands.session import Session
from battlemap.domain.ledgers.definition import Definition
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.column_use import PARENT
from battlemap.exchange.ledger_sheets.household_tables import code_column, households_in, members_in
from battlemap.exchange.ledger_sheets.plan import Answers, ImportPlan
from battlemap.exchange.ledger_sheets.planning import Above, import_plan
from battlemap.exchange.office_sheets.column_mapping import fingerprint
from battlemap.exchange.office_sheets.households import household_faults, without_household
from battlemap.exchange.office_sheets.sheet_table import SheetTable
from battlemap.shown.sheet_import import OpenedSheet, answered, held_entries, remembered, table_named

#: Stands before the place of a household that the sheet brings, where its members name it.
_NEW: Final = "new:"


@attrs.frozen
class HouseholdImport:
    """The plans of both ledgers; members of a new household name it by its place among the new ones."""

    plan: ImportPlan
    members: ImportPlan
    answers: Answers
    table: SheetTable

    @property
    def changes_nothing(self) -> bool:
        """Whether nothing is to be written."""
        return self.plan.changes_nothing and self.members.changes_nothing

    def asks(self) -> tuple[str, ...]:
        """Returns what is to be confirmed of columns, and which of them neither ledger takes."""
        taken = {use.column for plan in (self.plan, self.members) for use in plan.uses if use.is_taken}
        by_column: dict[str, str] = {}
        for use in (*self.plan.uses, *self.members.uses):
            if use.asks and use.column not in taken:
                by_column.setdefault(use.column, use.asks)
        others = [
            sentence
            for plan in (self.plan, self.members)
            for sentence in plan.asks
            if "没有写单位" in sentence
        ]
        return tuple(dict.fromkeys((*by_column.values(), *others)))

    def as_sent(self) -> SheetTable:
        """Returns the table as the office sent it: a person per row, in its own order and columns."""
        return self.table

    def problems(self) -> list[str]:
        """Returns a sentence per row of the sheet for the office that sent it, "" where all is well.

        A row that tells of a household and of a person has the problems of both; what a household tells against itself
        stands in the row of its head.
        """
        place_of = {row: place for place, row in enumerate(self.table.rows)}
        answer: list[list[str]] = [[] for _ in self.table.rows]
        for place in without_household(self.table.columns):
            answer[place].append("没有户编号，没有导入")
        for plan in (self.members, self.plan):
            for row, sentences in zip(plan.table.rows, plan.row_problems(), strict=True):
                told = answer[place_of[row]]
                # 户主证件号码 and 证件号码 are one cell of the sheet
                known = {_cell_in(sentence) for sentence in told}
                told += [sentence for sentence in sentences if _cell_in(sentence) not in known]
        for place, fault in household_faults(self.table.columns, self.table.households):
            answer[place].append(fault.rstrip("。"))
        return ["；".join(sentences) for sentences in answer]

    def command(self) -> ImportSheet:
        """Returns what writes both in one step; raises BadInput where they change nothing."""
        if self.changes_nothing:
            raise BadInput("表格里没有新的内容，也没有改动，没有写入。")
        plan, members = self.plan, self.members
        below = members.definition.ledger.id
        return ImportSheet(
            ImportEntries(
                plan.definition.ledger.id,
                tuple(dict(entry.values) for entry in plan.new),
                tuple((entry.id, {key: new for key, (_, new) in entry.changes.items()}) for entry in plan.changed),
            ),
            HeadingTold(
                fingerprint(self.table), self.table.title or self.table.sheet,
                {**plan.columns, **self.answers.columns}, self.answers.units, self.answers.names,
            ),
            tuple((below, dict(entry.values), _place(entry.parent or "")) for entry in members.new),
            tuple(
                (below, entry.id, {key: new for key, (_, new) in entry.changes.items()})
                for entry in members.changed
            ),
        )  # fmt: skip


def members_ledger(session: Session, definition: Definition) -> Definition | None:
    """Returns the child ledger whose entries are persons of a household, None where a ledger has none."""
    for child in session.snapshot.definitions.values():
        if child.ledger.parent == definition.ledger.id and any(
            "与户主关系" in field.title for field in child.fields
        ):
            return child
    return None


def household_import(
    session: Session,
    definition: Definition,
    opened: OpenedSheet,
    as_of: date,
    *,
    sheet: str = "",
    given_answers: Answers | None = None,
    watch: Watching = unwatched,
) -> HouseholdImport | None:
    """Returns the import of a sheet of persons into a ledger of households, None for another sheet or ledger."""
    child = members_ledger(session, definition)
    table = table_named(opened.reading(definition), sheet)
    if child is None or not table.households:
        return None
    answers = answered(remembered(session.snapshot, definition.ledger.id, table), given_answers or Answers())
    households = import_plan(
        households_in(table), definition, held_entries(AskedEntries(session, definition, as_of)), session.snapshot,
        _of(answers, definition), watch=watch,
    )  # fmt: skip
    persons = table_named(opened.reading(child), sheet)
    members = import_plan(
        members_in(persons),
        child,
        held_entries(AskedEntries(session, child, as_of)),
        session.snapshot,
        attrs.evolve(
            _of(answers, child), columns={**_of(answers, child).columns, code_column(persons): PARENT}
        ),
        _above(households, definition, session, as_of),
        watch,
    )
    return HouseholdImport(households, members, answers, table)


def _of(answers: Answers, definition: Definition) -> Answers:
    """Returns the answers that speak of fields of a ledger."""
    columns: Mapping[str, str] = {
        column: key for column, key in answers.columns.items() if not key or key in definition.by_key
    }
    return attrs.evolve(answers, columns=columns)


def _above(plan: ImportPlan, definition: Definition, session: Session, as_of: date) -> Above:
    """Returns the households by their number: those that are there, and those that the sheet brings."""
    field = next(iter(definition.key_fields))
    asked = AskedEntries(session, definition, as_of)
    named = [
        (str(entry.values[field.key]), entry.id)
        for entry in held_entries(asked)
        if entry.values.get(field.key) not in (None, "")
    ]
    named += [
        (str(entry.values.get(field.key, "")), f"{_NEW}{place}") for place, entry in enumerate(plan.new)
    ]
    return Above.of(definition.noun, named)


def _cell_in(problem: str) -> str:
    """Returns what stands in the cell of which a problem tells; the problem itself where it tells of a row."""
    return problem.partition("读不懂：")[2] or problem


def _place(parent: str) -> int | str:
    return int(parent.removeprefix(_NEW)) if parent.startswith(_NEW) else parent
