"""Conflicts one by one: both values with who and when, and whose shall stand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from battlemap.commands.mailing import SettleConflict
from battlemap.commands.session import Session
from battlemap.domain.kinds.conflict import Conflict
from battlemap.domain.telling.conflict_words import conflict_words, side_words
from battlemap.errors import BattlemapError
from battlemap.store.mailbox.sharing import entries_in_conflict
from battlemap.ui.labels import label, tip

_ID: Final = Qt.ItemDataRole.UserRole
_AS_IS: Final = -1


class ConflictsDialog(QDialog):
    """What is open at the left, the sides of the chosen one at the right."""

    def __init__(self, session: Session, can_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("处理冲突")
        self.resize(860, 460)
        self._session, self._can_write = session, can_write
        self.list = QListWidget()
        self.list.setAccessibleName("待处理的冲突")
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda *_: self._show_sides())
        self.what, self.said = label("", "head", wraps=True), label("", "warning", wraps=True)
        self.said.hide()
        self.choices = QButtonGroup(self)
        self._sides = QVBoxLayout()
        self._sides.setSpacing(8)
        self.settle = QPushButton("按所选处理")
        self.settle.clicked.connect(lambda _=False: self._on_settle())
        shut = QPushButton("关闭")
        shut.setAutoDefault(False)
        shut.clicked.connect(self.reject)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.said)
        right.addWidget(self.what)
        right.addLayout(self._sides)
        right.addStretch(1)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.settle)
        low.addWidget(shut)
        right.addLayout(low)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 12)
        row.setSpacing(14)
        row.addWidget(self.list, 2)
        row.addLayout(right, 3)
        self.show_open()

    @property
    def chosen(self) -> Conflict | None:
        """The conflict of the chosen line."""
        item = self.list.currentItem()
        return self._session.snapshot.conflicts.get(item.data(_ID)) if item is not None else None

    def show_open(self) -> None:
        """Lists what is open now."""
        snapshot, entries = self._session.snapshot, entries_in_conflict(self._session.file)
        self.list.clear()
        for conflict in snapshot.conflicts.values():
            if conflict.is_open:
                words = conflict_words(conflict, snapshot, entries)
                item = QListWidgetItem(words)
                item.setToolTip(tip(words))
                item.setData(_ID, conflict.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show_sides()

    def _show_sides(self) -> None:
        for button in self.choices.buttons():
            self.choices.removeButton(button)
            self._sides.removeWidget(button)
            button.hide()
            button.deleteLater()
        conflict = self.chosen
        self.settle.setEnabled(conflict is not None and self._can_write)
        if conflict is None:
            self.what.setText("没有待处理的冲突。")
            return
        snapshot, entries = self._session.snapshot, entries_in_conflict(self._session.file)
        self.what.setText(conflict_words(conflict, snapshot, entries))
        if conflict.reason == "field":
            for side, _ in enumerate(conflict.accounts):
                now = "（现值）" if side == 0 else ""
                self._offer(
                    f"采用 {side_words(conflict, side, snapshot, entries)}{now}",
                    _AS_IS if side == 0 else side,
                )
        else:
            for side, _ in enumerate(conflict.accounts):
                self._sides.addWidget(self._line(side_words(conflict, side, snapshot, entries)))
            self._offer("保持现在的样子", _AS_IS)
        next(button for button in self.choices.buttons() if button.isEnabled()).setChecked(True)

    def _offer(self, words: str, side: int) -> None:
        button = QRadioButton(words)
        button.setToolTip(tip(words))
        self.choices.addButton(button)
        self.choices.setId(button, side + 2)
        self._sides.addWidget(button)

    def _line(self, words: str) -> QWidget:
        button = QRadioButton(words)
        button.setEnabled(False)
        self.choices.addButton(button)
        self.choices.setId(button, 0)
        return button

    def _on_settle(self) -> None:
        conflict = self.chosen
        if conflict is None:
            return
        side = self.choices.checkedId() - 2
        self.said.hide()
        try:
            self._session.run(SettleConflict(conflict.id, None if side == _AS_IS else side))
        except BattlemapError as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self.show_open()
