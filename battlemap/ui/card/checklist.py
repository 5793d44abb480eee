"""The checklist in the card sheet: typed line by line, or pasted as a block."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from battlemap.commands.checklist import (
    AddChecklistItems,
    EditChecklistItem,
    MoveChecklistItem,
    RemoveChecklistItem,
    TickChecklistItem,
)
from battlemap.commands.command import Command
from battlemap.domain.kinds.checklist import count_words, lines_of
from battlemap.domain.snapshot import Snapshot
from battlemap.ui.card.part_list import Line, PartList, day_or_blank
from battlemap.ui.feature import PartOfCard
from battlemap.ui.view import Tools


class NewLines(QLineEdit):
    """Emits `typed(text)` on Enter, and at once for a pasted text of several lines."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes a pasted block as it is: the field itself would run its lines together."""
        text = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if len(lines_of(text)) > 1:
            self.typed.emit(text)
            event.accept()
            return
        super().keyPressEvent(event)


class ChecklistPart(PartOfCard):
    """Each change is one command; Enter in the field adds a line and waits for the next."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        deeds = tools.deeds
        self._deeds = deeds
        self._task = ""
        self.list = PartList("工作清单", can_rename=True, can_move=True)
        self.new = NewLines()
        self.new.setPlaceholderText("添加一项，回车继续；可粘贴多行")
        self.new.setAccessibleName("添加清单项")
        self.new.typed.connect(self._add)
        self.new.returnPressed.connect(lambda: self._add(self.new.text()))
        self.list.ticked.connect(lambda id, done: self._run(TickChecklistItem(id, done)))
        self.list.renamed.connect(lambda id, title: self._run(EditChecklistItem(id, title)))
        self.list.removed.connect(lambda id: self._run(RemoveChecklistItem(id)))
        self.list.moved.connect(lambda id, before: self._run(MoveChecklistItem(id, before)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.new)

    def show_task(self, task: str, snapshot: Snapshot, as_of: date) -> str:
        """Shows the checklist of a task and returns its count; what is being typed for another task is dropped."""
        if task != self._task:
            self.new.clear()
        self._task = task
        items = snapshot.checklist_of(task)
        self.list.show_lines(
            [
                Line(
                    item.id,
                    item.title,
                    item.is_done,
                    f"{day_or_blank(item.done_on)}完成" if item.is_done else "",
                )
                for item in items
            ]
        )
        return count_words(items)

    def _add(self, text: str) -> None:
        titles = lines_of(text)
        if titles and self._deeds.run(AddChecklistItems(self._task, titles)):
            self.new.clear()

    def _run(self, command: Command) -> None:
        if not self._deeds.run(command):
            self.list.forget()
