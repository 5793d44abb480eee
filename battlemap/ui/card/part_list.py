"""A list in the card sheet: as high as its lines, used by mouse and keyboard alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from battlemap.ui.labels import tip
from battlemap.ui.quiet_list import QuietList

_ID: Final = Qt.ItemDataRole.UserRole
_KEYS: Final = Qt.Key
_OWN: Final = (
    _KEYS.Key_Delete, _KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_F2, _KEYS.Key_Space, _KEYS.Key_Up, _KEYS.Key_Down,
)  # fmt: skip
#: More lines than fit into this height (px) are scrolled.
_MOST: Final = 260


@attrs.frozen
class Line:
    """What one line shows; `ticked` None where nothing can be ticked, `hint` is told when the pointer rests, late ones are bold."""

    id: str
    words: str
    ticked: bool | None = None
    hint: str = ""
    is_late: bool = False


class PartList(QuietList):
    """Emits what the user wants of a line by its id; it changes nothing itself.

    With `fits` it is as high as its lines and hidden without any, else as high as its place.
    With `can_rename` F2 and a double click edit the words in place, else they (and Enter) ask for `opened`.
    """

    ticked = Signal(str, bool)
    renamed = Signal(str, str)
    opened = Signal(str)
    removed = Signal(str)
    moved = Signal(str, object)  # the line and the one that it now stands before, None at the end

    def __init__(
        self,
        name: str,
        *,
        can_rename: bool = False,
        can_move: bool = False,
        fits: bool = True,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(empty, parent)
        self.setAccessibleName(name)
        self._can_rename, self._fits = can_rename, fits
        self._lines: tuple[Line, ...] | None = None
        self._is_showing = False
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        edits = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            edits.DoubleClicked | edits.EditKeyPressed if can_rename else edits.NoEditTriggers
        )
        if can_move:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self._on_moved))
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(lambda item: None if can_rename else self.opened.emit(item.data(_ID)))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these lines; the current one stays current."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        row = self.currentRow()
        self._is_showing = True
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.words)
            item.setData(_ID, line.id)
            item.setToolTip(tip(line.hint))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            if self._can_rename:
                flags |= Qt.ItemFlag.ItemIsEditable
            if line.ticked is not None:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                item.setCheckState(Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked)
            font = item.font()
            font.setStrikeOut(bool(line.ticked) and self._can_rename)
            font.setBold(line.is_late)
            item.setFont(font)
            item.setFlags(flags)
            self.addItem(item)
        if lines:
            self._make_current(min(max(row, 0), len(lines) - 1))
        self._is_showing = False
        self.setVisible(bool(lines) or not self._fits)
        self._fit()

    def forget(self) -> None:
        """Shows the lines again as they are saved: what was ticked, typed or moved has been refused."""
        lines, self._lines = self._lines or (), None
        self.show_lines(lines)

    @property
    def words(self) -> list[str]:
        """The words of all lines."""
        return [line.words for line in self._lines or ()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the lines anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows which line the keys are for."""
        super().focusInEvent(event)
        item = self.currentItem()
        if item is not None:
            item.setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Marks no line where no key would reach it; a line that is being typed into stays marked."""
        super().focusOutEvent(event)
        if self.state() != QAbstractItemView.State.EditingState:
            self.clearSelection()

    def event(self, event: QEvent) -> bool:
        """Keeps its own keys from the window's shortcuts: Del takes a line away here, not the task."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes, Enter opens or renames, Ctrl+↑ ↓ move."""
        item = self.currentItem()
        key = event.key()
        if item is not None and key == Qt.Key.Key_Delete:
            self.removed.emit(item.data(_ID))
        elif item is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editItem(item) if self._can_rename else self.opened.emit(item.data(_ID))
        elif (
            item is not None
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and self.dragDropMode() == QAbstractItemView.DragDropMode.InternalMove
        ):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _make_current(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.setCurrentRow(row, flags.ClearAndSelect if self.hasFocus() else flags.Clear)

    def _fit(self) -> None:
        if not self._fits:
            return
        self.doItemsLayout()
        last = self.item(self.count() - 1)
        if last is not None:
            high = self.visualItemRect(last).bottom() + 1 + self.verticalScrollBar().value()
            self.setFixedHeight(min(_MOST, high + 2 * self.frameWidth() + 2))

    def _on_changed(self, item: QListWidgetItem) -> None:
        if self._is_showing or self._lines is None:
            return
        line = self._lines[self.row(item)]
        if line.ticked is not None and (item.checkState() == Qt.CheckState.Checked) != line.ticked:
            self.ticked.emit(line.id, not line.ticked)
        elif item.text() != line.words:
            self.renamed.emit(line.id, item.text())

    def _step(self, by: int) -> None:
        row, last = self.currentRow(), self.count() - 1
        if not 0 <= row + by <= last:
            return
        ids = [line.id for line in self._lines or ()]
        before = row + by if by < 0 else row + by + 1
        target = ids[before] if before <= last else None
        self.setCurrentRow(row + by)
        self.moved.emit(ids[row], target)

    def _on_moved(self) -> None:
        """Tells which line stands elsewhere after a drag."""
        ids = [line.id for line in self._lines or ()]
        now = [self.item(row).data(_ID) for row in range(self.count())]
        for place, id in enumerate(now):
            rest = [other for other in ids if other != id]
            if now != ids and now[:place] + now[place + 1 :] == rest:
                self.moved.emit(id, now[place + 1] if place + 1 < len(now) else None)
                return


def day_or_blank(day: date | None) -> str:
    """Returns 「11月20日」, "" for none."""
    return f"{day.month}月{day.day}日" if day else ""
