"""A PostgreSQL of its own: made, joined by one line, with least rights and TLS, stopped cleanly, started again."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import attrs
import pytest

from battlemap.domain.kinds.task import Task
from battlemap.errors import BadInput, CarrierAway
from battlemap.store.mailbox import post_office
from battlemap.store.mailbox.address import PasswordWanted, address_of
from battlemap.store.mailbox.post_office import PostOffice, programs_found, self_made
from battlemap.store.mailbox.postgres import PostgresCarrier
from tests.store.mailbox.sites import together

psycopg = pytest.importorskip("psycopg")
NOW = datetime.now()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    if not list(programs_found()):
        pytest.skip("no PostgreSQL on this machine")
    # who runs the server must be able to look into the folders above, unlike those of pytest
    folder = Path(tempfile.mkdtemp(prefix="battlemap-office-", dir="/tmp"))
    folder.chmod(0o755)
    made = PostOffice.at(folder / "office", free_port())
    made.make(iter(["keeper-secret", "pc-secret"]).__next__, NOW)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


def carrier(office: PostOffice, site: str, more: str = "", password: str | None = None) -> PostgresCarrier:
    address = address_of(office.line("127.0.0.1") + more)
    return PostgresCarrier(address.words, address.password if password is None else password, "one", site)


def test_one_line_is_enough_to_join_and_what_was_sent_outlives_a_clean_stop(office: PostOffice) -> None:
    a, b = together("a", "b")
    a.edit(Task, "t0", detail="甲")
    first, second = carrier(office, "a"), carrier(office, "b")
    assert first.send(a.packets()) == 1 and first.is_encrypted is office.has_tls
    office.stop()
    assert not office.is_running
    with pytest.raises(CarrierAway, match="暂时连不上"):
        second.bring({})
    again = attrs.evolve(office, port=office.port)
    again.start()
    again.start()
    assert len(b.take(second.bring({}).packets).applied) == 1
    for way in (first, second):
        way.close()


@pytest.mark.parametrize(
    "deed",
    ["UPDATE battlemap_heard SET actor = ''", "DELETE FROM battlemap_packet", "TRUNCATE battlemap_heard",
     "CREATE TABLE x (a integer)", "CREATE TEMP TABLE x (a integer)", "CREATE ROLE x", "SELECT pg_read_file('/etc/hostname')"],
)  # fmt: skip
def test_who_joins_may_insert_and_read_and_nothing_else(office: PostOffice, deed: str) -> None:
    with (
        psycopg.connect(office.line("127.0.0.1")) as line,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        line.execute(deed)


def test_a_password_is_wanted_and_stands_in_no_file_but_the_keepers(office: PostOffice) -> None:
    for password in ("", "wrong"):
        with pytest.raises(PasswordWanted):
            carrier(office, "a", password=password).bring({})
    assert "secret" not in address_of(office.line("10.0.0.8")).words
    for name in ("keeper", "pc"):
        assert (office.folder / name).stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(office.line("127.0.0.1").replace("user=pc", "user=keeper").replace("pc-secret", "x"))


def test_a_certificate_is_asked_for_and_a_stranger_with_another_one_is_turned_away(
    office: PostOffice, tmp_path: Path
) -> None:
    if not office.has_tls:
        pytest.skip("this PostgreSQL was built without TLS")
    right, wrong = tmp_path / "right.crt", tmp_path / "wrong.crt"
    right.write_text((office.folder / "data" / "server.crt").read_text("ascii"), "ascii")
    wrong.write_text(self_made("other", NOW)[1], "ascii")
    way = carrier(office, "a", f" sslmode=verify-ca sslrootcert={right}")
    way.bring({})
    assert way.is_encrypted
    way.close()
    with pytest.raises(CarrierAway, match="证书不是地址里认可的"):
        carrier(office, "a", f" sslmode=verify-ca sslrootcert={wrong}").bring({})


def test_a_certificate_made_here_is_good_for_years() -> None:
    from cryptography import x509

    key, certificate = self_made("pc-1", NOW)
    made = x509.load_pem_x509_certificate(certificate.encode())
    lasts = made.not_valid_after_utc - datetime.now(timezone.utc)
    assert lasts > timedelta(days=3000) and "PRIVATE KEY" in key


def test_a_port_that_is_taken_and_data_of_another_version_are_said(
    office: PostOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = PostOffice(tmp_path / "other", office.programs, office.port)
    with pytest.raises(BadInput, match="已被别的程序占用"):
        other.start()
    (tmp_path / "old" / "data").mkdir(parents=True)
    (tmp_path / "old" / "data" / "PG_VERSION").write_text("7\n")
    with pytest.raises(BadInput, match="PostgreSQL 7"):
        PostOffice.at(tmp_path / "old")
    monkeypatch.setattr(post_office, "programs_found", lambda: iter(()))
    with pytest.raises(BadInput, match="本机没有 PostgreSQL"):
        PostOffice.at(tmp_path / "new")


@pytest.mark.parametrize("words", ["", "dbname=x user=y", "host=10.0.0.8", "nonsense", "host='"])
def test_an_address_by_which_no_server_is_found_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="地址"):
        address_of(words)


def test_an_address_gives_its_password_away_and_is_known_by_account() -> None:
    address = address_of("postgresql://pc:geheim@10.0.0.8:54320/battlemap")
    assert address.password == "geheim" and "geheim" not in address.words + repr(address)
    assert address.account == "pc@10.0.0.8:54320/battlemap"
