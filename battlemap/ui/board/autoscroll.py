"""Scrolls while something is dragged near an edge: the nearer, the faster, without waiting for mouse moves."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, QTimer, Signal

from battlemap.layout.scene import Rect

#: The width of the zone at each edge, in px, and the speed at the edge itself, in px per second.
ZONE: Final = 56
FASTEST: Final = 1600
_TICK_MS: Final = 16


def speed(at: float, low: float, high: float) -> float:
    """Returns the speed in px/s for a pointer at `at` in the span low … high: 0 inside, a ramp in the edge zones."""
    zone = min(ZONE, (high - low) / 3)
    if zone <= 0:
        return 0.0
    if at < low + zone:
        return -FASTEST * min(1.0, (low + zone - at) / zone) ** 2
    if at > high - zone:
        return FASTEST * min(1.0, (at - high + zone) / zone) ** 2
    return 0.0


class AutoScroll(QObject):
    """Emits `scrolled(dx, dy)` in whole px while the pointer stays in an edge zone of the area."""

    scrolled = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._clock = QElapsedTimer()
        self._speed = (0.0, 0.0)
        self._rest = (0.0, 0.0)

    @property
    def is_running(self) -> bool:
        """Whether it scrolls at present."""
        return self._timer.isActive()

    def follow(self, pointer: QPointF, area: Rect, is_vertical: bool = True) -> None:
        """Takes the pointer's place; starts, changes speed or stops as the place asks."""
        across = speed(pointer.x(), area.x, area.right)
        down = speed(pointer.y(), area.y, area.bottom) if is_vertical else 0.0
        self._speed = (across, down)
        if not (across or down):
            self.stop()
        elif not self._timer.isActive():
            self._rest = (0.0, 0.0)
            self._clock.start()
            self._timer.start()

    def stop(self) -> None:
        """Stops at once."""
        self._timer.stop()

    def _on_tick(self) -> None:
        seconds = min(0.1, self._clock.restart() / 1000)
        x = self._rest[0] + self._speed[0] * seconds
        y = self._rest[1] + self._speed[1] * seconds
        self._rest = (x - int(x), y - int(y))
        if int(x) or int(y):
            self.scrolled.emit(int(x), int(y))
