"""A change of the roster tried out: the board as it would be, without a line in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs

from battlemap.domain.kinds.duty import Duty, DutyState
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step


def exchanged(snapshot: Snapshot, one: Duty, other: Duty) -> Snapshot:
    """Returns the board on which two places have changed their people."""
    return _taken(snapshot, ((one, _seated(one, other)), (other, _seated(other, one))))


def _seated(duty: Duty, like: Duty) -> Duty:
    state: DutyState = "absent" if like.person is None else "exchanged"
    return attrs.evolve(
        duty, person=like.person, name_then=like.name_then, phone_then=like.phone_then, state=state
    )


def _taken(snapshot: Snapshot, pairs: Sequence[tuple[Duty, Duty]]) -> Snapshot:
    changes = tuple(Change("duty", after.id, before, after) for before, after in pairs)
    return snapshot.take(Step("", "", "do", "", datetime.min, changes))
