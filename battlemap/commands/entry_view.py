"""Views of ledgers (台账视图): what is listed is given a name; renamed and dropped they are as every row."""

from __future__ import annotations

import attrs

from battlemap.commands.command import Command, rank_before
from battlemap.commands.entry_writing import definition_in
from battlemap.domain.kinds.entry_view import EntryView
from battlemap.domain.looking.entry_look import EntryLook
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.file_names import FileNames
from battlemap.store.repository import Repository


@attrs.frozen
class SaveEntryView(Command):
    """A look at a ledger under a name; a view of that name shows it from now on."""

    ledger: str
    title: str
    look: EntryLook

    def label(self, snapshot: Snapshot) -> str:
        return f"保存台账视图“{brief(self.title.strip())}”"

    def apply(self, repository: Repository) -> None:
        """Writes the view; raises Refused without a name or where nothing is filtered or grouped."""
        definition, title = definition_in(repository, self.ledger), self.title.strip()
        if self.look.is_empty:
            raise Refused("没有查找、筛选，也没有分组，不能保存为视图；请先设好。")
        wanted = self.look.to_json(definition, FileNames(repository))
        for view in repository.live(EntryView, ledger=self.ledger, title=title):
            repository.put(attrs.evolve(view, wanted=wanted))
            return
        rank = rank_before(repository, EntryView, None, ledger=self.ledger)
        repository.put(EntryView(repository.new_id(), self.ledger, title, rank, wanted))
