"""Packets that come in: which can be applied now, in which order, which wait for others, and which are not what they say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import attrs

from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import Packet, is_understood

#: Returns why a packet may not be taken (its signature, what its author may), "" where it may.
Trust = Callable[[Packet], str]


def everybody(packet: Packet) -> str:
    """Nobody is doubted."""
    return ""


@attrs.frozen
class Sorted:
    """What came in: `ready` in an order in which everybody's knowledge comes first, `waiting` for the `missing`, `parked`
    of a newer program, and in words what was turned away."""

    ready: tuple[Packet, ...] = ()
    waiting: tuple[Packet, ...] = ()
    parked: tuple[Packet, ...] = ()
    refused: tuple[str, ...] = ()
    known_count: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The packets that others wait for, by name: 「k3f9-12」."""
        there = {(packet.site, packet.seq) for packet in (*self.ready, *self.waiting, *self.parked)}
        reach: dict[str, int] = {}
        for packet in self.waiting:
            for site, seq in (*packet.seen.items(), (packet.site, packet.seq - 1)):
                reach[site] = max(seq, reach.get(site, 0))
        return tuple(
            f"{site}-{seq}"
            for site, last in sorted(reach.items())
            for seq in range(self.vector.get(site, 0) + 1, last + 1)
            if (site, seq) not in there
        )

    vector: dict[str, int] = attrs.field(factory=dict)


def sort(
    connection: sqlite3.Connection, campaign: str, incoming: Iterable[Packet], trust: Trust = everybody
) -> Sorted:
    """Returns what can be done with packets that come in and those that waited; nothing is written.

    A packet that is known is passed over; one that bears the name of a known one and is another is refused, by name, and so
    is one that does not follow its site's packet before, of another campaign or base, of fields that there are not, or
    whose author may not what it does.
    """
    base = shelf.base_of(connection)
    vector = shelf.vector(connection)
    hashes: dict[str, str] = {}
    refused: list[str] = []
    pending: dict[tuple[str, int], Packet] = {}
    known_count = 0
    for packet in (*shelf.held(connection), *incoming):
        why = _strange(packet, campaign, base)
        if why:
            refused.append(f"数据包 {packet.name}（{packet.actor}）{why}，没有接收。")
            continue
        if packet.seq <= vector.get(packet.site, 0):
            if shelf.hash_at(connection, packet.site, packet.seq) != packet.hash:
                refused.append(
                    f"数据包 {packet.name}（{packet.actor}）与已收到的同号数据包内容不同：可能被人改动，"
                    "或对方从旧备份恢复后又有新改动，没有接收。"
                )
            else:
                known_count += 1
            continue
        there = pending.setdefault((packet.site, packet.seq), packet)
        if there.hash != packet.hash:
            refused.append(f"数据包 {packet.name}（{packet.actor}）有两份且内容不同，只留先到的一份。")
    ready: list[Packet] = []
    parked: dict[tuple[str, int], Packet] = {}
    reached = dict(vector)
    stopped: set[str] = set()
    sites = sorted({site for site, _ in pending})
    went_on = True
    while went_on:
        went_on = False
        for site in sites:
            while site not in stopped:
                key = (site, reached.get(site, 0) + 1)
                following = pending.get(key)
                if following is None or any(n > reached.get(s, 0) for s, n in following.seen.items()):
                    break
                if following.schema > SCHEMA_VERSION:
                    parked[key] = following
                    break
                del pending[key]
                before = hashes.get(site) or shelf.hash_at(connection, site, key[1] - 1)
                words = _why_not(following, before, trust)
                if words:
                    refused.append(f"数据包 {following.name}（{following.actor}）{words}，没有接收。")
                    stopped.add(site)
                    break
                ready.append(following)
                reached[site], hashes[site] = following.seq, following.hash
                went_on = True
    waiting = tuple(packet for key, packet in pending.items() if key not in parked)
    return Sorted(tuple(ready), waiting, tuple(parked.values()), tuple(refused), known_count, reached)


def _why_not(packet: Packet, before: str, trust: Trust) -> str:
    if packet.previous != before:
        return "与它前一个数据包不相接，可能被人改动或有缺失"
    if not all(map(is_understood, packet.written)):
        return "写了本程序没有的字段，不是本程序所写"
    return trust(packet)


def _strange(packet: Packet, campaign: str, base: shelf.Base | None) -> str:
    if packet.campaign != campaign:
        return "是另一个行动的"
    if base is None:
        return "来自多机协作，而本档案还没有加入；请用对方提供的档案副本加入"
    if packet.base != base.hash:
        return "与本档案不是从同一份副本开始的，请重新用对方的档案副本加入"
    return ""
