"""A file of every released schema opens with nothing lost; a migration that fails leaves the old file as it was."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from battlemap.commands.history import journal_entries
from battlemap.commands.session import Session
from battlemap.domain.step import TABLES
from battlemap.store import migrations
from battlemap.store.backup.backups import backups_of
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.recovery import snapshot_of
from battlemap.store.guards import SCHEMA_VERSION
from battlemap.store.images import Images, unfolded
from battlemap.store.schema import scripts
from tests.store.released import BEGIN, DATA, make

NOON = datetime(2018, 11, 20, 12, 0)
ROOT = Path(__file__).parents[2]
RELEASED = sorted(DATA.glob("schema-*.battlemap"))
#: What a later program could bring: a table with an index, a column with a default.
LATER = """-- Schema of the day after tomorrow.
CREATE TABLE afterthought (id TEXT PRIMARY KEY, unit TEXT REFERENCES unit (id)) STRICT;
CREATE INDEX afterthought_unit ON afterthought (unit);
ALTER TABLE unit ADD COLUMN fax TEXT NOT NULL DEFAULT '';
"""


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a file as this version would be released."""
    path = tmp_path_factory.mktemp("released") / "行动.battlemap"
    make(path)
    return path


@pytest.fixture(scope="module")
def later_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of a program that is like this one and has one migration more."""
    folder = tmp_path_factory.mktemp("later")
    for name in ("battlemap", "resources"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "battlemap").unlink()
    shutil.copytree(ROOT / "battlemap", folder / "battlemap", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "db", folder / "db")
    (folder / f"db/{SCHEMA_VERSION + 1:04d}_afterthought.sql").write_text(LATER, "utf-8")
    return folder


def run(program: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    place = {"HOME": str(home), "PYTHONPATH": str(program), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-m", "battlemap", *words],
        cwd=program,
        env=os.environ | place,
        capture_output=True,
        text=True,
        check=False,
    )


def content(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Returns every table as plain SQL tells it: table → key → column → value."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as plain:
        plain.row_factory = sqlite3.Row
        return {
            table: {
                str(row["id"] if "id" in row.keys() else (row["site"], row["seq"])): dict(row)  # noqa: SIM118
                for row in plain.execute(f"SELECT * FROM {table}")
            }
            for table in (*TABLES, "step", "journal")
            if plain.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone()
        }


def unfolded_journal(lines: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Returns the lines with whole images, as they stood before they were shortened."""
    images = Images()
    for line in lines.values():
        turn = images.take(line["table_name"], line["row_id"], line["new"])
        line["old"], line["new"] = unfolded(line["old"], line["new"], *turn)
    return lines


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as plain:
        return int(plain.execute("PRAGMA user_version").fetchone()[0])


