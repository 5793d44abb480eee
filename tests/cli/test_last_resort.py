"""Whatever goes wrong, the command line says it in Chinese: no HOME, no right to write, a clock far off, a defect."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from battlemap.cli import door
from battlemap.cli.door import main
from battlemap.cli.terms import DEFECT, DONE, REFUSED
from battlemap.commands.demo import write_demo
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from tests.soak.faults import NotAllowed, full_disk, small_disk

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "演示.battlemap"
    write_demo(path)
    return path


def run(*words: str | Path, **place: str | None) -> subprocess.CompletedProcess[str]:
    wanted = {name: value for name, value in (os.environ | place).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "battlemap", *map(str, words)],
        cwd=ROOT,
        env=wanted | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def test_a_defect_is_a_sentence_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(door.cli, "main", broken)
    assert main(["demo"]) == DEFECT
    message = capsys.readouterr().err
    assert message.startswith("程序内部出错，已保存的内容不受影响。出错报告在“")
    assert "Traceback" not in message
    report = Path(message.split("“")[1].split("”")[0])
    assert "ZeroDivisionError: nobody foresaw it" in report.read_text("utf-8")


def test_what_the_machine_refuses_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/mnt/盘/图.pdf")

    monkeypatch.setattr(door.cli, "main", full)
    assert main(["demo"]) == REFUSED
    assert "磁盘已满，“图.pdf”" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place",
    [
        {"HOME": "/proc/nowhere", "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None, "XDG_CACHE_HOME": None},
        {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_STATE_HOME": None, "XDG_CACHE_HOME": None, "USER": None},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": None, "PYTHONIOENCODING": None},
        {"HOME": "/dev/null"},
    ],
    ids=["read-only home", "no home", "language C", "home is a file"],
)
def test_a_strange_account_can_work(demo: Path, tmp_path: Path, place: dict[str, str | None]) -> None:
    copy = tmp_path / "行动.battlemap"
    copy.write_bytes(demo.read_bytes())
    with Session.open(copy, "", datetime.now, read_only=True) as session:
        code = next(task.code for task in session.snapshot.live_tasks if task.lane == "moving")
    for words in (
        ("check", copy),
        ("history", copy, "-n", "3"),
        ("card", "report", copy, code, "77", "照常"),
        ("backup", copy),
        ("poster", "overview", copy, "-o", tmp_path / "图.pdf"),
    ):
        done = run(*words, **place)
        assert done.returncode == DONE, (words, done.stderr)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("year", [1980, 2040, 2099])
def test_a_clock_far_off_is_worked_by(demo: Path, tmp_path: Path, year: int) -> None:
    copy = tmp_path / "行动.battlemap"
    copy.write_bytes(demo.read_bytes())
    for moment in (datetime(year, 6, 1, 9), datetime(2018, 11, 21, 9)):
        with Session.open(copy, "李明", lambda moment=moment: moment) as session:  # type: ignore[misc]
            task = session.snapshot.live_tasks[0]
            session.run(EditTask(task.id, {"detail": f"{moment}"}))
            assert session.file.faults() == []
            assert len(session.snapshot_at(moment).tasks) == len(session.snapshot.tasks)
            assert session.backups.make().exists()


@pytest.mark.parametrize(
    ("words", "name"), [(("project", "export"), "计划.xml"), (("calendar", "export"), "日历.xlsx")]
)
def test_an_export_to_a_full_disk_leaves_nothing_and_names_the_disk(
    demo: Path, tmp_path: Path, words: tuple[str, str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        with small_disk(tmp_path / "盘", 64) as disk, full_disk(disk / name):
            before = sorted(disk.iterdir())
            assert main([*words, str(demo), "-o", str(disk / name)]) == REFUSED
            assert "磁盘空间不足" in capsys.readouterr().err
            assert sorted(disk.iterdir()) == before
    except NotAllowed as reason:
        pytest.skip(f"not allowed here: {reason}")
