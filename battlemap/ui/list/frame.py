"""A list in its frame: the table, the strip below it, the exchange with other programs, columns that are remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from battlemap.domain.looking.columns import Column
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BattlemapError
from battlemap.shown.list.list_rows import ListRows
from battlemap.shown.list.order import Sorting
from battlemap.theme import Theme
from battlemap.ui.list.bulk_dialog import BulkDialog
from battlemap.ui.list.exchange import CellExchange
from battlemap.ui.list.footer import Footer
from battlemap.ui.list.model import ListModel
from battlemap.ui.list.table import ListTable
from battlemap.ui.page import Tools
from battlemap.ui.rows.save_excel import excel_place, save_excel

#: Milliseconds after which a dragged column is remembered.
_REST: Final = 600
_DESCENDING: Final = "-"
#: Of more rows than this the sums are worked out so many milliseconds after the last change.
_MUCH: Final = 5_000
_COUNTING: Final = 400


class Memory(Protocol):
    """Where the columns of a list are remembered."""

    def recall(self) -> tuple[Sequence[str], Mapping[str, int], Sequence[str]]:
        """Returns columns, widths and sorting, empty where nothing is remembered."""
        ...

    def keep(self, columns: list[str], widths: dict[str, int], sorting: list[str]) -> None:
        """Remembers them."""
        ...


class ListFrame(QWidget):
    """Emits `selection_changed(rows)`, `opened(row)`, `refused(sentence)` and `delete_wanted`.

    `edit(row, key, text)` writes what was typed; `deeds` gives the actions of the context menu that the rows have of
    their own.
    """

    selection_changed = Signal(object)
    opened = Signal(str)
    refused = Signal(str)
    delete_wanted = Signal()

    def __init__(
        self,
        rows: ListRows,
        tools: Tools,
        edit: Callable[[str, str, str], bool],
        memory: Memory,
        deeds: Callable[[], Sequence[QAction]],
    ) -> None:
        super().__init__()
        self.rows, self._tools, self._memory, self._deeds = rows, tools, memory, deeds
        self._selected: tuple[str, ...] = ()
        self.model = ListModel(rows, edit, self)
        self.table = ListTable(self.model, tools.look)
        self.footer = Footer(tools.icons, self.table.column_menu)
        self.exchange = CellExchange(self.table, tools.session, tools.deeds, self.footer.say, self)
        self._remember = QTimer(self, singleShot=True, interval=_REST)
        self._remember.timeout.connect(self._keep_columns)
        self._counting = QTimer(self, singleShot=True, interval=_COUNTING)
        self._counting.timeout.connect(self._count_all)
        self._restore_columns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)
        self._wire()

    def _wire(self) -> None:
        table, exchange, footer = self.table, self.exchange, self.footer
        table.opened.connect(self.opened)
        table.refused.connect(self.refused)
        table.rows_changed.connect(self._on_rows)
        table.columns_changed.connect(self._remember.start)
        table.filtered.connect(self._show_counts)
        table.delete_wanted.connect(self.delete_wanted)
        table.copy_wanted.connect(exchange.copy)
        for wanted, deed in (
            (table.paste_wanted, exchange.paste),
            (table.cut_wanted, exchange.cut),
            (table.clear_wanted, exchange.clear),
            (table.fill_wanted, exchange.fill_down),
            (footer.paste.clicked, exchange.paste),
            (footer.bulk.clicked, self.bulk_edit),
        ):
            wanted.connect(lambda *_, deed=deed: self._do(deed))
        footer.copy.clicked.connect(exchange.copy)
        footer.excel.clicked.connect(self.ask_excel)
        footer.clear.clicked.connect(table.clear_heads)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        self.setFocusProxy(table)

    # -- showing ----------------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew; what was said of an earlier step goes."""
        self.footer.say("")
        self.model.present(snapshot, as_of, only)
        self.show_rows(self._selected)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew the rows that the step touches; selection and scroll stay. What was said of an earlier one goes."""
        self.footer.say("")
        before, scroll = self._selected, self.table.verticalScrollBar().value()
        is_reset = []
        hearing = self.model.modelReset.connect(lambda: is_reset.append(True))
        self.model.follow(step, reach, snapshot)
        self.model.modelReset.disconnect(hearing)
        if is_reset:
            self.show_rows(before)
            self.table.verticalScrollBar().setValue(scroll)
        self._show_counts()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these rows alone."""
        self.model.show_only(only)
        self.show_rows(self._selected)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.table.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids editing and pasting."""
        self.model.set_can_change(can_change)
        self.footer.paste.setEnabled(can_change)
        self._show_counts()

    def take_focus(self) -> None:
        """Takes the keyboard; the cursor stands in a cell."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.ids:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def show_rows(self, ids: Sequence[str]) -> None:
        """Selects rows without a signal; what is not listed is not selected."""
        self.table.select_rows(ids)
        self._selected = tuple(ids)
        self._show_counts()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The rows in which a cell is selected, from top to bottom."""
        return self.table.chosen

    @property
    def shown_columns(self) -> list[Column]:
        """The columns in sight, from left to right."""
        return [self.rows.columns.by_key[key] for key in self.table.keys]

    def _show_counts(self) -> None:
        """Shows what is listed and chosen; where that is much, the sums come a moment later."""
        if len(self.model.ids) > _MUCH or self.rows.counts_late:
            self._counting.start()
            self._tell_counts(f"{len(self.model.ids)} {self.rows.counter}", waits=True)
        else:
            self._counting.stop()
            self._count_all()

    def _count_all(self) -> None:
        self._tell_counts(self.rows.totals(self.model.ids, self.shown_columns))

    def _tell_counts(self, listed: str, *, waits: bool = False) -> None:
        chosen, cells = self.table.chosen, self.table.cell_count
        columns = self.shown_columns
        counted = ""
        if len(chosen) > 1 or cells > 1:
            rows = "1 行"
            if waits and len(chosen) > _MUCH:
                rows = f"{len(chosen)} {self.rows.counter}"
            elif len(chosen) > 1:
                rows = self.rows.totals(chosen, columns)
            counted = f"{rows}，{cells} 格"
        self.footer.show_counts(listed, counted, self.model.heads.in_words(self.rows.columns))
        self.footer.bulk.setEnabled(self.model.can_change and bool(chosen))
        self.footer.excel.setEnabled(bool(self.model.ids))

    def _on_rows(self) -> None:
        chosen = self.table.chosen
        self._show_counts()
        if chosen != self._selected:
            self._selected = chosen
            self.selection_changed.emit(chosen)

    # -- deeds ------------------------------------------------------------------------------------------------------

    def _do(self, deed: Callable[[], object]) -> None:
        if self.model.can_change:
            deed()
        else:
            self.refused.emit("现在只能查看，不能修改。")

    def bulk_edit(self) -> None:
        """Asks which fields of the selected rows get which values, and sets them in one step."""
        if self.table.chosen:
            dialog = BulkDialog(self.rows, self.table.chosen, self.window())
            self._tools.deeds.ask(dialog, dialog.answer)

    def ask_excel(self) -> None:
        """Asks where to, and writes what is listed as an Excel table."""
        path = excel_place(self, self.rows.name)
        if path is not None:
            self.write_excel(path)

    def write_excel(self, path: Path) -> None:
        """Writes the rows in sight, in their order, as an Excel table."""
        try:
            save_excel(path, self.rows.workbook(self.model.ids, self.shown_columns))
        except BattlemapError as error:
            self.refused.emit(str(error))
            return
        self.footer.say(f"已导出 {len(self.model.ids)} {self.rows.counter}到“{path}”")

    def _on_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        menu, actions = QMenu(self), self._tools.actions
        menu.addAction(self.footer.copy.icon(), "复制\tCtrl+C", self.exchange.copy)
        changing = [
            menu.addAction(words, partial(self._do, deed))
            for words, deed in (
                ("粘贴\tCtrl+V", self.exchange.paste),
                ("向下填充\tCtrl+D", self.exchange.fill_down),
                ("清空单元格\tDel", self.exchange.clear),
                ("批量修改…", self.bulk_edit),
            )
        ]
        changing[0].setIcon(self.footer.paste.icon())
        for entry in changing:
            entry.setEnabled(self.model.can_change)
        menu.addAction("筛选这一列…\tAlt+↓", lambda: self.table.open_filter(index.column()))
        menu.addSeparator()
        id = self.model.ids[index.row()]
        menu.addAction(actions["edit_task"].icon(), self.rows.opening, lambda: self.opened.emit(id))
        menu.addActions(list(self._deeds()))
        menu.addSeparator()
        menu.addActions([actions["undo"], actions["redo"]])
        menu.exec(self.table.viewport().mapToGlobal(at))
        menu.deleteLater()

    # -- remembering ----------------------------------------------------------------------------------------------

    def _restore_columns(self) -> None:
        columns, widths, sorting = self._memory.recall()
        keys = columns or [column.key for column in self.model.columns if column.is_shown]
        self.table.arrange(keys, dict(widths))
        for entry in reversed(sorting):
            key = entry.removeprefix(_DESCENDING)
            if key in self.model.place:
                self.table.sort_by(Sorting(key, entry.startswith(_DESCENDING)))

    def _keep_columns(self) -> None:
        sorting = [
            f"{_DESCENDING if sorting.is_descending else ''}{sorting.key}"
            for sorting in self.model.order.sortings
        ]
        self._memory.keep(self.table.keys, self.table.widths, sorting)
