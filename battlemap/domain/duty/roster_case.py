"""A roster to be made, from what the campaign knows: leaves, earlier duties as opening balances, days and their weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from battlemap.domain.days.calendar import days
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.duty.day_class import weight
from battlemap.domain.duty.seats import PostRule, RosterCase, Seat
from battlemap.domain.kinds.duty_post import DutyPost
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused

#: Days of a roster that is made at once; more are a slip of the pen.
MOST_DAYS = 400
#: Days before and behind the span whose duties keep their distance.
_NEAR = timedelta(60)


def roster_case(
    snapshot: Snapshot,
    first: date,
    last: date,
    seed: int = 0,
    *,
    keeps: bool = False,
    posts: Collection[str] = (),
) -> RosterCase:
    """Returns the case for these days; with `keeps` what stands there already stays and only gaps are filled.

    `posts` are the ids of those to be filled, all where none is named. Raises Refused where there is nothing to make.
    """
    if last < first:
        raise Refused(f"排班的结束日期 {last} 早于开始日期 {first}，请改正。")
    if (last - first).days >= MOST_DAYS:
        raise Refused(f"一次最多排 {MOST_DAYS} 天，{first} 到 {last} 太长，请分段排。")
    book = DutyBook(snapshot)
    wanted = [post for post in book.posts if not posts or post.id in posts]
    if not wanted:
        raise Refused("还没有值班岗位。请先在“台账”的“班制”“值班岗位”“值班人员”中设好，再排班。")
    for post in wanted:
        if not book.shifts(post):
            raise Refused(f"值班岗位“{post.title}”没有可用的班制，请先设定。")
    span = days(first, last)
    doubled = frozenset(day for day in span if book.alert(day) is not None)
    people = {member.person for post in wanted for member in book.members(post.id)}
    opening, heavy = _openings(book, wanted, first)
    ids = {post.id for post in wanted}
    kept = {
        Seat(duty.day, duty.post, duty.shift, duty.place): duty.person
        for duty in book.between(first, last)
        if duty.person is not None and (duty.post not in ids or keeps)
    }
    return RosterCase(
        first,
        last,
        tuple(_rule(book, post, span, doubled) for post in wanted),
        {person: frozenset(day for day in span if book.is_away(person, day)) for person in people},
        frozenset(
            (member.person, member.apart)
            for post in wanted
            for member in book.members(post.id)
            if member.apart
        ),
        opening,
        heavy,
        _served(book, first, last),
        kept,
        {person: snapshot.person_name(person) for person in people},
        seed,
    )


def _rule(book: DutyBook, post: DutyPost, span: list[date], doubled: frozenset[date]) -> PostRule:
    members = book.members(post.id)
    weights = {day: weight(post, book.day_class(day)) for day in span}
    return PostRule(
        post.id,
        post.title,
        tuple(shift.name for shift in book.shifts(post)),
        tuple(member.person for member in members),
        post.needs,
        post.min_gap,
        post.most_per_month,
        post.turn == "week",
        {member.person: member.weekday_numbers for member in members if member.weekdays},
        {day: hundredths for day, hundredths in weights.items() if hundredths != 100},
        doubled,
    )


def _openings(book: DutyBook, posts: list[DutyPost], first: date) -> tuple[dict[str, int], dict[str, int]]:
    """Returns what people bring along, all and of heavy days: entered balances, and every duty before the first day."""
    opening: Counter[str] = Counter()
    heavy: Counter[str] = Counter()
    for post in posts:
        for member in book.members(post.id):
            opening[member.person] += member.opening * 100
    for duty in book.before(first):
        if duty.person is not None:
            hundredths = book.weight(duty)
            opening[duty.person] += hundredths
            if hundredths > 100:
                heavy[duty.person] += hundredths
    return dict(opening), dict(heavy)


def _served(book: DutyBook, first: date, last: date) -> dict[str, frozenset[date]]:
    served: dict[str, set[date]] = {}
    one = timedelta(1)
    for start, end in ((first - _NEAR, first - one), (last + one, last + _NEAR)):
        for duty in book.between(start, end):
            if duty.person is not None:
                served.setdefault(duty.person, set()).add(duty.day)
    return {person: frozenset(on) for person, on in served.items()}
