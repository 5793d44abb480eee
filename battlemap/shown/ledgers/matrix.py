"""Two fields of a ledger crossed: how many entries have both values, or what a field of theirs adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from battlemap.domain.fields.options import OneOf, YesOrNo
from battlemap.domain.fields.pointing import Pointing
from battlemap.domain.ledgers.asking import EntryGroup
from battlemap.domain.looking.head_filter import HeadFilter
from battlemap.shown.ledgers.entry_list import EntryList

#: Types of fields that can be crossed.
CROSSED: Final = (OneOf, YesOrNo, Pointing)


@attrs.frozen
class Matrix:
    """The words of both fields' values in their order, and (row, column) → the figure."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    cells: Mapping[tuple[str, str], Decimal]

    def value(self, row: str | None, column: str | None) -> Decimal:
        """Returns the figure of a cell; None stands for the sum over all of them."""
        return sum(
            (
                figure
                for (down, across), figure in self.cells.items()
                if row in (None, down) and column in (None, across)
            ),
            Decimal(),
        )


def crossed_of(
    rows: EntryList, listed: Sequence[str], heads: HeadFilter, down: str, across: str, figure: str
) -> Matrix:
    """Returns the matrix of the listed entries by two fields; `figure` is the key of what is summed, "" for counts."""
    cells: dict[tuple[str, str], Decimal] = {}
    asking = rows.filtered(heads)
    if asking is not None and down != across:
        with rows.book.asked(rows.definition) as asked:
            groups = asked.crossed(asking, down, across, figure)
        for pair, group in groups.items():
            key = rows.group_of(down, pair[0]), rows.group_of(across, pair[1])
            cells[key] = cells.get(key, Decimal()) + _figure(rows, group, figure)
    else:
        fields = rows.columns.by_key
        for row in rows.rows_of(listed):
            key = rows.group_of(down, getattr(row, down)), rows.group_of(across, getattr(row, across))
            measure: Any = fields[figure].field.type.measure(getattr(row, figure)) if figure else 1
            cells[key] = cells.get(key, Decimal()) + Decimal(measure or 0)
    return Matrix(
        tuple(rows.ordered(down, [one for one, _ in cells])),
        tuple(rows.ordered(across, [two for _, two in cells])),
        cells,
    )


def _figure(rows: EntryList, group: EntryGroup, figure: str) -> Decimal:
    if not figure:
        return Decimal(group.count)
    total = group.sums.get(figure)
    measure: Any = None if total is None else rows.columns.by_key[figure].field.type.measure(total)
    return Decimal(measure or 0)
