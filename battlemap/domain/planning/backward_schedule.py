"""倒排工期: from a due day that cannot move backwards over a template of steps, to start days and milestones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import attrs

from battlemap.domain.days.calendar import WorkCalendar
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.ban import banned_days
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.paths import resource

_ONE_DAY = timedelta(days=1)


@attrs.frozen
class ScheduleStep:
    """A step of a template: its name, its length and whether a 封土期 stops it."""

    title: str
    working_days: int
    is_construction: bool = False


@attrs.frozen
class ScheduleTemplate:
    """The steps that work of one kind goes through; delivered in ``resources/templates/backward_schedules``."""

    name: str
    title: str
    steps: tuple[ScheduleStep, ...]


@attrs.frozen
class PlannedStep:
    """A step with its days, both included."""

    title: str
    starts_on: date
    ends_on: date
    working_days: int


@attrs.frozen
class BackwardSchedule:
    """The steps as they must go to meet `due_on`, and the ways out where the time is too short.

    `short_by` days are lacking between the day on which work can begin and the first step; `why` says where they
    went. `compressed` is None where even one day for each step is too long; it then lacks `still_short_by`.
    """

    due_on: date
    steps: tuple[PlannedStep, ...]
    short_by: int = 0
    why: str = ""
    compressed: tuple[PlannedStep, ...] | None = None
    still_short_by: int = 0
    shifted: tuple[PlannedStep, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the due day can be met with every step at its full length."""
        return not self.short_by

    @property
    def words(self) -> str:
        """The finding in words: when to begin, or 「缺 5 个工作日」 and why."""
        if self.fits:
            first = self.steps[0].starts_on
            return f"须于 {first.month}月{first.day}日前启动"
        return self.why


def schedule_template(name: str) -> ScheduleTemplate:
    """Returns the delivered template of that name; raises BadInput where there is none."""
    path = resource("templates", "backward_schedules", f"{name}.json")
    if not path.is_file():
        raise BadInput(f"没有名为“{name}”的倒排工期模板。可用：{'、'.join(schedule_template_names())}。")
    content = json.loads(path.read_text("utf-8"))
    return ScheduleTemplate(name, content["title"], tuple(ScheduleStep(**step) for step in content["steps"]))


def schedule_template_names() -> list[str]:
    """Returns the names of all delivered templates, sorted."""
    return sorted(path.stem for path in resource("templates", "backward_schedules").glob("*.json"))


def schedule_task(
    snapshot: Snapshot, task: Task, steps: Sequence[ScheduleStep], not_before: date
) -> BackwardSchedule:
    """Returns the schedule of a task by its own calendar and the 封土期 that hold for it.

    A task without a due day is due on the campaign's last day.
    """
    banned = banned_days(snapshot, task)
    return schedule_backwards(
        steps, task.due_on or snapshot.campaign.ends_on, not_before, snapshot.calendar_of(task), banned
    )


def schedule_backwards(
    steps: Sequence[ScheduleStep],
    due_on: date,
    not_before: date,
    calendar: WorkCalendar,
    banned: Iterable[date] = (),
) -> BackwardSchedule:
    """Returns the schedule that ends on `due_on`; nothing stands on a day off, no construction on a `banned` day.

    Raises BadInput for a template without steps or with a step shorter than a day.
    """
    if not steps or any(step.working_days < 1 for step in steps):
        raise BadInput("倒排工期至少要有一个步骤，每个步骤不少于 1 个工作日。")
    building = calendar.without(banned)
    planned = _backwards(steps, due_on, calendar, building)
    short_by = calendar.between(planned[0].starts_on, not_before)
    if short_by <= 0:
        return BackwardSchedule(due_on, planned)
    unhindered = _backwards(steps, due_on, calendar, calendar)
    by_ban = short_by - max(0, calendar.between(unhindered[0].starts_on, not_before))
    compressed, still_short_by = _compressed(steps, due_on, not_before, calendar, building)
    return BackwardSchedule(
        due_on,
        planned,
        short_by,
        _why(steps, due_on, not_before, calendar, short_by, by_ban),
        compressed,
        still_short_by,
        _forwards(steps, not_before, calendar, building),
    )


def compressed_lengths(lengths: Sequence[int], total: int) -> list[int]:
    """Returns the lengths made shorter in proportion so that they add up to `total`, none below 1, none longer.

    `total` lies between the number of lengths and their sum.
    """
    whole = sum(lengths)
    shares = [max(1, length * total // whole) for length in lengths]
    while sum(shares) != total:
        step = 1 if sum(shares) < total else -1
        open_places = [n for n, share in enumerate(shares) if (share < lengths[n] if step > 0 else share > 1)]
        furthest = max(open_places, key=lambda n: step * (lengths[n] * total - shares[n] * whole))
        shares[furthest] += step
    return shares


def _backwards(
    steps: Sequence[ScheduleStep], due_on: date, calendar: WorkCalendar, building: WorkCalendar
) -> tuple[PlannedStep, ...]:
    planned: list[PlannedStep] = []
    limit = due_on
    for step in reversed(steps):
        own = building if step.is_construction else calendar
        last = own.previous_working_day(limit)
        first = own.begin(last, step.working_days)
        planned.append(PlannedStep(step.title, first, last, step.working_days))
        limit = first - _ONE_DAY
    return tuple(reversed(planned))


def _forwards(
    steps: Sequence[ScheduleStep], not_before: date, calendar: WorkCalendar, building: WorkCalendar
) -> tuple[PlannedStep, ...]:
    planned: list[PlannedStep] = []
    start = not_before
    for step in steps:
        own = building if step.is_construction else calendar
        first = own.next_working_day(start)
        last = own.finish(first, step.working_days)
        planned.append(PlannedStep(step.title, first, last, step.working_days))
        start = last + _ONE_DAY
    return tuple(planned)


def _compressed(
    steps: Sequence[ScheduleStep],
    due_on: date,
    not_before: date,
    calendar: WorkCalendar,
    building: WorkCalendar,
) -> tuple[tuple[PlannedStep, ...] | None, int]:
    """Returns the longest schedule with shorter steps that fits; None and what it still lacks where none does."""
    lengths = [step.working_days for step in steps]
    planned: tuple[PlannedStep, ...] = ()
    for total in range(sum(lengths) - 1, len(steps) - 1, -1):
        shorter = [
            attrs.evolve(step, working_days=length)
            for step, length in zip(steps, compressed_lengths(lengths, total), strict=True)
        ]
        planned = _backwards(shorter, due_on, calendar, building)
        if planned[0].starts_on >= not_before:
            return planned, 0
    planned = planned or _backwards(steps, due_on, calendar, building)
    return None, calendar.between(planned[0].starts_on, not_before)


def _why(
    steps: Sequence[ScheduleStep],
    due_on: date,
    not_before: date,
    calendar: WorkCalendar,
    short_by: int,
    by_ban: int,
) -> str:
    unit = "天" if calendar.every_day else "个工作日"
    needed = sum(step.working_days for step in steps)
    there = calendar.working_days(not_before, due_on)
    words = f"缺 {short_by} {unit}：{len(steps)} 个步骤共需 {needed} {unit}，"
    words += f"{not_before.month}月{not_before.day}日至{due_on.month}月{due_on.day}日只有 {there} {unit}"
    return words + (f"，其中因封土期少 {by_ban} {unit}" if by_ban > 0 else "")
