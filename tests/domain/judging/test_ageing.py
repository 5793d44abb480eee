"""Every live task that is not struck off is counted in one span of days."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.judging.ageing import AGEING_LANES, SPANS, ageing
from battlemap.domain.kinds.task import LANES, Task

AS_OF = date(2018, 11, 20)
TASKS = st.lists(
    st.builds(
        Task, st.uuids().map(str), st.just("a"), st.just("ECON-01"), st.just("甲"), st.just("a0"),
        lane=st.sampled_from(LANES), deleted=st.booleans(),
    ),
    max_size=30,
)  # fmt: skip


@given(tasks=TASKS, ages=st.lists(st.integers(-5, 90), min_size=30, max_size=30))
def test_no_task_is_lost_or_counted_twice(tasks: list[Task], ages: list[int]) -> None:
    since = {task.id: AS_OF - timedelta(age) for task, age in zip(tasks, ages, strict=False)}
    spans = ageing(tasks, since, AS_OF)
    counted = [id for span in spans for ids in span.tasks.values() for id in ids]
    wanted = [task.id for task in tasks if not task.deleted and task.lane in AGEING_LANES]
    assert sorted(counted) == sorted(wanted)
    for span in spans:
        for id in (id for ids in span.tasks.values() for id in ids):
            age = max(0, (AS_OF - since[id]).days)
            assert span.least <= age
            assert span.most is None or age <= span.most


def test_spans_follow_each_other_and_are_named() -> None:
    spans = ageing([], {}, AS_OF)
    assert [span.words for span in spans] == ["0–3 天", "4–7 天", "8–14 天", "15–30 天", "30 天以上"]
    assert [span.count for span in spans] == [0] * len(SPANS)


def test_a_task_of_which_no_day_is_known_came_today() -> None:
    task = attrs.evolve(Task("1", "a", "ECON-01", "甲", "a0"), lane="checking")
    assert ageing([task], {}, AS_OF)[0].tasks["checking"] == ("1",)
