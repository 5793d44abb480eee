"""The two fields of a mark: the card's code, refused at once where no card bears it, and the mark itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.wall_marks import Marked, WallMark, canonical, foreseen, short_mark
from battlemap.errors import BattlemapError
from battlemap.ui.labels import label, set_look


class Field(QLineEdit):
    """Emits `done()` on Enter and on Tab; Tab leads nowhere else."""

    done = Signal()

    def event(self, event: object) -> bool:
        """Takes Tab and Enter before the dialog does."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.done.emit()
            return True
        return super().event(event)  # type: ignore[arg-type]


class Entry(QWidget):
    """Emits `typed(mark)` for a mark that makes sense on its card as it stands after those typed before."""

    typed = Signal(object)

    def __init__(self, snapshot: Snapshot, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot, self._day = snapshot, day
        #: Task id → the card as it will be after the marks in the list.
        self.expected: dict[str, Marked] = {}
        self.code, self.mark = Field(), Field()
        self.code.setPlaceholderText("编号，如 ECON-03；可用扫码枪")
        self.mark.setPlaceholderText("标注，如 w、60、k 土地手续未批")
        self.code.setAccessibleName("编号")
        self.mark.setAccessibleName("标注")
        self.code.setFixedWidth(220)
        listed = [f"{task.code}　{task.title}" for task in snapshot.live_tasks]
        completer = QCompleter(listed, self.code)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._on_completed, Qt.ConnectionType.QueuedConnection)
        self.code.setCompleter(completer)
        self.said = label(look="muted", wraps=True)
        self.said.setMinimumHeight(20)
        self.code.done.connect(self._on_code)
        self.mark.done.connect(self._on_mark)
        self.mark.textEdited.connect(lambda _: self._preview())
        self.code.textEdited.connect(lambda _: self._say(""))
        row = QHBoxLayout()
        row.addWidget(self.code)
        row.addWidget(self.mark, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.said)

    @property
    def task(self) -> Task | None:
        """The card whose code is typed, as it will be after the marks in the list."""
        typed = canonical(self.code.text().split("　", 1)[0])
        task = self._snapshot.task_by_code(typed) if typed else None
        return self._marked(task).task if task else None

    def begin(self, code: str = "", mark: str = "") -> None:
        """Empties the fields, or fills them with a mark that is to be typed again."""
        self.code.setText(code)
        self.mark.setText(mark)
        (self.mark if code else self.code).setFocus()
        self._preview() if code else self._say("")

    def take_code(self, code: str) -> None:
        """Fills in the code that was scanned."""
        self.code.setText(code)
        self._on_code()

    def _on_completed(self, words: str) -> None:
        self.code.setText(words.split("　", 1)[0])
        self._on_code()

    def _on_code(self) -> None:
        """Goes on to the mark where a card bears the code."""
        task = self.task
        if task is None:
            typed = self.code.text().strip()
            self._say(
                f"没有编号为“{typed[:20]}”的任务卡，请核对。" if typed else "请先填编号。", is_wrong=True
            )
            self.code.setFocus()
            self.code.selectAll()
            return
        self.code.setText(task.code)
        self.mark.setFocus()
        self.mark.selectAll()
        self._say(f"{task.code}　{task.title}")

    def _on_mark(self) -> None:
        made = self._preview()
        if made is not None:
            self.typed.emit(made)

    def _marked(self, task: Task) -> Marked:
        """Returns the card as the marks typed so far will leave it."""
        return self.expected.get(task.id) or Marked.on(self._snapshot, task, self._day)

    def _preview(self) -> WallMark | None:
        """Says what the mark will do; returns it where it makes sense."""
        task = self.task
        if task is None:
            self._on_code()
            return None
        if not self.mark.text().strip():
            self._say("请填标注：完成 w、滞后 z、卡点 k、移到 y、数字为进度。")
            return None
        try:
            mark = short_mark(task.code, self.mark.text())
            words, _ = foreseen(mark, self._marked(task))
        except BattlemapError as error:
            self._say(str(error), is_wrong=True)
            return None
        self._say(f"{task.title}：{words}")
        return mark

    def _say(self, words: str, *, is_wrong: bool = False) -> None:
        set_look(self.said, "warning" if is_wrong else "muted")
        self.said.setText(words)
