"""A campaign file among others: sharing begins, its steps are packed, and what others have done is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice

import attrs

from battlemap.domain.kinds.entry import Entry
from battlemap.domain.step import Change
from battlemap.domain.words import brief
from battlemap.errors import BattlemapError
from battlemap.store.campaign_file import CampaignFile, random_id
from battlemap.store.fit import row_as_told
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import Packet
from battlemap.store.mailbox.packing import Sign, pack, unsigned
from battlemap.store.mailbox.receiving import Sorted, Trust, everybody
from battlemap.store.mailbox.renewing import renew
from battlemap.store.mailbox.taking import Received, difference, take_in
from battlemap.store.records import record
from battlemap.store.repository import Repository


@attrs.frozen
class Foresight:
    """What packets would do: how they are sorted, and every row that would be another one."""

    order: Sorted
    changes: tuple[Change, ...]


class _Enough(BattlemapError):
    """Ends a look ahead."""


def is_shared(file: CampaignFile) -> bool:
    """Whether several PCs work on the campaign."""
    with file.reading() as connection:
        return shelf.base_of(connection) is not None


def begin_sharing(file: CampaignFile) -> None:
    """Has work of several PCs begin now, unless it has; who joins copies the file afterwards."""
    with file.transaction() as connection:
        shelf.begin(connection)


def packed(file: CampaignFile, sign: Sign = unsigned) -> None:
    """Ensures that all that was done here is in packets."""
    with file.transaction() as connection:
        pack(connection, _campaign(file), sign)


def receive(
    file: CampaignFile,
    packets: Iterable[Packet],
    actor: str,
    at: datetime,
    trust: Trust = everybody,
    sign: Sign = unsigned,
    is_ours_doubted: bool = False,
) -> Received:
    """Takes packets in, as one step or none; `file.last_step` is that step. See `mailbox.taking.take_in`.

    Where others hold something else in this PC's name, signed by it or `is_ours_doubted`, the file goes on under another
    site; see `mailbox.renewing`.
    """
    incoming = list(packets)
    names = "、".join(sorted({packet.actor for packet in incoming}))
    label = f"接收协作数据（{brief(names)}）" if names else "整理协作数据"

    def gate() -> AbstractContextManager[Repository]:
        return file.step(label, actor, at, "merge")

    with file.transaction() as connection:
        campaign = _campaign(file)
        packed_now = pack(connection, campaign, sign)
        of_us = [p for p in incoming if p.site == file.site and (is_ours_doubted or not trust(p))]
        was = file.site
        renewal = renew(connection, was, of_us, random_id, lambda _, hash: sign(was, hash))
        file.site = renewal.site if renewal else was
        try:
            again = renewal.packets if renewal else ()
            received = take_in(connection, campaign, incoming, gate, at, trust, sign, again)
        except BaseException:
            file.site = was
            raise
    return attrs.evolve(
        received,
        packed=(*packed_now, *received.packed),
        renewed=renewal.words if renewal else "",
    )


def hash_of(file: CampaignFile, seq: int) -> str:
    """Returns the hash of one of this PC's own packets, "" where it is not here."""
    with file.reading() as connection:
        return shelf.hash_at(connection, file.site, seq)


def sent(file: CampaignFile) -> int:
    """Returns up to which of its own packets this PC knows that the others can have heard of it."""
    with file.reading() as connection:
        line = connection.execute("SELECT seq FROM mailbox_sent WHERE site = ?", [file.site]).fetchone()
    return int(line[0]) if line else 0


def note_sent(file: CampaignFile, seq: int) -> None:
    """Keeps what `sent` returns from now on."""
    with file.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO mailbox_sent (site, seq) VALUES (?, ?)", [file.site, seq])


def own_packets(file: CampaignFile, after: int, most: int) -> list[Packet]:
    """Returns this PC's own packets with higher numbers, in order, so many at most."""
    with file.reading() as connection:
        return list(islice(shelf.packets(connection, file.site, after), most))


def entries_in_conflict(file: CampaignFile) -> dict[str, Entry]:
    """Returns id → the entries of ledgers, deleted or not, that open conflicts are about."""
    with file.reading() as connection:
        lines = connection.execute(
            f"SELECT {', '.join(record('entry').columns)} FROM entry WHERE id IN "
            "(SELECT row FROM conflict WHERE about = 'entry' AND settled_on IS NULL AND deleted = 0)"
        ).fetchall()
    rows = (row_as_told("entry", values) for values in lines)
    return {row.id: row for row in rows if isinstance(row, Entry)}


def foresee(file: CampaignFile, packets: Iterable[Packet], trust: Trust = everybody) -> Foresight:
    """Returns what packets would do; nothing is written."""
    incoming = list(packets)
    seen: list[Foresight] = []
    try:
        with file.transaction() as connection:
            seen.append(Foresight(*difference(connection, _campaign(file), incoming, trust)))
            raise _Enough("")
    except _Enough:
        return seen[0]


def packets_numbered(file: CampaignFile, numbers: Iterable[int]) -> list[Packet]:
    """Returns this PC's own packets of these numbers, as far as they are here."""
    with file.reading() as connection:
        found = (shelf.packet(connection, file.site, number) for number in sorted(numbers))
        return [packet for packet in found if packet is not None]


def vector_of(file: CampaignFile) -> dict[str, int]:
    """Returns site → how many of its packets are here."""
    with file.reading() as connection:
        return shelf.vector(connection)


def all_packets(file: CampaignFile, after: dict[str, int] | None = None) -> Iterator[Packet]:
    """Yields every packet that is here, those with higher numbers than `after` tells of its site, in an order to be applied."""
    with file.reading() as connection:
        packets = [
            packet
            for site in sorted(shelf.vector(connection))
            for packet in shelf.packets(connection, site, (after or {}).get(site, 0))
        ]
    yield from sorted(packets, key=lambda packet: packet.clock)


def _campaign(file: CampaignFile) -> str:
    with file.reading() as connection:
        return str(connection.execute("SELECT id FROM campaign").fetchone()[0])
