"""The part of the card that any kind has that belongs to a task: its rows as lines, made from its fields alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from battlemap.commands.rows import AddRow, EditRow, MoveRow, RemoveRow
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.part_list import Line
from battlemap.ui.rows.part import PartWords
from battlemap.ui.rows.row_commands import RowCommands


def plain_words(kind: Kind) -> PartWords:
    """Returns how the rows of a kind are told and kept where nobody says it otherwise."""

    def commands(task: str) -> RowCommands:
        return RowCommands(
            lambda values: AddRow(kind.table, {kind.parent: task, **values}),
            lambda id, changes: EditRow(kind.table, id, changes),
            lambda id: RemoveRow(kind.table, id),
            (lambda id, before: MoveRow(kind.table, id, before)) if kind.has_rank else None,
        )

    def rows(snapshot: Snapshot, task: str) -> Sequence[Any]:
        own = (snapshot.rows[kind.table][id] for id in snapshot.by(kind.table, kind.parent).get(task, ()))
        return kind.sorted((row for row in own if not row.deleted), snapshot)

    def line(row: Any, snapshot: Snapshot, as_of: date) -> Line:
        name = kind.called(row, snapshot)
        field_texts = [
            f"{field.title} {text}"
            for field in kind.list_fields
            if field.key not in (kind.parent, *kind.name_keys)
            and (text := field.type.show(getattr(row, field.key), snapshot))
        ]
        words = "\n".join(filter(None, (name or kind.noun, " · ".join(field_texts))))
        return Line(row.id, words, hint="回车或双击查看、修改，Del 删除")

    def count(rows: Sequence[Any]) -> str:
        return f"{len(rows)} {kind.counter.removesuffix(kind.noun)}" if rows else ""

    return PartWords(kind, commands, rows, line, count, button=f"{kind.verb}{kind.noun}…")
