"""The side doors of the loop: 退回, 转办, 暂缓, 催报, and the words that go with a hand-over."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.board import MoveTasks
from battlemap.commands.people import AssignTask
from battlemap.commands.task import names
from battlemap.domain.days.calendar import checked_day
from battlemap.domain.kinds.hand_over import Deed, HandOver
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


def hand_over(
    repository: Repository, task: Task, deed: Deed, words: str = "", until: date | None = None
) -> HandOver:
    """Writes and returns a deed that changes nothing on the card itself, done now by who is at the keyboard."""
    at = repository.at.replace(microsecond=repository.at.microsecond // 1000 * 1000)
    made = HandOver(
        repository.new_id(), task.id, deed, at, repository.actor, task.rebound + 1, None, words.strip(), until
    )
    repository.put(made)
    return made


def add_words(repository: Repository, task: str, deed: Deed, words: str) -> None:
    """Writes words to the hand-over of that deed that the card's own change has just left."""
    left = [made for made in repository.live(HandOver, task=task) if made.deed == deed]
    if left and words.strip():
        repository.put(attrs.evolve(left[-1], words=words.strip()))


@attrs.frozen
class ReturnTask:
    """退回: what was claimed done is not; the card goes back to work with the progress that it had."""

    task: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"退回 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the card and why; raises Refused without a reason or where nothing is claimed."""
        task = repository.get(Task, self.task)
        if not self.words.strip():
            raise Refused(f"退回 {task.code} 须写明理由。")
        if not task.is_finished:
            raise Refused(f"{task.code} 没有申请办结，不必退回。")
        MoveTasks((task.id,), task.action, "moving").apply(repository)
        add_words(repository, task.id, "return", self.words)


@attrs.frozen
class HandOnTask:
    """转办: another unit answers for the card and must accept it anew."""

    task: str
    unit: str
    words: str

    def label(self, snapshot: Snapshot) -> str:
        return f"转办 {snapshot.tasks[self.task].code} 给{self.unit[:20]}"

    def apply(self, repository: Repository) -> None:
        """Writes the card and why; raises Refused without a reason, for the same unit, and for a finished card."""
        task = repository.get(Task, self.task)
        if not self.words.strip():
            raise Refused(f"转办 {task.code} 须写明理由。")
        if task.is_finished:
            raise Refused(f"{task.code} 已申请办结，不能转办；确需转办请先退回。")
        if task.responsible_unit is None:
            raise Refused(f"{task.code} 还没有交办，请直接交办。")
        AssignTask(task.id, unit=self.unit).apply(repository)
        if repository.get(Task, task.id).responsible_unit == task.responsible_unit:
            raise Refused(f"{task.code} 已由{self.unit}负责，不必转办。")
        add_words(repository, task.id, "hand_on", self.words)


@attrs.frozen
class PauseTask:
    """暂缓 with a reason, to a day where one is known: nothing is asked of the card until then."""

    task: str
    reason: str
    until: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"暂缓 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the card; raises Refused without a reason, for a finished card or a day that is over."""
        task = repository.get(Task, self.task)
        checked_day(self.until, "暂缓日期")
        if not self.reason.strip():
            raise Refused(f"暂缓 {task.code} 须写明理由。")
        if task.is_finished:
            raise Refused(f"{task.code} 已申请办结，不能暂缓。")
        if self.until is not None and self.until < repository.today:
            raise Refused(f"{task.code} 的暂缓日期 {self.until} 已过，请核对。")
        repository.put(
            attrs.evolve(
                task, paused_on=repository.today, paused_until=self.until, pause_reason=self.reason.strip()
            )
        )


@attrs.frozen
class ResumeTask:
    """A card that was put off is at work again."""

    task: str
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"恢复推进 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the card; raises Refused where it was not put off."""
        task = repository.get(Task, self.task)
        if task.paused_on is None:
            raise Refused(f"{task.code} 没有暂缓，不必恢复。")
        repository.put(attrs.evolve(task, paused_on=None, paused_until=None, pause_reason=""))
        add_words(repository, task.id, "resume", self.words)


@attrs.frozen
class UrgeReports:
    """催报: who owes reports has been told so; each card keeps when and by whom."""

    tasks: tuple[str, ...]
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"催报 {names(snapshot, self.tasks)}" if self.tasks else "催报"

    def apply(self, repository: Repository) -> None:
        """Writes a hand-over for each card; raises Refused where there is none."""
        if not self.tasks:
            raise Refused("没有要催报的任务。")
        for id in self.tasks:
            hand_over(repository, repository.get(Task, id), "urge", self.words)
