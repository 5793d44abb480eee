"""PostgreSQL on the LAN as a carrier: append-only tables, LISTEN and NOTIFY, a role that may insert and read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

from battlemap.errors import BadInput
from battlemap.store.mailbox.address import away
from battlemap.store.mailbox.carrier import Brought, Member, Standing
from battlemap.store.mailbox.packet import Packet, read_packet
from battlemap.store.mailbox.wishes import told

CHANNEL: Final = "battlemap"
#: Seconds after which a server that does not answer counts as away.
PATIENCE: Final = 5
#: So often at least a PC tells that it is there; that is written down for those who are not listening just then.
_TOLD_EVERY, _WRITTEN_EVERY = timedelta(seconds=20), timedelta(minutes=5)
#: Of more packets it is asked first which of them are there.
_FEW: Final = 50
#: What the keeper of the server runs once; `{role}` is who the PCs come as.
SETUP: Final = """
CREATE TABLE IF NOT EXISTS battlemap_packet (
    campaign text NOT NULL, site text NOT NULL, seq integer NOT NULL CHECK (seq > 0), hash text NOT NULL,
    content text NOT NULL, signature text NOT NULL, arrived timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (campaign, site, seq)
);
CREATE TABLE IF NOT EXISTS battlemap_heard (
    campaign text NOT NULL, site text NOT NULL, actor text NOT NULL, at text NOT NULL,
    arrived timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS battlemap_heard_last ON battlemap_heard (campaign, site, arrived);
REVOKE ALL ON battlemap_packet, battlemap_heard FROM PUBLIC;
GRANT SELECT, INSERT ON battlemap_packet, battlemap_heard TO {role};
"""


class PostgresCarrier:
    """Connects when it is first needed, and again after it was cut. `wait` may be called beside the other deeds."""

    def __init__(self, server: str, password: str, campaign: str, site: str) -> None:
        self.server, self._password = server, password
        self._campaign, self._site = campaign, site
        self._connection: Any = None
        self._listening: Any = None
        self._members: dict[str, Member] = {}
        self._is_read = False
        self._told: Member | None = None
        self._written: datetime | None = None

    @property
    def is_encrypted(self) -> bool | None:
        """Whether what goes over the line is encrypted (TLS); None while there is no line."""
        line = self._connection
        return None if line is None or line.closed else bool(line.pgconn.ssl_in_use)

    def send(self, packets: Sequence[Packet], again: Collection[int] = ()) -> int:
        """Inserts the own packets that the table does not hold and tells the others; all of them or none, by one statement."""
        own = [packet for packet in packets if packet.site == self._site]
        if len(own) > _FEW:
            whole = self.standing().whole
            own = [p for p in own if p.seq > whole or p.seq in again]
        if not own:
            return 0
        payload = json.dumps({"campaign": self._campaign, "site": self._site, "seq": own[-1].seq})
        with self._asking() as cursor:
            cursor.execute(
                "WITH new AS (INSERT INTO battlemap_packet (campaign, site, seq, hash, content, signature) "
                "SELECT %s, %s, * FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[]) "
                "ON CONFLICT DO NOTHING RETURNING seq) SELECT count(*), pg_notify(%s, %s) FROM new",
                [
                    self._campaign, self._site, [p.seq for p in own], [p.hash for p in own],
                    [p.content for p in own], [p.signature for p in own], CHANNEL, payload,
                ],
            )  # fmt: skip
            return int(cursor.fetchone()[0])

    def bring(self, vector: Mapping[str, int]) -> Brought:
        """Selects what has been inserted beyond what is known, of this PC too: an older backup may have been put back."""
        packets: list[Packet] = []
        torn: list[str] = []
        with self._asking() as cursor:
            cursor.execute(
                "SELECT p.site, p.seq, p.content, p.signature FROM battlemap_packet p "
                "LEFT JOIN json_each_text(%s) k ON k.key = p.site "
                "WHERE p.campaign = %s AND p.seq > COALESCE(k.value::integer, 0) ORDER BY p.arrived, p.site, p.seq",
                [json.dumps(dict(vector)), self._campaign],
            )
            for _, _, content, signature in cursor.fetchall():
                try:
                    packets.append(read_packet(content, signature))
                except BadInput as error:
                    torn.append(str(error))
        return Brought(tuple(packets), tuple(torn))

    def standing(self) -> Standing:
        """Selects the last of the own packets, and the first behind which one is lacking."""
        with self._asking() as cursor:
            cursor.execute(
                "SELECT seq, hash, (SELECT COALESCE(MIN(one.seq), 0) FROM battlemap_packet one "
                "WHERE one.campaign = p.campaign AND one.site = p.site AND NOT EXISTS (SELECT 1 FROM battlemap_packet n "
                "WHERE n.campaign = one.campaign AND n.site = one.site AND n.seq = one.seq + 1)), "
                "EXISTS (SELECT 1 FROM battlemap_packet f WHERE f.campaign = p.campaign AND f.site = p.site AND f.seq = 1) "
                "FROM battlemap_packet p WHERE campaign = %s AND site = %s ORDER BY seq DESC LIMIT 1",
                [self._campaign, self._site],
            )
            line = cursor.fetchone()
        return Standing(int(line[0]), str(line[1]), int(line[2]) if line[3] else 0) if line else Standing()

    def appear(self, member: Member) -> None:
        """Notifies the others, unless nothing is other than just now; now and then it is written down as well."""
        last, at = self._told, member.at.isoformat(timespec="seconds")
        is_same = last is not None and (last.actor, last.task, last.wants) == (
            member.actor,
            member.task,
            member.wants,
        )
        if is_same and last is not None and timedelta() <= member.at - last.at < _TOLD_EVERY:
            return
        with self._asking() as cursor:
            word = {"site": member.site, "actor": member.actor, "at": at, "task": member.task}
            self._tell(cursor, {**word, "wants": list(member.wants)})
            if self._written is None or abs(member.at - self._written) >= _WRITTEN_EVERY:
                cursor.execute(
                    "INSERT INTO battlemap_heard (campaign, site, actor, at) VALUES (%s, %s, %s, %s)",
                    [self._campaign, member.site, member.actor, at],
                )
                self._written = member.at
        self._told = member

    def members(self, now: datetime) -> tuple[Member, ...]:
        """Returns who has been heard of: by what is written down, and by what was told since this PC listens."""
        if not self._is_read:
            with self._asking() as cursor:
                cursor.execute(
                    "SELECT DISTINCT ON (site) site, actor, at, clock_timestamp() - arrived FROM battlemap_heard "
                    "WHERE campaign = %s AND site <> %s AND arrived > clock_timestamp() - interval '30 days' "
                    "ORDER BY site, arrived DESC",
                    [self._campaign, self._site],
                )
                for site, actor, at, ago in cursor.fetchall():
                    with suppress(ValueError):
                        heard = Member(site, actor, datetime.fromisoformat(at), now - ago)
                        self._members.setdefault(site, heard)
            self._is_read = True
        return tuple(sorted(self._members.values(), key=lambda member: member.heard_at, reverse=True))

    def wait(self, now: datetime, seconds: float) -> bool:
        """Waits at most so long for a word of the others, by a line of its own; returns whether there may be something new."""
        import psycopg

        try:
            if self._listening is None or self._listening.closed:
                self._listening = self._line()
                self._listening.execute(f"LISTEN {CHANNEL}")
                return True
            for notice in self._listening.notifies(timeout=seconds, stop_after=1):
                if self._heard(notice.payload, now):
                    return True
        except psycopg.Error as error:
            self._hang_up(self._listening)
            self._listening = None
            raise away(error) from error
        return False

    def close(self) -> None:
        """Hangs up."""
        for line in (self._connection, self._listening):
            self._hang_up(line)
        self._connection = self._listening = None

    @staticmethod
    def _hang_up(line: Any) -> None:
        if line is not None:
            with suppress(Exception):
                line.close()

    def _heard(self, payload: str, now: datetime) -> bool:
        """Takes a word in; returns whether it is one of another PC on this campaign."""
        with suppress(ValueError, KeyError, TypeError):
            word = json.loads(payload)
            if word.get("campaign") != self._campaign or word["site"] == self._site:
                return False
            if "at" in word:
                at = datetime.fromisoformat(word["at"])
                task, wants = str(word.get("task", "")), told(word.get("wants"))
                who = Member(str(word["site"]), str(word["actor"]), at, now, task, wants)
                self._members[who.site] = who
            return True
        return False

    def _tell(self, cursor: Any, word: Mapping[str, Any]) -> None:
        payload = json.dumps({"campaign": self._campaign, **word}, ensure_ascii=False)
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        """Asks on the line, which is made where there is none; tells of a server that is away in words, and hangs up then."""
        import psycopg

        try:
            if self._connection is None or self._connection.closed:
                self._connection = self._line()
            with self._connection.cursor() as cursor:
                yield cursor
        except psycopg.Error as error:
            self._hang_up(self._connection)
            self._connection, self._is_read = None, False
            raise away(error) from error

    def _line(self) -> Any:
        import psycopg

        return psycopg.connect(
            self.server,
            password=self._password or None,
            autocommit=True,
            connect_timeout=PATIENCE,
            options=f"-c statement_timeout={PATIENCE * 1000}",
            keepalives=1,
            keepalives_idle=PATIENCE,
            tcp_user_timeout=PATIENCE * 1000,
        )


def set_up(server: str, password: str, role: str) -> None:
    """Makes the table and gives the role its rights; run once by who keeps the server. Raises CarrierAway."""
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(server, password=password or None, connect_timeout=PATIENCE) as connection:
            connection.execute(sql.SQL(SETUP).format(role=sql.Identifier(role)))
    except psycopg.Error as error:
        raise away(error) from error
