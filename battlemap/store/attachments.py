"""Attachments on the disk: copied into a folder beside the campaign file, opened only when still what they were."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

import attrs
from pathvalidate import sanitize_filename

from battlemap.domain.kinds.attachment import AttachmentLimits, is_safe_name
from battlemap.errors import BadInput, FileDamaged, FileProblem, NotFound
from battlemap.moving import move_over, take_away
from battlemap.store.faults import translated

_PIECE: Final = 1024 * 1024
#: Characters of a sanitized name, suffix included; with three bytes per han it fits every file system.
_LONGEST: Final = 60


@attrs.frozen
class Kept:
    """A copied file: how it was called, its name in the folder, bytes and sha256; `is_new` where none was there."""

    title: str
    file_name: str
    size: int
    sha256: str
    is_new: bool


def attachment_folder(file: Path) -> Path:
    """Returns the folder beside the campaign file in which its attachments lie."""
    return file.with_name(f"{file.stem}-附件")


def keep(source: Path, file: Path, limits: AttachmentLimits) -> Kept:
    """Copies `source` into the folder of the campaign `file`; the copy bears its name only when it is whole.

    Raises BadInput for what is no file, Refused for what the limits forbid, FileProblem where it cannot be copied.
    """
    if not source.is_file():
        raise BadInput(f"“{source.name}”不是文件，不能作为附件。")
    with translated(source):
        limits.check(safe_name(source.name), source.stat().st_size)
        folder = attachment_folder(file)
        folder.mkdir(exist_ok=True)
        if folder.is_symlink() or folder.resolve().parent != file.parent.resolve():
            raise FileProblem(f"附件文件夹“{folder.name}”指向了别处，不能使用，请改名后重试。")
        draft = folder / f".{os.urandom(6).hex()}.part"
        try:
            size, digest = _copy(source, draft, limits)
            name = f"{digest[:12]}-{safe_name(source.name)}"
            target = folder / name
            is_new = not target.is_file() or _hash(target) != digest
            if is_new:
                move_over(draft, target)
        finally:
            with suppress(OSError):
                take_away(draft)
        return Kept(source.name, name, size, digest, is_new)


def forget(kept: Kept, file: Path) -> None:
    """Takes a copy away again whose step was refused; one that was there before stays."""
    if kept.is_new:
        with suppress(OSError):
            take_away(attachment_folder(file) / kept.file_name)


class Attached(Protocol):
    """What is known of an attached file: of a task's attachment, and of a file of an entry."""

    @property
    def title(self) -> str:
        """How it was called."""
        ...

    @property
    def file_name(self) -> str:
        """How it lies in the folder."""
        ...

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    @property
    def sha256(self) -> str:
        """Its hash."""
        ...


def verified(attachment: Attached, file: Path, limits: AttachmentLimits | None = None) -> Path:
    """Returns the path of an attachment that is still what was added.

    Raises NotFound where it is gone, FileDamaged where it was changed or leads out of the folder, Refused where what
    lies there may not be attached by `limits` (the delivered ones for None): the row may have come from elsewhere.
    """
    folder = attachment_folder(file)
    if not is_safe_name(attachment.file_name):
        raise FileDamaged(f"附件“{attachment.title}”的文件名不安全，已拒绝打开。", attachment.file_name)
    path = folder / attachment.file_name
    if not path.exists():
        raise NotFound(
            f"找不到附件“{attachment.title}”，请核对“{folder.name}”文件夹是否与档案放在一起。", str(path)
        )
    if path.resolve().parent != folder.resolve() or not path.is_file():
        raise FileDamaged(f"附件“{attachment.title}”指向了文件夹之外，已拒绝打开。", str(path))
    (limits or AttachmentLimits.delivered()).check_kind(path.resolve().name)
    with translated(path):
        if path.stat().st_size != attachment.size or _hash(path) != attachment.sha256:
            raise FileDamaged(
                f"附件“{attachment.title}”在添加之后被改动过，已拒绝打开；请重新添加原件。", str(path)
            )
    return path


def safe_name(name: str) -> str:
    """Returns the name without what any file system or shell would read otherwise; suffix kept, never empty."""
    printable = "".join(char for char in name if char.isprintable())
    clean = str(sanitize_filename(printable, platform="universal")).strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = clean, "", ""
    short = stem[: _LONGEST - len(suffix) - len(dot)].strip(" .") or "附件"
    return f"{short}{dot}{suffix}"


def _copy(source: Path, draft: Path, limits: AttachmentLimits) -> tuple[int, str]:
    """Copies piece by piece and returns size and sha256 of what was written; the limit holds while it grows."""
    digest = hashlib.sha256()
    size = 0
    with source.open("rb") as reader, draft.open("xb") as writer:
        while piece := reader.read(_PIECE):
            size += len(piece)
            limits.check(source.name, size)
            digest.update(piece)
            writer.write(piece)
        writer.flush()
        os.fsync(writer.fileno())
    return size, digest.hexdigest()


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as reader:
        while piece := reader.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
