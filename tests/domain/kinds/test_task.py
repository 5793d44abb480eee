"""A card's way through the lanes, its due day, and what a card may not be."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task, is_extension, to_lane, why_not_to_lane, with_due
from battlemap.domain.kinds.task_kind import TASK
from battlemap.errors import Refused

TODAY = date(2018, 11, 20)
CARD = Task("t", "a", "ECON-01", "走访企业", "a0", due_on=date(2018, 11, 30), progress=40)


def card(**changes: Any) -> Task:
    return attrs.evolve(CARD, **changes)


def test_the_claim_of_completion_is_dated_and_taken_back() -> None:
    claimed = to_lane(card(lane="moving"), "checking", TODAY, ())
    assert (claimed.progress, claimed.finished_on, claimed.is_finished) == (100, TODAY, True)
    back = to_lane(claimed, "moving", TODAY, ())
    assert (back.finished_on, back.is_finished, back.progress) == (None, False, 99)
    for unclaimed, progress in ((40, 40), (100, 99), (0, 0)):
        assert to_lane(claimed, "moving", TODAY, (), unclaimed).progress == progress
        assert to_lane(claimed, "waiting", TODAY, (), unclaimed).progress == progress


def test_striking_off_is_an_act_of_its_own_after_the_check() -> None:
    assert "请先移到“待核查”" in why_not_to_lane(card(lane="moving"), "struck_off", ())
    with pytest.raises(Refused, match="未经核查不能销号"):
        to_lane(card(lane="waiting"), "struck_off", TODAY, ())
    struck = to_lane(card(lane="checking", finished_on=date(2018, 11, 18)), "struck_off", TODAY, ())
    assert (struck.struck_off_on, struck.finished_on) == (TODAY, date(2018, 11, 18))
    reopened = to_lane(struck, "checking", TODAY, ())
    assert (reopened.struck_off_on, reopened.finished_on) == (None, date(2018, 11, 18))


@pytest.mark.parametrize(("lane", "to"), [("moving", "checking"), ("checking", "struck_off")])
def test_a_blocked_card_is_neither_finished_nor_struck_off(lane: Any, to: Any) -> None:
    with pytest.raises(Refused, match="卡点未解除"):
        to_lane(card(lane=lane), to, TODAY, [Problem("p", 1, "用地未批")])


def test_starting_work_counts_as_acceptance_of_what_was_assigned() -> None:
    assert to_lane(card(assigned_on=date(2018, 11, 1)), "moving", TODAY, ()).accepted_on == TODAY
    assert to_lane(card(), "moving", TODAY, ()).accepted_on is None


def test_a_plan_may_be_corrected_before_work_begins_without_being_an_extension() -> None:
    later = with_due(card(), date(2018, 12, 15), "12月中旬")
    assert (later.due_on, later.due_text, later.original_due_on, later.extensions) == (
        date(2018, 12, 15),
        "12月中旬",
        None,
        0,
    )


def test_an_extension_needs_a_reason_and_keeps_the_first_date() -> None:
    moving = card(lane="moving")
    assert is_extension(moving, date(2018, 12, 1))
    with pytest.raises(Refused, match="请写明延期理由"):
        with_due(moving, date(2018, 12, 15), reason="  ")
    once = with_due(moving, date(2018, 12, 15), reason="雨季停工")
    twice = with_due(once, date(2018, 12, 28), reason="设备未到")
    assert (twice.due_on, twice.original_due_on, twice.extensions) == (
        date(2018, 12, 28),
        date(2018, 11, 30),
        2,
    )
    assert twice.judged_due_on == date(2018, 11, 30)
    assert with_due(twice, date(2018, 11, 25)).judged_due_on == date(2018, 11, 25)


def test_the_way_back_to_waiting_is_no_way_round_the_rule_for_extensions() -> None:
    begun = to_lane(to_lane(card(), "moving", TODAY, ()), "waiting", TODAY, ())
    assert begun.judged_due_on == date(2018, 11, 30)
    with pytest.raises(Refused, match="请写明延期理由"):
        with_due(begun, date(2018, 12, 15))
    with pytest.raises(Refused, match="请写明延期理由"):
        with_due(begun, None)
    sooner = with_due(begun, date(2018, 11, 25))
    assert (sooner.due_on, sooner.judged_due_on) == (date(2018, 11, 25), date(2018, 11, 25))
    with pytest.raises(Refused, match="请写明延期理由"):
        with_due(sooner, date(2018, 11, 30))
    later = with_due(begun, date(2018, 12, 15), reason="雨季停工")
    again = to_lane(later, "moving", TODAY, ())
    assert (again.due_on, again.judged_due_on, again.extensions) == (
        date(2018, 12, 15), date(2018, 11, 30), 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "名称不能为空"),
        ({"progress": 101}, "不能是 101"),
        ({"start_on": date(2018, 12, 1)}, "早于开始日期"),
        ({"due_on": date(1900, 1, 1)}, "1990 年到 2100 年"),
        ({"lamp_override": "green"}, "批准人、理由和有效期"),
    ],
)
def test_what_no_card_may_be_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        TASK.check_row(card(**changes))
