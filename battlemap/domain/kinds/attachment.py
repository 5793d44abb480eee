"""Attachments (附件): evidence and papers of a task, kept as files beside the campaign file."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Final

import attrs

from battlemap.domain.fields.day import Day
from battlemap.domain.fields.number import WholeNumber
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.fields.text import Text
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.errors import Refused
from battlemap.paths import resource

#: Hash prefix, dash, name; no separator, no leading dot, nothing that leads out of the folder.
_SAFE: Final = re.compile(r"[0-9a-f]{12}-[^/\\:\x00-\x1f]{1,120}")
_MIB: Final = 1024 * 1024


@attrs.frozen
class Attachment:
    """One file of a task: `title` as it was called, `file_name` as it lies in the folder, `size` in bytes."""

    id: str
    task: str
    title: str
    file_name: str
    size: int
    sha256: str
    added_on: date
    added_by: str = ""
    deleted: bool = False


@attrs.frozen
class AttachmentLimits:
    """What may be attached; data, see ``resources/attachments.json``."""

    most_bytes: int
    refused_suffixes: frozenset[str]

    @classmethod
    def delivered(cls) -> AttachmentLimits:
        """Returns the limits that the program comes with."""
        limits = json.loads(resource("attachments.json").read_text("utf-8"))
        return cls(limits["most_mib"] * _MIB, frozenset(limits["refused_suffixes"]))

    def check_kind(self, name: str) -> None:
        """Raises Refused for a name that a system would run instead of show, whatever stands before its last dot."""
        bare = name.rstrip(". ")
        suffix = bare[bare.rfind(".") :].lower() if "." in bare else ""
        if suffix in self.refused_suffixes:
            raise Refused(f"“{name[:40]}”是可运行的程序，不能作为附件；请改附文档、表格、图片或压缩包。")

    def check(self, name: str, size: int) -> None:
        """Raises Refused for a file that is empty, too large or a program."""
        self.check_kind(name)
        if size > self.most_bytes:
            raise Refused(
                f"“{name[:40]}”有 {size / _MIB:.0f} MB，超过附件上限 {self.most_bytes / _MIB:.0f} MB，请压缩或拆分后再加。"
            )
        if size == 0:
            raise Refused(f"“{name[:40]}”是空文件，请核对后再加。")


def _check(attachment: Attachment) -> None:
    if not is_safe_name(attachment.file_name):
        raise Refused(f"附件文件名“{attachment.file_name[:40]}”不安全，已拒绝。")
    is_hash = re.fullmatch("[0-9a-f]{64}", attachment.sha256)
    if not is_hash or not attachment.file_name.startswith(attachment.sha256[:12]):
        raise Refused(f"附件“{attachment.title[:40]}”的校验值不对，请重新添加。")


def is_safe_name(name: str) -> bool:
    """Whether a file of that name lies in the folder itself, on every system."""
    return bool(_SAFE.fullmatch(name)) and not name.endswith((".", " "))


ATTACHMENT = Kind(
    "attachment", Attachment, "附件", "个附件",
    (
        Field("task", "任务", Pointing("task"), is_required=True, is_set_by_program=True, width=96),
        Field("title", "附件名称", Text(), is_required=True, is_set_by_program=True, width=280),
        Field("file_name", "文件名", Text(), is_set_by_program=True, in_list=False),
        Field("size", "字节数", WholeNumber(), is_set_by_program=True, width=96),
        Field("sha256", "校验值", Text(), is_set_by_program=True, in_list=False),
        Field("added_on", "添加日期", Day(), is_required=True, is_set_by_program=True, width=96),
        Field("added_by", "添加人", Text(), is_set_by_program=True, width=120),
    ),
    parent="task", order=("added_on", "title"), verb="添加", check=_check, is_kept_by_hand=False,
    is_printed=False,
)  # fmt: skip
