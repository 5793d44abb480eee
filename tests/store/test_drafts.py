"""What is written aside bears its name when it is whole; what a killed or stopped program left is cleared away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.errors import DiskFull, FileProblem
from battlemap.store.backup.backups import backup_file, backup_folder
from battlemap.store.damage.recovery import newest_good, put_back
from battlemap.store.damage.salvage import salvage
from battlemap.store.drafts import clear_drafts, draft_of, settle
from tests.soak.faults import NotAllowed, full_disk, small_disk
from tests.soak.stream import found

NOON = datetime(2018, 11, 20, 12, 0)
ROOT = Path(__file__).parents[2]
CAMPAIGN = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))

#: Deeds that make a file under a name of its own: each writes "近" before it begins and goes on without end.
MAKERS = {
    "new": """
while True:
    Session.create(target, CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31)), "李明", datetime.now,
                   content=ImportPlan(plan(300, Random(1)))).close()
    target.unlink()
""",
    "copy": """
with Session.open(source, "李明", datetime.now) as session:
    while True:
        session.file.save_copy(target)
        target.unlink()
""",
    "salvage": """
while True:
    salvage(source, target, "李明", datetime.now())
    target.unlink()
""",
    "backup": """
while True:
    backup_file(source, datetime.now(), "定时")
""",
}
PROGRAM = """
import sys
from datetime import date, datetime
from pathlib import Path
from random import Random
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.plan import ImportPlan
from battlemap.commands.session import Session
from battlemap.store.backup.backups import backup_file
from battlemap.store.damage.salvage import salvage
from tests.soak.stream import plan
source, target = map(Path, sys.argv[1:])
print("begun", flush=True)
"""


def kill_in(deed: str, source: Path, target: Path, seconds: float) -> None:
    words = [sys.executable, "-c", PROGRAM + MAKERS[deed], str(source), str(target)]
    maker = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE)
    assert maker.stdout is not None
    maker.stdout.readline()
    time.sleep(seconds)
    assert maker.poll() is None
    maker.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    maker.wait()
    maker.stdout.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    found(path, Random(1))
    return path


@pytest.mark.parametrize("deed", MAKERS)
def test_a_killed_maker_leaves_a_whole_file_or_none_and_its_drafts_go(file: Path, deed: str) -> None:
    target = file.parent / "新档.battlemap"
    dice = Random(5)
    for _ in range(4):
        kill_in(deed, file, target, dice.uniform(0.05, 0.5))
        for made in (target, *backup_folder(file).glob("*.battlemap")):
            if made.exists():
                with Session.open(made, "查者", datetime.now, read_only=True) as session:
                    assert session.file.faults() == []
                    assert session.snapshot.live_tasks
        target.unlink(missing_ok=True)
    Session.open(file, "李明", datetime.now).close()
    backup_file(file, datetime.now(), "手动")
    left = [item.name for folder in (file.parent, backup_folder(file)) for item in folder.glob(".*")]
    assert left == []


def test_a_draft_that_is_being_written_stays(tmp_path: Path) -> None:
    mine = draft_of(tmp_path / "a.battlemap")
    mine.touch()
    elsewhere = tmp_path / ".a-000000-1-00000000.part"
    elsewhere.touch()
    dead = tmp_path / mine.name.replace(str(os.getpid()), "999999999")
    dead.touch()
    Path(f"{dead}-journal").touch()
    stranger = tmp_path / ".a.part"
    stranger.touch()
    clear_drafts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, elsewhere, stranger])
    os.utime(elsewhere, (1e9, 1e9))
    clear_drafts(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, stranger])


@pytest.mark.parametrize("can_link", [True, False])
def test_settling_never_overwrites(tmp_path: Path, can_link: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    if not can_link:
        monkeypatch.setattr("os.link", no_links)
    target = tmp_path / "a.battlemap"
    draft = draft_of(target)
    draft.write_bytes(b"new")
    settle(draft, target)
    assert target.read_bytes() == b"new"
    draft.write_bytes(b"newer")
    with pytest.raises(FileProblem, match="已经存在"):
        settle(draft, target)
    assert target.read_bytes() == b"new"


def test_nothing_is_left_of_what_a_full_disk_has_stopped(tmp_path: Path) -> None:
    try:
        with small_disk(tmp_path / "盘", 6144) as disk:
            path = disk / "行动.battlemap"
            found(path, Random(1))
            backup = newest_good(path, NOON) if backup_file(path, NOON, "手动") else None
            assert backup is not None
            broken = path.read_bytes()[:5000]
            path.write_bytes(broken)
            with full_disk(path):
                before = sorted(disk.iterdir())
                for deed in (
                    lambda: put_back(path, backup, NOON),
                    lambda: backup_file(backup.path, NOON, "手动"),
                    lambda: salvage(backup.path, disk / "抢救.battlemap", "李明", NOON),
                    lambda: Session.create(disk / "新.battlemap", CAMPAIGN, "李明", datetime.now),
                ):
                    with pytest.raises(DiskFull):
                        deed()
                    left = set(disk.iterdir()) - set(before) - {backup_folder(backup.path)}
                    assert left == set()
            assert path.read_bytes() == broken
            put_back(path, backup, NOON)
            with Session.open(path, "李明", datetime.now) as session:
                assert session.file.faults() == []
    except NotAllowed as reason:
        pytest.skip(f"not allowed here: {reason}")
