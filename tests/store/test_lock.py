"""One writer at a time: a lock is never seen half written, taken from a living holder, or given back for another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import attrs
import psutil
import pytest

from battlemap.errors import FileInUse, FileProblem
from battlemap.store import lock as locks
from battlemap.store.lock import Holder, Lock, holder_of, lock_path

NOON = datetime(2018, 11, 20, 12, 0)
ROOT = Path(__file__).parents[2]
#: Takes the lock at a signal, says so, holds it until it is told to end.
STARTER = """
import sys, time
from datetime import datetime
from pathlib import Path
from battlemap.errors import FileInUse
from battlemap.store.lock import Lock
path = Path(sys.argv[1])
while not path.with_suffix(".go").exists():
    time.sleep(0.001)
try:
    held = Lock.take(path, "甲", datetime.now())
except FileInUse:
    print("refused", flush=True)
else:
    print("held", flush=True)
    while not path.with_suffix(".stop").exists():
        time.sleep(0.01)
    held.release()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "行动.battlemap"


def stale(file: Path) -> Holder:
    """Leaves the lock of a process that is dead."""
    dead = attrs.evolve(Holder.here("王强", NOON), pid=999_999_999, token="dead")
    lock_path(file).write_text(json.dumps(attrs.asdict(dead)), "utf-8")
    return dead


def started(file: Path, count: int) -> list[str]:
    """What so many programs say that start at the same moment."""
    words = [sys.executable, "-c", STARTER, str(file)]
    starters = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    file.with_suffix(".go").touch()
    said = [starter.stdout.readline().strip() for starter in starters if starter.stdout is not None]
    file.with_suffix(".stop").touch()
    for starter in starters:
        starter.communicate()
    for signal in (".go", ".stop"):
        file.with_suffix(signal).unlink()
    return said


@pytest.mark.parametrize("is_stale", [False, True], ids=["fresh", "stale lock"])
def test_of_many_that_start_together_one_gets_in(file: Path, is_stale: bool) -> None:
    for _ in range(3):
        if is_stale:
            stale(file)
        said = started(file, 5)
        assert sorted(said) == ["held"] + ["refused"] * 4
        assert list(file.parent.iterdir()) == []


def test_a_lock_is_given_back_by_its_holder_only(file: Path) -> None:
    mine = Lock.take(file, "李明", NOON)
    lock_path(file).unlink()
    other = Lock.take(file, "王强", NOON)
    mine.release()
    assert holder_of(file) is not None, "the other's lock stays"
    other.release()
    assert holder_of(file) is None


def test_a_lock_that_was_judged_stale_is_not_another_by_the_time_it_is_removed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a stale lock and its removal another program takes it: it is looked at again."""
    stale(file)
    alone = locks.alone
    others: list[Lock] = []

    def slipping_in(path: Path):  # type: ignore[no-untyped-def]
        if not others:
            path.unlink()
            others.append(Lock.take(file, "王强", NOON))
        return alone(path)

    monkeypatch.setattr(locks, "alone", slipping_in)
    with pytest.raises(FileInUse, match="王强"):
        Lock.take(file, "李明", NOON)


@pytest.mark.parametrize("seconds", [-7200, 90, 86_400 * 365 * 22])
def test_setting_the_clock_makes_no_living_holder_dead(
    file: Path, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system counts the beginning of a process and of itself from a clock that has been set since."""
    Lock.take(file, "李明", NOON)
    booted, begun = psutil.boot_time(), psutil.Process.create_time
    monkeypatch.setattr(psutil, "boot_time", lambda: booted + seconds)
    monkeypatch.setattr(psutil.Process, "create_time", lambda process: begun(process) + seconds)
    with pytest.raises(FileInUse):
        Lock.take(file, "王强", NOON)


@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"[]", b"3", b"hallo", b"[" * 100_000, b"\xff\xfe", b'{"pid": "x"}', bytes(1 << 20)],
    ids=["empty", "null", "list", "number", "text", "deep", "bytes", "half", "long"],
)
def test_a_lock_that_says_nothing_is_waited_for_and_then_replaced(file: Path, content: bytes) -> None:
    lock_path(file).write_bytes(content)
    with pytest.raises(FileInUse, match="稍候再试"):
        Lock.take(file, "李明", NOON)
    os.utime(lock_path(file), (1e9, 1e9))
    assert holder_of(file) is None
    Lock.take(file, "李明", NOON).release()
    assert not lock_path(file).exists()


def test_hostile_words_in_a_lock_are_told_on_one_line(file: Path) -> None:
    away = attrs.evolve(Holder.here("\x1b[31m\u202e" + "长" * 5000, NOON), host="远\n方", pid=1)
    lock_path(file).write_text(json.dumps(attrs.asdict(away)), "utf-8")
    if len(lock_path(file).read_bytes()) > 1 << 14:
        away = attrs.evolve(away, actor="\x1b[31m\u202e甲")
        lock_path(file).write_text(json.dumps(attrs.asdict(away)), "utf-8")
    with pytest.raises(FileInUse) as caught:
        Lock.take(file, "李明", NOON)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_a_folder_in_the_place_of_the_lock_is_told(file: Path) -> None:
    lock_path(file).mkdir()
    with pytest.raises(FileProblem, match="占着"):
        Lock.take(file, "李明", NOON)


def test_where_links_cannot_be_made_one_gets_in_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", no_links)
    held = Lock.take(file, "李明", NOON)
    with pytest.raises(FileInUse, match="李明"):
        Lock.take(file, "王强", NOON)
    held.release()
    assert list(file.parent.iterdir()) == []


def test_without_a_user_name_a_lock_is_taken_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    Lock.take(file, "", NOON)
    with pytest.raises(FileInUse, match="另一用户"):
        Lock.take(file, "李明", NOON)
