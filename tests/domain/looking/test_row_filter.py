"""Rows of every kind are searched, filtered and counted by their fields."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.catalogue import CATALOGUE, KINDS
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.problem import PROBLEM, Problem
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.row_filter import RowFilter, facets
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.snapshot import Snapshot
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = Snapshot.of(
    [
        ("unit", Unit("u1", "住房和城乡建设局", "a0", "住建局")),
        ("unit", Unit("u2", "水利局", "a1")),
        ("person", Person("q1", "王强", "a0", "u1")),
        ("problem", Problem("p1", 1, "征地未完成", "land", "department", "u1")),
        ("problem", Problem("p2", 2, "管线未迁改", "utilities", "command_post", "u1")),
        ("problem", Problem("p3", 10, "资金缺口", "money", "department", None, date(2018, 11, 1))),
    ]
)
ROWS = list(SNAPSHOT.problems.values())


def ids(wanted: RowFilter, book: SoundBook | None = None) -> list[str]:
    return [row.id for row in wanted.passing(PROBLEM, ROWS, SNAPSHOT, book)]


def test_words_are_found_in_any_field_and_in_names_that_ids_stand_for() -> None:
    assert ids(RowFilter("征地")) == ["p1"]
    assert ids(RowFilter("住建局 管线")) == ["p2"]
    assert ids(RowFilter("2018-11-01")) == ["p3"]
    assert ids(RowFilter("没有")) == []


def test_words_are_found_by_their_sound() -> None:
    readings = {"征": ("zheng",), "地": ("di",)}
    book = SoundBook(lambda character: readings.get(character, ()))
    assert ids(RowFilter("zd"), book) == ["p1"]


def test_values_are_wanted_field_by_field_and_counted_under_all_else() -> None:
    wanted = RowFilter().with_group("level", "部门", True)
    assert ids(wanted) == ["p1", "p3"]
    found = {facet.key: facet for facet in facets(wanted, PROBLEM, ROWS, SNAPSHOT)}
    assert [(group.words, group.count) for group in found["level"].groups] == [("部门", 2), ("指挥部", 1)]
    assert [(group.name, group.count) for group in found["solving_unit"].groups] == [
        ("（空）", 1),
        ("住建局", 1),
    ]
    assert "title" not in found
    assert wanted.in_words(PROBLEM) == "层级 部门"
    assert ids(wanted.with_group("solving_unit", "", True)) == ["p3"]
    assert wanted.with_group("level", "部门", False).is_empty


@given(
    st.text(), st.dictionaries(st.sampled_from(list(PROBLEM.by_key)), st.frozensets(st.text(), min_size=1))
)
def test_a_filter_survives_as_text(words: str, wanted: dict[str, frozenset[str]]) -> None:
    made = RowFilter(words, wanted)
    assert RowFilter.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"wanted": {"level": [1]}}', '{"wanted": 3, "words": []}']
)
def test_a_text_that_is_no_filter_lets_every_row_pass(text: str) -> None:
    assert RowFilter.from_json(text).is_empty


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.table)
def test_every_kind_has_columns_with_words_sorting_and_facets(kind: Kind) -> None:
    snapshot = make_snapshot(actions=2, tasks=4)
    rows = list(snapshot.rows[kind.table].values())
    columns = Columns.of(KINDS[kind.table])
    for column in columns.all:
        keys = []
        for row in rows:
            seen = SeenRow(row, snapshot, AS_OF)
            assert isinstance(column.text(seen), str)
            key = column.sort_key(seen)
            keys += [key] if key is not None else []
        sorted(keys)
    assert all(
        sum(g.count for g in facet.groups) == len(rows) for facet in facets(RowFilter(), kind, rows, snapshot)
    )
