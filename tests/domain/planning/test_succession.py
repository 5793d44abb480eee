"""What follows a moved task gives way by what is needed, and late predecessors say why."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.succession import late_predecessors, push
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import TABLE_OF, Row
from tests.domain.days.test_calendar import CAMPAIGN, NOTICE_2018

OCT = [date(2018, 10, day) for day in range(1, 32)]


def task(number: int, start: date | None, due: date | None, **more: Any) -> Task:
    return Task(
        f"t{number}", "a", f"ECON-{number:02d}", "任务", f"c{number}", start_on=start, due_on=due, **more
    )


def board(*rows: Row) -> Snapshot:
    everything: list[Row] = [CAMPAIGN, Action("a", 1, "ECON", "经济运行", "b"), *rows]
    return Snapshot.of([(TABLE_OF[type(row)], row) for row in everything], NOTICE_2018)


#: Monday to Wednesday; Wednesday to Friday.
FIRST, SECOND = task(1, OCT[7], OCT[9]), task(2, OCT[9], OCT[11])


@pytest.mark.parametrize(
    ("kind", "lag", "span"),
    [
        ("fs", 0, (date(2018, 10, 15), date(2018, 10, 17))),  # the first ends on Friday the 12th
        ("fs", 2, (date(2018, 10, 17), date(2018, 10, 19))),
        ("fs", -1, (date(2018, 10, 12), date(2018, 10, 16))),
        ("ss", 0, None),
        ("ss", 1, (date(2018, 10, 11), date(2018, 10, 15))),
        ("ff", 0, None),
        ("ff", 1, (date(2018, 10, 11), date(2018, 10, 15))),
    ],
)
def test_a_successor_gives_way_by_kind_and_lag(kind: Any, lag: int, span: Any) -> None:
    snapshot = board(FIRST, SECOND, Dependency("d", "t1", "t2", kind, lag))
    pushed = push(snapshot, {"t1": (OCT[9], OCT[11])})
    assert {id: (p.start_on, p.due_on) for id, p in pushed.items()} == ({"t2": span} if span else {})


def test_those_further_down_follow_and_finished_ones_stay() -> None:
    third = task(3, OCT[14], OCT[15])
    links = [Dependency("1", "t1", "t2"), Dependency("2", "t2", "t3")]
    pushed = push(board(FIRST, SECOND, third, *links), {"t1": (OCT[9], OCT[11])})
    assert pushed["t3"].start_on == date(2018, 10, 18) and pushed["t3"].by == "t2"
    done = attrs.evolve(SECOND, lane="checking")
    assert push(board(FIRST, done, third, *links), {"t1": (OCT[9], OCT[11])}) == {}


def test_a_task_with_one_day_only_gives_way_with_that_day() -> None:
    links = [Dependency("1", "t1", "t2"), Dependency("2", "t1", "t3"), Dependency("3", "t1", "t4", "ff")]
    loose = [task(2, None, OCT[10]), task(3, OCT[10], None), task(4, None, None)]
    pushed = push(board(FIRST, *loose, *links), {"t1": (OCT[9], OCT[11])})
    assert {id: (p.start_on, p.due_on) for id, p in pushed.items()} == {
        "t2": (None, date(2018, 10, 15)),
        "t3": (date(2018, 10, 15), None),
    }


spans = st.tuples(st.dates(date(2018, 10, 1), date(2018, 11, 30)), st.integers(0, 20), st.booleans())
links = st.tuples(st.integers(0, 20), st.sampled_from(("fs", "ss", "ff")), st.integers(-5, 8))


@settings(max_examples=80)
@given(st.lists(st.tuples(spans, st.lists(links, max_size=3)), min_size=2, max_size=10), st.integers(0, 30))
def test_after_a_push_nothing_pushed_stands_against_a_link_and_lengths_are_kept(
    network: list[Any], shift: int
) -> None:
    calendar = board().calendar
    tasks = {}
    for n, ((start, length, natural), _) in enumerate(network):
        own = board().natural_calendar if natural else calendar
        start = own.next_working_day(start)
        tasks[f"t{n}"] = task(n, start, own.add(start, length), counts_natural_days=natural)
    made = [
        Dependency(f"{n}-{place}", f"t{before % n}", f"t{n}", kind, lag)
        for n, (_, befores) in enumerate(network)
        for place, (before, kind, lag) in enumerate(befores if n else ())
    ]
    snapshot = board(*tasks.values(), *made)
    first = tasks["t0"]
    assert first.start_on and first.due_on
    moved: dict[str, Any] = {"t0": (calendar.add(first.start_on, shift), calendar.add(first.due_on, shift))}
    pushed = push(snapshot, moved)
    after = dict(tasks)
    after["t0"] = attrs.evolve(first, start_on=moved["t0"][0], due_on=moved["t0"][1])
    for id, given_way in pushed.items():
        own, old = snapshot.calendar_of(tasks[id]), tasks[id]
        assert given_way.start_on and given_way.due_on and old.start_on and old.due_on
        assert given_way.start_on > old.start_on
        assert own.working_days(given_way.start_on, given_way.due_on) == own.working_days(
            old.start_on, old.due_on
        )
        after[id] = attrs.evolve(old, start_on=given_way.start_on, due_on=given_way.due_on)
    again = board(*after.values(), *made)
    everything: dict[str, Any] = {
        id: (t.start_on, t.due_on) for id, t in after.items() if id in pushed or id in moved
    }
    rest = push(again, everything)
    untouched = {link.successor for link in made if link.predecessor in everything} - everything.keys()
    assert not rest.keys() & untouched


def test_late_predecessors_say_why() -> None:
    def why(first: Task, second: Task, kind: Any = "fs", as_of: date = OCT[8], lag: int = 0) -> list[str]:
        snapshot = board(first, second, Dependency("d", "t1", "t2", kind, lag))
        return [late.words for late in late_predecessors(snapshot, "t2", as_of)]

    following = task(2, OCT[10], OCT[11])
    assert why(FIRST, following) == []
    assert why(FIRST, following, as_of=OCT[11]) == ["前置 ECON-01 未完成，已超期 2 天"]
    assert why(attrs.evolve(FIRST, lane="checking"), following, as_of=OCT[11]) == []
    assert why(FIRST, following, lag=1) == ["前置 ECON-01 计划 10月10日完成，晚于本任务启动"]
    assert why(FIRST, SECOND, "ss") == ["前置 ECON-01 应于 10月8日启动，尚未启动"]
    assert why(attrs.evolve(FIRST, progress=5), SECOND, "ss") == []
    assert why(FIRST, SECOND, "ss", OCT[6], 3) == ["前置 ECON-01 计划 10月8日启动，晚于本任务启动"]
    assert why(FIRST, task(2, OCT[7], OCT[8]), "ff") == ["前置 ECON-01 计划 10月10日完成，晚于本任务时限"]
    assert why(FIRST, attrs.evolve(following, lane="struck_off"), as_of=OCT[20]) == []
