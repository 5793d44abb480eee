"""The rows of a list as Qt asks for them; a step touches only the rows that it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

import attrs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.list.list_rows import ListRows
from battlemap.shown.list.order import Order, Sorting
from battlemap.ui.labels import tip

Index = QModelIndex | QPersistentModelIndex
#: Rows that come and go one by one; more of them are shown anew at once.
_FEW: Final = 50
#: Of more rows than this it is counted through where they stand, fewer are looked for one by one.
_SOUGHT: Final = 8
#: Characters of a long text that a cell shows.
_SHOWN: Final = 160
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ListModel(QAbstractTableModel):
    """Every live row that the filters let through; `edit(row, key, text)` is told of what was typed into a cell."""

    def __init__(
        self, rows: ListRows, edit: Callable[[str, str, str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self._edit = rows, edit
        self.columns = rows.columns.all
        #: A cell's place → its key; the model's columns never move, the header shows them in another order.
        self.keys = tuple(column.key for column in self.columns)
        self.place: Mapping[str, int] = {key: place for place, key in enumerate(self.keys)}
        self._all: list[str] | None = None
        self._only: frozenset[str] | None = None
        self._passed: frozenset[str] | None = None
        self._is_presented = False
        self._can_change = True
        self._words: dict[str, dict[str, str]] = {}
        self._places: dict[str, int] | None = None
        self.ids: list[str] = []
        self.heads = HeadFilter()
        self.order = Order(rows.sort_key, rows.own_order, rows.begins_with)
        self._grouped_by = ""

    # -- facts --------------------------------------------------------------------------------------------------

    def row(self, id: str) -> int | None:
        """Returns where a row stands, None where it is not listed."""
        return self._row_of.get(id)

    def text(self, id: str, key: str) -> str:
        """Returns the whole text of a cell, as it is copied and edited."""
        return self.rows.text(id, key)

    def words(self, id: str, key: str) -> str:
        """Returns what a cell shows: the text on one line, cut where it is very long; worded once."""
        cells = self._words.setdefault(id, {})
        worded = cells.get(key)
        if worded is None:
            worded = cells[key] = _brief(self.rows.text(id, key), _SHOWN)
        return worded

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is shown."""
        assert self._is_presented, "nothing has been presented"
        return self.rows.snapshot

    @property
    def can_change(self) -> bool:
        """Whether cells may be edited."""
        return self._can_change

    def counts(self, key: str) -> Mapping[str, int]:
        """Returns the values of a column with the number of rows that pass all else that is set."""
        others = self.heads.with_condition(key, Condition())
        return self.rows.counts(key, others, self._offered())

    # -- showing ------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew as of a day, in the order chosen."""
        self.beginResetModel()
        self.rows.present(snapshot, as_of)
        self._only, self._is_presented = only, True
        self._words.clear()
        self._all = None
        self._filter()
        self.endResetModel()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these rows alone; what was judged stays judged."""
        self._only = only
        self._show_anew()

    def filter_heads(self, heads: HeadFilter) -> None:
        """Shows the rows that pass what is set in the heads."""
        self.heads = heads
        self._show_anew()
        if self.keys:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.keys) - 1)

    def _show_anew(self) -> None:
        if self._is_presented:
            self.beginResetModel()
            self._filter()
            self.endResetModel()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids editing."""
        self._can_change = can_change

    def order_by(self, sorting: Sorting) -> None:
        """Sorts by a column; the selection goes with its rows."""
        self.order = self.order.by(sorting)
        if not self._is_presented:
            return
        self.layoutAboutToBeChanged.emit()
        before, were = self.ids, self._row_of if self._is_filtered else None
        whole = self._whole_order
        self._all = (
            self.rows.arranged(whole) if self._grouped_by else self.rows.sorted_anew(whole, self._in_order())
        )
        self.ids = self.rows.live(self._all) if were is None else [id for id in self._all if id in were]
        self._number()
        kept = self.persistentIndexList()
        rows = self._rows_of({before[index.row()] for index in kept})
        moved = [self.index(rows[before[index.row()]], index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    @property
    def _is_filtered(self) -> bool:
        return self._only is not None or self._passed is not None

    def _rows_of(self, ids: AbstractSet[str]) -> Mapping[str, int]:
        """Returns where these rows stand; for a few of them not all are counted through."""
        return self._row_of if len(ids) > _SOUGHT else {id: self.ids.index(id) for id in ids}

    def group_by(self, key: str) -> None:
        """Puts the rows that have one value in a column together, "" for in order alone."""
        self._grouped_by, self._all = key, None
        self._show_anew()

    @property
    def _whole_order(self) -> Order:
        """The order with the groups before it: up or down as their column is sorted."""
        key, sortings = self._grouped_by, self.order.sortings
        if not key:
            return self.order
        group = next((one for one in sortings if one.key == key), Sorting(key))
        return attrs.evolve(self.order, sortings=(group, *(one for one in sortings if one.key != key)))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column, for a click on its head."""
        if column >= 0:
            self.order_by(Sorting(self.keys[column], order == Qt.SortOrder.DescendingOrder))

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a step: changed rows stay where they are, new ones come to their place, deleted ones go."""
        touched = self.rows.follow(step, reach, snapshot)
        if touched.is_everything:
            self._words.clear()
        for id in touched.rows:
            self._words.pop(id, None)
        if self._only is not None:
            self._only |= touched.made
        if self._passed is not None:
            alive = [id for id in touched.rows if self.rows.has(id)]
            self._passed |= touched.made.union(self.rows.passing(self.heads, alive))
        gone = [id for id in touched.rows if id in self._row_of and not self._is_listed(id)]
        new = [id for id in touched.rows if id not in self._row_of and self._is_listed(id)]
        if self._are_missing(touched.rows):
            self._all = None
        if len(gone) + len(new) > _FEW:
            self.beginResetModel()
            self._all = None
            self._list()
            self.endResetModel()
            return
        for row in sorted((self._row_of[id] for id in gone), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._drop(self.ids.pop(row))
            self.endRemoveRows()
        for id in new:
            row = self._whole_order.place(id, self.ids)
            self.beginInsertRows(QModelIndex(), row, row)
            self.ids.insert(row, id)
            self._insert(id)
            self.endInsertRows()
        if gone or new:
            self._number()
        if len(touched.rows) > _FEW or touched.is_everything:
            self._tell_all()
            return
        for id in touched.rows - set(new):
            changed = self._row_of.get(id)
            if changed is not None:
                self.dataChanged.emit(self.index(changed, 0), self.index(changed, len(self.keys) - 1))

    def _is_listed(self, id: str) -> bool:
        if self._only is not None and id not in self._only:
            return False
        if self._passed is not None and id not in self._passed:
            return False
        return self.rows.has(id)

    def _offered(self) -> list[str]:
        """Returns the rows in order that stand there and that are not held back from outside."""
        live, only = self.rows.live(self._in_order()), self._only
        return live if only is None else [id for id in live if id in only]

    def _in_order(self) -> list[str]:
        """Returns every row in order, also those that a filter holds back, so that a filter need not sort."""
        if self._all is None:
            self._all = self.rows.arranged(self._whole_order)
        return self._all

    def _are_missing(self, ids: Iterable[str]) -> bool:
        """Whether one of these rows stands there, is held back by a filter, and has no place among all rows yet."""
        if self._all is None or not self._is_filtered:
            return False
        held = {id for id in ids if self.rows.has(id) and not self._is_listed(id)}
        return bool(held) and bool(held.difference(self._all))

    def _drop(self, id: str) -> None:
        if id in self._in_order():
            self._in_order().remove(id)

    def _insert(self, id: str) -> None:
        self._drop(id)
        ordered = self._in_order()
        ordered.insert(self._whole_order.place(id, ordered), id)

    def _filter(self) -> None:
        """Asks anew which rows the heads let through, and lists them."""
        self._passed = None
        listed = self._offered()
        if not self.heads.is_empty:
            listed = self.rows.passing(self.heads, listed)
            self._passed = frozenset(listed)
        self.ids = listed
        self._number()

    def _list(self) -> None:
        passed = self._passed
        self.ids = [id for id in self._offered() if passed is None or id in passed]
        self._number()

    def _number(self) -> None:
        """Forgets where each row stands: that is counted when somebody asks."""
        self._places = None
        self.rows.show_order(self.ids, self.row)

    @property
    def _row_of(self) -> Mapping[str, int]:
        if self._places is None:
            self._places = {id: row for row, id in enumerate(self.ids)}
        return self._places

    def _tell_all(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.keys) - 1))

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Every column, in sight or not."""
        return 0 if parent.isValid() else len(self.keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be edited depends on the column and on whether changes are allowed."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self._can_change and index.isValid() and self.columns[index.column()].editing:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns what Qt wants to know of a cell."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        column, id = self.columns[index.column()], self.ids[index.row()]
        if role == _ROLE.DisplayRole:
            return self.words(id, column.key)
        if role == _ROLE.EditRole:
            return self.text(id, column.key)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        if role == _ROLE.ToolTipRole:
            return tip(self.rows.tip(id, column.key)) or None
        if role == _ROLE.AccessibleTextRole:
            return f"{column.title}：{self.text(id, column.key) or '空'}"
        if role == _ROLE.AccessibleDescriptionRole:
            return self.rows.described(id)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Has the edit carried out; the cell changes when the step comes back. False where it was refused."""
        if role != _ROLE.EditRole or not index.isValid():
            return False
        return self._edit(self.ids[index.row()], self.keys[index.column()], str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns a column's title, or the number of a row, which is read aloud by its name."""
        if orientation == Qt.Orientation.Vertical:
            if role == _ROLE.AccessibleTextRole and section < len(self.ids):
                return self.rows.called(self.ids[section])
            return str(section + 1) if role == _ROLE.DisplayRole else None
        column = self.columns[section]
        if role == _ROLE.DisplayRole:
            return column.title
        if role == _ROLE.AccessibleTextRole:
            is_filtered = column.key in self.heads.conditions
            return f"{column.title}{self._sorted_words(section)}{'，已筛选' if is_filtered else ''}"
        if role == _ROLE.AccessibleDescriptionRole:
            return "" if column.editing else "由程序计算或记录，不能填写"
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        return None

    def _sorted_words(self, section: int) -> str:
        newest = self.order.newest
        if newest is None or newest.key != self.keys[section]:
            return ""
        return "，降序" if newest.is_descending else "，升序"


def _brief(text: str, most: int) -> str:
    """Returns the text on one line."""
    return (
        " ".join(text[:most].split())
        if len(text) > most or "\n" in text or "\r" in text or "\t" in text
        else text
    )
