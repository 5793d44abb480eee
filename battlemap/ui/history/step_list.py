"""The list of steps: when, who and what in words, the rows of a bulk step folded underneath."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from battlemap.commands.history import PastStep, past_steps
from battlemap.commands.session import Session
from battlemap.ui.labels import tip

#: Steps that are fetched at a time.
_PAGE: Final = 50
#: Rows of a bulk step that are listed.
_ROWS: Final = 200
#: Pixels of a step's two lines with the air around them.
_HEIGHT: Final = 48
_STEP: Final = Qt.ItemDataRole.UserRole
_OLDER: Final = "显示更早的操作…"


class StepList(QTreeWidget):
    """Emits `picked(step or None)` when another step becomes current."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._older: QTreeWidgetItem | None = None
        self.setHeaderHidden(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName("操作历史")
        self.setExpandsOnDoubleClick(True)
        self.currentItemChanged.connect(lambda *_: self.picked.emit(self.current()))
        self.itemExpanded.connect(self._on_expanded)
        self.itemActivated.connect(self._on_activated)
        self.itemClicked.connect(self._on_activated)

    def take(self, session: Session | None) -> None:
        """Shows the newest steps of a session, nothing for None."""
        self._session = session
        self._older = None
        self.clear()
        if session is not None:
            self._append(past_steps(session, _PAGE))

    def follow(self) -> None:
        """Puts the steps that are new on top and shows which are taken back by now."""
        session = self._session
        if session is None:
            return
        top = self._step(self.topLevelItem(0))
        newest = session.steps(1)[0].number
        for step in reversed(past_steps(session, newest - (top.number if top else 0))):
            self.insertTopLevelItem(0, self._item(step))
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            shown_step = self._step(item)
            if item is not None and shown_step is not None:
                self._strike(item, session.is_undone(shown_step.id))

    def current(self) -> PastStep | None:
        """Returns the step that is current, also from one of its rows."""
        item = self.currentItem()
        return self._step(item.parent() or item) if item is not None else None

    def _append(self, steps: list[PastStep]) -> None:
        if self._older is not None:
            self.takeTopLevelItem(self.indexOfTopLevelItem(self._older))
            self._older = None
        self.addTopLevelItems([self._item(step) for step in steps])
        if steps and steps[-1].number > 1:
            self._older = QTreeWidgetItem([_OLDER])
            self._older.setForeground(0, QBrush(self.palette().color(QPalette.ColorRole.Link)))
            self.addTopLevelItem(self._older)

    def _item(self, step: PastStep) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{_when(step.at)}　{step.actor}\n{step.step_words.deed}"])
        item.setData(0, _STEP, step)
        item.setToolTip(0, tip(f"{step.at:%Y-%m-%d %H:%M:%S}　第 {step.number} 步\n{step.words}"))
        if step.step_words.row_count > 1:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        item.setSizeHint(0, QSize(0, _HEIGHT))
        self._strike(item, step.is_undone)
        return item

    def _strike(self, item: QTreeWidgetItem, is_undone: bool) -> None:
        font = item.font(0)
        if font.strikeOut() != is_undone:
            font.setStrikeOut(is_undone)
            item.setFont(0, font)
        role = QPalette.ColorRole.PlaceholderText if is_undone else QPalette.ColorRole.Text
        item.setForeground(0, QBrush(self.palette().color(role)))

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        step = self._step(item)
        if step is None or item.childCount():
            return
        details = step.step_words.details
        lines = list(details[:_ROWS])
        if len(details) > _ROWS:
            lines.append(f"……另有 {len(details) - _ROWS} 行")
        for line in lines:
            row = QTreeWidgetItem([line])
            row.setToolTip(0, tip(line))
            item.addChild(row)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        if item is self._older and self._session is not None:
            last = self._step(self.topLevelItem(self.topLevelItemCount() - 2))
            if last is not None:
                self._append(past_steps(self._session, _PAGE, last.number))

    @staticmethod
    def _step(item: QTreeWidgetItem | None) -> PastStep | None:
        return cast("PastStep | None", item.data(0, _STEP)) if item is not None else None


def _when(at: datetime) -> str:
    return f"{at.year}-{at:%m-%d %H:%M}"
