"""Signatures of packets that come in: each is checked once, many of them by several threads at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from battlemap.domain.kinds.member import Member
from battlemap.store.mailbox import keys
from battlemap.store.mailbox.packet import Packet

#: Of so many packets and more, signatures are checked by threads and no garbage is looked for.
MANY: Final = 500
_THREADS: Final = 4


class Signatures:
    """What was found of the signatures of one batch; what is not of it is checked when it is asked for."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], bool] = {}

    def look_at(self, packets: Sequence[Packet], members: Mapping[str, Member]) -> None:
        """Checks the signatures of packets by the keys that their sites are known by, anew."""
        self._found = {}
        if len(packets) < MANY:
            return
        asked = [(members[p.site].public_key, p.hash, p.signature) for p in packets if p.site in members]
        asked = list(dict.fromkeys(asked))
        # the library lets go of the interpreter while it reckons
        with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as threads:
            good = threads.map(
                _all_signed, (asked[start : start + MANY] for start in range(0, len(asked), MANY))
            )
            self._found = dict(zip(asked, (one for some in good for one in some), strict=True))

    def is_good(self, public_key: str, packet: Packet) -> bool:
        """Whether a packet was signed with the secret key that belongs to a public one."""
        asked = (public_key, packet.hash, packet.signature)
        known = self._found.get(asked)
        return keys.is_signed(*asked) if known is None else known


def _all_signed(asked: Sequence[tuple[str, str, str]]) -> list[bool]:
    return [keys.is_signed(*one) for one in asked]
