"""公平性: how many duties each bears, on which days, what they weigh, and what would be his share."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import attrs

from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.day_class import DayClass


@attrs.frozen
class Burden:
    """What one person bears on the posts of one kind; loads and shares in hundredths of an ordinary duty.

    `opening` is what he brought along; `share` what each of the pool would bear were it even, openings counted in.
    """

    person: str
    name: str
    count: int
    of_class: tuple[tuple[DayClass, int], ...]
    opening: int
    load: int
    share: int

    def on(self, kind: DayClass) -> int:
        """Returns how many duties fall on such days."""
        return dict(self.of_class).get(kind, 0)

    @property
    def difference(self) -> int:
        """How much more than his share he bears, hundredths."""
        return self.load - self.share


@attrs.frozen
class Fairness:
    """The burdens of a post's people, who bears most first."""

    post: str
    title: str
    burdens: tuple[Burden, ...]

    @property
    def spread(self) -> int:
        """How far the most and the least burdened lie apart, hundredths."""
        loads = [burden.load for burden in self.burdens]
        return max(loads) - min(loads) if loads else 0


def fairness(book: DutyBook, first: date, last: date) -> tuple[Fairness, ...]:
    """Returns the burdens from `first` to `last`, post by post; exchanges and stand-ins count for who stands there.

    Opening balances are those entered with the post's people and all duties on the post before `first`.
    """
    counts: dict[tuple[str, str], Counter[DayClass]] = defaultdict(Counter)
    loads: Counter[tuple[str, str]] = Counter()
    openings: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for duty in book.before(first):
        if duty.person is not None:
            openings[duty.post, duty.person] += book.weight(duty)
    for duty in book.between(first, last):
        if duty.person is not None:
            counts[duty.post, duty.person][book.day_class(duty.day)] += 1
            loads[duty.post, duty.person] += book.weight(duty)
            names[duty.person] = duty.name_then
    of_posts = []
    for post in book.posts:
        members = {member.person: member for member in book.members(post.id)}
        for id, member in members.items():
            openings[post.id, id] += member.opening * 100
            names.setdefault(id, book.snapshot.person_name(id))
        people = [*members, *(person for on, person in counts if on == post.id and person not in members)]
        if not people:
            continue
        whole = sum(loads[post.id, person] + openings[post.id, person] for person in people)
        share = round(whole / len(people))
        burdens = [
            Burden(
                person,
                names[person],
                sum(counts[post.id, person].values()),
                tuple(counts[post.id, person].items()),
                openings[post.id, person],
                loads[post.id, person] + openings[post.id, person],
                share,
            )
            for person in people
        ]
        burdens.sort(key=lambda burden: (-burden.load, people.index(burden.person)))
        of_posts.append(Fairness(post.id, post.title, tuple(burdens)))
    return tuple(of_posts)


def times(hundredths: int) -> str:
    """Returns 「12.5」 for 1250, 「12」 for 1200."""
    whole, rest = divmod(abs(hundredths), 100)
    words = f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{words}" if hundredths < 0 else words
