"""Copies made with the file manager: what they lack is said, a log that is none of their own is not taken in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random

import attrs
import pytest

from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.plan import ImportPlan
from battlemap.commands.session import Session
from battlemap.errors import BattlemapError, NotACampaign
from battlemap.store.backup.backups import backup_file, backup_folder
from battlemap.store.campaign_file import CampaignFile
from tests.soak.stream import found, plan, some_deed

NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    found(path, Random(7))
    return path


def copy_of(path: Path, *, with_log: bool = False) -> Path:
    """A copy as a file manager makes it, in a folder of its own."""
    folder = path.parent / "别处"
    folder.mkdir(exist_ok=True)
    copy = Path(shutil.copy(path, folder))
    log = Path(f"{path}-wal")
    if with_log and log.exists():
        shutil.copy(log, folder)
    return copy


def content(folder: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}


@contextmanager
def killed(path: Path, deeds: int = 12, seed: int = 3, *, before: int = 0) -> Iterator[int]:
    """Works on the file and yields, as if the program had just died: its log lies there, its lock too."""
    dice = Random(seed)
    session = Session.open(path, "写者", datetime.now)
    with session.file.reading() as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    for _ in range(deeds):
        try:
            some_deed(dice, session)[1]()
        except BattlemapError:
            continue
    number = session.file.newest_number()
    place = path.parent / "死后"
    place.mkdir(exist_ok=True)
    for item in (path, Path(f"{path}-wal")):
        shutil.copy(item, place)
    session.close()
    for item in place.iterdir():
        shutil.copy(item, path.parent)
    yield number


def test_a_copy_of_an_open_file_without_its_log_says_how_far_it_reaches(path: Path) -> None:
    with Session.open(path, "李明", datetime.now) as session:
        session.run(EditCampaign({"slogan": "还在日志里"}))
        copy, whole = copy_of(path), session.file.newest_number()
    for read_only in (True, False):
        with CampaignFile.open(copy, "王强", NOON, read_only=read_only) as file:
            warned = "".join(file.warnings)
            assert "最后几步可能不在其中" in warned
            assert f"现有 {whole - 1} 步" in warned
            assert file.faults() == []
    with CampaignFile.open(copy, "王强", NOON) as file:
        assert file.warnings == [], "once it has been closed by the program it is whole"


def test_a_file_that_rests_is_whole(path: Path) -> None:
    with Session.open(path, "李明", datetime.now) as session:
        session.run(EditCampaign({"slogan": "还在日志里"}))
        session.file.rest()
        with Session.open(copy_of(path), "王强", datetime.now, read_only=True) as second:
            assert second.snapshot.campaign.slogan == "还在日志里"
        session.run(EditCampaign({"slogan": "weiter"}))
        assert session.file.faults() == []
    with Session.open(path, "李明", datetime.now, read_only=True) as again:
        assert again.snapshot.campaign.slogan == "weiter"
        assert again.file.warnings == []


def test_a_copy_of_a_young_file_holds_the_campaign(tmp_path: Path) -> None:
    path = tmp_path / "新.battlemap"
    session = Session.create(path, CAMPAIGN, "李明", datetime.now, content=ImportPlan(plan(20, Random(1))))
    with session, Session.open(copy_of(path), "王强", datetime.now) as copy:
        assert copy.snapshot.rows == session.snapshot.rows


def test_nobody_is_told_to_delete_a_file_that_lacks_its_campaign(tmp_path: Path) -> None:
    path = tmp_path / "新.battlemap"
    CampaignFile.create(path, "李明", NOON).close()
    with pytest.raises(NotACampaign) as caught:
        Session.open(path, "李明", datetime.now)
    assert "请删除" not in str(caught.value)


def test_a_log_that_belongs_is_taken_in(path: Path) -> None:
    with killed(path) as number, CampaignFile.open(path, "李明", NOON) as file:
        assert file.warnings == []
        assert file.newest_number() == number
        assert file.faults() == []


@pytest.mark.parametrize("seed", range(6))
def test_a_backup_that_is_copied_over_a_dead_programs_file_is_not_spoilt_by_its_log(
    path: Path, seed: int
) -> None:
    backup = backup_file(path, NOON, "手动")
    whole = backup.read_bytes()
    with Session.open(path, "李明", datetime.now) as session:
        session.run(ImportPlan(plan(40, Random(seed))))
    with killed(path, seed=seed):
        log = Path(f"{path}-wal").read_bytes()
        shutil.copy(backup, path)
        with CampaignFile.open(path, "李明", NOON, read_only=True) as file:
            assert file.faults() == []
            assert "不属于这份档案" in "".join(file.warnings)
        assert path.read_bytes() == whole
        with CampaignFile.open(path, "李明", NOON) as file:
            assert file.faults() == []
            assert file.newest_number() == 2
            assert "不属于这份档案" in "".join(file.warnings)
        (aside,) = path.parent.glob("*-wal-不属于本档案-*")
        assert aside.read_bytes() == log
        with CampaignFile.open(path, "李明", NOON) as file:
            assert (file.faults(), file.warnings) == ([], [])


def test_the_log_of_another_campaign_is_set_aside(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "他/行动.battlemap"
    other.parent.mkdir()
    found(other, Random(9))
    with killed(other):
        shutil.copy(f"{other}-wal", f"{path}-wal")
        with CampaignFile.open(path, "李明", NOON) as file:
            assert file.faults() == []
            assert "不属于这份档案" in "".join(file.warnings)


def test_a_log_that_would_make_another_campaign_of_the_file_is_set_aside(path: Path, tmp_path: Path) -> None:
    """It holds every page, so that the file would be whole with it, and another one."""
    other = tmp_path / "他/行动.battlemap"
    other.parent.mkdir()
    found(other, Random(9))
    with Session.open(other, "写者", datetime.now) as session:
        with session.file.reading() as connection:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        session.file._connection.execute("VACUUM")
        shutil.copy(f"{other}-wal", f"{path}-wal")
    whole = path.read_bytes()
    with CampaignFile.open(path, "李明", NOON, read_only=True) as file:
        assert "不属于这份档案" in "".join(file.warnings)
    assert path.read_bytes() == whole
    with Session.open(path, "李明", datetime.now) as session:
        assert session.file.faults() == []
        assert "不属于这份档案" in "".join(session.file.warnings)


@pytest.fixture
def broken_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file on a stick whose writer died in the middle of writing: half a step and the journal to roll it back."""
    monkeypatch.setattr("battlemap.store.campaign_file.is_local", lambda place: False)
    place = path.parent / "盘"
    place.mkdir()
    with Session.open(path, "李明", datetime.now) as session:
        with session.file.reading() as connection:
            connection.execute("PRAGMA cache_size = 1")
        with pytest.raises(ZeroDivisionError), session.file.write("半步", "李明", NOON) as repository:
            for row in session.snapshot.tasks.values():
                repository.put(attrs.evolve(row, detail="长" * 3000))
            for item in (path, Path(f"{path}-journal")):
                shutil.copy(item, place)
            _ = 1 / 0
    return place / path.name


def test_a_file_that_was_cut_off_in_the_middle_of_writing_is_looked_at_without_being_changed(
    broken_off: Path, path: Path
) -> None:
    before = content(broken_off.parent)
    assert len(before) == 2
    with Session.open(broken_off, "王强", datetime.now, read_only=True) as session:
        assert session.file.faults() == []
        assert session.refresh() == []
        assert all(len(task.detail) < 3000 for task in session.snapshot.tasks.values())
        number = session.file.newest_number()
    made = backup_file(broken_off, NOON, "手动")
    assert content(broken_off.parent) == before
    assert made.parent == backup_folder(broken_off)
    with Session.open(broken_off, "王强", datetime.now) as session:
        assert session.file.newest_number() == number == 2
        assert session.file.faults() == []
