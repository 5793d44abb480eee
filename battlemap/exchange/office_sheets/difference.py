"""Two readings of the same sheet compared by what identifies an entry: new, changed, equal, missing, doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.sheet_table import Column, Reading, SheetTable
from battlemap.exchange.office_sheets.words import tight

#: Columns that identify an entry, the surest first.
_KEYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"信用代码|机构代码",
        r"人编号|身份证|证件号",
        r"(?:代码|编号|编码|单号|文号)$",
        r"^(?:项目|企业|单位|工程|道路|路段|指标|问题|事项|任务|公司|村|合作社)名称$",
        r"^(?:项目|指标|事项|任务|税种|单位|部门|街道\(镇\)|行业分类|村)$",
    )
)
#: What forms put behind a name: (*必填).
_DEMANDED: Final = re.compile(r"\(\*?(?:必填|选填|可选|非必填)项?\*?\)")
_NO_KEY: Final = re.compile(r"户编号|^编号$")
_INDEX: Final = re.compile(r"^(?:序号|序|项次)$")


@attrs.frozen
class Change:
    """A value that differs: the column's name in the new sheet, what was, what is."""

    column: str
    old: Cell
    new: Cell


@attrs.frozen
class Difference:
    """What a sheet brings beside an earlier one; entries are spoken of by their keys."""

    keys: tuple[str, ...]
    new: tuple[str, ...]
    changed: dict[str, tuple[Change, ...]]
    equal: tuple[str, ...]
    missing: tuple[str, ...]
    #: Keys that stand twice in one of the sheets.
    doubtful: tuple[str, ...]
    #: Entries of the new sheet without a key, counted.
    without_key: int
    #: Cells of the new sheet that cannot be read.
    unreadable: int
    new_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()


def likely_keys(table: SheetTable) -> tuple[str, ...]:
    """Returns the columns that identify an entry of the table: a code, an id or a name that hardly ever stands twice."""
    for pattern in _KEYS:
        for column in table.columns:
            last = tight(column.name.rpartition("/")[2])
            if pattern.search(last) and not _NO_KEY.search(last):
                words = [key for cell in column.cells if (key := key_words(cell))]
                if (
                    words
                    and len(words) * 10 >= len(column.cells) * 9
                    and len(set(words)) * 10 >= len(words) * 9
                ):
                    return (column.name,)
    return ()


def best_pair(old: Reading, new: Reading) -> tuple[SheetTable, SheetTable]:
    """Returns the two tables that share most columns; raises BadInput where there is no table on either side."""
    pairs = [(a, b) for b in new.tables for a in old.tables]
    if not pairs:
        raise BadInput(f"“{new.file}”或“{old.file}”里没有可以比较的表格。")
    return max(pairs, key=lambda pair: len(_names(pair[0]) & _names(pair[1])))


def difference(old: SheetTable, new: SheetTable, keys: Sequence[str]) -> Difference:
    """Returns what the new table brings; raises BadInput where a key is no column of both.

    Keys are compared in half-width signs without blanks; the same day or amount in another form is no change.
    """
    before = {column_words(column.name): column for column in old.columns}
    after = {column_words(column.name): column for column in new.columns}
    lacking = [key for key in keys if column_words(key) not in before or column_words(key) not in after]
    if not keys or lacking:
        raise BadInput(
            f"两张表里没有共同的列“{'、'.join(lacking) or '编号、代码或名称'}”，不知道按哪一列核对，请用 --key 指定。"
        )
    wanted = [column_words(key) for key in keys]
    places_old, double_old = _places([before[name] for name in wanted])
    places_new, double_new = _places([after[name] for name in wanted])
    double = double_old | double_new
    shared = [name for name in after if name in before and name not in wanted and not _INDEX.match(name)]
    changed: dict[str, tuple[Change, ...]] = {}
    equal: list[str] = []
    for key, place in places_new.items():
        if key not in places_old or key in double:
            continue
        changes = tuple(
            Change(after[name].name, a, b)
            for name in shared
            if not is_equal(a := before[name].cells[places_old[key]], b := after[name].cells[place])
        )
        if changes:
            changed[key] = changes
        else:
            equal.append(key)
    rows = len(new.rows)
    return Difference(
        tuple(keys),
        tuple(key for key in places_new if key not in places_old and key not in double),
        changed,
        tuple(equal),
        tuple(key for key in places_old if key not in places_new and key not in double),
        tuple(sorted(double)),
        rows - sum(bool(_key([after[name] for name in wanted], place)) for place in range(rows)),
        sum(isinstance(cell, Unreadable) for column in new.columns for cell in column.cells),
        tuple(column.name for name, column in after.items() if name not in before),
        tuple(column.name for name, column in before.items() if name not in after),
    )


def column_words(name: str) -> str:
    """Returns a column's name as it is compared: half-width, without blanks, marks, (必填) and a trailing %."""
    return re.sub(r"(?:±?%)$", "", _DEMANDED.sub("", tight(name)).strip("*★"))


def key_words(cell: Cell) -> str:
    """Returns what identifies an entry in a cell, "" where nothing readable stands there."""
    if cell is None or isinstance(cell, Nothing | Unreadable):
        return ""
    return tight(cell.value.isoformat() if isinstance(cell, Worded) else str(cell))


def is_equal(old: Cell, new: Cell) -> bool:
    """Whether two cells mean the same; words that nobody can read mean the same where they are the same."""
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return (
            isinstance(old, Unreadable) and isinstance(new, Unreadable) and tight(old.raw) == tight(new.raw)
        )
    a, b = _bare(old), _bare(new)
    if isinstance(a, str) and isinstance(b, str):
        return tight(a) == tight(b)
    if isinstance(a, Decimal | int) and isinstance(b, Decimal | int):
        return abs(Decimal(a) - Decimal(b)) <= abs(Decimal(a)) * Decimal("1e-9")
    if isinstance(a, str) != isinstance(b, str) and a is not None and b is not None:
        return tight(str(a)) == tight(str(b))
    return a == b


def _bare(cell: Cell) -> str | int | Decimal | date | None:
    if isinstance(cell, Worded):
        return cell.value
    return None if isinstance(cell, Nothing | Unreadable) else cell


def _names(table: SheetTable) -> set[str]:
    return {column_words(column.name) for column in table.columns}


def _key(columns: Sequence[Column], place: int) -> str:
    parts = [key_words(column.cells[place]) for column in columns]
    return "·".join(parts) if all(parts) else ""


def _places(columns: Sequence[Column]) -> tuple[dict[str, int], set[str]]:
    """Returns key → the entry's place, and the keys that stand twice."""
    places: dict[str, int] = {}
    double: set[str] = set()
    for place in range(len(columns[0].cells)):
        key = _key(columns, place)
        if key and key in places:
            double.add(key)
        elif key:
            places[key] = place
    return places, double
