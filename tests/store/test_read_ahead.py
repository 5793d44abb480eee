"""Rows that are read ahead are read once for all, and guarded as if each were read alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import attrs
import pytest

from battlemap.commands.board import SetDue
from battlemap.commands.bulk import BulkRefused, EditTasks, TaskEdit
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.domain.days.calendar import Period
from battlemap.domain.kinds.kind import evolved
from battlemap.errors import Altered
from battlemap.store.read_ahead import rows_as_told
from battlemap.store.records import record
from benchmarks.big import FillBoard
from tests.store.test_truth import behind_its_back

NOON = datetime(2018, 11, 20, 12)
FOUNDING = CreateCampaign("行动", date(2018, 10, 1), date(2018, 12, 31))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a closed file whose tasks have some lines each."""
    path = tmp_path_factory.mktemp("ahead") / "a.battlemap"
    with Session.create(path, FOUNDING, "张三", lambda: NOON) as session:
        session.run(FillBoard(40))
        for day in range(1, 20, 3):
            ids = tuple(task.id for task in session.snapshot.live_tasks[: 2 * day])
            session.run(SetDue(ids, date(2018, 12, day), reason="改期"))
        session.run(EditTasks(tuple(TaskEdit(id, {"detail": "细则"}) for id in ids)))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """Returns a copy of it."""
    return Path(shutil.copy(made, tmp_path / "a.battlemap"))


def test_a_bulk_edit_asks_for_its_rows_at_once(path: Path) -> None:
    with Session.open(path, "张三", lambda: NOON) as session:
        edits = tuple(TaskEdit(task.id, {"coop_units": "财政局"}) for task in session.snapshot.live_tasks)
        asked: list[str] = []
        with session.file.reading() as connection:
            connection.set_trace_callback(asked.append)
        session.run(EditTasks(edits))
        connection.set_trace_callback(None)
        read = [line for line in asked if line.startswith(("SELECT", "WITH"))]
        assert (
            len([line for line in read if " FROM task " in line or "FROM journal" in line]) < 10 < len(edits)
        )
        assert all(task.coop_units == "财政局" for task in session.snapshot.live_tasks)
        assert not session.file.faults()


def test_what_is_read_ahead_is_what_stands_there(path: Path) -> None:
    mapping = record("task")
    with closing(sqlite3.connect(path)) as connection:
        rows = {
            line[0]: line for line in connection.execute(f"SELECT {', '.join(mapping.columns)} FROM task")
        }
        assert rows_as_told(connection, mapping, [*rows, "nobody", *rows]) == rows
        assert rows_as_told(connection, mapping, []) == {}


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE task SET detail = '改过' WHERE id = :id",
        'UPDATE journal SET new = \'{"detail":"改过"}\' WHERE rowid = (SELECT MAX(rowid) FROM journal WHERE row_id = :id)',
        "UPDATE journal SET new = '{' WHERE rowid = (SELECT MAX(rowid) FROM journal WHERE row_id = :id)",
    ],
    ids=["row", "line", "no line"],
)
def test_a_row_that_the_journal_tells_otherwise_is_refused_among_many(path: Path, spoiled: str) -> None:
    with Session.open(path, "张三", lambda: NOON) as session:
        ids = [task.id for task in session.snapshot.live_tasks]
    with behind_its_back(path) as connection:
        assert connection.execute(spoiled, {"id": ids[7]}).rowcount == 1
        assert ids[7] not in rows_as_told(connection, record("task"), ids)
    with (
        Session.open(path, "张三", lambda: NOON) as session,
        pytest.raises((Altered, BulkRefused)) as refused,
    ):
        session.run(EditTasks(tuple(TaskEdit(id, {"coop_units": "财政局"}) for id in ids)))
    assert "日志" in str(refused.value)


def test_a_row_is_written_twice_in_one_step_by_what_stands_there_then(path: Path) -> None:
    with Session.open(path, "张三", lambda: NOON) as session:
        ids = [task.id for task in session.snapshot.live_tasks]
        edits = (
            *(TaskEdit(id, {"detail": "先"}) for id in ids),
            *(TaskEdit(id, {"detail": "后"}) for id in ids),
        )
        session.run(EditTasks(edits))
        assert {task.detail for task in session.snapshot.live_tasks} == {"后"}
        assert not session.file.faults()
        session.undo()
        assert not session.file.faults()


def test_a_row_evolves_as_attrs_has_it() -> None:
    period = Period("p", "off", date(2018, 10, 8), date(2018, 10, 26))
    assert evolved(period, title="停工", deleted=True) == attrs.evolve(period, title="停工", deleted=True)
    assert evolved(period) == period
    with pytest.raises(TypeError):
        evolved(period, colour="red")
