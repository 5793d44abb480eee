"""The canvas of the picture map: pan, zoom, choose, drag a pin or a corner, draw points, lines and areas by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from battlemap.domain.kinds.picture_map import LEAST, Plate
from battlemap.domain.picture_map.seen import SeenMark
from battlemap.domain.places import Place
from battlemap.render.fonts import Fonts
from battlemap.shown.picture_map.stage import Grip, MapStage
from battlemap.theme import Theme
from battlemap.ui.labels import tip
from battlemap.ui.picture_map.paint import MapPainter

Tool = Literal["choose", "point", "line", "area", "calibrate"]
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
#: Milliseconds after the wheel has stopped until everything is painted sharply again.
_PAUSE: Final = 90
#: Keys that the window would take for a shortcut of its own.
_OWN: Final = (Qt.Key.Key_Delete, Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_Space, Qt.Key.Key_Backspace)
#: px by which arrows move; with Shift a single one.
_STEP: Final = 12


class MapCanvas(QWidget):
    """Emits `chosen(mark)` ("" for none), `drawn(kind, places)`, `moved(mark, places)`, `opened(mark)`,
    `removed(mark)`, `measured(places)` with two or four places.
    """

    chosen = Signal(str)
    drawn = Signal(str, object)
    moved = Signal(str, object)
    opened = Signal(str)
    removed = Signal(str)
    measured = Signal(object)
    tool_changed = Signal(str)

    def __init__(self, look: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint = MapPainter(look, fonts)
        self._fonts = fonts
        self.stage: MapStage | None = None
        self.marks: tuple[SeenMark, ...] = ()
        self.mark = ""
        self.tool: Tool = "choose"
        self.sketch: list[Place] = []
        self.can_change = True
        self._pointer: QPointF | None = None
        self._grip: Grip | None = None
        self._moving: list[Place] | None = None
        self._panned_from: QPointF | None = None
        self._pressed_at = QPointF()
        self._settling = QTimer(self, singleShot=True, interval=_PAUSE)
        self._settling.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("一张图")

    # -- showing ----------------------------------------------------------------------------------------------------

    def show_plate(self, plate: Plate | None, content: bytes) -> None:
        """Shows another plate, whole."""
        self.stage = MapStage(plate) if plate is not None else None
        self._paint.show_picture(content)
        if self.stage is not None:
            self.stage.resize(self.width(), self.height())
        self.update()

    def show_marks(self, marks: tuple[SeenMark, ...], plate: Plate) -> None:
        """Shows these marks; the plate's scale and north may have changed."""
        self.marks = marks
        if self.stage is not None:
            self.stage.plate = plate
        if self.mark and not any(seen.mark.id == self.mark for seen in marks):
            self.choose("")
        self._paint.forget_plan()
        self._tell()
        self.update()

    def set_look(self, look: Theme, content: bytes) -> None:
        """Takes another theme."""
        self._paint = MapPainter(look, self._fonts)
        self._paint.show_picture(content)
        self.update()

    def seen(self, mark: str) -> SeenMark | None:
        """Returns a mark that is shown."""
        return next((seen for seen in self.marks if seen.mark.id == mark), None)

    def choose(self, mark: str, brings: bool = False) -> None:
        """Chooses a mark; with `brings` it is brought into sight."""
        changed, self.mark = mark != self.mark, mark
        seen = self.seen(mark)
        if brings and seen is not None and self.stage is not None:
            self.stage.show(seen.anchor)
        if changed:
            self._tell()
            self.chosen.emit(mark)
        self.update()

    def take_tool(self, tool: Tool) -> None:
        """Takes another tool; what is half drawn goes."""
        self.sketch, self._grip, self._moving = [], None, None
        self.tool = tool if self.can_change else "choose"
        self.setCursor(Qt.CursorShape.ArrowCursor if self.tool == "choose" else Qt.CursorShape.CrossCursor)
        self.tool_changed.emit(self.tool)
        self._tell()
        self.update()

    def place(self, mark: str) -> QRect:
        """Returns where a mark's name is anchored on the screen."""
        seen = self.seen(mark)
        if seen is None or self.stage is None:
            return QRect()
        x, y = self.stage.on_screen(seen.anchor)
        corner = self.mapToGlobal(QPoint(round(x), round(y)))
        return QRect(corner.x() - 5, corner.y() - 5, 10, 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out for the new size."""
        if self.stage is not None:
            self.stage.resize(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints plate, marks, and what is being drawn."""
        painter = QPainter(self)
        stage = self.stage
        if stage is None:
            painter.fillRect(self.rect(), self.palette().window())
            painter.end()
            return
        self._paint.paint(painter, stage, self.marks, self.mark or None, self._settling.isActive())
        seen = self.seen(self.mark)
        if self._moving is not None and seen is not None:
            closed = [*self._moving, self._moving[0]] if seen.mark.kind == "area" else self._moving
            self._paint.sketch(painter, stage, closed, None)
        elif seen is not None and self.can_change:
            self._paint.corners(painter, stage, seen.mark.places)
        if self.tool != "choose":
            self._paint.sketch(painter, stage, self.sketch, self._aim())
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _aim(self) -> Place | None:
        """Returns where a corner would be put now."""
        if self.stage is None or self._pointer is None:
            return None
        straight = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        after = self.sketch[-1] if straight and self.sketch else None
        return self.stage.snapped(self._pointer.x(), self._pointer.y(), self.marks, after=after)

    # -- mouse ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Puts a corner, chooses what lies under the pointer, or begins to drag it or the plate."""
        stage, at = self.stage, event.position()
        self._pointer, self._pressed_at = at, at
        if stage is None:
            return
        if event.button() == Qt.MouseButton.RightButton and self.sketch:
            self._finish()
        elif event.button() == Qt.MouseButton.MiddleButton or (
            event.button() == Qt.MouseButton.LeftButton and self.tool == "choose"
        ):
            self._grip = stage.grip(self.marks, at.x(), at.y(), self.mark or None)
            if event.button() == Qt.MouseButton.MiddleButton:
                self._grip = None
            elif self._grip is not None:
                self.choose(self._grip.mark)
            else:
                self.choose("")
            self._panned_from = at if self._grip is None or self._grip.corner is None else None
        elif event.button() == Qt.MouseButton.LeftButton:
            self._put()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags a corner, the plate, or the side that is being drawn."""
        stage, self._pointer = self.stage, event.position()
        if stage is None:
            return
        far = (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if self._panned_from is not None and event.buttons() and (far or self._grip is None):
            moved = event.position() - self._panned_from
            stage.pan(moved.x(), moved.y())
            self._panned_from = event.position()
        elif self._grip is not None and self._grip.corner is not None and event.buttons() and self.can_change:
            seen = self.seen(self._grip.mark)
            if seen is not None and (far or self._moving is not None):
                self._moving = list(seen.mark.places)
                at = event.position()
                self._moving[self._grip.corner] = stage.snapped(at.x(), at.y(), self.marks, seen.mark.id)
        elif self.tool == "choose":
            return
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Puts down what was dragged."""
        moving, grip = self._moving, self._grip
        self._moving, self._grip, self._panned_from = None, None, None
        if moving is not None and grip is not None:
            self.moved.emit(grip.mark, tuple(moving))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ends a drawing; puts a corner into a side of the chosen mark; else opens what lies there."""
        stage, at = self.stage, event.position()
        if stage is None:
            return
        if self.tool != "choose":
            self._finish()
            return
        seen = self.seen(self.mark)
        if seen is not None and seen.mark.kind != "point" and self.can_change:
            corner = stage.edge(seen.mark.places, at.x(), at.y(), seen.mark.kind == "area")
            on_corner = stage.grip((seen,), at.x(), at.y(), seen.mark.id)
            if corner is not None and (on_corner is None or on_corner.corner is None):
                places = list(seen.mark.places)
                places.insert(corner, stage.place(at.x(), at.y()))
                self.moved.emit(seen.mark.id, tuple(places))
                return
        if self.mark:
            self.opened.emit(self.mark)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Shows the plate larger or smaller around the pointer."""
        if self.stage is not None and event.angleDelta().y():
            at = event.position()
            self.stage.zoom_at(1.2 ** (event.angleDelta().y() / 120), at.x(), at.y())
            self._settling.start()
            self.update()
        event.accept()

    def zoom(self, factor: float) -> None:
        """Shows the plate larger or smaller around its middle; whole for 0."""
        if self.stage is None:
            return
        if factor:
            self.stage.zoom_at(factor, self.width() / 2, self.height() / 2)
        else:
            self.stage.fit()
        self.update()

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _put(self) -> None:
        """Puts a corner where the pointer is."""
        place = self._aim()
        if place is None or (self.sketch and self.sketch[-1] == place):
            return
        self.sketch.append(place)
        if self.tool == "point" or (self.tool == "calibrate" and len(self.sketch) == 4):
            self._finish()
        self.update()

    def _finish(self) -> None:
        """Hands over what is drawn, if it has corners enough."""
        tool, places = self.tool, tuple(self.sketch)
        if tool == "calibrate" and len(places) in (2, 4):
            self.take_tool("choose")
            self.measured.emit(places)
        elif tool in ("point", "line", "area") and len(places) >= LEAST[tool]:
            self.take_tool("choose")
            self.drawn.emit(tool, places)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the aim, the chosen mark or the plate; the space bar puts a corner, Enter ends, Esc gives up."""
        key, stage = Qt.Key(event.key()), self.stage
        if stage is None:
            super().keyPressEvent(event)
            return
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _ARROWS:
            step = 1 if fine else _STEP
            self._arrow(_ARROWS[key][0] * step, _ARROWS[key][1] * step)
        elif key == Qt.Key.Key_Space and self.tool != "choose":
            self._put()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.tool != "choose":
                self._finish()
            elif self.mark:
                self.opened.emit(self.mark)
        elif key == Qt.Key.Key_Escape:
            self.take_tool("choose")
        elif key == Qt.Key.Key_Backspace and self.sketch:
            self.sketch.pop()
        elif key == Qt.Key.Key_Delete and self.mark and self.can_change:
            self._delete()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_B) and self.marks:
            self._next(1 if key == Qt.Key.Key_N else -1)
        else:
            super().keyPressEvent(event)
        self.update()

    def _arrow(self, dx: int, dy: int) -> None:
        stage = self.stage
        assert stage is not None
        if self.tool != "choose":
            at = self._pointer or QPointF(self.width() / 2, self.height() / 2)
            self._pointer = QPointF(
                min(max(0.0, at.x() + dx), self.width()), min(max(0.0, at.y() + dy), self.height())
            )
            return
        seen = self.seen(self.mark)
        if seen is not None and seen.mark.kind == "point" and self.can_change:
            x, y = stage.on_screen(seen.anchor)
            self.moved.emit(seen.mark.id, (stage.place(x + dx, y + dy),))
        else:
            stage.pan(-dx * 3, -dy * 3)

    def _delete(self) -> None:
        """Takes the corner under the pointer out of the chosen mark, else the mark itself away."""
        stage, seen = self.stage, self.seen(self.mark)
        if stage is None or seen is None:
            return
        if (
            self._pointer is not None
            and seen.mark.kind != "point"
            and len(seen.mark.places) > LEAST[seen.mark.kind]
        ):
            grip = stage.grip((seen,), self._pointer.x(), self._pointer.y(), seen.mark.id)
            if grip is not None and grip.corner is not None:
                places = [place for number, place in enumerate(seen.mark.places) if number != grip.corner]
                self.moved.emit(seen.mark.id, tuple(places))
                return
        self.removed.emit(self.mark)

    def _next(self, by: int) -> None:
        ids: Sequence[str] = [seen.mark.id for seen in self.marks]
        place = ids.index(self.mark) + by if self.mark in ids else 0
        self.choose(ids[place % len(ids)], brings=True)

    # -- words ------------------------------------------------------------------------------------------------------

    def words(self, seen: SeenMark) -> str:
        """Returns all that is known of a mark."""
        return "\n".join(filter(None, (f"{seen.number} {seen.title}", seen.layer, seen.detail)))

    def _tell(self) -> None:
        seen = self.seen(self.mark)
        self.setAccessibleDescription(self.words(seen) if seen else f"{len(self.marks)} 处标绘")

    def event(self, event: QEvent) -> bool:
        """Tells of the mark under a pointer that rests; keys that mean something here are not the window's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _OWN
        ):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.stage is not None:
            grip = self.stage.grip(self.marks, event.pos().x(), event.pos().y(), None)
            seen = self.seen(grip.mark) if grip else None
            QToolTip.showText(event.globalPos(), tip(self.words(seen)) if seen else "", self)
            return True
        return super().event(event)
