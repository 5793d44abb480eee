"""What is left of a damaged file comes back: by its newest good backup, or row by row; nothing is overwritten."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.demo import write_demo
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import FileDamaged, FileInUse, FileProblem, NotFound
from battlemap.store import journal
from battlemap.store.backup.backups import backup_file, backups_of
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.recovery import contents, loss, newest_good, put_back, set_aside
from battlemap.store.damage.salvage import salvage
from tests.soak.damage import KINDS, harm_once

NOON = datetime(2018, 11, 20, 12, 0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def file(demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    path.write_bytes(demo.read_bytes())
    return path


def scribble(path: Path, *, share: float = 0.02, seed: int = 1) -> None:
    """Zeroes some pages, not the first ones that hold the schema."""
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in random.Random(seed).sample(range(12, pages), max(1, int(pages * share))):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(bytes(content))


def rows_of(path: Path) -> Snapshot:
    with CampaignFile.open(path, "", NOON, read_only=True) as opened, opened.reading() as connection:
        return Snapshot.of(journal.rows(connection))


def test_a_backup_says_what_it_contains(file: Path) -> None:
    summary = contents(backup_file(file, NOON, "手动"), NOON)
    assert summary.counts["action"] == 11
    assert 70 <= summary.counts["task"] <= 100
    assert summary.steps > 400
    assert len(summary.newest) == 5
    assert summary.newest[0].startswith("2018-11-20")


def test_the_newest_good_backup_takes_the_place_and_the_damaged_file_is_kept(file: Path) -> None:
    good = backup_file(file, datetime(2018, 11, 20, 10), "定时")
    bad = backup_file(file, datetime(2018, 11, 20, 11), "定时")
    bad.write_bytes(bad.read_bytes()[:9000])
    whole = file.read_bytes()
    scribble(file)
    damaged = file.read_bytes()
    with pytest.raises(FileDamaged):
        CampaignFile.open(file, "", NOON)
    chosen = newest_good(file, NOON)
    assert chosen.path == good
    aside = put_back(file, chosen, NOON)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert aside.name == "行动-损坏-20181120-120000.battlemap"
    assert rows_of(file).rows == rows_of(good).rows
    assert len(whole) > 0


def test_without_a_good_backup_that_is_said(file: Path) -> None:
    with pytest.raises(NotFound, match="没有完好的备份"):
        newest_good(file, NOON)
    broken = backup_file(file, NOON, "手动")
    broken.write_bytes(b"x")
    with pytest.raises(NotFound, match="抢救"):
        newest_good(file, NOON)
    with pytest.raises(FileDamaged, match="不能用来恢复"):
        put_back(file, backups_of(file)[0], NOON)


def test_a_file_at_work_is_not_replaced_under_its_users_hands(file: Path) -> None:
    backup_file(file, NOON, "手动")
    before = file.read_bytes()
    with CampaignFile.open(file, "李明", NOON):
        with pytest.raises(FileInUse, match="李明"):
            put_back(file, backups_of(file)[0], NOON)
        assert file.stat().st_size >= len(before)


def test_files_set_aside_never_overwrite_each_other(file: Path) -> None:
    content = file.read_bytes()
    first = set_aside(file, NOON)
    file.write_bytes(b"second")
    second = set_aside(file, NOON)
    assert (first.read_bytes(), second.read_bytes()) == (content, b"second")
    assert not file.exists()


@pytest.mark.parametrize("seed", range(6))
def test_readable_rows_are_salvaged_into_a_new_file(file: Path, tmp_path: Path, seed: int) -> None:
    before = rows_of(file)
    scribble(file, share=0.05, seed=seed)
    damaged = file.read_bytes()
    target = tmp_path / "抢救.battlemap"
    salvaged = salvage(file, target, "李明", NOON)
    assert file.read_bytes() == damaged
    with CampaignFile.open(target, "", NOON, read_only=True) as new:
        assert new.faults() == []
    after = rows_of(target)
    same = sum(after.tasks.get(id) == task for id, task in before.tasks.items())
    assert len(after.tasks) >= 0.8 * len(before.tasks)
    assert same >= 0.8 * len(before.tasks) or any("可能不是最新" in words for words in salvaged.losses)
    assert set(after.tasks) <= set(before.tasks)
    assert salvaged.counts["task"] == len(after.tasks)
    with pytest.raises(FileProblem, match="已经存在"):
        salvage(file, target, "李明", NOON)


def test_tasks_whose_column_is_lost_are_kept_in_a_column_of_their_own(file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        triggers = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        gone = raw.execute("SELECT id FROM action WHERE code = 'ECON'").fetchone()[0]
        count = raw.execute("SELECT COUNT(*) FROM task WHERE action = ?", [gone]).fetchone()[0]
        raw.execute("DELETE FROM action WHERE id = ?", [gone])
        raw.execute("DELETE FROM journal WHERE row_id = ?", [gone])
        raw.execute("DELETE FROM campaign")
        raw.execute("DELETE FROM journal WHERE table_name = 'campaign'")
    target = tmp_path / "抢救.battlemap"
    salvaged = salvage(file, target, "李明", NOON)
    after = rows_of(target)
    (holder,) = [action for action in after.columns if action.title.startswith("待归类")]
    assert len(after.tasks_of(holder.id)) == count
    assert any("原属专项已丢失" in words for words in salvaged.losses)
    assert any("名称和起止日期已丢失" in words for words in salvaged.losses)


def test_where_nothing_can_be_read_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "坏.battlemap"
    path.write_bytes(b"SQLite format 3\x00" + bytes(8176))
    with pytest.raises(FileProblem):
        salvage(path, tmp_path / "新.battlemap", "李明", NOON)
    assert not (tmp_path / "新.battlemap").exists()


def test_what_a_restore_would_cost_is_told_step_by_step(file: Path) -> None:
    backup_file(file, NOON, "手动")
    (backup,) = backups_of(file)
    with CampaignFile.open(file, "王强", NOON) as opened:
        for number in range(3):
            with opened.write(f"改 {number}", "王强", NOON) as repository:
                repository.put(attrs.evolve(repository.campaign(), slogan=f"口号 {number}"))
    content = bytearray(file.read_bytes())
    content[20_000:24_000] = bytes(4000)
    file.write_bytes(bytes(content))
    cost = loss(file, backup.path)
    assert cost.is_certain
    assert cost.steps[0] == "2018-11-20 12:00 王强 改 2"
    assert cost.words() == "恢复后将缺少备份之后的 3 步操作。"
    file.write_bytes(b"")
    assert not loss(file, backup.path).is_certain


def test_contents_tell_lanes_and_whole_sentences(file: Path) -> None:
    summary = contents(file, NOON)
    assert sum(summary.lanes.values()) == summary.counts["task"]
    assert re.match(r"2018-11-20 17:50 \S+ 登记 CITY-04 11月20日的六个百分百检查$", summary.newest[0])


def test_a_journal_that_is_whole_gives_everything_back(file: Path, tmp_path: Path) -> None:
    before = rows_of(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'task'").fetchone()[0]
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    file.write_bytes(bytes(content))
    salvaged = salvage(file, tmp_path / "抢救.battlemap", "李明", NOON)
    assert salvaged.is_complete
    assert salvaged.lost == {}
    assert salvaged.words()[0] == "日志完整，全部内容已按日志复原"
    assert rows_of(tmp_path / "抢救.battlemap").rows == before.rows


def test_what_lies_in_the_wal_is_salvaged_too(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "崩溃.battlemap"
    with CampaignFile.open(file, "王强", NOON) as opened:
        with opened.write("改", "王强", NOON) as repository:
            repository.put(attrs.evolve(repository.campaign(), slogan="只在预写日志里"))
        for ending in ("", "-wal"):
            Path(f"{copy}{ending}").write_bytes(Path(f"{file}{ending}").read_bytes())
    wal = Path(f"{copy}-wal").read_bytes()
    salvage(copy, tmp_path / "抢救.battlemap", "李明", NOON)
    assert rows_of(tmp_path / "抢救.battlemap").campaign.slogan == "只在预写日志里"
    assert Path(f"{copy}-wal").read_bytes() == wal


def test_a_wal_left_behind_goes_with_the_damaged_file(file: Path) -> None:
    backup_file(file, NOON, "手动")
    Path(f"{file}-wal").write_bytes(b"rest")
    aside = put_back(file, backups_of(file)[0], NOON)
    assert aside is not None
    assert Path(f"{aside}-wal").read_bytes() == b"rest"
    assert not Path(f"{file}-wal").exists()


def test_no_kind_of_damage_brings_the_program_down(demo: Path, tmp_path: Path) -> None:
    whole = demo.read_bytes()
    dice = random.Random(20181120)
    seen = [harm_once(whole, kind, 1, tmp_path, dice) for kind in [*KINDS] * 2]
    assert [harm.faults for harm in seen if harm.faults] == []
    assert max(harm.salvaged for harm in seen) > 500


def test_text_that_sqlite_itself_cannot_quote_is_no_crash(file: Path, tmp_path: Path) -> None:
    before = rows_of(file)
    file.write_bytes(
        file.read_bytes().replace(b"period_update_gate BEFORE", b"period_update_gate B\xcfN\xffRE")
    )
    salvaged = salvage(file, tmp_path / "抢救.battlemap", "李明", NOON)
    assert salvaged.is_complete
    assert rows_of(tmp_path / "抢救.battlemap").rows == before.rows


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_file_whose_table_of_contents_is_gone_is_salvaged_also_when_it_was_packed(
    file: Path, tmp_path: Path, is_packed: bool
) -> None:
    before, path = rows_of(file), file
    if is_packed:
        path = tmp_path / "紧凑.battlemap"
        with CampaignFile.open(file, "李明", NOON) as opened:
            opened.save_copy(path)
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(bytes(content))
    salvaged = salvage(path, tmp_path / "抢救.battlemap", "李明", NOON)
    assert salvaged.counts["task"] == len(before.tasks)
    assert rows_of(tmp_path / "抢救.battlemap").tasks == before.tasks