def assert_nothing_is_lost(before: dict[str, dict[str, dict[str, Any]]], path: Path) -> None:
    after = content(path)
    after["journal"] = unfolded_journal(after["journal"])
    for table, rows in before.items():
        assert rows.keys() == after[table].keys(), table
        for key, row in rows.items():
            assert row.items() <= after[table][key].items(), (table, key)


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Returns a copy of a released file."""
    return Path(shutil.copy(request.param, tmp_path / "行动.battlemap"))


def test_the_schemas_are_numbered_and_a_file_of_each_released_one_is_kept() -> None:
    assert [int(script.name[:4]) for script in scripts()] == list(range(1, SCHEMA_VERSION + 1))
    is_published = re.search(r"^## \[\d", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    released = range(1, SCHEMA_VERSION + 1) if is_published else [1]
    assert {f"schema-{number}" for number in released} <= {path.stem for path in RELEASED}, (
        "run python -m tests.store.released"
    )


def test_a_released_file_uses_every_table_of_its_schema() -> None:
    for path in RELEASED:
        rows = content(path)
        assert [table for table in rows if not rows[table]] == []
    assert re.search("'undo'.*'redo'", str(content(RELEASED[0])["step"]))


def test_a_released_file_opens_in_one_step_after_a_tested_backup_with_nothing_lost(old: Path) -> None:
    before, version = content(old), version_of(old)
    with CampaignFile.open(old, "李明", NOON) as file:
        assert file.faults() == []
    assert_nothing_is_lost(before, old)
    assert version_of(old) == SCHEMA_VERSION
    made = [backup for backup in backups_of(old) if backup.reason == "升级前"]
    assert len(made) == (version < SCHEMA_VERSION)
    for backup in made:
        assert backup.is_intact()
        assert content(backup.path) == before


def test_a_released_file_may_be_looked_at_without_being_touched(old: Path) -> None:
    whole = old.read_bytes()
    with Session.open(old, "李明", lambda: NOON, read_only=True) as session:
        assert session.file.faults() == []
        assert session.file.doubts == []
        assert session.snapshot.campaign.title == "百日攻坚"
        assert session.refresh() == []
    assert old.read_bytes() == whole
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_the_last_steps_of_a_released_file_can_be_taken_back_and_done_again(old: Path) -> None:
    with Session.open(old, "王强", lambda: NOON) as session:
        begin = session.snapshot
        undone = [session.undo().label for _ in range(8)]
        assert len(set(undone)) > 5
        assert session.snapshot.rows != begin.rows
        for _ in undone:
            session.redo()
        assert session.snapshot.rows == begin.rows
        assert session.file.faults() == []
    with Session.open(old, "王强", lambda: NOON) as again:
        assert again.snapshot.rows == begin.rows


def test_the_past_of_a_released_file_can_be_drawn(old: Path) -> None:
    with Session.open(old, "王强", lambda: NOON) as session:
        for hours in (1, 20, 60, 120, 200):
            moment = BEGIN + timedelta(hours=hours)
            then = session.snapshot_at(moment)
            assert then.campaign.title == "百日攻坚"
            for task in then.live_tasks:
                assert then.judge(task, moment.date()).lamp
        assert len(list(journal_entries(session))) == session.file.newest_number()
        assert session.progress_course(NOON.date())


def test_the_past_of_a_released_file_hangs_on_the_wall(old: Path, tmp_path: Path) -> None:
    words = ("poster", "overview", str(old), "-o", str(tmp_path / "图.pdf"), "--as-of", "2018-10-20")
    drawn = run(ROOT, tmp_path, *words)
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "图.pdf").read_bytes().startswith(b"%PDF")


def test_a_later_program_takes_every_released_file_over_in_one_step(old: Path, later_program: Path) -> None:
    before, version = content(old), version_of(old)
    moved = run(later_program, later_program, "history", str(old))
    assert moved.returncode == 0, moved.stderr
    assert version_of(old) == version, "looking migrates nothing"
    moved = run(later_program, later_program, "people", str(old), "--mask", "赵敏")
    assert moved.returncode == 0, moved.stderr
    assert version_of(old) == SCHEMA_VERSION + 1
    del before["person"]
    for table, rows in content(old).items():
        assert before.get(table, {}).keys() <= rows.keys()
    checked = run(later_program, later_program, "check", str(old))
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_migration_that_fails_leaves_the_old_file_as_it_was(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(present, tmp_path / "行动.battlemap"))
    whole = path.read_bytes()
    with monkeypatch.context() as newer:
        newer.setattr("battlemap.store.opening.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        newer.setattr(migrations, "triggers", lambda: {"bad": "CREATE TRIGGER bad nonsense"})
        with pytest.raises(sqlite3.OperationalError):
            CampaignFile.open(path, "李明", NOON)
    assert path.read_bytes() == whole
    (backup,) = backups_of(path)
    assert backup.reason == "升级前"
    assert content(backup.path) == content(path)
    with CampaignFile.open(path, "李明", NOON) as file:
        assert file.faults() == []


def test_a_backup_of_an_older_schema_is_read_and_left_as_it_is(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(present, tmp_path / "行动.battlemap"))
    whole = path.read_bytes()
    now = snapshot_of(path)
    monkeypatch.setattr("battlemap.store.damage.recovery.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    assert snapshot_of(path).rows == now.rows
    assert path.read_bytes() == whole
