"""Arrears (催报): which tasks are not signed for or not reported on in time, whose they are, and when they were last urged."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import attrs

from battlemap.domain.judging.reporting import Owed
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.recheck import Recheck
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot

ArrearKind = Literal["unsigned", "chronic", "late", "today"]
#: Worst first.
KINDS: Final[tuple[ArrearKind, ...]] = ("chronic", "late", "unsigned", "today")
NAMES: Final = {"unsigned": "未签收", "chronic": "长期不报", "late": "逾期未报", "today": "今日应报"}


@attrs.frozen
class Arrear:
    """One task with what is missing, in words; `urges` is how often it was urged for that, `urged_on` when last."""

    task: Task
    kind: ArrearKind
    words: str
    urges: int
    urged_on: date | None


def arrears(snapshot: Snapshot, as_of: date) -> tuple[Arrear, ...]:
    """Returns what is owed by the evening of a day, worst first, then as the tasks stand on the board.

    Unsigned is what waits for 签收 longer than the lamp scheme allows (working days).
    """
    owing = []
    for task in snapshot.live_tasks:
        if task.is_finished or task.is_paused(as_of):
            continue
        since: date | None = None
        kind: ArrearKind | None = None
        words = ""
        if task.assigned_on and task.accepted_on is None:
            waited = _waited(snapshot, task, task.assigned_on, as_of)
            if waited > snapshot.scheme.accept_within:
                kind, words, since = "unsigned", f"交办 {waited} 个工作日未签收", task.assigned_on
        else:
            debt = snapshot.owed_of(task, as_of)
            if debt is not None:
                kind, words, since = _kind(debt, as_of), debt.words(as_of), debt.since
        if kind is not None and since is not None:
            urged = [
                made.on
                for made in snapshot.parts(HandOver, task.id)
                if made.deed == "urge" and made.on >= since
            ]
            owing.append(Arrear(task, kind, words, len(urged), urged[-1] if urged else None))
    return tuple(sorted(owing, key=lambda arrear: KINDS.index(arrear.kind)))


def due_rechecks(snapshot: Snapshot, until: date) -> tuple[Recheck, ...]:
    """Returns the open rechecks (回头看) of struck-off tasks that are due up to a day, the oldest first."""
    due = [
        recheck
        for recheck in snapshot.rechecks.values()
        if recheck.is_open and not recheck.deleted and recheck.due_on <= until
        and snapshot.is_live(snapshot.tasks[recheck.task])
    ]  # fmt: skip
    return tuple(sorted(due, key=lambda recheck: recheck.due_on))


def recheck_marks(snapshot: Snapshot) -> dict[date, str]:
    """Returns the days of all open rechecks with what is to be looked at, for a calendar: 「回头看：ENV-01、STAB-03」."""
    codes: dict[date, list[str]] = {}
    for recheck in due_rechecks(snapshot, date.max):
        codes.setdefault(recheck.due_on, []).append(snapshot.tasks[recheck.task].code)
    return {day: f"回头看：{'、'.join(of_day)}" for day, of_day in codes.items()}


def _kind(debt: Owed, as_of: date) -> ArrearKind:
    if not debt.is_late(as_of):
        return "today"
    return "chronic" if debt.is_chronic else "late"


def _waited(snapshot: Snapshot, task: Task, since: date, as_of: date) -> int:
    calendar = snapshot.calendar
    return calendar.working_days(since, as_of) - calendar.working_days(since, since)
