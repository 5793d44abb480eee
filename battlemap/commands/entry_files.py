"""Files of entries (附件): copied beside the campaign, added to a field and taken out of it, opened when unchanged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from battlemap.commands.command import Command
from battlemap.commands.entry_writing import EntryWriting
from battlemap.commands.session import Session
from battlemap.domain.fields.links import Files, PaperFile
from battlemap.domain.kinds.attachment import AttachmentLimits
from battlemap.domain.kinds.entry import Entry, data_of
from battlemap.domain.ledgers.definition import DefinedField
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store import attachments
from battlemap.store.repository import Repository


@attrs.frozen
class AddEntryFile(Command):
    """A file that was copied beside the campaign comes into a field of an entry."""

    ledger: str
    id: str
    key: str
    file: PaperFile

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.definitions[self.ledger].noun}添加附件“{brief(self.file.title)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the field; raises Refused for a field of another type, or a file that the field has already."""

        def _added(files: tuple[PaperFile, ...]) -> tuple[PaperFile, ...]:
            if any(file.sha256 == self.file.sha256 for file in files):
                raise Refused(f"已有内容相同的附件“{brief(self.file.title)}”，不必重复添加。")
            return (*files, self.file)

        _change(repository, self.ledger, self.id, self.key, _added)


@attrs.frozen
class RemoveEntryFile(Command):
    """A file goes from a field of an entry; what lies on the disk stays, so that this can be undone."""

    ledger: str
    id: str
    key: str
    sha256: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.definitions[self.ledger].noun}移除附件"

    def apply(self, repository: Repository) -> None:
        """Writes the field; raises Refused where the field does not have the file."""

        def _left(files: tuple[PaperFile, ...]) -> tuple[PaperFile, ...]:
            rest = tuple(file for file in files if file.sha256 != self.sha256)
            if rest == files:
                raise Refused("这个附件已不在其中，请刷新后再试。")
            return rest

        _change(repository, self.ledger, self.id, self.key, _left)


def _change(
    repository: Repository,
    ledger: str,
    id: str,
    key: str,
    change: Callable[[tuple[PaperFile, ...]], tuple[PaperFile, ...]],
) -> None:
    writing = EntryWriting(repository, ledger)
    field = _field(writing, key)
    entry = repository.get(Entry, id)
    held: Any = field.type.loaded(data_of(entry).get(field.id))
    writing.edit(entry, {key: change(held if isinstance(held, tuple) else ())})
    writing.finish()


def _field(writing: EntryWriting, key: str) -> DefinedField:
    field = writing.definition.by_key.get(key)
    if field is None or not isinstance(field.type, Files):
        raise Refused(f"台账“{writing.definition.title}”的这一字段不放附件。")
    return field


def attach_to_entry(
    session: Session, ledger: str, id: str, key: str, source: Path, limits: AttachmentLimits | None = None
) -> None:
    """Copies `source` beside the campaign and adds it to the field in one step; where that is refused no copy stays."""
    if session.file.is_read_only:
        raise Refused("档案以只读方式打开，不能添加附件。")
    kept = attachments.keep(source, session.file.path, limits or AttachmentLimits.delivered())
    try:
        session.run(
            AddEntryFile(ledger, id, key, PaperFile(kept.title, kept.file_name, kept.size, kept.sha256))
        )
    except BaseException:
        attachments.forget(kept, session.file.path)
        raise


def opened_file(session: Session, file: PaperFile) -> Path:
    """Returns the path of a file, still what was added; raises as `store.attachments.verified`."""
    return attachments.verified(file, session.file.path)
