"""A PC goes on under another site where others hold, in its name, something else than its own journal tells.

That is so after an older backup was put back and work went on, where two PCs bear one site, or where somebody has rewritten
the journal: which of these it was, people must judge. What stands here goes on under the new site; what the others hold
comes back as theirs does, and where the two differ there are conflicts in sight. Nothing of either is lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import attrs

from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import Packet
from battlemap.store.mailbox.packing import Sign


@attrs.frozen
class Renewal:
    """From which packet on this PC's own ones were another's; they bear the new site now, `packets` in order."""

    was: str
    site: str
    first: int
    packets: tuple[Packet, ...]

    @property
    def words(self) -> str:
        """What is said of it."""
        return (
            f"本机从第 {self.first} 个数据包起（共 {len(self.packets)} 步）与其他电脑手里的签名记录不同："
            "从旧备份恢复后又有改动，两台电脑用了同一编号，或日志被改写过。两边的改动都已保留，"
            f"本机改用编号 {self.site} 继续；请核对冲突和历史。"
        )


def site_now(connection: sqlite3.Connection, site: str) -> str:
    """Returns the site that a PC goes by in this file."""
    successors = dict(connection.execute("SELECT was, site FROM mailbox_site").fetchall())
    while site in successors:
        site = successors[site]
    return site


def renew(
    connection: sqlite3.Connection,
    site: str,
    packets: Iterable[Packet],
    new_site: Callable[[], str],
    sign: Sign,
) -> Renewal | None:
    """Has a PC go on under a new site where packets that others hold in its name differ from its own; None where none do.

    Called inside a transaction, when all that was done here is packed.
    """
    ours = [packet for packet in packets if packet.site == site]
    differing = [p.seq for p in ours if (shelf.hash_at(connection, site, p.seq) or p.hash) != p.hash]
    if not differing:
        return None
    first = min(differing)
    own = list(shelf.packets(connection, site, first - 1))
    numbers = dict(connection.execute("SELECT seq, number FROM packet WHERE site = ?", [site]).fetchall())
    for table in ("packet", "packet_field"):
        connection.execute(f"DELETE FROM {table} WHERE site = ? AND seq >= ?", [site, first])
    name = new_site()
    connection.execute("INSERT INTO mailbox_site (was, site) VALUES (?, ?)", [site, name])
    made: list[Packet] = []
    previous = shelf.hash_at(connection, name, 0)
    for seq, packet in enumerate(own, 1):
        seen = {**packet.seen, site: first - 1}
        renewed = attrs.evolve(packet, site=name, seq=seq, seen=seen, previous=previous)
        renewed = attrs.evolve(renewed, signature=sign(name, renewed.hash))
        made.append(renewed)
        previous = renewed.hash
    shelf.put(connection, made, [numbers[packet.seq] for packet in own])
    return Renewal(site, name, first, tuple(made))
