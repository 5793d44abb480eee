"""Entries of ledgers: added, changed, moved along their road, removed, restored, and many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from battlemap.commands.command import BringsMuch, Command, Watching, rank_before, ranks_before, unwatched
from battlemap.commands.entry_writing import EntryWriting
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.unmasking import Unmasking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import NotFound, Refused
from battlemap.store.repository import Repository

#: After so many rows it is told how far an import is.
_TOLD: Final = 200


@attrs.frozen
class AddEntry(Command):
    """A new entry with these values by key, before the entry `before` or at the end; `on` is the day of its stage."""

    ledger: str
    values: Mapping[str, Any]
    parent: str | None = None
    before: str | None = None
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        definition = _definition(snapshot, self.ledger)
        title = definition.title_field
        name = title.type.show(self.values.get(title.key), snapshot) if title else ""
        return f"登记{definition.noun}{_quoted(name, definition)}"

    def apply(self, repository: Repository) -> None:
        writing = EntryWriting(repository, self.ledger)
        rank = rank_before(repository, Entry, self.before, ledger=self.ledger)
        writing.add(self.values, rank, self.parent, on=_not_to_come(self.on, repository))
        writing.finish()


@attrs.frozen
class EditEntries(Command):
    """New values of entries, by id and key; `called` is the name of a single one, for the step's name."""

    ledger: str
    edits: tuple[tuple[str, Mapping[str, Any]], ...]
    called: str = ""

    def label(self, snapshot: Snapshot) -> str:
        definition = _definition(snapshot, self.ledger)
        if len(self.edits) != 1:
            return f"修改 {len(self.edits)} {definition.counter}"
        return f"修改{definition.noun}{_quoted(self.called, definition)}"

    def apply(self, repository: Repository) -> None:
        writing = EntryWriting(repository, self.ledger)
        for id, changes in self.edits:
            writing.edit(_entry(repository, self.ledger, id), changes)
        writing.finish()


@attrs.frozen
class MoveToStage(Command):
    """Entries come to a stage; `values` by key fill what it demands. `on` is the day on which it happened."""

    ledger: str
    ids: tuple[str, ...]
    stage: str
    on: date | None = None
    values: Mapping[str, Any] = attrs.field(factory=dict)
    called: str = ""

    def label(self, snapshot: Snapshot) -> str:
        definition = _definition(snapshot, self.ledger)
        stage = definition.road.stage(self.stage)
        which = (
            f"{definition.noun}{_quoted(self.called, definition)}"
            if len(self.ids) == 1
            else f"{len(self.ids)} {definition.counter}"
        )
        return f"把{which}移到“{stage.name if stage else self.stage}”"

    def apply(self, repository: Repository) -> None:
        writing = EntryWriting(repository, self.ledger)
        field = writing.definition.stage_field
        if field is None:
            raise Refused(f"台账“{writing.definition.title}”没有阶段。")
        if writing.definition.road.stage(self.stage) is None:
            names = "、".join(stage.name for stage in writing.definition.road.offered)
            raise Refused(f"没有“{brief(self.stage)}”这个阶段，应为{names}。")
        day = _not_to_come(self.on, repository)
        for id in self.ids:
            entry = _entry(repository, self.ledger, id)
            writing.edit(entry, {**self.values, field.key: self.stage}, on=day)
        writing.finish()


@attrs.frozen
class MoveEntry(Command):
    """Another place for an entry: before the entry `before`, or at the end."""

    ledger: str
    id: str
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"调整{_definition(snapshot, self.ledger).noun}的次序"

    def apply(self, repository: Repository) -> None:
        entry = _entry(repository, self.ledger, self.id)
        if self.before != self.id:
            rank = rank_before(repository, Entry, self.before, without=(self.id,), ledger=self.ledger)
            repository.put(evolved(entry, rank=rank))


@attrs.frozen
class RemoveEntries(Command):
    """Entries go, and with them what is registered under them; they can be restored."""

    ledger: str
    ids: tuple[str, ...]
    called: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return _deed("删除", self.ids, self.called, _definition(snapshot, self.ledger))

    def apply(self, repository: Repository) -> None:
        writing = EntryWriting(repository, self.ledger)
        below: dict[str, EntryWriting] = {}
        for id in self.ids:
            entry = _entry(repository, self.ledger, id)
            self._remove_below(repository, id, below)
            writing.set_deleted(entry, True)
        for each in (*below.values(), writing):
            each.finish()

    def _remove_below(self, repository: Repository, id: str, below: dict[str, EntryWriting]) -> None:
        for part in repository.live(Entry, parent=id):
            self._remove_below(repository, part.id, below)
            own = below.setdefault(part.ledger, EntryWriting(repository, part.ledger))
            own.set_deleted(part, True)


