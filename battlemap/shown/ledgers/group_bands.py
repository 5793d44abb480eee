"""Groups within a table: where each begins among the entries that are listed, what it is called, what it amounts to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.domain.looking.columns import Column
from battlemap.shown.ledgers.entry_list import EntryList
from battlemap.store.entry_sums import exact

#: What stands in front of the sums below the last row.
TOTAL: Final = "合计"
#: id of an entry → what the file has in the fields that are asked, the group first where there is one.
_Values = Mapping[str, Sequence[Any]]


@attrs.frozen
class Band:
    """A line between rows: `title`, how many entries it stands for, and key of a column → its sum in words."""

    title: str
    count: int
    counter: str = ""
    sums: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def words(self) -> str:
        """Returns 「签约（2 个）」."""
        return f"{self.title}（{self.count} {self.counter}）"


@attrs.frozen
class Bands:
    """`above` is the place of a group's first row → its heading; `total` stands below the last row, if anything is summed."""

    above: Mapping[int, Band] = attrs.field(factory=dict)
    total: Band | None = None

    def rows_under(self, row: int, count: int) -> range:
        """Returns the places of the rows under the heading above a row, of so many rows in all."""
        return range(row, min((place for place in self.above if place > row), default=count))

    @property
    def are_torn(self) -> bool:
        """Whether a group stands in two places: an entry has gone to another group since the rows were put in order."""
        titles = [band.title for band in self.above.values()]
        return len(set(titles)) < len(titles)


def bands_of(rows: EntryList, ids: Sequence[str], key: str, shown: Sequence[Column]) -> Bands:
    """Returns the headings of the groups by a field ("" for none) in the order of the rows, and the sum of all.

    What is empty and what could not be read are one group, which stands last.
    """
    summed = [column for column in shown if column.is_summed and column.key in rows.definition.by_key]
    if not ids or not (key or summed):
        return Bands()
    keys = [*filter(None, [key]), *(column.key for column in summed)]
    with rows.book.asked(rows.definition) as file:
        values: _Values = file.file_values(keys, ids)
    counter, beside = rows.definition.ledger.counter, 1 if key else 0
    above: dict[int, Band] = {}
    for title, run in _runs(rows, ids, key, values) if key else ():
        above[run.start] = Band(
            title, len(run), counter, _sums(rows, values, ids[run.start : run.stop], summed, beside)
        )
    total = Band(TOTAL, len(ids), counter, _sums(rows, values, ids, summed, beside)) if summed else None
    return Bands(above, total)


def _runs(rows: EntryList, ids: Sequence[str], key: str, values: _Values) -> list[tuple[str, range]]:
    """Returns (words of a group, places of its rows), as they follow each other."""
    words: dict[Any, str] = {}
    runs: list[tuple[str, range]] = []
    for place, id in enumerate(ids):
        value = values[id][0] if id in values else None
        if value not in words:
            words[value] = _heading(rows, key, value)
        if runs and runs[-1][0] == words[value]:
            runs[-1] = words[value], range(runs[-1][1].start, place + 1)
        else:
            runs.append((words[value], range(place, place + 1)))
    return runs


def _heading(rows: EntryList, key: str, value: Any) -> str:
    field = rows.definition.by_key[key]
    if value is None:
        return f"{field.title}：空"
    is_stage = key == rows.definition.ledger.stage_field
    return field.type.group(value if is_stage else field.type.loaded(value), rows.book.names) or wording.EMPTY


def _sums(
    rows: EntryList, values: _Values, ids: Sequence[str], summed: Sequence[Column], beside: int
) -> dict[str, str]:
    """Returns key → its sum in words; nothing where no entry has a number there."""
    sums = {}
    for place, column in enumerate(summed, beside):
        numbers = [values[id][place] for id in ids if id in values and values[id][place] is not None]
        if numbers:
            total = exact(sum(numbers), rows.definition.by_key[column.key])
            sums[column.key] = f"{column.field.type.measure(total):,f}"
    return sums
