"""Evening out a roster: seats go from who bears most to who bears least, or are exchanged, while the burden gets more equal."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from battlemap.domain.duty.seats import Seat, Stint
from battlemap.domain.duty.standing import Standing

#: Beyond so many handings-on a roster is as even as it gets in the time that people wait.
_MOST: Final = 400
#: So many of the least burdened are asked at a time.
_ASKED: Final = 8


def evened(state: Standing, kept: Collection[Seat]) -> None:
    """Hands seats on as long as the sum of squared loads (all, and those of heavy days) falls; nothing else is given up.

    Seats that are kept and weeks stay; a strict rule that holds for a seat holds afterwards too.
    """
    for _ in range(_MOST):
        if not _one_better(state, kept):
            return


def _one_better(state: Standing, kept: Collection[Seat]) -> bool:
    by_load = sorted(state.load, key=lambda person: (-state.load[person], person))
    light = by_load[::-1][:_ASKED]
    own: dict[str, list[Seat]] = {}
    for seat, person in state.seats.items():
        if seat not in kept and not state.case.post(seat.post).is_by_week:
            own.setdefault(person, []).append(seat)
    for giver in by_load[:_ASKED]:
        for taker in light:
            if state.load[giver] <= state.load[taker]:
                break
            if _hand_on(state, own.get(giver, []), giver, taker) or _exchange(
                state, own.get(giver, []), own.get(taker, []), giver, taker
            ):
                return True
    return False


def _gain(state: Standing, giver: str, taker: str, load: int, heavy: int) -> int:
    """Returns by how much the squares fall when so much goes from one to the other."""
    by_load = load * (state.load[giver] - state.load[taker] - load)
    by_heavy = heavy * (state.heavy[giver] - state.heavy[taker] - heavy)
    return by_load + by_heavy


def _hand_on(state: Standing, seats: list[Seat], giver: str, taker: str) -> bool:
    for seat in seats:
        post = state.case.post(seat.post)
        weight = post.weight(seat.day)
        if taker not in post.people or _gain(state, giver, taker, weight, weight if weight > 100 else 0) <= 0:
            continue
        stint = _stint(seat)
        if state.may(taker, stint, post, is_strict=True):
            state.stand_up(stint)
            state.sit(stint, taker)
            return True
    return False


def _exchange(state: Standing, given: list[Seat], taken: list[Seat], giver: str, taker: str) -> bool:
    for one in given:
        one_post = state.case.post(one.post)
        if taker not in one_post.people:
            continue
        for other in taken:
            other_post = state.case.post(other.post)
            weights = one_post.weight(one.day), other_post.weight(other.day)
            heavy = [weight if weight > 100 else 0 for weight in weights]
            if (
                giver not in other_post.people
                or _gain(state, giver, taker, weights[0] - weights[1], heavy[0] - heavy[1]) <= 0
            ):
                continue
            first, second = _stint(one), _stint(other)
            state.stand_up(first)
            state.stand_up(second)
            if state.may(taker, first, one_post, is_strict=True):
                state.sit(first, taker)
                if state.may(giver, second, other_post, is_strict=True):
                    state.sit(second, giver)
                    return True
                state.stand_up(first)
            state.sit(first, giver)
            state.sit(second, taker)
    return False


def _stint(seat: Seat) -> Stint:
    return Stint((seat.day,), seat.post, seat.shift, seat.place)
