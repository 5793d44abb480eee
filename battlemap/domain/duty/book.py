"""The duty book of a campaign: posts, people, leaves, alerts and duties of a snapshot, in order and typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

import attrs

from battlemap.domain.days.calendar import days
from battlemap.domain.days.shifts import Shift
from battlemap.domain.duty.day_class import DayClass, day_class, weight
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.duty import Duty, DutySwap, LeaveOfAbsence
from battlemap.domain.kinds.duty_post import DutyMember, DutyPost, ShiftRule
from battlemap.domain.kinds.people import Masking, Person, masked
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

_R = TypeVar("_R")


@attrs.frozen(slots=False, eq=False)
class DutyBook:
    """What a snapshot knows of duty."""

    snapshot: Snapshot

    def _live(self, kind: type[_R], table: str) -> list[_R]:
        return cast("list[_R]", self.snapshot.live_rows(table))

    @cached_property
    def posts(self) -> tuple[DutyPost, ...]:
        """The live posts in their order."""
        return tuple(sorted(self._live(DutyPost, "duty_post"), key=lambda post: (post.rank, post.id)))

    @cached_property
    def post_of(self) -> dict[str, DutyPost]:
        """Every post by id, deleted ones too: old rosters name them."""
        return cast("dict[str, DutyPost]", dict(self.snapshot.rows["duty_post"]))

    def shifts(self, post: DutyPost) -> tuple[Shift, ...]:
        """Returns the shifts of a post; () where its rule is gone or cannot be read."""
        rule = cast("ShiftRule | None", self.snapshot.rows["shift_rule"].get(post.rule))
        try:
            return rule.all if rule is not None and not rule.deleted else ()
        except Refused:
            return ()

    @cached_property
    def _members(self) -> dict[str, list[DutyMember]]:
        members: dict[str, list[DutyMember]] = {}
        for member in sorted(self._live(DutyMember, "duty_member"), key=lambda one: (one.rank, one.id)):
            person = self.snapshot.persons.get(member.person)
            if person is not None and not person.deleted:
                members.setdefault(member.post, []).append(member)
        return members

    def members(self, post: str) -> list[DutyMember]:
        """Returns who may stand on a post, in order."""
        return self._members.get(post, [])

    @cached_property
    def leaves(self) -> list[LeaveOfAbsence]:
        """Every live leave."""
        return self._live(LeaveOfAbsence, "leave_of_absence")

    @cached_property
    def alerts(self) -> list[Alert]:
        """Every live 临战状态, past ones too."""
        return self._live(Alert, "alert")

    @cached_property
    def swaps(self) -> list[DutySwap]:
        """The live swaps, the newest first; of one day the last that was asked."""
        return sorted(self._live(DutySwap, "duty_swap"), key=lambda swap: swap.asked_on)[::-1]

    def is_away(self, person: str, day: date) -> bool:
        """Whether a person is on leave; in 临战状态 leave is stopped."""
        return any(leave.person == person and leave.holds(day) for leave in self.leaves) and not self.alert(
            day
        )

    def alert(self, day: date) -> Alert | None:
        """Returns the 临战状态 that is in force on a day."""
        return next((alert for alert in self.alerts if alert.holds(day)), None)

    def day_class(self, day: date) -> DayClass:
        """Returns the kind of day."""
        return day_class(day, self.snapshot.calendar, self.alerts)

    def weight(self, duty: Duty) -> int:
        """Returns what a duty counts, hundredths."""
        post = self.post_of.get(duty.post)
        return weight(post, self.day_class(duty.day)) if post else 100

    def needs(self, post: DutyPost, day: date) -> int:
        """Returns how many stand there in each shift of a day; twice as many in 临战状态."""
        return post.needs * (2 if self.alert(day) else 1)

    def on(self, day: date) -> list[Duty]:
        """Returns the duties of a day, by post, shift and place."""
        table = self.snapshot.rows["duty"]
        of_day = cast("Mapping[date, tuple[str, ...]]", self.snapshot.by("duty", "day"))
        ids = of_day.get(day, ())
        duties = [cast(Duty, table[id]) for id in ids]
        return sorted((duty for duty in duties if not duty.deleted), key=self._place)

    def between(self, first: date, last: date) -> Iterator[Duty]:
        """Yields the duties of these days, day by day."""
        for day in days(first, last):
            yield from self.on(day)

    def before(self, first: date) -> Iterator[Duty]:
        """Yields every duty of the file that lies before a day."""
        for row in self.snapshot.rows["duty"].values():
            duty = cast(Duty, row)
            if not duty.deleted and duty.day < first:
                yield duty

    def _place(self, duty: Duty) -> tuple[str, int, int]:
        post = self.post_of.get(duty.post)
        shifts = [shift.name for shift in self.shifts(post)] if post else []
        shift = shifts.index(duty.shift) if duty.shift in shifts else len(shifts)
        return (post.rank if post else "~"), shift, duty.place

    def shown_name(self, duty: Duty, masking: Masking) -> str:
        """Returns the name of who stands there as a wall may show it: as it was copied at the time."""
        person: Person | None = self.snapshot.persons.get(duty.person) if duty.person else None
        is_masked = masking == "all" or (masking == "marked" and person is not None and person.is_personal)
        return masked(duty.name_then) if is_masked else duty.name_then
