"""A table of cells held against the rows of a kind before anything is written: what is new, what changes, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from battlemap.domain.fields.field_type import Cell, cell_text
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Columns
from battlemap.domain.row_names import IndexedNames
from battlemap.errors import BadInput

#: The head of the column by which rows that went out are known when they come back.
ID_TITLE: Final = "内部编号"
#: The head may stand below so many rows of titles.
_HEAD_WITHIN: Final = 20


@attrs.frozen
class WrongCell:
    """A cell that cannot be taken: the number of its row in the table, its column, what it says, and what is wrong."""

    row: int
    title: str
    text: str
    words: str

    @property
    def sentence(self) -> str:
        """「第 3 行“日期”：…」."""
        quoted = f"“{self.text[:20]}”" if self.text else ""
        return f"第 {self.row} 行“{self.title}”{quoted}：{self.words.rstrip('。')}"


@attrs.frozen
class RowDraft:
    """What an import would do; `passed_over` are titles of columns that the kind does not know or does not let type."""

    added: tuple[Mapping[str, Any], ...] = ()
    edited: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    unchanged: int = 0
    wrong: tuple[WrongCell, ...] = ()
    passed_over: tuple[str, ...] = ()


def row_draft(table: Sequence[Sequence[Cell]], kind: Kind, rows: Mapping[str, Any], names: Names) -> RowDraft:
    """Returns what a table with a head would change; `rows` are the kind's rows by id.

    A row that bears the id of a live one changes it, every other is new. Raises BadInput where no head is found.
    """
    start, places = _head(table, kind)
    columns = Columns.of(kind)
    titles = {
        place: str(cell).strip() for place, cell in enumerate(table[start - 1]) if str(cell or "").strip()
    }
    passed = [title for place, title in titles.items() if place not in places.values() and title != ID_TITLE]
    fixed = [columns.by_key[key].title for key in places if not columns.by_key[key].field.is_written]
    id_place = next((place for place, title in titles.items() if title == ID_TITLE), None)
    indexed = IndexedNames(names)
    added: list[Mapping[str, Any]] = []
    edited: list[tuple[str, Mapping[str, Any]]] = []
    wrong: list[WrongCell] = []
    unchanged = 0
    for number, cells in enumerate(table[start:], start + 1):
        if not any(cell_text(cell).strip() for cell in cells):
            continue
        values, faults = _values(number, cells, places, columns, indexed)
        standing = rows.get(cell_text(_at(cells, id_place)).strip())
        if faults:
            wrong += faults
        elif standing is None:
            added.append({key: value for key, value in values.items() if value is not None and value != ""})
        else:
            changes = {key: value for key, value in values.items() if value != getattr(standing, key)}
            unchanged += not changes
            edited += [(standing.id, changes)] if changes else []
    return RowDraft(tuple(added), tuple(edited), unchanged, tuple(wrong), (*passed, *fixed))


def _values(
    number: int, cells: Sequence[Cell], places: Mapping[str, int], columns: Columns, names: Names
) -> tuple[dict[str, Any], list[WrongCell]]:
    """Returns what the cells of a line mean, and those that mean nothing."""
    values: dict[str, Any] = {}
    wrong: list[WrongCell] = []
    for key, place in places.items():
        field, cell = columns.by_key[key].field, _at(cells, place)
        if not field.is_written:
            continue
        try:
            value = field.type.from_excel(None if cell == "" else cell, names)
            if field.is_required and (value is None or value == ""):
                raise BadInput(f"{field.name}不能为空。")
        except BadInput as error:
            wrong.append(WrongCell(number, field.title, cell_text(cell), str(error)))
        else:
            values[key] = value
    return values, wrong


def _at(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def _head(table: Sequence[Sequence[Cell]], kind: Kind) -> tuple[int, dict[str, int]]:
    """Returns the number of the first row below the head, and key → place of every column that the kind knows."""
    keys = {column.title: column.key for column in Columns.of(kind).all}
    keys |= {column.field.name: column.key for column in Columns.of(kind).all}
    needed = {
        field.key for field in kind.fields if field.is_required and field.is_written and not field.begins
    }
    best: dict[str, int] = {}
    for number, cells in enumerate(table[:_HEAD_WITHIN], 1):
        places = {
            keys[title]: place
            for place, cell in enumerate(cells)
            if (title := str(cell or "").strip()) in keys
        }
        if places and needed <= places.keys():
            return number, places
        best = max(best, places, key=len)
    missing = "、".join(kind.by_key[key].name for key in needed - best.keys()) or kind.fields[0].name
    raise BadInput(f"找不到表头：{kind.noun}的表格须有“{missing}”一列。")
