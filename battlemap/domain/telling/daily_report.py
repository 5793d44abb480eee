"""战报: what became of a campaign between two moments, every figure with the rows that it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Lamp, Verdict
from battlemap.domain.judging.standing import standing_ids
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import Arrear, arrears, due_rechecks
from battlemap.domain.telling.ranking import Ranking, RankingRule, ranking

_BAD: tuple[Lamp, ...] = ("red", "black")


@attrs.frozen
class Figure:
    """A number of the report: its name, the table whose rows it counts, and their ids."""

    name: str
    table: Literal["task", "problem"]
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """The number itself."""
        return len(self.ids)


@attrs.frozen
class LampFigure:
    """How many tasks show a lamp, now and before."""

    lamp: Lamp
    now: Figure
    before: Figure

    @property
    def change(self) -> int:
        """How many more than before."""
        return self.now.count - self.before.count


@attrs.frozen
class LampChange:
    """A task that shows another lamp than before (None where it is new), and why, in words."""

    task: str
    before: Lamp | None
    after: Lamp
    words: str


@attrs.frozen
class DailyReport:
    """The report of `as_of` against `before_on`; days are calendar days, `working_days_left` those of the calendar.

    `instructions` are the ids of those that are open or were given, answered or changed in between. `standings` are the
    tasks under the four official words, `owed` what is not signed for or not reported, `rechecks` the tasks at which
    somebody is to look again (回头看) by the day up to which the report looks ahead.
    """

    as_of: date
    before_on: date
    campaign_day: int
    days_left: int
    working_days_left: int
    tasks: Figure
    finished: Figure
    struck_off: Figure
    new_problems: Figure
    solved_problems: Figure
    open_problems: Figure
    lamps: tuple[LampFigure, ...]
    lamp_changes: tuple[LampChange, ...]
    due_next: Figure
    due_until: date
    ranking: Ranking
    instructions: tuple[str, ...]
    standings: tuple[Figure, ...] = ()
    owed: tuple[Arrear, ...] = ()
    rechecks: Figure = Figure("到期回头看", "task", ())

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the report: what a click on one can list."""
        counted = (
            self.tasks, self.finished, self.struck_off, self.new_problems, self.solved_problems, self.open_problems,
            self.due_next,
        )  # fmt: skip
        return (
            *counted,
            *self.standings,
            self.rechecks,
            *(figure for lamp in self.lamps for figure in (lamp.now, lamp.before)),
        )

    @property
    def red(self) -> tuple[str, ...]:
        """The ids of all tasks that are red or black, those that turned so since first, then worst first."""
        fresh = [change.task for change in self.newly_red]
        lit = [id for lamp in self.lamps if lamp.lamp in _BAD for id in lamp.now.ids]
        return (*fresh, *(id for id in lit if id not in fresh))

    @property
    def newly_red(self) -> tuple[LampChange, ...]:
        """Tasks that turned red or black since, worst first, then as they stand on the board."""
        return tuple(c for c in self.lamp_changes if c.after in _BAD and c.before not in _BAD)


def daily_report(
    before: Snapshot,
    before_on: date,
    after: Snapshot,
    as_of: date,
    rule: RankingRule,
    ahead: timedelta | None = None,
) -> DailyReport:
    """Returns the report between two moments; lamps are judged as of the two days.

    `after` is the later snapshot. What was done twice in between (finished and struck off, raised and solved) counts
    under both names. Due next is what is due within `ahead`, without one up to the next working day, days off before it
    included.
    """
    campaign = after.campaign
    tasks = after.live_tasks
    were = {task.id: task for task in before.live_tasks}
    now = {task.id: after.judge(task, as_of) for task in tasks}
    then = {task.id: before.judge(task, before_on).lamp for task in were.values()}
    first = max(as_of + timedelta(1), campaign.starts_on)
    due_until = as_of + ahead if ahead else after.calendar.next_working_day(as_of + timedelta(1))
    return DailyReport(
        as_of=as_of,
        before_on=before_on,
        campaign_day=campaign.campaign_day(as_of),
        days_left=campaign.days_left(as_of),
        working_days_left=after.calendar.working_days(first, campaign.ends_on),
        tasks=_of_tasks("任务总数", tasks),
        finished=_of_tasks("完成", _became(tasks, were, lambda task: task.is_finished)),
        struck_off=_of_tasks("销号", _became(tasks, were, lambda task: task.lane == "struck_off")),
        **_of_problems(before, after),
        lamps=_lamps(after, now, then),
        lamp_changes=_changes(tasks, now, then),
        due_next=_of_tasks("下周到期" if ahead else "明日到期", _due(tasks, as_of, due_until)),
        due_until=due_until,
        ranking=ranking(after, as_of, rule),
        instructions=_instructions(before, after, as_of),
        standings=tuple(
            Figure(wording.STANDINGS[word], "task", ids)
            for word, ids in standing_ids((task, after.judge(task, as_of)) for task in tasks).items()
        ),
        owed=arrears(after, as_of),
        rechecks=Figure(
            "到期回头看", "task", tuple(dict.fromkeys(one.task for one in due_rechecks(after, due_until)))
        ),
    )


