"""A person says what a line of a plan is; no word of the plan vanishes by it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.planning.plan import ActionDraft, MeasureDraft, PlanDraft, TaskDraft, everything
from battlemap.domain.planning.plan_marks import (
    MARKS,
    Mark,
    edit_task,
    mark,
    mark_series,
    series_of,
    split,
    take_in,
)
from battlemap.errors import BadInput


def task(words: str, series: str = "", **fields: object) -> TaskDraft:
    return TaskDraft(words.strip("1234567890.。"), words, words, series=series, **fields)  # type: ignore[arg-type]


def measure(name: str, *tasks: TaskDraft) -> MeasureDraft:
    text = "\n".join(each.source for each in tasks)
    return MeasureDraft(0, name, text, tasks, f"（一）{name}", "han_paren")


PLAN = PlanDraft(
    "百日行动",
    None,
    None,
    ("前言第一段。", "修桥3座。"),
    (
        ActionDraft(
            1, "道路", (measure("修路", task("1.修甲路。", "digit"), task("2.修乙路。", "digit"), task("巡查。")),),
            "ROAD", "一、道路", series="han",
        ),
        ActionDraft(
            2, "绿化", (measure("种树", task("1.种树。", "digit")), measure("浇水", task("浇水。"))), "GREEN", "二、绿化",
            series="han",
        ),
    ),
    ("附件",),
)  # fmt: skip


def words(draft: PlanDraft) -> Counter[str]:
    return Counter(char for char in everything(draft) if not char.isspace())


def titles(draft: PlanDraft) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (action.title, [(each.title, [one.title for one in each.tasks]) for each in action.measures])
        for action in draft.actions
    ]


def test_a_task_that_becomes_a_measure_takes_those_behind_it() -> None:
    assert titles(mark(PLAN, (0, 0, 1), "measure"))[0] == (
        "道路",
        [("修路", ["修甲路"]), ("修乙路", ["巡查"])],
    )


def test_a_measure_that_becomes_an_action_takes_the_measures_behind_it() -> None:
    raised = mark(PLAN, (1, 0), "action")
    assert titles(raised)[1:] == [("绿化", []), ("种树", [("种树", ["种树"]), ("浇水", ["浇水"])])]
    assert [action.number for action in raised.actions] == [1, 2, 3]


def test_an_action_that_becomes_a_measure_goes_to_the_one_before() -> None:
    assert titles(mark(PLAN, (1,), "measure")) == [
        ("道路", [("修路", ["修甲路", "修乙路", "巡查"]), ("绿化", ["种树", "浇水"])])
    ]
    with pytest.raises(BadInput, match="第一个专项"):
        mark(PLAN, (0,), "measure")


def test_a_measure_that_becomes_a_task_joins_the_measure_before_it() -> None:
    assert titles(mark(PLAN, (1, 1), "task"))[1] == ("绿化", [("种树", ["种树", "浇水", "浇水"])])


def test_what_is_preface_leaves_the_board() -> None:
    moved = mark(PLAN, (1,), "preface")
    assert [action.title for action in moved.actions] == ["道路"]
    assert moved.preface[:3] == ("前言第一段。", "修桥3座。", "二、绿化")


def test_the_same_is_done_to_the_whole_series() -> None:
    assert list(series_of(PLAN, (0, 0, 0))) == [(0, 0, 0), (0, 0, 1), (1, 0, 0)]
    raised = mark_series(PLAN, (0, 0, 0), "measure")
    assert [name for _, measures in titles(raised) for name, _ in measures] == [
        "修路", "修甲路", "修乙路", "种树", "种树", "浇水",
    ]  # fmt: skip


def test_a_task_is_split_where_a_person_says() -> None:
    joined = task("修路4条，11月底前。种树300棵。", due_text="11月底前", target_value="300", target_unit="棵")
    draft = PlanDraft("甲", None, None, (), (ActionDraft(1, "甲", (measure("乙", joined),)),))
    first, second = split(draft, (0, 0, 0), 11).actions[0].measures[0].tasks
    assert (first.source, first.due_text, first.target_value) == ("修路4条，11月底前。", "11月底前", None)
    assert (second.source, second.due_text, second.target_value) == ("种树300棵。", "", "300")
    with pytest.raises(BadInput, match="前后都应有文字"):
        split(draft, (0, 0, 0), 0)


def test_a_line_of_the_preface_becomes_a_task_or_an_action() -> None:
    assert titles(take_in(PLAN, 1, "task", (0, 0)))[0][1][0][1][-1] == "修桥3座"
    assert titles(take_in(PLAN, 1, "action"))[-1] == ("修桥3座", [])
    assert titles(take_in(PLAN, 1, "measure", (0,)))[0][1][-1] == ("修桥3座", [])
    with pytest.raises(BadInput, match="还没有专项"):
        take_in(PlanDraft("甲", None, None, ("修桥。",)), 0, "task")


def test_a_field_that_a_person_sets_is_no_longer_in_doubt() -> None:
    doubtful = task("修路。", doubts=("时限待核",), due_text="尽快")
    draft = PlanDraft("甲", None, None, (), (ActionDraft(1, "甲", (measure("乙", doubtful),)),))
    assert draft.doubtful == ((0, 0, 0),)
    settled = edit_task(draft, (0, 0, 0), due_text="11月底前", responsible_unit="交通局")
    assert settled.doubtful == ()
    assert settled.actions[0].tasks[0].unit == "交通局"


PLACES = [(0,), (1,), (0, 0), (1, 0), (1, 1), (0, 0, 0), (0, 0, 1), (0, 0, 2), (1, 0, 0), (1, 1, 0)]


@given(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(sorted(MARKS)), st.booleans()), max_size=6)
)
def test_no_word_vanishes_whatever_is_marked(deeds: list[tuple[tuple[int, ...], Mark, bool]]) -> None:
    draft = PLAN
    for place, to, is_whole in deeds:
        try:
            draft = (mark_series if is_whole else mark)(draft, place, to)
        except (BadInput, IndexError):
            continue
        assert words(draft) == words(PLAN)
        assert len({action.number for action in draft.actions}) == len(draft.actions)
