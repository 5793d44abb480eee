"""What leads out of an entry: ties to other rows (关联) and files (附件)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

import attrs

from battlemap.domain.fields.field_type import FieldType, shown
from battlemap.domain.fields.kept import Kept, Storing
from battlemap.domain.fields.names import Names
from battlemap.errors import BadInput, Refused

_APART: Final = re.compile(r"[、,，;；\n]+")


@attrs.frozen
class Links(Kept, FieldType):
    """关联: rows of one table, kept as rows of their own; the value is a tuple of their ids, at most `most` (0: any number).

    `table` is that of the rows; entries are tied within the ledger of the code `ledger`.
    """

    nothing: ClassVar[Any] = ()
    storing: ClassVar[Storing] = ""

    table: str = "task"
    ledger: str = ""
    most: int = 0

    def read(self, text: str, names: Names) -> Any:
        """Returns the ids of the rows that go by the names, which stand with 、 between."""
        if self.is_empty_text(text):
            return ()
        ids: list[str] = []
        for part in filter(None, (part.strip() for part in _APART.split(text))):
            matches = names.named(self.table, part)
            if len(matches) != 1:
                much = (
                    f"叫“{part[:20]}”的有 {len(matches)} 个，分不清是哪一个。"
                    if matches
                    else f"没有“{part[:20]}”。"
                )
                raise BadInput(much)
            ids.append(matches[0])
        if self.most and len(ids) > self.most:
            raise BadInput(f"最多关联 {self.most} 个。")
        return tuple(dict.fromkeys(ids))

    def tidy(self, value: Any) -> Any:
        """Returns a tuple of ids, each once."""
        if isinstance(value, list | tuple):
            return tuple(dict.fromkeys(value))
        return super().tidy(value) if value else ()

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no tuple of ids, or too many."""
        if not isinstance(value, tuple):
            if isinstance(value, str):
                raise Refused(f"{what}应是关联，不能是{shown(value)}。")
            super().check(value, what)
            return
        if self.most and len(value) > self.most:
            raise Refused(f"{what}最多关联 {self.most} 个。")

    def loaded(self, stored: Any) -> Any:
        """Returns nothing: what a former type has left there is not looked at."""
        return ()

    def show(self, value: Any, names: Names) -> str:
        """Returns the names of the rows with 、 between."""
        if not isinstance(value, tuple):
            return super().show(value, names)
        return "、".join(names.called(self.table, id) or id for id in value)

    def words(self, value: Any, names: Names) -> str:
        """Returns the same; 「（空）」 for none."""
        return super().words(value or None, names)


@attrs.frozen
class PaperFile:
    """One file of an entry: `title` as it was called, `file_name` as it lies in the folder, `size` in bytes."""

    title: str
    file_name: str
    size: int
    sha256: str


@attrs.frozen
class Files(Kept, FieldType):
    """附件: files that lie beside the campaign file; evidence where a stage demands it."""

    nothing: ClassVar[Any] = ()

    def read(self, text: str, names: Names) -> Any:
        """Returns nothing for an empty text; raises BadInput for any other: files are added, not typed."""
        if self.is_empty_text(text):
            return ()
        raise BadInput("附件请用“添加附件”，不能填写。")

    def tidy(self, value: Any) -> Any:
        """Returns a tuple of files."""
        return tuple(value) if isinstance(value, list | tuple) else super().tidy(value) if value else ()

    def check(self, value: Any, what: str) -> None:
        """Raises Refused for what is no tuple of files."""
        if isinstance(value, tuple) and all(isinstance(file, PaperFile) for file in value):
            return
        if isinstance(value, str | tuple):
            raise Refused(f"{what}应是附件，不能是{shown(value)}。")
        super().check(value, what)

    def to_json(self, value: Any) -> Any:
        """Returns a list of [title, name of the file, bytes, hash]."""
        return [[file.title, file.file_name, file.size, file.sha256] for file in value]

    def from_json(self, stored: Any) -> Any:
        """Returns the files."""
        if not isinstance(stored, list):
            raise TypeError(stored)
        return tuple(
            PaperFile(str(title), str(name), int(size), str(sha)) for title, name, size, sha in stored
        )

    def show(self, value: Any, names: Names) -> str:
        """Returns the titles with 、 between."""
        if not isinstance(value, tuple):
            return super().show(value, names)
        return "、".join(file.title for file in value)

    def words(self, value: Any, names: Names) -> str:
        """Returns the same; 「（空）」 for none."""
        return super().words(value or None, names)
