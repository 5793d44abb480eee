"""Changes to the duty roster: made as a whole, exchanged, filled by hand, and swaps that wait for consent and approval."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import attrs

from battlemap.commands.command import BringsMuch, Command
from battlemap.domain.duty.day_class import alert_on
from battlemap.domain.duty.faults import day_words
from battlemap.domain.duty.roster import roster
from battlemap.domain.duty.roster_case import roster_case
from battlemap.domain.duty.seats import Draft
from battlemap.domain.kinds.alert import Alert
from battlemap.domain.kinds.duty import DUTY, Duty, DutySwap, LeaveOfAbsence
from battlemap.domain.kinds.duty_post import DutyPost, ShiftRule
from battlemap.domain.kinds.people import Person
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class SeatAnswer:
    """Who takes a place of a shift, None for nobody; `name` and `phone` stand where the person is not registered."""

    day: date
    post: str
    shift: str
    place: int
    person: str | None = None


@attrs.frozen
class WriteRoster(BringsMuch, Command):
    """The roster of these posts from `first` to `last` is as it is given; what stood there and is not given goes."""

    backup_reason = "排班前"

    first: date
    last: date
    posts: tuple[str, ...]
    seats: tuple[SeatAnswer, ...]

    @classmethod
    def planned(
        cls,
        snapshot: Snapshot,
        first: date,
        last: date,
        seed: int = 0,
        *,
        keeps: bool = False,
        posts: Collection[str] = (),
    ) -> tuple[WriteRoster, Draft]:
        """Returns the roster that the rules give for these days, and what is strained and empty in it.

        Raises as `roster_case`.
        """
        case = roster_case(snapshot, first, last, seed, keeps=keeps, posts=posts)
        draft = roster(case)
        wanted = tuple(post.id for post in case.posts)
        filled = [
            SeatAnswer(seat.day, seat.post, seat.shift, seat.place, draft.seats.get(seat))
            for seat in case.seats
        ]
        return cls(first, last, wanted, tuple(filled)), draft

    def label(self, snapshot: Snapshot) -> str:
        return f"排班 {day_words(self.first)}至{day_words(self.last)}"

    def apply(self, repository: Repository) -> None:
        """Writes what is different; raises Refused for a seat outside of the span or given twice."""
        if not self.seats:
            raise Refused("没有可排的班次。")
        standing = {
            _seat(duty): duty
            for post in self.posts
            for duty in repository.live(Duty, post=post)
            if self.first <= duty.day <= self.last
        }
        wanted: dict[tuple[str, date, str, int], SeatAnswer] = {}
        for seat in self.seats:
            key = (seat.post, seat.day, seat.shift, seat.place)
            if seat.post not in self.posts or not self.first <= seat.day <= self.last or key in wanted:
                raise Refused(f"排班表中 {seat.day} 的一个班次不在本次范围内或重复，没有写入。")
            wanted[key] = seat
        for key, duty in standing.items():
            if key not in wanted:
                repository.put(attrs.evolve(duty, deleted=True))
        for key, seat in wanted.items():
            there = standing.get(key)
            if there is None:
                blank = Duty(repository.new_id(), seat.post, seat.day, seat.shift, seat.place, state="absent")
                repository.put(_manned(blank, seat.person, "planned", repository))
            elif there.person != seat.person:
                repository.put(_manned(there, seat.person, "planned", repository, replaces=""))


@attrs.frozen
class ExchangeDuties(Command):
    """Two places of the roster change their people; an empty one takes the other's person."""

    one: str
    other: str

    def label(self, snapshot: Snapshot) -> str:
        return f"对换 {_told(snapshot, self.one)} 与 {_told(snapshot, self.other)}"

    def apply(self, repository: Repository) -> None:
        """Writes both; raises Refused where nothing is exchanged or one person would stand twice in a shift."""
        one, other = _standing(repository, self.one), _standing(repository, self.other)
        if one.id == other.id or one.person == other.person:
            raise Refused("两个班次是同一个人，不必对换。")
        for duty, person in ((one, other.person), (other, one.person)):
            _guard_free(repository, duty, person, {one.id, other.id})
        people = one.person, other.person
        repository.put(_manned(one, people[1], "exchanged", repository))
        repository.put(_manned(other, people[0], "exchanged", repository))


