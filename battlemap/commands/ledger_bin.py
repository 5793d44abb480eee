"""Deleted fields in the recycle bin: what entries still hold in them, and how that is cleared away."""

from __future__ import annotations

import attrs

from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.domain.kinds.entry import SAID, Entry, EntryLink, data_of, data_text
from battlemap.domain.kinds.kind import evolved
from battlemap.domain.kinds.ledger import LedgerField
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.entry_ties import holders_of
from battlemap.store.repository import Repository


@attrs.frozen
class EmptyField(Command):
    """What entries hold in a deleted field goes, those in the bin too; the field itself can still come back, empty.

    Like every step it can be taken back, and the journal keeps what was cleared away.
    """

    id: str

    def label(self, snapshot: Snapshot) -> str:
        field = snapshot.ledger_fields[self.id]
        return f"清空已删除字段“{brief(field.title)}”的内容"

    def apply(self, repository: Repository) -> None:
        field = repository.get(LedgerField, self.id)
        if not field.deleted:
            raise Refused(f"字段“{brief(field.title)}”还在用，不能清空。请先在“定义字段”里删除它。")
        for id in repository.holders_of(field.id):
            entry = repository.get(Entry, id)
            data = data_of(entry)
            if field.id not in data:
                continue
            unread = entry.unread - int(isinstance(data.pop(field.id), dict))
            data.pop(field.id + SAID, None)
            emptied = attrs.evolve(entry, data=data_text(data), unread=max(0, unread))
            # what lies in the bin is emptied there, and stays there
            (repository.bring_back if entry.deleted else repository.put)(emptied)
        for tie in repository.live(EntryLink, field=field.id):
            repository.put(evolved(tie, deleted=True))


@attrs.frozen
class KeptField:
    """A deleted field of a ledger, and how many entries still hold something in it."""

    field: LedgerField
    count: int


def kept_fields(session: Session, ledger: str = "") -> list[KeptField]:
    """Returns the deleted fields of a live ledger, of all where none is told, with what is kept in them."""
    snapshot = session.snapshot
    gone = [
        field
        for field in snapshot.ledger_fields.values()
        if field.deleted and field.ledger in snapshot.definitions and ledger in ("", field.ledger)
    ]
    with session.file.reading() as connection:
        return [KeptField(field, len(holders_of(connection, field.id))) for field in gone]
