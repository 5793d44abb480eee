"""The dock 历史: the list of steps, and the way back to any of this session."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from battlemap.commands.history import PastStep
from battlemap.commands.session import Session
from battlemap.ui.history.step_list import StepList
from battlemap.ui.icons import IconBook
from battlemap.ui.labels import label, tip


class HistoryDock(QDockWidget):
    """Emits `undo_wanted(step id)` and `moment_wanted(datetime)`; does nothing itself."""

    undo_wanted = Signal(str)
    moment_wanted = Signal(datetime)

    def __init__(self, icons: IconBook, parent: QWidget | None = None) -> None:
        super().__init__("历史", parent)
        self.setObjectName("history_dock")
        self._session: Session | None = None
        self.list = StepList()
        self.list.picked.connect(self._on_picked)
        self.why = label(look="muted", wraps=True)
        self.undo_to = QPushButton(icons.icon("undo"), "撤销到此步")
        self.undo_to.clicked.connect(self._on_undo)
        self.look_back = QPushButton(icons.icon("past"), "查看当时的作战板")
        self.look_back.clicked.connect(self._on_look_back)
        buttons = QHBoxLayout()
        buttons.addWidget(self.undo_to)
        buttons.addWidget(self.look_back)
        column = QVBoxLayout()
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.list, 1)
        column.addWidget(self.why)
        column.addLayout(buttons)
        inner = QWidget()
        inner.setLayout(column)
        self.setWidget(inner)
        self.setMinimumWidth(320)
        self._on_picked(None)
        self.visibilityChanged.connect(lambda _: self._catch_up())
        self._is_behind = False

    def take(self, session: Session | None) -> None:
        """Shows another session, none for None; a hidden dock waits until it is seen."""
        self._session = session
        self._is_behind = False
        if session is not None and self.isHidden():
            self._is_behind = True
            self.list.take(None)
        else:
            self.list.take(session)
        self._on_picked(None)

    def follow(self) -> None:
        """Takes new steps in."""
        if self.isHidden():
            self._is_behind = True
            return
        self.list.follow()
        self._on_picked(self.list.current())

    def _catch_up(self) -> None:
        if self._is_behind and not self.isHidden():
            self._is_behind = False
            self.list.take(self._session)

    def _on_picked(self, step: PastStep | None) -> None:
        obstacle = self._obstacle(step)
        self.undo_to.setEnabled(step is not None and not obstacle)
        self.undo_to.setToolTip(tip(obstacle or "撤销这一步之后的全部操作，可以重做"))
        self.look_back.setEnabled(step is not None)
        self.why.setText(obstacle if step is not None else "选中一步，可撤销到此步，或查看当时的作战板。")

    def _obstacle(self, step: PastStep | None) -> str:
        if step is None or self._session is None:
            return ""
        if not self._session.may_write:
            return "档案以只读方式打开，不能撤销。"
        return self._session.why_not_undo_to(step.id)

    def _on_undo(self) -> None:
        step = self.list.current()
        if step is not None:
            self.undo_wanted.emit(step.id)

    def _on_look_back(self) -> None:
        step = self.list.current()
        if step is not None:
            self.moment_wanted.emit(step.at)
