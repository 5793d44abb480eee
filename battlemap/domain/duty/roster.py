"""The fair roster: a greedy generator and an exchange that evens out; days and names in, days and names out.

Measured on a quarter with 20 people against a solver, greedy alone reaches the proven optimum (mechanisms of duty, 10.2);
so there is no solver here. No clock and no random: the seed decides between equals.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import attrs

from battlemap.domain.duty.evening import evened
from battlemap.domain.duty.seats import Draft, PostRule, RosterCase, Stint, Strain
from battlemap.domain.duty.standing import Standing


def roster(case: RosterCase) -> Draft:
    """Returns who stands where: nobody twice on a day, nobody who is away, no gap where one can be avoided.

    Where the days between two duties or the most in a month cannot be kept, the place is filled and told as a strain;
    a place that nobody may take stays empty and is told with the reason for each person.
    """
    state = Standing(case)
    priority = _priorities(case)
    for seat, person in case.kept.items():
        state.sit(Stint((seat.day,), seat.post, seat.shift, seat.place), person)
    empty: list[Stint] = []
    for stint in _in_order(case):
        if any(seat in case.kept for seat in stint.seats):
            stint_days = tuple(seat.day for seat in stint.seats if seat not in case.kept)
            parts = [attrs.evolve(stint, days=(day,)) for day in stint_days]
        else:
            parts = [stint]
        for part in parts:
            _fill(part, state, priority, empty)
    for stint in empty:
        state.rescue(stint)
    evened(state, {*case.kept})
    filled = state.seats
    gaps = tuple((seat, state.why_nobody(seat)) for seat in sorted(case.seats) if seat not in filled)
    strains = {seat: words for seat in filled if (words := state.strain(seat))}
    return Draft(
        {seat: filled[seat] for seat in sorted(filled)},
        tuple(Strain(s, w) for s, w in sorted(strains.items())),
        gaps,
    )


def _fill(
    stint: Stint,
    state: Standing,
    priority: Mapping[str, float],
    empty: list[Stint],
) -> None:
    """Seats the one whose turn it is; a week that nobody can serve whole is given out day by day."""
    heavy = state.is_heavy(stint)
    for is_strict in (True, False):
        able = state.able(stint, is_strict)
        if able:
            turn = min(
                able,
                key=lambda person: (
                    (state.heavy[person] if heavy else 0),
                    state.load[person],
                    state.served_near(person, stint.days[0]),
                    priority[person],
                ),
            )
            state.sit(stint, turn)
            return
        if len(stint.days) > 1:
            for day in stint.days:
                _fill(attrs.evolve(stint, days=(day,)), state, priority, empty)
            return
    empty.append(stint)


def _in_order(case: RosterCase) -> list[Stint]:
    """Returns weeks before days, heavy days before light ones, then by date, the posts with the fewest people first."""
    stints = [stint for post in case.posts for stint in stints_of(post, case)]
    pools = {post.id: len(post.people) for post in case.posts}
    place = {post.id: number for number, post in enumerate(case.posts)}

    def key(stint: Stint) -> tuple[bool, bool, date, int, int, int]:
        post = case.post(stint.post)
        is_heavy = any(post.weight(day) > 100 for day in stint.days)
        return (
            len(stint.days) == 1,
            not is_heavy,
            stint.days[0],
            pools[stint.post],
            place[stint.post],
            stint.place,
        )

    return sorted(stints, key=key)


def stints_of(post: PostRule, case: RosterCase) -> list[Stint]:
    """Returns what one person takes in one piece: a place of a shift for a day, or for a week from Monday to Sunday."""
    made: list[Stint] = []
    for shift in post.shifts:
        for place in range(1, max((post.needs_on(day) for day in case.days), default=0) + 1):
            days = [day for day in case.days if post.needs_on(day) >= place]
            if not post.is_by_week:
                made += [Stint((day,), post.id, shift, place) for day in days]
                continue
            weeks: dict[date, list[date]] = {}
            for day in days:
                weeks.setdefault(day - timedelta(day.weekday()), []).append(day)
            made += [Stint(tuple(week), post.id, shift, place) for week in weeks.values()]
    return made


def _priorities(case: RosterCase) -> dict[str, float]:
    """Returns an order among equals that the seed decides, the same for the same people."""
    people = sorted({person for post in case.posts for person in post.people} | {*case.kept.values()})
    dice = Random(case.seed)
    return {person: dice.random() for person in people}
