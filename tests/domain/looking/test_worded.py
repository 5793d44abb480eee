"""The words of many rows at once are those of each cell by itself, and what comes again is worded once."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.fields.choice import Choice
from battlemap.domain.fields.names import Names
from battlemap.domain.looking.task_columns import TASK_COLUMNS, Known
from battlemap.domain.looking.worded import Worded
from battlemap.domain.snapshot import Snapshot
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot()


def seen(snapshot: Snapshot, id: str) -> Known:
    task = snapshot.tasks[id]
    return Known(task, snapshot, AS_OF, lambda: snapshot.judge(task, AS_OF), lambda: len(id))


@given(st.data())
def test_rows_of_one_and_of_several_boards_read_as_their_cells_do(data: st.DataObject) -> None:
    renamed = Snapshot.of(
        (table, attrs.evolve(row, name=f"新{row.name}") if table in ("unit", "person") else row)
        for table, rows in SNAPSHOT.rows.items()
        for row in rows.values()
    )
    one = st.builds(seen, st.sampled_from([SNAPSHOT, renamed]), st.sampled_from(sorted(SNAPSHOT.tasks)))
    worded = Worded(TASK_COLUMNS.all)
    for part in data.draw(st.lists(st.lists(one, max_size=5), max_size=3)):
        assert list(worded.lines(part)) == [
            tuple(column.text(row) for column in TASK_COLUMNS.all) for row in part
        ]


def test_a_value_that_comes_again_is_worded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    show = Choice.show

    def counted(self: Choice, value: Any, names: Names) -> str:
        shown.append(value)
        return show(self, value, names)

    monkeypatch.setattr(Choice, "show", counted)
    worded = Worded([TASK_COLUMNS.by_key["lane"]])
    rows = [seen(SNAPSHOT, id) for id in SNAPSHOT.tasks]
    for _ in range(3):
        list(worded.lines(rows))
    assert len(shown) == len({row.task.lane for row in rows}) > 1
