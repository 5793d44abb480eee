"""The timeline's surface: shows contents, scrolls, zooms and folds; knows no gesture and no selection."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final, cast

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from battlemap.layout.scene import Rect
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.timeline.contents import Contents, Shown
from battlemap.shown.timeline.stage import Stage
from battlemap.theme import Theme
from battlemap.ui.timeline.paint import Marks, TimelinePaint

_ZOOM_STEP: Final = 1.25


class TimelineSurface(QAbstractScrollArea):
    """Everything about showing; `stage` is None until something has been presented."""

    zoom_changed = Signal()

    def __init__(self, look: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self.stage: Stage | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_look(look)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_contents(self, contents: Contents) -> None:
        """Shows contents; zoom and scroll stay where they can."""
        if self.stage is None:
            self.stage = Stage(contents)
            self.stage.size = (self.viewport().width(), self.viewport().height())
        else:
            self.stage.contents = contents
        self.rearrange()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone, all of them for None."""
        if self.stage is not None:
            known = self.stage.contents
            self.show_contents(known.evolved(only=only, folded=known.folded, shown=known.shown))

    def set_folded(self, folded: Collection[str]) -> None:
        """Folds exactly these actions and measures."""
        if self.stage is not None:
            known = self.stage.contents
            self.show_contents(known.evolved(only=known.only, folded=folded, shown=known.shown))

    def set_shown(self, shown: Shown) -> None:
        """Shows other marks beside the bars."""
        if self.stage is not None:
            known = self.stage.contents
            self.show_contents(known.evolved(only=known.only, folded=known.folded, shown=shown))

    def set_look(self, look: Theme) -> None:
        """Changes the colours."""
        self.paint = TimelinePaint(ScenePainter(self._fonts, look))
        self.viewport().update()

    def toggle_folded(self, heading: str) -> None:
        """Folds an action or measure, or opens it again."""
        if self.stage is not None:
            self.set_folded(self.stage.contents.folded ^ {heading})

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Zooms around `x` of the viewport, around the middle of the days by default."""
        if self.stage is None:
            return
        at = self.stage.body.x + self.stage.body.w / 2 if x is None else max(x, self.stage.body.x)
        value = self.stage.zoomed(factor, at)
        self.rearrange()
        self.horizontalScrollBar().setValue(value)
        self.zoom_changed.emit()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.zoom_by(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.zoom_by(1 / _ZOOM_STEP)

    def zoom_to_fit(self) -> None:
        """Shows all days at once."""
        if self.stage is not None:
            self.stage.day_w = None
            self.rearrange()
            self.zoom_changed.emit()

    def show_day(self, day: date) -> None:
        """Scrolls sideways until a day stands in the middle."""
        if self.stage is not None:
            self.horizontalScrollBar().setValue(self.stage.scroll_to_day(day))

    def show_row(self, row: int) -> None:
        """Scrolls as little as needed to see a row."""
        if self.stage is not None:
            self.verticalScrollBar().setValue(self.stage.scroll_to_show(row))

    def bar_rect_of(self, task: str) -> QRect:
        """Returns where a task's bar stands on the screen; empty where it is not in sight."""
        rect = self.stage.bar_rect(task) if self.stage else None
        if rect is None or self.stage is None or not rect.meets(self.stage.body):
            return QRect()
        corner = self.viewport().mapToGlobal(QPoint(round(rect.x), round(rect.y)))
        return QRect(corner.x(), corner.y(), round(rect.w), round(rect.h))

    # -- for what is built on it --------------------------------------------------------------------------------

    def marks(self) -> Marks:
        """Returns what is marked at present."""
        return Marks()

    def has_overlay(self) -> bool:
        """Whether something is painted over the rows that does not scroll with them."""
        return False

    def rearrange(self) -> None:
        """Lays out anew after a change of contents, size or zoom; scroll stays where it can."""
        stage = self.stage
        if stage is None:
            return
        stage.arrange()
        right, down = stage.scroll_range
        for bar, most, page, step in (
            (self.horizontalScrollBar(), right, stage.body.w, 40),
            (self.verticalScrollBar(), down, stage.body.h, round(stage.metrics.row_h)),
        ):
            bar.setRange(0, most)
            bar.setPageStep(max(1, int(page)))
            bar.setSingleStep(step)
        stage.scroll_x = self.horizontalScrollBar().value()
        stage.scroll_y = self.verticalScrollBar().value()
        self.viewport().update()

    def scroll_by(self, dx: int, dy: int) -> None:
        """Scrolls by so many px."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + dy)

    # -- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight."""
        painter = QPainter(self.viewport())
        try:
            if self.stage is None:
                painter.fillRect(self.viewport().rect(), self.paint.colour("ground"))
                return
            # a QRegion gives its rectangles one by one, which its type does not tell
            areas = [
                Rect(r.x(), r.y(), r.width(), r.height()) for r in cast("Iterable[QRect]", event.region())
            ]
            marks = self.marks()
            self.paint.paint(painter, self.stage, marks, areas)
            self.paint.paint_over(painter, self.stage, marks)
        finally:
            # a painter left open by an error would take the whole program down
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out for the new size."""
        if self.stage is not None:
            self.stage.size = (self.viewport().width(), self.viewport().height())
            self.rearrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Takes the scroll bars' values; what stays in sight is shifted, only the rest is painted."""
        stage, view = self.stage, self.viewport()
        if stage is None:
            return
        stage.scroll_x = self.horizontalScrollBar().value()
        stage.scroll_y = self.verticalScrollBar().value()
        if self.has_overlay():
            view.update()
            return
        body = stage.body
        if dy:
            view.scroll(0, dy, QRect(0, round(body.y), stage.size[0], round(body.h)))
        if dx:
            view.scroll(dx, 0, QRect(round(body.x), 0, round(body.w), stage.size[1]))
            # the day's name does not stay whole when only a strip of the head is painted
            view.update(round(body.x), 0, round(body.w), round(body.y))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; sideways with Shift; zooms around the pointer with Ctrl."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if self.stage is None or not delta:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_ZOOM_STEP ** (delta / 120), event.position().x())
        else:
            across = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().y() == 0
            bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
            pixels = event.pixelDelta().x() if across else event.pixelDelta().y()
            bar.setValue(bar.value() - (pixels or delta))
        event.accept()
