from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.layout.map_labels import Anchor, label_plan
from battlemap.layout.scene import Rect

BOUNDS = Rect(10, 20, 300, 200)
PLACES = st.tuples(st.floats(10, 310), st.floats(20, 220))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(PLACES, st.text("路桥A1区", min_size=1, max_size=12)), max_size=60),
    st.floats(1.5, 9),
    st.lists(
        st.builds(Rect, st.floats(10, 250), st.floats(20, 150), st.just(40.0), st.just(20.0)), max_size=2
    ),
)
def test_nothing_overlaps_and_nothing_is_lost(
    marks: list[tuple[tuple[float, float], str]], em: float, taken: list[Rect]
) -> None:
    anchors = [Anchor(number, *place, name) for number, (place, name) in enumerate(marks, 1)]
    plan = label_plan(anchors, BOUNDS, em * 1.15, em, taken)
    assert sorted(number for token in plan.tokens for number in token.numbers) == [a.number for a in anchors]
    named = [label.number for label in plan.labels]
    assert len(named) == len(set(named))
    assert {*named} | {*plan.unnamed} == {anchor.number for anchor in anchors}
    assert not {*named} & {*plan.unnamed}
    for one, other in combinations([*plan.tokens], 2):
        assert not one.rect.meets(other.rect)
    rects = [label.rect for label in plan.labels]
    for one, other in combinations(rects, 2):
        assert not one.meets(other)
    for rect in rects:
        assert BOUNDS.holds(rect)
        assert not any(rect.meets(token.rect) for token in plan.tokens)
        assert not any(rect.meets(place) for place in taken)


def test_a_crowd_becomes_one_token_and_a_name_without_room_its_number() -> None:
    crowd = label_plan([Anchor(n, 100 + n / 10, 100, "路") for n in range(1, 6)], BOUNDS, 6, 5)
    assert [token.numbers for token in crowd.tokens] == [(1, 2, 3, 4, 5)]
    assert [label.words for label in crowd.labels] == ["1 等 5 处"]
    narrow = label_plan([Anchor(7, 20, 30, "一个很长很长的名字")], Rect(0, 0, 40, 60), 6, 5)
    assert [label.words for label in narrow.labels] == ["7"]


def test_a_name_that_is_further_off_is_led_to() -> None:
    walls = [Rect(x, y, 20, 18) for x in (76, 104) for y in (80, 102)]
    (label,) = label_plan([Anchor(1, 100, 100, "蓼河")], BOUNDS, 6, 5, walls).labels
    assert label.words == "1 蓼河"
    assert label.leader is not None
