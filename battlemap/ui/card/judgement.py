"""What the card sheet tells of its task that nobody types: lamp and reasons at once, forecast and history a frame later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFormLayout

from battlemap import wording
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.succession import late_predecessors
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.telling.chain import chain_words
from battlemap.domain.telling.chronicle import days_standing
from battlemap.shown.chinese_days import short_day
from battlemap.shown.presence import Presence, presence_words
from battlemap.shown.schedule.forecast_words import forecast_words
from battlemap.theme import Theme
from battlemap.ui.card.section import Section
from battlemap.ui.card_history import history_lines
from battlemap.ui.labels import Elided, Paragraph, label
from battlemap.ui.lamp_mark import lamp_mark

#: Steps of a card that the history shows.
_HISTORY: Final = 60


class Judgement(QObject):
    """Holds the labels; `history(task)` asks the journal, which like the forecast waits until the window has painted."""

    def __init__(self, history: Callable[[str], list[Step]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history_of = history
        self._shown: tuple[Task, Snapshot, date] | None = None
        self._forms: tuple[QFormLayout, ...] = ()
        self.mark, self.code, self.lamp = label(), label(look="head"), Elided("muted")
        self.presence: Presence = {}
        self.others = Paragraph()
        self.reasons, self.note = Paragraph(), Paragraph("muted")
        self.forecast, self.source = Paragraph("muted"), Paragraph("muted")
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.history = Paragraph("muted")
        self.past = Section("history", "履历", self.history)
        self.past.folded.connect(self._on_past_turned)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._complete)

    def stand_in(self, *forms: QFormLayout) -> None:
        """Hides the rows of the forms that have nothing to tell."""
        self._forms = forms

    @property
    def is_complete(self) -> bool:
        """Whether all is told of what is shown."""
        return not self._later.isActive()

    def show_task(self, task: Task, snapshot: Snapshot, as_of: date, look: Theme, ratio: float) -> None:
        """Shows a task as of a day, on a screen with so many dots per pixel."""
        is_same = self._shown is not None and self._shown[0].id == task.id
        self._shown = (task, snapshot, as_of)
        if not is_same:
            self.history.setText("")
            self.past.set_count("")
            self._tell(self.forecast, "")
        verdict = snapshot.judge(task, as_of)
        self.mark.setPixmap(lamp_mark(verdict.lamp, look, 14, ratio))
        self.code.setText(task.code)
        self.lamp.setText(wording.LAMPS[verdict.lamp])
        reasons = [f"{wording.LAMPS[reason.lamp]}：{reason.words}" for reason in verdict.reasons]
        reasons += [f"等待：{late.words}" for late in late_predecessors(snapshot, task.id, as_of)]
        self.reasons.setText("\n".join(reasons))
        self._tell_presence()
        self._tell(self.note, _dates_note(task, chain_words(snapshot, task)))
        self._tell(self.source, task.source)
        self._later.start()

    def see(self, presence: Presence) -> None:
        """Takes whose cards are open elsewhere."""
        self.presence = presence
        self._tell_presence()

    def _tell_presence(self) -> None:
        names = self.presence.get(self._shown[0].id, ()) if self._shown else ()
        self._tell(self.others, f"{presence_words(names)}这张任务卡" if names else "")

    def forget(self) -> None:
        """Shows no task any more."""
        self._shown = None
        self._later.stop()

    def _complete(self) -> None:
        """Tells what had to wait: the forecast, the days in the lane, and the history where it is open."""
        if self._shown is None:
            return
        task, snapshot, as_of = self._shown
        steps = self._history_of(task.id)
        days = days_standing(steps, task.id, as_of)
        if days is not None and task.lane != "struck_off":
            self.lamp.setText(f"{self.lamp.text().split('　')[0]}　{wording.LANES[task.lane]} {days} 天")
        self._tell(self.forecast, "\n".join(forecast_words(snapshot, task, as_of)))
        self.past.set_count(f"{len(steps)} 条" if steps else "")
        if not self.past.is_folded:
            self.history.setText("\n\n".join(history_lines(steps[-_HISTORY:], snapshot)))

    def _on_past_turned(self, _: str, is_folded: bool) -> None:
        if not is_folded and self._shown is not None:
            self._later.start()

    def _tell(self, paragraph: Paragraph, text: str) -> None:
        paragraph.setText(text)
        for form in self._forms:
            if form.indexOf(paragraph) >= 0:
                form.setRowVisible(paragraph, bool(text))


def _dates_note(task: Task, chain: str) -> str:
    """Returns the loop in words: original due day, extensions, the chain of hand-overs in one line of dates."""
    parts = []
    if task.original_due_on and task.extensions:
        parts.append(f"原定 {short_day(task.original_due_on)}，已延期 {task.extensions} 次，仍按原时限研判")
    if task.extension_reason:
        parts.append(f"延期理由：{task.extension_reason}")
    if task.assigned_on is not None:
        parts.append(chain)
    if task.rebound:
        parts.append(f"反弹 {task.rebound} 轮")
    return "\n".join(parts)
