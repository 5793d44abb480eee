"""What a roster is made from and what it becomes: posts with their people, seats, strains, gaps. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

import attrs


@attrs.frozen(order=True)
class Seat:
    """One place of a shift of a post on a day."""

    day: date
    post: str
    shift: str
    place: int


@attrs.frozen
class Stint:
    """What one person takes in one piece: the same place on one day, or on the days of a week."""

    days: tuple[date, ...]
    post: str
    shift: str
    place: int

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Its seats."""
        return tuple(Seat(day, self.post, self.shift, self.place) for day in self.days)


@attrs.frozen(slots=False)
class PostRule:
    """A post for the generator: `people` may stand there, `weekdays` of a person are the only ones where there are some.

    `weights` are hundredths by day (100 where none is told), `doubled` the days on which twice as many are needed.
    """

    id: str
    title: str
    shifts: tuple[str, ...]
    people: tuple[str, ...]
    needs: int = 1
    min_gap: int = 1
    most_per_month: int = 0
    is_by_week: bool = False
    weekdays: Mapping[str, frozenset[int]] = attrs.field(factory=dict)
    weights: Mapping[date, int] = attrs.field(factory=dict)
    doubled: frozenset[date] = frozenset()

    def weight(self, day: date) -> int:
        """Returns what a duty on a day counts, hundredths."""
        return self.weights.get(day, 100)

    def needs_on(self, day: date) -> int:
        """Returns how many stand there in a shift of a day."""
        return self.needs * 2 if day in self.doubled else self.needs


@attrs.frozen(slots=False)
class RosterCase:
    """A roster to be made for the days `first` … `last`.

    `away` are the days on which a person is on leave, `apart` pairs that never serve on one day, `opening` loads in
    hundredths that people bring along, `served` days around the span on which they stand already, `kept` seats of the
    span that are not given out anew.
    """

    first: date
    last: date
    posts: tuple[PostRule, ...]
    away: Mapping[str, frozenset[date]] = attrs.field(factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    opening: Mapping[str, int] = attrs.field(factory=dict)
    opening_heavy: Mapping[str, int] = attrs.field(factory=dict)
    served: Mapping[str, frozenset[date]] = attrs.field(factory=dict)
    kept: Mapping[Seat, str] = attrs.field(factory=dict)
    names: Mapping[str, str] = attrs.field(factory=dict)
    seed: int = 0

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the span."""
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    @cached_property
    def by_id(self) -> Mapping[str, PostRule]:
        """The posts by id."""
        return {post.id: post for post in self.posts}

    def post(self, id: str) -> PostRule:
        """Returns a post."""
        return self.by_id[id]

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Every seat of the span."""
        return tuple(
            Seat(day, post.id, shift, place)
            for post in self.posts
            for shift in post.shifts
            for day in self.days
            for place in range(1, post.needs_on(day) + 1)
        )

    @cached_property
    def foes(self) -> Mapping[str, frozenset[str]]:
        """Who may not serve on the same day as a person."""
        foes: dict[str, set[str]] = {}
        for one, other in self.apart:
            foes.setdefault(one, set()).add(other)
            foes.setdefault(other, set()).add(one)
        return {person: frozenset(others) for person, others in foes.items()}


@attrs.frozen
class Strain:
    """A seat that could be filled only against a wish, and which one."""

    seat: Seat
    words: str


@attrs.frozen
class Draft:
    """A roster: who sits where, what is strained, and what stays empty and why."""

    seats: Mapping[Seat, str]
    strains: tuple[Strain, ...] = ()
    gaps: tuple[tuple[Seat, str], ...] = ()
