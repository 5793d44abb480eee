"""Bars never leave the axis, rows never overlap, and a point finds what is drawn there."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.action import Measure
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Milestone
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.scene import Rect
from battlemap.layout.time_axis import UNITS, TimeAxis
from battlemap.layout.timeline import TimelineLayout, TimelineMetrics
from battlemap.layout.timeline_list import timeline_rows
from battlemap.layout.timeline_rows import paged, time_range
from tests.campaigns import AS_OF, make_snapshot
from tests.domain.days.test_calendar import CAMPAIGN, NOTICE_2018

METRICS = TimelineMetrics()


def with_rows(snapshot: Snapshot, *more: tuple[str, Any]) -> Snapshot:
    rows = [(table, row) for table, by_id in snapshot.rows.items() for row in by_id.values()]
    return Snapshot.of([*rows, *more], NOTICE_2018)


def layout_of(
    snapshot: Snapshot, day_w: float = 8, first: date = CAMPAIGN.starts_on, **more: Any
) -> TimelineLayout:
    rows = timeline_rows(snapshot, AS_OF, **more)
    return TimelineLayout(rows, TimeAxis(CAMPAIGN, first, CAMPAIGN.ends_on, day_w), METRICS)


@settings(max_examples=30)
@given(
    st.integers(0, 80),
    st.integers(1, 12),
    st.integers(0, 9),
    st.floats(0.05, 60),
    st.dates(date(2018, 9, 1), CAMPAIGN.ends_on),
)
def test_bars_lie_on_the_axis_inside_their_row(
    tasks: int, actions: int, seed: int, day_w: float, first: date
) -> None:
    snapshot = make_snapshot(actions, tasks, seed)
    stones = [
        ("milestone", Milestone(f"m{n}", f"t{n}", "节点", "a", AS_OF + timedelta(n * 3 - 60)))
        for n in range(tasks)
    ]
    layout = layout_of(
        with_rows(snapshot, *stones), day_w, first, baseline=make_snapshot(actions, tasks, seed + 1)
    )
    assert sum(row.kind == "task" for row in layout.rows) == tasks
    ground = Rect(0, 0, layout.width, layout.height)
    for number, row in enumerate(layout.rows):
        place = layout.row_rect(number)
        parts = [layout.bar_rect(number), layout.done_rect(number), layout.base_rect(number)]
        parts += [rect for _, rect in layout.stone_rects(number)]
        for rect in filter(None, parts):
            assert place.holds(rect) and ground.holds(rect)
        bar, done, mark = layout.bar_rect(number), layout.done_rect(number), layout.expected_x(number)
        if bar is not None:
            assert row.bar is not None and bar.w > 0
            assert done is not None and bar.holds(done)
            assert mark is not None and bar.x <= mark <= bar.right
    points = layout.front_line(float(AS_OF.toordinal() + 1), range(len(layout.rows)))
    assert all(ground.holds(Rect(x, y, 0, 0)) for x, y in points)
    assert [y for _, y in points] == sorted(y for _, y in points)


@given(st.integers(0, 40))
def test_rows_lie_one_below_the_other(tasks: int) -> None:
    layout = layout_of(make_snapshot(4, tasks))
    rects = [layout.row_rect(number) for number in range(len(layout.rows))]
    assert all(one.bottom == other.y for one, other in pairwise(rects))
    assert layout.height == sum(rect.h for rect in rects)
    assert layout.visible(0, layout.height) == range(len(rects))
    assert layout.visible(-50, -10) == range(0)
    for number, rect in enumerate(rects):
        assert layout.row_at(rect.y) == number == layout.row_at(rect.bottom - 1e-6)


def test_a_folded_heading_hides_its_rows_and_keeps_its_count() -> None:
    snapshot = make_snapshot(3, 30)
    whole = timeline_rows(snapshot, AS_OF)
    folded = timeline_rows(snapshot, AS_OF, folded=["a1"])
    assert [row.id for row in folded if row.kind == "action"] == ["a0", "a1", "a2"]
    assert not any(snapshot.tasks[row.id].action == "a1" for row in folded if row.kind == "task")
    head = next(row for row in folded if row.id == "a1")
    assert head.is_folded and head.count == len(whole) - len(folded) == 10


def test_tasks_stand_below_their_measures_by_time_and_others_below_a_heading_of_their_own() -> None:
    snapshot = make_snapshot(1, 6)
    rows: list[Any] = [("measure", Measure(f"m{n}", "a0", n + 1, f"要点{n}", f"a{n}")) for n in range(3)]
    rows += [("task", attrs.evolve(snapshot.tasks[f"t{n}"], measure=f"m{n % 2}")) for n in range(4)]
    lines = timeline_rows(with_rows(snapshot, *rows), AS_OF)
    assert [(row.level, row.title) for row in lines if row.kind != "task"] == [
        (0, "经济运行专项攻坚行动"), (1, "要点0"), (1, "要点1"), (1, "其他任务"),
    ]  # fmt: skip
    assert {row.level for row in lines if row.kind == "task"} == {2}
    starts = [row.bar.first for row in lines[2:4] if row.bar]
    assert starts == sorted(starts)


def test_a_point_finds_the_end_the_progress_the_stone_or_the_bar() -> None:
    snapshot = make_snapshot(1, 1)
    task = attrs.evolve(
        snapshot.tasks["t0"],
        lane="moving",
        progress=50,
        start_on=date(2018, 10, 8),
        due_on=date(2018, 12, 14),
    )
    stone = Milestone("m", "t0", "节点", "a", date(2018, 10, 26))
    layout = layout_of(with_rows(snapshot, ("task", task), ("milestone", stone)))
    bar, done = layout.bar_rect(1), layout.done_rect(1)
    assert bar and done and bar.x < done.right < bar.right
    y = bar.y + bar.h / 2
    assert layout.hit(bar.x + 1, y).kind == "start"
    assert layout.hit(bar.right - 1, y).kind == "end" == layout.hit(bar.right + 2, y).kind
    assert layout.hit(done.right, y).kind == "progress"
    assert layout.hit(bar.x + 40, y).kind == "bar"
    ((_, place),) = layout.stone_rects(1)
    assert layout.hit(place.x + 1, place.y + 1) == attrs.evolve(
        layout.hit(place.x + 1, place.y + 1), milestone="m"
    )
    assert layout.hit(bar.x + 40, layout.row_rect(1).y).kind == "row"
    assert layout.hit(10, 5).kind == "heading"
    assert layout.hit(10, -5).kind == layout.hit(layout.width + 1, y).kind == "outside"


@pytest.mark.parametrize("kind", ["fs", "ss", "ff"])
def test_links_go_from_bar_to_bar_at_right_angles(kind: Any) -> None:
    layout = layout_of(make_snapshot(1, 8))
    for one in range(8):
        for other in range(8):
            if one == other:
                continue
            points = layout.link_points(Dependency("d", f"t{one}", f"t{other}", kind))
            first, last = (
                layout.bar_rect(layout.row_of[f"t{one}"]),
                layout.bar_rect(layout.row_of[f"t{other}"]),
            )
            assert first and last
            assert points[0][0] == (first.x if kind == "ss" else first.right)
            assert points[-1][0] == (last.right if kind == "ff" else last.x)
            assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(points))
            runs = [(y1, abs(x2 - x1)) for (x1, y1), (x2, y2) in pairwise(points) if y1 == y2 and x2 > x1]
            own = first.y + first.h / 2
            assert all(length <= layout.metrics.gap for y, length in runs if y == own and kind != "fs")
    assert layout.link_points(Dependency("d", "t0", "gone")) == ()


@given(st.floats(0.05, 40), st.dates(date(2018, 9, 1), date(2018, 12, 1)), st.integers(0, 200))
def test_the_axis_names_every_day_once_in_every_unit(day_w: float, first: date, length: int) -> None:
    axis = TimeAxis(CAMPAIGN, first, first + timedelta(length), day_w)
    for unit in UNITS:
        stretches = axis.stretches(unit, 12)
        assert stretches[0].x == 0
        assert sum(stretch.w for stretch in stretches) == pytest.approx(axis.width)
        assert all(one.x + one.w == pytest.approx(other.x) for one, other in pairwise(stretches))
    for number in (0, length // 2, length):
        day = first + timedelta(number)
        assert axis.day_at(axis.x_of(day) + day_w / 2) == day
    assert axis.day_at(-5) == first and axis.day_at(axis.width + 5) == axis.last


def test_titles_are_as_long_as_their_room_and_weeks_are_the_campaigns() -> None:
    def titles(unit: Any, day_w: float) -> list[str]:
        return [
            s.title
            for s in TimeAxis(CAMPAIGN, CAMPAIGN.starts_on, CAMPAIGN.ends_on, day_w).stretches(unit, 12)
        ]

    assert titles("month", 10) == ["2018年10月", "11月", "12月"]
    assert titles("week", 12)[-2:] == ["攻坚第 13 周", ""]  # the last week has one day
    assert titles("week", 8)[1] == "第 2 周"
    assert titles("ten_days", 8)[:4] == ["10月上旬", "10月中旬", "10月下旬", "11月上旬"]
    assert titles("day", 20)[-1] == "31"
    axis = TimeAxis(CAMPAIGN, CAMPAIGN.starts_on, CAMPAIGN.ends_on, 20)
    assert [attrs.evolve(axis, day_w=w).unit(12) for w in (20, 8, 1.6, 0.3)] == [
        "day",
        "week",
        "month",
        "year",
    ]


def test_empty_months_are_trimmed() -> None:
    snapshot = make_snapshot(1, 1)
    task = attrs.evolve(snapshot.tasks["t0"], start_on=date(2018, 11, 5), due_on=date(2018, 11, 20))
    rows = timeline_rows(with_rows(snapshot, ("task", task)), AS_OF)
    assert time_range(rows, CAMPAIGN.starts_on, CAMPAIGN.ends_on) == (date(2018, 11, 1), date(2018, 11, 30))
    assert time_range((), CAMPAIGN.starts_on, CAMPAIGN.ends_on) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on)


@given(st.integers(0, 60), st.integers(1, 6), st.integers(4, 20))
def test_pages_hold_every_row_once_and_repeat_their_headings(tasks: int, actions: int, most: int) -> None:
    rows = timeline_rows(make_snapshot(actions, tasks), AS_OF)
    pages = paged(rows, most)
    assert [row for page in pages for row in page if not row.title.endswith("（续）")] == list(rows)
    for page in pages:
        assert len(page) <= most
        assert page[0].kind == "action" and page[-1].kind == "task"
