"""The packets that a campaign's file holds: its own and others', those that wait, and who has written a field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import attrs

from battlemap.store import journal
from battlemap.store.mailbox.packet import Packet, compact, read_packet

#: Packets that are on the shelf are read again and again.
_filed: Final = lru_cache(20_000)(read_packet)


@attrs.frozen
class Base:
    """Up to where all sites have the same file: the hash and the number of its newest step then."""

    hash: str
    number: int


@attrs.frozen(eq=False)
class Write:
    """One packet's value of a register; `clock` orders. Who and when, and of what the author knew, its packet tells: it is
    read when that is asked for."""

    site: str
    seq: int
    clock: str
    values: Mapping[str, Any]
    _read: Callable[[str, int], Packet]

    @property
    def packet(self) -> Packet:
        """The packet that has written it."""
        return self._read(self.site, self.seq)

    @property
    def order(self) -> tuple[str, str, int]:
        """By this the last one wins."""
        return self.clock, self.site, self.seq

    def knows(self, other: Write) -> bool:
        """Whether the author knew of another write."""
        return self.seq >= other.seq if self.site == other.site else self.packet.knows(other.site, other.seq)


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
    """Returns site → how many of its packets have been taken in; they come without gaps.

    It is asked site by site, each by two looks into the index, however many packets there are.
    """
    newest = "SELECT site, seq FROM packet WHERE site > ? ORDER BY site, seq LIMIT 1"
    reached: dict[str, int] = {}
    line = connection.execute(newest, [""]).fetchone()
    while line is not None:
        site = str(line[0])
        (reached[site],) = connection.execute("SELECT MAX(seq) FROM packet WHERE site = ?", [site]).fetchone()
        line = connection.execute(newest, [site]).fetchone()
    return reached


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


def put(
    connection: sqlite3.Connection, packets: Sequence[Packet], numbers: Sequence[int | None] = ()
) -> None:
    """Files packets, with who has written what; `numbers` are those of the steps here that they were made from.

    What is written of a row goes in together, row after row as they lie in the file: no page is looked for twice.
    """
    connection.executemany(
        "INSERT INTO packet (site, seq, step, clock, content, hash, signature, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (p.site, p.seq, p.step, p.clock, p.content, p.hash, p.signature, number)
            for p, number in zip(packets, numbers or [None] * len(packets), strict=True)
        ],
    )
    by_row: dict[tuple[str, str], list[tuple[str, str, str, str, int, str]]] = {}
    for packet in packets:
        site, seq = packet.site, packet.seq
        for table, row, register, values in packet.written:
            by_row.setdefault((table, row), []).append((table, row, register, site, seq, compact(values)))
    connection.executemany(
        "INSERT OR IGNORE INTO packet_field (table_name, row_id, field, site, seq, value) VALUES (?, ?, ?, ?, ?, ?)",
        chain.from_iterable(by_row[place] for place in sorted(by_row)),
    )
    connection.execute(
        "DELETE FROM packet_held WHERE EXISTS "
        "(SELECT 1 FROM packet p WHERE p.site = packet_held.site AND p.seq = packet_held.seq)"
    )


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


def packet(connection: sqlite3.Connection, site: str, seq: int) -> Packet | None:
    """Returns one packet, None where it is not here."""
    line = connection.execute(
        "SELECT content, signature FROM packet WHERE site = ? AND seq = ?", [site, seq]
    ).fetchone()
    return read_packet(*line) if line else None


def newest_number(connection: sqlite3.Connection) -> int:
    """Returns the number of the newest step here that is in a packet, 0 for none."""
    line = connection.execute(
        "SELECT number FROM packet WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return int(line[0]) if line else 0


def not_looked_at(connection: sqlite3.Connection) -> list[Packet]:
    """Returns the packets of what was done here since it was last looked: with them conflicts may have come or gone."""
    lines = connection.execute(
        "SELECT content, signature FROM packet WHERE number > (SELECT looked_at FROM mailbox) ORDER BY number"
    )
    return [read_packet(content, signature) for content, signature in lines]


def looked_at(connection: sqlite3.Connection) -> None:
    """Notes that all that was done here so far was looked at."""
    connection.execute(
        "UPDATE mailbox SET looked_at = ? WHERE looked_at < ?", [newest_number(connection)] * 2
    )


def writes(connection: sqlite3.Connection, table: str, row: str, register: str) -> list[Write]:
    """Returns who has written a register of a row since the base, each time."""
    lines = connection.execute(
        "SELECT f.field, f.site, f.seq, f.value, p.clock FROM packet_field f "
        "JOIN packet p ON p.site = f.site AND p.seq = f.seq "
        "WHERE f.table_name = ? AND f.row_id = ? AND f.field = ?",
        [table, row, register],
    )
    return [write for _, write in _writes(connection, lines)]


def newest(
    connection: sqlite3.Connection, table: str, row: str, register: str | None = None
) -> dict[str, list[Write]]:
    """Returns register → what each site has written there last, of one row; of one register where it is named.

    A site knows what it has written itself: of its writes none but the last counts. So no more is read than there are sites.
    """
    is_one = "" if register is None else "AND field = ? "
    lines = connection.execute(
        "SELECT f.field, f.site, f.seq, f.value, p.clock FROM (SELECT field, site, MAX(seq) AS seq, value "
        f"FROM packet_field WHERE table_name = ? AND row_id = ? {is_one}GROUP BY field, site) f "
        "CROSS JOIN packet p ON p.site = f.site AND p.seq = f.seq",
        [table, row] if register is None else [table, row, register],
    )
    by_field: dict[str, list[Write]] = {}
    for field, write in _writes(connection, lines):
        by_field.setdefault(field, []).append(write)
    return by_field


def newest_of(connection: sqlite3.Connection, table: str, row: str, register: str) -> list[Write]:
    """Returns what each site has written into a register of a row last."""
    return newest(connection, table, row, register).get(register, [])


def sites_of(connection: sqlite3.Connection, table: str, row: str) -> dict[str, set[str]]:
    """Returns register → the sites that have ever written it, of one row."""
    lines = connection.execute(
        "SELECT DISTINCT field, site FROM packet_field WHERE table_name = ? AND row_id = ?", [table, row]
    )
    by_field: dict[str, set[str]] = {}
    for field, site in lines:
        by_field.setdefault(field, set()).add(site)
    return by_field


def rows_with(
    connection: sqlite3.Connection, table: str, register: str, values: Mapping[str, Any]
) -> list[str]:
    """Returns the ids of the rows of which some packet has written exactly these values."""
    lines = connection.execute(
        "SELECT DISTINCT row_id FROM packet_field WHERE table_name = ? AND field = ? AND value = ? ORDER BY row_id",
        [table, register, compact(values)],
    )
    return [str(row) for (row,) in lines]


def rows_without(
    connection: sqlite3.Connection, table: str, register: str, values: Mapping[str, Any]
) -> set[str]:
    """Returns the ids of the rows of which some packet has written other values than these."""
    lines = connection.execute(
        "SELECT DISTINCT row_id FROM packet_field "
        "WHERE table_name = ? AND field = ? AND (value < ? OR value > ?)",
        [table, register, compact(values), compact(values)],
    )
    return {str(row) for (row,) in lines}


def heads(candidates: Iterable[Write]) -> list[Write]:
    """Returns the writes that none of the others knew of, the one that counts first.

    Who knows of a write has a higher clock, and knows of all that its author knew: so the heads alone need be asked.
    """
    free: list[Write] = []
    for one in sorted(candidates, key=lambda write: write.order, reverse=True):
        if not any(head.knows(one) for head in free):
            free.append(one)
    return free


def last_of(candidates: Iterable[Write]) -> Write:
    """Returns the write that counts; there must be one."""
    return max(candidates, key=lambda write: write.order)


def _writes(
    connection: sqlite3.Connection, lines: Iterable[tuple[str, str, int, str, str]]
) -> Iterator[tuple[str, Write]]:
    def read(site: str, seq: int) -> Packet:
        line = connection.execute(
            "SELECT content FROM packet WHERE site = ? AND seq = ?", [site, seq]
        ).fetchone()
        return _filed(line[0])

    for field, site, seq, value, clock in lines:
        yield field, Write(site, seq, clock, json.loads(value), read)
