"""The campaign file: guards on opening, the one gate for writing, the road to its journal."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from battlemap.domain.step import Step, StepKind
from battlemap.errors import BattlemapError, FileProblem, FileReadOnly
from battlemap.store import journal
from battlemap.store.backup.backups import backup
from battlemap.store.connection import (
    companion,
    connect,
    connect_read_only,
    identity_of,
    keep_pages,
    one_moment,
    state_of,
)
from battlemap.store.copying import save_copy
from battlemap.store.damage.audit import Fault
from battlemap.store.damage.diagnosis import guard_header, guard_identity, guard_schema, was_closed
from battlemap.store.damage.full_check import audit
from battlemap.store.disk import is_local
from battlemap.store.drafts import clear_drafts, discard, draft_of, settle
from battlemap.store.faults import translated
from battlemap.store.gate import begin_step, end_step
from battlemap.store.ledger_schema import arrange
from battlemap.store.lock import Lock
from battlemap.store.names import guard_length, real_path
from battlemap.store.opening import Opened, migrate, opened
from battlemap.store.repository import Repository
from battlemap.store.strange_log import strange_log

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"


def random_id() -> str:
    """Returns a short random id (60 bits)."""
    return "".join(_ALPHABET[byte & 31] for byte in secrets.token_bytes(12))


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
        opened: Opened | None = None,
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        #: What may be missing of the file, or is not fit, in words.
        self.doubts: list[str] = list(opened.warnings) if opened else []
        self._place_words = ""
        self.last_step: Step | None = None
        self.last_header: journal.Header | None = None
        self._connection, self._lock = connection, lock
        last = journal.last_header(connection)
        #: Of this PC; the file may go on under another one.
        self.site = self.machine_site = site or (last.site if last else random_id())
        self._new_id, self._is_open = new_id, True
        self._is_at_rest = opened is not None and opened.is_at_rest
        self._is_copy = opened is not None and opened.is_copy
        self._is_wal = False
        self._has_failed = False
        self._identity = identity_of(path)
        self._seen_state = state_of(path)
        self._seen_version, self._seen_schema = self._version("data"), self._version("schema")
        self._newest_step = last.id if last else None

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
        with cls.made(path, site=site, new_id=new_id):
            pass
        return cls.open(path, actor, at, site=site, new_id=new_id)

    @classmethod
    @contextmanager
    def made(
        cls, path: Path, *, site: str = "", new_id: Callable[[], str] = random_id
    ) -> Iterator[CampaignFile]:
        """Yields a new, empty file that lies aside; it gets its name when the body is done, and is gone where it fails.

        Raises FileProblem where something of that name exists, BadInput for a name that is too long.
        """
        place = real_path(path)
        with translated(place):
            guard_length(place)
            if place.exists():
                raise FileProblem(f"“{place.name}”已经存在，请换一个名称。")
            draft = draft_of(place)
            try:
                connection = connect(draft)
                # who is killed leaves a draft that is thrown away: only what gets its name must be on the disk
                connection.execute("PRAGMA synchronous = OFF")
                migrate(connection)
                with cls(draft, connection, None, site, new_id, is_read_only=False) as file:
                    yield file
                settle(draft, place)
            except BaseException:
                discard(draft)
                raise

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
        pages_later: bool = False,
    ) -> CampaignFile:
        """Returns the opened file after every guard has passed.

        With `pages_later` of a long file that was closed only the newest pages are looked at, and the caller has the others
        looked at soon (`inspection.look_through`).

        Raises NotFound, NotACampaign, FileTooNew, FileDamaged, FileInUse (held by another program; `read_only` is the
        way out) or FileReadOnly. An older schema is migrated after a checked backup, or in memory where one only looks.
        """
        place = real_path(path)
        with translated(place):
            guard_header(place)
            if not read_only:
                guard_length(place)
            pages_later = pages_later and was_closed(place)
            lock = None if read_only else Lock.take(place, actor, at)
            try:
                if not read_only:
                    clear_drafts(place.parent)
                how = opened(place, None if read_only else at, pages_later)
                try:
                    file = cls(place, how.connection, lock, site, new_id, read_only, how)
                    if not read_only:
                        file._choose_durability()
                except BaseException:
                    how.connection.close()
                    raise
            except BaseException:
                if lock is not None:
                    lock.release()
                raise
            return file

    def _choose_durability(self) -> None:
        """WAL with FULL on a local disk; rollback journal with EXTRA elsewhere, and a warning."""
        self._is_wal = is_local(self.path)
        if self._is_wal:
            self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
            self._connection.execute("PRAGMA synchronous = FULL")
            # after a check SQLite refuses the first checkpoint of a fresh log that has never been read
            self._connection.execute("SELECT step FROM gate").fetchall()
            self._seen_version = self._version("data")
        else:
            self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.execute("PRAGMA synchronous = EXTRA")
            self._place_words = "档案在 U 盘或网络盘上，保存较慢；建议复制到本机硬盘使用。"

    @property
    def warnings(self) -> list[str]:
        """What to tell who opens the file: doubts, and that its disk is slow."""
        return [*self.doubts, *filter(None, [self._place_words])]

    def close(self) -> None:
        """Leaves one single file behind and gives the lock back; may be called twice."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if not self.is_read_only:
                with translated(self.path):
                    self._leave_whole()
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def _leave_whole(self) -> None:
        """Takes the log into the file and has the header say so, unless somebody is still looking at it."""
        self._connection.execute("PRAGMA busy_timeout = 0")
        self._take_log_in()
        if identity_of(self.path) == self._identity:
            with suppress(sqlite3.OperationalError):
                self._connection.execute("PRAGMA journal_mode = DELETE")

    def rest(self) -> None:
        """Takes what lies in the log into the file, so that a copy made now is whole; costs nothing where it is empty."""
        log = companion(self.path, "-wal")
        if self._is_wal and not self.is_read_only and log.exists() and log.stat().st_size:
            with translated(self.path):
                self._take_log_in()

    def _take_log_in(self) -> None:
        # after a full check SQLite refuses the first checkpoint of a connection that has not read since
        self._connection.execute("SELECT step FROM gate").fetchall()
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise

    def __enter__(self) -> CampaignFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- writing ------------------------------------------------------------------------------------------------

    @contextmanager
    def write(
        self, label: str, actor: str, at: datetime, kind: StepKind = "do", undoes: str | None = None
    ) -> Iterator[Repository]:
        """The one gate: all put inside is one step, or nothing; then `last_step` and `last_header` tell it, None for nothing."""
        with self.transaction(), self.step(label, actor, at, kind, undoes) as repository:
            yield repository

    @contextmanager
    def step(
        self, label: str, actor: str, at: datetime, kind: StepKind = "do", undoes: str | None = None
    ) -> Iterator[Repository]:
        """A step within a transaction; one that changes nothing takes the transaction back."""
        step = begin_step(self._connection, self._new_id, self.site, label, actor, at, kind, undoes)
        repository = Repository(self._connection, at, actor, self._new_id, self.machine_site)
        yield repository
        self.last_header, lines = end_step(self._connection, step)
        if self.last_header is None:
            self._connection.execute("ROLLBACK")
        else:
            self.last_step = journal.step_of(self._connection, step, repository.changes, lines)
            self._newest_step = self.last_header.id

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is done inside, or nothing at all."""
        if self.is_read_only:
            raise FileReadOnly(f"“{self.path.name}”以只读方式打开，不能修改。")
        newest, self.last_step, self.last_header = self._newest_step, None, None
        with translated(self.path), self._noting_failure():
            self._guard_place()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._guard_schema()
                yield self._connection
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
                    # SQLite notes in mapped memory what was read; on a disk that is taken away this must not come first
                    self._connection.execute("SELECT id FROM gate").fetchone()
            except BaseException:
                self.last_step, self.last_header, self._newest_step = None, None, newest
                if self._connection.in_transaction:
                    with suppress(sqlite3.Error):  # where the disk is gone; what broke first is told
                        self._connection.execute("ROLLBACK")
                raise

    def arrange_ledgers(self) -> None:
        """Makes the views and indexes that the file's ledgers call for; to be called outside of a step."""
        if not self.is_read_only:
            arrange(self._connection)
            self._seen_schema = self._version("schema")

    def _guard_schema(self) -> None:
        """Raises FileDamaged where somebody has changed triggers or tables since the file was opened."""
        version = self._version("schema")
        if version != self._seen_schema:
            guard_schema(self._connection, self.path)
            self._seen_schema = version

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
                f"“{self.path.name}”已不在原处（可能被移走、改名，或 U 盘已拔出）。请放回原处后重试，或“另存副本”。"
            )
        is_other = now != self._identity
        if (is_other or self._has_failed) and not (is_other and self._is_wal):
            self._has_failed = not self._take_up_again()
            is_other = identity_of(self.path) != self._identity
        if is_other:
            raise FileProblem(
                f"“{self.path.name}”已被另一个文件替换，刚才的改动未写入。请“另存副本”保住现有内容，再重新打开。"
            )

    def _take_up_again(self) -> bool:
        """Puts a new connection in place of the old one if the file still holds the newest step; returns whether."""
        connection = None
        try:
            guard_header(self.path)
            identity, state = identity_of(self.path), state_of(self.path)
            if strange_log(self.path) is not None:
                return False
            if self.is_read_only:
                connection, self._is_at_rest = connect_read_only(self.path)
            else:
                connection = connect(self.path)
                # a disk that is read-only for now would give a connection that stays so for good
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            guard_identity(connection, self.path)
            guard_schema(connection, self.path)
            step = connection.execute("SELECT 1 FROM step WHERE id = ?", [self._newest_step]).fetchone()
        except (OSError, sqlite3.Error, BattlemapError):
            step = None
        if connection is None or step is None:
            if connection is not None:
                connection.close()
            return False
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection, self._identity, self._seen_state = connection, identity, state
        self._seen_version = -1
        keep_pages(connection)
        if not self.is_read_only:
            self._choose_durability()
        return True

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
            state = state_of(self.path)
            if self._is_at_rest and state != self._seen_state:
                self._take_up_again()
                self._seen_state = state
            version = self._version("data")
        is_new, self._seen_version = version != self._seen_version, version
        return is_new

    def _version(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}_version").fetchone()[0])

    def backup(self, at: datetime, reason: str, folder: Path | None = None) -> Path:
        """Writes a checked backup and returns its path; raises as `store.backups.backup`."""
        with self.reading() as there:
            return backup(there, self.path, at, reason, folder)

    def faults(self) -> list[str]:
        """Returns what a full check finds, in words: pages, foreign keys, journal and rows. Empty is well."""
        return [fault.words for fault in self.audit()]

    def audit(self) -> list[Fault]:
        """Returns what `faults` tells, with the rows that can be put right from the journal."""
        with self.reading() as connection:
            return audit(connection)

    def newest_number(self) -> int:
        """Returns the number of the newest step, 0 in a new file: how many steps the journal tells."""
        with translated(self.path):
            return int(self._connection.execute("SELECT COALESCE(MAX(number), 0) FROM step").fetchone()[0])

    def save_copy(self, target: Path) -> None:
        """Writes a compact copy that may leave the PC; raises FileProblem where `target` exists."""
        save_copy(self._connection, target)
