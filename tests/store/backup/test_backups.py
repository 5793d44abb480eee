"""Backups are whole, hashed and listed; thinning takes none that is the last of its kind, nor a stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import FileProblem
from battlemap.store.backup.backups import backup_file, backups_of, thin
from battlemap.store.campaign_file import CampaignFile

NOW = datetime(2018, 11, 20, 17, 30)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CampaignFile]:
    with CampaignFile.create(tmp_path / "行动.battlemap", "李明", NOW) as file:
        with file.write("新建", "李明", NOW) as repository:
            repository.put(Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31)))
        yield file


def test_a_backup_is_whole_hashed_and_listed_and_strangers_are_not(file: CampaignFile) -> None:
    first = file.backup(ago(minutes=5), "手动")
    second = backup_file(file.path, NOW, "定时")
    (first.parent / "别人的.battlemap").write_text("x")
    listed = backups_of(file.path)
    assert [(backup.path, backup.reason) for backup in listed] == [(second, "定时"), (first, "手动")]
    assert all(backup.is_intact() for backup in listed)
    assert [path.name for path in first.parent.glob("*.part")] == []
    with CampaignFile.open(second, "", NOW, read_only=True) as copy:
        assert copy.faults() == []
    with second.open("r+b") as broken:
        broken.seek(5000)
        broken.write(b"?")
    assert [backup.is_intact() for backup in listed] == [False, True]


def test_two_backups_in_one_second_both_stay(file: CampaignFile) -> None:
    assert len({file.backup(NOW, "手动") for _ in range(3)}) == 3
    assert len(backups_of(file.path)) == 3


def test_old_backups_are_thinned_on_disk_with_their_hashes(file: CampaignFile) -> None:
    made = [file.backup(ago(days=60, minutes=n), "定时") for n in range(3)]
    stranger = made[0].parent / "行动-说明.txt"
    stranger.write_text("请勿删除", "utf-8")
    newest = file.backup(NOW, "手动")
    assert {backup.path for backup in backups_of(file.path)} == {newest, made[0]}
    assert sorted(path.suffix for path in newest.parent.iterdir()) == [
        ".battlemap", ".battlemap", ".sha256", ".sha256", ".txt",
    ]  # fmt: skip
    assert stranger.exists()


def test_a_backup_goes_to_the_folder_of_choice(file: CampaignFile, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    assert file.backup(NOW, "手动", stick).parent == stick
    assert [backup.reason for backup in backups_of(file.path, stick)] == ["手动"]
    assert backups_of(file.path) == []


def test_what_was_made_by_hand_stays_for_good(file: CampaignFile) -> None:
    made = [file.backup(ago(days=60, minutes=n), "手动") for n in range(3)]
    file.backup(NOW, "定时")
    assert all(path.exists() for path in made)


def test_an_old_backup_stays_while_the_one_in_its_place_is_broken(file: CampaignFile) -> None:
    oldest, older, old = (file.backup(ago(days=n), "定时") for n in (63, 62, 61))
    whole = old.read_bytes()
    old.write_bytes(whole[:-1])
    assert thin(file.path, NOW) == []
    assert oldest.exists() and older.exists()
    old.write_bytes(whole)
    assert sorted(thin(file.path, NOW)) == [oldest, older]


def test_backups_of_another_campaign_of_the_same_name_are_left_alone(
    file: CampaignFile, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    mine = [file.backup(ago(days=n), "定时", stick) for n in (63, 62)]
    (tmp_path / "另").mkdir()
    with CampaignFile.create(tmp_path / "另" / file.path.name, "王强", NOW) as other:
        with other.write("新建", "王强", NOW) as repository:
            repository.put(Campaign("d", "另一行动", date(2018, 10, 1), date(2018, 12, 31)))
        theirs = [other.backup(ago(days=n), "定时", stick) for n in (61, 60, 0)]
    assert [path.exists() for path in mine] == [True, True]
    assert [path.exists() for path in theirs] == [False, True, True]
    file.backup(NOW, "定时", stick)
    assert [path.exists() for path in mine] == [False, True]
    assert [path.exists() for path in theirs] == [False, True, True]


def test_a_name_that_only_looks_like_a_backup_is_none(file: CampaignFile) -> None:
    made = file.backup(NOW, "手动")
    (made.parent / "行动-20189999-999999-定时.battlemap").write_bytes(b"")
    assert [backup.path for backup in backups_of(file.path)] == [made]


def test_a_folder_that_cannot_be_is_said(file: CampaignFile, tmp_path: Path) -> None:
    (tmp_path / "占位").write_text("x")
    with pytest.raises(FileProblem, match="不能用作文件夹"):
        file.backup(NOW, "手动", tmp_path / "占位")
