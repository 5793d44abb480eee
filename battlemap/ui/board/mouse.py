"""The mouse on the board: clicks, rubber band and drag, told as signals; nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from battlemap.layout.scene import Rect
from battlemap.shown.board.drag import Drag
from battlemap.shown.board.selection import Selection
from battlemap.shown.board.stage import Spot, Stage
from battlemap.shown.board.target import Target
from battlemap.ui.board.autoscroll import AutoScroll
from battlemap.ui.board.column_drag import ColumnDrag

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class Mouse(QObject):
    """One gesture at a time: a press becomes a click, a band or a drag; `cancel` takes a gesture back."""

    selected = Signal(object)  # Selection
    dropped = Signal(object)  # Drag
    column_dropped = Signal(
        str, object
    )  # the action, and the one that it is to stand before, None at the end
    opened = Signal(str)
    day_clicked = Signal(object)  # date
    head_double_clicked = Signal(str)
    ground_double_clicked = Signal(str, str)  # action, lane
    changed = Signal()
    scrolled = Signal(int, int)

    def __init__(
        self,
        stage: Callable[[], Stage | None],
        selection: Callable[[], Selection],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self.can_drag = True
        #: What lies under a point of the screen beside the board, for cards that are held there.
        self.aside: Callable[[QPointF, tuple[str, ...]], Target | None] = lambda at, tasks: None
        self.drag: Drag | None = None
        self.column: ColumnDrag | None = None
        self._selection = selection
        self._pressed: tuple[QPointF, Spot] | None = None
        self._band: tuple[float, float] | None = None  # its fixed corner, on the ground
        self._before_band = Selection()
        self._at = QPointF()
        self._autoscroll = AutoScroll(self)
        self._autoscroll.scrolled.connect(self._on_autoscrolled)

    @property
    def stage(self) -> Stage | None:
        """The stage as it is now."""
        return self._stage()

    @property
    def is_busy(self) -> bool:
        """Whether a drag or a band is under way."""
        return self.drag is not None or self.column is not None or self._band is not None

    @property
    def band(self) -> Rect | None:
        """The rubber band in the viewport, None without one."""
        if self._band is None or self.stage is None:
            return None
        x, y = self.stage.to_ground(self._at.x(), self._at.y())
        left, right = sorted((self._band[0], x))
        top, bottom = sorted((self._band[1], y))
        return self.stage.to_view(Rect(left, top, right - left, bottom - top))

    def press(self, event: QMouseEvent) -> None:
        """Selects; a press on one of several selected cards waits for the release, it may become a drag."""
        stage = self.stage
        if stage is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._at = event.position()
        spot = stage.spot(self._at.x(), self._at.y())
        self._pressed = (self._at, spot)
        selection = self._selection()
        if spot.task is None:
            if spot.region in ("gap", "lane", "nothing") and not event.modifiers() & (_CTRL | _SHIFT):
                self.selected.emit(Selection())
        elif event.modifiers() & _SHIFT:
            self.selected.emit(selection.extended(spot.task, stage.contents))
        elif event.modifiers() & _CTRL:
            self.selected.emit(selection.toggled(spot.task))
        elif spot.task not in selection.ids:
            self.selected.emit(selection.only(spot.task))
        else:
            self.selected.emit(selection.focused(spot.task))

    def move(self, event: QMouseEvent) -> None:
        """Begins a drag or a band once the pointer has gone far enough, and carries it on."""
        stage = self.stage
        if stage is None or self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._at = event.position()
        start, spot = self._pressed
        if not self.is_busy:
            if (self._at - start).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin(stage, start, spot)
        if self.drag is not None:
            self._autoscroll.follow(
                self._at, stage.frame.ground, is_vertical=self._at.y() >= stage.frame.ground.y
            )
        elif self.column is not None:
            self._autoscroll.follow(self._at, stage.frame.ground, is_vertical=False)
        elif self._band is not None:
            self._autoscroll.follow(self._at, stage.frame.ground)
        self.refresh()

    def release(self, event: QMouseEvent) -> None:
        """Drops, ends the band or completes the click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        _, spot = self._pressed
        drag, column, had_band = self.drag, self.column, self._band is not None
        self._end()
        if column is not None:
            if not column.is_still:
                self.column_dropped.emit(column.action, column.before)
        elif drag is not None:
            if drag.target.is_good or drag.target.refusal:
                self.dropped.emit(drag)
        elif not had_band and not event.modifiers() & (_CTRL | _SHIFT):
            if spot.day is not None:
                self.day_clicked.emit(spot.day)
            elif spot.task is not None and self._selection().ids != {spot.task}:
                self.selected.emit(self._selection().only(spot.task))

    def double_click(self, event: QMouseEvent) -> None:
        """Opens a card, folds a column, or asks for a new card in an empty place."""
        if self.stage is None or event.button() != Qt.MouseButton.LeftButton:
            return
        spot = self.stage.spot(event.position().x(), event.position().y())
        if spot.task is not None:
            self.opened.emit(spot.task)
        elif spot.region == "header" and spot.action is not None:
            self.head_double_clicked.emit(spot.action)
        elif spot.action is not None and spot.lane is not None:
            self.ground_double_clicked.emit(spot.action, spot.lane)

    def cancel(self) -> bool:
        """Takes the gesture under way back as if it had not begun; returns whether there was one."""
        if not self.is_busy:
            return False
        if self._band is not None:
            self.selected.emit(self._before_band)
        self._end()
        return True

    def refresh(self) -> None:
        """Looks again at what lies under the resting pointer: after scrolling or a change of the board."""
        stage = self.stage
        if stage is None:
            return
        if self.drag is not None:
            if any(stage.contents.place(id) is None for id in self.drag.tasks):
                self.cancel()
                return
            aside = self.aside(self._at, self.drag.tasks)
            if aside is not None:
                self._autoscroll.stop()
            self.drag = self.drag.moved(stage, self._at.x(), self._at.y(), aside)
        if self.column is not None:
            self.column = self.column.moved(stage, self._at.x())
        band = self.band
        if band is not None:
            x, y = stage.to_ground(band.x, band.y)
            area = Rect(x, y, max(band.w, 1), max(band.h, 1))
            tasks = [
                stage.contents.cell(cell.column, cell.lane)[index]
                for cell in stage.layout.visible(area)
                for index in range(cell.first, cell.last)
                if stage.layout.card_rect(cell.column, cell.lane, index).meets(area)
            ]
            self.selected.emit(self._before_band.banded(tasks, added=bool(self._before_band.ids)))
        self.changed.emit()

    def _begin(self, stage: Stage, start: QPointF, spot: Spot) -> None:
        if spot.task is not None and self.can_drag and spot.task in self._selection().ids:
            tasks = stage.contents.sorted(self._selection().ids)
            self.drag = Drag.of(stage, tasks, spot.task, start.x(), start.y())
        elif spot.region == "header" and spot.action is not None and self.can_drag:
            self.column = ColumnDrag(spot.action, start.x())
        elif spot.region in ("gap", "lane", "nothing"):
            self._band = stage.to_ground(start.x(), start.y())
            self._before_band = self._selection()

    def _end(self) -> None:
        self._autoscroll.stop()
        self._pressed = None
        self.drag = self.column = None
        self._band = None
        self.changed.emit()

    def _on_autoscrolled(self, dx: int, dy: int) -> None:
        self.scrolled.emit(dx, dy)
        self.refresh()
