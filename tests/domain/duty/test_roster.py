from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.duty.roster import roster
from battlemap.domain.duty.seats import Draft, PostRule, RosterCase, Seat

FIRST = date(2018, 11, 1)


def span(length: int, start: date = FIRST) -> list[date]:
    return [start + timedelta(n) for n in range(length)]


def weekends(days: list[date]) -> dict[date, int]:
    return {day: 150 for day in days if day.weekday() > 4}


@st.composite
def cases(draw: st.DrawFn, most_people: int = 9, most_days: int = 35, most_posts: int = 3) -> RosterCase:
    people = [f"p{n}" for n in range(draw(st.integers(1, most_people)))]
    days = span(draw(st.integers(1, most_days)))
    posts = tuple(
        PostRule(
            f"post{n}",
            f"岗位{n}",
            draw(st.sampled_from([("全天",), ("白班", "夜班")])),
            tuple(draw(st.lists(st.sampled_from(people), unique=True, max_size=len(people)))),
            draw(st.integers(1, 2)),
            draw(st.integers(1, 3)),
            draw(st.sampled_from([0, 0, 4])),
            draw(st.booleans()) and n == 0,
            {people[0]: frozenset(draw(st.lists(st.integers(0, 6), min_size=1)))}
            if draw(st.booleans())
            else {},
            weekends(days),
            frozenset(draw(st.lists(st.sampled_from(days), max_size=2))),
        )
        for n in range(draw(st.integers(1, most_posts)))
    )
    away = {
        person: frozenset(draw(st.lists(st.sampled_from(days), max_size=4)))
        for person in draw(st.lists(st.sampled_from(people), unique=True, max_size=3))
    }
    apart = (
        frozenset(draw(st.lists(st.sampled_from(list(itertools.pairwise(people))), max_size=2)))
        if len(people) > 1
        else frozenset()
    )
    return RosterCase(days[0], days[-1], posts, away, apart, seed=draw(st.integers(0, 5)))


def obeys(case: RosterCase, draft: Draft) -> None:
    assert {*draft.seats} | {seat for seat, _ in draft.gaps} == {*case.seats}
    assert not {*draft.seats} & {seat for seat, _ in draft.gaps}
    on_day = Counter((seat.day, person) for seat, person in draft.seats.items())
    assert max(on_day.values(), default=1) == 1, "double booking"
    for seat, person in draft.seats.items():
        post = case.post(seat.post)
        assert person in post.people
        assert seat.day not in case.away.get(person, ())
        assert not post.weekdays.get(person) or seat.day.weekday() in post.weekdays[person]
        for foe in case.foes.get(person, ()):
            assert not on_day[seat.day, foe]


@settings(max_examples=120, deadline=None)
@given(cases())
def test_nobody_stands_twice_or_on_leave_or_where_he_may_not(case: RosterCase) -> None:
    obeys(case, roster(case))


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_place_that_is_filled_against_a_wish_is_told(case: RosterCase) -> None:
    draft = roster(case)
    strained = {strain.seat for strain in draft.strains}
    days: dict[str, list[int]] = {}
    for seat, person in draft.seats.items():
        days.setdefault(person, []).append(seat.day.toordinal())
    for seat, person in draft.seats.items():
        post = case.post(seat.post)
        near = [abs(day - seat.day.toordinal()) for day in days[person] if day != seat.day.toordinal()]
        if not post.is_by_week and near and min(near) < post.min_gap:
            assert seat in strained


def fillings(seats: list[Seat], case: RosterCase) -> Iterator[Mapping[Seat, str]]:
    """Every way to seat people on one day by the rules that are never given up."""
    for choice in itertools.product(*[[*case.post(seat.post).people, ""] for seat in seats]):
        people = [person for person in choice if person]
        if len(people) != len(set(people)):
            continue
        if any(
            seat.day in case.away.get(person, ())
            or (
                case.post(seat.post).weekdays.get(person)
                and seat.day.weekday() not in case.post(seat.post).weekdays[person]
            )
            for seat, person in zip(seats, choice, strict=True)
            if person
        ):
            continue
        yield {seat: person for seat, person in zip(seats, choice, strict=True) if person}


