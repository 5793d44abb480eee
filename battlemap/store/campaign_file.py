"""The campaign file: guards on opening, the one gate for writing, the road to its journal."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.domain.step import Step, StepKind
from battlemap.errors import BattlemapError, FileProblem, FileReadOnly
from battlemap.store import journal
from battlemap.store.backup.backups import backup
from battlemap.store.connection import (
    connect,
    connect_read_only,
    identity_of,
    is_at_work,
    one_moment,
    prepared,
    remove_with_companions,
    state_of,
)
from battlemap.store.damage.audit import Fault, check
from battlemap.store.damage.diagnosis import (
    guard_header,
    guard_identity,
    guard_schema,
    guard_strangers,
    guard_wholeness,
)
from battlemap.store.disk import is_local
from battlemap.store.faults import translated
from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.lock import Lock
from battlemap.store.repository import Repository

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def random_id() -> str:
    """Returns a short random id (60 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


class CampaignFile:
    """One open ``.battlemap`` file. Made by `create` and `open`, ended by `close`."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: Lock | None,
        site: str,
        new_id: Callable[[], str],
        is_read_only: bool,
        is_at_rest: bool = False,
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self.warnings: list[str] = []
        self.last_step: Step | None = None
        self.last_header: journal.Header | None = None
        self._connection = connection
        self._lock = lock
        self.site = site or _site_of(connection)
        self._new_id = new_id
        self._is_open = True
        self._is_at_rest = is_at_rest
        self._is_copy = False
        self._is_wal = False
        self._has_failed = False
        self._identity = identity_of(path)
        self._seen_state = state_of(path)
        self._seen_version = self._data_version()
        self._newest_step = _newest_step(connection)

    # -- opening ------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        actor: str,
        at: datetime,
        *,
        site: str = "",
        new_id: Callable[[], str] = random_id,
    ) -> CampaignFile:
        """Returns a new, empty file; raises FileProblem where something of that name exists. Nothing is overwritten."""
        with translated(path):
            if path.exists():
                raise FileProblem(f"「{path.name}」已经存在，请换一个名称。")
            lock = Lock.take(path, actor, at)
            connection = None
            try:
                connection = connect(path)
                _migrate(connection)
                file = cls(path, connection, lock, site, new_id, is_read_only=False)
                file._choose_durability()
            except BaseException:
                if connection is not None:
                    connection.close()
                    remove_with_companions(path)
                lock.release()
                raise
            return file

    @classmethod
    def open(
        cls,
        path: Path,
        actor: str,
        at: datetime,
        *,
        site: str = "",
        new_id: Callable[[], str] = random_id,
        read_only: bool = False,
    ) -> CampaignFile:
        """Returns the opened file after every guard has passed.

        Raises NotFound, NotACampaign, FileTooNew, FileDamaged, FileInUse (held by another program; `read_only` is the
        way out) or FileReadOnly. An older schema is migrated after a checked backup, or in memory where one only looks.
        """
        with translated(path):
            guard_header(path)
            lock = None if read_only else Lock.take(path, actor, at)
            connection, is_at_rest = None, False
            try:
                if read_only:
                    connection, is_at_rest = connect_read_only(path)
                else:
                    connection = connect(path)
                version = guard_identity(connection, path)
                guard_wholeness(connection, path)
                is_old = version < SCHEMA_VERSION
                if is_old:
                    guard_strangers(connection, path)
                    if read_only:
                        connection = _in_memory(connection)
                    else:
                        backup(connection, path, at, "升级前")
                    _migrate(connection)
                guard_schema(connection, path)
                file = cls(path, connection, lock, site, new_id, read_only, is_at_rest)
                file._is_copy = is_old and read_only
                if not read_only:
                    file._choose_durability()
            except BaseException:
                if connection is not None:
                    connection.close()
                if lock is not None:
                    lock.release()
                raise
            return file

    def _choose_durability(self) -> None:
        """WAL with FULL on a local disk; rollback journal with EXTRA elsewhere, and a warning."""
        self._is_wal = is_local(self.path)
        if self._is_wal:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
        else:
            self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self.warnings = ["档案在 U 盘或网络盘上，保存较慢；建议复制到本机硬盘使用。"]

    def close(self) -> None:
        """Leaves one single file behind and gives the lock back; may be called twice."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if not self.is_read_only:
                with translated(self.path):
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> CampaignFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- writing ------------------------------------------------------------------------------------------------

    @contextmanager
    def write(
        self, label: str, actor: str, at: datetime, kind: StepKind = "do", undoes: str | None = None
    ) -> Iterator[Repository]:
        """The one gate: everything put inside is one transaction and one step, or nothing at all.

        Afterwards `last_step` and `last_header` are what was committed, or None where nothing changed.
        """
        if self.is_read_only:
            raise FileReadOnly(f"「{self.path.name}」以只读方式打开，不能修改。")
        self.last_step = self.last_header = None
        with translated(self.path), self._noting_failure():
            self._guard_place()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                step = self._begin_step(label, actor, at, kind, undoes)
                yield Repository(self._connection, at, actor, self._new_id)
                head = self._end_step(step)
                self._connection.execute("COMMIT" if head else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    # where the disk is gone this fails too; what broke first is what is told
                    with suppress(sqlite3.Error):
                        self._connection.execute("ROLLBACK")
                raise
            if head:
                self._newest_step = head.id
                self.last_header = head
                self.last_step = journal.step_of(self._connection, head)

    def _begin_step(self, label: str, actor: str, at: datetime, kind: StepKind, undoes: str | None) -> str:
        last = journal.last_header(self._connection)
        step = self._new_id()
        self._connection.execute(
            "INSERT INTO step (number, id, site, clock, at, actor, label, kind, undoes, previous_hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                last.number + 1 if last else 1,
                step,
                self.site,
                journal.next_clock(last.clock if last else "", at),
                journal.moment_text(at),
                actor,
                label,
                kind,
                undoes,
                (last.hash or "") if last else "",
            ],
        )
        self._connection.execute("UPDATE gate SET step = ? WHERE id = 1", [step])
        return step

    def _end_step(self, step: str) -> journal.Header | None:
        """Seals the step with its hash and closes the gate; returns None where no row changed."""
        head = journal.header(self._connection, step)
        is_written = self._connection.execute("SELECT 1 FROM journal WHERE step = ? LIMIT 1", [step])
        if is_written.fetchone() is None:
            return None
        sealed = journal.hash_of(self._connection, head)
        self._connection.execute("UPDATE step SET hash = ? WHERE id = ?", [sealed, step])
        self._connection.execute("UPDATE gate SET step = NULL WHERE id = 1")
        return head

    @contextmanager
    def _noting_failure(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            words = str(error).lower()
            self._has_failed = any(part in words for part in ("disk i/o", "readonly", "unable to open"))
            raise

    def _guard_place(self) -> None:
        """Raises FileProblem where another file now bears the name, or none: writing would go into the void.

        A disk that was away and is back, or a file that a sync program has put in place of itself, is taken up again;
        with a WAL this cannot be done, for what lies in it belongs to the file that was.
        """
        now = identity_of(self.path)
        if now is None:
            raise FileProblem(
                f"「{self.path.name}」已不在原处（可能被移走、改名，或 U 盘已拔出）。请放回原处后重试，或「另存副本」。"
            )
        is_other = now != self._identity
        if (is_other or self._has_failed) and not (is_other and self._is_wal):
            self._has_failed = not self._take_up_again()
            is_other = identity_of(self.path) != self._identity
        if is_other:
            raise FileProblem(
                f"「{self.path.name}」已被另一个文件替换，刚才的改动未写入。请「另存副本」保住现有内容，再重新打开。"
            )

    def _take_up_again(self) -> bool:
        """Puts a new connection in place of the old one if the file still holds the newest step; returns whether."""
        connection = None
        try:
            guard_header(self.path)
            identity, state = identity_of(self.path), state_of(self.path)
            if self.is_read_only:
                connection, self._is_at_rest = connect_read_only(self.path)
            else:
                connection = connect(self.path)
                # a disk that is read-only for now would give a connection that stays so for good
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            guard_identity(connection, self.path)
            guard_schema(connection, self.path)
            known = connection.execute("SELECT 1 FROM step WHERE id = ?", [self._newest_step]).fetchone()
        except (OSError, sqlite3.Error, BattlemapError):
            known = None
        if connection is None or known is None:
            if connection is not None:
                connection.close()
            return False
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection, self._identity, self._seen_state = connection, identity, state
        self._seen_version = -1
        if not self.is_read_only:
            self._choose_durability()
        return True

    # -- reading ------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for `store.journal`'s readers: all that is read inside is of one moment; errors are translated."""
        with translated(self.path), one_moment(self._connection):
            yield self._connection

    def has_foreign_changes(self) -> bool:
        """Whether another connection has written since this was last asked; costs a few microseconds."""
        if self._is_copy:
            return False
        with translated(self.path):
            if self._is_at_rest and (is_at_work(self.path) or state_of(self.path) != self._seen_state):
                self._take_up_again()
            version = self._data_version()
        is_new, self._seen_version = version != self._seen_version, version
        return is_new

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def backup(self, at: datetime, reason: str, folder: Path | None = None) -> Path:
        """Writes a checked backup and returns its path; raises as `store.backups.backup`."""
        with self.reading() as connection:
            return backup(connection, self.path, at, reason, folder)

    def faults(self) -> list[str]:
        """Returns what a full check finds, in words: pages, foreign keys, journal and rows. Empty is well."""
        return [fault.words for fault in self.audit()]

    def audit(self) -> list[Fault]:
        """Returns what `faults` tells, with the rows that can be put right from the journal."""
        with self.reading() as connection:
            pages = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            keys = connection.execute("PRAGMA foreign_key_check").fetchall()
            broken = [f"数据页损坏：{words}" for words in pages if words != "ok"]
            broken += [f"{table} 表第 {row} 行指向不存在的 {parent}" for table, row, parent, _ in keys]
            return [*map(Fault, broken), *check(connection)]

    def newest_number(self) -> int:
        """Returns the number of the newest step, 0 in a new file: how many steps the journal tells."""
        with translated(self.path):
            return int(self._connection.execute("SELECT COALESCE(MAX(number), 0) FROM step").fetchone()[0])

    def save_copy(self, target: Path) -> None:
        """Writes a compact copy that may leave the PC; raises FileProblem where `target` exists."""
        with translated(target):
            if target.exists():
                raise FileProblem(f"「{target.name}」已经存在，请换一个名称。")
            try:
                self._connection.execute("VACUUM INTO ?", [str(target)])
            except BaseException:
                target.unlink(missing_ok=True)
                raise


def _migrate(connection: sqlite3.Connection) -> None:
    from battlemap.store.migrations import migrate

    migrate(connection)


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Returns a copy that is nowhere on the disk, and closes the connection to the file."""
    with closing(connection):
        copy = prepared(sqlite3.connect(":memory:", isolation_level=None))
        connection.backup(copy)
    return copy


def _site_of(connection: sqlite3.Connection) -> str:
    """Returns the site that wrote the newest step, or a new one: where the program names none, one file is one site."""
    last = journal.last_header(connection)
    return last.site if last else random_id()


def _newest_step(connection: sqlite3.Connection) -> str | None:
    last = journal.last_header(connection)
    return last.id if last else None
