"""The whole schema is compared with what it should be, at opening, before a write and in the check."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.domain.kinds.campaign import Campaign
from battlemap.errors import FileDamaged
from battlemap.store.campaign_file import CampaignFile

NOON = datetime(2018, 11, 20, 12, 0)
CAMPAIGN = Campaign("c", "百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
SLY = "CREATE TRIGGER sly AFTER UPDATE ON campaign BEGIN UPDATE campaign SET slogan = 'x' WHERE id = NEW.id; END"
#: What somebody may do to a file, and what is told of it.
HARMS = {
    "trigger of ours is gone": ("DROP TRIGGER task_update_journal", "触发器"),
    "strange trigger": (SLY, "触发器"),
    "trigger by another kind": (
        f"{SLY}; PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'TRIGGER' WHERE name = 'sly'",
        "触发器",
    ),
    "trigger by the kind of a table": (
        f"{SLY}; PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'table' WHERE name = 'sly'",
        "触发器|已损坏",
    ),
    "index of ours is gone": ("DROP INDEX task_cell", "索引"),
    "strange unique index": ("CREATE UNIQUE INDEX task_title ON task (title)", "触发器|索引"),
    "rule is gone": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET "
        "sql = replace(sql, 'CHECK (progress BETWEEN 0 AND 100)', '') WHERE name = 'task'",
        "结构被改动",
    ),
    "foreign key is gone": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET "
        "sql = replace(sql, 'REFERENCES action (id)', '') WHERE name = 'task'",
        "结构被改动",
    ),
    "column more": ("ALTER TABLE task ADD COLUMN secret TEXT", "结构被改动"),
    "gate is open": ("UPDATE gate SET step = (SELECT id FROM step)", "闸门没有关上"),
    "gate is gone": ("DELETE FROM gate", "闸门缺失"),
}  # fmt: skip
both = pytest.mark.parametrize(("sql", "words"), HARMS.values(), ids=HARMS.keys())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "行动.battlemap"
    with CampaignFile.create(path, "李明", NOON) as file, file.write("新建", "李明", NOON) as repository:
        repository.put(CAMPAIGN)
    return path


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def harm(path: Path, sql: str) -> None:
    with plain(path) as connection:
        for statement in sql.split("; ") if "BEGIN" not in sql else _statements(sql):
            connection.execute(statement)
        connection.execute("PRAGMA writable_schema = RESET")


def _statements(sql: str) -> list[str]:
    trigger, _, rest = sql.partition("END")
    return [f"{trigger}END", *(part for part in rest.split("; ") if part)]


@both
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_whose_schema_was_changed_is_not_opened(
    path: Path, sql: str, words: str, read_only: bool
) -> None:
    harm(path, sql)
    with pytest.raises(FileDamaged, match=words):
        CampaignFile.open(path, "李明", NOON, read_only=read_only)


@pytest.mark.parametrize(
    ("sql", "words"),
    # against changes of the schema's words alone SQLite holds to the schema that it has read
    [harm for harm in HARMS.values() if "sql = replace" not in harm[0] and "'table' WHERE" not in harm[0]],
)
def test_what_was_changed_while_the_file_is_open_stops_the_next_write(
    path: Path, sql: str, words: str
) -> None:
    with CampaignFile.open(path, "李明", NOON) as file:
        harm(path, sql)
        with pytest.raises(FileDamaged), file.write("改", "李明", NOON) as repository:
            repository.put(attrs.evolve(CAMPAIGN, title="新"))
        assert file.faults() != []
    with plain(path) as connection:
        assert connection.execute("SELECT title, slogan FROM campaign").fetchall() == [("百日攻坚", "")]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE memo (words TEXT)",
        "CREATE VIEW tall AS SELECT * FROM task",
        "CREATE TABLE m (w TEXT UNIQUE)",
    ],
)
def test_a_table_or_view_of_somebody_else_is_told_and_does_no_harm(path: Path, sql: str) -> None:
    harm(path, sql)
    with CampaignFile.open(path, "李明", NOON) as file:
        assert any("不属于本程序的表或视图" in words for words in file.warnings)
        assert len(file.faults()) == 1
        with file.write("改", "李明", NOON) as repository:
            assert repository.put(attrs.evolve(CAMPAIGN, title="新"))


def test_statistics_that_sqlite_keeps_are_nobodys_business(path: Path) -> None:
    harm(path, "ANALYZE")
    with CampaignFile.open(path, "李明", NOON) as file:
        assert (file.warnings, file.faults()) == ([], [])
