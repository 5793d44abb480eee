"""After a task has moved: offers to let what follows give way, in one step, or to leave it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from battlemap.commands.command import Command
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.ui.labels import label


class PushOffer(QFrame):
    """A bar that hides itself once it is answered, or when it no longer holds."""

    def __init__(self, run: Callable[[Command], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_bar")
        self.setProperty("kind", "note")
        self._run = run
        self._command: Reschedule | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        self._words = label(wraps=True)
        self.yes = QPushButton("顺延后续任务")
        self.yes.clicked.connect(self._on_yes)
        self.no = QPushButton("不动")
        self.no.clicked.connect(self.hide)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)  # in a dialog, Enter in a field must not push
        row.addWidget(self._words, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.hide()

    @property
    def words(self) -> str:
        """What is offered, "" where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def offer(self, snapshot: Snapshot, tasks: tuple[str, ...]) -> None:
        """Shows the offer where tasks that follow these must give way; hides itself where none must."""
        spans = tuple(TaskDays(id, snapshot.tasks[id].start_on, snapshot.tasks[id].due_on) for id in tasks)
        try:
            command = Reschedule.pushing(snapshot, spans)
        except Refused:
            command = Reschedule(spans)
        self._command = command if command.pushed else None
        if not command.pushed:
            self.hide()
            return
        codes = [snapshot.tasks[span.task].code for span in command.pushed]
        named = "、".join(codes[:4]) + ("等" if len(codes) > 4 else "")
        moved = "、".join(snapshot.tasks[id].code for id in tasks[:3]) + ("等" if len(tasks) > 3 else "")
        self._words.setText(f"{moved} 调整后，后续任务 {named} 共 {len(codes)} 项的工期需要顺延。")
        self.show()

    def _on_yes(self) -> None:
        command = self._command
        self.hide()
        if command is not None:
            self._run(command)
