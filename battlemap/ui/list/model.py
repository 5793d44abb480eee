"""The rows of the task list as Qt asks for them; a step touches only the rows that it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.task_columns import COLUMNS, Known, cell_text
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.shown.list.order import Order, Sorting
from battlemap.ui.labels import tip

Index = QModelIndex | QPersistentModelIndex
#: A cell's place → its key; the model's columns never move, the header shows them in another order.
KEYS: Final = tuple(column.key for column in COLUMNS)
PLACE: Final = {key: place for place, key in enumerate(KEYS)}
#: Rows that come and go one by one; more of them are shown anew at once.
_FEW: Final = 50
#: Characters of a long text that a cell shows and its tip tells.
_SHOWN, _TOLD = 160, 600
_NOWHERE: Final = QModelIndex()
_ROLE: Final = Qt.ItemDataRole
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TaskTable(QAbstractTableModel):
    """Every live task that the filter lets through; `edit(task, key, text)` is told of what was typed into a cell.

    `remember(moment)` tells since when each task stands in its lane; it is asked when somebody wants to see that.
    """

    def __init__(
        self,
        edit: Callable[[str, str, str], bool],
        remember: Callable[[datetime], Chronicle],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._edit, self._remember = edit, remember
        self._chronicle: Chronicle | None = None
        self._snapshot: Snapshot | None = None
        self._tasks: Mapping[str, Task] = {}
        self._all: list[str] | None = None
        self._as_of = date.min
        self._only: frozenset[str] | None = None
        self._can_change = True
        self._verdicts: dict[str, Verdict] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._rows: dict[str, int] = {}
        self.ids: list[str] = []
        self.order = Order(self.known)

    # -- facts --------------------------------------------------------------------------------------------------

    def known(self, task: str) -> Known:
        """Returns what the cells of a task are worded from."""
        snapshot = self._snapshot
        assert snapshot is not None, "nothing has been presented"
        return Known(
            self._tasks[task],
            snapshot,
            self._as_of,
            partial(self.verdict, task),
            partial(self.standing, task),
        )

    def verdict(self, task: str) -> Verdict:
        """Returns the lamp of a task with its reasons; judged once."""
        found = self._verdicts.get(task)
        if found is None:
            snapshot = self._snapshot
            assert snapshot is not None, "nothing has been presented"
            found = self._verdicts[task] = snapshot.judge(self._tasks[task], self._as_of)
        return found

    def standing(self, task: str) -> int | None:
        """Returns the calendar days that a task has stood in its lane, None where the journal does not tell."""
        if self._chronicle is None:
            self._chronicle = self._remember(datetime.combine(self._as_of, time.max))
        return self._chronicle.days_in_lane(task, self._as_of)

    def row(self, task: str) -> int | None:
        """Returns the row of a task, None where it is not listed."""
        return self._rows.get(task)

    def text(self, task: str, key: str) -> str:
        """Returns the whole text of a cell, as it is copied and edited."""
        return cell_text(key, self.known(task))

    def words(self, task: str, key: str) -> str:
        """Returns what a cell shows: the text on one line, cut where it is very long; worded once."""
        cells = self._words.setdefault(task, {})
        found = cells.get(key)
        if found is None:
            found = cells[key] = _brief(self.text(task, key), _SHOWN)
        return found

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is shown."""
        assert self._snapshot is not None, "nothing has been presented"
        return self._snapshot

    # -- showing ------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew as of a day, in the order chosen."""
        self.beginResetModel()
        self._snapshot, self._tasks, self._as_of, self._only = snapshot, snapshot.tasks, as_of, only
        self._forget()
        self._all = self._chronicle = None
        self._list()
        self.endResetModel()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone; what was judged stays judged."""
        if self._snapshot is None:
            return
        self.beginResetModel()
        self._only = only
        self._list()
        self.endResetModel()

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids editing."""
        self._can_change = can_change

    def order_by(self, sorting: Sorting) -> None:
        """Sorts by a column; the selection goes with its rows."""
        self.order = self.order.by(sorting)
        if self._snapshot is None:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.ids
        self._all = self.order.sorted_anew(self._in_order())
        self.ids = [id for id in self._all if id in self._rows]
        self._number()
        kept = self.persistentIndexList()
        moved = [self.index(self._rows[before[index.row()]], index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column, for a click on its head."""
        self.order_by(Sorting(KEYS[column], order == Qt.SortOrder.DescendingOrder))

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Takes a step: changed rows stay where they are, new ones come to their place, deleted ones go."""
        self._snapshot, self._tasks = snapshot, snapshot.tasks
        if self._chronicle is not None:
            self._chronicle.follow(step)
        touched = reach.tasks
        if reach.is_everything:
            self._forget()
        for id in touched:
            self._verdicts.pop(id, None)
            self._words.pop(id, None)
        if self._only is not None:
            self._only |= reach.made
        gone = [id for id in touched if id in self._rows and not self._is_listed(id)]
        new = [id for id in touched if id not in self._rows and self._is_listed(id)]
        if len(gone) + len(new) > _FEW:
            self.beginResetModel()
            self._all = None
            self._list()
            self.endResetModel()
            return
        for row in sorted((self._rows[id] for id in gone), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._drop(self.ids.pop(row))
            self.endRemoveRows()
        for id in new:
            row = self.order.place(id, self.ids)
            self.beginInsertRows(QModelIndex(), row, row)
            self.ids.insert(row, id)
            self._insert(id)
            self.endInsertRows()
        if gone or new:
            self._number()
        if len(touched) > _FEW or reach.is_everything:
            self._tell_all()
            return
        for id in touched - set(new):
            changed = self._rows.get(id)
            if changed is not None:
                self.dataChanged.emit(self.index(changed, 0), self.index(changed, len(KEYS) - 1))

    def _forget(self) -> None:
        self._verdicts.clear()
        self._words.clear()

    def _is_listed(self, id: str) -> bool:
        if self._only is not None and id not in self._only:
            return False
        task = self._tasks.get(id)
        return task is not None and not task.deleted and self.snapshot.actions[task.action].is_shown

    def _in_order(self) -> list[str]:
        """Returns every task in order, also those that the filter holds back, so that a filter need not sort."""
        if self._all is None:
            self._all = self.order.arranged(task.id for task in self.snapshot.live_tasks)
        return self._all

    def _drop(self, id: str) -> None:
        if id in self._in_order():
            self._in_order().remove(id)

    def _insert(self, id: str) -> None:
        self._drop(id)
        known = self._in_order()
        known.insert(self.order.place(id, known), id)

    def _list(self) -> None:
        tasks, only = self._tasks, self._only
        columns = {action.id for action in self.snapshot.columns}
        known = self._in_order() if only is None else [id for id in self._in_order() if id in only]
        self.ids = [
            id for id in known if id in tasks and not tasks[id].deleted and tasks[id].action in columns
        ]
        self._number()

    def _number(self) -> None:
        self._rows = {id: row for row, id in enumerate(self.ids)}

    def _tell_all(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(KEYS) - 1))

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The tasks."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Every column, in sight or not."""
        return 0 if parent.isValid() else len(KEYS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be edited depends on the column and on whether changes are allowed."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self._can_change and index.isValid() and COLUMNS[index.column()].editing:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Returns what Qt wants to know of a cell."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        column, task = COLUMNS[index.column()], self.ids[index.row()]
        if role == _ROLE.DisplayRole:
            return self.words(task, column.key)
        if role == _ROLE.EditRole:
            return self.text(task, column.key)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.is_right else _LEFT
        if role == _ROLE.ToolTipRole:
            return self._tip(task, column.key)
        if role == _ROLE.AccessibleTextRole:
            return f"{column.title}：{self.text(task, column.key) or '空'}"
        if role == _ROLE.AccessibleDescriptionRole:
            known = self.known(task).task
            return f"{known.code} {known.title}"
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Has the edit carried out; the cell changes when the step comes back."""
        if role != _ROLE.EditRole or not index.isValid():
            return False
        return self._edit(self.ids[index.row()], KEYS[index.column()], str(value))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Returns a column's title, or the number of a row, which is read aloud by its code."""
        if orientation == Qt.Orientation.Vertical:
            if role == _ROLE.AccessibleTextRole and section < len(self.ids):
                return self.known(self.ids[section]).task.code
            return str(section + 1) if role == _ROLE.DisplayRole else None
        if role == _ROLE.DisplayRole:
            return COLUMNS[section].title
        if role == _ROLE.AccessibleTextRole:
            return f"{COLUMNS[section].title}{self._sorted_words(section)}"
        if role == _ROLE.AccessibleDescriptionRole:
            return "" if COLUMNS[section].editing else "由程序计算或记录，不能填写"
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].is_right else _LEFT
        return None

    def _sorted_words(self, section: int) -> str:
        newest = self.order.sortings[0]
        if newest.key != KEYS[section]:
            return ""
        return "，降序" if newest.is_descending else "，升序"

    def _tip(self, task: str, key: str) -> str | None:
        if key == "lamp":
            return tip("\n".join(reason.words for reason in self.verdict(task).reasons))
        text = self.text(task, key)
        if key == "code":
            return tip(self.text(task, "title"))
        if key == "due_on":
            return tip(self.known(task).task.due_text)
        return tip(text[:_TOLD]) if len(text) > 12 or "\n" in text else None


def _brief(text: str, most: int) -> str:
    """Returns the text on one line."""
    return (
        " ".join(text[:most].split())
        if len(text) > most or "\n" in text or "\r" in text or "\t" in text
        else text
    )
