from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.picture_map import RoadPart
from battlemap.domain.picture_map.chainage import STATES, by_state, chainage, km, stretches
from battlemap.domain.places import along, area, calibrated, check_error, length, places_text, read_places
from battlemap.errors import Refused

FIRST = date(2018, 10, 1)
PARTS = st.builds(
    lambda n, a, b, state, day: RoadPart(
        f"p{n}", "m", min(a, b), max(a, b) + 1, state, FIRST + timedelta(day)
    ),
    st.integers(0, 99),
    st.integers(0, 9000),
    st.integers(0, 9000),
    st.sampled_from(STATES),
    st.integers(0, 60),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS, max_size=12), st.integers(1, 8000), st.integers(-1, 61))
def test_whatever_is_reported_the_states_add_up_to_the_length(
    parts: list[RoadPart], whole: int, day: int
) -> None:
    as_of = FIRST + timedelta(day)
    road = stretches(parts, whole, as_of)
    assert (road[0].from_m, road[-1].to_m) == (0, whole)
    assert all(
        one.to_m == other.from_m and one.state != other.state for one, other in itertools.pairwise(road)
    )
    assert sum(by_state(road).values()) == whole
    for place in {0, whole // 2, whole - 1}:
        state = next(stretch.state for stretch in road if stretch.from_m <= place < stretch.to_m)
        said = [part for part in parts if part.since <= as_of and part.from_m <= place < part.to_m]
        last = max(said, key=lambda part: (part.since, parts.index(part)), default=None)
        if last is None:
            assert state == "none"
        else:
            newest = [part for part in said if part.since == last.since]
            assert state == newest[-1].state


def test_a_road_grows_from_day_to_day() -> None:
    parts = [
        RoadPart("a", "m", 0, 4000, "bed", FIRST),
        RoadPart("b", "m", 0, 1500, "open", FIRST + timedelta(30)),
    ]
    assert by_state(stretches(parts, 6000, FIRST))["bed"] == 4000
    later = by_state(stretches(parts, 6000, FIRST + timedelta(30)))
    assert later == {"none": 2000, "bed": 2500, "surface": 0, "open": 1500}
    assert (km(1500), km(350), km(6000), chainage(1250)) == ("1.5 公里", "350 米", "6 公里", "K1+250")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=20))
def test_places_are_read_as_they_are_written(places: list[tuple[int, int]]) -> None:
    assert read_places(places_text(places)) == tuple(places)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=2, max_size=9, unique=True),
    st.lists(st.integers(0, 1000), min_size=0, max_size=5),
)
def test_the_parts_of_a_line_are_as_long_as_the_line(places: list[tuple[int, int]], cuts: list[int]) -> None:
    edges = sorted({0, 1000, *cuts})
    whole = length(places)
    parts = [along(places, a / 1000, b / 1000) for a, b in itertools.pairwise(edges)]
    assert sum(length(part) for part in parts) == pytest.approx(whole, rel=1e-6)  # type: ignore[arg-type]


def test_a_third_length_tells_how_far_a_calibration_is_off() -> None:
    width = calibrated((0, 0), (500_000, 0), 1000)
    assert width == 200_000
    assert check_error(width, (0, 0), (0, 250_000), 500) == 0
    assert check_error(width, (0, 0), (0, 250_000), 480) == 42
    assert area([(0, 0), (10, 0), (10, 10), (0, 10)]) == 100
    for wrong in (((0, 0), (10, 0), 5), ((0, 0), (10**6, 0), 0)):
        with pytest.raises(Refused):
            calibrated(*wrong)  # type: ignore[arg-type]
    for text in ("1", "1,2 x", "2000000,1", "-1,5"):
        with pytest.raises(Refused):
            read_places(text)
