"""An attachment is a step like any other: told, undone, done again; its file is there whenever its row is."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlemap.commands.attachment import AddAttachment, RemoveAttachment, attach, opened
from battlemap.commands.session import Session
from battlemap.domain.telling.step_words import step_words
from battlemap.errors import Refused
from battlemap.store.attachments import Kept, attachment_folder


def test_a_paper_is_attached_removed_and_comes_back(session: Session, tmp_path: Path) -> None:
    task = session.snapshot.live_tasks[0].id
    source = tmp_path / "验收单.pdf"
    source.write_bytes(b"paper")
    attach(session, task, source)
    (attachment,) = session.snapshot.attachments_of(task)
    assert (attachment.title, attachment.size, attachment.added_by) == ("验收单.pdf", 5, "李明")
    assert opened(session, attachment.id).read_bytes() == b"paper"
    words = step_words(session.history("attachment", attachment.id)[0], session.snapshot).words
    assert words == "李明 为 ECON-01 添加附件“验收单.pdf”"
    session.run(RemoveAttachment(attachment.id))
    assert session.snapshot.attachments_of(task) == ()
    session.undo()
    assert session.snapshot.attachments_of(task) == (attachment,)
    session.undo()
    session.redo()
    assert opened(session, attachment.id).read_bytes() == b"paper"


def test_a_refused_attachment_leaves_no_copy(session: Session, tmp_path: Path) -> None:
    first, second, _ = (task.id for task in session.snapshot.live_tasks)
    source = tmp_path / "验收单.pdf"
    source.write_bytes(b"paper")
    attach(session, first, source)
    with pytest.raises(Refused, match="ECON-01 已有内容相同的附件"):
        attach(session, first, source)
    attach(session, second, source)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert folder == attachment_folder(session.file.path)
    assert len(list(folder.iterdir())) == 1
    unsafe = Kept("x", "../x", 1, "0" * 64, is_new=False)
    with pytest.raises(Refused, match="不安全"):
        session.run(AddAttachment(first, unsafe))
