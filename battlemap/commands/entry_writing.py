"""Entries of one ledger written within one transaction: checked by its fields, tied, numbered, and counted on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from battlemap.commands.ban_exemptions import drive_exemptions
from battlemap.commands.rectifying import drive_rectifications
from battlemap.commands.tally_driving import drive_tasks
from battlemap.domain.fields.calculation import Calculated
from battlemap.domain.fields.links import Links
from battlemap.domain.fields.serial import Serial
from battlemap.domain.kinds.catalogue import KINDS
from battlemap.domain.kinds.entry import Entry, EntryLink
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.ledger import Ledger, LedgerField
from battlemap.domain.kinds.problem import ProblemEntry
from battlemap.domain.ledgers.definition import DefinedField, Definition
from battlemap.domain.ledgers.ledger_kind import row_of, written
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.ledgers.moving import arrived, guard_demands
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.file_names import FileNames
from battlemap.store.repository import Repository

#: Stands for every field, where an entry has come or gone.
_ALL: Final = "*"


def definition_in(repository: Repository, ledger: str) -> Definition:
    """Returns the definition of a ledger as the transaction sees it; raises Refused for one that is deleted."""
    row = repository.get(Ledger, ledger)
    if row.deleted:
        raise Refused(f"台账“{brief(row.title)}”已删除，请先恢复。")
    return Definition.of(row, repository.find(LedgerField, ledger=ledger))


class EntryWriting:
    """Writes entries of one ledger; `finish` brings the tasks that its tallies drive to what they come to."""

    def __init__(self, repository: Repository, ledger: str) -> None:
        self._repository = repository
        self.definition = definition_in(repository, ledger)
        self._names = FileNames(repository)
        self._touched: set[str] = set()
        self._next_numbers: dict[str, int] = {}
        #: Keys of the fields that name other rows.
        fields = self.definition.fields
        #: Key → type of what can be given; keys of ties.
        self._types = {field.key: field.type for field in fields if not isinstance(field.type, Calculated)}
        self._tied = {field.key for field in fields if isinstance(field.type, Links)}
        self._pointing = {field.key for field in self.definition.fields if getattr(field.type, "table", "")}
        #: (table, id) of rows that are known to be there.
        self._there: set[tuple[str, str]] = set()

    @property
    def noun(self) -> str:
        """What an entry is called."""
        return self.definition.noun

    def finish(self) -> None:
        """Writes what follows from the entries: progress of tasks that tallies drive, exemptions from 封土期, rechecks of 督察整改."""
        if self._touched:
            drive_tasks(self._repository, self.definition, None if _ALL in self._touched else self._touched)
            drive_exemptions(self._repository, self.definition)
            drive_rectifications(self._repository, self.definition)

    # -- one entry --------------------------------------------------------------------------------------------------

    def add(
        self,
        values: Mapping[str, Any],
        rank: str,
        parent: str | None = None,
        *,
        on: date | None = None,
        is_strict: bool = True,
    ) -> Entry:
        """Writes a new entry and returns it; raises Refused for what its fields do not allow.

        `is_strict` asks for what is required and what its stage demands, and puts it at the beginning of the road where
        it is told no stage; a sheet that comes in is taken as it is.
        """
        given = self._tidied(values)
        self._guard_parent(parent)
        stage = self.definition.stage_field
        if is_strict:
            self._guard_required(given)
            road = self.definition.road.road
            if stage is not None and given.get(stage.key) in (None, "") and road:
                given[stage.key] = road[0].code
        number = self.definition.number_field
        if number is not None and not given.get(number.key):
            given[number.key] = self._next_number(number)
        fresh = Entry(self._repository.new_id(), self.definition.ledger.id, rank, parent=parent)
        entry = arrived(
            None,
            written(fresh, given, self.definition, self._names),
            self.definition,
            on or self._repository.today,
        )
        if is_strict and stage is not None and entry.stage != self.definition.road.road[0].code:
            self._guard_demands(entry, given)
        if is_strict:
            self._guard_number(entry)
        self._repository.put(entry)
        self._tie(entry, given)
        self._touched.add(_ALL)
        return entry

    def edit(
        self, entry: Entry, changes: Mapping[str, Any], *, on: date | None = None, is_strict: bool = True
    ) -> Entry:
        """Writes new values of an entry and returns it; raises Refused as `add`, and for an entry that is deleted."""
        if entry.deleted:
            raise Refused(f"{self.noun}“{brief(entry.title)}”已删除，请先恢复。")
        given = self._tidied(changes)
        if is_strict:
            self._guard_required(given, are_all=False)
        after = arrived(
            entry,
            written(entry, given, self.definition, self._names),
            self.definition,
            on or self._repository.today,
        )
        if is_strict and after.stage != entry.stage and after.stage:
            self._guard_demands(after, given)
        if is_strict and after.code != entry.code:
            self._guard_number(after)
        self._repository.put(after)
        self._tie(after, given)
        if after.title != entry.title:
            title = Masking(self.definition).title(after.title)
            for tie in self._repository.live(ProblemEntry, entry=entry.id):
                self._repository.put(evolved(tie, title=title))
        self._touched.update(given)
        return after

    def set_deleted(self, entry: Entry, is_deleted: bool) -> None:
        """Marks an entry as deleted or not; its 卡点 are untied with it, and tied again."""
        if is_deleted:
            for tie in self._repository.live(ProblemEntry, entry=entry.id):
                self._repository.put(evolved(tie, deleted=True))
        else:
            for tie in self._repository.went_with(entry, ProblemEntry, entry=entry.id):
                self._repository.put(evolved(tie, deleted=False))
        self._repository.put(evolved(entry, deleted=is_deleted))
        self._touched.add(_ALL)

    # -- what is checked ----------------------------------------------------------------------------------------------

    def _tidied(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the values as their fields keep them; raises Refused for strange fields and values."""
        given: dict[str, Any] = {}
        for key, value in values.items():
            type_ = self._types.get(key)
            if type_ is None:
                raise self._strange(key)
            given[key] = tidy = type_.tidy(value)
            try:
                type_.check(tidy, "")
            except Refused:
                type_.check(tidy, f"{self.noun}的{self.definition.by_key[key].title}")
                raise
            if key in self._pointing:
                self._guard_target(self.definition.by_key[key], tidy)
        return given

    def _strange(self, key: str) -> Refused:
        """Returns what is said of a key that cannot be given."""
        field = self.definition.by_key.get(key)
        if field is None:
            return Refused(f"台账“{self.definition.title}”没有代码为“{key[:40]}”的字段，请核对。")
        return Refused(f"“{field.title}”由程序计算，不能填写。")

    def _guard_target(self, field: DefinedField, value: Any) -> None:
        """Raises Refused where a value names a row that is not there."""
        table = getattr(field.type, "table", "")
        ids = value if isinstance(value, tuple) else (value,)
        for id in ids if table else ():
            if isinstance(id, str) and id and (table, id) not in self._there:
                there = self._repository.find(KINDS[table].row, id=id)
                if there and not there[0].deleted:
                    self._there.add((table, id))
                else:
                    raise Refused(
                        f"{self.noun}的{field.title}指向的{KINDS[table].noun}已不存在，请重新选择。"
                    )

    def _guard_required(self, given: Mapping[str, Any], *, are_all: bool = True) -> None:
        for field in self.definition.fields:
            is_asked = are_all or field.key in given
            if not (field.row.is_required and is_asked) or isinstance(field.type, Calculated | Serial):
                continue
            if given.get(field.key) in (None, "", (), field.type.nothing):
                raise Refused(f"{self.noun}的{field.title}不能为空。")

    def _guard_demands(self, entry: Entry, given: Mapping[str, Any]) -> None:
        ties = self._repository.entry_rows(self.definition).ties([entry.id]).get(entry.id)
        row = row_of(entry, self.definition, self._repository.today, ties)
        values = {field.key: getattr(row, field.key) for field in self.definition.fields}
        guard_demands(self.definition, entry.stage, entry.title or self.noun, values | dict(given))

    def _guard_parent(self, parent: str | None) -> None:
        home = self.definition.ledger.parent
        if home is None and parent is None:
            return
        if home is None or parent is None:
            raise Refused(f"{self.noun}须登记在一条上级台账之下。" if home else f"{self.noun}没有上级台账。")
        there = self._repository.get(Entry, parent)
        if there.ledger != home or there.deleted:
            raise Refused(f"{self.noun}所属的“{brief(there.title)}”不在上级台账中，或已删除。")

    def _guard_number(self, entry: Entry) -> None:
        """Raises Refused for a number that another entry was given, also one that is deleted."""
        if entry.code and self._repository.bears_number(entry.ledger, entry.code, entry.id):
            raise Refused(f"编号“{brief(entry.code)}”已经用过，编号只给一次，请换一个。")

    def _next_number(self, field: DefinedField) -> str:
        """Returns the next number, one above the highest that was ever given this year."""
        type_, year = field.type, self._repository.today.year
        assert isinstance(type_, Serial)
        if field.key not in self._next_numbers:
            highest = self._repository.highest_number(
                self.definition.ledger.id, type_.head(year), lambda text: type_.counter(text, year)
            )
            self._next_numbers[field.key] = highest
        self._next_numbers[field.key] += 1
        return type_.given(year, self._next_numbers[field.key])

    # -- ties -------------------------------------------------------------------------------------------------------

    def _tie(self, entry: Entry, given: Mapping[str, Any]) -> None:
        """Writes the ties that the values tell: new ones made, those that are gone marked as deleted."""
        for key in [key for key in given if key in self._tied]:
            field, value = self.definition.by_key[key], given[key]
            if not isinstance(field.type, Links) or not isinstance(value, tuple):
                continue
            standing = self._repository.find(EntryLink, entry=entry.id, field=field.id)
            for link in standing:
                if link.deleted != (link.target_id not in value):
                    self._repository.put(attrs.evolve(link, deleted=not link.deleted))
            tied = {link.target_id for link in standing}
            for id in value:
                if id not in tied:
                    made = EntryLink(self._repository.new_id(), entry.id, field.id, field.type.table, id)
                    self._repository.put(made)
