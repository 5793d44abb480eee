"""The file's guards: what is not ours, not whole or held by others is told apart; writes go through the gate only."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import psutil
import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import (
    DiskFull,
    FileDamaged,
    FileInUse,
    FileProblem,
    FileReadOnly,
    FileTooNew,
    NotACampaign,
    NotFound,
)
from battlemap.store import journal, migrations
from battlemap.store.backup.backups import backup_folder
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.audit import check
from battlemap.store.faults import translated
from battlemap.store.fit import fit_rows
from battlemap.store.guards import SCHEMA_VERSION, triggers
from battlemap.store.lock import Holder, holder_of, lock_path
from battlemap.store.migrations import migrate

NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a closed file with one campaign."""
    path = tmp_path / "行动.battlemap"
    with CampaignFile.create(path, "李明", NOON) as file, file.write("新建", "李明", NOON) as repository:
        repository.put(CAMPAIGN)
    return path


@pytest.fixture
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Yields a plain connection of another program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def opened(path: Path) -> CampaignFile:
    return CampaignFile.open(path, "李明", NOON)


def test_a_closed_file_stands_alone_and_opens_again(path: Path) -> None:
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    with opened(path) as file, file.reading() as connection:
        assert [row for _, row in journal.rows(connection)] == [CAMPAIGN]


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(FileProblem, match="已经存在"):
        CampaignFile.create(path, "李明", NOON)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", FileDamaged, "空文件"),
        (b"\x00" * 8192, FileDamaged, "清零"),
        ("一、经济运行".encode(), NotACampaign, "不是作战图档案"),
        (b"PK\x03\x04" + b"x" * 400, NotACampaign, "不是作战图档案"),
    ],
)
def test_what_is_no_database_is_told_apart(
    tmp_path: Path, content: bytes, kind: type[Exception], words: str
) -> None:
    path = tmp_path / "甲.battlemap"
    path.write_bytes(content)
    with pytest.raises(kind, match=words):
        opened(path)
    assert [item.name for item in tmp_path.iterdir()] == ["甲.battlemap"]


def test_a_missing_file_and_a_foreign_database_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="找不到"):
        opened(tmp_path / "无.battlemap")
    with closing(sqlite3.connect(tmp_path / "b.battlemap")) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(NotACampaign, match="别的程序"):
        opened(tmp_path / "b.battlemap")


def test_a_newer_file_is_refused_and_left_alone(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA user_version = 999")
    with pytest.raises(FileTooNew, match="999"):
        opened(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (999,)


def test_a_truncated_and_a_scribbled_file_are_called_damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileDamaged):
        opened(path)
    path.write_bytes(whole[:4096] + b"\x00" * (len(whole) - 4096))
    with pytest.raises(FileDamaged):
        opened(path)
    assert holder_of(path) is None


@pytest.mark.parametrize("name", ["task_update_journal", "journal_fixed"])
def test_a_missing_or_changed_trigger_is_noticed(path: Path, raw: sqlite3.Connection, name: str) -> None:
    raw.execute(f"DROP TRIGGER {name}")
    with pytest.raises(FileDamaged, match="1 个保护触发器") as caught:
        opened(path)
    assert caught.value.detail == name


def test_a_foreign_trigger_is_noticed(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("CREATE TRIGGER sly AFTER INSERT ON task BEGIN SELECT 1; END")
    with pytest.raises(FileDamaged, match="触发器"):
        opened(path)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE campaign SET title = 'x'",
        "INSERT INTO unit VALUES ('u', 'x', 'a0', '', 0)",
        "DELETE FROM campaign",
        "DELETE FROM journal",
        "UPDATE journal SET new = '{}'",
        "INSERT INTO journal VALUES (99, 's', 'x', 'unit', 'u', NULL, '{}')",
        "DELETE FROM step",
        "UPDATE step SET actor = 'x'",
    ],
)
def test_writes_outside_the_gate_are_refused_by_the_file_itself(raw: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="battlemap:"):
        raw.execute(sql)


def test_a_failed_write_leaves_neither_row_nor_step(path: Path) -> None:
    with opened(path) as file:
        with pytest.raises(ZeroDivisionError), file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="半途"))
            _ = 1 / 0
        with file.reading() as connection:
            assert [row for _, row in journal.rows(connection)] == [CAMPAIGN]
            assert len(journal.headers(connection)) == 1
        with file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="成了"))
        assert file.last_step is not None
        assert file.last_step.changes[0].before == CAMPAIGN


