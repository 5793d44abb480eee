"""A disk that behaves as one of Windows: what anybody has open is neither replaced, renamed nor taken away."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

#: What Windows says: access denied (the target is open), sharing violation (the file is), already exists.
DENIED, SHARED, EXISTS = 5, 32, 183


@attrs.define
class WindowsDisk:
    """Stands between the program and the system's own replace, rename, unlink and rmdir.

    Open is what this process has open, SQLite's files among them, and what is `held` as if by another program.
    """

    real: dict[str, Callable[..., Any]]
    held: dict[Path, int] = attrs.field(factory=dict)
    refused: list[str] = attrs.field(factory=list)

    @contextmanager
    def holding(self, path: Path, tries: int = 1 << 30) -> Iterator[None]:
        """Inside, another program has the file open, until so many tries have failed."""
        self.held[path.absolute()] = tries
        try:
            yield
        finally:
            self.held.pop(path.absolute(), None)

    def replace(self, source: Any, target: Any, **where: Any) -> None:
        """As `os.replace`."""
        self._guard(target, DENIED, where)
        self._guard(source, SHARED, where)
        self.real["replace"](source, target, **where)

    def rename(self, source: Any, target: Any, **where: Any) -> None:
        """As `os.rename`, which replaces nothing on Windows."""
        if Path(target).exists():
            raise _error(FileExistsError, errno.EEXIST, EXISTS, target)
        self._guard(source, SHARED, where)
        self.real["rename"](source, target, **where)

    def unlink(self, path: Any, **where: Any) -> None:
        """As `os.unlink`."""
        self._guard(path, SHARED, where)
        self.real["unlink"](path, **where)

    def _guard(self, path: Any, code: int, where: dict[str, Any]) -> None:
        place = _placed(path, where.get("dir_fd"))
        left = self.held.get(place, 0)
        if left > 0:
            self.held[place] = left - 1
        if left > 0 or _is_open(place):
            self.refused.append(place.name)
            raise _error(PermissionError, errno.EACCES, code, path)


def _error(kind: type[OSError], number: int, code: int, path: Any) -> OSError:
    error = kind(number, os.strerror(number), str(path))
    # elsewhere than on Windows it is an attribute like any other
    error.winerror = code  # type: ignore[attr-defined]
    return error


def _placed(path: Any, folder: int | None) -> Path:
    place = Path(os.fsdecode(path))
    return Path(f"/proc/self/fd/{folder}").readlink() / place if folder is not None else place.absolute()


def _is_open(place: Path) -> bool:
    """Whether this process has the file, or one below the folder, open."""
    for handle in Path("/proc/self/fd").iterdir():
        try:
            opened = handle.readlink()
        except OSError:
            continue
        if opened == place or (place in opened.parents and not place.is_symlink() and place.is_dir()):
            return True
    return False


@pytest.fixture
def windows_disk(monkeypatch: pytest.MonkeyPatch) -> WindowsDisk:
    """Has every replacing, renaming and taking away go as on Windows; the program waits for nothing."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("what is open is only told on Linux")
    names = ("replace", "rename", "unlink")
    disk = WindowsDisk({name: getattr(os, name) for name in names})
    for name in names:
        monkeypatch.setattr(os, name, getattr(disk, name))
    monkeypatch.setattr(os, "remove", disk.unlink)
    monkeypatch.setattr(Path, "replace", lambda path, target: disk.replace(path, target))
    monkeypatch.setattr(Path, "rename", lambda path, target: disk.rename(path, target))
    monkeypatch.setattr(Path, "unlink", _unlink(disk))
    monkeypatch.setattr("battlemap.moving._PAUSE", 0.0)
    monkeypatch.setattr("battlemap.moving._PATIENCE", 0.05)
    return disk


def _unlink(disk: WindowsDisk) -> Callable[..., None]:
    def unlink(path: Path, missing_ok: bool = False) -> None:
        try:
            disk.unlink(path)
        except FileNotFoundError:
            if not missing_ok:
                raise

    return unlink
