"""The heads of a list filter by values, words and spans; what is counted under a head is what it would show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.problem_kind import PROBLEM
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.head_filter import Condition, HeadFilter, counted
from battlemap.domain.looking.task_columns import TASK_COLUMNS, Known
from battlemap.domain.snapshot import Snapshot
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = Snapshot.of(
    [
        ("unit", Unit("u1", "住房和城乡建设局", "a0", "住建局")),
        ("problem", Problem("p1", 1, "征地未完成", "land", "department", "u1")),
        ("problem", Problem("p2", 2, "管线未迁改", "utilities", "command_post", "u1")),
        ("problem", Problem("p3", 10, "资金缺口", "money", "department", None, date(2018, 11, 1))),
    ]
)
COLUMNS = Columns.of(PROBLEM)
IDS = ["p1", "p2", "p3"]


def seen(id: str) -> SeenRow:
    return SeenRow(SNAPSHOT.problems[id], SNAPSHOT, AS_OF)


def passing(**conditions: Condition) -> list[str]:
    return HeadFilter(conditions).passing(IDS, COLUMNS, seen)


def test_values_words_and_spans_are_wanted_column_by_column() -> None:
    assert passing(level=Condition(frozenset({"部门"}))) == ["p1", "p3"]
    assert passing(level=Condition(frozenset({"部门"})), solving_unit=Condition(frozenset({""}))) == ["p3"]
    assert passing(title=Condition(words="未 管")) == ["p2"]
    assert passing(number=Condition(least=Decimal(2), most=Decimal(10))) == ["p2", "p3"]
    day = next(column.key for column in COLUMNS.all if column.text(seen("p3")) == "2018-11-01")
    assert passing(**{day: Condition(most=date(2018, 11, 1))}) == ["p3"]
    assert passing(**{day: Condition(least=date(2018, 11, 2))}) == []
    assert passing() == IDS


def test_what_is_set_is_told_and_an_empty_condition_goes() -> None:
    heads = HeadFilter().with_condition("level", Condition(frozenset({"部门"})))
    heads = heads.with_condition("number", Condition(least=Decimal(2)))
    assert heads.in_words(COLUMNS) == "层级 部门；编号 2 以上"
    assert heads.with_condition("level", Condition()).with_condition("number", Condition(words=" ")).is_empty


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.table)
def test_every_value_that_is_counted_lets_just_so_many_rows_pass(kind: Kind) -> None:
    snapshot = make_snapshot(actions=2, tasks=4)
    rows, columns = snapshot.rows[kind.table], Columns.of(KINDS[kind.table])
    for column in columns.all:
        counts = counted(column, (SeenRow(row, snapshot, AS_OF) for row in rows.values()))
        assert sum(counts.values()) == len(rows)
        for group, count in counts.items():
            heads = HeadFilter().with_condition(column.key, Condition(frozenset({group})))
            assert len(heads.passing(rows, columns, lambda id: SeenRow(rows[id], snapshot, AS_OF))) == count


@given(st.data())
def test_what_is_judged_of_tasks_is_filtered_too(data: st.DataObject) -> None:
    snapshot = make_snapshot(actions=2, tasks=6)
    column = data.draw(st.sampled_from([c for c in TASK_COLUMNS.all if c.field.type.measured_in]))

    def known(id: str) -> Known:
        return Known(snapshot.tasks[id], snapshot, AS_OF, lambda: snapshot.judge(snapshot.tasks[id], AS_OF))

    measures = {id: column.field.type.measure(column.value(known(id))) for id in snapshot.tasks}
    limits = sorted({measure for measure in measures.values() if measure is not None})
    if not limits:
        return
    least, most = data.draw(st.sampled_from(limits)), data.draw(st.sampled_from(limits))
    heads = HeadFilter().with_condition(column.key, Condition(least=least, most=most))
    wanted = [id for id, m in measures.items() if m is not None and least <= m <= most]  # type: ignore[operator]
    assert heads.passing(snapshot.tasks, TASK_COLUMNS, known) == wanted
