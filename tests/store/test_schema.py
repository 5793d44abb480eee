"""What a schema declares is found table by table, and is what one file would declare."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from battlemap.store.schema import parted, scripts, split_statements, things, wanted


def test_each_schema_declares_what_one_file_of_all_scripts_does() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as one:
        for number, script in enumerate(scripts(), 1):
            for statement in split_statements(script.read_text("utf-8")):
                one.execute(statement)
            assert wanted(number) == things(one), script.name


def test_columns_are_added_among_few_tables_only() -> None:
    statements = [
        statement
        for script in scripts()
        for statement in split_statements(script.read_text("utf-8"))
        if not statement.startswith(("INSERT", "UPDATE"))
    ]
    rest, altered = parted(statements)
    assert not any(statement.startswith("ALTER") for statement in rest)
    assert len(altered) < len(rest)
    assert sorted([*rest, *altered]) == sorted(statements)


def test_what_is_not_understood_keeps_all_together() -> None:
    for strange in ("ALTER TABLE a RENAME TO b", "DROP TABLE a", "CREATE VIEW v AS SELECT 1"):
        statements = ["CREATE TABLE a (id TEXT)", "ALTER TABLE a ADD COLUMN c TEXT", strange]
        assert parted(statements) == (statements,)


def test_a_dropped_index_goes_with_its_table() -> None:
    statements = [
        "CREATE TABLE a (id TEXT)",
        "CREATE INDEX a_id ON a (id)",
        "CREATE TABLE b (id TEXT)",
        "ALTER TABLE a ADD COLUMN c TEXT",
        "DROP INDEX a_id",
    ]
    assert parted(statements) == ([statements[2]], [*statements[:2], *statements[3:]])
