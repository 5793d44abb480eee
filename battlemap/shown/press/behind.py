"""What stands behind a mark on a sheet: the tasks that a figure counts, or the one that a card shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

import attrs

from battlemap import wording
from battlemap.domain.kinds.problem import ProblemTask
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.daily_report import Figure
from battlemap.sheets.daily import report_of
from battlemap.sheets.framing import action_words, wanted
from battlemap.sheets.options import SheetOptions

#: The figures of a report that its scene names → their words.
_FIGURES: Final = {
    "finished": "完成", "struck_off": "销号", "new_problems": "新增卡点", "solved_problems": "已解决卡点",
    "open_problems": "未解决卡点", "due_next": "明日到期",
}  # fmt: skip


@attrs.frozen
class Behind:
    """What was clicked, in words, and the tasks that it tells of."""

    title: str
    tasks: tuple[str, ...]
    problems: tuple[str, ...] = ()


def behind(about: str, snapshot: Snapshot, options: SheetOptions) -> Behind | None:
    """Returns what stands behind the id of a scene's item, None where nothing does."""
    if about in snapshot.tasks:
        return Behind(snapshot.tasks[about].title, (about,))
    if about in snapshot.problems:
        problem = snapshot.problems[about]
        return Behind(f"卡点 {problem.number}：{problem.title}", _blocked(snapshot, about), (about,))
    if about in snapshot.actions:
        action = snapshot.actions[about]
        ids = (task.id for task, _ in wanted(snapshot, options) if task.action == about)
        return Behind(action_words(action), tuple(ids))
    if about in wording.LAMPS:
        lit = tuple(task.id for task, verdict in wanted(snapshot, options) if verdict.lamp == about)
        return Behind(wording.LAMPS[about], lit)
    if about in _FIGURES:
        figure: Figure = getattr(report_of(snapshot, options), about)
        if figure.table == "task":
            return Behind(figure.name if about == "due_next" else _FIGURES[about], figure.ids)
        tasks = dict.fromkeys(task for id in figure.ids for task in _blocked(snapshot, id))
        return Behind(_FIGURES[about], tuple(tasks), figure.ids)
    return None


def _blocked(snapshot: Snapshot, problem: str) -> tuple[str, ...]:
    """Returns the tasks in whose way a problem stands."""
    links = cast("Iterable[ProblemTask]", snapshot.rows["problem_task"].values())
    held = {link.task for link in links if link.problem == problem and not link.deleted}
    return tuple(task.id for task in snapshot.live_tasks if task.id in held)
