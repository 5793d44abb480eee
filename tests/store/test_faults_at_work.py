"""Full and broken disks, drawn sticks, locks and replaced files: told, survived, and nothing half done."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

if sys.platform == "win32":
    pytest.skip("these faults are brought about by POSIX means", allow_module_level=True)

from tests.soak.faults import (
    Cause,
    NotAllowed,
    Trial,
    copied_over,
    failing_writes,
    folder_away,
    frozen_files,
    full_disk,
    locked,
    replaced,
    small_disk,
    survive,
)

both = pytest.mark.parametrize("is_removable", [False, True], ids=["local", "stick"])


def tried(path: Path, cause: Cause, is_removable: bool) -> Trial:
    path.parent.mkdir(exist_ok=True)
    try:
        return survive(path, cause, Random(1), is_removable=is_removable)
    except NotAllowed as reason:
        pytest.skip(f"not allowed here: {reason}")


@both
@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (failing_writes, "磁盘出错|磁盘已满"),
        (frozen_files, "不可写|磁盘出错|无法打开|没有权限"),
        (folder_away, "已不在原处"),
        (replaced, "已被另一个文件替换"),
    ],
    ids=["broken disk", "read-only disk", "stick drawn", "file replaced"],
)
def test_it_is_said_and_work_goes_on_when_the_cause_is_gone(
    tmp_path: Path, cause: Cause, words: str, is_removable: bool
) -> None:
    trial = tried(tmp_path / "盘" / "行动.battlemap", cause, is_removable)
    assert trial.faults == ()
    assert trial.told
    for sentence in trial.told:
        assert any(part in sentence for part in words.split("|")), sentence


@both
def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(tmp_path: Path, is_removable: bool) -> None:
    try:
        with small_disk(tmp_path / "盘") as disk:
            trial = tried(disk / "行动.battlemap", full_disk, is_removable)
    except NotAllowed as reason:
        pytest.skip(f"not allowed here: {reason}")
    assert trial.faults == ()
    assert trial.told
    assert all("磁盘已满" in sentence for sentence in trial.told)


def test_a_lock_that_is_not_given_back_is_said(tmp_path: Path) -> None:
    trial = tried(tmp_path / "盘" / "行动.battlemap", locked, False)
    assert trial.faults == ()
    assert all("正被另一程序写入" in sentence for sentence in trial.told)


def test_an_equal_copy_on_a_stick_is_taken_up_and_work_goes_on(tmp_path: Path) -> None:
    trial = tried(tmp_path / "盘" / "行动.battlemap", copied_over, True)
    assert trial == Trial((), ())
