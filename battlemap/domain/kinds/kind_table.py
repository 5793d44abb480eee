"""The table of kinds and their fields, as the manual shows it."""

from __future__ import annotations

from battlemap.domain.fields.text import Hidden
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind


def kind_table() -> str:
    """Returns the table in Markdown: a line per kind, what the program fills in in italics."""
    lines = [f"| {kind.noun} | {kind.table} | {_fields(kind)} |\n" for kind in CATALOGUE]
    return "| 类别 | 命令行与数据表 | 字段 |\n|---|---|---|\n" + "".join(lines)


def _fields(kind: Kind) -> str:
    read = (field for field in kind.fields if not isinstance(field.type, Hidden))
    return "、".join(field.title if field.is_written else f"*{field.title}*" for field in read)
