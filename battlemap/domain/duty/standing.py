"""Where everybody stands while a roster is made: who may take a seat, who bears how much, and why nobody may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from battlemap.domain.duty.seats import PostRule, RosterCase, Seat, Stint

#: Names in the reason why nobody may take a seat.
_NAMED = 3


class Standing:
    """The roster as far as it is made. Loads are hundredths; `heavy` counts what falls on heavy days alone."""

    def __init__(self, case: RosterCase) -> None:
        self.case = case
        people = {person for post in case.posts for person in post.people} | {*case.kept.values()}
        self.load: Counter[str] = Counter({person: case.opening.get(person, 0) for person in people})
        self.heavy: Counter[str] = Counter({person: case.opening_heavy.get(person, 0) for person in people})
        self.seats: dict[Seat, str] = {}
        #: Person → the days (ordinals) on which he stands, each with its number of seats.
        self.served: dict[str, Counter[int]] = {
            person: Counter(day.toordinal() for day in case.served.get(person, ())) for person in people
        }
        self._months: Counter[tuple[str, int, int]] = Counter()
        self._away = {person: {day.toordinal() for day in days} for person, days in case.away.items()}
        self._gap: dict[str, int] = {}
        for post in case.posts:
            for person in post.people:
                self._gap[person] = max(self._gap.get(person, 1), post.min_gap)

    # -- sitting down and standing up ---------------------------------------------------------------------------

    def sit(self, stint: Stint, person: str) -> None:
        """Has a person take a stint."""
        self._count(stint, person, 1)
        for seat in stint.seats:
            self.seats[seat] = person

    def stand_up(self, stint: Stint) -> str:
        """Frees a stint and returns who had it."""
        person = self.seats[stint.seats[0]]
        self._count(stint, person, -1)
        for seat in stint.seats:
            del self.seats[seat]
        return person

    def _count(self, stint: Stint, person: str, by: int) -> None:
        post = self.case.by_id.get(stint.post)
        days = self.served.setdefault(person, Counter())
        for day in stint.days:
            weight = post.weight(day) if post else 100
            self.load[person] += by * weight
            if weight > 100:
                self.heavy[person] += by * weight
            self._months[person, day.year, day.month] += by
            ordinal = day.toordinal()
            days[ordinal] += by
            if not days[ordinal]:
                del days[ordinal]

    # -- asking -------------------------------------------------------------------------------------------------

    def is_heavy(self, stint: Stint) -> bool:
        """Whether one of its days weighs more than an ordinary one."""
        post = self.case.post(stint.post)
        return any(post.weight(day) > 100 for day in stint.days)

    def able(self, stint: Stint, is_strict: bool) -> list[str]:
        """Returns who may take the stint; with `is_strict` also by the days between two duties and the most in a month."""
        post = self.case.post(stint.post)
        return [person for person in post.people if self.may(person, stint, post, is_strict)]

    def may(self, person: str, stint: Stint, post: PostRule, is_strict: bool) -> bool:
        """Whether a person may take a stint as things stand."""
        served, away = self.served[person], self._away.get(person, ())
        ordinals = [day.toordinal() for day in stint.days]
        if any(day in served or day in away for day in ordinals):
            return False
        weekdays = post.weekdays.get(person)
        if weekdays and any(day.weekday() not in weekdays for day in stint.days):
            return False
        for foe in self.case.foes.get(person, ()):
            if any(day in self.served.get(foe, ()) for day in ordinals):
                return False
        if not is_strict:
            return True
        first, last, gap = ordinals[0], ordinals[-1], self._gap[person]
        for far in range(1, gap):
            if first - far in served or last + far in served:
                return False
        return not post.most_per_month or not self._is_full(person, stint.days, post.most_per_month)

    def _is_full(self, person: str, days: Iterable[date], most: int) -> bool:
        wanted = Counter((day.year, day.month) for day in days)
        return any(
            self._months[person, year, month] + count > most for (year, month), count in wanted.items()
        )

    def served_near(self, person: str, day: date) -> int:
        """Returns how near his nearest duty before lies, as a number that is smaller the longer he has rested."""
        ordinal, served = day.toordinal(), self.served[person]
        for far in range(1, 15):
            if ordinal - far in served or ordinal + far in served:
                return 15 - far
        return 0

    def strain(self, seat: Seat) -> str:
        """Returns what was given up to fill a seat, "" for nothing."""
        person, post = self.seats[seat], self.case.by_id.get(seat.post)
        if post is None:
            return ""
        ordinal, served = seat.day.toordinal(), self.served[person]
        words = []
        if not post.is_by_week:
            gap = self._gap.get(person, 1)
            near = min(
                (far for far in range(1, gap) if ordinal - far in served or ordinal + far in served),
                default=0,
            )
            if near:
                words.append(f"与本人另一班只隔 {near} 天，应隔 {gap} 天")
        month = self._months[person, seat.day.year, seat.day.month]
        if post.most_per_month and month > post.most_per_month:
            words.append(f"本月第 {month} 次，超过 {post.most_per_month} 次")
        return "；".join(words)

    def why_nobody(self, seat: Seat) -> str:
        """Returns why a seat stays empty, by name: 「3 人请假（张三、李四、王五）；1 人当天已有班（赵六）」."""
        post = self.case.post(seat.post)
        if not post.people:
            return "这个岗位还没有值班人员"
        reasons: dict[str, list[str]] = {}
        ordinal = seat.day.toordinal()
        for person in post.people:
            weekdays = post.weekdays.get(person)
            if ordinal in self._away.get(person, ()):
                reason = "请假"
            elif ordinal in self.served[person]:
                reason = "当天已有班"
            elif weekdays and seat.day.weekday() not in weekdays:
                reason = "固定星期不符"
            else:
                reason = "与当天值班人不能同班"
            reasons.setdefault(reason, []).append(self.case.names.get(person, person))
        return "；".join(_counted(reason, people) for reason, people in reasons.items())

    # -- mending ------------------------------------------------------------------------------------------------

    def rescue(self, stint: Stint) -> bool:
        """Fills an empty one-day seat by having others of that day change places (an augmenting path); False for never.

        So a day that can be filled at all is filled, whatever the order in which its seats were given out.
        """
        day = stint.days[0]
        of_day = {
            seat: person
            for seat, person in self.seats.items()
            if seat.day == day and seat not in self.case.kept
        }
        return self._place(stint, of_day, set())

    def _place(self, stint: Stint, of_day: dict[Seat, str], tried: set[str]) -> bool:
        post = self.case.post(stint.post)
        for person in post.people:
            if person not in tried and self.may(person, stint, post, is_strict=False):
                self.sit(stint, person)
                return True
        for seat, person in of_day.items():
            if person in tried or person not in post.people or self.seats.get(seat) != person:
                continue
            tried.add(person)
            left = Stint((seat.day,), seat.post, seat.shift, seat.place)
            self.stand_up(left)
            if self.may(person, stint, post, is_strict=False):
                self.sit(stint, person)
                if self._place(left, of_day, tried):
                    return True
                self.stand_up(stint)
            self.sit(left, person)
        return False


def _counted(reason: str, people: list[str]) -> str:
    named = "、".join(people[:_NAMED]) + ("等" if len(people) > _NAMED else "")
    return f"{len(people)} 人{reason}（{named}）"
