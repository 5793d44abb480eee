"""What is wrong with a file is told apart in words, and none of it is touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import FileDamaged
from battlemap.store.campaign_file import CampaignFile

NOON = datetime(2018, 11, 20, 12, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Returns a closed file of some hundred pages."""
    path = tmp_path / "行动.battlemap"
    with CampaignFile.create(path, "李明", NOON) as file, file.write("新建", "李明", NOON) as repository:
        repository.put(Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31)))
        for number in range(400):
            repository.put(Action(f"a{number}", number, f"A{number}", "专项" * 20, f"a{number:03}"))
    return path


def zeroed(first: int, last: int) -> Callable[[bytes], bytes]:
    return lambda whole: whole[: first * 4096] + bytes((last - first) * 4096) + whole[last * 4096 :]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda whole: b"", "空文件（0 字节）"),
        (lambda whole: bytes(len(whole)), "开头已被清零"),
        (lambda whole: whole[:60], "不完整：应有"),
        (lambda whole: whole[: len(whole) // 2], "不完整：应有"),
        (lambda whole: whole[:-1], "不完整：应有"),
        (zeroed(60, 64), "有 4 页（共"),
        (lambda whole: whole[:16] + bytes(84) + whole[100:], "不完整|文件头已损坏|已损坏"),
        (
            lambda whole: whole.replace(b"period_update_gate BEFORE", b"period_update_gate B\xcfN\xffRE"),
            "已损坏",
        ),
        (lambda whole: whole.replace(b"    colour ", b"    colOur "), "已损坏|结构被改动"),
        (lambda whole: whole.replace(b"    lead_leader ", b"    lead_lea_er "), "已损坏|结构被改动"),
        (lambda whole: whole[:4096] + b"?" * 4096 + whole[8192:], "已损坏"),
    ],
)
def test_each_kind_of_damage_is_said_and_the_file_is_left_as_it_is(
    path: Path, harm: Callable[[bytes], bytes], words: str
) -> None:
    harmed = harm(path.read_bytes())
    path.write_bytes(harmed)
    for read_only in (False, True):
        with pytest.raises(FileDamaged, match=words) as caught:
            CampaignFile.open(path, "李明", NOON, read_only=read_only)
        assert "备份" in str(caught.value)
    assert path.read_bytes() == harmed
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_file_longer_than_its_header_says_still_opens(path: Path) -> None:
    path.write_bytes(path.read_bytes() + bytes(4096))
    with CampaignFile.open(path, "李明", NOON) as file:
        assert file.faults() == []


def test_what_lies_in_the_wal_of_a_crashed_program_counts_as_there(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "崩溃.battlemap"
    with CampaignFile.open(path, "李明", NOON) as file:
        with file.write("增", "李明", NOON) as repository:
            for number in range(400, 900):
                repository.put(Action(f"a{number}", number, f"A{number}", "专项" * 20, f"a{number:03}"))
        for ending in ("", "-wal"):
            Path(f"{crashed}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    with CampaignFile.open(crashed, "李明", NOON, read_only=True) as looked:
        assert looked.faults() == []
        with looked.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM action").fetchone() == (900,)


def test_a_plain_copy_of_the_database_passes_every_guard(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "拷贝.battlemap"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("VACUUM INTO ?", [str(copy)])
    with CampaignFile.open(copy, "李明", NOON) as file:
        assert file.faults() == []
