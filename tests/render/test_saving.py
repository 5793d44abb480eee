"""A file is there whole or not at all, and every refusal names a way out."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from battlemap.errors import DiskFull, FileProblem, NotFound
from battlemap.render.saving import _told, write_whole


def test_the_new_content_replaces_the_old_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "图.pdf"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["图.pdf"]


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="文件夹"):
        write_whole(tmp_path / "none" / "a.pdf", b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileProblem, match="是文件夹"):
        write_whole(tmp_path / "folder", b"")
    with pytest.raises(FileProblem, match="文件名太长"):
        write_whole(tmp_path / ("长" * 200 + ".pdf"), b"")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def test_a_full_disk_has_its_own_class() -> None:
    assert isinstance(_told(Path("a.pdf"), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))), DiskFull)
