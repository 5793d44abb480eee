"""The task list (清单) as a page: every task in a row, edited in place by the same commands as on the card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from battlemap.commands.bulk import EditTasks, TaskEdit, single_edits
from battlemap.domain.looking.cell_reading import is_same_text, read_cell
from battlemap.domain.looking.task_columns import COLUMN, COLUMNS
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BadInput, BattlemapError
from battlemap.exchange.rows_xlsx import list_xlsx
from battlemap.shown.list.order import Sorting
from battlemap.theme import Theme
from battlemap.ui.actions import words
from battlemap.ui.labels import label
from battlemap.ui.list.exchange import CellExchange
from battlemap.ui.list.footer import Footer
from battlemap.ui.list.model import TaskTable
from battlemap.ui.list.table import ListTable
from battlemap.ui.page import Page, Tools
from battlemap.ui.rows.save_excel import excel_place, save_excel

#: Milliseconds after which a dragged column is remembered.
_REST: Final = 600
_DESCENDING: Final = "-"


class ListPage(Page):
    """Shows and edits the tasks; remembers columns, widths and sorting in the settings."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._deeds = tools, tools.deeds
        self._is_editing = False
        self._selected: tuple[str, ...] = ()
        self.model = TaskTable(self.edit, tools.session.chronicle, self)
        self.table = ListTable(self.model, tools.look)
        self.footer = Footer(tools.icons, tools.actions, self.table.column_menu)
        self.exchange = CellExchange(self.table, tools.session, tools.deeds, self.footer.say, self)
        self._remember = QTimer(self, singleShot=True, interval=_REST)
        self._remember.timeout.connect(self._keep_columns)
        self._restore_columns()
        self._empty = _Empty(tools)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        self._wire()

    def _wire(self) -> None:
        table, exchange, footer = self.table, self.exchange, self.footer
        table.opened.connect(self.opened)
        table.refused.connect(self.refused)
        table.rows_changed.connect(self._on_rows)
        table.columns_changed.connect(self._remember.start)
        table.delete_wanted.connect(self._tools.actions["delete_tasks"].trigger)
        table.copy_wanted.connect(exchange.copy)
        for wanted, deed in (
            (table.paste_wanted, exchange.paste),
            (table.cut_wanted, exchange.cut),
            (table.clear_wanted, exchange.clear),
            (table.fill_wanted, exchange.fill_down),
        ):
            wanted.connect(lambda deed=deed: self._do(deed))
        footer.copy.clicked.connect(exchange.copy)
        footer.excel.clicked.connect(self.ask_excel)
        footer.paste.clicked.connect(lambda: self._do(exchange.paste))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        self.setFocusProxy(table)

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew; what was said of an earlier step goes."""
        self.footer.say("")
        self.model.present(snapshot, as_of, only)
        self._show_rows(self._selected)

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew the rows that the step touches; selection and scroll stay. What was said of an earlier one goes."""
        self.footer.say("")
        before, scroll = self._selected, self.table.verticalScrollBar().value()
        is_reset = []
        hearing = self.model.modelReset.connect(lambda: is_reset.append(True))
        self.model.follow(step, reach, snapshot)
        self.model.modelReset.disconnect(hearing)
        if is_reset:
            self._show_rows(before)
            self.table.verticalScrollBar().setValue(scroll)
        self._show_state()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone."""
        self.model.show_only(only)
        self._show_rows(self._selected)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.table.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks the rows of these tasks, unless cells of just these are selected."""
        if tuple(tasks) != self.table.tasks:
            self._show_rows(tuple(tasks))

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids editing and pasting."""
        self.model.set_can_change(can_change)
        self.footer.paste.setEnabled(can_change)

    def take_focus(self) -> None:
        """Takes the keyboard; the cursor stands in a cell."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.ids:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def places(self) -> dict[str, QRect]:
        """Returns the cells in sight as `ECON-01/title`."""
        viewport = self.table.viewport()
        return {
            name: QRect(viewport.mapToGlobal(box.topLeft()), box.size())
            for name, box in self.table.cells_in_sight().items()
        }

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, task: str, key: str, text: str) -> bool:
        """Carries out what was typed into a cell, as the card would; a refusal says why, and the cell shows what it was."""
        known = self.model.known(task)
        if self._is_editing or is_same_text(text, self.model.text(task, key)):
            return False
        try:
            changes = read_cell(key, text, known.task, known.snapshot)
        except BadInput as error:
            self.refused.emit(f"{known.task.code}“{COLUMN[key].title}”：{error}")
            return False
        self._is_editing = True
        try:
            if key == "due_on":
                if (changes["due_on"], changes["due_text"]) == (known.task.due_on, known.task.due_text):
                    return False
                return bool(self._deeds.set_due((task,), changes["due_on"], changes["due_text"]))
            commands = [command for _, command in single_edits(known.task, changes)]
            if not commands:
                return False
            one = commands[0] if len(commands) == 1 else EditTasks((TaskEdit(task, changes),))
            return bool(self._deeds.run(one))
        finally:
            self._is_editing = False

    def _do(self, deed: object) -> None:
        if not self.footer.paste.isEnabled():
            self.refused.emit("现在只能查看，不能修改。")
        elif callable(deed):
            deed()

    # -- out ------------------------------------------------------------------------------------------------------

    def ask_excel(self) -> None:
        """Asks where to, and writes what is listed as an Excel table."""
        path = excel_place(self, "任务清单")
        if path is not None:
            self.write_excel(path)

    def write_excel(self, path: Path) -> None:
        """Writes the tasks and columns in sight, in their order, as an Excel table."""
        model = self.model
        try:
            shown = [COLUMN[key] for key in self.table.keys]
            save_excel(path, list_xlsx("任务清单", shown, (model.known(id) for id in model.ids)))
        except BattlemapError as error:
            self.refused.emit(str(error))
            return
        self.footer.say(f"已导出 {len(model.ids)} 项任务到“{path}”")

    # -- showing --------------------------------------------------------------------------------------------------

    def _show_rows(self, tasks: Sequence[str]) -> None:
        """Selects rows without a signal; what is not listed is not selected."""
        self.table.select_rows(tasks)
        self._selected = tuple(tasks)
        self._show_state()

    def _show_state(self) -> None:
        is_bare = not self.model.snapshot.columns or not self.model.snapshot.cells
        self._stack.setCurrentIndex(1 if is_bare else 0)
        if is_bare:
            self._empty.show_reason(self.model.snapshot)
        self._show_counts()

    def _show_counts(self) -> None:
        tasks, cells = self.table.tasks, self.table.cell_count
        known = self.model.snapshot.tasks
        listed = [known[task].progress for task in self.model.ids]
        self.footer.show_counts(listed, [known[task].progress for task in tasks], cells)

    def _on_rows(self) -> None:
        tasks = self.table.tasks
        self._show_counts()
        if tasks != self._selected:
            self._selected = tasks
            self.selection_changed.emit(tasks)

    def _on_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        menu, actions = QMenu(self), self._tools.actions
        menu.addAction(self.footer.copy.icon(), "复制\tCtrl+C", self.exchange.copy)
        paste = menu.addAction(
            self.footer.paste.icon(), "粘贴\tCtrl+V", lambda: self._do(self.exchange.paste)
        )
        fill = menu.addAction("向下填充\tCtrl+D", lambda: self._do(self.exchange.fill_down))
        clear = menu.addAction("清空单元格\tDel", lambda: self._do(self.exchange.clear))
        for entry in (paste, fill, clear):
            entry.setEnabled(self.footer.paste.isEnabled())
        menu.addSeparator()
        task = self.model.ids[index.row()]
        menu.addAction(actions["edit_task"].icon(), "打开任务卡", lambda: self.opened.emit(task))
        menu.addActions(
            [actions[name] for name in ("report_progress", "raise_problem", "bulk_edit", "delete_tasks")]
        )
        menu.addSeparator()
        menu.addActions([actions["undo"], actions["redo"]])
        menu.exec(self.table.viewport().mapToGlobal(at))
        menu.deleteLater()

    # -- remembering ----------------------------------------------------------------------------------------------

    def _restore_columns(self) -> None:
        settings = self._tools.settings
        keys = settings.list_columns or [column.key for column in COLUMNS if column.is_shown]
        self.table.arrange(keys, settings.list_widths)
        for told in reversed(settings.list_sorting):
            key = told.removeprefix(_DESCENDING)
            if key in COLUMN:
                self.table.sort_by(Sorting(key, told.startswith(_DESCENDING)))

    def _keep_columns(self) -> None:
        settings = self._tools.settings
        settings.list_columns = self.table.keys
        settings.list_widths = {**settings.list_widths, **self.table.widths}
        settings.list_sorting = [
            f"{_DESCENDING if sorting.is_descending else ''}{sorting.key}"
            for sorting in self.model.order.sortings
        ]
        settings.save()


class _Empty(QWidget):
    """What stands in the list's place while there is no task at all: why, and the way on."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._head, self._words = label(look="head"), label(look="muted")
        self._buttons = {}
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for text in (self._head, self._words):
            column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        for name in ("new_task", "new_action"):
            action = tools.actions[name]
            button = QPushButton(action.icon(), words(action.text()))
            button.clicked.connect(action.trigger)
            self._buttons[name] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_reason(self, snapshot: Snapshot) -> None:
        """Shows why nothing is listed, with the button that helps."""
        if not snapshot.columns:
            name, head, way = "new_action", "还没有专项行动", "建立专项后，就可以在下面添加任务。"
        else:
            name, head, way = "new_task", "还没有任务", "新建任务，或从方案生成。"
        self._head.setText(head)
        self._words.setText(way)
        for known, button in self._buttons.items():
            button.setVisible(known == name)
