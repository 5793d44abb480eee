"""The cells of many rows in words, column by column: a value that comes again is worded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final

from battlemap.domain.fields.field_type import FieldType
from battlemap.domain.fields.names import Names
from battlemap.domain.looking.columns import Column, Seen

#: Values of exactly these types are equal only where they are worded alike: not 1 and True, nor 1.0 and 1.00.
_WORDED_ONCE: Final = frozenset((str, int, date, type(None)))
#: So many words of a column are remembered at most: where every row has others, this helps nobody.
_MOST: Final = 10_000


class Worded:
    """The words of some columns, asked for part by part."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = [_WordedColumn(column) for column in columns]

    def lines(self, seen: Sequence[Seen]) -> Iterator[tuple[str, ...]]:
        """Returns of each row what stands in its cells, as `Column.text` has it."""
        rows = [one.row for one in seen]
        names = {id(one.names): one.names for one in seen}
        if len(names) > 1:
            # the same value may be called otherwise there
            return iter([line for one in seen for line in self.lines([one])])
        return zip(
            *(column.texts(seen, rows, only) for column in self._columns for only in names.values()),
            strict=True,
        )


class _WordedColumn:
    def __init__(self, column: Column) -> None:
        self._type, self._works_out = column.field.type, column.field.works_out
        self._is_text = type(self._type).show is FieldType.show
        self._value = attrgetter(column.key)
        self._words: _Words | None = None

    def texts(self, seen: Sequence[Seen], rows: Sequence[Any], names: Names) -> list[str]:
        """Returns what stands in the column's cells."""
        values = list(map(self._works_out, seen)) if self._works_out else list(map(self._value, rows))
        types = set(map(type, values))
        if self._is_text and types == {str}:
            return values
        if not types <= _WORDED_ONCE:
            show = self._type.show
            return [show(value, names) for value in values]
        words = self._words
        if words is None or words.names is not names or len(words) > _MOST:
            words = self._words = _Words(self._type, names)
        return list(map(words.__getitem__, values))


class _Words(dict[Any, str]):
    """Value → how it is shown among some names; worded when it is first asked for."""

    def __init__(self, type: FieldType, names: Names) -> None:
        super().__init__()
        self.type, self.names = type, names

    def __missing__(self, value: Any) -> str:
        words = self[value] = self.type.show(value, self.names)
        return words