@attrs.frozen
class ManDuty(Command):
    """A place of the roster is given to somebody, or to nobody; a place that is not there yet is made."""

    seat: SeatAnswer

    def label(self, snapshot: Snapshot) -> str:
        post = snapshot.called("duty_post", self.seat.post)
        name = snapshot.person_name(self.seat.person) or "缺岗"
        return f"{day_words(self.seat.day)}{post}改由 {name}"

    def apply(self, repository: Repository) -> None:
        put_seat(repository, self.seat)


def put_seat(repository: Repository, seat: SeatAnswer) -> None:
    """Writes a place of the roster; raises Refused where its person stands elsewhere in the same shift or is away."""
    blank = Duty(repository.new_id(), seat.post, seat.day, seat.shift, seat.place, state="absent")
    DUTY.check_row(blank)
    there = repository.live(
        Duty, post=seat.post, day=seat.day.isoformat(), shift=seat.shift, place=seat.place
    )
    duty = there[0] if there else blank
    _guard_free(repository, duty, seat.person, {duty.id})
    state = "planned" if duty.person is None and not duty.replaces else "stand_in"
    repository.put(_manned(duty, seat.person, state, repository))


@attrs.frozen
class AskSwap(Command):
    """Somebody asks that his duty is exchanged with another one, or taken by a stand-in; nothing changes yet."""

    duty: str
    other: str | None = None
    stand_in: str | None = None
    reason: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"申请换班 {_told(snapshot, self.duty)}"

    def apply(self, repository: Repository) -> None:
        """Writes the question; raises Refused where it asks for nothing, or is asked already."""
        duty = _standing(repository, self.duty)
        if duty.person is None:
            raise Refused("缺岗的班次没有人可以申请换班，请直接安排人员。")
        if (self.other is None) == (self.stand_in is None):
            raise Refused("请写明与哪一班对换，或由谁替班，二者选一。")
        if self.other is not None:
            other = _standing(repository, self.other)
            if other.person is None or other.person == duty.person:
                raise Refused("请选另一个人的班次对换。")
            _guard_free(repository, duty, other.person, {duty.id, other.id})
            _guard_free(repository, other, duty.person, {duty.id, other.id})
        elif repository.get(Person, str(self.stand_in)).deleted or self.stand_in == duty.person:
            raise Refused("替班的应是另一名在册人员。")
        else:
            _guard_free(repository, duty, self.stand_in, {duty.id})
        if any(swap.is_open for swap in repository.live(DutySwap, duty=self.duty)):
            raise Refused("这个班次已有一条没有办完的换班申请，请先办完或退回。")
        repository.put(
            DutySwap(
                repository.new_id(),
                duty.id,
                repository.today,
                duty.name_then,
                self.other,
                self.stand_in,
                self.reason.strip(),
            )
        )


@attrs.frozen
class AnswerSwap(Command):
    """The other side agrees to a swap or turns it down."""

    swap: str
    by: str
    agrees: bool = True

    def label(self, snapshot: Snapshot) -> str:
        return f"{'同意' if self.agrees else '退回'}{snapshot.rows['duty_swap'][self.swap].asked_by}的换班"  # type: ignore[attr-defined]

    def apply(self, repository: Repository) -> None:
        """Writes the answer; raises Refused for a swap that does not wait for one."""
        swap = _asked(repository, self.swap)
        if not self.agrees:
            repository.put(attrs.evolve(swap, state="refused", agreed_by=self.by.strip() or repository.actor))
            return
        if swap.state != "asked":
            raise Refused("这条换班申请对方已经同意，正等待批准。")
        repository.put(attrs.evolve(swap, state="agreed", agreed_by=self.by.strip() or repository.actor))


