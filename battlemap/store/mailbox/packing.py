"""Steps that were done here become packets, in their order, before anything is sent or taken in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import attrs

from battlemap.domain.step import TABLES
from battlemap.store import journal
from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import Packet, Written, written_in

#: Returns a site's signature of a hash, "" where it has no key here.
Sign = Callable[[str, str], str]


def unsigned(site: str, hash: str) -> str:
    """No signature."""
    return ""


def pack(connection: sqlite3.Connection, campaign: str, sign: Sign = unsigned) -> list[Packet]:
    """Files a packet for every step since the base that is in none yet and no merge; returns them.

    A step that came with a copied file is packed as its own site has packed it, to the letter. Called inside a transaction.
    """
    base = shelf.base_of(connection)
    if base is None:
        return []
    vector = shelf.vector(connection)
    made: list[Packet] = []
    for head in journal.headers(connection, max(base.number, shelf.newest_number(connection))):
        if head.kind == "merge":
            continue
        written: dict[tuple[str, str, str], Written] = {}
        for change in journal.step_of(connection, head).changes:
            if change.table in TABLES:
                for one in written_in(change):
                    written[one[:3]] = one
        seq = vector.get(head.site, 0) + 1
        packet = Packet(
            campaign, base.hash, head.site, seq, head.id, head.clock, head.at, head.actor, head.label, head.kind,
            head.undoes or "", SCHEMA_VERSION, {s: n for s, n in vector.items() if s != head.site},
            tuple(written.values()), shelf.hash_at(connection, head.site, seq - 1),
        )  # fmt: skip
        packet = attrs.evolve(packet, signature=sign(head.site, packet.hash))
        shelf.put(connection, [packet], [head.number])
        vector[head.site] = seq
        made.append(packet)
    if made and len(vector) == 1:
        # nobody else was heard of yet: what one site alone has done goes together
        shelf.looked_at(connection)
    return made
