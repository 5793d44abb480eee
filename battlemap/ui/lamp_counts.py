"""How many cards burn in which lamp: asked bit by bit, then kept up with every step."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from battlemap.domain.judging.lamp import Lamp
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot

#: Seconds of judging at a time, so that the window stays fluent.
_SLICE = 0.006


class LampCounts(QObject):
    """Asks `lamp_of(task)` in the background; emits `counted` when all are known and after every change since."""

    counted = Signal()

    def __init__(self, lamp_of: Callable[[str], Lamp | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lamp_of = lamp_of
        self._lamps: dict[str, Lamp] = {}
        self._waiting: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask_some)

    def begin(self, snapshot: Snapshot) -> None:
        """Counts everything anew."""
        self._snapshot = snapshot
        self._lamps.clear()
        self._waiting = {id for ids in snapshot.cells.values() for id in ids}
        self._timer.start()

    def follow(self, reach: Reach, snapshot: Snapshot) -> None:
        """Asks again for what a step has rejudged, brought or taken away."""
        if reach.is_everything:
            self.begin(snapshot)
            return
        self._snapshot = snapshot
        touched = reach.rejudged | reach.came | reach.went
        for id in touched:
            self._lamps.pop(id, None)
        self._waiting |= touched
        self._timer.start()

    def lamp(self, task: str) -> Lamp:
        """Returns the lamp of a live task, asked for now if it is not known."""
        lamp = self._lamps.get(task)
        if lamp is None:
            lamp = self._lamp_of(task)
            assert lamp is not None, "a live task has a lamp"
            self._lamps[task] = lamp
        return lamp

    @property
    def is_complete(self) -> bool:
        """Whether every card's lamp is known."""
        return not self._waiting

    def numbers(self) -> Counter[Lamp]:
        """Returns how many cards burn in each lamp, of those known so far."""
        return Counter(self._lamps.values())

    def _ask_some(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._waiting and time.perf_counter() < until:
            id = self._waiting.pop()
            task = self._snapshot.tasks.get(id)
            if task is not None and not task.deleted and self._snapshot.actions[task.action].is_shown:
                self.lamp(id)
        if self._waiting:
            self._timer.start()
        else:
            self.counted.emit()
