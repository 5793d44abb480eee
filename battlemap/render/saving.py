"""Writes a finished file in one go: whoever looks sees the old one or the whole new one."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from battlemap.errors import DiskFull, FileInUse, FileProblem, FileReadOnly, NotFound
from battlemap.moving import move_over, take_away
from battlemap.safe_names import guard_name


def write_whole(path: Path, content: bytes) -> None:
    """Ensures that `path` holds `content`, written beside it and renamed.

    Raises BadInput (a name that Windows does not take), NotFound (no such folder), FileReadOnly, DiskFull, FileInUse (open
    in a reader on Windows) or FileProblem; what was there before is then untouched.
    """
    guard_name(path)
    folder = path.parent
    if not folder.is_dir():
        raise NotFound(f"文件夹“{folder}”不存在，请另选保存位置。")
    temporary = None
    try:
        if path.is_dir():
            raise FileProblem(f"“{path}”是文件夹，请另取文件名。")
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.stem[:40]}-", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        move_over(temporary, path)
        temporary = None
    except OSError as error:
        raise _told(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                take_away(temporary)


def _umask() -> int:
    """Returns the process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _told(path: Path, error: OSError) -> FileProblem:
    detail = f"{type(error).__name__}: {error}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"磁盘空间不足，“{path.name}”没有保存。请清理磁盘或另选位置。", detail)
    if error.errno == errno.EROFS:
        return FileReadOnly(f"“{path.parent}”是只读的，请另选保存位置。", detail)
    if isinstance(error, PermissionError):
        if path.exists() and os.access(path.parent, os.W_OK):
            return FileInUse(f"“{path.name}”正被其他程序打开，请关闭后再保存，或另取文件名。", detail)
        return FileReadOnly(f"没有权限写入“{path.parent}”，请另选保存位置。", detail)
    if error.errno == errno.ENAMETOOLONG:
        return FileProblem("文件名太长，请改短后再保存。", detail)
    return FileProblem(f"“{path}”无法保存：{error.strerror}。请另选保存位置。", detail)
