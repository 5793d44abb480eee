"""The timeline's surface: shows contents, scrolls, zooms and folds; knows no gesture and no selection."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from battlemap.layout.scene import Rect
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.timeline.contents import Shown, TimelineContents
from battlemap.shown.timeline.stage import Stage
from battlemap.theme import Theme
from battlemap.ui.painted_area import PaintedArea
from battlemap.ui.timeline.paint import Marks, TimelinePaint

_ZOOM_STEP: Final = 1.25


class TimelineSurface(PaintedArea):
    """Everything about showing; `stage` is None until something has been presented."""

    zoom_changed = Signal()
    stage: Stage | None

    def __init__(self, look: Theme, fonts: Fonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self.set_look(look)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_contents(self, contents: TimelineContents) -> None:
        """Shows contents; zoom and scroll stay where they can."""
        if self.stage is None:
            self.stage = Stage(contents)
            self.fit_stage()
        else:
            self.stage.contents = contents
        self.rearrange()

    def show_only(self, only: frozenset[str] | None) -> None:
        """Shows these tasks alone, all of them for None."""
        if self.stage is not None:
            contents = self.stage.contents
            self.show_contents(contents.evolved(only=only, folded=contents.folded, shown=contents.shown))

    def set_folded(self, folded: Collection[str]) -> None:
        """Folds exactly these actions and measures."""
        if self.stage is not None:
            contents = self.stage.contents
            self.show_contents(contents.evolved(only=contents.only, folded=folded, shown=contents.shown))

    def set_shown(self, shown: Shown) -> None:
        """Shows other marks beside the bars."""
        if self.stage is not None:
            contents = self.stage.contents
            self.show_contents(contents.evolved(only=contents.only, folded=contents.folded, shown=shown))

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
        return self.on_screen(rect)

    # -- for what is built on it --------------------------------------------------------------------------------

    def marks(self) -> Marks:
        """Returns what is marked at present."""
        return Marks()

    def steps(self) -> tuple[int, int]:
        """One step goes down by a row."""
        return 40, round(self.stage.metrics.row_h) if self.stage is not None else 40

    # -- events -------------------------------------------------------------------------------------------------

    def empty_colour(self) -> QColor:
        """The ground's."""
        return self.paint.colour("ground")

    def paint_parts(self, painter: QPainter, parts: list[Rect]) -> None:
        """Paints these parts."""
        if self.stage is not None:
            marks = self.marks()
            self.paint.paint(painter, self.stage, marks, parts)
            self.paint.paint_over(painter, self.stage, marks)

    def shift_picture(self, dx: int, dy: int) -> None:
        """Shifts the rows with their names, the days with their bars."""
        stage, view = self.stage, self.viewport()
        if stage is None:
            return
        body = stage.body
        if dy:
            view.scroll(0, dy, QRect(0, round(body.y), stage.size[0], round(body.h)))
        if dx:
            view.scroll(dx, 0, QRect(round(body.x), 0, round(body.w), stage.size[1]))
            # the day's name does not stay whole when only a strip of the head is painted
            view.update(round(body.x), 0, round(body.w), round(body.y))

    def zoom_at(self, notches: float, at: QPoint) -> None:
        """Zooms around a day."""
        self.zoom_by(_ZOOM_STEP**notches, at.x())
