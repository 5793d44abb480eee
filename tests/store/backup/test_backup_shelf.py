"""A file is backed up when it has changed, every ten minutes, and beside itself where the stick is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import FileProblem
from battlemap.store.backup.backup_shelf import BackupShelf
from battlemap.store.backup.backups import backup_folder
from battlemap.store.campaign_file import CampaignFile

CAMPAIGN = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


@attrs.define
class Clock:
    now: datetime = datetime(2018, 11, 20, 9, 0)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[CampaignFile]:
    with CampaignFile.create(tmp_path / "行动.battlemap", "李明", clock.now) as file:
        change(file, "初稿", clock)
        yield file


def change(file: CampaignFile, slogan: str, clock: Clock) -> None:
    with file.write("改", "李明", clock.now) as repository:
        repository.put(attrs.evolve(CAMPAIGN, slogan=slogan))


def test_opening_backs_up_only_what_no_backup_holds(file: CampaignFile, clock: Clock) -> None:
    assert BackupShelf(file, clock).make_if_changed() is not None
    assert BackupShelf(file, clock).make_if_changed() is None
    change(file, "二稿", clock)
    clock.go_on(1)
    shelf = BackupShelf(file, clock)
    assert shelf.make_if_changed() is not None
    assert shelf.make_if_changed() is None
    assert [backup.reason for backup in shelf.listed()] == ["打开时", "打开时"]


def test_work_is_backed_up_every_ten_minutes(file: CampaignFile, clock: Clock) -> None:
    shelf = BackupShelf(file, clock)
    shelf.make_if_changed()
    clock.go_on(60)
    assert shelf.make_if_due() is None, "nothing has changed"
    change(file, "二稿", clock)
    assert shelf.make_if_due() is not None
    clock.go_on(9)
    change(file, "三稿", clock)
    assert shelf.make_if_due() is None
    clock.go_on(1)
    made = shelf.make_if_due()
    assert made is not None
    assert made.name == "行动-20181120-101000-定时.battlemap"


def test_a_stick_that_is_gone_leads_to_the_folder_beside_the_file(
    file: CampaignFile, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    shelf = BackupShelf(file, clock, stick)
    assert shelf.make().parent == stick
    assert shelf.warning == ""
    stick.rename(tmp_path / "拔出")
    stick.write_text("")
    made = shelf.make()
    assert made.parent == backup_folder(file.path)
    assert "U盘”不可用，已备份到档案旁边" in shelf.warning
    assert [backup.path for backup in shelf.listed()] == [made]
    backup_folder(file.path).rename(tmp_path / "挪走")
    backup_folder(file.path).write_text("")
    with pytest.raises(FileProblem):
        shelf.make()
