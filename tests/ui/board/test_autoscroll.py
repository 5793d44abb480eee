"""The nearer the edge, the faster; in the middle nothing moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from battlemap.ui.board.autoscroll import FASTEST, ZONE, speed


@given(st.floats(-500, 1500))
def test_speed_grows_towards_both_edges_and_mirrors(at: float) -> None:
    here, there = speed(at, 0, 1000), speed(1000 - at, 0, 1000)
    assert abs(here + there) < 1e-6
    assert abs(here) <= FASTEST
    if ZONE <= at <= 1000 - ZONE:
        assert here == 0
    if at < ZONE:
        assert speed(at - 1, 0, 1000) <= here <= 0


def test_at_the_edge_and_beyond_it_is_fastest() -> None:
    assert speed(0, 0, 1000) == speed(-50, 0, 1000) == -FASTEST
    assert speed(1000, 0, 1000) == FASTEST


def test_a_tiny_area_still_has_a_quiet_middle() -> None:
    assert speed(15, 0, 30) == 0
    assert speed(5, 5, 5) == 0
