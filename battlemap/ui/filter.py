"""Which cards are shown: words, lamps, a unit, a due day; all that is set must hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import attrs

from battlemap.domain.lamp import Lamp
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.task import Task

#: In `Filter.unit`: tasks for which no unit has been named (待定).
NO_UNIT: Final = ""


@attrs.frozen
class Filter:
    """A filter without anything set lets every card pass."""

    words: str = ""
    lamps: frozenset[Lamp] = frozenset()
    unit: str | None = None
    day: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it lets every card pass."""
        return not (self.words.split() or self.lamps or self.unit is not None or self.day)

    def passing(self, snapshot: Snapshot, lamp_of: Callable[[str], Lamp]) -> frozenset[str]:
        """Returns the ids of the live tasks that pass; `lamp_of` is asked last and only where lamps are set."""
        words = self.words.lower().split()
        return frozenset(
            task.id
            for task in snapshot.tasks.values()
            if not task.deleted
            and (self.day is None or task.due_on == self.day)
            and (self.unit is None or (task.responsible_unit or NO_UNIT) == self.unit)
            and (not words or _holds(words, task, snapshot))
            and (not self.lamps or lamp_of(task.id) in self.lamps)
        )


def _holds(words: list[str], task: Task, snapshot: Snapshot) -> bool:
    """Whether code, title, unit or owner hold every one of the (lower-case) words."""
    unit = snapshot.units.get(task.responsible_unit or "")
    name = f"{unit.name} {unit.short_name}" if unit else ""
    text = f"{task.code} {task.title} {name} {snapshot.person_name(task.owner)}".lower()
    return all(word in text for word in words)
