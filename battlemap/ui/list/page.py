"""The task list (清单) as a page: every task in a row, edited in place by the same commands as on the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from battlemap.commands.bulk import EditTasks, TaskEdit, single_edits
from battlemap.domain.looking.cell_reading import is_same_text, read_cell
from battlemap.domain.looking.task_columns import COLUMN
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BadInput
from battlemap.shown.list.task_rows import TaskRows
from battlemap.shown.presence import Presence
from battlemap.shown.settings import Settings
from battlemap.theme import Theme
from battlemap.ui.actions import words
from battlemap.ui.labels import label
from battlemap.ui.list.frame import ListFrame
from battlemap.ui.page import Page, Tools

#: What the context menu offers beside what every list does.
_DEEDS = ("report_progress", "raise_problem", "delete_tasks")


class _Memory:
    """The task list's columns in the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def recall(self) -> tuple[Sequence[str], Mapping[str, int], Sequence[str]]:
        settings = self._settings
        return settings.list_columns, settings.list_widths, settings.list_sorting

    def keep(self, columns: list[str], widths: dict[str, int], sorting: list[str]) -> None:
        settings = self._settings
        settings.list_columns, settings.list_sorting = columns, sorting
        settings.list_widths = {**settings.list_widths, **widths}
        settings.save()


class ListPage(Page):
    """Shows and edits the tasks; remembers columns, widths and sorting in the settings."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._deeds = tools, tools.deeds
        self._is_editing = False
        self.rows = TaskRows.of(tools.session)
        self.frame = ListFrame(
            self.rows, tools, self.edit, _Memory(tools.settings), lambda: [tools.actions[n] for n in _DEEDS]
        )
        self.model, self.table = self.frame.model, self.frame.table
        self.footer, self.exchange = self.frame.footer, self.frame.exchange
        self._empty = _Empty(tools)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.frame)
        self._stack.addWidget(self._empty)
        self.frame.opened.connect(self.opened)
        self.frame.refused.connect(self.refused)
        self.frame.selection_changed.connect(self.selection_changed)
        self.frame.delete_wanted.connect(tools.actions["delete_tasks"].trigger)
        self.setFocusProxy(self.table)

    # -- what every page does -------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: frozenset[str] | None) -> None:
        """Shows everything anew."""
        self.frame.present(snapshot, as_of, only)
        self._show_state()

    def follow(self, step: Step, reach: Reach, snapshot: Snapshot) -> None:
        """Shows anew the rows that the step touches; selection and scroll stay."""
        self.frame.follow(step, reach, snapshot)
        self._show_state()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone."""
        self.frame.show_only(only)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.frame.set_look(look)

    def select(self, tasks: Sequence[str]) -> None:
        """Marks the rows of these tasks, unless cells of just these are selected."""
        if tuple(tasks) != self.frame.chosen:
            self.frame.show_rows(tuple(tasks))

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids editing and pasting."""
        self.frame.set_can_change(can_change)

    def set_presence(self, presence: Presence) -> None:
        """Marks the rows whose cards are open elsewhere."""
        self.rows.presence = presence
        self.table.viewport().update()

    def take_focus(self) -> None:
        """Takes the keyboard; the cursor stands in a cell."""
        self.frame.take_focus()

    def places(self) -> dict[str, QRect]:
        """Returns the cells in sight as `ECON-01/title`."""
        viewport = self.table.viewport()
        return {
            name: QRect(viewport.mapToGlobal(box.topLeft()), box.size())
            for name, box in self.table.cells_in_sight().items()
        }

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, task: str, key: str, text: str) -> bool:
        """Carries out what was typed into a cell, as the card would; False where it was refused, which is said."""
        seen = self.rows.seen(task)
        if self._is_editing or is_same_text(text, self.rows.text(task, key)):
            return True
        try:
            changes = read_cell(key, text, seen.task, seen.snapshot)
        except BadInput as error:
            self.refused.emit(f"{seen.task.code}“{COLUMN[key].title}”：{error}")
            return False
        self._is_editing = True
        try:
            if key == "due_on":
                if (changes["due_on"], changes["due_text"]) != (seen.task.due_on, seen.task.due_text):
                    self._deeds.set_due((task,), changes["due_on"], changes["due_text"])
                return True
            commands = [command for _, command in single_edits(seen.task, changes)]
            if not commands:
                return True
            one = commands[0] if len(commands) == 1 else EditTasks((TaskEdit(task, changes),))
            return bool(self._deeds.run(one))
        finally:
            self._is_editing = False

    # -- out ------------------------------------------------------------------------------------------------------

    def ask_excel(self) -> None:
        """Asks where to, and writes what is listed as an Excel table."""
        self.frame.ask_excel()

    def write_excel(self, path: Path) -> None:
        """Writes the tasks and columns in sight, in their order, as an Excel table."""
        self.frame.write_excel(path)

    def _show_state(self) -> None:
        snapshot = self.model.snapshot
        is_bare = not snapshot.columns or not snapshot.cells
        self._stack.setCurrentIndex(1 if is_bare else 0)
        if is_bare:
            self._empty.show_reason(snapshot)


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
        for key, button in self._buttons.items():
            button.setVisible(key == name)
