"""The outline of a plan in MSPDI as actions, measures, tasks and milestones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from battlemap.domain.planning.project import (
    ProjectAction,
    ProjectMeasure,
    ProjectMilestone,
    ProjectTask,
)
from battlemap.exchange.project_fields import NATURAL_DAYS
from battlemap.exchange.project_rows import PlanRow

#: The greatest weight of a milestone; more is a slip of the pen.
_MOST_WEIGHT: Final = 9999


@attrs.frozen(eq=False)
class _Node:
    row: PlanRow
    children: list[_Node]

    @property
    def is_heading(self) -> bool:
        """Whether it groups others; a group of nothing but events is a task, so is a subproject that is not there."""
        if not self.children:
            return self.row.is_summary and not self.row.element.flag("IsSubproject")
        return not all(child.row.is_event and not child.children for child in self.children)


def actions_of(
    rows: Iterable[PlanRow], title: str, has_counting: bool, losses: Counter[str]
) -> list[ProjectAction]:
    """Returns the actions; tasks of the first level come into one that bears the plan's title.

    With `has_counting` the file says itself, in our own field, which tasks are counted in natural days.
    """
    return list(_Outline(title, has_counting, losses).actions(_tree(rows)))


def _tree(rows: Iterable[PlanRow]) -> list[_Node]:
    """Returns the outline as a tree; a level that is skipped counts as the next one below."""
    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    for row in rows:
        while open_nodes and open_nodes[-1].row.level >= row.level:
            open_nodes.pop()
        node = _Node(row, [])
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


@attrs.frozen(eq=False)
class _Outline:
    title: str
    has_counting: bool
    losses: Counter[str]

    def actions(self, nodes: list[_Node]) -> Iterator[ProjectAction]:
        loose = tuple(self._task(node) for node in nodes if not node.is_heading)
        if loose:
            yield ProjectAction(self.title, (ProjectMeasure("", loose),))
        for node in nodes:
            if node.is_heading:
                self._heading(node)
                yield ProjectAction(
                    node.row.title, tuple(self._measures(node)), node.row.fields.get("code", "")
                )

    def _measures(self, action: _Node) -> Iterator[ProjectMeasure]:
        loose = tuple(self._task(node) for node in action.children if not node.is_heading)
        if loose:
            yield ProjectMeasure("", loose)
        for node in action.children:
            if node.is_heading:
                yield from self._below(node, "")

    def _below(self, node: _Node, path: str) -> Iterator[ProjectMeasure]:
        """Yields the heading as a measure, and deeper ones as measures of their own, named by their path."""
        self._heading(node)
        path = f"{path} / {node.row.title}" if path else node.row.title
        deeper = [child for child in node.children if child.is_heading]
        own = tuple(self._task(child) for child in node.children if not child.is_heading)
        if own or not deeper:
            yield ProjectMeasure(path, own)
        for child in deeper:
            yield from self._below(child, path)

    def _heading(self, node: _Node) -> None:
        """Counts what a heading bears and no action or measure does."""
        row = node.row
        self.losses["标题行的备注"] += bool(row.detail)
        self.losses["标题行的责任单位、责任人"] += bool(row.fields.get("unit") or row.fields.get("owner"))
        self.losses["没有任务的标题行"] += not node.children

    def _task(self, node: _Node) -> ProjectTask:
        row = node.row
        days = row.days
        if row.progress == 100 and days.finished_on is None:
            self.losses["已完成 100% 而没有实际完成日期（按推进中导入）"] += 1
        if row.element.flag("IsSubproject") and not node.children:
            self.losses["子项目内部的任务（文件中没有，只导入它的汇总行）"] += 1
        return ProjectTask(
            row.uid,
            row.title,
            row.fields.get("code", ""),
            days.start_on,
            days.due_on,
            row.progress,
            row.detail,
            row.fields.get("unit", ""),
            row.fields.get("owner", ""),
            row.fields.get("counted") == NATURAL_DAYS if self.has_counting else days.is_elapsed,
            tuple(self._milestone(child.row) for child in node.children),
            days.finished_on if row.progress == 100 else None,
            days.due_words,
        )

    def _milestone(self, row: PlanRow) -> ProjectMilestone:
        done_on = (row.days.finished_on or row.days.due_on) if row.progress == 100 else None
        self.losses["节点的备注"] += bool(row.detail)
        self.losses["节点的部分进度"] += 0 < row.progress < 100
        self.losses["节点以文字代替的日期"] += bool(row.days.due_words)
        if row.progress == 100 and done_on is None:
            self.losses["已完成而没有日期的节点（按未完成导入）"] += 1
        return ProjectMilestone(row.title, row.days.due_on, done_on, self._weight(row))

    def _weight(self, row: PlanRow) -> int:
        text = row.fields.get("weight", "")
        if not text:
            return 1
        try:
            weight = float(text)
        except ValueError:
            weight = -1.0
        if weight == int(weight) if 0 <= weight <= _MOST_WEIGHT else False:
            return int(weight)
        self.losses["无法使用的节点权重（按 1 计）"] += 1
        return 1
