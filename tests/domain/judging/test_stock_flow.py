"""Stock and flow close for every period, and two periods after each other give the whole."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.fields.stage import Stage, Stages
from battlemap.domain.judging.stage_path import Move, paths_of
from battlemap.domain.judging.stock_flow import flow_lines, stock
from tests.domain.judging.stage_course import MOVES, PIPELINE, START, went

DAYS = st.integers(0, 60).map(lambda days: START + timedelta(days))


@given(moves=MOVES, ends=st.tuples(DAYS, DAYS).map(sorted))
def test_every_line_closes(moves: list[Move], ends: list) -> None:
    paths = paths_of(moves, START + timedelta(60))
    assert all(line.closes for line in flow_lines(PIPELINE, paths, *ends))
    assert stock(PIPELINE, paths, *ends).closes


@given(moves=MOVES, ends=st.tuples(DAYS, DAYS, DAYS).map(sorted))
def test_periods_join(moves: list[Move], ends: list) -> None:
    first, middle, last = ends
    paths = paths_of(moves, START + timedelta(60))
    whole = flow_lines(PIPELINE, paths, first, last)
    one = flow_lines(PIPELINE, paths, first, middle)
    two = flow_lines(PIPELINE, paths, middle + timedelta(1), last)
    for a, b, both in zip(one, two, whole, strict=True):
        assert a.closing == b.opening
        assert a.entered + b.entered == both.entered
        assert a.given_up + b.given_up == both.given_up


def test_petitions_are_counted_as_offices_count_them() -> None:
    course = Stages((Stage("in", "受理"), Stage("done", "化解", end="成"), Stage("ended", "终结", end="败")))
    moves = (
        went("旧案一", ("in", 0), ("done", 12))
        + went("旧案二", ("in", 0))
        + went("新案", ("in", 11), ("done", 13))
        + went("重访", ("in", 0), ("done", 2), ("in", 14))
        + went("误登", ("in", 1), (None, 15))
    )
    counted = stock(
        course, paths_of(moves, START + timedelta(20)), START + timedelta(10), START + timedelta(20)
    )
    assert (counted.opening, counted.new, counted.solved, counted.given_up, counted.closing) == (
        3,
        2,
        2,
        1,
        2,
    )
    assert (counted.returned, counted.solved_of_opening) == (1, 1)
    assert counted.solved_share is not None and counted.solved_share * 3 == 1
