"""Packets are taken in: filed, folded into the rows by one step of the journal, and what does not go together is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

import attrs

from battlemap.domain.step import Change
from battlemap.store.mailbox import conflicts, shelf
from battlemap.store.mailbox.folding import GIVEN_ONCE, Fold, changes_of, fold, touched_by, written_to
from battlemap.store.mailbox.packet import Packet
from battlemap.store.mailbox.packing import Sign, pack, unsigned
from battlemap.store.mailbox.receiving import Sorted, Trust, everybody, sort
from battlemap.store.repository import Repository

#: Opens the gate for a merge within the transaction that is open.
Gate = Callable[[], AbstractContextManager[Repository]]
_ASIDE: Final = "~"


@attrs.frozen
class Received:
    """What taking packets in has done: those that were applied, waited, were parked or turned away, and open conflicts."""

    applied: tuple[Packet, ...] = ()
    waiting: tuple[Packet, ...] = ()
    parked: tuple[Packet, ...] = ()
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    known_count: int = 0
    conflicts: tuple[str, ...] = ()
    packed: tuple[Packet, ...] = attrs.field(default=(), repr=False)
    #: In words that this PC goes on under another site, and why.
    renewed: str = ""


def take_in(
    connection: sqlite3.Connection,
    campaign: str,
    incoming: Iterable[Packet],
    gate: Gate,
    at: datetime,
    trust: Trust = everybody,
    sign: Sign = unsigned,
    renewed: Sequence[Packet] = (),
) -> Received:
    """Files and folds packets inside the transaction that is open; own steps are packed before.

    All is of one moment: where it breaks off, nothing was taken in. What comes twice changes nothing. What was `renewed`
    just now is folded anew.
    """
    packets = list(incoming)
    packed = [*renewed, *pack(connection, campaign, sign)]
    order = sort(connection, campaign, packets, trust)
    new = set(map(id, order.ready))
    shelf.vouch(connection, [packet for packet in packets if id(packet) not in new])
    shelf.put(connection, order.ready)
    for packet in (*order.waiting, *order.parked):
        shelf.hold(connection, packet)
    touched = touched_by(order.ready)
    differing = written_to(connection, fold(connection, touched_by(renewed, touched)))
    done_here = (*packed, *shelf.not_looked_at(connection))
    keys = conflicts.keys_of(connection, touched_by(done_here, touched))
    open_ = _write(connection, differing, keys, gate, at)
    shelf.looked_at(connection)
    return _received(order, open_, tuple(packed))


def difference(
    connection: sqlite3.Connection, campaign: str, incoming: Iterable[Packet], trust: Trust = everybody
) -> tuple[Sorted, tuple[Change, ...]]:
    """Returns what packets would do: how they are sorted, and the rows that would be other ones.

    Writes to the connection; the caller takes the transaction back.
    """
    pack(connection, campaign)
    order = sort(connection, campaign, incoming, trust)
    shelf.put(connection, order.ready)
    return order, changes_of(connection, written_to(connection, fold(connection, touched_by(order.ready))))


def _write(
    connection: sqlite3.Connection, differing: Fold, keys: list[conflicts.Key], gate: Gate, at: datetime
) -> tuple[str, ...]:
    """Writes the rows, then the conflicts as they are found beside them; no step is made where nothing is other."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    if not differing:
        now = [(key, conflicts.found(connection, key, at.date())) for key in keys]
        is_new = any(
            conflict is not None and conflict != conflicts.standing(connection, key) for key, conflict in now
        )
        if not is_new:
            return tuple(conflict.id for _, conflict in now if conflict is not None and conflict.is_open)
    with gate() as repository:
        _lay(connection, repository, differing)
        found_now = []
        for key in keys:
            conflict = conflicts.found(connection, key, at.date())
            if conflict is not None:
                repository.bring_back(conflict)
                found_now.append(conflict)
    if not connection.in_transaction:
        raise AssertionError("a merge that was wanted has changed nothing")
    return tuple(one.id for one in found_now if one.is_open)


def _lay(connection: sqlite3.Connection, repository: Repository, differing: Fold) -> None:
    """Writes the rows; who must give up what may stand once only goes aside first."""
    for table, column in GIVEN_ONCE:
        for (of, row), values in differing.items():
            if of == table and column in values:
                line = connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row]).fetchone()
                if line is not None:
                    repository.lay_over(table, row, {column: f"{_ASIDE}{row}"})
    for (table, row), values in differing.items():
        repository.lay_over(table, row, values)


def _received(order: Sorted, open_: tuple[str, ...], packed: tuple[Packet, ...]) -> Received:
    return Received(
        order.ready,
        order.waiting,
        order.parked,
        order.refused,
        order.missing,
        order.known_count,
        open_,
        packed,
    )
