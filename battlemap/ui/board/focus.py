"""One action alone: its lanes stand side by side, with room for every card; cards are dragged from lane to lane."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from battlemap import wording
from battlemap.domain.kinds.task import LANES, Lane
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card import Card, card_of
from battlemap.layout.card_face import card_face, card_metrics
from battlemap.layout.scene import Scene
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.labels import label, set_look

_CARD: Final = Qt.ItemDataRole.UserRole
_FORMAT: Final = "application/x-battlemap-tasks"
_GAP: Final = 6


class CardDelegate(QStyledItemDelegate):
    """Paints an item as the card that the board and the wall show."""

    def __init__(self, fonts: Fonts, look: Theme) -> None:
        super().__init__()
        self._fonts, self._metrics = fonts, card_metrics("wide")
        self.scenes = ScenePainter(fonts, look)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self.scenes = ScenePainter(self._fonts, look)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a card that says everything."""
        return QSize(120, round(self._metrics.height()) + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the card, and a frame where it is selected."""
        card = index.data(_CARD)
        place = option.rect.adjusted(_GAP, _GAP // 2, -_GAP, -_GAP // 2)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.translate(place.topLeft())
        items = card_face(card, place.width(), place.height(), self._metrics)
        self.scenes.paint(painter, Scene(place.width(), place.height(), items))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self.scenes.colour("accent")), 2))
            painter.drawRoundedRect(1, 1, place.width() - 2, place.height() - 2, 3, 3)
        painter.restore()


class LaneList(QListWidget):
    """The cards of one lane; emits what is wanted of them."""

    moved = Signal(object, str, object)  # tasks, lane, before or None
    stepped = Signal(object, int)  # tasks, lanes to the right
    opened = Signal(str)
    reason_changed = Signal(str)
    left = Signal()

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self.snapshot: Snapshot | None = None
        self.as_of = date.min
        self.setAccessibleName(wording.LANES[lane])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_CARD).id))

    def show_cards(self, cards: list[Card]) -> None:
        """Shows these; what was selected stays so."""
        chosen = set(self.selected)
        bar = self.verticalScrollBar().value()
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.description)
            item.setData(_CARD, card)
            self.addItem(item)
            item.setSelected(card.id in chosen)
        self.verticalScrollBar().setValue(bar)

    @property
    def tasks(self) -> list[str]:
        """The ids of all cards, from top to bottom."""
        return [self.item(row).data(_CARD).id for row in range(self.count())]

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected cards, from top to bottom."""
        return tuple(
            self.item(row).data(_CARD).id for row in range(self.count()) if self.item(row).isSelected()
        )

    def mimeTypes(self) -> list[str]:
        """Only cards are taken."""
        return [_FORMAT]

    def mimeData(self, items: object) -> QMimeData:
        """Returns the selected cards' ids."""
        data = QMimeData()
        data.setData(_FORMAT, ",".join(self.selected).encode())
        return data

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Says before the drop why one of the cards may not come here."""
        reason = self.why_not(_tasks(event.mimeData()))
        self.reason_changed.emit(reason)
        super().dragMoveEvent(event)
        event.ignore() if reason else event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Says where the cards are wanted; nothing is moved here."""
        tasks = _tasks(event.mimeData())
        at = event.position().toPoint()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if tasks:
            self.moved.emit(tasks, self.lane, self.before(at, tasks))

    def before(self, at: QPoint, tasks: tuple[str, ...]) -> str | None:
        """Returns the card before which a drop at this point would put the others, None at the end."""
        item = self.itemAt(at)
        if item is None:
            return None
        row = self.row(item) + (at.y() > self.visualItemRect(item).center().y())
        return next((id for id in self.tasks[row:] if id not in tasks), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+← → moves to another lane, Esc goes back to the board."""
        key, chosen = event.key(), self.selected
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self.opened.emit(chosen[0])
        elif ctrl and chosen and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(chosen, -1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def why_not(self, tasks: tuple[str, ...]) -> str:
        """Returns why one of the cards may not come to this lane, "" where all may."""
        if self.snapshot is None:
            return ""
        live_tasks = [self.snapshot.tasks[id] for id in tasks if id in self.snapshot.tasks]
        reasons = (self.snapshot.why_not_to_lane(task, self.lane, self.as_of) for task in live_tasks)
        return next((reason for reason in reasons if reason), "")


class FocusPanel(QWidget):
    """The lanes of one action; emits `move_wanted(tasks, action, lane, before)` and `left` when it is to go."""

    move_wanted = Signal(object, str, str, object)
    opened = Signal(str)
    selection_changed = Signal(object)
    refused = Signal(str)
    left = Signal()

    def __init__(self, look: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action: str | None = None
        self.presence: Presence = {}
        self._delegate = CardDelegate(fonts, look)
        self._title, self._said = label(look="head"), label(look="muted")
        self.back = QPushButton("回到全板（Esc）")
        self.back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._said, 1)
        head.addWidget(self.back)
        lanes = QHBoxLayout()
        lanes.setContentsMargins(8, 0, 8, 8)
        lanes.setSpacing(8)
        self.lists: dict[Lane, LaneList] = {}
        self._heads = {lane: label(look="field") for lane in LANES}
        for lane in LANES:
            listed = self.lists[lane] = LaneList(lane)
            listed.setItemDelegate(self._delegate)
            listed.moved.connect(self._on_moved)
            listed.stepped.connect(self._on_stepped)
            listed.opened.connect(self.opened)
            listed.reason_changed.connect(self._tell)
            listed.left.connect(self.left)
            listed.itemSelectionChanged.connect(self._on_selected)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(self._heads[lane])
            column.addWidget(listed, 1)
            lanes.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(lanes, 1)

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._delegate.set_look(look)

    def set_can_change(self, can_change: bool) -> None:
        """Allows or forbids dragging."""
        for listed in self.lists.values():
            listed.setDragEnabled(can_change)

    def show_action(self, snapshot: Snapshot, as_of: date, action: str, only: frozenset[str] | None) -> None:
        """Shows the lanes of an action; with `only` these cards alone."""
        self.action = action
        shown = snapshot.actions[action]
        self._title.setText(f"{shown.ordinal}、{shown.title}")
        self._tell(f"{shown.lead_leader or '领导待定'}　{snapshot.unit_label(shown.lead_unit)}".rstrip("　"))
        for lane, listed in self.lists.items():
            ids = [id for id in snapshot.cell(action, lane) if only is None or id in only]
            limit = shown.limit(lane)
            is_over = bool(limit) and len(snapshot.cell(action, lane)) > limit
            words = f"{wording.LANES[lane]}　{len(ids)} 项" + (f"，上限 {limit}" if limit else "")
            self._heads[lane].setText(words)
            set_look(self._heads[lane], "warning" if is_over else "field")
            listed.snapshot, listed.as_of = snapshot, as_of
            cards = [card_of(snapshot, snapshot.tasks[id], as_of) for id in ids]
            seen_by = self.presence
            listed.show_cards([evolve(card, seen_by=seen_by.get(card.id, ())) for card in cards])

    def _tell(self, words: str) -> None:
        if words:
            self._said.setText(words)

    def _on_moved(self, tasks: tuple[str, ...], lane: str, before: str | None) -> None:
        if self.action is not None:
            self.move_wanted.emit(tasks, self.action, lane, before)

    def _on_stepped(self, tasks: tuple[str, ...], by: int) -> None:
        source = next(lane for lane, listed in self.lists.items() if set(tasks) <= set(listed.tasks))
        at = LANES.index(source) + by
        if not 0 <= at < len(LANES) or self.action is None:
            return
        target = self.lists[LANES[at]]
        reason = target.why_not(tasks)
        if reason:
            self.refused.emit(reason)
        else:
            self.move_wanted.emit(tasks, self.action, LANES[at], None)
            target.setFocus()

    def _on_selected(self) -> None:
        chosen = [id for listed in self.lists.values() for id in listed.selected]
        self.selection_changed.emit(tuple(chosen))


def _tasks(data: QMimeData) -> tuple[str, ...]:
    text = bytes(data.data(_FORMAT).data()).decode()
    return tuple(text.split(",")) if text else ()
