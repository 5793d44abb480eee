"""专项作战图 is a picture of one action: its leader, its lanes, its time, what stands in its way."""

from __future__ import annotations

import attrs
import pytest

from battlemap.domain.kinds.task import LANES
from battlemap.layout.scene import Box, Scene
from battlemap.sheets.action import action
from tests.sheets.campaigns import campaign
from tests.sheets.test_every_sheet import moved_on, options


def words(page: Scene) -> str:
    return "\n".join("".join(text.lines) for text in page.texts())


def test_every_task_has_its_card_under_its_lane_and_its_bar_under_the_days() -> None:
    snapshot = campaign(60)
    column = snapshot.columns[0]
    pages = action(snapshot, attrs.evolve(options("A3"), actions=frozenset({column.id})))
    for lane in ("待启动", "推进中", "待核查", "已销号"):
        assert lane in words(pages[0])
    for task in snapshot.tasks_of(column.id):
        whole = "".join(task.title.split())
        texts = [text for page in pages for text in page.texts() if text.about == task.id]
        titled = [text for text in texts if "".join("".join(text.lines).split()) == whole]
        assert len(titled) == 2, "the card and the name of the bar"
        bars = [
            i
            for page in pages
            for i in page.items
            if isinstance(i, Box) and i.about == task.id and i.fill == "grid"
        ]
        assert len(bars) == 2


def test_the_cards_of_a_lane_stand_under_its_name() -> None:
    snapshot = campaign(60)
    column = snapshot.columns[0]
    (page, *_) = action(snapshot, attrs.evolve(options("A1"), actions=frozenset({column.id})))
    heads = {
        lane: next(
            box.rect
            for box in page.items
            if isinstance(box, Box) and box.fill == "band" and box.rect.contains(*at)
        )
        for lane in LANES
        for at in [
            next(
                (t.rect.x + 1, t.rect.y + 1)
                for t in page.texts()
                if t.lines
                == (
                    {"waiting": "待启动", "moving": "推进中", "checking": "待核查", "struck_off": "已销号"}[
                        lane
                    ],
                )
            )
        ]
    }
    for task in snapshot.tasks_of(column.id):
        card = next(
            box.rect for box in page.items if isinstance(box, Box) and box.about == task.id and box.radius > 0
        )
        head = heads[task.lane]
        assert head.x - 0.01 <= card.x
        assert card.right <= head.right + 0.01


def test_the_leader_stands_among_the_largest_words_and_open_problems_are_listed() -> None:
    before = campaign(60, leader="欧阳建国")
    snapshot = moved_on(before, 4)
    held = {one.id: one for task in snapshot.live_tasks for one in snapshot.problems_of(task.id)}
    assert held
    pages = action(snapshot, options("A3"))
    shown = {text.about for page in pages for text in page.texts()}
    assert set(held) <= shown
    for page in pages:
        named = [text.size for text in page.texts() if text.lines == ("欧阳建国",)]
        if named:
            body = [text.size for text in page.texts() if text.about in snapshot.tasks]
            assert max(named) > 2 * max(body, default=0.0)


@pytest.mark.parametrize("count", [1, 400])
def test_few_and_many_tasks_are_all_there(count: int) -> None:
    snapshot = campaign(count, actions=1)
    shown = {text.about for page in action(snapshot, options("A3")) for text in page.texts()}
    assert {task.id for task in snapshot.live_tasks} <= shown
