"""What the wall screen tells is complete, in order and masked; its faces keep their words apart on any screen."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.telling.comparison import Comparison, Difference, compare
from battlemap.layout.scene import Scene
from battlemap.shown.wall_screen.choices import WALL_THEMES
from battlemap.shown.wall_screen.faces import LEAST, Surround, face
from battlemap.shown.wall_screen.pages import MOST_ROWS, ActionRow, Page, Row, wall_pages
from battlemap.theme import theme
from tests.sheets.campaigns import campaign
from tests.sheets.law import outside, overlapping
from tests.sheets.test_every_sheet import NOON, moved_on
from tests.ui.looks.scene_contrast import faint_words

AS_OF = date(2018, 11, 20)
NOTHING = Comparison(AS_OF, AS_OF, ())
AROUND = Surround(
    "高新区“百日攻坚”行动", ("攻坚第", "51", "天"), ("剩", "41", "天"), "更新于 17:32", "内部资料 注意保存"
)


def changed(snapshot: Snapshot, **rows: object) -> Snapshot:
    """The snapshot with other rows: ``t001={...}`` are fields of that task."""
    changes = tuple(
        Change("task", id, snapshot.tasks[id], attrs.evolve(snapshot.tasks[id], **fields))  # type: ignore[arg-type]
        for id, fields in rows.items()
    )
    return snapshot.take(Step("s", "", "do", "", NOON, changes))


def test_every_task_is_a_lamp_of_the_whole_board_and_every_red_one_has_its_row() -> None:
    snapshot = campaign(120)
    pages = wall_pages(snapshot, AS_OF, NOTHING)
    whole = [row for page in pages if page.key.startswith("whole") for row in page.rows]
    assert all(isinstance(row, ActionRow) for row in whole)
    lamps = [lamp for row in whole if isinstance(row, ActionRow) for lamp in row.lamps]
    assert sorted(lamps) == sorted(snapshot.judge(task, AS_OF).lamp for task in snapshot.live_tasks)
    rows = [row for page in pages if page.key.startswith("red") for row in page.rows]
    red = {task.id for task in snapshot.live_tasks if snapshot.judge(task, AS_OF).lamp == "red"}
    assert red
    assert {row.about for row in rows if isinstance(row, Row) and row.lamp == "red"} == red
    assert all(len(page.rows) <= MOST_ROWS for page in pages if not page.key.startswith("whole"))


def test_actions_with_few_red_tasks_share_a_page() -> None:
    pages = [page for page in wall_pages(campaign(120), AS_OF, NOTHING) if page.key.startswith("red")]
    sizes = [len(page.rows) for page in pages]
    assert all(before + after > MOST_ROWS for before, after in pairwise(sizes))
    assert all("红灯任务" in page.title for page in pages)


def test_what_is_due_within_three_days_is_told_the_soonest_first() -> None:
    snapshot = campaign(40)
    calm = {
        task.id: {"lane": "waiting", "due_on": date(2018, 12, 25), "original_due_on": None, "start_on": AS_OF}
        for task in snapshot.live_tasks
    }
    calm["t001"] |= {"due_on": date(2018, 11, 23)}
    calm["t002"] |= {"due_on": date(2018, 11, 20)}
    calm["t003"] |= {"due_on": date(2018, 11, 24)}
    calm["t004"] |= {"due_on": date(2018, 11, 21), "lane": "struck_off", "progress": 100}
    pages = wall_pages(changed(snapshot, **calm), AS_OF, NOTHING)
    due = next(page for page in pages if page.key.startswith("due"))
    assert [(row.about, row.lead) for row in due.rows if isinstance(row, Row)] == [
        ("t002", "今天"), ("t001", "周五 23日"),
    ]  # fmt: skip
    assert due.note == "2 项"


def test_the_changes_of_today_are_told_card_by_card() -> None:
    before = campaign(60)
    after = moved_on(before, 3)
    today = compare(before, date(2018, 11, 19), after, AS_OF)
    pages = [page for page in wall_pages(after, AS_OF, today) if page.key.startswith("today")]
    assert {row.about for page in pages for row in page.rows} == set(today.marks)
    assert pages[0].note == today.summary


def test_names_of_the_marked_are_masked() -> None:
    snapshot = campaign(120)
    person = next(person for person in snapshot.persons.values() if person.name == "王丽娟")
    owner = Difference(snapshot.live_tasks[0].id, "C0-01", "owner", "责任人 王丽娟 → 李四")
    today = Comparison(AS_OF, AS_OF, (owner,))
    assert "王丽娟" in told(wall_pages(snapshot, AS_OF, today))
    assert "王丽娟" not in told(wall_pages(snapshot, AS_OF, today, masking="all"))
    marked = attrs.evolve(person, is_personal=True)
    change = Change("person", person.id, person, marked)
    snapshot = snapshot.take(Step("s", "", "do", "", NOON, (change,)))
    pages = wall_pages(snapshot, AS_OF, today)
    assert "王丽娟" not in told(pages)
    assert "责任人 王某某 → 李四" in told(pages)
    assert "王丽娟" in told(wall_pages(snapshot, AS_OF, today, masking="none"))
    assert "郑海涛" in "".join(page.note for page in pages)


def told(pages: tuple[Page, ...]) -> str:
    return "".join(f"{row.title}{row.detail}" for page in pages for row in page.rows if isinstance(row, Row))


def test_where_there_is_nothing_the_page_says_so() -> None:
    empty = {page.key: page.empty for page in wall_pages(campaign(0), AS_OF, NOTHING)}
    assert empty["due"] == "三日内没有到期任务"
    assert empty["today"] == "今日尚无变动"
    assert empty["ranks"] == "没有可排名的专项"
    bare = {page.key: page.empty for page in wall_pages(campaign(0, actions=0), AS_OF, NOTHING)}
    assert bare["whole"] == "还没有专项行动"
    calm = changed(campaign(5), **{f"t00{n}": {"lane": "struck_off", "progress": 100} for n in range(5)})
    assert "各专项均未亮红灯" in [page.empty for page in wall_pages(calm, AS_OF, NOTHING)]


@settings(max_examples=25)
@given(
    tasks=st.integers(0, 300), actions=st.integers(0, 14), seed=st.integers(0, 5),
    aspect=st.sampled_from([1366 / 768, 16 / 9, 4 / 3, 1.0, 21 / 9]), title=st.text(max_size=60),
)  # fmt: skip
def test_words_keep_apart_on_any_screen(
    tasks: int, actions: int, seed: int, aspect: float, title: str
) -> None:
    before = campaign(tasks, [title or "任务", "推动二十个签约项目开工"], actions, seed)
    after = moved_on(before, seed)
    pages = wall_pages(after, AS_OF, compare(before, AS_OF, after, AS_OF))
    for number, page in enumerate(pages):
        obeys(face(page, number, len(pages), attrs.evolve(AROUND, title=title), aspect))


def obeys(scene: Scene) -> None:
    assert overlapping(scene) == []
    assert outside(scene, 0) == []
    if scene.texts():
        assert scene.smallest_text() >= LEAST * 0.79


@pytest.mark.parametrize("aspect", [4 / 3, 1.6, 16 / 9])
def test_the_moment_of_the_data_is_whole_at_the_foot(aspect: float) -> None:
    pages = wall_pages(campaign(120), AS_OF, NOTHING)
    around = attrs.evolve(AROUND, updated="更新于 17:32　数据截至 12月31日")
    scene = face(pages[0], 0, len(pages), around, aspect)
    assert {around.updated, around.security} <= {text.lines[0] for text in scene.texts()}


def test_the_countdown_is_larger_than_32_points_on_the_smallest_screen() -> None:
    page = wall_pages(campaign(20), AS_OF, NOTHING)[0]
    scene = face(page, 0, 5, AROUND, 1366 / 768)
    largest = {text.lines[0]: text.size * 768 / scene.height for text in scene.texts()}
    assert largest["41"] >= 32 * 96 / 72
    assert "更新于 17:32" in largest


@pytest.mark.parametrize("look", WALL_THEMES)
@pytest.mark.parametrize("count", [0, 60, 400])
def test_every_word_of_the_wall_screen_can_be_read(look: str, count: int) -> None:
    before = campaign(count)
    after = moved_on(before, 5) if count else before
    pages = wall_pages(after, AS_OF, compare(before, AS_OF, after, AS_OF))
    for number, page in enumerate(pages):
        items = face(page, number, len(pages), AROUND, 16 / 9).items
        assert not faint_words(items, theme(look), "ground"), page.key
