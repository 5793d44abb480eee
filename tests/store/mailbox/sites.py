"""Sites on one campaign without files: each a database in memory with the real tables, gate, journal and fold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import attrs

from battlemap.domain.kinds.action import Action, Measure
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.kind import Row
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.step import TABLES, StepKind
from battlemap.store import past
from battlemap.store.damage.audit import check
from battlemap.store.gate import begin_step, end_step
from battlemap.store.mailbox import shelf
from battlemap.store.mailbox.packet import Packet, read_packet
from battlemap.store.mailbox.packing import pack
from battlemap.store.mailbox.receiving import Trust, everybody
from battlemap.store.mailbox.taking import Received, take_in
from battlemap.store.opening import migrate
from battlemap.store.records import record
from battlemap.store.repository import Repository

START = datetime(2018, 11, 20, 9)
DAY = date(2018, 11, 20)


def connected() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@cache
def template() -> sqlite3.Connection:
    """A campaign with two actions, two units, three tasks, a milestone and a ledger entry, on which sharing has begun."""
    connection = connected()
    migrate(connection)
    site = Site(connection, "base")
    rows: list[Row] = [
        Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31)),
        Unit("u0", "建设局", "a0"),
        Unit("u1", "经济发展局", "a1"),
        Action("a0", 1, "ECON", "经济运行", "a0"),
        Action("a1", 2, "PROJ", "项目建设", "a1"),
        Measure("m0", "a0", 1, "第一项", "a0"),
        *(
            Task(f"t{n}", f"a{n % 2}", f"{('ECON', 'PROJ')[n % 2]}-0{n + 1}", f"任务{n}", f"a{n}")
            for n in range(3)
        ),
        Milestone("s0", "t0", "首批", "a0"),
        Ledger("g0", "qy", "企业台账", "a0", "企业"),
        Entry("e0", "g0", "a0", "海达公司", data='{"x":1}'),
    ]
    site.do(*rows)
    connection.execute("BEGIN")
    shelf.begin(connection)
    connection.execute("COMMIT")
    return connection


@attrs.define
class Site:
    """One PC; `minutes` is how much its clock goes before."""

    connection: sqlite3.Connection
    name: str
    minutes: int = 0
    ticks: int = 0
    ids: int = 0
    #: What was acknowledged here: (step, table, row, column) of every own write.
    done: list[str] = attrs.field(factory=list)

    @classmethod
    def joined(cls, name: str, minutes: int = 0, of: sqlite3.Connection | None = None) -> Site:
        """A site that begins with a copy of the campaign."""
        connection = connected()
        (of or template()).backup(connection)
        return cls(connection, name, minutes)

    def now(self) -> datetime:
        self.ticks += 1
        return START + timedelta(minutes=self.minutes, seconds=self.ticks)

    def new_id(self) -> str:
        self.ids += 1
        return f"{self.name}{self.ids:05d}"

    @contextmanager
    def writing(self, label: str = "改", kind: StepKind = "do") -> Iterator[Repository]:
        """One step, as the campaign file makes it."""
        at = self.now()
        self.connection.execute("BEGIN IMMEDIATE")
        step = begin_step(self.connection, self.new_id, self.name, label, self.name, at, kind, None)
        try:
            yield Repository(self.connection, at, self.name, self.new_id, self.name)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        head, _ = end_step(self.connection, step)
        self.connection.execute("COMMIT" if head else "ROLLBACK")
        if head:
            self.done.append(head.id)

    def do(self, *rows: Row) -> None:
        """Puts rows in one step."""
        with self.writing() as repository:
            for row in rows:
                repository.put(row)

    def edit(self, kind: type[Row], id: str, **changes: Any) -> None:
        """Changes fields of a row."""
        with self.writing() as repository:
            row: Any = repository.get(kind, id)
            repository.put(attrs.evolve(row, **changes))

    def row(self, kind: type[Any], id: str) -> Any:
        """A row as it stands, None where it is not there."""
        rows = Repository(self.connection, START, "", self.new_id).find(kind, id=id)
        return rows[0] if rows else None

    def packets(self) -> list[Packet]:
        """All that this site can hand on: its own packets and those it has taken in, as they travel."""
        self.connection.execute("BEGIN")
        pack(self.connection, "c")
        self.connection.execute("COMMIT")
        lines = self.connection.execute("SELECT content FROM packet ORDER BY site, seq").fetchall()
        return [read_packet(content) for (content,) in lines]

    def own(self) -> list[Packet]:
        return [packet for packet in self.packets() if packet.site == self.name]

    def take(self, packets: Iterable[Packet], trust: Trust = everybody) -> Received:
        """Takes packets in as the campaign file does."""
        at = self.now()

        @contextmanager
        def gate() -> Iterator[Repository]:
            step = begin_step(self.connection, self.new_id, self.name, "接收", self.name, at, "merge", None)
            yield Repository(self.connection, at, self.name, self.new_id, self.name)
            assert end_step(self.connection, step)[0]

        self.connection.execute("BEGIN IMMEDIATE")
        try:
            received = take_in(self.connection, "c", packets, gate, at, trust)
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return received

    # -- what the law asks ----------------------------------------------------------------------------------------

    def rows(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        """Every row but conflicts, which each site words for itself."""
        by_key = {}
        for table in TABLES:
            if table != "conflict":
                columns = record(table).columns
                place = columns.index("id")
                for values in self.connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                    by_key[table, values[place]] = values
        return by_key

    def conflicts(self) -> set[tuple[str, str]]:
        """The open conflicts: what they are about, and the sides."""
        lines = self.connection.execute(
            "SELECT id, sides FROM conflict WHERE settled_on IS NULL AND deleted = 0"
        )
        return {(id, sides) for id, sides in lines}

    def folded(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        """Every row as the journal's lines tell it."""
        return {
            (table, row.id): record(table).values(row)
            for table, row in past.fold(self.connection)
            if table != "conflict"
        }

    def faults(self) -> list[str]:
        """What a full check of the journal finds."""
        return [fault.words for fault in check(self.connection)]


def everywhere(sites: list[Site]) -> None:
    """Every site takes in what every other has, until nobody has anything new."""
    for _ in range(2):
        packets = [packet for site in sites for packet in site.packets()]
        for site in sites:
            site.take(packets)


def together(*names: str, skew: Callable[[int], int] = lambda n: 0) -> list[Site]:
    """Sites of one campaign."""
    return [Site.joined(name, skew(n)) for n, name in enumerate(names)]