@settings(max_examples=60, deadline=None)
@given(cases(most_people=4, most_days=4, most_posts=2))
def test_a_day_that_can_be_filled_is_filled(case: RosterCase) -> None:
    if case.apart or any(post.is_by_week for post in case.posts):
        return
    draft = roster(case)
    for day in case.days:
        seats = [seat for seat in case.seats if seat.day == day]
        best = max(len(filling) for filling in fillings(seats, case))
        assert sum(seat.day == day for seat in draft.seats) == best


@settings(max_examples=40, deadline=None)
@given(
    people=st.integers(2, 4),
    length=st.integers(2, 6),
    opening=st.lists(st.integers(0, 2), min_size=4, max_size=4),
    absent=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=3),
)
def test_loads_lie_within_one_duty_of_the_optimum_of_an_exhaustive_search(
    people: int, length: int, opening: list[int], absent: list[tuple[int, int]]
) -> None:
    days = span(length, date(2018, 11, 1))
    names = [f"p{n}" for n in range(people)]
    away = {
        name: frozenset(days[day] for who, day in absent if f"p{who}" == name and day < length)
        for name in names
    }
    weights = weekends(days)
    brought = {name: opening[n] * 100 for n, name in enumerate(names)}
    post = PostRule("post", "值班员", ("全天",), tuple(names), weights=weights)
    case = RosterCase(days[0], days[-1], (post,), away, opening=brought)
    draft = roster(case)

    def spread(choice: tuple[str, ...]) -> int:
        loads = dict(brought)
        for day, person in zip(days, choice, strict=True):
            if person:
                loads[person] += weights.get(day, 100)
        return max(loads.values()) - min(loads.values())

    able = [[name for name in names if day not in away[name]] or [""] for day in days]
    best = min(spread(choice) for choice in itertools.product(*able))
    ours = tuple(draft.seats.get(Seat(day, "post", "全天", 1), "") for day in days)
    assert spread(ours) <= best + 150


def test_a_quarter_with_twenty_people_is_even_to_one_duty() -> None:
    days = span(92, date(2018, 10, 1))
    names = tuple(f"p{n}" for n in range(20))
    away = {name: frozenset(days[number * 4 : number * 4 + 5]) for number, name in enumerate(names)}
    posts = tuple(PostRule(f"q{n}", "", ("全天",), names, 1, 3, weights=weekends(days)) for n in range(2))
    draft = roster(RosterCase(days[0], days[-1], posts, away))
    assert not draft.gaps
    assert not draft.strains
    counts = Counter(draft.seats.values())
    heavy = Counter(person for seat, person in draft.seats.items() if seat.day.weekday() > 4)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert max(heavy[name] for name in names) - min(heavy[name] for name in names) <= 1


def test_a_roster_nobody_can_fill_is_told_by_day_and_name() -> None:
    post = PostRule("q", "值班员", ("全天",), ("a", "b"))
    case = RosterCase(
        FIRST,
        FIRST,
        (post,),
        {"a": frozenset([FIRST]), "b": frozenset([FIRST])},
        names={"a": "张三", "b": "李四"},
    )
    assert roster(case).gaps == ((Seat(FIRST, "q", "全天", 1), "2 人请假（张三、李四）"),)
    empty = RosterCase(FIRST, FIRST, (PostRule("q", "值班员", ("全天",), ()),))
    assert roster(empty).gaps[0][1] == "这个岗位还没有值班人员"


def test_a_leader_by_week_stands_from_monday_to_sunday() -> None:
    monday = date(2018, 11, 5)
    post = PostRule("q", "带班", ("全天",), ("a", "b", "c"), is_by_week=True)
    draft = roster(RosterCase(monday, monday + timedelta(20), (post,)))
    weeks = [
        {draft.seats[Seat(monday + timedelta(7 * w + d), "q", "全天", 1)] for d in range(7)} for w in range(3)
    ]
    assert [len(week) for week in weeks] == [1, 1, 1]
    assert set().union(*weeks) == {"a", "b", "c"}


def test_what_is_kept_stays_and_who_brings_more_gets_less() -> None:
    days = span(6)
    post = PostRule("q", "值班员", ("全天",), ("a", "b"), min_gap=1)
    kept = {Seat(days[0], "q", "全天", 1): "b"}
    draft = roster(RosterCase(days[0], days[-1], (post,), opening={"a": 300}, kept=kept))
    assert draft.seats[Seat(days[0], "q", "全天", 1)] == "b"
    assert Counter(draft.seats.values()) == {"b": 5, "a": 1} or Counter(draft.seats.values()) == {
        "b": 4,
        "a": 2,
    }
