"""Backups bear a signed head: a journal that is rewritten from end to end fits itself, but not what was signed before."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.backup.backups import backups_of, digest_path
from battlemap.store.backup.signed_head import head_of
from battlemap.store.damage.inspection import inspect
from battlemap.store.mailbox.keys import kept_in, key_in
from tests.commands.conftest import open_new

NOW = datetime(2018, 11, 20, 12)


def edit(session: Session, words: str) -> None:
    task = session.snapshot.task_by_code("ECON-01")
    assert task is not None
    session.run(EditTask(task.id, {"detail": words}))


def faults(file: Path) -> tuple[str, ...]:
    return inspect(file, NOW, lambda: False).faults


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A campaign with a signed backup after its true word, and a copy from before that."""
    path = tmp_path / "行动.battlemap"
    key_in(tmp_path / "keys")
    with open_new(path) as session:
        session.backups.key_folder = tmp_path / "keys"
        session.file.save_copy(tmp_path / "前.battlemap")
        edit(session, "实情")
        session.backups.make()
    return path


def test_a_journal_that_goes_on_fits_its_signed_backups(file: Path, tmp_path: Path) -> None:
    with Session.open(file, "李明", lambda: NOW) as session:
        edit(session, "接着做")
    (backup,) = backups_of(file)
    head = head_of(backup.path)
    assert head is not None and head.is_genuine and backup.is_intact()
    assert faults(file) == ()


def test_a_journal_rewritten_whole_is_found_by_the_backup(file: Path, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "前.battlemap", file)
    assert "还短" in faults(file)[0]
    with Session.open(file, "李明", lambda: NOW + timedelta(minutes=1)) as session:
        edit(session, "假话")
        assert session.file.faults() == []
    (words,) = faults(file)
    assert "签名不符" in words and "日志被改写过" in words


def test_a_forged_head_beside_the_backup_is_found(file: Path) -> None:
    (backup,) = backups_of(file)
    note = digest_path(backup.path)
    note.write_text(note.read_text("utf-8").replace("# head", "# head", 1)[:-6] + "AAAA=\n", "utf-8")
    assert "签名不对" in faults(file)[0]


def test_a_pc_that_never_joined_has_no_key_and_signs_nothing(tmp_path: Path) -> None:
    with open_new(tmp_path / "行动.battlemap") as session:
        session.backups.key_folder = tmp_path / "nothing"
        assert head_of(session.backups.make()) is None
    assert kept_in(tmp_path / "nothing") == "" and not (tmp_path / "nothing").exists()
