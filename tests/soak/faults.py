"""What an office does to a file that is open: each is told in a sentence, nothing is half done, work goes on after."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import attrs

from battlemap.commands.campaign import EditCampaign
from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BattlemapError
from battlemap.store import campaign_file, journal
from battlemap.store.connection import COMPANIONS, companion
from tests.soak.stream import found
from tests.soak.writer import on_a_stick


class NotAllowed(Exception):
    """This user or this machine cannot bring the fault about."""


@attrs.frozen
class Trial:
    """What the program said while the cause lasted, and what was wrong, then and afterwards."""

    told: tuple[str, ...]
    faults: tuple[str, ...]


Cause = Callable[[Path], AbstractContextManager[None]]


def survive(path: Path, cause: Cause, dice: Random, *, is_removable: bool = False) -> Trial:
    """Works on a new campaign at `path`, goes on while the cause lasts, and after it."""
    found(path, dice)
    sentences: list[str] = []
    faults: list[str] = []
    original = campaign_file.is_local
    campaign_file.is_local = on_a_stick if is_removable else original
    try:
        with Session.open(path, "李明", datetime.now) as session:
            session.run(EditCampaign({"slogan": "之前"}))
            before = session.snapshot
            with cause(path):
                for number in range(40):
                    try:
                        session.run(
                            EditCampaign(
                                {"slogan": f"其间 {number}", "preface": dice.randbytes(20_000).hex()}
                            )
                        )
                        before = session.snapshot
                    except BattlemapError as error:
                        sentences.append(str(error))
                    except Exception as error:
                        faults.append(f"a crash: {error!r}")
                    if session.snapshot is not before:
                        faults.append("the board shows what was refused")
                    if len(sentences) == 3:
                        break
            session.run(EditCampaign({"slogan": "之后"}))
            with session.file.reading() as connection:
                if Snapshot.of(journal.rows(connection)).rows != session.snapshot.rows:
                    faults.append("the board shows other rows than the file")
            faults += session.file.faults()
        with Session.open(path, "李明", datetime.now) as again:
            if again.snapshot.campaign.slogan != "之后":
                faults.append("what was done after the fault is not there")
    finally:
        campaign_file.is_local = original
    return Trial(tuple(sentences), tuple(faults))


@contextmanager
def small_disk(place: Path, kib: int = 4096) -> Iterator[Path]:
    """Yields a disk of its own; raises NotAllowed where none may be mounted."""
    place.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place))
    try:
        yield place
    finally:
        _run("umount", "-l", str(place))


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Another program fills the disk."""
    ballast = path.with_name("别的文件")
    try:
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1 << 8):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue
        yield
    finally:
        ballast.unlink()


@contextmanager
def failing_writes(path: Path) -> Iterator[None]:
    """Every write beyond a file's present length fails, as on a broken disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def frozen_files(path: Path) -> Iterator[None]:
    """The disk has become read-only: nothing of the file or beside it can be written."""
    names = [str(companion(path, ending)) for ending in ("", *COMPANIONS) if companion(path, ending).exists()]
    names.append(str(path.parent))
    _run("chattr", "+i", *names)
    try:
        yield
    finally:
        _run("chattr", "-i", *names)


@contextmanager
def folder_away(path: Path) -> Iterator[None]:
    """The stick is drawn, and put in again."""
    away = path.parent.with_name(path.parent.name + "-拔出")
    path.parent.rename(away)
    try:
        yield
    finally:
        away.rename(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program is writing and does not end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def replaced(path: Path) -> Iterator[None]:
    """Somebody puts another file in its place."""
    own = path.with_name("原件")
    path.rename(own)
    path.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    try:
        yield
    finally:
        path.unlink()
        own.rename(path)


def copied_over(path: Path) -> AbstractContextManager[None]:
    """A sync program puts an equal copy in its place, and leaves it there."""

    @contextmanager
    def cause() -> Iterator[None]:
        copy = path.with_name("同步副本")
        shutil.copyfile(path, copy)
        copy.replace(path)
        yield

    return cause()


def _run(*words: str) -> None:
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise NotAllowed(words[0]) from error
    if done.returncode != 0:
        raise NotAllowed(done.stderr.decode(errors="replace"))
