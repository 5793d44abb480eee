"""The funnel counts by the furthest stage ever reached, and says how many must set out for so many to arrive."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hypothesis import given

from battlemap.domain.judging.funnel import funnel, needed_above, needed_words, passing, passings
from battlemap.domain.judging.stage_path import Move, paths_of, standing
from tests.domain.judging.stage_course import MOVES, PIPELINE, START, went

LATE = START + timedelta(100)


def test_who_gave_up_or_went_back_keeps_the_furthest_stage() -> None:
    moves = (
        went("甲", ("lead", 0), ("sign", 9), ("end", 20))
        + went("乙", ("lead", 0), ("build", 5), ("talk", 30))
        + went("丙", ("lead", 1))
        + went("丁", ("lead", 1), ("talk", 2), (None, 3))
    )
    made = funnel(PIPELINE, paths_of(moves, LATE), {"甲": 100, "乙": 20, "丙": 3, "丁": 999})
    assert [(step.stage.name, step.ever, step.now, step.ever_amount) for step in made.steps] == [
        ("线索", 3, 1, 123), ("在谈", 2, 1, 120), ("签约", 2, 0, 120), ("开工", 1, 0, 20), ("投产", 0, 0, 0),
    ]  # fmt: skip
    assert [(step.stage.name, step.now) for step in made.beside] == [("暂缓", 0), ("终止", 1)]


def test_conversion_and_median_days_of_a_cohort() -> None:
    moves = (
        went("甲", ("sign", 0), ("build", 10), ("run", 30))
        + went("乙", ("sign", 1), ("end", 20))
        + went("丙", ("sign", 2), ("run", 42))
        + went("丁", ("sign", 3))
        + went("戊", ("sign", 50), ("run", 51))
    )
    passed = passing(PIPELINE, paths_of(moves, LATE), "sign", "run", START, START + timedelta(9))
    assert (passed.entered, passed.arrived, passed.given_up, passed.under_way) == (4, 2, 1, 1)
    assert (passed.share, passed.median_days) == (Fraction(1, 2), 35)
    assert needed_above(passed, 5) == 10
    assert needed_words(passed, 5) == "要投产 5 个，按现有转化需签约 10 个"


def test_what_must_set_out_is_rounded_up() -> None:
    moves = [move for n in range(17) for move in went(f"签{n}", ("sign", 0), *([("run", 9)] * (n < 5)))]
    assert needed_words(passing(PIPELINE, paths_of(moves, LATE), "sign", "run"), 5) == (
        "要投产 5 个，按现有转化需签约 17 个"
    )
    nobody = passing(PIPELINE, paths_of(went("甲", ("sign", 0)), LATE), "sign", "run")
    assert needed_words(nobody, 5) == "还没有一个从“签约”走到“投产”，转化无从算起"


@given(moves=MOVES)
def test_a_funnel_never_widens_and_nobody_is_lost(moves: list[Move]) -> None:
    paths = paths_of(moves, LATE)
    made = funnel(PIPELINE, paths)
    ever = [step.ever for step in made.steps]
    assert ever == sorted(ever, reverse=True)
    assert sum(step.now for step in (*made.steps, *made.beside)) == len(standing(paths))
    for step in made.steps:
        assert step.ever >= step.now
    for passed in passings(PIPELINE, paths):
        assert passed.under_way >= 0
        assert passed.share is None or 0 <= passed.share <= 1


def test_a_move_that_is_taken_back_has_never_been() -> None:
    undone = went("甲", ("lead", 0), ("build", 5), ("lead", 0))
    assert funnel(PIPELINE, paths_of(undone, LATE)).steps[3].ever == 0
    redone = [*undone, *went("甲", ("build", 5))]
    assert paths_of(redone, LATE)["甲"].now == "build"


def test_who_was_registered_beyond_both_stages_tells_no_days() -> None:
    moves = went("甲", ("run", 5)) + went("乙", ("sign", 1), ("run", 9))
    passed = passing(PIPELINE, paths_of(moves, LATE), "sign", "run")
    assert (passed.entered, passed.arrived, passed.median_days) == (2, 2, 8)
