"""A real PostgreSQL between two PCs: rights that are least, words that arrive at once, and work that goes on without it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from battlemap.domain.kinds.task import Task
from battlemap.errors import CarrierAway
from battlemap.store.mailbox.carrier import Member
from battlemap.store.mailbox.postgres import PostgresCarrier, set_up
from tests.store.mailbox.sites import together

psycopg = pytest.importorskip("psycopg")
Reach = Callable[..., PostgresCarrier]
NOW = datetime(2018, 11, 20, 9)


def _binary(name: str) -> str | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((str(p / name) for p in places if (p / name).exists()), None) or shutil.which(name)


@attrs.define
class Server:
    """A server of its own in a temporary folder; root lets the account `postgres` or `nobody` run it."""

    data: Path
    port: int
    as_user: list[str]

    def control(self, *words: str) -> None:
        binary = _binary("pg_ctl")
        assert binary is not None
        subprocess.run(
            [*self.as_user, binary, "-D", str(self.data), "-w", "-t", "30", *words],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self.control("-o", options, "-l", str(self.data / "log"), "start")

    def kill(self) -> None:
        """Kills it at once, as a power cut would."""
        self.control("stop", "-m", "immediate")

    def address(self, user: str) -> str:
        return f"host=127.0.0.1 port={self.port} dbname=postgres user={user}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    initdb = _binary("initdb")
    if initdb is None or _binary("pg_ctl") is None:
        pytest.skip("no PostgreSQL on this machine")
    as_user: list[str] = []
    folder = Path("/tmp") / f"battlemap-pg-{os.getpid()}"
    folder.mkdir()
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        as_user = ["runuser", "-u", "nobody", "--"]
        shutil.chown(folder, "nobody")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Server(folder / "data", port, as_user)
    subprocess.run(
        [*as_user, initdb, "-D", str(made.data), "-U", "keeper", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    made.start()
    with psycopg.connect(made.address("keeper"), autocommit=True) as connection:
        connection.execute("CREATE ROLE pc LOGIN")
    set_up(made.address("keeper"), "", "pc")
    yield made
    made.control("stop", "-m", "immediate")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reach(server: Server) -> Iterator[Reach]:
    """How a site reaches the server; all hang up in the end."""
    made: list[PostgresCarrier] = []

    def reach(campaign: str, site: str, address: str = "") -> PostgresCarrier:
        made.append(PostgresCarrier(address or server.address("pc"), "", campaign, site))
        return made[-1]

    yield reach
    for way in made:
        way.close()


def test_what_one_inserts_the_other_hears_of_and_selects(server: Server, reach: Reach) -> None:
    a, b = together("a", "b")
    ways = {site.name: reach("one", site.name) for site in (a, b)}
    assert ways["b"].wait(NOW, 0)
    a.edit(Task, "t0", detail="甲")
    assert ways["a"].send(a.packets()) == 1
    assert ways["a"].send(a.packets()) == 0
    assert ways["b"].wait(NOW, 5)
    assert len(b.take(ways["b"].bring({}).packets).applied) == 1
    assert b.row(Task, "t0").detail == "甲" and not ways["b"].bring({"a": 1}).packets
    ways["a"].appear(Member("a", "李明", NOW, NOW, "t0", ("b-3~5",)))
    assert ways["b"].wait(NOW, 5) and not ways["b"].wait(NOW, 0.1)
    assert [(m.actor, m.task, m.wants) for m in ways["b"].members(NOW)] == [("李明", "t0", ("b-3~5",))]


def test_who_was_there_before_is_told_to_who_comes_later_and_a_silent_one_grows_old(
    server: Server, reach: Reach
) -> None:
    way = reach("silent", "a")
    way.appear(Member("a", "李明", NOW, NOW))
    way.appear(Member("a", "李明", NOW + timedelta(seconds=5), NOW))
    with psycopg.connect(server.address("keeper"), autocommit=True) as keeper:
        assert keeper.execute(
            "SELECT count(*) FROM battlemap_heard WHERE campaign = 'silent'"
        ).fetchone() == (1,)
        keeper.execute(
            "UPDATE battlemap_heard SET arrived = arrived - interval '3 days' WHERE campaign = 'silent'"
        )
    (heard,) = reach("silent", "b").members(NOW)
    assert heard.actor == "李明" and timedelta(days=3) <= NOW - heard.heard_at < timedelta(days=3, minutes=5)
    assert reach("silent", "a").members(NOW) == ()


@pytest.mark.parametrize(
    "deed",
    ["UPDATE battlemap_packet SET content = ''", *(f"{deed} battlemap_packet" for deed in ("DELETE FROM", "TRUNCATE", "DROP TABLE"))],
)  # fmt: skip
def test_the_role_of_the_pcs_can_neither_change_nor_delete(server: Server, deed: str) -> None:
    with (
        psycopg.connect(server.address("pc")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(deed)


def test_a_server_that_is_killed_stops_nobody_and_all_are_equal_when_it_is_back(
    server: Server, reach: Reach
) -> None:
    a, b = together("a", "b")
    ways = {site.name: reach("two", site.name) for site in (a, b)}
    a.edit(Task, "t0", detail="一")
    ways["a"].send(a.packets())
    server.kill()
    with pytest.raises(CarrierAway, match="暂时连不上，改动先存在本机"):
        ways["b"].bring({})
    a.edit(Task, "t0", title="二")
    b.edit(Task, "t1", detail="三")
    with pytest.raises(CarrierAway):
        ways["a"].send(a.packets())
    server.start()
    assert ways["a"].send(a.packets()) == 1 and ways["b"].send(b.packets()) == 1
    for site in (a, b):
        site.take(ways[site.name].bring({}).packets)
    assert a.rows() == b.rows() and a.row(Task, "t1").detail == "三" and not a.faults()


def test_a_connection_that_was_cut_is_made_anew(server: Server, reach: Reach) -> None:
    a, b = together("a", "b")
    way = reach("three", "a")
    a.edit(Task, "t0", detail="一")
    way.send(a.packets())
    with psycopg.connect(server.address("keeper"), autocommit=True) as keeper:
        keeper.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'pc'")
    with pytest.raises(CarrierAway):
        way.bring({})
    assert way.send(a.packets()) == 0
    assert len(reach("three", b.name).bring({}).packets) == 1


def test_a_server_without_table_or_rights_is_said(server: Server, reach: Reach) -> None:
    with psycopg.connect(server.address("keeper"), autocommit=True) as keeper:
        keeper.execute("CREATE DATABASE empty")
        keeper.execute("CREATE ROLE stranger LOGIN")
    empty = server.address("pc").replace("dbname=postgres", "dbname=empty")
    with pytest.raises(CarrierAway, match="还没有建表"):
        reach("x", "a", empty).bring({})
    with pytest.raises(CarrierAway, match="没有读写数据包的权限"):
        reach("x", "a", server.address("stranger")).bring({})
    with pytest.raises(CarrierAway, match="暂时连不上"):
        reach("x", "a", "host=127.0.0.1 port=1 dbname=x user=x").bring({})
