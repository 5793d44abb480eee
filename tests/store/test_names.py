"""Names: links lead to the file itself, shares become URIs that SQLite takes, long names are told or fitted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path, PureWindowsPath

import pytest

from battlemap.commands.campaign import CreateCampaign, EditCampaign
from battlemap.commands.session import Session
from battlemap.errors import BadInput, FileInUse
from battlemap.store.backup.backups import backup_file, backup_folder, backups_of
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.recovery import newest_good, put_back
from battlemap.store.names import fitted, length, uri_of

NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))


def new(path: Path) -> Path:
    Session.create(path, CAMPAIGN, "李明", lambda: NOON).close()
    return path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (
            PureWindowsPath(r"\\server\share\图 1.battlemap"),
            "file:////server/share/%E5%9B%BE%201.battlemap?mode=ro",
        ),
        (PureWindowsPath(r"\\?\UNC\server\share\a"), "file:////%3F/UNC/server/share/a?mode=ro"),
        (PureWindowsPath(r"C:\Users\li\a#b%c.battlemap"), "file:///C:/Users/li/a%23b%25c.battlemap?mode=ro"),
        (Path("/home/li/what?.battlemap"), "file:///home/li/what%3F.battlemap?mode=ro"),
    ],
)
def test_the_uri_of_a_share_names_no_host(path: Path, uri: str) -> None:
    assert uri_of(path, "mode=ro") == uri


def test_sqlite_takes_a_uri_with_an_empty_host_and_two_slashes(tmp_path: Path) -> None:
    path = new(tmp_path / "行动 #1?.battlemap")
    for uri in (
        uri_of(path, "mode=ro"),
        "file://" + uri_of(Path("/"), "")[7:-1] + uri_of(path, "mode=ro")[7:],
    ):
        with closing(sqlite3.connect(uri, uri=True)) as plain:
            assert plain.execute("SELECT COUNT(*) FROM campaign").fetchone() == (1,)


def test_a_file_with_a_strange_name_is_opened_looked_at_and_backed_up(tmp_path: Path) -> None:
    path = new(tmp_path / "图 100% #1?&mode=rw;一.battlemap")
    with CampaignFile.open(path, "", NOON, read_only=True) as file:
        assert file.faults() == []
    assert backup_file(path, NOON, "手动").exists()


def test_through_a_link_the_file_itself_is_meant(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    path = new(tmp_path / "真/行动.battlemap")
    (tmp_path / "桌面").symlink_to(tmp_path / "真")
    links = [tmp_path / "快捷.battlemap", tmp_path / "桌面/行动.battlemap"]
    links[0].symlink_to(path)
    with Session.open(path, "李明", lambda: NOON) as session:
        session.run(EditCampaign({"slogan": "在日志里"}))
        for link in links:
            with pytest.raises(FileInUse, match="李明"):
                CampaignFile.open(link, "王强", NOON)
            with Session.open(link, "王强", lambda: NOON, read_only=True) as second:
                assert second.snapshot.campaign.slogan == "在日志里"
                assert second.file.path == path
            made = backup_file(link, NOON, "手动")
            assert made.parent == backup_folder(path)
            with Session.open(made, "", lambda: NOON, read_only=True) as copy:
                assert copy.snapshot.campaign.slogan == "在日志里"


def test_a_backup_comes_back_behind_a_link_not_over_it(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    path = new(tmp_path / "真/行动.battlemap")
    link = tmp_path / "快捷.battlemap"
    link.symlink_to(path)
    backup_file(link, NOON, "手动")
    path.write_bytes(path.read_bytes()[:5000])
    aside = put_back(link, newest_good(link, NOON), NOON)
    assert link.is_symlink()
    assert aside is not None and aside.parent == path.parent
    with CampaignFile.open(link, "", NOON, read_only=True) as file:
        assert file.faults() == []


@pytest.mark.parametrize("characters", [69, 70, 78])
def test_a_long_chinese_name_is_worked_on_backed_up_and_restored(tmp_path: Path, characters: int) -> None:
    path = new(tmp_path / f"{'攻' * characters}.battlemap")
    other = new(tmp_path / f"{'攻' * (characters - 1)}坚.battlemap")
    made = [backup_file(path, NOON, "恢复前") for _ in range(2)]
    assert sorted(backup.path for backup in backups_of(path)) == sorted(made)
    assert backups_of(other) == []
    with Session.open(path, "李明", lambda: NOON) as session:
        session.run(EditCampaign({"slogan": "长"}))
        session.file.save_copy(tmp_path / "副本.battlemap")
    path.write_bytes(path.read_bytes()[:5000])
    aside = put_back(path, newest_good(path, NOON), NOON)
    assert aside is not None and aside.exists()


def test_a_name_that_leaves_no_room_for_the_journal_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"名称太长.*缩短到 79 个汉字"):
        CampaignFile.create(tmp_path / f"{'攻' * 81}.battlemap", "李明", NOON)
    path = new(tmp_path / "行动.battlemap")
    with CampaignFile.open(path, "李明", NOON) as file, pytest.raises(BadInput, match="名称太长"):
        file.save_copy(tmp_path / f"{'攻' * 81}.battlemap")
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_file_whose_name_is_too_long_may_be_looked_at_and_is_told_about(tmp_path: Path) -> None:
    path = tmp_path / f"{'攻' * 81}.battlemap"
    shutil.move(new(tmp_path / "行动.battlemap"), path)
    with CampaignFile.open(path, "", NOON, read_only=True) as file:
        assert file.faults() == []
    with pytest.raises(BadInput, match="名称太长"):
        CampaignFile.open(path, "李明", NOON)


def test_what_is_cut_off_a_name_still_tells_names_apart() -> None:
    one, two = fitted("攻" * 99, 60), fitted("攻" * 98 + "坚", 60)
    assert one != two
    assert length(one) <= 60
    assert fitted("行动", 60) == "行动"
