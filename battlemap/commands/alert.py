"""临战状态 is started and ended: one step each, with all that it changes, and all of that is put back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs

from battlemap import wording
from battlemap.commands.command import Command
from battlemap.commands.duty import SeatAnswer, put_seat
from battlemap.commands.task import CreateTask
from battlemap.domain.duty.alert_effects import response_tasks
from battlemap.domain.duty.roster import roster
from battlemap.domain.duty.roster_case import roster_case
from battlemap.domain.kinds.alert import ALERT, Alert, AlertTask
from battlemap.domain.kinds.duty import Duty
from battlemap.domain.kinds.duty_post import DutyPost
from battlemap.domain.kinds.emergency_plan import EmergencyPlan, PlanResponse
from battlemap.domain.kinds.task import Task
from battlemap.domain.risk.plans import due_moment
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Change, Step
from battlemap.domain.words import brief
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: An alert without an end doubles the posts of so many days; later ones are doubled when a roster is made.
_AHEAD: Final = timedelta(13)


@attrs.frozen
class StartAlert(Command):
    """临战状态 begins: more people on every post (`seats`), response tasks in `action`, and all that holds by rule.

    The tasks are those of the `plan`, due so long after `at`, minutes of the first
    day (None: now, or its beginning), or the delivered ones.
    """

    level: int
    starts_on: date
    title: str
    basis: str
    ends_on: date | None = None
    decided_by: str = ""
    period: str | None = None
    action: str | None = None
    seats: tuple[SeatAnswer, ...] = ()
    plan: str | None = None
    at: int | None = None

    @classmethod
    def planned(
        cls, snapshot: Snapshot, level: int, starts_on: date, title: str, basis: str, ends_on: date | None = None,
        decided_by: str = "", period: str | None = None, action: str | None = None, plan: str | None = None,
        at: int | None = None,
    ) -> tuple[StartAlert, tuple[str, ...]]:  # fmt: skip
        """Returns the command with the people that the roster's rules add, and what cannot be filled, by day and post.

        What stands on the roster already stays.
        """
        alert = ALERT.checked(
            Alert("-", level, starts_on, title.strip(), ends_on, basis.strip(), decided_by, period)
        )
        command = cls(
            level,
            starts_on,
            title.strip(),
            basis.strip(),
            ends_on,
            decided_by.strip(),
            period,
            action,
            (),
            plan,
            at,
        )
        if not snapshot.live_rows("duty_post"):
            return command, ()
        change = Change("alert", alert.id, None, alert)
        as_if = snapshot.take(Step("", "", "do", "", datetime.combine(starts_on, time()), (change,)))
        last = min(ends_on or starts_on + _AHEAD, starts_on + timedelta(60))
        try:
            case = roster_case(as_if, starts_on, last, keeps=True)
        except Refused:
            return command, ()
        draft = roster(case)
        added = [
            SeatAnswer(seat.day, seat.post, seat.shift, seat.place, draft.seats.get(seat))
            for seat in case.seats
            if seat not in case.kept and seat in draft.seats
        ]
        gaps = tuple(
            f"{seat.day.month}月{seat.day.day}日{snapshot.called('duty_post', seat.post)}：{reason}"
            for seat, reason in draft.gaps
        )
        return attrs.evolve(command, seats=tuple(added)), gaps

    def label(self, snapshot: Snapshot) -> str:
        return f"启动临战状态“{brief(self.title)}”"

    def apply(self, repository: Repository) -> None:
        """Writes all of it; raises Refused for an alert that may not be, or two at once."""
        alert = Alert(
            repository.new_id(), self.level, self.starts_on, self.title.strip(), self.ends_on, self.basis.strip(),
            self.decided_by.strip() or repository.actor, self.period,
        )  # fmt: skip
        ALERT.check_row(alert)
        repository.put(alert)
        for seat in self.seats:
            put_seat(repository, seat)
        if self.action is not None:
            if self.plan is not None:
                self._start_plan(repository, alert, self.plan)
            else:
                for task in response_tasks(self.level):
                    fields = {
                        "detail": f"{task.phase}。依据：{task.source}",
                        "due_on": alert.starts_on + timedelta(task.days),
                    }
                    self._bring(repository, alert, task.title, fields)

    def _start_plan(self, repository: Repository, alert: Alert, id: str) -> None:
        """Brings the tasks of a plan, each with its moment and its clause."""
        plan = repository.get(EmergencyPlan, id)
        own = [one for one in repository.live(PlanResponse, plan=id) if one.level >= self.level]
        if plan.deleted or not own:
            level = wording.ALERT_LEVELS[self.level]
            raise Refused(
                f"预案“{brief(plan.title)}”没有{level}响应的任务模板，请先增加，或改用通用响应任务。"
            )
        is_today = alert.starts_on == repository.today
        now = repository.at.hour * 60 + repository.at.minute if is_today else 0
        started = datetime.combine(alert.starts_on, time()) + timedelta(
            minutes=now if self.at is None else self.at
        )
        for one in sorted(own, key=lambda one: (one.due_minutes, one.rank)):
            due = due_moment(one, started)
            last = alert.ends_on if one.is_continuous and alert.ends_on else due.date()
            by = "" if one.is_continuous else f"（{due.month}月{due.day}日 {due:%H:%M} 前）"
            team = f"{one.team}。" if one.team else ""
            source = f"《{plan.title}》第 {plan.version} 版 {one.clause}"
            fields = {
                "detail": f"{team}{one.phase}{by}。依据：{source}", "due_on": last, "source": source,
                "due_text": "" if one.is_continuous else f"{due.month}月{due.day}日 {due:%H:%M} 前",
            }  # fmt: skip
            self._bring(repository, alert, one.title, fields)

    def _bring(self, repository: Repository, alert: Alert, title: str, fields: dict[str, Any]) -> None:
        ids_before = {task.id for task in repository.live(Task, action=self.action)}
        CreateTask(str(self.action), title, fields={"start_on": alert.starts_on, **fields}).apply(repository)
        made = next(task for task in repository.live(Task, action=self.action) if task.id not in ids_before)
        repository.put(AlertTask(repository.new_id(), alert.id, made.id))


@attrs.frozen
class EndAlert(Command):
    """临战状态 ends with the evening of a day, by a decision; what it has changed beyond that day is put back.

    People whom it added to posts on later days go, response tasks that nobody has begun go too; what was done stays.
    """

    alert: str
    ended_by: str
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"解除临战状态“{snapshot.called('alert', self.alert)}”"

    def apply(self, repository: Repository) -> None:
        """Writes all of it; raises Refused without a basis, or for one that has ended before that day."""
        alert = repository.get(Alert, self.alert)
        day = min(self.on or repository.today, alert.ends_on or date.max)
        if alert.deleted or (alert.ended_by and alert.ends_on is not None):
            raise Refused("这次临战状态已经解除。")
        if not self.ended_by.strip():
            raise Refused("请写明解除临战状态的依据，如指挥部决定。")
        if day < alert.starts_on:
            raise Refused(f"解除日期 {day} 早于启动日期 {alert.starts_on}，请改正；误启动请直接撤销。")
        posts = {post.id: post for post in repository.find(DutyPost)}
        for duty in repository.live(Duty):
            post = posts.get(duty.post)
            was_held = duty.day > day and alert.holds(duty.day)
            if post is not None and was_held and duty.place > post.needs:
                repository.put(attrs.evolve(duty, deleted=True))
        for link in repository.live(AlertTask, alert=alert.id):
            task = repository.get(Task, link.task)
            if not task.deleted and task.lane == "waiting" and not task.progress and task.accepted_on is None:
                repository.put(attrs.evolve(task, deleted=True))
        repository.put(attrs.evolve(alert, ends_on=day, ended_by=self.ended_by.strip()))
