"""图上回填: the marks of a meeting are typed back in one step, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from battlemap.commands.board import MoveTasks
from battlemap.commands.command import Command
from battlemap.commands.lanes import problems_on
from battlemap.commands.loop import ReportProgress
from battlemap.commands.problem import MarkStuck
from battlemap.commands.task import BlockTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.wall_marks import WallMark
from battlemap.errors import NotFound, Refused
from battlemap.store.repository import Repository


@attrs.frozen
class TypeBackMarks:
    """Marks from the wall in the order in which they were typed; one card may bear several."""

    marks: tuple[WallMark, ...]

    def label(self, snapshot: Snapshot) -> str:
        return f"图上回填 {len(self.marks)} 处"

    def apply(self, repository: Repository) -> None:
        """Writes every mark; raises NotFound with all unknown codes, Refused with every mark that a rule forbids."""
        if not self.marks:
            raise Refused("没有要回填的标注。")
        tasks = {task.code: task.id for task in repository.live(Task)}
        unknown = dict.fromkeys(mark.code for mark in self.marks if mark.code not in tasks)
        if unknown:
            raise NotFound(f"没有这些编号：{'、'.join(unknown)}。请核对后重新录入，本次没有写入任何标注。")
        marked = {mark.code: repository.get(Task, tasks[mark.code]) for mark in self.marks}
        stuck = {code for code, task in marked.items() if problems_on(repository, task)}
        refused = []
        for mark in _left_standing(self.marks, stuck):
            try:
                deed(mark, repository.get(Task, tasks[mark.code])).apply(repository)
            except Refused as error:
                refused.append(str(error))
        if refused:
            raise Refused("\n".join([*refused, "本次没有写入任何标注。"]))


def _left_standing(marks: Sequence[WallMark], stuck: Collection[str]) -> list[WallMark]:
    """Returns the marks without those that take each other back: a block and its end on a card that was not stuck."""
    standing: list[WallMark] = []
    for mark in marks:
        blocks = [each for each in standing if each.code == mark.code and each.kind == "blocked"]
        if mark.kind == "clear" and mark.code not in stuck and blocks:
            standing = [each for each in standing if each not in blocks]
        else:
            standing.append(mark)
    return standing


def unknown_codes(snapshot: Snapshot, marks: tuple[WallMark, ...]) -> tuple[str, ...]:
    """Returns the codes that no live card bears, in the order typed: what a grid refuses at once."""
    return tuple(dict.fromkeys(mark.code for mark in marks if snapshot.task_by_code(mark.code) is None))


def deed(mark: WallMark, task: Task) -> Command:
    """Returns the command that a mark on this card stands for."""
    if mark.kind == "percent":
        return ReportProgress(task.id, mark.percent)
    if mark.kind == "lane":
        return MoveTasks((task.id,), task.action, mark.lane)
    if mark.kind == "late":
        return ReportProgress(task.id, task.progress, "现场标注：滞后")
    return MarkStuck(task.id, mark.reason) if mark.kind == "blocked" else BlockTask(task.id, "")
