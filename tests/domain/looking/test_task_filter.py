"""What passes a filter is what a plain reading of its words lets pass; a filter survives as text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.judging.progress import judged_span
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.looking.facets import chosen, facets, is_chosen
from battlemap.domain.looking.filter_words import filter_words
from battlemap.domain.looking.task_filter import NONE, Ground, TaskFilter
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.chronicle import CardTimes, Chronicle
from battlemap.domain.telling.silence import days_without_news
from tests.sheets.campaigns import campaign

AS_OF = date(2018, 11, 20)
NOON = datetime(2018, 11, 20, 12)


def chronicle(snapshot: Snapshot) -> Chronicle:
    """Every task has changed once, a day apart."""
    moments = {id: NOON - timedelta(days=n % 9) for n, id in enumerate(sorted(snapshot.tasks))}
    return Chronicle({id: CardTimes(moment, moment) for id, moment in moments.items()})


def ground(snapshot: Snapshot) -> Ground:
    told = chronicle(snapshot)
    return Ground.of(snapshot, AS_OF, lambda: told)


def some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.just(frozenset[str]()) | st.frozensets(st.sampled_from(values), min_size=1, max_size=2)


FILTERS = st.builds(
    TaskFilter,
    words=st.sampled_from(["", "", "c0", "农村", "经济 c1", "  "]),
    actions=some(["a00", "a01", "a02"]),
    lanes=some(list(LANES)),
    lamps=some(["red", "yellow", "green", "grey"]),
    units=some(["u", NONE, "gone"]),
    leaders=some(["郑海涛", NONE]),
    owners=some(["p", NONE]),
    emphases=some(["key", "highlight", NONE]),
    is_blocked=st.booleans(),
    is_overdue=st.booleans(),
    due_within=st.none() | st.integers(0, 40),
    day=st.none() | st.dates(date(2018, 11, 1), date(2018, 12, 1)),
    changed_within=st.none() | st.integers(1, 12),
    changed_since=st.none() | st.datetimes(datetime(2018, 11, 10), datetime(2018, 11, 21)),
    silent_for=st.none() | st.integers(0, 60),
)


def _is_late(task: Task, snapshot: Snapshot) -> bool:
    return any("已超期" in reason.words for reason in snapshot.judge(task, AS_OF).reasons)


def plainly(wanted: TaskFilter, task: Task, snapshot: Snapshot) -> bool:
    """The definition, read aloud."""
    due = None if task.is_finished or not task.judged_due_on else judged_span(task, snapshot.campaign).due_on
    times = chronicle(snapshot).times(task.id)
    assert times is not None
    unit = snapshot.units.get(task.responsible_unit or "")
    text = f"{task.code} {task.title} {unit.name if unit else ''} {snapshot.person_name(task.owner)} {task.detail}"
    silent = days_without_news(task, snapshot.campaign, AS_OF)
    left = None if due is None else (due - AS_OF).days
    asked: list[tuple[Any, bool]] = [
        (wanted.words.split(), all(word in text.lower() for word in wanted.words.split())),
        (wanted.actions, task.action in wanted.actions),
        (wanted.lanes, task.lane in wanted.lanes),
        (wanted.lamps, snapshot.judge(task, AS_OF).lamp in wanted.lamps),
        (wanted.units, (task.responsible_unit or "") in wanted.units),
        (wanted.leaders, snapshot.actions[task.action].lead_leader in wanted.leaders),
        (wanted.owners, (task.owner or "") in wanted.owners),
        (wanted.emphases, (task.emphasis or "") in wanted.emphases),
        (wanted.is_blocked, bool(snapshot.problems_of(task.id))),
        (wanted.is_overdue, _is_late(task, snapshot)),
        (wanted.due_within is not None, left is not None and 0 <= left <= (wanted.due_within or 0)),
        (wanted.day, task.due_on == wanted.day),
        (wanted.changed_within, (AS_OF - times.changed.date()).days < (wanted.changed_within or 0)),
        (wanted.changed_since, times.changed >= (wanted.changed_since or NOON)),
        (wanted.silent_for is not None, silent is not None and silent >= (wanted.silent_for or 0)),
    ]
    return all(holds for is_set, holds in asked if is_set)


@given(FILTERS, st.integers(0, 3))
def test_passing_is_what_the_definition_says(wanted: TaskFilter, seed: int) -> None:
    snapshot = campaign(25, actions=3, seed=seed)
    here = ground(snapshot)
    passing = wanted.passing(here)
    assert passing == {task.id for task in snapshot.live_tasks if plainly(wanted, task, snapshot)}
    half = frozenset(sorted(snapshot.tasks)[::2])
    assert wanted.passing(here, half) == passing & half
    if wanted.is_empty:
        assert passing == snapshot.tasks.keys()


@given(FILTERS)
def test_a_filter_survives_as_text(wanted: TaskFilter) -> None:
    again = TaskFilter.from_json(wanted.to_json())
    assert again.set_fields == wanted.set_fields
    assert again.to_json() == wanted.to_json()
    assert again.is_empty == wanted.is_empty == (not wanted.set_fields)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"lanes": 3}', '{"due_within": -1}', '{"day": "gestern"}', '{"is_blocked": 1}', '{"later": []}']
)  # fmt: skip
def test_what_is_not_understood_is_left_out(text: str) -> None:
    assert TaskFilter.from_json(text).is_empty


@given(FILTERS, st.integers(0, 2))
def test_the_count_beside_a_choice_is_what_it_would_show(wanted: TaskFilter, seed: int) -> None:
    snapshot = campaign(20, actions=2, seed=seed)
    here = ground(snapshot)
    for facet in facets(wanted, here):
        for choice in facet.choices:
            alone = chosen(wanted.without(choice.field), choice, True)
            assert choice.count == len(alone.passing(here)), choice
            assert is_chosen(chosen(wanted, choice, True), choice)
            assert not is_chosen(chosen(wanted, choice, False), choice)


@given(FILTERS)
def test_every_thing_that_is_set_is_told(wanted: TaskFilter) -> None:
    snapshot = campaign(5, actions=3)
    text = filter_words(wanted, snapshot)
    assert len(text.split("；")) == len(wanted.set_fields) or not text
    assert bool(text) != wanted.is_empty


def test_a_filter_is_told_as_an_official_would_write_it() -> None:
    snapshot = campaign(5, actions=3)
    wanted = TaskFilter(units=frozenset({"u", NONE}), lamps=frozenset({"yellow", "red"}), due_within=7)
    assert filter_words(wanted, snapshot) == "红灯、黄灯；责任单位 待定、经济发展局；7 天内到期"


def test_an_extension_does_not_take_a_task_out_of_the_overdue_ones() -> None:
    snapshot = campaign(1, actions=1)
    task = attrs.evolve(
        snapshot.tasks["t000"], lane="moving", start_on=None, due_on=date(2018, 12, 1), original_due_on=date(2018, 11, 1)
    )  # fmt: skip
    later = Snapshot.of(
        [*((table, row) for table in snapshot.rows for row in snapshot.rows[table].values()), ("task", task)]
    )
    assert TaskFilter(is_overdue=True).passing(ground(later)) == {"t000"}


def test_after_the_end_a_task_without_a_day_is_overdue_as_its_lamp_says() -> None:
    snapshot, day = campaign(30), date(2019, 1, 2)
    rows = [(table, row) for table, each in snapshot.rows.items() for row in each.values()]
    undated = [(t, attrs.evolve(row, due_on=None) if t == "task" else row) for t, row in rows]
    after = Snapshot.of(undated)
    listed = TaskFilter(is_overdue=True).passing(Ground.of(after, day, lambda: chronicle(after)))
    assert listed == {task.id for task in after.live_tasks if not task.is_finished} != set()
