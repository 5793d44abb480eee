"""The campaign file: guards on opening, the one gate for writing, the road to its journal."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.domain.step import Step, StepKind
from battlemap.errors import FileDamaged, FileProblem, FileReadOnly, FileTooNew, NotACampaign, NotFound
from battlemap.store import journal
from battlemap.store.backups import backup
from battlemap.store.disk import is_local
from battlemap.store.faults import translated
from battlemap.store.guards import APPLICATION_ID, SCHEMA_VERSION, wrong_triggers
from battlemap.store.lock import Lock
from battlemap.store.repository import Repository

SUFFIX: Final = ".battlemap"
_HEADER: Final = b"SQLite format 3\x00"
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
#: Seconds that a write waits for another program's to end.
_PATIENCE: Final = 2.0


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
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self.warnings: list[str] = []
        self.last_step: Step | None = None
        self.last_header: journal.Header | None = None
        self._connection = connection
        self._lock = lock
        self._site = site or _site_of(connection)
        self._new_id = new_id
        self._is_open = True
        self._identity = _identity(path)
        self._seen_version = self._data_version()

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
                connection = _connect(path, is_read_only=False)
                _migrate(connection)
                file = cls(path, connection, lock, site, new_id, is_read_only=False)
                file._choose_durability()
            except BaseException:
                if connection is not None:
                    connection.close()
                    _remove_with_companions(path)
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
        way out) or FileReadOnly. An older schema is migrated after a checked backup.
        """
        with translated(path):
            _guard_header(path)
            lock = None if read_only else Lock.take(path, actor, at)
            connection = None
            try:
                connection = _connect(path, read_only)
                version = _guard_identity(connection, path)
                _guard_wholeness(connection, path)
                if version < SCHEMA_VERSION:
                    if read_only:
                        raise FileReadOnly(f"「{path.name}」是旧版档案，须先以可写方式打开一次完成升级。")
                    backup(connection, path, at, "升级前")
                    _migrate(connection)
                wrong = wrong_triggers(connection)
                if wrong:
                    raise FileDamaged(
                        f"「{path.name}」有 {len(wrong)} 个保护触发器缺失或被改动，记录已不可信，请从备份恢复。",
                        "、".join(wrong),
                    )
                file = cls(path, connection, lock, site, new_id, read_only)
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
        if is_local(self.path):
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
        else:
            self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self.warnings.append("档案在 U 盘或网络盘上，保存较慢；建议复制到本机硬盘使用。")

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
        self._guard_place()
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                step = self._begin_step(label, actor, at, kind, undoes)
                yield Repository(self._connection, at, actor, self._new_id)
                head = self._end_step(step)
                self._connection.execute("COMMIT" if head else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            if head:
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
                self._site,
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

    def _guard_place(self) -> None:
        """Raises FileProblem where another file now bears the name, or none: writing would go into the void."""
        now = _identity(self.path)
        if now is None:
            raise FileProblem(
                f"「{self.path.name}」已不在原处（可能被移走、改名，或 U 盘已拔出）。请放回原处后重试，或「另存副本」。"
            )
        if now != self._identity:
            raise FileProblem(
                f"「{self.path.name}」已被另一个文件替换，刚才的改动未写入。请「另存副本」保住现有内容，再重新打开。"
            )

    # -- reading ------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for `store.journal`'s readers, with errors translated."""
        with translated(self.path):
            yield self._connection

    def has_foreign_changes(self) -> bool:
        """Whether another connection has written since this was last asked; costs a few microseconds."""
        with self.reading():
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
        with self.reading() as connection:
            pages = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            keys = connection.execute("PRAGMA foreign_key_check").fetchall()
            found = [f"数据页损坏：{words}" for words in pages if words != "ok"]
            found += [f"{table} 表第 {row} 行指向不存在的 {parent}" for table, row, parent, _ in keys]
            return found + [fault.words for fault in journal.check(connection)]

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


def _connect(path: Path, is_read_only: bool) -> sqlite3.Connection:
    if is_read_only:
        wal = path.with_name(path.name + "-wal")
        # without a -wal beside it the file needs no shared memory, so that a folder without write access will do
        mode = "mode=ro" if wal.exists() else "mode=ro&immutable=1"
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    else:
        connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    """Returns what tells a file from another of the same name, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _migrate(connection: sqlite3.Connection) -> None:
    from battlemap.store.migrations import migrate

    migrate(connection)


def _site_of(connection: sqlite3.Connection) -> str:
    """Returns the site that wrote the newest step, or a new one: where the program names none, one file is one site."""
    last = journal.last_header(connection)
    return last.site if last else random_id()


def _guard_header(path: Path) -> None:
    if not path.is_file():
        raise NotFound(f"找不到「{path}」，请检查位置，或从「最近」中移除。")
    with path.open("rb") as file:
        start = file.read(len(_HEADER))
    if not start:
        raise FileDamaged(f"「{path.name}」是空文件（0 字节），请从备份恢复。")
    if start != _HEADER:
        if not start.strip(b"\x00"):
            raise FileDamaged(f"「{path.name}」开头已被清零，档案损坏，请从备份恢复。")
        raise NotACampaign(f"「{path.name}」不是作战图档案，请选择扩展名为 {SUFFIX} 的文件。")


def _guard_identity(connection: sqlite3.Connection, path: Path) -> int:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise NotACampaign(f"「{path.name}」是别的程序的数据库，不是作战图档案。")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise FileTooNew(
            f"「{path.name}」由更新版本的程序保存（格式 {version}，本程序支持到 {SCHEMA_VERSION}），请升级程序后再打开。"
        )
    return version


def _guard_wholeness(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise FileDamaged(f"「{path.name}」已损坏，请从备份恢复。", "\n".join(found))


def _remove_with_companions(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + "-journal"):
        path.with_name(name).unlink(missing_ok=True)
