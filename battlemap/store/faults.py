"""SQLite's and the system's errors, sorted into what a user can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from battlemap.errors import (
    DiskFull,
    FileDamaged,
    FileInUse,
    FileProblem,
    FileReadOnly,
    NotFound,
)
from battlemap.moving import is_held

#: SQLite's message (Python 3.10 has no error codes) → error and sentence, `{}` is the file's name.
_BY_MESSAGE: tuple[tuple[str, type[FileProblem], str], ...] = (
    ("locked", FileInUse, "档案“{}”正被另一程序写入，请稍候再试。"),
    ("busy", FileInUse, "档案“{}”正被另一程序写入，请稍候再试。"),
    # many programs open and close the file at the same moment, and SQLite gives up after some tries
    ("locking protocol", FileInUse, "档案“{}”正被其他程序频繁打开，请稍候再试。"),
    ("readonly", FileReadOnly, "档案“{}”或所在文件夹不可写，请另存到可写的位置。"),
    ("disk is full", DiskFull, "磁盘已满，“{}”未能保存。请清理磁盘后重试，刚才的改动未写入。"),
    # the first bytes have been looked at before SQLite sees the file, so that what follows them must be broken
    ("not a database", FileDamaged, "“{}”的文件头已损坏，请从备份恢复，或抢救其中可读的内容。"),
    ("malformed", FileDamaged, "档案“{}”已损坏，请从备份恢复，或抢救其中可读的内容。"),
    ("could not decode", FileDamaged, "档案“{}”已损坏，有文字读不出，请从备份恢复，或抢救其中可读的内容。"),
    ("disk i/o error", FileProblem, "读写“{}”时磁盘出错，请检查磁盘、U 盘或网络连接后重试。"),
    ("unable to open", FileProblem, "无法打开“{}”，请检查磁盘、U 盘或网络连接以及访问权限。"),
)

_BY_ERRNO: dict[int, tuple[type[FileProblem], str]] = {
    errno.ENOSPC: (DiskFull, "磁盘已满，“{}”未能保存。请清理磁盘后重试。"),
    errno.EDQUOT: (DiskFull, "磁盘配额已满，“{}”未能保存。请清理磁盘后重试。"),
    errno.EACCES: (FileReadOnly, "没有权限读写“{}”，请换一个位置或联系管理员。"),
    errno.EPERM: (FileReadOnly, "没有权限读写“{}”，请换一个位置或联系管理员。"),
    errno.EROFS: (FileReadOnly, "“{}”所在磁盘为只读，请另存到可写的位置。"),
} | {
    number: (FileProblem, "读写“{}”时磁盘出错，请检查磁盘、U 盘或网络连接后重试。")
    for name in (
        "EIO",
        "ENODEV",
        "ENXIO",
        "ESTALE",
        "ENOTCONN",
        "EHOSTDOWN",
        "ETIMEDOUT",
        "EREMOTEIO",
        "ENOMEDIUM",
    )
    if (number := getattr(errno, name, None))
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises the known error with its sentence in place of SQLite's or the system's; unknown ones pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        problem = _known(str(error).lower(), path)
        if problem is None:
            raise
        raise problem from error
    except UnicodeDecodeError as error:
        # SQLite quotes the broken text in its message, and the message cannot be read either
        problem = _known(bytes(error.object).decode("utf-8", "replace").lower(), path)
        if problem is None:
            raise
        raise problem from error
    except FileNotFoundError as error:
        raise NotFound(f"找不到“{path}”，请检查位置，或从“最近”中移除。", str(error)) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise FileProblem(
            f"“{path}”不能用作文件夹：同名文件占着这个位置，请另选位置。", str(error)
        ) from error
    except OSError as error:
        if is_held(error):
            raise FileInUse(
                f"“{path.name}”正被其他程序打开（如杀毒、同步软件或预览窗口），请关闭后重试，原有内容没有变。",
                str(error),
            ) from error
        if error.errno not in _BY_ERRNO:
            raise
        kind, sentence = _BY_ERRNO[error.errno]
        raise kind(sentence.format(path.name), str(error)) from error


def _known(message: str, path: Path) -> FileProblem | None:
    for words, kind, sentence in _BY_MESSAGE:
        if words in message:
            return kind(sentence.format(path.name), message)
    return None