@attrs.frozen
class RestoreEntries(Command):
    """Deleted entries come back, with what went with them."""

    ledger: str
    ids: tuple[str, ...]
    called: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return _deed("恢复", self.ids, self.called, _definition(snapshot, self.ledger))

    def apply(self, repository: Repository) -> None:
        writings = {self.ledger: EntryWriting(repository, self.ledger)}
        for id in self.ids:
            entry = _entry(repository, self.ledger, id)
            if not entry.deleted:
                continue
            if entry.parent and repository.get(Entry, entry.parent).deleted:
                raise Refused(f"“{brief(entry.title)}”所属的上级已删除，请先恢复上级。")
            self._restore(repository, entry, writings)
        for each in writings.values():
            each.finish()

    def _restore(self, repository: Repository, entry: Entry, writings: dict[str, EntryWriting]) -> None:
        parts = repository.went_with(entry, Entry, parent=entry.id)
        if entry.ledger not in writings:
            writings[entry.ledger] = EntryWriting(repository, entry.ledger)
        writings[entry.ledger].set_deleted(entry, False)
        for part in parts:
            self._restore(repository, part, writings)


@attrs.frozen
class ImportEntries(BringsMuch, Command):
    """A sheet of entries comes in: new ones are added, known ones changed, all in one step or none.

    What is required or demanded by a stage is not asked: the sheet is taken as it is, and shows what is missing.
    """

    ledger: str
    added: tuple[Mapping[str, Any], ...]
    edited: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    parents: tuple[str | None, ...] = ()
    watch: Watching = attrs.field(default=unwatched, eq=False, repr=False)

    def label(self, snapshot: Snapshot) -> str:
        return f"导入 {len(self.added) + len(self.edited)} {_definition(snapshot, self.ledger).counter}"

    def apply(self, repository: Repository) -> None:
        """Writes all; `parents` say under which entry each new one stands, in the order of `added`; () for none."""
        if not self.added and not self.edited:
            raise Refused("表格里没有新的内容，也没有改动。")
        writing = EntryWriting(repository, self.ledger)
        ranks = ranks_before(repository, Entry, None, len(self.added), ledger=self.ledger)
        parents = self.parents or (None,) * len(self.added)
        total = len(self.added) + len(self.edited)
        for done, (values, rank, parent) in enumerate(zip(self.added, ranks, parents, strict=True)):
            if done % _TOLD == 0:
                self.watch(done, total)
            writing.add(values, rank, parent, is_strict=False)
        for done, (id, changes) in enumerate(self.edited, len(self.added)):
            if done % _TOLD == 0:
                self.watch(done, total)
            writing.edit(_entry(repository, self.ledger, id), changes, is_strict=False)
        writing.finish()


@attrs.frozen
class Unmask(Command):
    """Somebody looks at what is hidden of a ledger, and says why; from then on the view may show it."""

    ledger: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        return f"查看台账“{_definition(snapshot, self.ledger).ledger.title}”的完整信息"

    def apply(self, repository: Repository) -> None:
        at = repository.at.replace(microsecond=repository.at.microsecond // 1000 * 1000)
        repository.put(Unmasking(repository.new_id(), self.ledger, self.reason.strip(), at, repository.actor))


def _definition(snapshot: Snapshot, ledger: str) -> Definition:
    definition = snapshot.definitions.get(ledger)
    if definition is None:
        raise NotFound("这个台账已不存在，请刷新后再试。", ledger)
    return definition


def _entry(repository: Repository, ledger: str, id: str) -> Entry:
    """Returns the entry; raises NotFound for one of another ledger."""
    entry = repository.get(Entry, id)
    if entry.ledger != ledger:
        raise NotFound("要修改的内容不在这个台账中，请刷新后再试。", id)
    return entry


def _deed(verb: str, ids: Sequence[str], called: str, definition: Definition) -> str:
    """Returns 「删除项目“某项目”」, 「删除 3 个项目」 for several."""
    if len(ids) != 1:
        return f"{verb} {len(ids)} {definition.counter}"
    return f"{verb}{definition.noun}{_quoted(called, definition)}"


def _quoted(name: str, definition: Definition) -> str:
    """Returns 「“某项目”」, hidden where the ledger hides names; "" for none."""
    title = definition.title_field
    if not name or (title is not None and definition.is_masked(title)):
        return ""
    return f"“{brief(name)}”"


def _not_to_come(on: date | None, repository: Repository) -> date | None:
    if on is not None and on > repository.today:
        raise Refused(f"进入阶段的日期 {on} 还没有到，请核对。")
    return on
