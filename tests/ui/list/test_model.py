from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from battlemap.domain.looking.head_filter import Condition, HeadFilter
from battlemap.domain.looking.task_columns import KEYS
from battlemap.domain.reach import Reach
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.chronicle import Chronicle
from battlemap.shown.list.task_rows import TaskRows
from battlemap.ui.list.model import ListModel
from tests.campaigns import AS_OF
from tests.random_steps import anew, board, draw_step, step_of


def table(snapshot: Snapshot, steps: list[Step], only: frozenset[str] | None) -> ListModel:
    def remember(_: object) -> Chronicle:
        chronicle = Chronicle({})
        for step in steps:
            chronicle.follow(step)
        return chronicle

    made = ListModel(TaskRows(remember), lambda *_: True)
    made.present(snapshot, AS_OF, only)
    return made


def cells(model: ListModel) -> dict[str, list[object]]:
    """Every cell in words, and the lamp."""
    rows = model.rows
    assert isinstance(rows, TaskRows)
    return {
        id: [*(model.words(id, key) for key in KEYS), rows.verdict(id), rows.standing(id)] for id in model.ids
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_following_any_steps_lists_the_same_as_beginning_anew(
    qapp: QApplication, data: st.DataObject
) -> None:
    snapshot, steps = board(), []
    model = table(snapshot, steps, None)
    cells(model)
    for _ in range(data.draw(st.integers(1, 4))):
        step, reach, snapshot = draw_step(data, snapshot)
        steps.append(step)
        model.follow(step, reach, snapshot)
        assert cells(model) == cells(table(anew(snapshot), steps, None))
        assert all(model.row(id) == row for row, id in enumerate(model.ids))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_under_a_filter_only_what_is_made_comes_in_beside_it(qapp: QApplication, data: st.DataObject) -> None:
    snapshot, only = board(), frozenset({"t0", "t3", "n1"})
    model = table(snapshot, [], only)
    for _ in range(3):
        step, reach, snapshot = draw_step(data, snapshot)
        model.follow(step, reach, snapshot)
        only |= reach.made
    live = {task.id for task in snapshot.live_tasks}
    assert set(model.ids) == live & only


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_when_a_filter_is_cleared_nothing_that_came_meanwhile_is_missing(
    qapp: QApplication, data: st.DataObject
) -> None:
    snapshot = board()
    model = table(snapshot, [], data.draw(st.sampled_from([None, frozenset({"t0", "t3", "n1"})])))
    model.filter_heads(HeadFilter({"lane": Condition(frozenset({"推进中"}))}))
    for _ in range(data.draw(st.integers(1, 4))):
        step, reach, snapshot = draw_step(data, snapshot)
        model.follow(step, reach, snapshot)
    model.filter_heads(HeadFilter())
    model.show_only(None)
    assert set(model.ids) == set(table(anew(snapshot), [], None).ids)
    assert len(set(model.ids)) == len(model.ids)


@pytest.mark.parametrize("only", [None, frozenset({"t1"})])
def test_cards_of_an_action_that_comes_back_under_a_filter_are_there_when_it_is_cleared(
    qapp: QApplication, only: frozenset[str] | None
) -> None:
    shown = board()
    action = shown.actions["a0"]
    archived = attrs.evolve(action, is_archived=True)
    snapshot = shown.take(step_of(Change("action", "a0", action, archived)))
    model = table(snapshot, [], only)
    model.filter_heads(HeadFilter({"title": Condition(words="没有")}))
    assert model.ids == []
    step = step_of(Change("action", "a0", archived, action))
    snapshot = snapshot.take(step)
    model.follow(step, Reach.of(step, snapshot), snapshot)
    model.filter_heads(HeadFilter())
    model.show_only(None)
    assert set(model.ids) == {task.id for task in shown.live_tasks}
