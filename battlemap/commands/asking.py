"""What this PC lacks is asked for by name, and what others lack of it is handed out once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from battlemap.store.mailbox.carrier import Member
from battlemap.store.mailbox.wishes import asked_of, wishes

#: The same is not handed out again sooner: who has asked must have the time to hear.
_PATIENCE: Final = timedelta(minutes=1)
#: So many packets at a time.
_MOST: Final = 2_000


class Asking:
    """The wishes of this PC and those of the others."""

    def __init__(self) -> None:
        #: What this PC asks the others for.
        self.wants: tuple[str, ...] = ()
        self._asked: frozenset[int] = frozenset()
        self._handed: dict[int, datetime] = {}

    def heard(self, lacking: Iterable[str], members: Sequence[Member], site: str, own: int) -> None:
        """Notes what is lacking here, by name, and what others ask for of the `own` packets that this PC, `site`, has."""
        self.wants = wishes(name for name in lacking if not asked_of(site, name, own))
        self._asked = frozenset(
            number for member in members for wanted in member.wants for number in asked_of(site, wanted, own)
        )

    def due(self, now: datetime, after: int) -> frozenset[int]:
        """Returns the numbers to be handed out again now, besides those above `after`, which go out anyway."""
        self._handed = {n: at for n, at in self._handed.items() if timedelta() <= now - at < _PATIENCE}
        due = sorted(n for n in self._asked if n <= after and n not in self._handed)[:_MOST]
        self._handed |= dict.fromkeys(due, now)
        return frozenset(due)
