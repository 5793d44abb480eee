"""The board's surface: shows a snapshot, scrolls, zooms and folds; knows no gesture and no selection."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card_face import Density
from battlemap.layout.scene import Rect
from battlemap.render.fonts import Fonts
from battlemap.render.painter import ScenePainter
from battlemap.shown.board.contents import BoardContents
from battlemap.shown.board.stage import Stage
from battlemap.shown.presence import Presence
from battlemap.theme import Theme
from battlemap.ui.board.paint import BoardPaint, Marks
from battlemap.ui.board.pixmaps import Pixmaps
from battlemap.ui.painted_area import PaintedArea

_ZOOM_STEP: Final = 1.1
#: Cards are judged ahead in slices of this many seconds, so that no frame is missed.
_SLICE: Final = 0.006

#: While scrolling, a frame spends so many seconds on cards that were not seen before.
_PATIENCE: Final = 0.004


class BoardSurface(PaintedArea):
    """Everything about showing; `stage` is None until something has been presented."""

    zoom_changed = Signal(float)
    stage: Stage | None

    def __init__(self, look: Theme, fonts: Fonts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts or Fonts()
        self._judging = QTimer(self, interval=0)
        self._judging.timeout.connect(self._on_judging)
        self._are_judged = False
        self._finishing = QTimer(self, singleShot=True, interval=0)
        self._finishing.timeout.connect(self._on_finishing)
        self._fades_after = 0
        self.presence: Presence = {}
        self.set_look(look)

    # -- what is shown ------------------------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, as_of: date, only: Collection[str] | None = None) -> None:
        """Shows a snapshot as of a day, only the cards `only` where given; zoom, folding and scroll stay."""
        contents = BoardContents(snapshot, as_of, None if only is None else frozenset(only))
        contents.fade(self._fades_after)
        contents.see(self.presence)
        if self.stage is None:
            self.stage = Stage(contents)
            self.fit_stage()
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

    def set_presence(self, presence: Presence) -> None:
        """Marks the cards that are open elsewhere."""
        self.presence = presence
        if self.stage is not None and self.stage.contents.see(presence):
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
        self.scroll_to_place(x, y)
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
        live_task = self.stage and self.stage.contents.snapshot.tasks.get(task)
        return self.stage.contents.lamp(task) if self.stage and live_task else None

    def rect_of(self, task: str) -> QRect:
        """Returns where a card stands on the screen (global); empty where it is not shown or not in sight."""
        rect = self.stage.card_rect(task) if self.stage else None
        if rect is None or self.stage is None or not rect.meets(self.stage.frame.ground):
            return QRect()
        return self.on_screen(rect)

    def cell_rect_of(self, action: str, lane: str) -> QRect:
        """Returns the part in sight of a cell on the screen; empty where there is none."""
        if self.stage is None:
            return QRect()
        rect = self.stage.cell_rect(action, lane)
        return self.on_screen(rect) if rect else QRect()

    def day_rect_of(self, day: date) -> QRect:
        """Returns where a day of the timeline stands on the screen; empty where it is not shown."""
        if self.stage is None or not self.stage.strip.holds(day):
            return QRect()
        return self.on_screen(self.stage.day_rect(day))

    def head_rect_of(self, action: str) -> QRect:
        """Returns where a column's head stands on the screen; empty for an unknown action."""
        rect = self.stage.head_rect_of(action) if self.stage else None
        return self.on_screen(rect) if rect else QRect()

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
        """Lays out anew; cards that nobody has judged are judged from then on."""
        super().rearrange()
        if self.stage is not None:
            self._are_judged = False
            self._judging.start()

    def scroll_to(self, task: str) -> None:
        """Scrolls as little as needed to see a card."""
        if self.stage is not None:
            self.scroll_to_place(*self.stage.scroll_to_show(task))

    # -- events -------------------------------------------------------------------------------------------------

    def empty_colour(self) -> QColor:
        """The ground's."""
        return self.paint.colour("ground")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight, as sharp as the screen is."""
        if self.paint.pixmaps.ratio != self.devicePixelRatioF():
            self.set_look(self.paint.pixmaps.painter.theme)
        super().paintEvent(event)

    def paint_parts(self, painter: QPainter, parts: list[Rect]) -> None:
        """Paints these parts; what was too much for one frame follows in the next."""
        if self.stage is not None:
            self.paint.paint(painter, self.stage, self.marks(), parts)
            self.paint_over(painter, self.stage)
            self.paint.patience = None
            if self.paint.is_incomplete:
                self._finishing.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolls; cards that were not seen before may come a frame later."""
        self.paint.patience = _PATIENCE
        super().scrollContentsBy(dx, dy)

    def shift_picture(self, dx: int, dy: int) -> None:
        """Shifts the cards; heads and labels are painted anew."""
        view, stage = self.viewport(), self.stage
        if stage is None:
            return
        view.scroll(dx, dy, _q(stage.frame.ground))
        if dx:
            view.update(_q(stage.frame.heads))
        if dy:
            view.update(_q(stage.frame.labels))

    def zoom_at(self, notches: float, at: QPoint) -> None:
        """Zooms around a point."""
        self.set_zoom(self.zoom * _ZOOM_STEP**notches, at)

    def turned_otherwise(self, event: QWheelEvent, delta: int) -> bool:
        """Over the timeline's days the wheel turns these."""
        at, stage = event.position(), self.stage
        if stage is None or not stage.frame.strip.contains(at.x(), at.y()):
            return False
        stage.turn_strip(-delta)
        self.viewport().update()
        return True

    def _on_finishing(self) -> None:
        if self.stage is not None:
            self.paint.patience = _PATIENCE
            self.viewport().update(_q(self.stage.frame.ground))

    def _on_judging(self) -> None:
        if self.stage is None:
            self._judging.stop()
        elif self._are_judged:
            self._forecast_some(self.stage)
        elif self.stage.contents.judge_some(_SLICE):
            # what is in sight was judged when it was painted: the rest is told by the heads alone
            self._are_judged = True
            self.viewport().update(_q(self.stage.frame.heads))

    def _forecast_some(self, stage: Stage) -> None:
        """Paints anew the cards in sight that a slice of forecasts has marked."""
        changed = stage.contents.forecast_some(_SLICE)
        if changed is None:
            self._judging.stop()
            return
        for task in changed:
            rect = stage.card_rect(task)
            if rect is not None and rect.meets(stage.frame.ground):
                self.viewport().update(_q(rect))


def _q(rect: Rect) -> QRect:
    return QRect(round(rect.x), round(rect.y), round(rect.w), round(rect.h))
