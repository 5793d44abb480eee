"""Of a long file that was closed the newest pages are looked at when it is opened, all others soon after; of any other at once."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.commands.demo import write_demo
from battlemap.errors import FileDamaged
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.connection import companion
from battlemap.store.damage import diagnosis
from battlemap.store.damage.inspection import look_through
from battlemap.store.lock import lock_path

NOON = datetime(2018, 11, 20, 12, 0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def path(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns a closed file that counts as long."""
    monkeypatch.setattr(diagnosis, "_LONG", 0)
    return Path(shutil.copy(demo, tmp_path / "行动.battlemap"))


def zero(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


def journal_page(path: Path) -> int:
    """Returns the number of a page in the middle of the journal, of which opening reads nothing."""
    with closing(sqlite3.connect(path)) as plain:
        pages = [
            row[0]
            for row in plain.execute("SELECT pageno FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf'")
        ]
    return int(pages[len(pages) // 3])


def opens(path: Path, pages_later: bool, read_only: bool = False) -> bool:
    try:
        CampaignFile.open(path, "李明", NOON, pages_later=pages_later, read_only=read_only).close()
    except FileDamaged:
        return False
    return True


@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_page_of_a_closed_file_is_found_soon_after(path: Path, read_only: bool) -> None:
    zero(path, journal_page(path))
    assert not opens(path, pages_later=False, read_only=read_only)
    assert opens(path, pages_later=True, read_only=read_only)
    with pytest.raises(FileDamaged, match="被清零"):
        look_through(path, NOON, lambda: False)


def test_a_short_file_is_looked_at_whole_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zero(path, journal_page(path))
    monkeypatch.setattr(diagnosis, "_LONG", path.stat().st_size + 1)
    assert not opens(path, pages_later=True)


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_file_beside_which_something_lies_was_not_closed(path: Path, ending: str) -> None:
    assert diagnosis.was_closed(path)
    companion(path, ending).write_bytes(b"")
    assert not diagnosis.was_closed(path)


def test_a_file_whose_lock_was_left_behind_is_looked_at_whole_at_once(path: Path) -> None:
    zero(path, journal_page(path))
    lock_path(path).write_text("{}")
    assert not diagnosis.was_closed(path)
    assert not opens(path, pages_later=True, read_only=True)


def test_a_file_that_says_that_it_is_at_work_is_looked_at_whole_at_once(path: Path) -> None:
    zero(path, journal_page(path))
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x02\x02")
    assert not diagnosis.was_closed(path)
    assert not opens(path, pages_later=True)


def test_an_empty_page_at_the_end_has_the_whole_file_looked_at(path: Path) -> None:
    zero(path, path.stat().st_size // 4096)
    assert not opens(path, pages_later=True)


def test_a_newest_step_that_was_changed_has_the_whole_file_looked_at(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr("battlemap.store.opening.guard_wholeness", lambda _, place: asked.append(place))
    assert opens(path, pages_later=True) and asked == []
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        (guard,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'step_fixed'").fetchone()
        plain.execute("DROP TRIGGER step_fixed")
        plain.execute("UPDATE step SET actor = '别人' WHERE number = (SELECT MAX(number) FROM step)")
        plain.execute(guard)
    assert opens(path, pages_later=True) and asked == [path]
