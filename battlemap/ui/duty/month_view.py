"""The painted month: drag a name onto another to exchange them, arrows and the space bar do the same, Enter asks who."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip, QWidget

from battlemap.domain.duty.roster_table import RosterTable
from battlemap.layout.scene import Rect
from battlemap.shown.duty.month import HEAD, MonthStage, Spot
from battlemap.theme import Theme
from battlemap.ui.duty.month_paint import MonthPainter
from battlemap.ui.labels import tip

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_PageUp: (0, -7), Qt.Key.Key_PageDown: (0, 7),
}  # fmt: skip
#: Keys that the window would take for a shortcut of its own.
_OWN: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Space)
_EMPTY: Final = RosterTable((), ())


class MonthView(QWidget):
    """Emits `exchange_wanted(spot, spot)`, `tried(spot, spot)` while one is held over another (None: no longer),
    `man_wanted(spot, point)` where somebody is to be chosen, `clear_wanted(spot)`.
    """

    exchange_wanted = Signal(object, object)
    tried = Signal(object, object)
    man_wanted = Signal(object, object)
    clear_wanted = Signal(object)
    moved = Signal(object)

    def __init__(self, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint = MonthPainter(look)
        self.stage = MonthStage(_EMPTY, 600, 400)
        self.focus = Spot(0, 0, 0)
        self._faults: Mapping[str, str] = {}
        self._words: Mapping[str, str] = {}
        self._today: int | None = None
        self._held: Spot | None = None
        self._over: Spot | None = None
        self._pressed_at: QPointF | None = None
        self._pointer = QPointF()
        self._is_dragging = False
        self.can_change = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("值班表")

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_table(
        self, table: RosterTable, faults: Mapping[str, str], words: Mapping[str, str], today: int | None
    ) -> None:
        """Shows a month; `faults` and `words` tell by duty what is wrong with it."""
        self._faults, self._words, self._today = faults, words, today
        self.stage = MonthStage(table, self.stage.width, self.stage.height)
        if self.stage.duty(self.focus) is None and table.lines:
            self.focus = Spot(min(self.focus.line, len(table.lines) - 1), 0, 0)
        self._fit()

    def set_room(self, width: int, height: int) -> None:
        """Lays out for the room that the scroll area has."""
        self.stage = MonthStage(self.stage.table, width, height)
        self._fit()

    def set_look(self, look: Theme) -> None:
        """Takes another theme."""
        self._paint = MonthPainter(look)
        self.update()

    def _fit(self) -> None:
        self.setFixedSize(*self.stage.whole)
        self._tell()
        self.update()

    def place(self, spot: Spot) -> QRect:
        """Returns where a place stands on the screen."""
        rect = self.stage.chip(spot)
        corner = self.mapToGlobal(QPoint(round(rect.x), round(rect.y)))
        return QRect(corner.x(), corner.y(), round(rect.w), round(rect.h))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight, the head last."""
        painter = QPainter(self)
        clip = QRectF(event.rect())
        self._paint.paint(painter, self.stage, clip, self._faults, self._today)
        if self._held is not None:
            self._paint.frame(painter, self.stage.chip(self._held), "accent", is_dashed=True)
        if self._over is not None and self._over != self._held:
            self._paint.frame(painter, self.stage.chip(self._over), "accent")
        if self.hasFocus() and self.stage.table.lines:
            self._paint.frame(painter, self.stage.chip(self.focus), "text")
        self._paint.head(painter, self.stage, float(self._top()))
        if self._is_dragging and self._held is not None:
            self._paint_ghost(painter)
        painter.end()

    def _paint_ghost(self, painter: QPainter) -> None:
        assert self._held is not None
        duty, chip = self.stage.duty(self._held), self.stage.chip(self._held)
        moved = Rect(self._pointer.x() - chip.w / 2, self._pointer.y() - chip.h / 2, chip.w, chip.h)
        painter.setOpacity(0.9)
        painter.fillRect(QRectF(moved.x, moved.y, moved.w, moved.h), self._paint.colour("card"))
        self._paint.frame(painter, moved, "accent")
        painter.setPen(self._paint.colour("text"))
        painter.drawText(
            QRectF(moved.x, moved.y, moved.w, moved.h),
            Qt.AlignmentFlag.AlignCenter,
            duty.name_then if duty else "缺岗",
        )
        painter.setOpacity(1.0)

    def _top(self) -> int:
        return max(0, self.visibleRegion().boundingRect().top())

    # -- mouse ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the place under the pointer; a drag may begin."""
        spot = self._spot_at(event.position())
        if spot is None:
            return
        self.choose(spot)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carries the name and tries out what it is held over."""
        self._pointer = event.position()
        if self._pressed_at is not None and not self._is_dragging and self.can_change:
            far = (event.position() - self._pressed_at).manhattanLength()
            duty = self.stage.duty(self.focus)
            if far >= QApplication.startDragDistance() and duty is not None and duty.person is not None:
                self._is_dragging, self._held = True, self.focus
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._is_dragging:
            self._hold_over(self._spot_at(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Exchanges where the name was dropped on another place."""
        held, over = self._held, self._over
        was_dragging, self._pressed_at = self._is_dragging, None
        if was_dragging:
            self.let_go()
            if held is not None and over is not None and held != over:
                self.exchange_wanted.emit(held, over)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Asks who is to stand there."""
        spot = self._spot_at(event.position())
        if spot is not None and self.can_change:
            self.man_wanted.emit(spot, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks who is to stand there, and what else can be done."""
        spot = self._spot_at(QPointF(event.pos()))
        if spot is not None:
            self.choose(spot)
            self.man_wanted.emit(spot, event.globalPos())

    def _spot_at(self, at: QPointF) -> Spot | None:
        if at.y() < self._top() + HEAD:
            return None
        return self.stage.at(at.x(), at.y())

    def _hold_over(self, spot: Spot | None) -> None:
        if spot != self._over:
            self._over = spot
            self.tried.emit(self._held if spot is not None and spot != self._held else None, spot)

    def let_go(self) -> None:
        """Puts back what is carried."""
        had = self._held is not None
        self._is_dragging, self._held, self._over = False, None, None
        self.unsetCursor()
        if had:
            self.tried.emit(None, None)
        self.update()

    # -- keys -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another place; the space bar takes a name up and puts it down; Enter asks who; Del empties."""
        key = Qt.Key(event.key())
        if not self.stage.table.lines:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self.choose(self.stage.beside(self.focus, *_ARROWS[key]))
            if self._held is not None:
                self._hold_over(self.focus)
        elif key == Qt.Key.Key_Escape and self._held is not None:
            self.let_go()
        elif not self.can_change:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._take_or_put()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.man_wanted.emit(self.focus, self.place(self.focus).bottomLeft())
        elif key == Qt.Key.Key_Delete:
            self.clear_wanted.emit(self.focus)
        else:
            super().keyPressEvent(event)

    def _take_or_put(self) -> None:
        held = self._held
        if held is None:
            duty = self.stage.duty(self.focus)
            if duty is not None and duty.person is not None:
                self._held = self.focus
        else:
            self.let_go()
            if held != self.focus:
                self.exchange_wanted.emit(held, self.focus)
        self.update()

    def choose(self, spot: Spot) -> None:
        """Gives a place the keyboard and brings it into sight."""
        self.focus = spot
        chip = self.stage.chip(spot)
        port = self.parentWidget()
        area = port.parentWidget() if port is not None else None
        if isinstance(area, QScrollArea):
            area.ensureVisible(round(chip.x + chip.w / 2), round(chip.y + chip.h / 2), 60, HEAD + 30)
        self._tell()
        self.moved.emit(spot)
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words(self.focus))

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Tells where the keyboard is: Tab brings this place into sight and not the end of the month."""
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            chip = self.stage.chip(self.focus)
            return QRect(round(chip.x), round(chip.y), round(chip.w), round(chip.h))
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows which place has the keyboard."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hides it."""
        self.update()

    # -- words ------------------------------------------------------------------------------------------------------

    def words(self, spot: Spot) -> str:
        """Returns all that is known of a place."""
        table = self.stage.table
        if spot.line >= len(table.lines) or spot.column >= len(table.columns):
            return ""
        line, column, duty = table.lines[spot.line], table.columns[spot.column], self.stage.duty(spot)
        sentences = [f"{line.day.month}月{line.day.day}日 周{line.weekday}　{column.title}　{column.hours}"]
        if duty is None or duty.person is None:
            sentences.append("缺岗" + (f"，原为 {duty.replaces}" if duty and duty.replaces else ""))
        else:
            sentences.append("　".join(filter(None, (duty.name_then, duty.phone_then))))
            if duty.replaces:
                sentences.append(f"原为 {duty.replaces}")
        if duty is not None and duty.id in self._words:
            sentences.append(self._words[duty.id])
        if line.note:
            sentences.append(line.note)
        return "\n".join(sentences)

    def event(self, event: QEvent) -> bool:
        """Tells of the place under a pointer that rests; Del and the space bar are not the window's here."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _OWN
        ):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self.words(spot)) if spot else "", self)
            return True
        return super().event(event)
