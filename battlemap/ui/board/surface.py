"""The board's surface: shows a snapshot, scrolls, zooms and folds; knows no gesture and no selection."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final, cast

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, Qt, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import Density
from battlemap.layout.scene import Rect
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.board.contents import Contents
from battlemap.shown.board.stage import Stage
from battlemap.theme import Theme
from battlemap.ui.board.paint import BoardPaint, Marks
from battlemap.ui.board.pixmaps import Pixmaps

_ZOOM_STEP: Final = 1.1
#: Cards are judged ahead in slices of this many seconds, so that no frame is missed.
_SLICE: Final = 0.006

#: While scrolling, a frame spends so many seconds on cards that were not seen before.
_PATIENCE: Final = 0.004


class BoardSurface(QAbstractScrollArea):
    """Everything about showing; `stage` is None until something has been presented."""

    zoom_changed = Signal(float)

    def __init__(self, look: Theme, fonts: Fonts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts or Fonts()
        self.stage: Stage | None = None
        self._judging = QTimer(self, interval=0)
        self._judging.timeout.connect(self._on_judging)
        self._finishing = QTimer(self, singleShot=True, interval=0)
        self._finishing.timeout.connect(self._on_finishing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._fades_after = 0
        self.set_look(look)

    # -- what is shown ------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: Collection[str] | None = None) -> None:
        """Shows a snapshot as of a day, only the cards `only` where given; zoom, folding and scroll stay."""
        contents = Contents(snapshot, as_of, None if only is None else frozenset(only))
        contents.fade(self._fades_after)
        if self.stage is None:
            self.stage = Stage(contents)
            self.stage.size = (self.viewport().width(), self.viewport().height())
        else:
            self.stage.contents = contents
        self.rearrange()

    def show_only(self, only: Collection[str] | None) -> None:
        """Shows only these cards, all for None."""
        if self.stage is not None:
            self.stage.contents.show_only(None if only is None else frozenset(only))
            self.rearrange()
            self.paint.patience = (
                _PATIENCE  # who types sees the first cards at once, the others a frame later
            )

    def set_look(self, look: Theme) -> None:
        """Changes the colours."""
        self.paint = BoardPaint(Pixmaps(ScenePainter(self._fonts, look), self.devicePixelRatioF()))
        self.viewport().update()

    def set_fading(self, days: int) -> None:
        """Shows cards faintly after so many calendar days without news, never for 0."""
        self._fades_after = days
        if self.stage is not None:
            self.stage.contents.fade(days)
            self.viewport().update()

    def set_density(self, density: Density) -> None:
        """Changes how much a card says."""
        if self.stage is not None:
            self.stage.density = density
            self.rearrange()

    @property
    def zoom(self) -> float:
        """The zoom, 0.5 … 2."""
        return self.stage.zoom if self.stage else 1.0

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Zooms around a point of the viewport, its middle by default."""
        if self.stage is None:
            return
        at = at or self.viewport().rect().center()
        before = self.stage.zoom
        x, y = self.stage.zoomed(zoom, at.x(), at.y())
        self.rearrange()
        self.horizontalScrollBar().setValue(x)
        self.verticalScrollBar().setValue(y)
        if self.stage.zoom != before:
            self.zoom_changed.emit(self.stage.zoom)

    def zoom_in(self) -> None:
        """One step nearer."""
        self.set_zoom(self.zoom * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self.set_zoom(self.zoom / _ZOOM_STEP)

    def zoom_to_fit(self) -> None:
        """Shows all columns at once, also when the window changes its size; ends with the next zoom by hand."""
        if self.stage is not None:
            self.stage.is_fitted = True
            self.rearrange()
            self.zoom_changed.emit(self.stage.zoom)

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the window."""
        return self.stage is not None and self.stage.is_fitted

    @property
    def folded(self) -> frozenset[str]:
        """The folded actions."""
        return self.stage.folded if self.stage else frozenset()

    def set_folded(self, actions: Collection[str]) -> None:
        """Folds exactly these columns."""
        if self.stage is not None:
            self.stage.folded = frozenset(actions)
            self.rearrange()

    def toggle_folded(self, action: str) -> None:
        """Folds a column, or opens it again."""
        self.set_folded(self.folded ^ {action})

    def lamp_of(self, task: str) -> Lamp | None:
        """Returns the lamp of a live task as of the shown day."""
        known = self.stage and self.stage.contents.snapshot.tasks.get(task)
        return self.stage.contents.card(task).lamp if self.stage and known else None

    def rect_of(self, task: str) -> QRect:
        """Returns where a card stands on the screen (global); empty where it is not shown or not in sight."""
        rect = self.stage.card_rect(task) if self.stage else None
        if rect is None or self.stage is None or not rect.meets(self.stage.frame.ground):
            return QRect()
        return self._on_screen(rect)

    def cell_rect_of(self, action: str, lane: str) -> QRect:
        """Returns the part in sight of a cell on the screen; empty where there is none."""
        if self.stage is None:
            return QRect()
        rect = self.stage.cell_rect(action, lane)
        return self._on_screen(rect) if rect else QRect()

    def day_rect_of(self, day: date) -> QRect:
        """Returns where a day of the timeline stands on the screen; empty where it is not shown."""
        if self.stage is None or not self.stage.strip.holds(day):
            return QRect()
        return self._on_screen(self.stage.day_rect(day))

    def head_rect_of(self, action: str) -> QRect:
        """Returns where a column's head stands on the screen; empty for an unknown action."""
        rect = self.stage.head_rect_of(action) if self.stage else None
        return self._on_screen(rect) if rect else QRect()

    # -- for what is built on it --------------------------------------------------------------------------------

    def marks(self) -> Marks:
        """Returns what is marked at present."""
        return Marks()

    def has_overlay(self) -> bool:
        """Whether something is painted over the ground that does not scroll with it."""
        stage = self.stage
        return stage is not None and (bool(stage.folded_columns) or not any(map(any, stage.layout.counts)))

    def paint_over(self, painter: QPainter, stage: Stage) -> None:
        """Paints what lies over everything else."""

    def rearrange(self) -> None:
        """Lays out anew after a change of contents, size or zoom; scroll stays where it can."""
        if self.stage is None:
            return
        self.stage.arrange()
        right, down = self.stage.scroll_range
        ground = self.stage.frame.ground
        for bar, most, page in (
            (self.horizontalScrollBar(), right, ground.w),
            (self.verticalScrollBar(), down, ground.h),
        ):
            bar.setRange(0, most)
            bar.setPageStep(max(1, int(page)))
            bar.setSingleStep(40)
        self.stage.scroll_x = self.horizontalScrollBar().value()
        self.stage.scroll_y = self.verticalScrollBar().value()
        self._judging.start()
        self.viewport().update()

    def scroll_by(self, dx: int, dy: int) -> None:
        """Scrolls by so many px."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + dy)

    def scroll_to(self, task: str) -> None:
        """Scrolls as little as needed to see a card."""
        if self.stage is not None:
            x, y = self.stage.scroll_to_show(task)
            self.horizontalScrollBar().setValue(x)
            self.verticalScrollBar().setValue(y)

    # -- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight."""
        if self.paint.pixmaps.ratio != self.devicePixelRatioF():
            self.set_look(self.paint.pixmaps.painter.theme)
        painter = QPainter(self.viewport())
        try:
            if self.stage is None:
                painter.fillRect(self.viewport().rect(), self.paint.colour("ground"))
                return
            # a QRegion gives its rectangles one by one, which its type does not tell
            areas = [
                Rect(r.x(), r.y(), r.width(), r.height()) for r in cast("Iterable[QRect]", event.region())
            ]
            self.paint.paint(painter, self.stage, self.marks(), areas)
            self.paint_over(painter, self.stage)
            self.paint.patience = None
            if self.paint.is_incomplete:
                self._finishing.start()
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
        view, stage = self.viewport(), self.stage
        if stage is None:
            return
        stage.scroll_x = self.horizontalScrollBar().value()
        stage.scroll_y = self.verticalScrollBar().value()
        self.paint.patience = _PATIENCE
        if self.has_overlay():
            view.update()
            return
        view.scroll(dx, dy, _q(stage.frame.ground))
        if dx:
            view.update(_q(stage.frame.heads))
        if dy:
            view.update(_q(stage.frame.labels))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; sideways with Shift, the timeline's days above them; zooms with Ctrl."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if self.stage is None or not delta:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * _ZOOM_STEP ** (delta / 120), event.position().toPoint())
        elif self.stage.frame.strip.contains(event.position().x(), event.position().y()):
            self.stage.turn_strip(-delta)
            self.viewport().update()
        else:
            across = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().y() == 0
            bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
            pixels = event.pixelDelta().x() if across else event.pixelDelta().y()
            bar.setValue(bar.value() - (pixels or delta))
        event.accept()

    def _on_finishing(self) -> None:
        if self.stage is not None:
            self.paint.patience = _PATIENCE
            self.viewport().update(_q(self.stage.frame.ground))

    def _on_judging(self) -> None:
        if self.stage is None:
            self._judging.stop()
        elif self.stage.contents.judge_some(_SLICE):
            # what is in sight was judged when it was painted: the rest is told by the heads alone
            self._judging.stop()
            self.viewport().update(_q(self.stage.frame.heads))

    def _on_screen(self, rect: Rect) -> QRect:
        corner = self.viewport().mapToGlobal(QPoint(round(rect.x), round(rect.y)))
        return QRect(corner.x(), corner.y(), round(rect.w), round(rect.h))


def _q(rect: Rect) -> QRect:
    return QRect(round(rect.x), round(rect.y), round(rect.w), round(rect.h))
