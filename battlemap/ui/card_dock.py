"""The place of the card sheet beside the pages: the sheet is made when a card is first looked at, not at the start."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from battlemap.commands.attachment import RemoveAttachment
from battlemap.domain.kinds.task import Task
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.feature import Feature
from battlemap.ui.page import Tools

if TYPE_CHECKING:
    from battlemap.ui.card_sheet import CardSheet

#: px in which no field of the sheet is cut off.
_LEAST: Final = 340


class CardDock(QWidget):
    """Holds the sheet; emits `shut()` when it is to be put away, `woken()` when it is there and waits for its card,
    `dropped(words)` when what was typed is lost with a deleted task.
    """

    shut = Signal()
    dropped = Signal(str)
    woken = Signal()

    def __init__(self, tools: Tools, features: Iterable[Feature[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._features = tools, tuple(features)
        self._sheet: CardSheet | None = None
        self._presence: Presence = {}
        self._waking = QTimer(self, singleShot=True, interval=0)
        self._waking.timeout.connect(self._wake)
        self.setMinimumWidth(_LEAST)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def sheet(self) -> CardSheet:
        """The sheet, made where there is none yet."""
        return self._make() if self._sheet is None else self._sheet

    def _make(self) -> CardSheet:
        from battlemap.ui.card.parts import CardParts
        from battlemap.ui.card_sheet import CardSheet

        tools, deeds = self._tools, self._tools.deeds
        parts = CardParts(tools, self._features)
        sheet = CardSheet(tools.icons, deeds.run, self._set_due, tools.session.history_of_task, parts)
        listed = sheet.attachments
        listed.add_wanted.connect(lambda paths: deeds.attach(sheet.task or "", paths))
        listed.open_wanted.connect(deeds.open_attachment)
        listed.remove_wanted.connect(lambda attachment: deeds.run(RemoveAttachment(attachment)))
        sheet.report_wanted.connect(lambda task: deeds.report((task,)))
        sheet.problem_wanted.connect(lambda task: deeds.raise_problem((task,)))
        sheet.shut.connect(self.shut)
        sheet.dropped.connect(self.dropped)
        self._sheet = sheet
        sheet.judgement.see(self._presence)
        self._column.addWidget(sheet)
        sheet.show()
        return sheet

    def _set_due(self, task: str, day: date | None, words: str) -> bool | None:
        return self._tools.deeds.set_due((task,), day, words)

    def showEvent(self, event: QShowEvent) -> None:
        """Has the sheet made once the window is painted."""
        super().showEvent(event)
        if self._sheet is None:
            self._waking.start()

    def _wake(self) -> None:
        if self._sheet is None and self.isVisible():
            self._make()
            self.woken.emit()

    def show_task(
        self, task: Task | None, snapshot: Snapshot, as_of: date, look: Theme, *, can_write: bool
    ) -> None:
        """Shows a task, or the sheet's hint for None, while the dock is open."""
        if self.isHidden() or (task is None and self._sheet is None):
            return
        self.sheet.show_task(task, snapshot, as_of, look, can_write=can_write)

    def set_presence(self, presence: Presence) -> None:
        """Says on the open card who else has it open."""
        self._presence = presence
        if self._sheet is not None:
            self._sheet.judgement.see(presence)

    def is_reached(self, reach: Reach) -> bool:
        """Whether the sheet is to be shown anew after a step."""
        return self._sheet is not None and self._sheet.is_reached(reach)

    def follow(self, step: Step, snapshot: Snapshot) -> None:
        """Says 已保存 for a step that concerns what is shown."""
        if self._sheet is not None:
            self._sheet.keep_up(snapshot)
        if self._sheet is not None and not self.isHidden() and self._sheet.is_told_of(step):
            self._sheet.say_saved(step.at)

    def flush(self) -> None:
        """Saves what is still being typed."""
        if self._sheet is not None:
            self._sheet.flush()

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that the file did not take."""
        return self._sheet is not None and self._sheet.has_unsaved
