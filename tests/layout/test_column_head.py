"""What a column's head says, and that its face keeps inside its box."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.layout.card import card_of
from battlemap.layout.column_head import ColumnHead, HeadMetrics, Tally, counted, head_face, short_title
from battlemap.layout.scene import Box, Line, Rect, Text
from tests.campaigns import AS_OF, make_snapshot

SNAPSHOT = make_snapshot(tasks=60)


def head_of(column: int, shown: int | None = None) -> ColumnHead:
    action = SNAPSHOT.columns[column]
    cards = [card_of(SNAPSHOT, task, AS_OF) for task in SNAPSHOT.tasks_of(action.id)]
    return Tally(cards).head(action, SNAPSHOT.unit_label(action.lead_unit), shown)


@pytest.mark.parametrize(
    ("title", "short"),
    [("经济运行专项攻坚行动", "经济运行"), ("大会战", "大会战"), ("行动", "行动"), ("招商行动", "招商")],
)
def test_the_common_ending_of_a_title_is_left_out(title: str, short: str) -> None:
    assert short_title(title) == short


def test_the_counts_per_lamp_add_up_and_stand_worst_first() -> None:
    for column in range(len(SNAPSHOT.columns)):
        head = head_of(column)
        assert sum(count for _, count in head.lamps) == head.total == len(SNAPSHOT.tasks_of(head.id))
        order = ["black", "red", "yellow", "blue", "green", "grey"]
        assert [lamp for lamp, _ in head.lamps] == sorted((lamp for lamp, _ in head.lamps), key=order.index)


def test_under_a_filter_the_count_says_how_many_of_how_many() -> None:
    # 封土期 holds for the first action
    assert head_of(0).count_words == f"封 · {head_of(0).total} 项"
    assert head_of(0, shown=2).count_words == f"封 · 2/{head_of(0).total} 项"


@settings(max_examples=60)
@given(
    st.integers(0, 10),
    st.floats(5, 40),
    st.sampled_from([0.3, 0.8, 1.0, 1.5]),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_nothing_leaves_the_head_and_no_two_texts_overlap(
    column: int, ems: float, scale: float, title: str, leader: str
) -> None:
    metrics = HeadMetrics().scaled(scale)
    sample = head_of(column)
    head = ColumnHead(
        sample.id, sample.ordinal, title, leader, sample.unit, sample.total, None, sample.done, sample.lamps,
        sample.progress, sample.time_progress,
    )  # fmt: skip
    box = Rect(0, 0, ems * metrics.title, metrics.height)
    texts: list[Rect] = []
    for item in head_face(head, box.w, box.h, metrics):
        if isinstance(item, Line):
            assert box.holds(Rect(item.x1, item.y1, item.x2 - item.x1, item.y2 - item.y1))
            continue
        assert box.holds(item.rect)
        if isinstance(item, Text):
            assert not any(item.rect.meets(other) for other in texts)
            texts.append(item.rect)


def test_the_lamp_bar_is_as_long_as_the_rail() -> None:
    head, metrics = head_of(0), HeadMetrics()
    bars = [
        item.rect.w
        for item in head_face(head, 220, metrics.height, metrics)
        if isinstance(item, Box) and item.fill in dict(head.lamps)
    ]
    assert len(bars) == len(head.lamps)
    assert sum(bars) == pytest.approx(220 - 2 * metrics.pad)


def test_a_ban_that_holds_for_an_action_stands_once_at_its_head() -> None:
    action = SNAPSHOT.columns[0]
    cards = [
        attrs.evolve(card_of(SNAPSHOT, task, AS_OF), ban="", ban_mark="")
        for task in SNAPSHOT.tasks_of(action.id)
    ]
    assert not Tally(cards).head(action).is_banned
    assert Tally(cards).head(action).count_words == f"{len(cards)} 项"
    tally = Tally(cards)
    tally.add(counted(attrs.evolve(cards[0], id="one more", ban="封土期停工（至3月15日），未办豁免")))
    assert tally.head(action).count_words == f"封 · {len(cards) + 1} 项"


def test_where_the_count_has_no_room_a_ban_is_still_said() -> None:
    head = attrs.evolve(head_of(1), is_banned=True, total=12)
    assert head.count_within(9) == "封 · 12 项"
    assert head.count_within(2) == "封"
    assert attrs.evolve(head, is_banned=False).count_within(2) == ""
    assert head.count_within(0.5) == ""
