"""The chain of a task (流转): every deed of its loop in one line of dates, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.kinds.hand_over import Deed, HandOver
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot

#: What a file of an older program tells of a card without hand-overs: field of the card → deed.
_DATED: Final[tuple[tuple[str, Deed], ...]] = (
    ("assigned_on", "assign"), ("accepted_on", "accept"), ("finished_on", "claim"), ("struck_off_on", "strike_off"),
)  # fmt: skip


@attrs.frozen
class Link:
    """One deed of the chain: when, by whom, in which round, with which words."""

    name: str
    on: date
    actor: str = ""
    round: int = 1
    words: str = ""
    until: date | None = None

    @property
    def short(self) -> str:
        """「签收 10月9日」."""
        return f"{self.name} {self.on.month}月{self.on.day}日"

    @property
    def whole(self) -> str:
        """「10月9日　签收　李明　已分解到科室」."""
        until = f"至{self.until.month}月{self.until.day}日" if self.until else ""
        return "　".join(
            filter(None, (f"{self.on.month}月{self.on.day}日", self.name + until, self.actor, self.words))
        )


def chain(snapshot: Snapshot, task: Task) -> tuple[Link, ...]:
    """Returns the chain of a task in order; days that only the card tells stand before what is recorded."""
    recorded = snapshot.parts(HandOver, task.id)
    links = [_link(made) for made in recorded]
    deeds = {made.deed for made in recorded}
    older = [
        Link(wording.DEEDS[deed], getattr(task, field))
        for field, deed in _DATED
        if deed not in deeds and getattr(task, field) and not (deed == "claim" and "pass" in deeds)
    ]
    return tuple(sorted([*older, *links], key=lambda link: link.on))


def chain_words(snapshot: Snapshot, task: Task) -> str:
    """Returns the chain in one line of dates, reports counted, the next step behind it; "" before 交办."""
    links = chain(snapshot, task)
    parts: list[tuple[date, str]] = [(link.on, _with_round(link)) for link in _told(links)]
    reports = snapshot.reports_of(task.id)
    if reports:
        newest = reports[0].reported_on
        claim = wording.DEEDS["claim"]
        earlier = [on < newest or (on == newest and not text.startswith(claim)) for on, text in parts]
        place = next((n for n, is_earlier in enumerate(earlier) if not is_earlier), len(parts))
        parts.insert(place, (newest, f"反馈 {len(reports)} 次 {newest.month}月{newest.day}日"))
    following = next_step(task)
    words = " → ".join(words for _, words in parts)
    return " → ".join(filter(None, (words, f"待{following}" if following else "")))


def next_step(task: Task) -> str:
    """Returns what the task waits for in the loop, "" where the loop is closed."""
    if task.lane == "struck_off":
        return ""
    if task.lane == "checking":
        return "核查销号"
    if task.assigned_on is None:
        return "交办"
    return "签收" if task.accepted_on is None else "办结"


def _told(links: Iterable[Link]) -> Iterable[Link]:
    """Leaves out being urged: it is no step of the way."""
    return (link for link in links if link.name != wording.DEEDS["urge"])


def _with_round(link: Link) -> str:
    return f"{link.short}（第 {link.round} 轮）" if link.name == wording.DEEDS["rebound"] else link.short


def _link(made: HandOver) -> Link:
    name = made.words if made.deed == "step" else wording.DEEDS[made.deed]
    words = "" if made.deed == "step" else made.words
    return Link(name, made.on, made.actor, made.round, words, made.until)
