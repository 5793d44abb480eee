"""Attachments of a task: added with their file, removed from the list, opened when unchanged."""

from __future__ import annotations

from pathlib import Path

import attrs

from battlemap.commands.session import Session
from battlemap.domain.kinds.attachment import Attachment, AttachmentLimits
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store import attachments
from battlemap.store.attachments import Kept
from battlemap.store.repository import Repository


@attrs.frozen
class AddAttachment:
    """A file that was copied beside the campaign becomes a task's attachment."""

    task: str
    kept: Kept

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 添加附件“{brief(self.kept.title)}”"

    def apply(self, repository: Repository) -> None:
        """Writes the attachment; raises Refused for an unsafe name or a file that the task has already."""
        task = repository.get(Task, self.task)
        copies = repository.live(Attachment, task=task.id, sha256=self.kept.sha256)
        if copies:
            raise Refused(f"{task.code} 已有内容相同的附件“{brief(copies[0].title)}”，不必重复添加。")
        made = Attachment(
            repository.new_id(),
            task.id,
            self.kept.title,
            self.kept.file_name,
            self.kept.size,
            self.kept.sha256,
            repository.today,
            repository.actor,
        )
        repository.put(made)


@attrs.frozen
class RemoveAttachment:
    """An attachment goes from the list; its file stays, so that this can be undone."""

    attachment: str

    def label(self, snapshot: Snapshot) -> str:
        attachment = snapshot.attachments[self.attachment]
        return f"{snapshot.tasks[attachment.task].code} 移除附件“{brief(attachment.title)}”"

    def apply(self, repository: Repository) -> None:
        """Marks the attachment as deleted."""
        repository.put(attrs.evolve(repository.get(Attachment, self.attachment), deleted=True))


def attach(session: Session, task: str, source: Path, limits: AttachmentLimits | None = None) -> None:
    """Copies `source` beside the campaign and adds it to the task in one step; where that is refused no copy stays."""
    if session.file.is_read_only:
        raise Refused("档案以只读方式打开，不能添加附件。")
    kept = attachments.keep(source, session.file.path, limits or AttachmentLimits.delivered())
    try:
        session.run(AddAttachment(task, kept))
    except BaseException:
        attachments.forget(kept, session.file.path)
        raise


def opened(session: Session, attachment: str) -> Path:
    """Returns the path of an attachment, still what was added; raises as `store.attachments.verified`."""
    return attachments.verified(session.snapshot.attachments[attachment], session.file.path)
