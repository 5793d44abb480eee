"""Changes to measures (工作要点), the numbered items of an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from battlemap.commands.command import rank_before
from battlemap.domain.kinds.action import MEASURE, Action, Measure
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class CreateMeasure:
    """A new item at the end of an action."""

    action: str
    title: str
    text: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"新建要点“{self.title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the measure with the action's next number."""
        repository.get(Action, self.action)
        measures = repository.find(Measure, action=self.action)
        number = max((measure.number for measure in measures), default=0) + 1
        rank = rank_before(repository, Measure, None, action=self.action)
        repository.put(Measure(repository.new_id(), self.action, number, self.title.strip(), rank, self.text))


@attrs.frozen
class EditMeasure:
    """New values for title, text or number."""

    measure: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改要点“{snapshot.measures[self.measure].title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the changed measure."""
        repository.put(MEASURE.with_values(repository.get(Measure, self.measure), self.changes))


@attrs.frozen
class MoveMeasure:
    """Another action or another place; its tasks go with it."""

    measure: str
    action: str
    before: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"移动要点“{snapshot.measures[self.measure].title}”"

    def apply(self, repository: Repository) -> None:
        """Writes the measure and, where the action changes, its tasks."""
        if self.before == self.measure:
            return
        measure = repository.get(Measure, self.measure)
        rank = rank_before(repository, Measure, self.before, without=(self.measure,), action=self.action)
        if self.action != measure.action:
            repository.get(Action, self.action)
            for task in repository.live(Task, measure=self.measure):
                place = rank_before(repository, Task, None, action=self.action, lane=task.lane)
                repository.put(attrs.evolve(task, action=self.action, rank=place))
        repository.put(attrs.evolve(measure, action=self.action, rank=rank))


@attrs.frozen
class NumberMeasures:
    """The items of an action are numbered 1, 2, 3 … as they stand."""

    action: str

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.actions[self.action].title} 的要点重新编号"

    def apply(self, repository: Repository) -> None:
        """Writes the numbers that change."""
        for place, measure in enumerate(repository.live(Measure, action=self.action), 1):
            repository.put(attrs.evolve(measure, number=place))


@attrs.frozen
class DeleteMeasure:
    """An item without tasks goes."""

    measure: str

    def label(self, snapshot: Snapshot) -> str:
        return f"删除要点“{snapshot.measures[self.measure].title}”"

    def apply(self, repository: Repository) -> None:
        """Marks the measure as deleted; raises Refused while tasks belong to it."""
        measure = repository.get(Measure, self.measure)
        tasks = len(repository.live(Task, measure=self.measure))
        if tasks:
            raise Refused(f"要点“{measure.title}”下还有 {tasks} 项任务，请先把它们归入别的要点。")
        repository.put(attrs.evolve(measure, deleted=True))
