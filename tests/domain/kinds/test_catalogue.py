"""Every kind tells all of its fields, names its rows, and refuses what no row may be."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from battlemap.domain.kinds.catalogue import CATALOGUE, KIND_OF, KINDS, TASK_PARTS, task_owning
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.kinds.people import PERSON, Person, Unit
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Milestone, Task
from battlemap.domain.kinds.task_kind import MILESTONE
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused


def kind_id(kind: Kind) -> str:
    return kind.table


@pytest.mark.parametrize("kind", CATALOGUE, ids=kind_id)
def test_every_field_of_the_row_is_a_field_of_the_kind_and_none_besides(kind: Kind) -> None:
    stored = {field.name for field in attrs.fields(kind.row)}  # type: ignore[misc]
    assert stored - {"id", "rank", "deleted"} == {field.key for field in kind.fields}
    assert len({field.name for field in kind.fields}) == len(kind.fields)


@pytest.mark.parametrize("kind", CATALOGUE, ids=kind_id)
def test_what_a_kind_refers_to_is_there(kind: Kind) -> None:
    assert KIND_OF[kind.row] is kind
    keys = {*kind.name_keys, *(key.removeprefix("-") for key in kind.order), *kind.moved_by}
    assert keys | ({kind.parent} - {""}) <= kind.by_key.keys()
    assert {type_.table for _, type_ in kind.pointers} <= KINDS.keys()
    earlier = [other.table for other in CATALOGUE[: CATALOGUE.index(kind)]]
    assert {type_.table for _, type_ in kind.pointers} <= {*earlier, kind.table}


def test_parts_of_a_task_know_their_task() -> None:
    assert set(TASK_PARTS) == {
        "milestone", "report", "problem_task", "attachment", "checklist_item", "instruction",
        "hand_over", "recheck", "node_task", "clause_task", "ban_exemption", "site_check",
        "work_site",
    }  # fmt: skip
    assert task_owning("report", Report("r", "t", date(2018, 11, 1), 5)) == "t"
    assert task_owning("unit", Unit("u", "住建局", "a")) is None


def test_rows_stand_in_the_order_of_their_kind_the_empty_ones_last() -> None:
    snapshot = Snapshot.of([("unit", Unit("u1", "住建局", "a1")), ("unit", Unit("u2", "财政局", "a0"))])
    assert snapshot.offered("unit") == [("u2", "财政局"), ("u1", "住建局")]
    assert snapshot.named("unit", "住建局") == ["u1"]


@pytest.mark.parametrize(
    "stone",
    [
        Milestone("m", "t", "  ", "a"),
        Milestone("m", "t", "初稿", "a", date(1800, 1, 1)),
        Milestone("m", "t", "初稿", "a", weight=-5),
        Milestone("m", "t", "初稿", "a", weight=True),
        Milestone("m", "", "初稿", "a"),
    ],
)
def test_a_milestone_that_may_not_be_is_refused_by_its_kind(stone: Milestone) -> None:
    with pytest.raises(Refused, match="节点"):
        MILESTONE.check_row(stone)


@pytest.mark.parametrize("target", ["NaN", "Infinity", "1e40", "-1e40", "三十"])
def test_a_target_that_is_no_number_is_refused(target: str) -> None:
    task = Task("t", "a", "ECON-01", "开展监测", "a", target_value=target)
    with pytest.raises(Refused, match="目标数"):
        KIND_OF[Task].check_row(task)


def test_the_refusal_names_the_row_and_the_field() -> None:
    with pytest.raises(Refused, match="人员“王强”的上墙打码只能是“是”或“否”"):
        PERSON.check_row(Person("p", "王强", "a", is_personal="是"))  # type: ignore[arg-type]
