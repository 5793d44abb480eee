"""Meeting mode: one thing at a time, full screen, by keyboard alone; a line typed becomes a decision on the spot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.meeting import CloseDecision, Decide
from battlemap.commands.session import Session
from battlemap.domain.kinds.meeting import Meeting
from battlemap.domain.telling.agenda import (
    KIND_NAMES,
    AgendaItem,
    AgendaPart,
    agenda,
    decision_words,
    decisions_of,
)
from battlemap.domain.telling.decision_line import HELP, decision_line
from battlemap.errors import BattlemapError
from battlemap.ui.labels import Paragraph, label, set_look

_SECOND: Final = 1000
_KEYS: Final = "回车议定　空行回车或 PgDn 下一项　PgUp 上一项　Ctrl+D 销结这项议定　Ctrl+Z 撤销　Ctrl+M 结束并拟纪要　Esc 退出"


class MeetingMode(QWidget):
    """Goes through the agenda as it was when the meeting began; `run` carries commands out, `finish` ends the meeting.

    Nothing is kept here: each decision is a step of its own, and who leaves comes back to the same place.
    """

    def __init__(
        self, session: Session, meeting: Meeting, run: Callable[[Command], object], finish: Callable[[], None]
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session, self._meeting, self._run, self._finish = session, meeting.id, run, finish
        snapshot = session.snapshot
        self._series = snapshot.meeting_series[meeting.series]
        self.parts: tuple[AgendaPart, ...] = agenda(snapshot, self._series, session.clock().date())
        self.places = [(part, item) for part in self.parts for item in part.items]
        self.place = 0
        self._clock = QElapsedTimer()
        self._spent: dict[str, int] = {}
        self.setWindowTitle(f"会议模式　{snapshot.called('meeting', meeting.id)}")
        self.head, self.timer, self.note = (
            label(look="page"),
            label(look="page"),
            label(look="muted", wraps=True),
        )
        self.kind, self.title, self.words = label(look="stage_head"), Paragraph(), Paragraph()
        self.title.setProperty("look", "stage_title")
        self.words.setProperty("look", "stage")
        self.line, self.wrong = QLineEdit(), label(look="warning", wraps=True)
        self.line.setAccessibleName("议定内容")
        self.line.setPlaceholderText(HELP)
        self.line.setMinimumHeight(44)
        self.line.setProperty("look", "stage")
        self.line.returnPressed.connect(self.decide)
        self.decided, self.following = Paragraph(), label(look="muted")
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_time)
        self._lay_out()
        self._tick.start()
        self._clock.start()
        self._show()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.timer)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 28, 48, 24)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.note)
        column.addStretch(1)
        for widget in (self.kind, self.title, self.words):
            column.addWidget(widget)
        column.addStretch(2)
        column.addWidget(label("本次已议定", "field"))
        column.addWidget(self.decided)
        column.addWidget(self.wrong)
        column.addWidget(self.line)
        column.addWidget(self.following)
        column.addWidget(label(_KEYS, "muted", wraps=True))
        self.line.setFocus()

    # -- what is talked of ----------------------------------------------------------------------------------------

    @property
    def current(self) -> tuple[AgendaPart, AgendaItem] | None:
        """The part and the item that are talked of, None where the agenda is empty."""
        return self.places[self.place] if self.places else None

    def go(self, by: int) -> None:
        """Goes to another item; what was half typed stays with the meeting."""
        if self.places:
            self._keep_time()
            self.place = max(0, min(len(self.places) - 1, self.place + by))
        self._show()

    def decide(self) -> None:
        """Takes the line: an empty one goes on, another becomes a decision with what it says."""
        text = self.line.text().strip()
        if not text:
            self.go(1)
            return
        snapshot = self._session.snapshot
        here = self.current
        task = here[1].task if here else None
        action = here[0].action if here else None
        if task is not None:
            action = snapshot.tasks[task].action
        if self._attempt(lambda: Decide(self._meeting, decision_line(text, *snapshot.span), task, action)):
            self.line.clear()
            self._show()

    def close_decision(self) -> None:
        """The decision that is talked of is done."""
        here = self.current
        if here is None or here[1].decision is None:
            self._say("这一项不是上次议定的事项。")
        elif self._attempt(lambda: CloseDecision(here[1].decision or "", self.line.text())):
            self.line.clear()
            self.go(1)

    def undo(self) -> None:
        """Takes the last decision back, no more than this meeting has made."""
        if decisions_of(self._session.snapshot, self._meeting):
            try:
                self._session.undo()
            except BattlemapError as error:
                self._say(str(error))
                return
        self._show()

    def finish(self) -> None:
        """Ends the meeting with its minutes and leaves."""
        self._finish()
        self.close()

    def _attempt(self, command_of: Callable[[], Command]) -> bool:
        try:
            self._session.run(command_of())
        except BattlemapError as error:
            self._say(str(error))
            return False
        self._say("")
        return True

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    # -- time -----------------------------------------------------------------------------------------------------

    @property
    def seconds_left(self) -> int:
        """How many seconds the leader or action that is talked of has left, negative beyond."""
        here = self.current
        if here is None:
            return 0
        spent = self._spent.get(here[0].title, 0) + self._clock.elapsed()
        return here[0].minutes * 60 - spent // _SECOND

    def _keep_time(self) -> None:
        here = self.current
        if here is not None:
            self._spent[here[0].title] = self._spent.get(here[0].title, 0) + self._clock.restart()

    def _show_time(self) -> None:
        left = self.seconds_left
        sign, shown = ("超 " if left < 0 else "剩 "), abs(left)
        self.timer.setText(f"{sign}{shown // 60}:{shown % 60:02d}")
        set_look(self.timer, "stage_alarm" if left < 0 else "stage_head")

    # -- showing --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        snapshot = self._session.snapshot
        here = self.current
        self._say("")
        if here is None:
            self.head.setText("没有要过堂的事项")
            self.title.setText("可直接议定，或 Ctrl+M 结束")
        else:
            part, item = here
            number = part.items.index(item) + 1
            self.head.setText(f"{part.title}　{number}/{len(part.items)}")
            self.note.setText(part.note)
            unit = f"　{item.unit}" if item.unit else ""
            self.kind.setText(f"{KIND_NAMES[item.kind]}{unit}")
            set_look(self.kind, "stage_alarm" if item.kind in ("red", "decision") else "stage_head")
            self.title.setText(item.title)
            self.words.setText(self._words(item))
            following = (
                self.places[self.place + 1][1].title
                if self.place + 1 < len(self.places)
                else "没有了，Ctrl+M 结束并拟纪要"
            )
            self.following.setText(f"第 {self.place + 1} 项，共 {len(self.places)} 项　下一项：{following}")
        made = decisions_of(snapshot, self._meeting)[-4:]
        sentences = [
            f"{one.number}．[{wording.DECISION_KINDS[one.kind]}] {decision_words(snapshot, one)}"
            for one in made
        ]
        self.decided.setText("\n".join(sentences) or "还没有")
        self._show_time()

    def _words(self, item: AgendaItem) -> str:
        """Returns why the item is here and how the task stands now."""
        snapshot = self._session.snapshot
        lines = [item.words]
        if item.task is not None:
            task = snapshot.tasks[item.task]
            verdict = snapshot.judge(task, self._session.clock().date())
            if item.kind == "red":
                lines = [reason.words for reason in verdict.reasons]
            due = task.judged_due_on
            until = f"　时限 {due.month}月{due.day}日" if due else ""
            lines.append(f"进度 {task.progress}%，{wording.LANES[task.lane]}{until}")
            if task.visible_progress:
                lines.append(task.visible_progress)
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the meeting; everything else goes into the line."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_PageDown:
            self.go(1)
        elif key == Qt.Key.Key_PageUp:
            self.go(-1)
        elif ctrl and key == Qt.Key.Key_M:
            self.finish()
        elif ctrl and key == Qt.Key.Key_D:
            self.close_decision()
        elif ctrl and key == Qt.Key.Key_Z:
            self.undo()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends the clock with the window."""
        self._tick.stop()
        super().closeEvent(event)
