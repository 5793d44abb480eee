"""What is wrong with a roster, by day and name: gaps, double bookings, people on leave, strangers, too little rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

import attrs

from battlemap.domain.days.calendar import days
from battlemap.domain.days.shifts import clock_words, uncovered
from battlemap.domain.duty.book import DutyBook
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.kinds.duty_post import DutyPost

FaultKind = Literal["gap", "double", "away", "stranger", "apart", "rest", "hours"]
#: What must not be, and what only should not be.
GRAVE: Final = ("gap", "double", "away")


@attrs.frozen
class Fault:
    """One fault of a day; `duties` are the ids of the duties that it is about, `post` of the seat that is empty."""

    day: date
    kind: FaultKind
    words: str
    duties: tuple[str, ...] = ()
    post: str = ""
    shift: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether it must not stay."""
        return self.kind in GRAVE


def faults(book: DutyBook, first: date, last: date) -> tuple[Fault, ...]:
    """Returns what is wrong from `first` to `last`, by day; days without a single duty are told as gaps too."""
    all_faults: list[Fault] = []
    for day in days(first, last):
        duties = book.on(day)
        all_faults += _gaps(book, day, duties)
        all_faults += _people(book, day, duties)
    all_faults += _rests(book, first, last)
    return tuple(sorted(all_faults, key=lambda fault: (fault.day, not fault.is_grave, fault.words)))


def hour_gaps(book: DutyBook) -> tuple[str, ...]:
    """Returns a sentence for every post whose shifts leave hours of a day and night uncovered."""
    sentences = []
    for post in book.posts:
        shifts = book.shifts(post)
        open_ = uncovered(shifts)
        if post.kind != "standby" and open_:
            sentences.append(f"“{post.title}”的班制有 {clock_words(open_)} 无人（不足 24 小时）。")
    return tuple(sentences)


def _gaps(book: DutyBook, day: date, duties: list[Duty]) -> Iterable[Fault]:
    for post in book.posts:
        needed = book.needs(post, day)
        for shift in book.shifts(post):
            there = [duty for duty in duties if duty.post == post.id and duty.shift == shift.name]
            filled = sum(duty.person is not None for duty in there)
            if filled < needed:
                empty = tuple(duty.id for duty in there if duty.person is None)
                words = f"{day_words(day)}{_seat_words(post, shift.name)}缺 {needed - filled} 人"
                yield Fault(day, "gap", words, empty, post.id, shift.name)


def _people(book: DutyBook, day: date, duties: list[Duty]) -> Iterable[Fault]:
    of_person: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.person is not None:
            of_person[duty.person].append(duty)
    for person, own in of_person.items():
        name, ids = own[0].name_then, tuple(duty.id for duty in own)
        if len(own) > 1:
            posts = "、".join(_post_words(book, duty) for duty in own)
            yield Fault(day, "double", f"{day_words(day)}{name}重复排班（{posts}）", ids)
        if book.is_away(person, day):
            yield Fault(day, "away", f"{day_words(day)}{name}正在请假", ids)
        for duty in own:
            member = next((one for one in book.members(duty.post) if one.person == person), None)
            if member is None and duty.state == "planned":
                words = f"{day_words(day)}{name}不在“{_post_words(book, duty)}”的值班人员中"
                yield Fault(day, "stranger", words, (duty.id,))
            elif member is not None and member.apart in of_person:
                other = of_person[member.apart][0]
                words = f"{day_words(day)}{name}与{other.name_then}不应同日值班"
                yield Fault(day, "apart", words, (duty.id, other.id))


def _rests(book: DutyBook, first: date, last: date) -> Iterable[Fault]:
    """Yields duties of one person that follow each other too soon; a week of one post is one duty."""
    before: dict[str, Duty] = {}
    for duty in book.between(first, last):
        if duty.person is None:
            continue
        earlier, post = before.get(duty.person), book.post_of.get(duty.post)
        before[duty.person] = duty
        if earlier is None or post is None or earlier.day == duty.day:
            continue
        gap = (duty.day - earlier.day).days
        is_same_week = post.turn == "week" and earlier.post == duty.post
        if gap < post.min_gap and not is_same_week:
            words = f"{day_words(duty.day)}{duty.name_then}与上一班只隔 {gap} 天，应隔 {post.min_gap} 天"
            yield Fault(duty.day, "rest", words, (earlier.id, duty.id))


def day_words(day: date) -> str:
    """Returns 「11月3日」."""
    return f"{day.month}月{day.day}日"


def _seat_words(post: DutyPost, shift: str) -> str:
    return f"“{post.title}”" if shift == "全天" else f"“{post.title}”{shift}"


def _post_words(book: DutyBook, duty: Duty) -> str:
    post = book.post_of.get(duty.post)
    title = post.title if post else "已撤岗位"
    return title if duty.shift == "全天" else f"{title}{duty.shift}"
