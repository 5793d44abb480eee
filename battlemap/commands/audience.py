"""The audience of a session: everybody hears of every step, once and in the order in which they were done."""

from __future__ import annotations

from collections.abc import Callable

from battlemap.domain.reach import Reach
from battlemap.domain.step import Step

Hear = Callable[[Step, Reach], None]


class Audience:
    """Who listens; `is_hearing` while a step is being told: what is done then would be heard before it."""

    def __init__(self) -> None:
        self._listeners: list[Hear] = []
        self.is_hearing = False

    def listen(self, hear: Hear, *, is_first: bool = False) -> Callable[[], None]:
        """Has `hear` told of every step from now on, before all others where it is quick; returns how to stop that."""
        self._listeners.insert(0 if is_first else len(self._listeners), hear)
        return lambda: self._listeners.remove(hear) if hear in self._listeners else None

    def leave(self) -> None:
        """Nobody listens any more."""
        self._listeners.clear()

    def tell(self, step: Step, reach: Reach) -> None:
        """Tells everybody; where a listener fails the others hear of the step all the same, then its error is raised."""
        failure: Exception | None = None
        self.is_hearing = True
        try:
            for hear in tuple(self._listeners):
                try:
                    hear(step, reach)
                except Exception as error:
                    failure = failure or error
        finally:
            self.is_hearing = False
        if failure is not None:
            raise failure
