"""Rows of any kind that people keep by hand: added, changed, moved, removed and restored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.commands.command import BringsMuch, Command, rank_before, ranks_before
from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind, Row, evolved
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class AddRow(Command):
    """A new row with these values, before the row `before` or at the end; what the program fills in it fills in."""

    table: str
    values: Mapping[str, Any]
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        kind = _kind(self.table)
        name = next((str(self.values[key]) for key in kind.name_keys if self.values.get(key)), "")
        owner = snapshot.called(kind.parent_table, self.values.get(kind.parent) or "") if kind.parent else ""
        words = f"{kind.verb}{kind.noun}{f'“{brief(name)}”' if name else ''}"
        return f"{owner} {words}" if owner else words

    def apply(self, repository: Repository) -> None:
        kind = _kept_by_hand(self.table)
        rank = (
            rank_before(repository, kind.row, self.before, **_among(kind, self.values))
            if kind.has_rank
            else ""
        )
        _add(repository, kind, self.values, rank)


@attrs.frozen
class EditRow(Command):
    """New values for fields of a row."""

    table: str
    id: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return _named("修改", self.table, self.id, snapshot)

    def apply(self, repository: Repository) -> None:
        kind = _kept_by_hand(self.table)
        row = _live(repository, kind, self.id)
        repository.put(kind.changed(row, self.changes, repository.today))


@attrs.frozen
class MoveRow(Command):
    """Another place for a row among those that belong to the same thing: before the row `before`, or at the end."""

    table: str
    id: str
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return _named("移动", self.table, self.id, snapshot)

    def apply(self, repository: Repository) -> None:
        kind = _kept_by_hand(self.table)
        if not kind.has_rank:
            raise Refused(f"{kind.noun}按{kind.by_key[kind.order[0].strip('-')].name}排列，不能移动次序。")
        row = _live(repository, kind, self.id)
        if self.before != self.id:
            among = {kind.parent: getattr(row, kind.parent)} if kind.parent else {}
            rank = rank_before(repository, kind.row, self.before, without=(self.id,), **among)
            repository.put(evolved(row, rank=rank))


@attrs.frozen
class RemoveRow(Command):
    """A row goes, and with it what only ties it to others; it can be restored.

    Refused while live rows name it that can do without it: they would name something that is gone.
    """

    table: str
    id: str

    def label(self, snapshot: Snapshot) -> str:
        return _named("删除", self.table, self.id, snapshot)

    def apply(self, repository: Repository) -> None:
        kind = _kept_by_hand(self.table)
        row = repository.get(kind.row, self.id)
        for other in CATALOGUE:
            for key, type_ in other.pointers:
                if type_.table != kind.table:
                    continue
                pointing = repository.live(other.row, **{key: self.id})
                if pointing and key not in other.homes:
                    name, many = other.by_key[key].name, f"{len(pointing)} {other.counter}"
                    raise Refused(f"{kind.noun}“{kind.label(row)}”还是 {many}的{name}，请先改成别的再删除。")
                for part in pointing:
                    repository.put(evolved(part, deleted=True))
        repository.put(evolved(row, deleted=True))


@attrs.frozen
class RestoreRow(Command):
    """A deleted row of any kind comes back, with all that went with it and belongs to it."""

    table: str
    id: str

    def label(self, snapshot: Snapshot) -> str:
        return _named("恢复", self.table, self.id, snapshot)

    def apply(self, repository: Repository) -> None:
        kind = _kind(self.table)
        row = repository.get(kind.row, self.id)
        gone = [
            part
            for other in CATALOGUE
            for key, type_ in other.pointers
            if type_.table == kind.table and key in other.homes
            for part in repository.went_with(row, other.row, **{key: row.id})
        ]
        for each in (row, *gone):
            repository.put(evolved(each, deleted=False))


@attrs.frozen
class ImportRows(BringsMuch, Command):
    """A table of rows comes in: the new ones are added, the known ones changed, all in one step or none."""

    table: str
    added: tuple[Mapping[str, Any], ...]
    edited: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def label(self, snapshot: Snapshot) -> str:
        return f"导入 {len(self.added) + len(self.edited)} {_kind(self.table).counter}"

    def apply(self, repository: Repository) -> None:
        if not self.added and not self.edited:
            raise Refused(f"表格里没有新的{_kind(self.table).noun}，也没有改动。")
        kind = _kept_by_hand(self.table)
        for home, rows in _by_home(kind, self.added).items():
            among = {kind.parent: home} if kind.parent else {}
            ranks = (
                ranks_before(repository, kind.row, None, len(rows), **among)
                if kind.has_rank
                else [""] * len(rows)
            )
            for values, rank in zip(rows, ranks, strict=True):
                _add(repository, kind, values, rank)
        for id, changes in self.edited:
            EditRow(self.table, id, changes).apply(repository)


@attrs.frozen
class Together(Command):
    """Several commands as one step with a name of its own."""

    words: str
    commands: tuple[Command, ...]

    def label(self, snapshot: Snapshot) -> str:
        return self.words

    def apply(self, repository: Repository) -> None:
        for command in self.commands:
            command.apply(repository)


def _kind(table: str) -> Kind:
    if table not in KINDS:
        raise Refused(f"没有“{table[:20]}”这类内容。")
    return KINDS[table]


def _kept_by_hand(table: str) -> Kind:
    kind = _kind(table)
    if not kind.is_kept_by_hand:
        raise Refused(f"{kind.noun}有自己的操作，不能这样增删改。")
    return kind


def _live(repository: Repository, kind: Kind, id: str) -> Row:
    row = repository.get(kind.row, id)
    if row.deleted:
        raise Refused(f"{kind.noun}“{kind.label(row)}”已删除，请先恢复。")
    return row


def _among(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns by which column the rows are told apart among which a new one stands."""
    return {kind.parent: values.get(kind.parent)} if kind.parent else {}


def _by_home(kind: Kind, rows: Iterable[Mapping[str, Any]]) -> dict[Any, list[Mapping[str, Any]]]:
    """Returns what rows belong to → these rows, in the order in which they come."""
    homes: dict[Any, list[Mapping[str, Any]]] = {}
    for values in rows:
        homes.setdefault(values.get(kind.parent) if kind.parent else None, []).append(values)
    return homes


def _add(repository: Repository, kind: Kind, values: Mapping[str, Any], rank: str) -> None:
    marks = {"id": repository.new_id()} | ({"rank": rank} if kind.has_rank else {})
    repository.put(kind.made(values, lambda field: _begun(kind, field, repository), **marks))


def _begun(kind: Kind, field: Field, repository: Repository) -> Any:
    """Returns what the program fills into a field of a new row."""
    if field.begins == "number":
        return repository.highest(kind.row, field.key) + 1
    at = repository.at
    beginnings: dict[str, date | str] = {
        "today": repository.today,
        "now": at.replace(microsecond=at.microsecond // 1000 * 1000),
        "actor": repository.actor,
    }
    return beginnings[field.begins]


def _named(verb: str, table: str, id: str, snapshot: Snapshot) -> str:
    return f"{verb}{_kind(table).full_subject(snapshot.rows[table][id], snapshot)}"
