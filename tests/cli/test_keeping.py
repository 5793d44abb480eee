"""A script can back up, look through, restore and salvage, and knows by the exit code how it went."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.cli.door import main
from battlemap.cli.terms import DONE, FAULTS, REFUSED
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks
from battlemap.store.backup.backups import backups_of
from tests.store.test_truth import spoil


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


@pytest.fixture
def file(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "行动.battlemap"))


def harm(file: Path, first: int = 20, pages: int = 4) -> bytes:
    content = bytearray(file.read_bytes())
    content[first * 4096 : (first + pages) * 4096] = bytes(pages * 4096)
    file.write_bytes(bytes(content))
    return bytes(content)


def delete_all(file: Path) -> int:
    with Session.open(file, "王强", datetime.now) as session:
        tasks = tuple(task.id for task in session.snapshot.live_tasks)
        session.run(DeleteTasks(tasks))
    return len(tasks)


def test_a_backup_is_made_and_listed_with_what_it_holds(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "U盘"
    assert main(["backup", str(file)]) == DONE
    assert main(["backup", str(file), "--to", str(stick)]) == DONE
    assert f"已备份到“{stick}" in capsys.readouterr().out
    assert main(["backup", str(file), "--list"]) == DONE
    output = capsys.readouterr().out
    assert re.search(r"手动  [\d,]+ KB  完好  行动-", output)
    assert re.search(
        r"专项 11 个，任务 \d+ 项（待启动 \d+，推进中 \d+，待核查 \d+，已销号 \d+），共 \d+ 步", output
    )
    assert len(re.findall(r"2018-11-20 \d\d:\d\d ", output)) == 5
    (backup,) = backups_of(file, stick)
    backup.path.write_bytes(backup.path.read_bytes()[:-1])
    assert main(["backup", str(file), "--list", "--to", str(stick)]) == FAULTS
    assert "校验不符" in capsys.readouterr().out
    assert main(["check", str(backup.path)]) == FAULTS
    assert "sha256" in capsys.readouterr().err


def test_the_window_may_stay_open_while_a_script_backs_up(file: Path) -> None:
    with Session.open(file, "李明", datetime.now) as session:
        session.run(DeleteTasks((session.snapshot.live_tasks[0].id,)))
        assert main(["backup", str(file)]) == DONE
        (backup,) = backups_of(file)
        count = len(session.snapshot.live_tasks)
    with Session.open(backup.path, "", datetime.now, read_only=True) as copy:
        assert len(copy.snapshot.live_tasks) == count


def test_what_is_no_campaign_is_not_backed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "a.battlemap"
    other.write_text("方案")
    assert main(["backup", str(other)]) == REFUSED
    assert "不是作战图档案" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_whole_file_gets_its_rows_back_as_a_step_that_can_be_undone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(file)]) == DONE
    assert main(["restore", str(file), "--newest"]) == DONE
    assert "无须恢复" in capsys.readouterr().out
    count = delete_all(file)
    assert main(["restore", str(file), "--newest"]) == DONE
    assert "可在窗口中撤销" in capsys.readouterr().out
    with Session.open(file, "李明", datetime.now) as session:
        assert len(session.snapshot.live_tasks) == count
        session.undo()
        assert session.snapshot.live_tasks == ()


def test_a_damaged_file_is_kept_and_its_newest_good_backup_takes_its_place(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(file)]) == DONE
    delete_all(file)
    damaged = harm(file)
    assert main(["check", str(file)]) == FAULTS
    assert "已损坏" in capsys.readouterr().err
    assert main(["restore", str(file), "--newest"]) == DONE
    output = capsys.readouterr().out
    assert "备份之后的 1 步操作" in output
    assert "删除" in output
    (aside,) = file.parent.glob("*-损坏-*")
    assert aside.read_bytes() == damaged
    assert main(["check", str(file)]) == DONE


def test_what_differs_from_the_journal_is_listed_and_put_right_on_request(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(file, "UPDATE task SET progress = 99 WHERE id = (SELECT MIN(id) FROM task)")
    assert main(["check", str(file)]) == FAULTS
    assert "为“99”，日志记为“" in capsys.readouterr().err
    assert main(["check", str(file), "--mend"]) == DONE
    output = capsys.readouterr().out
    assert "按日志改回 1 项，不能撤销" in output
    assert "完好" in output
    assert main(["check", str(file), "--mend"]) == REFUSED


def test_a_lost_file_comes_back_from_the_stick(file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    assert main(["backup", str(file), "--to", str(stick)]) == DONE
    file.unlink()
    (backup,) = backups_of(file, stick)
    assert main(["restore", str(file), str(backup.path)]) == DONE
    assert main(["check", str(file)]) == DONE
    file.unlink()
    assert main(["restore", str(file), "--newest", "--from", str(stick)]) == DONE
    assert main(["check", str(file)]) == DONE


@pytest.mark.parametrize("words", [[], ["--newest", "a.battlemap"]])
def test_restore_wants_one_backup(file: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(file), *words]) == REFUSED
    assert "二者选一" in capsys.readouterr().err


def test_without_any_good_backup_salvage_is_named(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(file), "--newest"]) == REFUSED
    assert "抢救" in capsys.readouterr().err


def test_salvage_tells_what_came_back_and_touches_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = harm(file, first=60, pages=40)
    target = tmp_path / "抢救.battlemap"
    assert main(["salvage", str(file), "-o", str(target)]) in (DONE, FAULTS)
    output = capsys.readouterr().out
    assert re.search(r"任务：救回 \d+ 条", output)
    assert file.read_bytes() == damaged
    assert main(["check", str(target)]) == DONE
    assert main(["salvage", str(file), "-o", str(target)]) == REFUSED
    assert "已经存在" in capsys.readouterr().err
