"""One column of the board of 卡点: cards that are painted, chosen by keys and dragged to another level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from battlemap.layout.text import wrap_even
from battlemap.shown.problems.board import Place, ProblemCard
from battlemap.theme import Theme
from battlemap.ui.labels import label, tip
from battlemap.ui.look import chosen_ground

_CARD: Final = Qt.ItemDataRole.UserRole
_HIGH: Final = 104
_PAD: Final = 10


class _Face(QStyledItemDelegate):
    """Paints the face of a card."""

    def __init__(self, look: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Returns the same height for all."""
        return QSize(120, _HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints head and days, the title in two lines, who it concerns, and how it stands."""
        card: ProblemCard = index.data(_CARD)
        view: Any = option
        box: QRect = view.rect.adjusted(6, 3, -6, -3)
        is_chosen = bool(view.state & QStyle.StateFlag.State_Selected)
        colour = self._colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(box, QColor(chosen_ground(self.look)) if is_chosen else colour("card"))
        edge = "red" if card.is_alarming or card.is_red else "accent" if is_chosen else "border"
        painter.setPen(QPen(colour(edge), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        if card.is_red:
            painter.fillRect(QRect(box.x(), box.y(), 4, box.height()), colour("red"))
        inner = box.adjusted(_PAD, 6, -_PAD, -6)
        font: QFont = view.font
        line = 18
        small = QFont(font)
        small.setPixelSize(12)
        painter.setFont(small)
        head = ("红信封 · " if card.is_red else "") + card.head
        days_wide = painter.fontMetrics().horizontalAdvance(card.days) + 6
        painter.setPen(colour("red" if card.is_red else "muted"))
        self._text(painter, QRect(inner.x(), inner.y(), inner.width() - days_wide, line), head)
        painter.setPen(colour("muted"))
        painter.drawText(
            QRect(inner.right() - days_wide, inner.y(), days_wide, line),
            Qt.AlignmentFlag.AlignRight,
            card.days,
        )
        bold = QFont(font)
        bold.setPixelSize(13)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(colour("text"))
        self._title(painter, QRect(inner.x(), inner.y() + line, inner.width(), 2 * line), card.title)
        painter.setFont(small)
        painter.setPen(colour("muted"))
        self._text(painter, QRect(inner.x(), inner.y() + 3 * line + 2, inner.width(), line), card.who)
        painter.setPen(colour("red" if card.is_alarming else "muted"))
        self._text(painter, QRect(inner.x(), inner.y() + 4 * line + 2, inner.width(), line), card.state)
        painter.restore()

    def _colour(self, token: str) -> QColor:
        return QColor(self.look.colour(token))

    def _text(self, painter: QPainter, box: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _title(self, painter: QPainter, box: QRect, text: str) -> None:
        """Paints at most two lines, no word or number torn apart, the second elided."""
        size = max(1, painter.font().pixelSize())
        for number, line in enumerate(wrap_even(text, box.width() / size, 2)):
            self._text(painter, QRect(box.x(), box.y() + 18 * number, box.width(), 18), line)


class ProblemColumn(QWidget):
    """Emits `chosen(id)`, `opened(id)`, `dropped(id)` for a card from elsewhere, and `lifted(id)` for Ctrl+Right."""

    chosen = Signal(str)
    opened = Signal(str)
    dropped = Signal(str)
    lifted = Signal(str)

    def __init__(self, place: Place, title: str, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self._title = place, title
        self.head: QLabel = label(title, "head")
        self.head.setContentsMargins(8, 6, 8, 2)
        self.list = _Cards(self)
        self.list.setAccessibleName(f"{title}的卡点")
        self.face = _Face(look, self.list)
        self.list.setItemDelegate(self.face)
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        self.list.itemActivated.connect(lambda item: self.opened.emit(item.data(_CARD).id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)

    def show_cards(self, cards: Sequence[ProblemCard], chosen: str) -> None:
        """Shows these cards and marks the chosen one, if it is here."""
        self.list.blockSignals(True)
        self.list.clear()
        for card in cards:
            item = QListWidgetItem()
            item.setData(_CARD, card)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{card.head} {card.title} {card.who} {card.state}"
            )
            item.setToolTip(tip(f"{card.title}\n{card.who}\n{card.state}"))
            self.list.addItem(item)
            if card.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.head.setText(f"{self._title}　{len(cards)}" if cards else self._title)
        if not any(card.id == chosen for card in cards):
            self.list.setCurrentRow(-1)
            self.list.clearSelection()

    def ids(self) -> list[str]:
        """Returns the ids of the cards from top to bottom."""
        return [self.list.item(row).data(_CARD).id for row in range(self.list.count())]

    def place_of(self, id: str) -> QRect:
        """Returns where a card stands on the screen."""
        row = self.ids().index(id)
        rect = self.list.visualItemRect(self.list.item(row))
        return QRect(self.list.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def _tell(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(_CARD).id)


class _Cards(QListWidget):
    """The list of a column; a card is dragged by its id."""

    def __init__(self, column: ProblemColumn) -> None:
        super().__init__(column)
        self._column = column
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def mimeTypes(self) -> list[str]:
        """Returns what is dragged."""
        return ["text/x-battlemap-problem"]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Returns the id of the card."""
        data = QMimeData()
        data.setData("text/x-battlemap-problem", items[0].data(_CARD).id.encode())
        return data

    def dropEvent(self, event: QDropEvent) -> None:
        """Says which card was dropped here; the list itself changes with the step alone."""
        data = event.mimeData().data("text/x-battlemap-problem")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        id = bytes(data.data()).decode()
        if id and id not in self._column.ids():
            self._column.dropped.emit(id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Right lifts the chosen card a level."""
        item = self.currentItem()
        if (
            event.key() == Qt.Key.Key_Right
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and item
        ):
            self._column.lifted.emit(item.data(_CARD).id)
        else:
            super().keyPressEvent(event)
