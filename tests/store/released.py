"""Makes the file of the present schema that later programs must open: two rows of every table, each changed once.

``python -m tests.store.released`` writes tests/store/data/schema-N.battlemap; done once, when a version is released.
"""

from __future__ import annotations

import types
import typing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import attrs

from battlemap.domain.step import TABLES, Row
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.damage.salvaged import references
from battlemap.store.guards import SCHEMA_VERSION

DATA = Path(__file__).with_name("data")
_DAY, _NOON = date(2018, 10, 8), datetime(2018, 10, 8, 12, 0)


def make(path: Path) -> None:
    """Writes the file."""
    numbers = iter(range(10_000))
    with CampaignFile.create(
        path, "李明", _NOON, site="released", new_id=lambda: f"id{next(numbers):04d}"
    ) as file:
        with file.reading() as schema:
            keys = references(schema)
        made: dict[str, list[Row]] = {}
        for table, kind in TABLES.items():
            parents = {key.column: made[key.parent][0].id for key in keys[table]}
            count = 1 if table == "campaign" else 2
            made[table] = [_row(kind, f"{table}{number}", parents) for number in range(count)]
            with file.write(f"新建 {table}", "李明", _NOON) as repository:
                for row in made[table]:
                    repository.put(row)
        for minute, (table, rows) in enumerate(made.items()):
            with file.write(f"删除 {table}", "王强", _NOON + timedelta(minutes=minute)) as repository:
                if table != "campaign":
                    repository.put(attrs.evolve(rows[1], deleted=True))


def _row(kind: type[Row], id: str, parents: dict[str, str]) -> Row:
    attrs.resolve_types(kind)
    values = {
        field.name: parents.get(field.name) or _value(field.type, f"{id} {field.name} 𠮷'\"")
        for field in attrs.fields(kind)
    }
    return kind(**values | {"id": id, "deleted": False})


def _value(kind: Any, words: str) -> Any:
    """Returns some value of a type; of those that may be left empty a filled one."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return _value(typing.get_args(kind)[0], words)
    if typing.get_origin(kind) is Literal:
        return typing.get_args(kind)[0]
    return {int: 3, bool: True, date: _DAY, datetime: _NOON, str: words}[kind]


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    make(DATA / f"schema-{SCHEMA_VERSION}.battlemap")
