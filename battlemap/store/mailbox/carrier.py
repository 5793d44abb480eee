"""What every carrier does: hands packets out, brings those of others, and tells who is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from battlemap.store.mailbox.packet import Packet

#: A clock that differs by more seconds is told of.
MOST_SKEW = 120


@attrs.frozen
class Member:
    """A PC as it was last heard of: who sits there, when by its clock and ours, whose card is open there, and in `wants`
    which packets it asks for, see `mailbox.wishes`."""

    site: str
    actor: str
    at: datetime
    heard_at: datetime
    task: str = ""
    wants: tuple[str, ...] = ()

    @property
    def skew(self) -> int:
        """Seconds by which its clock goes before ours, as far as that can be told."""
        return round((self.at - self.heard_at).total_seconds())


@attrs.frozen
class Standing:
    """What stands with a carrier in this PC's name: number and hash of the newest packet, and up to where none is lacking."""

    seq: int = 0
    hash: str = ""
    whole: int = 0


@attrs.frozen
class Brought:
    """What a carrier has brought: packets, in words what was torn, and what of it is to be asked for again."""

    packets: tuple[Packet, ...] = ()
    torn: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


class Carrier(Protocol):
    """A way between PCs. All raise CarrierAway while it cannot be reached; nothing is lost by that."""

    def send(self, packets: Sequence[Packet], again: Collection[int] = ()) -> int:
        """Hands out what is not there yet, all of it or what it came to, and returns how many; those numbered in `again`
        as well, which somebody could not read."""
        ...

    def bring(self, vector: Mapping[str, int]) -> Brought:
        """Returns the packets with higher numbers than are known of their sites."""
        ...

    def standing(self) -> Standing:
        """Returns what stands there in this PC's name."""
        ...

    def appear(self, member: Member) -> None:
        """Says that this PC is there."""
        ...

    def members(self, now: datetime) -> tuple[Member, ...]:
        """Returns the PCs that have been heard of, the latest first."""
        ...

    def close(self) -> None:
        """Lets go; may be called twice."""
        ...
