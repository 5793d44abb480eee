"""Columns of a list of any kind: what stands in a cell, by what it is sorted, and what is typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Protocol

import attrs

from battlemap.domain.fields.field_type import Editor, Key
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.text import Hidden
from battlemap.domain.kinds.field import Field
from battlemap.domain.kinds.kind import Kind
from battlemap.errors import BadInput

#: How a cell is edited; "" for what the program works out or sets, "name" for names of which a new one makes a row.
Editing = Editor | Literal["", "name"]


class Seen(Protocol):
    """What a cell is worded from."""

    @property
    def row(self) -> Any:
        """The row of the list."""
        ...

    @property
    def names(self) -> Names:
        """What its ids stand for."""
        ...


@attrs.frozen
class SeenRow:
    """A row as of a day, of a kind of which nothing is judged."""

    row: Any
    names: Names
    as_of: date


@attrs.frozen
class Column:
    """One column; `width` in px. `is_judged` ones depend on the day by which is judged."""

    field: Field = attrs.field(repr=False)
    title: str
    width: int
    editing: Editing = ""
    is_shown: bool = True

    @classmethod
    def of(cls, field: Field, **changes: Any) -> Column:
        """Returns the column of a field, with what is different about it."""
        editing: Editing = field.type.editor if field.is_written else ""
        plain = cls(field, field.title, field.width, editing, field.in_list)
        return attrs.evolve(plain, **changes)

    @property
    def key(self) -> str:
        """The field's key."""
        return self.field.key

    @property
    def is_judged(self) -> bool:
        """Whether it is worked out for the day judged by."""
        return self.field.works_out is not None

    @property
    def is_right(self) -> bool:
        """Whether its cells stand at the right."""
        return self.field.type.is_right

    @property
    def is_summed(self) -> bool:
        """Whether its numbers add up to something: measures do, shares and running numbers do not."""
        return self.field.type.adds_up and self.field.is_written

    def sum_of(self, rows: Iterable[Seen]) -> Decimal:
        """Returns what the numbers in the column add up to; empty cells are nothing."""
        measures = (self.field.type.measure(self.value(row)) for row in rows)
        return sum((measure for measure in measures if isinstance(measure, Decimal)), Decimal())

    def value(self, seen: Seen) -> Any:
        """Returns what the row has in it."""
        return self.field.works_out(seen) if self.field.works_out else getattr(seen.row, self.key)

    def text(self, seen: Seen) -> str:
        """Returns what stands in the cell, "" where there is nothing."""
        return self.field.type.show(self.value(seen), seen.names)

    def group(self, seen: Seen) -> str:
        """Returns the words of the group to which the cell belongs when rows are counted by the column, "" for none."""
        return self.field.type.group(self.value(seen), seen.names)

    def sort_key(self, seen: Seen) -> Key | None:
        """Returns by what the cell is sorted, None for an empty one, which stands last in both directions."""
        return self.field.type.sort_key(self.value(seen), seen.names)

    def read(self, text: str, names: Names) -> Any:
        """Returns the value that a typed text means; raises BadInput in words, also where nothing can be typed."""
        if not self.field.is_written:
            raise BadInput("这一列由程序计算或记录，不能填写。")
        value = self.field.type.read(text, names)
        if self.field.is_required and (value is None or value == ""):
            raise BadInput(f"{self.field.name}不能为空。")
        return value


@attrs.frozen(slots=False)
class Columns:
    """The columns of a kind in the order of its list."""

    kind: Kind
    all: tuple[Column, ...]

    @classmethod
    def of(cls, kind: Kind) -> Columns:
        """Returns a column per field that people can read; those of the list are shown from the beginning."""
        return cls(
            kind, tuple(Column.of(field) for field in kind.fields if not isinstance(field.type, Hidden))
        )

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Key → column."""
        return {column.key: column for column in self.all}