def _of_tasks(name: str, tasks: Iterable[Task]) -> Figure:
    return Figure(name, "task", tuple(task.id for task in tasks))


def _became(tasks: Sequence[Task], were: dict[str, Task], is_so: Callable[[Task], bool]) -> list[Task]:
    """Returns the tasks that are so now and were not, or rebounded in between and are so again."""
    became = []
    for task in tasks:
        was = were.get(task.id)
        if is_so(task) and (was is None or not is_so(was) or task.rebound > was.rebound):
            became.append(task)
    return became


def _of_problems(before: Snapshot, after: Snapshot) -> dict[str, Figure]:
    live = sorted(
        (problem for problem in after.problems.values() if not problem.deleted),
        key=lambda problem: problem.number,
    )

    def was(problem: Problem) -> Problem | None:
        then = before.problems.get(problem.id)
        return None if then is None or then.deleted else then

    def figure(name: str, holds: Callable[[Problem], bool]) -> Figure:
        return Figure(name, "problem", tuple(problem.id for problem in live if holds(problem)))

    def is_solved_since(problem: Problem) -> bool:
        then = was(problem)
        return not problem.is_open and (then is None or then.is_open)

    return {
        "new_problems": figure("新增卡点", lambda problem: was(problem) is None),
        "solved_problems": figure("已解决卡点", is_solved_since),
        "open_problems": figure("未解决卡点", lambda problem: problem.is_open),
    }


def _lamps(after: Snapshot, now: dict[str, Verdict], then: dict[str, Lamp]) -> tuple[LampFigure, ...]:
    shown = {verdict.lamp for verdict in now.values()} | set(then.values()) | set(after.scheme.lamps)
    return tuple(
        LampFigure(
            lamp,
            Figure("今日", "task", tuple(task for task, verdict in now.items() if verdict.lamp == lamp)),
            Figure("上期", "task", tuple(task for task, shone in then.items() if shone == lamp)),
        )
        for lamp in LAMPS
        if lamp in shown
    )


def _changes(tasks: Sequence[Task], now: dict[str, Verdict], then: dict[str, Lamp]) -> tuple[LampChange, ...]:
    changes = [
        LampChange(task.id, then.get(task.id), now[task.id].lamp, now[task.id].words)
        for task in tasks
        if then.get(task.id) != now[task.id].lamp
    ]
    return tuple(sorted(changes, key=lambda change: LAMPS.index(change.after)))


def _instructions(before: Snapshot, after: Snapshot, as_of: date) -> tuple[str, ...]:
    """Returns the instructions to tell of: the open ones, the late first, then those answered in between."""
    listed = []
    for instruction in after.instructions.values():
        was = before.instructions.get(instruction.id)
        if (
            not instruction.deleted
            and not after.tasks[instruction.task].deleted
            and (instruction.is_open or was != instruction)
        ):
            listed.append(instruction)
    listed.sort(
        key=lambda one: (
            not one.is_open,
            not one.is_late(as_of),
            one.due_on or date.max,
            one.given_on,
        )
    )
    return tuple(one.id for one in listed)


def _due(tasks: Sequence[Task], as_of: date, until: date) -> list[Task]:
    due = [
        task
        for task in tasks
        if not task.is_finished and task.judged_due_on and as_of < task.judged_due_on <= until
    ]
    return sorted(due, key=lambda task: task.judged_due_on or until)