@attrs.frozen
class ApproveSwap(Command):
    """A leader approves a swap to which the other side has agreed; only now the roster changes."""

    swap: str
    by: str

    def label(self, snapshot: Snapshot) -> str:
        return f"批准{snapshot.rows['duty_swap'][self.swap].asked_by}的换班"  # type: ignore[attr-defined]

    def apply(self, repository: Repository) -> None:
        """Changes the roster; raises Refused without consent, or where the duties are no longer what was asked for."""
        swap = _asked(repository, self.swap)
        if swap.state != "agreed":
            raise Refused("对方还没有同意，不能批准换班。")
        duty = _standing(repository, swap.duty)
        if duty.name_then != swap.asked_by:
            raise Refused(f"这个班次现在由 {duty.name_then or '无人'} 值班，与申请时不同，请重新申请。")
        if swap.other is not None:
            ExchangeDuties(swap.duty, swap.other).apply(repository)
        else:
            _guard_free(repository, duty, swap.stand_in, {duty.id})
            repository.put(_manned(duty, swap.stand_in, "stand_in", repository))
        repository.put(attrs.evolve(swap, state="approved", approved_by=self.by.strip() or repository.actor))


def _asked(repository: Repository, id: str) -> DutySwap:
    swap = repository.get(DutySwap, id)
    if not swap.is_open:
        raise Refused("这条换班申请已经办完。")
    return swap


def _standing(repository: Repository, id: str) -> Duty:
    duty = repository.get(Duty, id)
    if duty.deleted:
        raise Refused("这个班次已不在值班表上，请刷新后再试。")
    return duty


def _seat(duty: Duty) -> tuple[str, date, str, int]:
    return duty.post, duty.day, duty.shift, duty.place


def _guard_free(repository: Repository, duty: Duty, person: str | None, without: Collection[str]) -> None:
    """Raises Refused where somebody would stand twice in the same shift of a day, or is on leave that has not been stopped."""
    if person is None:
        return
    is_away = any(leave.holds(duty.day) for leave in repository.live(LeaveOfAbsence, person=person))
    if is_away and alert_on(repository.live(Alert), duty.day) is None:
        name = repository.get(Person, person).name
        raise Refused(f"{name} {day_words(duty.day)}正在请假，不能排班。")
    for other in repository.live(Duty, day=duty.day.isoformat(), person=person):
        if other.id not in without and other.shift == duty.shift:
            raise Refused(f"{other.name_then} {day_words(duty.day)}{duty.shift}已有班，不能重复排班。")


def _manned(
    duty: Duty, person: str | None, state: Any, repository: Repository, replaces: str | None = None
) -> Duty:
    """Returns the duty with somebody on it, name, phone and hours as they are today."""
    was = duty.replaces or duty.name_then if replaces is None else replaces
    if person is None:
        return attrs.evolve(
            duty,
            person=None,
            name_then="",
            phone_then="",
            state="absent",
            replaces=was,
            hours=_hours(duty, repository),
        )
    row = repository.get(Person, person)
    if row.deleted:
        raise Refused(f"“{row.name}”已从人员中删除，不能排班。")
    back = was if was != row.name else ""
    return attrs.evolve(
        duty,
        person=row.id,
        name_then=row.name,
        phone_then=row.phone,
        state=state if back or state == "planned" else "planned",
        replaces=back,
        hours=_hours(duty, repository),
    )


def _hours(duty: Duty, repository: Repository) -> str:
    post = repository.get(DutyPost, duty.post)
    rule = repository.get(ShiftRule, post.rule)
    return next((shift.hours for shift in rule.all if shift.name == duty.shift), duty.hours)


def _told(snapshot: Snapshot, id: str) -> str:
    duty = snapshot.rows["duty"][id]
    assert isinstance(duty, Duty)
    return f"{day_words(duty.day)}{duty.name_then or '缺岗'}"
