"""The loop that every task goes through: 交办 → 签收 → 反馈 → … → 反弹; side door 延期."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.commands.command import rank_before
from battlemap.commands.hand_over import add_words
from battlemap.commands.lanes import brought_to
from battlemap.commands.task import names
from battlemap.domain.kinds.report import Report
from battlemap.domain.kinds.task import Milestone, Task, with_due
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import Refused
from battlemap.store.repository import Repository


@attrs.frozen
class AcceptTask:
    """签收: the responsible unit has taken the task on."""

    task: str

    def label(self, snapshot: Snapshot) -> str:
        return f"签收 {snapshot.tasks[self.task].code}"

    def apply(self, repository: Repository) -> None:
        """Writes the day of acceptance; raises Refused where nothing was assigned."""
        task = repository.get(Task, self.task)
        if task.assigned_on is None:
            raise Refused(f"{task.code} 尚未交办，不能签收。")
        repository.put(attrs.evolve(task, accepted_on=repository.today))


@attrs.frozen
class ReportProgress:
    """反馈: percent and visible progress (形象进度); a first report of work done moves a waiting card to 推进中."""

    task: str
    progress: int
    words: str = ""
    on: date | None = None
    reporter: str = ""
    is_nil: bool = False

    def label(self, snapshot: Snapshot) -> str:
        if self.is_nil:
            return f"零报告 {snapshot.tasks[self.task].code}"
        return f"反馈 {snapshot.tasks[self.task].code} 进度 {self.progress}%"

    def apply(self, repository: Repository) -> None:
        """Writes the report of the day `on` (today where it is not named).

        The card's percent and words are those of its newest report: one that is written down late changes no card.
        A nil report (零报告) counts as one. Raises Refused for a finished card, a day to come, a percent beyond 0 … 100
        or a nil report that changes it.
        """
        task = repository.get(Task, self.task)
        day = self.on or repository.today
        if task.is_finished:
            raise Refused(f"{task.code} 已办结，如有反复请先退回推进。")
        if day > repository.today:
            raise Refused(f"{task.code} 的反馈日期 {day} 还没有到，请核对。")
        reporter = self.reporter.strip() or repository.actor
        if self.is_nil and self.progress != task.progress:
            raise Refused(f"{task.code} 进度有变化，不是零报告。")
        made = Report(repository.new_id(), task.id, day, self.progress, self.words, reporter, self.is_nil)
        if task.reported_on is not None and day < task.reported_on:
            repository.put(made)
            return
        if task.lane == "waiting" and self.progress > 0:
            rank = rank_before(repository, Task, None, action=task.action, lane="moving")
            task = attrs.evolve(brought_to(repository, task, "moving"), rank=rank)
        changed = attrs.evolve(
            task,
            progress=self.progress,
            reported_on=day,
            visible_progress=self.words or task.visible_progress,
        )
        repository.put(changed)
        repository.put(made)


@attrs.frozen
class ReportSeveral:
    """反馈 of several cards at once; all of it or nothing."""

    reports: tuple[ReportProgress, ...]

    def label(self, snapshot: Snapshot) -> str:
        if len(self.reports) == 1:
            return self.reports[0].label(snapshot)
        return f"反馈 {names(snapshot, tuple(report.task for report in self.reports))}"

    def apply(self, repository: Repository) -> None:
        """Writes every report; raises as ReportProgress."""
        for report in self.reports:
            report.apply(repository)


@attrs.frozen
class RemoveReport:
    """A report was wrong: it goes, and an open card stands where the newest one left says."""

    report: str

    def label(self, snapshot: Snapshot) -> str:
        report = snapshot.reports[self.report]
        return f"删除 {snapshot.tasks[report.task].code} {report.reported_on.month}月{report.reported_on.day}日的反馈"

    def apply(self, repository: Repository) -> None:
        """Marks the report as deleted; where it was the newest, the newest that is left gives percent, words and day.

        Of one day the report that was written last is the newest.
        """
        report = repository.get(Report, self.report)
        reports = sorted(repository.live(Report, task=report.task), key=lambda other: other.reported_on)
        repository.put(attrs.evolve(report, deleted=True))
        task = repository.get(Task, report.task)
        if len(reports) > 1 and reports[-1] == report and not task.is_finished:
            newest = reports[-2]
            words = newest.words or task.visible_progress
            repository.put(
                attrs.evolve(
                    task, progress=newest.progress, reported_on=newest.reported_on, visible_progress=words
                )
            )


@attrs.frozen
class ExtendTask:
    """延期 with a reason; the item is still judged by the original date."""

    task: str
    due_on: date
    reason: str
    due_text: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 延期至{self.due_on.month}月{self.due_on.day}日"

    def apply(self, repository: Repository) -> None:
        """Writes the new day; raises Refused without a reason."""
        task = repository.get(Task, self.task)
        repository.put(with_due(task, self.due_on, self.due_text, self.reason))


@attrs.frozen
class ReboundTask:
    """反弹: a finished or struck-off item reopens for another round."""

    task: str
    progress: int
    words: str = ""

    def label(self, snapshot: Snapshot) -> str:
        return f"{snapshot.tasks[self.task].code} 反弹"

    def apply(self, repository: Repository) -> None:
        """Moves the card back to 推进中 and counts the round; raises Refused where it was not finished.

        Its hand-over keeps the words.
        """
        task = repository.get(Task, self.task)
        if not task.is_finished:
            raise Refused(f"{task.code} 尚未办结，谈不上反弹。")
        rank = rank_before(repository, Task, None, action=task.action, lane="moving")
        reopened = attrs.evolve(
            brought_to(repository, task, "moving"),
            rank=rank,
            rebound=task.rebound + 1,
            progress=self.progress,
            reported_on=repository.today,
            visible_progress=self.words or task.visible_progress,
        )
        repository.put(reopened)
        add_words(repository, task.id, "rebound", self.words)


@attrs.frozen
class ReachMilestone:
    """A stage is done."""

    milestone: str

    def label(self, snapshot: Snapshot) -> str:
        stone = snapshot.milestones[self.milestone]
        return f"{snapshot.tasks[stone.task].code} 完成节点“{stone.title}”"

    def apply(self, repository: Repository) -> None:
        """Writes today as its day; raises Refused where it was done before."""
        stone = repository.get(Milestone, self.milestone)
        if stone.done_on is not None:
            raise Refused(f"节点“{stone.title}”已于 {stone.done_on} 完成，不必重复登记。")
        repository.put(attrs.evolve(stone, done_on=repository.today))
