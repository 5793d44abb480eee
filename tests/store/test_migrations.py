"""A file of every released schema opens with nothing lost; a migration that fails leaves the old file as it was."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from battlemap.domain.step import TABLES
from battlemap.store import migrations
from battlemap.store.backup.backups import backups_of
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.recovery import snapshot_of
from battlemap.store.guards import SCHEMA_VERSION
from tests.store.released import DATA, make

NOON = datetime(2018, 11, 20, 12, 0)
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a file as this version would be released."""
    path = tmp_path_factory.mktemp("released") / "行动.battlemap"
    make(path)
    return path


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


def assert_nothing_is_lost(old: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(old, tmp_path / "行动.battlemap"))
    before = content(path)
    with CampaignFile.open(path, "李明", NOON) as file:
        assert file.faults() == []
    after = content(path)
    for table, rows in before.items():
        assert rows.keys() == after[table].keys(), table
        for key, row in rows.items():
            assert row.items() <= after[table][key].items(), (table, key)


def test_every_released_file_and_the_present_one_open_with_nothing_lost(
    present: Path, tmp_path: Path
) -> None:
    assert all(len(content(present)[table]) == (1 if table == "campaign" else 2) for table in TABLES)
    for old in (present, *sorted(DATA.glob("schema-*.battlemap"))):
        assert_nothing_is_lost(old, tmp_path)


def test_once_a_version_is_released_a_file_of_its_schema_is_kept() -> None:
    is_released = re.search(r"^## \[\d", CHANGELOG.read_text(encoding="utf-8"), re.M)
    kept = {path.stem for path in DATA.glob("schema-*.battlemap")}
    wanted = {f"schema-{number}" for number in range(1, SCHEMA_VERSION + 1)} if is_released else set()
    assert wanted <= kept, "run python -m tests.store.released"


def test_a_migration_that_fails_leaves_the_old_file_as_it_was(
    present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(present, tmp_path / "行动.battlemap"))
    whole = path.read_bytes()
    with monkeypatch.context() as newer:
        newer.setattr("battlemap.store.campaign_file.SCHEMA_VERSION", SCHEMA_VERSION + 1)
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
