"""Ageing (停留天数): for how many days the tasks have stood in their lanes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from battlemap.domain.kinds.task import Lane, Task

#: The lanes in which a task waits for something; what is struck off has arrived.
AGEING_LANES: Final[tuple[Lane, ...]] = ("waiting", "moving", "checking")
#: First and last day of each span; the last one has no end.
SPANS: Final[tuple[tuple[int, int | None], ...]] = ((0, 3), (4, 7), (8, 14), (15, 30), (31, None))


@attrs.frozen
class AgeSpan:
    """The tasks of one span of days: lane → ids, in the order given."""

    least: int
    most: int | None
    tasks: Mapping[Lane, tuple[str, ...]]

    @property
    def words(self) -> str:
        """「4–7 天」, 「30 天以上」."""
        return f"{self.least}–{self.most} 天" if self.most is not None else f"{self.least - 1} 天以上"

    @property
    def count(self) -> int:
        """How many tasks it holds."""
        return sum(map(len, self.tasks.values()))


def ageing(tasks: Iterable[Task], since: Mapping[str, date], as_of: date) -> tuple[AgeSpan, ...]:
    """Returns every live task that is not struck off in the span of days since it came into its lane.

    A task of which no day is known, or one after `as_of`, came today.
    """
    held: list[dict[Lane, list[str]]] = [{lane: [] for lane in AGEING_LANES} for _ in SPANS]
    for task in tasks:
        if task.deleted or task.lane not in AGEING_LANES:
            continue
        age = max(0, (as_of - since.get(task.id, as_of)).days)
        place = next(n for n, (_, most) in enumerate(SPANS) if most is None or age <= most)
        held[place][task.lane].append(task.id)
    return tuple(
        AgeSpan(least, most, {lane: tuple(ids) for lane, ids in lanes.items()})
        for (least, most), lanes in zip(SPANS, held, strict=True)
    )
