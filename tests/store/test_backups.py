"""Backups are whole, listed, thinned by a table of moments, and never lost by thinning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.campaign import Campaign
from battlemap.store.backups import backup_file, backups_of, is_due, kept
from battlemap.store.campaign_file import CampaignFile

NOW = datetime(2018, 11, 20, 17, 30)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def test_recent_ones_all_stay_then_one_an_hour_a_day_a_week() -> None:
    recent = [ago(minutes=10 * n) for n in range(13)]
    hour = [datetime(2018, 11, 20, 10, minute) for minute in (5, 25, 55)]
    day = [datetime(2018, 11, 10, hour, 0) for hour in (8, 12, 18)]
    week = [datetime(2018, 9, n, 12, 0) for n in (3, 5, 9, 10)]
    assert kept([*recent, *hour, *day, *week], NOW) == {
        *recent,
        hour[-1],
        day[-1],
        datetime(2018, 9, 9, 12, 0),
        datetime(2018, 9, 10, 12, 0),
    }


@given(st.lists(st.datetimes(datetime(2018, 1, 1), NOW), max_size=200))
def test_the_newest_always_stays_and_thinning_twice_changes_nothing(moments: list[datetime]) -> None:
    keep = kept(moments, NOW)
    assert keep <= set(moments)
    assert not moments or max(moments) in keep
    assert kept(keep, NOW) == keep


@pytest.mark.parametrize(
    ("newest", "changed", "due"),
    [
        (None, None, False),
        (None, ago(minutes=1), True),
        (ago(minutes=10), ago(minutes=1), True),
        (ago(minutes=9), ago(minutes=1), False),
        (ago(minutes=30), ago(minutes=31), False),
    ],
)
def test_a_backup_is_due_ten_minutes_after_the_last_if_something_changed(
    newest: datetime | None, changed: datetime | None, due: bool
) -> None:
    assert is_due(newest, changed, NOW) is due


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
