"""The laws of the ground: every card has a place of its own and is found there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.layout.board import BoardLayout, BoardMetrics, Hit
from battlemap.layout.scene import Rect

METRICS = st.builds(
    BoardMetrics,
    card_w=st.floats(20, 300),
    card_h=st.floats(10, 120),
    gap=st.floats(0, 12),
    pad=st.floats(0, 12),
    least_lane=st.floats(10, 80),
    folded_w=st.floats(8, 40),
)


@st.composite
def layouts(draw: st.DrawFn) -> BoardLayout:
    columns = draw(st.integers(0, 6))
    counts = draw(
        st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=columns, max_size=columns)
    )
    flows = draw(st.lists(st.integers(1, 3), min_size=columns, max_size=columns))
    folded = draw(st.sets(st.integers(0, max(0, columns - 1)), max_size=2))
    return BoardLayout.of(counts, draw(METRICS), folded=folded, flows=flows)


def places(layout: BoardLayout) -> list[tuple[int, int, int]]:
    return [
        (column, lane, index)
        for column, cells in enumerate(layout.counts)
        if not layout.columns[column].is_folded
        for lane, count in enumerate(cells)
        for index in range(count)
    ]


@settings(max_examples=60)
@given(layouts())
def test_no_two_cards_overlap_and_each_stays_in_its_cell(layout: BoardLayout) -> None:
    seen: list[Rect] = []
    whole = Rect(0, 0, layout.width, layout.height)
    for column, lane, index in places(layout):
        rect = layout.card_rect(column, lane, index)
        assert layout.cell_rect(column, lane).holds(rect)
        assert whole.holds(rect)
        assert not any(rect.meets(other) for other in seen)
        seen.append(rect)


@settings(max_examples=60)
@given(layouts())
def test_the_middle_of_a_card_is_that_card(layout: BoardLayout) -> None:
    for column, lane, index in places(layout):
        rect = layout.card_rect(column, lane, index)
        assert layout.hit(rect.x + rect.w / 2, rect.y + rect.h / 2) == Hit("card", column, lane, index)


@settings(max_examples=60)
@given(layouts(), st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
def test_every_point_of_the_ground_is_something_that_exists(layout: BoardLayout, u: float, v: float) -> None:
    x, y = u * layout.width, v * layout.height
    hit = layout.hit(x, y)
    if hit.kind == "card":
        assert layout.card_rect(hit.column, hit.lane, hit.index).contains(x, y)
    elif hit.kind in ("gap", "lane"):
        assert layout.cell_rect(hit.column, hit.lane).contains(x, y)
        assert 0 <= hit.index <= layout.counts[hit.column][hit.lane]
    elif hit.kind == "header":
        assert y < 0 and layout.columns[hit.column].x <= x
    where = layout.insertion(x, y)
    if layout.columns:
        assert where.kind == "gap"
        assert 0 <= where.index <= layout.counts[where.column][where.lane]
        mark = layout.mark_rect(where.column, where.lane, where.index, 2)
        assert layout.cell_rect(where.column, where.lane).inset(-2, -2).holds(mark)
    else:
        assert where.kind == "outside"


@settings(max_examples=60)
@given(layouts(), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.floats(0.01, 1))
def test_all_cards_that_meet_an_area_are_listed(
    layout: BoardLayout, u: float, v: float, w: float, h: float
) -> None:
    area = Rect(u * layout.width, v * layout.height, w * layout.width, h * layout.height)
    listed = {
        (cell.column, cell.lane, index)
        for cell in layout.visible(area)
        for index in range(cell.first, cell.last)
    }
    meeting = {place for place in places(layout) if layout.card_rect(*place).meets(area)}
    assert meeting <= listed
    assert listed <= set(places(layout))


def test_a_drop_on_the_upper_half_goes_before_on_the_lower_half_behind() -> None:
    layout = BoardLayout.of([[3, 0, 0, 0]], BoardMetrics())
    rect = layout.card_rect(0, 0, 1)
    assert layout.insertion(rect.x + 5, rect.y + 5).index == 1
    assert layout.insertion(rect.x + 5, rect.bottom - 5).index == 2
    assert layout.insertion(rect.x + 5, layout.lanes[0].h - 1).index == 3


def test_cards_abreast_are_entered_from_the_left_and_the_right() -> None:
    layout = BoardLayout.of([[5, 0, 0, 0]], BoardMetrics(), flows=2)
    rect = layout.card_rect(0, 0, 3)
    assert rect.y > layout.card_rect(0, 0, 1).y
    assert rect.x > layout.card_rect(0, 0, 2).x
    assert layout.insertion(rect.x + 5, rect.y + 5).index == 3
    assert layout.insertion(rect.right - 5, rect.y + 5).index == 4


def test_a_lane_is_as_high_as_its_fullest_open_cell() -> None:
    metrics = BoardMetrics(card_h=80, gap=4, pad=6, least_lane=48)
    counts = [[2, 0, 0, 0], [5, 0, 1, 0]]
    assert [band.h for band in BoardLayout.of(counts, metrics).lanes] == [5 * 80 + 16 + 12, 48, 92, 48]
    assert [band.h for band in BoardLayout.of(counts, metrics, folded={1}).lanes] == [2 * 80 + 16, 48, 48, 48]


def test_a_folded_column_is_narrow_and_takes_cards_at_its_end() -> None:
    layout = BoardLayout.of([[2, 1, 0, 0], [5, 0, 1, 0]], BoardMetrics(), folded={1})
    x = layout.columns[1].x + 5
    assert layout.columns[1].w == BoardMetrics().folded_w
    assert layout.hit(x, 10) == Hit("lane", 1, 0, 5)
    assert layout.insertion(x, 10) == Hit("gap", 1, 0, 5)


def test_points_above_and_beside_are_told_apart() -> None:
    layout = BoardLayout.of([[1, 0, 0, 0]], BoardMetrics())
    assert layout.hit(5, -1) == Hit("header", 0)
    assert layout.hit(layout.width + 1, 5).kind == "outside"
    assert layout.hit(5, layout.height + 1) == Hit("outside", 0)
    assert BoardLayout.of([], BoardMetrics()).hit(0, 0).kind == "outside"


def test_what_is_seen_does_not_grow_with_the_cards() -> None:
    seen = []
    for tasks in (1000, 100_000):
        layout = BoardLayout.of([[tasks // 4] * 4 for _ in range(11)], BoardMetrics())
        cells = layout.visible(Rect(300, 500, 1900, 1000))
        seen.append(sum(cell.last - cell.first for cell in cells))
    assert seen[0] == seen[1] > 0
