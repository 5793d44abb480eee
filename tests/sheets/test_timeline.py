"""The progress chart on every paper: nothing overlaps or leaves it, every task stands on it once, names repeat."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.layout.paper import paper
from battlemap.layout.scene import Box, Text
from battlemap.sheets.options import SheetOptions
from battlemap.sheets.timeline import timeline
from tests.sheets.campaigns import campaign
from tests.sheets.law import outside, overlapping

UNTIL = datetime(2018, 11, 20, 17, 30)


def words(scene: Any) -> str:
    return "\n".join(line for text in scene.texts() for line in text.lines)


@settings(max_examples=20)
@given(
    st.integers(0, 120),
    st.integers(1, 13),
    st.integers(0, 5),
    st.sampled_from(["A0", "A1", "A2", "A3", "A4"]),
    st.sampled_from(["landscape", "portrait"]),
    st.booleans(),
)
def test_the_law_of_sheets_holds(
    tasks: int, actions: int, seed: int, name: str, lie: Any, has_front: bool
) -> None:
    snapshot = campaign(tasks, actions=actions, seed=seed)
    size = paper(name, lie)
    options = SheetOptions(
        UNTIL, size, baseline=campaign(tasks, actions=actions, seed=9), has_front_line=has_front
    )
    pages = timeline(snapshot, options)
    shown: Counter[str] = Counter()
    for page in pages:
        assert overlapping(page) == []
        assert outside(page, size.margin - 0.01) == []
        assert page.smallest_text() >= size.least_text - 1e-9
        shown.update(
            {item.about for item in page.items if isinstance(item, Text) and item.about in snapshot.tasks}
        )
    assert shown == {task.id: 1 for task in snapshot.live_tasks}


def test_every_page_repeats_head_and_names_and_says_which_it_is() -> None:
    pages = timeline(campaign(300, actions=2), SheetOptions(UNTIL, paper("A4")))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页 共 {len(pages)} 页" in words(page)
        assert "11月" in words(page) and "专项 · 要点 · 任务" in words(page) and "图号：图二" in words(page)
    assert any("（续）" in words(page) for page in pages[1:])


def test_a_hundred_tasks_stand_on_one_a0_with_names_of_five_millimetres() -> None:
    snapshot = campaign(95)
    (page,) = timeline(snapshot, SheetOptions(UNTIL, paper("A0")))
    titles = {task.id: task.title for task in snapshot.live_tasks}
    names = {
        text.about: text.size
        for text in page.texts()
        if text.about in titles and "".join(text.lines) == titles[text.about]
    }
    assert names.keys() == titles.keys()
    assert min(names.values()) >= 5.0


def test_columns_are_balanced_and_no_action_is_split_between_them() -> None:
    snapshot = campaign(95)
    (page,) = timeline(snapshot, SheetOptions(UNTIL, paper("A0")))
    titles = {task.id: task for task in snapshot.live_tasks}
    place = {
        text.about: text.rect
        for text in page.texts()
        if text.about in titles and "".join(text.lines) == titles[text.about].title
    }
    columns: dict[str, set[float]] = {}
    rows: Counter[float] = Counter()
    for id, rect in place.items():
        side = rect.x // (page.width / 12)
        columns.setdefault(titles[id].action, set()).add(side)
        rows[side] += 1
    assert all(len(sides) == 1 for sides in columns.values())
    assert len(rows) > 1
    assert max(rows.values()) < 2 * min(rows.values())


def test_what_is_still_to_do_and_the_deadline_are_as_strong_as_what_is_done() -> None:
    snapshot = campaign(40)
    (page,) = timeline(snapshot, SheetOptions(UNTIL, paper("A0")))
    assert page.items[0] == Box(page.items[0].rect, "card")  # type: ignore[union-attr]
    for task in snapshot.live_tasks:
        boxes = [item for item in page.items if isinstance(item, Box) and item.about == task.id]
        assert any(box.fill == "grid" for box in boxes), "what is to do is filled"
        posts = [box for box in boxes if box.fill in ("text", "red") and box.rect.h > box.rect.w * 4]
        assert posts, task.code
        if task.judged_due_on and task.judged_due_on < UNTIL.date() and task.lane in ("waiting", "moving"):
            assert any(post.fill == "red" for post in posts)


def test_on_a3_each_action_has_a_page_of_its_own_with_its_leader() -> None:
    snapshot = campaign(95, leader="林晓燕")
    pages = timeline(snapshot, SheetOptions(UNTIL, paper("A3")))
    assert len(pages) == len({task.action for task in snapshot.live_tasks})
    for page, action in zip(pages, snapshot.columns, strict=True):
        shown = {text.about for text in page.texts()} & {task.id for task in snapshot.live_tasks}
        assert shown == {task.id for task in snapshot.tasks_of(action.id)}
        assert f"{action.ordinal}、{action.title}进度图" in words(page)
        assert "牵头领导：林晓燕" in words(page)


def test_an_axis_of_several_years_names_them() -> None:
    snapshot = campaign(12, ends_on=date(2021, 12, 31))
    options = SheetOptions(UNTIL, paper("A0"), trims_months=False)
    printed = words(timeline(snapshot, options)[0])
    assert all(f"{year}年" in printed for year in (2018, 2019, 2020, 2021))


def test_one_action_alone_and_an_empty_choice() -> None:
    snapshot = campaign(60)
    one = timeline(snapshot, SheetOptions(UNTIL, paper("A3"), actions=frozenset({"a00"})))
    shown = {text.about for page in one for text in page.texts() if text.about in snapshot.tasks}
    assert shown == {task.id for task in snapshot.tasks_of("a00")}
    (none,) = timeline(snapshot, SheetOptions(UNTIL, paper("A3"), actions=frozenset({"zz"})))
    assert "没有符合条件的任务" in words(none)


def test_names_are_masked_units_are_not() -> None:
    snapshot = campaign(30)
    page = words(timeline(snapshot, SheetOptions(UNTIL, paper("A0"), masking="all"))[0])
    assert "王丽娟" not in page and "王某某" in page and "经济发展局" in page


def test_front_line_and_baseline_are_drawn_and_explained_only_where_wanted() -> None:
    snapshot = campaign(20)
    plain = timeline(snapshot, SheetOptions(UNTIL, paper("A2"), has_front_line=False))[0]
    assert "前锋线" not in words(plain) and "军令状" not in words(plain)
    rich = timeline(snapshot, SheetOptions(UNTIL, paper("A2"), baseline=snapshot))[0]
    assert "前锋线" in words(rich) and "军令状原计划" in words(rich)
    assert len(rich.items) > len(plain.items)


@pytest.mark.parametrize("ends_on", [date(2018, 10, 7), date(2021, 12, 31)])
def test_short_and_long_campaigns_fit(ends_on: date) -> None:
    snapshot = campaign(12, ends_on=ends_on)
    for page in timeline(snapshot, attrs.evolve(SheetOptions(UNTIL), paper=paper("A3"))):
        assert overlapping(page) == [] and outside(page, 8.99) == []


def test_months_without_work_are_left_out_only_when_wished() -> None:
    snapshot = campaign(30)
    (late,) = [max(snapshot.live_tasks, key=lambda task: task.start_on or date.min)]
    assert late.start_on is not None
    assert late.start_on.month > 10
    only = frozenset({late.id})
    trimmed, whole = (
        words(
            timeline(snapshot, SheetOptions(UNTIL, paper("A3"), tasks=only, trims_months=trims))[0]
        ).splitlines()
        for trims in (True, False)
    )
    assert "2018年10月" not in trimmed
    assert "2018年10月" in whole or "10月" in whole
