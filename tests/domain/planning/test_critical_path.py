"""Published project networks come out as published; generated ones agree with an independent oracle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs
import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.days.calendar import Period, WorkCalendar
from battlemap.domain.kinds.dependency import Dependency
from battlemap.domain.planning.critical_path import Activity, Timing, critical_path, earliest_and_latest
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from tests.campaigns import make_snapshot
from tests.domain.days.test_calendar import CALENDAR, NOTICE_2018

START = date(2018, 10, 8)
Network = Mapping[str, tuple[int, str]]

#: activity → (duration, predecessors); then length, critical path and the slack of the others.
#: The case Reliable Construction Co., an exercise of many courses: its 14 activities, lengths and order; length, path
#: and slack of the whole are reckoned by listing its paths, not taken from a book.
RELIABLE: Network = {
    "A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C"), "E": (4, "C"), "F": (5, "E"), "G": (7, "D"),
    "H": (9, "EG"), "I": (7, "C"), "J": (8, "FI"), "K": (4, "J"), "L": (5, "J"), "M": (2, "H"), "N": (6, "KL"),
}  # fmt: skip
#: A paper mill's eight activities, a much-used exercise (as Durango Paper Company at solutioninn.com/-184578), solved
#: there by its paths: A–C–E–G–H 15 weeks, B–D–G–H 14, A–D–G–H 13, A–C–F–H 9.
PAPER_MILL: Network = {
    "A": (2, ""), "B": (3, ""), "C": (2, "A"), "D": (4, "AB"), "E": (4, "C"), "F": (3, "C"), "G": (5, "DE"),
    "H": (2, "FG"),
}  # fmt: skip
#: Anderson, Sweeney & Williams, An Introduction to Management Science, ch. 9: the shopping centre (Western Hills, in
#: the international edition Souk Al Bustan, table 9.1), 26 weeks.
WESTERN_HILLS: Network = {
    "A": (5, ""), "B": (6, ""), "C": (4, "A"), "D": (3, "A"), "E": (1, "A"), "F": (4, "E"), "G": (14, "DF"),
    "H": (12, "BC"), "I": (2, "GH"),
}  # fmt: skip
#: The critical path of an open course's activity list, with the lengths of its five paths: A–B–F–I–K–L–N 41,
#: A–D–G–J–N 39, A–D–H–M–N 38, A–B–E–L–N 35, A–C–J–N 30.
FIVE_PATHS: Network = {
    "A": (2, ""), "B": (10, "A"), "C": (13, "A"), "D": (12, "A"), "E": (12, "B"), "F": (7, "B"), "G": (10, "D"),
    "H": (16, "D"), "I": (6, "F"), "J": (12, "CG"), "K": (5, "I"), "L": (8, "EK"), "M": (5, "H"), "N": (3, "JLM"),
}  # fmt: skip
#: Taylor, Introduction to Management Science, solutions to ch. 8, on arrows: a small network …
TAYLOR_SMALL: Network = {
    "12": (7, ""), "13": (10, ""), "24": (6, "12"), "34": (5, "13"), "35": (4, "13"), "45": (3, "24 34"),
    "56": (2, "35 45"),
}  # fmt: skip
#: … and one with a dummy activity (4–5).
TAYLOR_DUMMY: Network = {
    "12": (8, ""), "13": (10, ""), "14": (9, ""), "25": (6, "12"), "26": (4, "12"), "35": (5, "13"), "45": (0, "14"),
    "47": (7, "14"), "57": (12, "25 35 45"), "58": (15, "25 35 45"), "69": (18, "26"), "78": (4, "47 57"),
    "89": (7, "58 78"),
}  # fmt: skip
PUBLISHED = [
    (RELIABLE, 44, "A B C E F J L N", {"D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4}),
    (PAPER_MILL, 15, "A C E G H", {"B": 1, "D": 1, "F": 6}),
    (WESTERN_HILLS, 26, "A E F G I", {"B": 6, "C": 3, "D": 2, "H": 3}),
    (FIVE_PATHS, 41, "A B F I K L N", {"C": 11, "D": 2, "E": 6, "G": 2, "H": 3, "J": 2, "M": 3}),
    (TAYLOR_SMALL, 20, "13 34 45 56", {"12": 2, "24": 2, "35": 4}),
    (
        TAYLOR_DUMMY,
        38,
        "13 35 57 78 89",
        {"12": 1, "14": 6, "25": 1, "26": 8, "45": 6, "47": 11, "58": 1, "69": 8},
    ),
]


def solved(network: Network, calendar: WorkCalendar = CALENDAR) -> dict[str, Timing]:
    activities = [Activity(id, length, calendar) for id, (length, _) in network.items()]
    links = [
        Dependency(f"{before}>{id}", before, id)
        for id, (_, befores) in network.items()
        for before in (befores.split() if " " in befores or befores in network else befores)
    ]
    return earliest_and_latest(activities, links, calendar, START)


@pytest.mark.parametrize(("network", "length", "critical", "slack"), PUBLISHED)
def test_a_published_network_comes_out_as_published(
    network: Network, length: int, critical: str, slack: dict[str, int]
) -> None:
    timings = solved(network)
    assert CALENDAR.between(START, max(t.early_finish for t in timings.values())) == length
    assert [id for id, timing in timings.items() if timing.is_critical] == critical.split()
    assert {id: timing.slack for id, timing in timings.items() if timing.slack} == slack


def test_the_tables_of_a_book_are_met_day_by_day() -> None:
    table = {  # ES, EF, LS, LF
        "12": (0, 8, 1, 9), "14": (0, 9, 6, 15), "26": (8, 12, 16, 20), "47": (9, 16, 20, 27), "58": (15, 30, 16, 31),
        "69": (12, 30, 20, 38), "89": (31, 38, 31, 38),
    }  # fmt: skip
    timings = solved(TAYLOR_DUMMY)
    for id, days in table.items():
        assert tuple(CALENDAR.between(START, morning) for morning in attrs.astuple(timings[id])[:4]) == days


networks = st.lists(
    st.tuples(
        st.integers(0, 12),
        st.lists(st.tuples(st.integers(0, 30), st.sampled_from(("fs", "ss", "ff")), st.integers(-4, 6)), max_size=4),
    ),
    min_size=1,
    max_size=24,
)  # fmt: skip


def made(network: list[Any]) -> tuple[list[Activity], list[Dependency]]:
    activities = [Activity(f"t{n}", length, CALENDAR) for n, (length, _) in enumerate(network)]
    links = [
        Dependency(f"{n}-{place}", f"t{before % n}", f"t{n}", kind, lag)
        for n, (_, befores) in enumerate(network)
        for place, (before, kind, lag) in enumerate(befores if n else ())
    ]
    return activities, links


@settings(max_examples=150)
@given(networks)
def test_generated_networks_agree_with_longest_paths_between_events(network: list[Any]) -> None:
    """The oracle: every activity is two events, every link an edge; ES and EF are longest paths (Bellman–Ford)."""
    activities, links = made(network)
    graph = networkx.DiGraph()

    def edge(one: str, other: str, length: int) -> None:
        weight = graph.get_edge_data(one, other, {"weight": 1000})["weight"]
        graph.add_edge(one, other, weight=min(weight, -length))

    for activity in activities:
        edge("begin", activity.id + "s", 0)
        edge(activity.id + "s", activity.id + "f", activity.length)
        edge(activity.id + "f", "end", 0)
    for link in links:
        length = 0 if link.kind != "ff" else next(a.length for a in activities if a.id == link.successor)
        edge(link.predecessor + ("s" if link.kind == "ss" else "f"), link.successor + "s", link.lag - length)
    from_begin = networkx.single_source_bellman_ford_path_length(graph, "begin")
    to_end = networkx.single_source_bellman_ford_path_length(graph.reverse(), "end")
    whole = -from_begin["end"]
    timings = earliest_and_latest(activities, links, CALENDAR, START)
    for activity in activities:
        timing = timings[activity.id]
        early, late = -from_begin[activity.id + "s"], whole + to_end[activity.id + "s"]
        assert CALENDAR.between(START, timing.early_start) == early
        assert CALENDAR.between(START, timing.late_start) == late
        assert timing.slack == late - early


@settings(max_examples=60)
@given(networks)
def test_something_is_always_critical_and_no_slack_is_negative(network: list[Any]) -> None:
    timings = earliest_and_latest(*made(network), CALENDAR, START)
    assert min(timing.slack for timing in timings.values()) == 0


@settings(max_examples=60)
@given(networks, st.integers(0, 23))
def test_slack_is_how_long_an_activity_can_wait(network: list[Any], which: int) -> None:
    activities, links = made(network)
    which %= len(activities)
    before = earliest_and_latest(activities, links, CALENDAR, START)
    end = max(timing.early_finish for timing in before.values())
    timing = before[activities[which].id]

    def end_after(wait: int) -> date:
        waiting = list(activities)
        waiting[which] = attrs.evolve(waiting[which], earliest=CALENDAR.add(timing.early_start, wait))
        return max(t.early_finish for t in earliest_and_latest(waiting, links, CALENDAR, START).values())

    assert CALENDAR.between(end, end_after(timing.slack)) <= 0
    if activities[which].length:
        assert CALENDAR.between(end, end_after(timing.slack + 1)) > 0


def test_days_off_lie_between_and_natural_days_run_through_them() -> None:
    activities = [
        Activity("a", 5, CALENDAR, date(2018, 10, 8)),
        Activity("b", 3, WorkCalendar(every_day=True)),
        Activity("c", 1, CALENDAR),
    ]
    links = [Dependency("1", "a", "b"), Dependency("2", "b", "c", lag=1)]
    timings = earliest_and_latest(activities, links, CALENDAR, START)
    assert (timings["b"].early_start, timings["b"].early_finish) == (date(2018, 10, 13), date(2018, 10, 16))
    assert timings["c"].early_start == date(2018, 10, 17)
    assert all(timing.is_critical for timing in timings.values())


def test_a_circle_is_named() -> None:
    links = [Dependency("1", "a", "b"), Dependency("2", "b", "a")]
    codes = {"a": "ECON-01", "b": "ECON-02"}
    with pytest.raises(Refused, match=r"ECON-0[12] → ECON-0[12] → ECON-0[12]"):
        earliest_and_latest([Activity(id, 1, CALENDAR) for id in codes], links, CALENDAR, START, codes)


def test_a_campaigns_tasks_keep_their_start_days_and_undated_ones_are_named() -> None:
    snapshot = make_snapshot(3, 12)
    off = Period("o", "off", date(2018, 11, 5), date(2018, 11, 9), "停工")
    rows = [(table, row) for table, rows in snapshot.rows.items() for row in rows.values()]
    first, second = snapshot.tasks["t0"], snapshot.tasks["t1"]
    rows += [("period", off), ("dependency", Dependency("d", "t0", "t1"))]
    rows += [
        ("task", attrs.evolve(first, start_on=date(2018, 11, 1), due_on=date(2018, 11, 2))),
        ("task", attrs.evolve(second, start_on=date(2018, 10, 8), due_on=date(2018, 10, 9))),
        ("task", attrs.evolve(snapshot.tasks["t2"], due_on=None)),
    ]
    path = critical_path(Snapshot.of(rows, NOTICE_2018))
    assert "t2" in path.undated and "t2" not in path.timings
    assert path.timings["t0"].early_start == date(2018, 11, 1)
    assert (
        path.timings["t1"].early_start == date(2018, 11, 12) == path.timings["t1"].early_finish - timedelta(2)
    )
    assert path.critical
    assert critical_path(make_snapshot(0, 0)).timings == {}
