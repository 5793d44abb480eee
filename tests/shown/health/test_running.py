"""Who ended without a word is found by the next one, told of once, and nothing of those that still run is touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from battlemap.shown.health.running import REPORT, Running

NOW = datetime(2018, 11, 20, 17, 30)


def test_who_ends_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    running = Running(tmp_path, NOW)
    running.watch()
    running.note(tmp_path / "行动.battlemap", "board")
    running.end()
    assert list(tmp_path.iterdir()) == []
    assert Running(tmp_path, NOW).broken == ()


def test_a_process_that_dies_is_found_with_its_file_page_and_trace(tmp_path: Path) -> None:
    code = (
        "import ctypes, sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
        "from battlemap.shown.health.running import Running\n"
        "r = Running(Path(sys.argv[1]), datetime(2018, 11, 20, 9))\nr.watch()\n"
        "r.note(Path(sys.argv[1]) / '行动.battlemap', 'timeline')\nctypes.string_at(0)\n"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=False)
    assert died.returncode != 0
    fresh = Running(tmp_path, NOW)
    (broken,) = fresh.broken
    assert (broken.file, broken.page, broken.began) == (
        tmp_path / "行动.battlemap",
        "timeline",
        "2018-11-20 09:00",
    )
    assert (
        "string_at" in broken.report
        or "Segmentation fault" in broken.report
        or "access violation" in broken.report
    )
    assert "已确认的每一步都已存好" in broken.words
    fresh.end()
    assert Running(tmp_path, NOW).broken == (), "it is told once"
    (kept,) = tmp_path.glob(f"{REPORT}-*.txt")
    assert kept.read_text("utf-8") == broken.report, "its report is kept"


def test_of_many_reports_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(13):
        pid = 90_000_000 + number
        (tmp_path / f"running-{pid}.json").write_text("{}", encoding="utf-8")
        crash = tmp_path / f"crash-{pid}.txt"
        crash.write_text(f"{number}", encoding="utf-8")
        os.utime(crash, (1_542_700_000 + number, 1_542_700_000 + number))
    Running(tmp_path, NOW).end()
    kept = sorted(tmp_path.glob(f"{REPORT}-*.txt"))
    assert [path.read_text("utf-8") for path in kept] == [str(number) for number in range(3, 13)]


def test_a_program_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    first = Running(tmp_path, NOW)
    second = Running(tmp_path, NOW, pid=1)
    assert second.broken == ()
    assert json.loads((tmp_path / f"running-{os.getpid()}.json").read_text("utf-8"))["page"] == ""
    first.end()


def test_a_mark_that_cannot_be_read_or_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "running-99999999.json").write_text("{", encoding="utf-8")
    (broken,) = Running(tmp_path, NOW).broken
    assert broken.file is None and "没有内容受影响" in broken.words
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    Running(blocked / "below", NOW).end()
