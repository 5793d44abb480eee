"""What each action has brought in: tasks struck off (销号), finished and awaiting the check (办结), still open."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from battlemap.domain.kinds.action import Action
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class Turnout:
    """One action and the ids of its tasks."""

    action: Action
    struck_off: tuple[str, ...]
    checking: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def tasks(self) -> int:
        """How many there are in all."""
        return len(self.struck_off) + len(self.checking) + len(self.open)


def turnouts(snapshot: Snapshot, only: frozenset[str] | None = None) -> tuple[Turnout, ...]:
    """Returns the turnout of every action from left to right, counting the tasks of `only`, all for None.

    An action without a counted task is left out where only some count.
    """

    def wanted(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if only is None or id in only)

    turnouts = [
        Turnout(
            action,
            wanted(snapshot.cell(action.id, "struck_off")),
            wanted(snapshot.cell(action.id, "checking")),
            wanted((*snapshot.cell(action.id, "waiting"), *snapshot.cell(action.id, "moving"))),
        )
        for action in snapshot.columns
    ]
    return tuple(turnout for turnout in turnouts if only is None or turnout.tasks)
