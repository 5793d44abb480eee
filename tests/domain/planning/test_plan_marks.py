"""A line can be marked as something else, alone or with its series, and no word of the plan vanishes."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.planning.plan import PlanDraft, TaskDraft
from battlemap.domain.planning.plan_changes import Place
from battlemap.domain.planning.plan_marks import (
    ROLES,
    Role,
    mark,
    mark_series,
    role_of,
    series_at,
    set_due,
    split,
)
from battlemap.errors import BadInput
from tests.domain.planning.test_plan_changes import DRAFT, letters, places, task


def titles(draft: PlanDraft) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (action.title, [(measure.title, [t.source for t in measure.tasks]) for measure in action.measures])
        for action in draft.actions
    ]


def test_a_task_marked_as_a_measure_takes_what_follows_it() -> None:
    draft, place = mark(DRAFT, (1, 0, 1), "measure")
    assert place == (1, 1)
    assert titles(draft)[1] == (
        "项目建设", [("要点1", ["抓园区。"]), ("抓园区。", ["抓签约。"])],
    )  # fmt: skip
    assert draft.actions[1].measures[1].heading == "抓园区。"


def test_a_measure_marked_as_an_action_takes_the_measures_that_follow_it() -> None:
    draft, place = mark(DRAFT, (0, 0), "action")
    assert place == (1,)
    assert [action.title for action in draft.actions] == ["经济运行", "要点1", "项目建设", "文明创建"]
    assert [action.number for action in draft.actions] == [1, 2, 3, 4]
    assert titles(draft)[1][1] == [("要点1", ["抓工业。", "抓外贸。"]), ("要点2", ["抓财政。"])]


def test_what_sinks_goes_to_the_one_before_it() -> None:
    draft, place = mark(DRAFT, (1,), "measure")
    assert place == (0, 2)
    assert [measure.title for measure in draft.actions[0].measures] == ["要点1", "要点2", "项目建设", "要点1"]
    draft, place = mark(DRAFT, (0, 1), "task")
    assert place == (0, 0, 2)
    assert titles(draft)[0][1] == [("要点1", ["抓工业。", "抓外贸。", "2.", "抓财政。"])]


@pytest.mark.parametrize(("place", "role"), [((0,), "measure"), ((0, 0), "task")])
def test_the_first_line_has_nothing_to_sink_into(place: Place, role: Role) -> None:
    with pytest.raises(BadInput, match="前面没有"):
        mark(DRAFT, place, role)


def test_the_preface_takes_a_line_with_all_below_it() -> None:
    draft, place = mark(DRAFT, (0,), "preface")
    assert place == ()
    assert draft.unfiled == DRAFT.unfiled
    assert [action.title for action in draft.actions] == ["项目建设", "文明创建"]
    assert "抓财政。" in "".join(draft.preface)


def test_the_whole_series_is_marked_at_once() -> None:
    first = DRAFT.actions[0]
    measures = tuple(attrs.evolve(measure, series="1.") for measure in first.measures)
    draft = attrs.evolve(DRAFT, actions=(attrs.evolve(first, measures=measures), *DRAFT.actions[1:]))
    assert series_at(draft, (0, 1)) == ((0, 0), (0, 1))
    marked = mark_series(draft, (0, 1), "action")
    assert [action.title for action in marked.actions] == [
        "经济运行",
        "要点1",
        "要点2",
        "项目建设",
        "文明创建",
    ]
    assert series_at(DRAFT, (0, 0)) == ((0, 0),), "a line without a series stands for itself"


def test_a_task_is_split_where_the_cursor_stands() -> None:
    whole = attrs.evolve(task("抓工业。抓外贸。"), responsible_unit="经发局")
    first = attrs.evolve(DRAFT.actions[0].measures[1], tasks=(whole,), text=whole.source)
    action = attrs.evolve(DRAFT.actions[0], measures=(DRAFT.actions[0].measures[0], first))
    draft = split(attrs.evolve(DRAFT, actions=(action,)), (0, 1, 0), 4, task)
    assert [(t.source, t.responsible_unit) for t in draft.actions[0].measures[1].tasks] == [
        ("抓工业。", "经发局"), ("抓外贸。", "经发局"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="两句之间"):
        split(draft, (0, 1, 0), 0, task)


def test_a_deadline_that_a_person_has_set_is_in_doubt_no_longer() -> None:
    measure = DRAFT.actions[0].measures[0]
    doubted = attrs.evolve(measure.tasks[0], doubts=("时限待核",))
    action = attrs.evolve(
        DRAFT.actions[0], measures=(attrs.evolve(measure, tasks=(doubted, measure.tasks[1])),)
    )
    draft = attrs.evolve(DRAFT, actions=(action,))
    assert draft.doubtful == ((0, 0, 0),)
    settled = set_due(draft, (0, 0, 0), date(2018, 11, 30), "11月底前")
    assert settled.doubtful == ()
    assert settled.actions[0].measures[0].tasks[0].due_on == date(2018, 11, 30)


@given(st.data())
def test_no_word_vanishes_however_lines_are_marked(data: st.DataObject) -> None:
    draft = DRAFT
    for _ in range(data.draw(st.integers(1, 6))):
        there = places(draft)
        if not there:
            break
        place = data.draw(st.sampled_from(there))
        role = data.draw(st.sampled_from(list(ROLES)))
        try:
            draft, now = mark(draft, place, role)
        except BadInput:
            continue
        assert now == () or role_of(now) == role
    assert letters(draft) == letters(DRAFT)


def test_a_marked_line_is_a_task_with_its_own_words() -> None:
    draft, place = mark(DRAFT, (2,), "task") if DRAFT.actions[1].measures else (DRAFT, ())
    marked = draft.actions[place[0]].measures[place[1]].tasks[place[2]]
    assert isinstance(marked, TaskDraft)
    assert marked.source == "三、文明创建"
