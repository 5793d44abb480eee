"""The course counts every live task each evening exactly once: by lane, by lamp, and since when it stands there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.judging.schemes import lamp_scheme
from battlemap.domain.kinds.problem import LEVELS, Problem, ProblemTask
from battlemap.domain.kinds.task import LANES, Milestone, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.course import Course, CourseFold, CourseLine
from tests.domain.days.test_calendar import CALENDAR, CAMPAIGN

FIRST = CAMPAIGN.starts_on
SCHEME = lamp_scheme("green_yellow_red")
ONE = Task("1", "a", "ECON-01", "甲", "a0", start_on=date(2018, 10, 8), due_on=date(2018, 10, 19))
IDS = ("1", "2", "3")


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2018, 10, day, hour)


@st.composite
def lines(draw: st.DrawFn) -> list[CourseLine]:
    """Tasks that come, move, go and come back; milestones, problems and what they stand in the way of."""
    moment = datetime.combine(FIRST, datetime.min.time())
    history: list[CourseLine] = []
    for _ in range(draw(st.integers(0, 25))):
        moment += timedelta(hours=draw(st.integers(0, 60)))
        kind = draw(st.integers(0, 5))
        task, gone = draw(st.sampled_from(IDS)), draw(st.booleans()) and draw(st.booleans())
        due = FIRST + timedelta(draw(st.integers(0, 90)))
        if kind < 3:
            row: Task | Milestone | Problem | ProblemTask = attrs.evolve(
                ONE, id=task, lane=draw(st.sampled_from(LANES)), progress=draw(st.integers(0, 100)), start_on=None,
                due_on=due, deleted=gone, rebound=draw(st.integers(0, 1)), follows_milestones=draw(st.booleans()),
                lamp_override=draw(st.sampled_from([None, None, "blue"])), lamp_override_until=due,
            )  # fmt: skip
        elif kind == 3:
            row = Milestone(f"m{draw(st.integers(0, 2))}", task, "节点", "a0", due, deleted=gone)
        elif kind == 4:
            solved = draw(st.sampled_from([None, moment.date()]))
            row = Problem("p", 1, "难", level=draw(st.sampled_from(LEVELS)), solved_on=solved, deleted=gone)
        else:
            row = ProblemTask(f"l{task}", "p", task, gone)
        history.append((moment, row))
    return history


def course(history: list[CourseLine], last: date, only: frozenset[str] | None = None) -> Course:
    fold = CourseFold(CAMPAIGN, CALENDAR, SCHEME, only)
    fold.take(history)
    return fold.course(last)


def board(history: list[CourseLine], day: date) -> Snapshot:
    """The fold of the lines by that evening, as a snapshot."""
    names = {Task: "task", Milestone: "milestone", Problem: "problem", ProblemTask: "problem_task"}
    rows = {(names[type(row)], row.id): row for moment, row in history if moment.date() <= day}
    return Snapshot.of([("campaign", CAMPAIGN), *((table, row) for (table, _), row in rows.items())])


def test_a_milestone_that_went_to_another_task_no_longer_judges_the_first() -> None:
    history: list[CourseLine] = [
        (on(8), attrs.evolve(ONE, follows_milestones=True)),
        (on(8), attrs.evolve(ONE, id="2")),
        (on(8), Milestone("m", "1", "节点", "a0", date(2018, 10, 9))),
        (on(8), Milestone("m", "2", "节点", "a0", date(2018, 10, 9))),
    ]
    without = [history[0], history[1]]
    assert course(history, date(2018, 10, 19)).evenings == course(without, date(2018, 10, 19)).evenings


@settings(max_examples=60)
@given(history=lines(), length=st.integers(0, 40))
def test_lanes_and_lamps_are_those_of_the_board_of_that_evening(
    history: list[CourseLine], length: int
) -> None:
    last = FIRST + timedelta(length)
    evenings = {evening.day: evening for evening in course(history, last).evenings}
    for n in range(length + 1):
        day = FIRST + timedelta(n)
        snapshot = board(history, day)
        live = [task for task in snapshot.tasks.values() if not task.deleted]
        if not live:
            assert day not in evenings
            continue
        evening = evenings[day]
        assert evening.tasks == sum(evening.lamps) == len(live)
        assert evening.lanes == tuple(sum(task.lane == lane for task in live) for lane in LANES)
        shown = [snapshot.scheme and judged(snapshot, task, day) for task in live]
        assert evening.lamps == tuple(shown.count(lamp) for lamp in LAMPS)
        assert evening.open == sum(not task.is_finished for task in live)


def judged(snapshot: Snapshot, task: Task, day: date) -> str:
    snapshot.__dict__["calendar"] = CALENDAR
    return snapshot.judge(task, day).lamp


@settings(max_examples=40)
@given(history=lines(), cuts=st.lists(st.integers(0, 60), max_size=4))
def test_a_course_told_bit_by_bit_is_the_same_as_told_at_once(
    history: list[CourseLine], cuts: list[int]
) -> None:
    fold = CourseFold(CAMPAIGN, CALENDAR, SCHEME)
    given_ = 0
    for day in sorted({FIRST + timedelta(cut) for cut in cuts}):
        until = sum(moment.date() <= day for moment, _ in history)
        fold.take(history[given_:until])
        given_ = until
        assert fold.course(day) == course(history, day)
        assert fold.next_day <= day


@settings(max_examples=40)
@given(history=lines(), only=st.sets(st.sampled_from(IDS)))
def test_what_is_counted_alone_and_the_rest_add_up_to_all(history: list[CourseLine], only: set[str]) -> None:
    last = FIRST + timedelta(30)
    parts = [course(history, last, frozenset(ids)) for ids in (only, set(IDS) - only)]
    whole = course(history, last)
    for day in (evening.day for evening in whole.evenings):
        evenings = [evening for part in parts for evening in part.evenings if evening.day == day]
        together = [sum(numbers) for numbers in zip(*(evening.lanes for evening in evenings), strict=True)]
        assert together == list(next(e for e in whole.evenings if e.day == day).lanes)


def test_a_task_stands_in_its_lane_since_it_came_there_last() -> None:
    history: list[CourseLine] = [
        (on(8), ONE),
        (on(9), attrs.evolve(ONE, progress=20)),
        (on(10), attrs.evolve(ONE, lane="moving")),
        (on(12), attrs.evolve(ONE, lane="moving", progress=50)),
    ]
    assert course(history, date(2018, 10, 9)).since == {"1": date(2018, 10, 8)}
    assert course(history, date(2018, 10, 20)).since == {"1": date(2018, 10, 10)}
    history += [
        (on(13), attrs.evolve(ONE, lane="moving", deleted=True)),
        (on(15), attrs.evolve(ONE, lane="moving")),
    ]
    assert course(history, date(2018, 10, 20)).since == {"1": date(2018, 10, 15)}


def test_the_campaigns_end_ends_the_course() -> None:
    whole = course([(on(1), ONE)], date(2019, 3, 1))
    assert (whole.evenings[0].day, whole.evenings[-1].day) == (CAMPAIGN.starts_on, CAMPAIGN.ends_on)
    assert course([(on(20), ONE)], date(2018, 10, 10)).evenings == ()
