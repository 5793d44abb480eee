"""今日值班: who stands where on a day, in words for the status line, the wall screen and the daily report."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import attrs

from battlemap.domain.duty.book import DutyBook
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.kinds.people import Masking
from battlemap.domain.snapshot import Snapshot


@attrs.frozen
class OnDuty:
    """A post on a day: who stands there, shift by shift. `is_short` says that somebody is missing."""

    post: str
    title: str
    duties: tuple[Duty, ...]
    names: str
    phones: str
    is_short: bool


def on_duty(snapshot: Snapshot, day: date, masking: Masking = "none") -> tuple[OnDuty, ...]:
    """Returns the posts of a day in their order, () where no roster has been made for it."""
    book = DutyBook(snapshot)
    of_day = book.on(day)
    if not of_day:
        return ()
    on_posts = []
    for post in book.posts:
        own = tuple(duty for duty in of_day if duty.post == post.id)
        parts = []
        for shift in book.shifts(post):
            people = [duty for duty in own if duty.shift == shift.name]
            names = "、".join(book.shown_name(duty, masking) for duty in people if duty.person) or "缺岗"
            parts.append(names if shift.name == "全天" else f"{shift.name} {names}")
        short = sum(duty.person is not None for duty in own) < book.needs(post, day) * len(book.shifts(post))
        phones = "、".join(dict.fromkeys(duty.phone_then for duty in own if duty.phone_then))
        on_posts.append(OnDuty(post.id, post.title, own, "；".join(parts), phones, short))
    return tuple(on_posts)


def on_duty_now(snapshot: Snapshot, now: datetime) -> tuple[tuple[str, str], ...]:
    """Returns (post, names) of those who stand there at a moment: before the hand-over those of the day before."""
    book = DutyBook(snapshot)
    minutes = now.hour * 60 + now.minute
    manned = []
    for post in book.posts:
        names: list[str] = []
        for day in (now.date() - timedelta(1), now.date()):
            for shift in book.shifts(post):
                start = shift.starts - (1440 if day < now.date() else 0)
                if start <= minutes < start + shift.length:
                    names += [
                        duty.name_then or "缺岗"
                        for duty in book.on(day)
                        if (duty.post, duty.shift) == (post.id, shift.name)
                    ]
        if names:
            manned.append((post.title, "、".join(names)))
    return tuple(manned)


def status_words(snapshot: Snapshot, day: date) -> str:
    """Returns 「今日值班：李主任、王某、赵某」: who leads and who keeps the duty room, "" where no roster has been made."""
    book = DutyBook(snapshot)
    posts = [post.id for post in book.posts if post.kind != "standby"]
    names = [duty.name_then or "缺岗" for duty in book.on(day) if duty.post in posts]
    return f"今日值班：{'、'.join(dict.fromkeys(names))}" if names else ""
