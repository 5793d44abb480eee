"""PostgreSQL on the LAN as a carrier: one append-only table, LISTEN and NOTIFY, a role that may insert and read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final

from battlemap.errors import BadInput, CarrierAway
from battlemap.store.mailbox.carrier import Brought, Member
from battlemap.store.mailbox.packet import Packet, read_packet

CHANNEL: Final = "battlemap"
#: Seconds after which a server that does not answer counts as away.
PATIENCE: Final = 5
#: What the keeper of the server runs once; `{role}` is who the PCs come as.
SETUP: Final = """
CREATE TABLE IF NOT EXISTS battlemap_packet (
    campaign text NOT NULL, site text NOT NULL, seq integer NOT NULL CHECK (seq > 0), hash text NOT NULL,
    content text NOT NULL, signature text NOT NULL, arrived timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (campaign, site, seq)
);
REVOKE ALL ON battlemap_packet FROM PUBLIC;
GRANT SELECT, INSERT ON battlemap_packet TO {role};
"""


class PostgresCarrier:
    """Connects when it is first needed, and again after it was cut."""

    def __init__(self, server: str, password: str, campaign: str, site: str) -> None:
        self.server, self._password = server, password
        self._campaign, self._site = campaign, site
        self._connection: Any = None
        self._members: dict[str, Member] = {}

    def send(self, packets: Sequence[Packet]) -> int:
        """Inserts the own packets that the table does not hold; all of them or none, then tells the others."""
        own = [packet for packet in packets if packet.site == self._site]
        if not own:
            return 0
        with self._asking() as cursor:
            cursor.execute(
                "SELECT COALESCE(MAX(seq), 0) FROM battlemap_packet WHERE campaign = %s AND site = %s",
                [self._campaign, self._site],
            )
            last = int(cursor.fetchone()[0])
            lacking = [packet for packet in own if packet.seq > last]
            cursor.executemany(
                "INSERT INTO battlemap_packet (campaign, site, seq, hash, content, signature) "
                "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [(self._campaign, p.site, p.seq, p.hash, p.content, p.signature) for p in lacking],
            )
            if lacking:
                self._tell(cursor, {"site": self._site, "seq": lacking[-1].seq})
        return len(lacking)

    def bring(self, known: Mapping[str, int]) -> Brought:
        """Selects what the others have inserted."""
        packets: list[Packet] = []
        torn: list[str] = []
        with self._asking() as cursor:
            cursor.execute(
                "SELECT p.site, p.seq, p.content, p.signature FROM battlemap_packet p "
                "LEFT JOIN json_each_text(%s) k ON k.key = p.site "
                "WHERE p.campaign = %s AND p.site <> %s AND p.seq > COALESCE(k.value::integer, 0) ORDER BY p.site, p.seq",
                [json.dumps(dict(known)), self._campaign, self._site],
            )
            for _, _, content, signature in cursor.fetchall():
                try:
                    packets.append(read_packet(content, signature))
                except BadInput as error:
                    torn.append(str(error))
        return Brought(tuple(packets), tuple(torn))

    def appear(self, member: Member) -> None:
        """Notifies the others."""
        with self._asking() as cursor:
            at = member.at.isoformat(timespec="seconds")
            self._tell(cursor, {"site": member.site, "actor": member.actor, "at": at, "task": member.task})

    def members(self, now: datetime) -> tuple[Member, ...]:
        """Returns who has been heard of since this PC listens."""
        self.heard(now)
        return tuple(sorted(self._members.values(), key=lambda member: member.heard_at, reverse=True))

    def heard(self, now: datetime, seconds: float = 0) -> bool:
        """Waits at most so long for a word of the others; returns whether there are new packets."""
        is_new = False
        with self._asking():
            pass
        with self._reached():
            for notice in self._connection.notifies(timeout=seconds, stop_after=1 if seconds else None):
                with suppress(ValueError, KeyError, TypeError):
                    told = json.loads(notice.payload)
                    if told.get("campaign") != self._campaign or told["site"] == self._site:
                        continue
                    is_new = is_new or "seq" in told
                    if "at" in told:
                        at = datetime.fromisoformat(told["at"])
                        who = Member(
                            str(told["site"]), str(told["actor"]), at, now, str(told.get("task", ""))
                        )
                        self._members[who.site] = who
        return is_new

    def close(self) -> None:
        """Hangs up."""
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
            self._connection = None

    def _tell(self, cursor: Any, told: Mapping[str, Any]) -> None:
        payload = json.dumps({"campaign": self._campaign, **told}, ensure_ascii=False)
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        with self._reached():
            if self._connection is None or self._connection.closed:
                self._connect()
            with self._connection.transaction(), self._connection.cursor() as cursor:
                yield cursor

    def _connect(self) -> None:
        import psycopg

        self._connection = psycopg.connect(
            self.server,
            password=self._password or None,
            autocommit=True,
            connect_timeout=PATIENCE,
            options=f"-c statement_timeout={PATIENCE * 1000}",
            keepalives=1,
            keepalives_idle=PATIENCE,
            tcp_user_timeout=PATIENCE * 1000,
        )
        self._connection.execute(f"LISTEN {CHANNEL}")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Tells of a server that is away in words, and hangs up, so that the next asking connects anew."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            self.close()
            raise _away(error) from error


def _away(error: Exception) -> CarrierAway:
    detail, state = str(error), getattr(error, "sqlstate", None)
    if state == "42P01":
        return CarrierAway("协作服务器上还没有建表，请管理员运行一次 battlemap mail setup-server。", detail)
    if state == "42501":
        return CarrierAway("登录协作服务器的账号没有读写数据包的权限，请管理员核对。", detail)
    if state in ("28P01", "28000") or "password authentication" in detail:
        return CarrierAway("协作服务器不接受这个用户名或密码，请核对后重试。", detail)
    return CarrierAway("协作服务器暂时连不上，改动先存在本机，恢复后自动补发。", detail)


def set_up(server: str, password: str, role: str) -> None:
    """Makes the table and gives the role its rights; run once by who keeps the server. Raises CarrierAway."""
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(server, password=password or None, connect_timeout=PATIENCE) as connection:
            connection.execute(sql.SQL(SETUP).format(role=sql.Identifier(role)))
    except psycopg.Error as error:
        raise _away(error) from error
