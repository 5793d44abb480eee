"""A sheet comes into a ledger: entries and what was told of its header, in one step, after a backup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.commands.command import BringsMuch, Command, Watching, unwatched
from battlemap.commands.entries import ImportEntries
from battlemap.commands.entry_writing import definition_in
from battlemap.commands.ledgers import NewLedger
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.kinds.sheet_heading import SheetHeading
from battlemap.domain.ledgers.template import Template
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class HeadingTold:
    """What was told of a sheet's header: column → field, column → unit, (table, written name) → id."""

    fingerprint: str
    title: str
    columns: Mapping[str, str]
    units: Mapping[str, str] = attrs.field(factory=dict)
    names: Mapping[tuple[str, str], str] = attrs.field(factory=dict)


@attrs.frozen
class ImportSheet(BringsMuch, Command):
    """The entries of a sheet, and its header remembered; `below` are entries of a child ledger.

    `below` are (ledger, values, place): each belongs to the entry that was added at that place, or to the entry of that id.
    `below_edited` are (ledger, id, changes).
    """

    entries: ImportEntries
    heading: HeadingTold | None = None
    below: tuple[tuple[str, Mapping[str, Any], int | str], ...] = ()
    below_edited: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()

    def watched(self, watch: Watching) -> ImportSheet:
        """Returns the command that tells how far it is."""
        return attrs.evolve(self, entries=attrs.evolve(self.entries, watch=watch))

    def label(self, snapshot: Snapshot) -> str:
        label = self.entries.label(snapshot)
        under = (*(ledger for ledger, _, _ in self.below), *(ledger for ledger, _, _ in self.below_edited))
        definition = snapshot.definitions.get(under[0]) if under else None
        return f"{label}、{len(under)} {definition.counter}" if definition else label

    def apply(self, repository: Repository) -> None:
        if self.entries.added or self.entries.edited:
            before = {entry.id for entry in repository.find(Entry, ledger=self.entries.ledger)}
            self.entries.apply(repository)
        elif not (self.below or self.below_edited):
            raise Refused("表格里没有新的内容，也没有改动。")
        if self.below or self.below_edited:
            fresh = (
                [
                    entry
                    for entry in repository.live(Entry, ledger=self.entries.ledger)
                    if entry.id not in before
                ]
                if self.entries.added
                else []
            )
            self._below(repository, [entry.id for entry in fresh])
        if self.heading is not None:
            remember(repository, self.entries.ledger, self.heading)

    def _below(self, repository: Repository, fresh: list[str]) -> None:
        by_ledger: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
        for ledger, values, home in self.below:
            parent = fresh[home] if isinstance(home, int) else home
            by_ledger.setdefault(ledger, []).append((values, parent))
        for ledger, rows in by_ledger.items():
            values, parents = zip(*rows, strict=True)
            ImportEntries(ledger, values, parents=parents, watch=self.entries.watch).apply(repository)
        edited: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        for ledger, id, changes in self.below_edited:
            edited.setdefault(ledger, []).append((id, changes))
        for ledger, edits in edited.items():
            ImportEntries(ledger, (), tuple(edits)).apply(repository)


@attrs.frozen
class NewLedgerFromSheet(BringsMuch, Command):
    """A ledger is made as a sheet suggests it, and the sheet's entries come in: one step."""

    template: Template
    added: tuple[Mapping[str, Any], ...]
    heading: HeadingTold | None = None
    watch: Watching = attrs.field(default=unwatched, eq=False, repr=False)

    def watched(self, watch: Watching) -> NewLedgerFromSheet:
        """Returns the command that tells how far it is."""
        return attrs.evolve(self, watch=watch)

    def label(self, snapshot: Snapshot) -> str:
        return f"按表格新建台账“{brief(self.template.title)}”，导入 {len(self.added)} 条"

    def apply(self, repository: Repository) -> None:
        there = {ledger.id for ledger in repository.find(Ledger)}
        NewLedger(self.template).apply(repository)
        made = next(ledger.id for ledger in repository.find(Ledger) if ledger.id not in there)
        if self.added:
            ImportEntries(made, self.added, watch=self.watch).apply(repository)
        if self.heading is not None:
            remember(repository, made, self.heading)


def remember(repository: Repository, ledger: str, heading: HeadingTold) -> None:
    """Keeps what was told of a header for the next sheet that bears it."""
    definition_in(repository, ledger)
    kept = next(iter(repository.live(SheetHeading, ledger=ledger, fingerprint=heading.fingerprint)), None)
    made = kept or SheetHeading(repository.new_id(), ledger, heading.fingerprint)
    names = [[table, written, id] for (table, written), id in sorted(heading.names.items())]
    repository.put(
        attrs.evolve(
            made,
            title=heading.title,
            columns=_json(dict(heading.columns)),
            units=_json(dict(heading.units)),
            names=_json(names),
        )
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
