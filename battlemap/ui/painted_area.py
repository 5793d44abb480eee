"""A scrolled area that is painted, not built of widgets: what the board, the timeline and whatever comes next share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from battlemap.layout.scene import Rect


class Stage(Protocol):
    """Where things stand in an area of this size, scrolled so far; `arrange` lays them out for both."""

    size: tuple[int, int]
    scroll_x: int
    scroll_y: int

    def arrange(self) -> None:
        """Lays everything out anew."""
        ...

    @property
    def scroll_range(self) -> tuple[int, int]:
        """The greatest scroll values to the right and downwards."""
        ...

    @property
    def scrolled(self) -> Rect:
        """The part of the area that scrolls in both directions."""
        ...


class PaintedArea(QAbstractScrollArea):
    """Scrolls, asks for a layout where the size changes, and has painted what is in sight.

    Whoever is built on it says how: `paint_parts`, `shift_picture`, `zoom_at`, `empty_colour`. `stage` is None until
    something is shown.
    """

    stage: Stage | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- told by what is built on it --------------------------------------------------------------------------------

    def empty_colour(self) -> QColor:
        """Returns the colour of the area while nothing is shown."""
        raise NotImplementedError

    def paint_parts(self, painter: QPainter, parts: list[Rect]) -> None:
        """Paints these parts of the area."""
        raise NotImplementedError

    def shift_picture(self, dx: int, dy: int) -> None:
        """Shifts on the screen what stays in sight after scrolling by so many px, and has the rest painted."""
        raise NotImplementedError

    def zoom_at(self, notches: float, at: QPoint) -> None:
        """Zooms nearer by so many notches of the wheel around a point."""
        raise NotImplementedError

    def has_overlay(self) -> bool:
        """Whether something is painted that does not scroll: then everything is painted after scrolling."""
        return False

    def turned_otherwise(self, event: QWheelEvent, delta: int) -> bool:
        """Whether the wheel has done something else where the pointer is."""
        return False

    def steps(self) -> tuple[int, int]:
        """Returns by how many px one step scrolls to the right and downwards."""
        return 40, 40

    # -- laying out -------------------------------------------------------------------------------------------------

    def fit_stage(self) -> None:
        """Tells the stage the area's size."""
        if self.stage is not None:
            self.stage.size = (self.viewport().width(), self.viewport().height())

    def rearrange(self) -> None:
        """Lays out anew after a change of contents, size or zoom; scroll stays where it can."""
        stage = self.stage
        if stage is None:
            return
        stage.arrange()
        right, down = stage.scroll_range
        page, (across, along) = stage.scrolled, self.steps()
        for bar, most, shown, step in (
            (self.horizontalScrollBar(), right, page.w, across),
            (self.verticalScrollBar(), down, page.h, along),
        ):
            bar.setRange(0, most)
            bar.setPageStep(max(1, int(shown)))
            bar.setSingleStep(step)
        self._take_scroll(stage)
        self.viewport().update()

    def scroll_by(self, dx: int, dy: int) -> None:
        """Scrolls by so many px."""
        self.scroll_to_place(self.horizontalScrollBar().value() + dx, self.verticalScrollBar().value() + dy)

    def scroll_to_place(self, x: int, y: int) -> None:
        """Scrolls to these values."""
        self.horizontalScrollBar().setValue(x)
        self.verticalScrollBar().setValue(y)

    def on_screen(self, rect: Rect) -> QRect:
        """Returns where a rectangle of the area stands on the screen."""
        corner = self.viewport().mapToGlobal(QPoint(round(rect.x), round(rect.y)))
        return QRect(corner.x(), corner.y(), round(rect.w), round(rect.h))

    def _take_scroll(self, stage: Stage) -> None:
        stage.scroll_x = self.horizontalScrollBar().value()
        stage.scroll_y = self.verticalScrollBar().value()

    # -- events -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight."""
        painter = QPainter(self.viewport())
        try:
            if self.stage is None:
                painter.fillRect(self.viewport().rect(), self.empty_colour())
                return
            # a QRegion gives its rectangles one by one, which its type does not tell
            parts = cast("Iterable[QRect]", event.region())
            self.paint_parts(painter, [Rect(r.x(), r.y(), r.width(), r.height()) for r in parts])
        finally:
            # a painter left open by an error would take the whole program down
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out for the new size."""
        self.fit_stage()
        self.rearrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Takes the scroll bars' values; what stays in sight is shifted, only the rest is painted."""
        if self.stage is None:
            return
        self._take_scroll(self.stage)
        if self.has_overlay():
            self.viewport().update()
        else:
            self.shift_picture(dx, dy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; sideways with Shift; zooms around the pointer with Ctrl."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if self.stage is None or not delta:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_at(delta / 120, event.position().toPoint())
        elif not self.turned_otherwise(event, delta):
            across = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().y() == 0
            bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
            pixels = event.pixelDelta().x() if across else event.pixelDelta().y()
            bar.setValue(bar.value() - (pixels or delta))
        event.accept()