def test_the_check_finds_a_forged_line_and_a_missing_one(path: Path, raw: sqlite3.Connection) -> None:
    with opened(path) as file:
        for number in range(3):
            with file.write(f"改 {number}", "李明", NOON) as repository:
                repository.put(attrs.evolve(CAMPAIGN, title=f"第 {number} 稿"))
        with file.reading() as connection:
            assert check(connection) == []
    for name in triggers():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("BEGIN")
    raw.execute("UPDATE journal SET new = replace(new, '第 1 稿', '第 9 稿') WHERE seq = 3")
    assert [fault.words for fault in check(raw)] == [
        "第 3 步（2018-11-20 12:00 改 1）的记录被改动或缺失",
        "第 4 步（2018-11-20 12:00 改 2）改动前的行动“第 9 稿”（c）与此前的日志不符："
        "行动名称为“第 1 稿”，日志记为“第 9 稿”",
    ]
    raw.execute("ROLLBACK")
    raw.execute("BEGIN")
    raw.execute("DELETE FROM journal WHERE seq = 4")
    assert [fault.words for fault in check(raw)] == [
        "第 4 步（2018-11-20 12:00 改 2）的记录被改动或缺失",
        "行动“第 1 稿”（c）与日志不符：行动名称为“第 2 稿”，日志记为“第 1 稿”",
    ]
    raw.execute("ROLLBACK")
    raw.execute("BEGIN")
    raw.execute("UPDATE campaign SET title = '暗改'")
    assert [fault.words for fault in check(raw)] == [
        "行动“第 2 稿”（c）与日志不符：行动名称为“暗改”，日志记为“第 2 稿”"
    ]


def test_a_second_opener_is_told_who_holds_the_file_and_may_read(path: Path) -> None:
    with opened(path):
        with pytest.raises(FileInUse, match=r"李明.*2018-11-20 12:00"):
            CampaignFile.open(path, "王强", NOON)
        with CampaignFile.open(path, "王强", NOON, read_only=True) as second:
            with second.reading() as connection:
                assert [row for _, row in journal.rows(connection)] == [CAMPAIGN]
            with pytest.raises(FileReadOnly), second.write("改", "王强", NOON):
                pass
    assert not lock_path(path).exists()


@pytest.mark.parametrize("change", [{"pid": 999_999_999}, {"boot": "another"}, {"process_started": 1}])
def test_a_dead_holders_lock_is_taken_over(path: Path, change: dict[str, Any]) -> None:
    dead = attrs.evolve(Holder.here("王强", NOON), **change)
    lock_path(path).write_text(json.dumps(attrs.asdict(dead)), "utf-8")
    with opened(path):
        holder = holder_of(path)
        assert holder is not None
        assert (holder.actor, holder.pid) == ("李明", psutil.Process().pid)


def test_a_living_holder_elsewhere_is_respected(path: Path) -> None:
    away = attrs.evolve(Holder.here("王强", NOON), host="另一台电脑", pid=1)
    lock_path(path).write_text(json.dumps(attrs.asdict(away)), "utf-8")
    with pytest.raises(FileInUse, match="王强（另一台电脑）"):
        opened(path)
    assert lock_path(path).exists()


def test_a_write_waits_for_another_program_then_says_so(path: Path, raw: sqlite3.Connection) -> None:
    with opened(path) as file:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileInUse, match="正被另一程序写入"), file.write("改", "李明", NOON):
            pass
        raw.execute("ROLLBACK")
        with file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="成了"))
        assert file.last_step is not None


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Yields the mount point of a small disk of its own; skipped where this user may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None or _mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", place) != 0:
        pytest.skip("this user may not mount a disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def _mount(*words: str | Path) -> int:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode


def test_a_read_only_disk_still_lets_one_look(path: Path, disk: Path) -> None:
    shutil.copy(path, disk)
    there = disk / path.name
    assert _mount("-o", "remount,ro", disk) == 0
    with pytest.raises(FileReadOnly, match="只读"):
        opened(there)
    with CampaignFile.open(there, "", NOON, read_only=True) as file, file.reading() as connection:
        assert [row for _, row in journal.rows(connection)] == [CAMPAIGN]


def test_a_full_disk_of_its_own_is_said_and_work_goes_on_when_there_is_room(path: Path, disk: Path) -> None:
    shutil.copy(path, disk)
    ballast = disk / "ballast"
    with opened(disk / path.name) as file:
        ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - (1 << 18)))
        with pytest.raises(DiskFull, match="磁盘已满"):
            for number in range(100):
                with file.write("改", "李明", NOON) as repository:
                    repository.put(attrs.evolve(CAMPAIGN, preface=str(number) * 20_000))
        with file.reading() as connection:
            rows = [row for _, row in journal.rows(connection)]
            assert check(connection) == []
        ballast.unlink()
        with file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="成了"))
        assert file.last_step is not None
        assert [file.last_step.changes[0].before] == rows


