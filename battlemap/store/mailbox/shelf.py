"""The packets that a campaign's file holds: its own and others', those that wait, and who has written a field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import attrs

from battlemap.store import journal
from battlemap.store.mailbox.packet import Packet, read_packet

#: Packets that are on the shelf are read again and again.
_filed: Final = lru_cache(20_000)(read_packet)


@attrs.frozen
class Base:
    """Up to where all sites have the same file: the hash and the number of its newest step then."""

    hash: str
    number: int


@attrs.frozen
class Write:
    """One packet's value of a register; `clock` orders, `packet` says who and when and of what the author knew."""

    packet: Packet
    values: Mapping[str, Any]

    @property
    def order(self) -> tuple[str, str, int]:
        """By this the last one wins."""
        return self.packet.clock, self.packet.site, self.packet.seq

    def knows(self, other: Write) -> bool:
        """Whether the author knew of another write."""
        return self.packet.knows(other.packet.site, other.packet.seq)


def base_of(connection: sqlite3.Connection) -> Base | None:
    """Returns the base, None in a campaign on which one PC alone works."""
    line = connection.execute("SELECT base, base_number FROM mailbox").fetchone()
    return Base(*line) if line else None


def begin(connection: sqlite3.Connection) -> Base:
    """Has sharing begin at the newest step, unless it has begun; whoever joins copies the file afterwards."""
    there = base_of(connection)
    if there is not None:
        return there
    last = journal.last_header(connection)
    base = Base((last.hash or "") if last else "", last.number if last else 0)
    connection.execute(
        "INSERT INTO mailbox (id, base, base_number) VALUES (1, ?, ?)", [base.hash, base.number]
    )
    return base


def vector(connection: sqlite3.Connection) -> dict[str, int]:
    """Returns site → how many of its packets have been taken in; they come without gaps."""
    lines = connection.execute("SELECT site, MAX(seq) FROM packet GROUP BY site")
    return {str(site): int(seq) for site, seq in lines}


def hash_at(connection: sqlite3.Connection, site: str, seq: int) -> str:
    """Returns the hash of a packet, that of the base for 0, "" where it is not there."""
    if seq == 0:
        base = base_of(connection)
        return base.hash if base else ""
    line = connection.execute("SELECT hash FROM packet WHERE site = ? AND seq = ?", [site, seq]).fetchone()
    return str(line[0]) if line else ""


def newest_clock(connection: sqlite3.Connection) -> str:
    """Returns the highest clock of all packets, "" where there are none: every step here comes after it."""
    line = connection.execute("SELECT MAX(clock) FROM packet").fetchone()
    return str(line[0] or "")


def put(connection: sqlite3.Connection, packet: Packet, number: int | None) -> None:
    """Files a packet, with who has written what."""
    connection.execute(
        "INSERT INTO packet (site, seq, step, clock, content, hash, signature, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [packet.site, packet.seq, packet.step, packet.clock, packet.content, packet.hash, packet.signature, number],
    )  # fmt: skip
    connection.executemany(
        "INSERT OR IGNORE INTO packet_field (table_name, row_id, field, site, seq, value) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (table, row, register, packet.site, packet.seq, _text(values))
            for table, row, register, values in packet.written
        ],
    )
    connection.execute("DELETE FROM packet_held WHERE site = ? AND seq = ?", [packet.site, packet.seq])


def vouch(connection: sqlite3.Connection, packets: Iterable[Packet]) -> None:
    """Gives packets that are here without a signature, for they were packed from a copied file, the one of their author."""
    connection.executemany(
        "UPDATE packet SET signature = ? WHERE site = ? AND seq = ? AND hash = ? AND signature = ''",
        [(packet.signature, packet.site, packet.seq, packet.hash) for packet in packets if packet.signature],
    )


def hold(connection: sqlite3.Connection, packet: Packet) -> None:
    """Keeps a packet that cannot be applied yet."""
    connection.execute(
        "INSERT OR REPLACE INTO packet_held (site, seq, content, hash, signature) VALUES (?, ?, ?, ?, ?)",
        [packet.site, packet.seq, packet.content, packet.hash, packet.signature],
    )


def held(connection: sqlite3.Connection) -> list[Packet]:
    """Returns the packets that wait."""
    lines = connection.execute("SELECT content, signature FROM packet_held ORDER BY site, seq")
    return [read_packet(content, signature) for content, signature in lines]


def packets(connection: sqlite3.Connection, site: str, after: int = 0) -> Iterator[Packet]:
    """Yields a site's packets with a higher number than `after`, in order."""
    lines = connection.execute(
        "SELECT content, signature FROM packet WHERE site = ? AND seq > ? ORDER BY seq", [site, after]
    )
    for content, signature in lines:
        yield read_packet(content, signature)


def done_since_merge(connection: sqlite3.Connection) -> list[Packet]:
    """Returns the packets of what was done here after the newest merge: with them conflicts may have come or gone."""
    lines = connection.execute(
        "SELECT content, signature FROM packet "
        "WHERE number > (SELECT COALESCE(MAX(number), 0) FROM step WHERE kind = 'merge') ORDER BY number"
    )
    return [read_packet(content, signature) for content, signature in lines]


def writes(
    connection: sqlite3.Connection, table: str, row: str, register: str | None = None
) -> dict[str, list[Write]]:
    """Returns register → who has written it since the base, of one row; of one register where it is named."""
    lines = connection.execute(
        "SELECT f.field, f.value, p.content FROM packet_field f JOIN packet p ON p.site = f.site AND p.seq = f.seq "
        "WHERE f.table_name = ? AND f.row_id = ? AND (? IS NULL OR f.field = ?)",
        [table, row, register, register],
    )
    by_field: dict[str, list[Write]] = {}
    for field, value, content in lines:
        by_field.setdefault(field, []).append(Write(_filed(content), json.loads(value)))
    return by_field


def rows_with(
    connection: sqlite3.Connection, table: str, register: str, values: Mapping[str, Any]
) -> list[str]:
    """Returns the ids of the rows of which some packet has written exactly these values."""
    lines = connection.execute(
        "SELECT DISTINCT row_id FROM packet_field WHERE table_name = ? AND field = ? AND value = ? ORDER BY row_id",
        [table, register, _text(values)],
    )
    return [str(row) for (row,) in lines]


def heads(candidates: Iterable[Write]) -> list[Write]:
    """Returns the writes that none of the others knew of, the one that counts first.

    Who knows of a write has a higher clock, and knows of all that its author knew: so the heads alone need be asked.
    """
    free: list[Write] = []
    for one in sorted(candidates, key=lambda write: write.order, reverse=True):
        if not any(head.knows(one) for head in free):
            free.append(one)
    return free


def _text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
