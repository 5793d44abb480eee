"""The haystack that followed steps finds what one made anew finds; narrowing finds what a fresh search finds."""

from __future__ import annotations

from datetime import datetime

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.action import Measure
from battlemap.domain.kinds.checklist import ChecklistItem
from battlemap.domain.kinds.people import Person, Unit
from battlemap.domain.kinds.task import Task
from battlemap.domain.looking.haystack import Haystack, narrows
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.reach import Reach
from battlemap.domain.step import Change, Step
from tests.domain.looking.test_sounds import readings_of
from tests.random_steps import board, draw_step
from tests.sheets.campaigns import campaign

WORDS = st.text(st.sampled_from("zdxm重点目 园王经济c0-1"), max_size=6)
TITLE = st.text(st.sampled_from("重点项目园长行业Cc01（）"), min_size=1, max_size=6)


def naive(snapshot_haystack: Haystack, words: str) -> frozenset[str]:
    """Searches word by word among all."""
    matches = snapshot_haystack.holding("")
    for word in words.split():
        matches &= snapshot_haystack.holding(word)
    return matches


@given(st.data())
def test_it_follows_every_step(data: st.DataObject) -> None:
    snapshot = campaign(8, actions=2)
    hay = Haystack(snapshot)
    hay.learn(SoundBook(readings_of))
    assert not hay.hear(3)
    assert hay.hear()
    for number in range(3):
        row: Task | Unit | Person | Measure | ChecklistItem
        kind = data.draw(st.sampled_from(["task", "unit", "person", "measure", "checklist_item", "new"]))
        if kind == "unit":
            row = attrs.evolve(snapshot.units["u"], short_name=data.draw(TITLE))
        elif kind == "person":
            row = attrs.evolve(snapshot.persons["p"], name=data.draw(TITLE))
        elif kind == "checklist_item":
            of = data.draw(st.sampled_from(sorted(snapshot.tasks)))
            row = ChecklistItem(f"i{number}", of, data.draw(TITLE), "a", deleted=data.draw(st.booleans()))
        elif kind == "measure":
            row = Measure("m", "a00", 1, data.draw(TITLE), "a")
        else:
            sample = snapshot.tasks[data.draw(st.sampled_from(sorted(snapshot.tasks)))]
            row = attrs.evolve(
                sample,
                id=sample.id if kind == "task" else f"n{number}",
                code=sample.code if kind == "task" else f"N-{number}",
                title=data.draw(TITLE),
                measure="m" if "m" in snapshot.measures else None,
                deleted=data.draw(st.booleans()),
            )
        table = "task" if kind == "new" else kind
        change = Change(table, row.id, snapshot.rows[table].get(row.id), row)
        step = Step("s", "改", "do", "李明", datetime(2018, 11, 20), (change,))
        snapshot = snapshot.take(step)
        hay.follow(Reach.of(step, snapshot), snapshot)
    anew = Haystack(snapshot)
    anew.learn(SoundBook(readings_of))
    anew.hear()
    words = data.draw(WORDS)
    assert hay.holding(words) == anew.holding(words) == naive(anew, words)


@given(st.data())
def test_it_follows_any_steps(data: st.DataObject) -> None:
    snapshot = board()
    hay = Haystack(snapshot)
    for _ in range(data.draw(st.integers(1, 4))):
        _, reach, snapshot = draw_step(data, snapshot)
        hay.follow(reach, snapshot)
    for words in ("走访", "第一项", "建设局", "王一鸣", "路基", "econ-01"):
        assert hay.holding(words) == Haystack(snapshot).holding(words)


def test_hearing_bit_by_bit_speaks_each_task_once() -> None:
    snapshot = campaign(300)
    hay = Haystack(snapshot)
    hay.learn(SoundBook(readings_of))
    turns = 1
    while not hay.hear(10):
        turns += 1
    assert turns == len([task for task in snapshot.tasks.values() if not task.deleted]) // 10
    assert hay.hear(10)


@given(WORDS, WORDS)
def test_narrowing_equals_a_fresh_search(first: str, more: str) -> None:
    hay = Haystack(campaign(30, titles=("重点项目", "园长", "行业 C01", "长项（目）"), actions=2))
    hay.learn(SoundBook(readings_of))
    hay.hear()
    assert narrows(first + more, first)
    assert hay.holding(first + more, hay.holding(first)) == hay.holding(first + more)


def test_all_that_was_promised_is_searched() -> None:
    snapshot = campaign(3, actions=1)
    task = attrs.evolve(
        snapshot.tasks["t000"], detail="含食堂改造", measure="m", responsible_unit="u", owner="p"
    )
    rows = [("measure", Measure("m", "a00", 1, "完善配套", "a")), ("task", task)]
    changes = tuple(Change(table, row.id, None, row) for table, row in rows)
    snapshot = snapshot.take(Step("s", "", "do", "", datetime(2018, 11, 20), changes))
    hay = Haystack(snapshot)
    for words in (
        task.code.lower(),
        task.title[:3],
        "经济发展",
        "王丽娟",
        "食堂",
        "配套",
        snapshot.actions["a00"].short,
        f"食堂 {task.code}",
    ):
        assert "t000" in hay.holding(words), words
    assert not hay.holding("食堂 没有这个词")


def test_an_action_of_another_name_is_found_by_it() -> None:
    snapshot = campaign(6, actions=2)
    hay = Haystack(snapshot)
    before = snapshot.actions["a00"]
    change = Change("action", "a00", before, attrs.evolve(before, title="园区提升专项攻坚行动"))
    step = Step("s", "", "do", "", datetime(2018, 11, 20), (change,))
    after = snapshot.take(step)
    own = frozenset(task.id for task in after.tasks_of("a00"))
    assert own and own <= hay.follow(Reach.of(step, after), after)
    assert hay.holding("园区提升") == own