def test_a_full_disk_is_said_and_nothing_is_half_written(path: Path) -> None:
    with opened(path) as file:
        with file.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(DiskFull, match="磁盘已满"), file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, preface="长" * 100_000))
        with file.reading() as connection:
            connection.execute("PRAGMA max_page_count = 100000")
            assert [row for _, row in journal.rows(connection)] == [CAMPAIGN]
        with file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, preface="长" * 100_000))
        assert file.last_step is not None


def test_unknown_errors_are_not_dressed_up(tmp_path: Path) -> None:
    error = pytest.raises(sqlite3.OperationalError, match="no such table")
    with closing(sqlite3.connect(":memory:")) as connection, error, translated(tmp_path):
        connection.execute("SELECT 1 FROM absent")


def test_an_older_file_is_backed_up_before_it_is_migrated(
    path: Path, raw: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("battlemap.store.opening.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    raw.close()
    with opened(path):
        pass
    copies = sorted(backup_folder(path).glob("*.battlemap"))
    assert [copy.name for copy in copies] == ["行动-20181120-120000-升级前.battlemap"]
    assert Path(f"{copies[0]}.sha256").read_text("utf-8").endswith(f"{copies[0].name}\n")


def test_a_migration_that_fails_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "triggers", lambda: {"bad": "CREATE TRIGGER bad nonsense"})
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection)
        assert connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_every_foreign_key_has_an_index(raw: sqlite3.Connection) -> None:
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        indexed = {
            raw.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
            for index in raw.execute(f"PRAGMA index_list({table})")
        }
        wanted = {key[3] for key in raw.execute(f"PRAGMA foreign_key_list({table})")}
        assert wanted <= indexed, table


def test_a_copy_that_leaves_the_pc_is_whole_and_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "带走.battlemap"
    with opened(path) as file:
        file.save_copy(target)
        with pytest.raises(FileProblem, match="已经存在"):
            file.save_copy(target)
    with opened(target) as copy:
        assert copy.faults() == []


def test_a_file_that_was_taken_away_or_replaced_is_not_written_into_the_void(
    path: Path, tmp_path: Path
) -> None:
    away = tmp_path / "搬走.battlemap"
    with opened(path) as file:
        path.rename(away)
        with pytest.raises(FileProblem, match="已不在原处"), file.write("改", "李明", NOON):
            pass
        path.write_bytes(away.read_bytes())
        with pytest.raises(FileProblem, match="已被另一个文件替换"), file.write("改", "李明", NOON):
            pass
        path.unlink()
        away.rename(path)
        with file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="放回来了"))
        assert file.last_step is not None


def test_another_programs_write_is_noticed_once(path: Path, raw: sqlite3.Connection) -> None:
    with opened(path) as file:
        assert not file.has_foreign_changes()
        with file.write("自己改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="自己"))
        assert not file.has_foreign_changes()
        raw.execute("CREATE TABLE foreign_note (words TEXT)")
        assert file.has_foreign_changes()
        assert not file.has_foreign_changes()


@pytest.mark.parametrize("new", ["{", "[]", '{"id": "c", "title": "甲"}', '{"id": 3, "starts_on": "昨天"}'])
def test_the_check_goes_on_past_a_line_without_meaning(path: Path, raw: sqlite3.Connection, new: str) -> None:
    for name in triggers():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE journal SET new = ?", [new])
    words = [fault.words for fault in check(raw)]
    assert words[0].endswith("的记录被改动或缺失")
    assert len(words) == 2


def test_a_row_without_meaning_is_told_and_no_crash(path: Path, raw: sqlite3.Connection) -> None:
    for name in triggers():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE campaign SET ends_on = '年底'")
    for sql in triggers().values():
        raw.execute(sql)
    with opened(path) as file:
        assert any("结束日期为“年底”" in words for words in file.faults())
        with file.reading() as connection:
            ((_, row),) = journal.rows(connection)
            assert isinstance(row, Campaign)
            assert attrs.evolve(row, ends_on=CAMPAIGN.ends_on) == CAMPAIGN
            assert "结束日期“年底”" in fit_rows(connection).warning
