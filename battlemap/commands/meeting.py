"""Meetings: opened, decided in one line each, closed with their minutes; decisions are carried over until they are done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from battlemap.commands.board import SetDue
from battlemap.commands.command import rank_before
from battlemap.commands.letter import DraftLetter
from battlemap.commands.people import AssignTask
from battlemap.commands.task import put_new_task
from battlemap.domain.days.calendar import checked_day
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.campaign import Campaign
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.meeting import MEETING, Decision, Meeting, MeetingSeries
from battlemap.domain.kinds.people import Unit
from battlemap.domain.kinds.problem import Problem, ProblemTask
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.decision_line import DecisionLine
from battlemap.errors import Refused
from battlemap.store.repository import Repository

#: What of a meeting is typed.
_TYPED = ("time", "place", "chair", "keeper", "present", "absent", "observers")


@attrs.frozen
class OpenMeeting:
    """The next meeting of a series begins, today unless a day is named."""

    series: str
    values: Mapping[str, Any] = attrs.field(factory=dict)
    on: date | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"召开{snapshot.called('meeting_series', self.series)}"

    def apply(self, repository: Repository) -> None:
        """Writes the meeting with the series' next number; raises Refused where one of the series still goes on."""
        series = repository.get(MeetingSeries, self.series)
        checked_day(self.on, "会议日期")
        meetings = repository.live(Meeting, series=series.id)
        still = [one for one in meetings if one.is_open]
        if still:
            raise Refused(f"第 {still[0].number} 次{series.title}还没有结束，请先结束并拟纪要。")
        strange = set(self.values) - set(_TYPED)
        if strange:
            raise Refused("会议没有这些项，请核对。", "、".join(sorted(map(str, strange))))
        number = max((one.number for one in repository.find(Meeting, series=series.id)), default=0) + 1
        values = {"place": series.place, "chair": series.chair} | {
            key: MEETING.type_of(key).tidy(value) for key, value in self.values.items()
        }
        repository.put(Meeting(repository.new_id(), series.id, number, self.on or repository.today, **values))


@attrs.frozen
class EditMeeting:
    """Who was there, where and when, written down."""

    meeting: str
    changes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"修改{snapshot.called('meeting', self.meeting)}"

    def apply(self, repository: Repository) -> None:
        """Writes the meeting; raises Refused for other fields."""
        strange = set(self.changes) - set(_TYPED)
        if strange:
            raise Refused("会议没有这些项，请核对。", "、".join(sorted(map(str, strange))))
        meeting = repository.get(Meeting, self.meeting)
        values = {key: MEETING.type_of(key).tidy(value) for key, value in self.changes.items()}
        repository.put(attrs.evolve(meeting, **values))


@attrs.frozen
class Decide:
    """A decision, in its very words, and what it becomes on the spot: task, instruction, 卡点 or another deadline.

    `task` is the one that is talked of, `action` the one in which a new task comes to stand.
    """

    meeting: str
    line: DecisionLine
    task: str | None = None
    action: str | None = None

    def label(self, snapshot: Snapshot) -> str:
        return f"议定“{self.line.words[:24]}”"

    def apply(self, repository: Repository) -> None:
        """Writes the decision with its number and what it became; raises Refused where that may not be, and then nothing."""
        meeting = repository.get(Meeting, self.meeting)
        if meeting.deleted or not meeting.is_open:
            raise Refused(f"第 {meeting.number} 次会议已经结束，不能再议定。")
        checked_day(self.line.due_on, "时限")
        if not self.line.words.strip():
            raise Refused("议定内容不能为空。")
        number = max((one.number for one in repository.live(Decision, meeting=meeting.id)), default=0) + 1
        unit = self._unit(repository)
        decision = Decision(
            repository.new_id(), meeting.id, number, self.line.words, repository.today, self.line.kind, unit, self.line.due_on,
            self.task,
        )  # fmt: skip
        series = repository.get(MeetingSeries, meeting.series)
        clause = f"据第 {meeting.number} 次{series.title}议定事项 {number}：{self.line.words}"
        repository.put(self._made(repository, decision, meeting, clause))

    def _made(self, repository: Repository, decision: Decision, meeting: Meeting, clause: str) -> Decision:
        kind = self.line.kind
        if kind == "task":
            return attrs.evolve(decision, task=self._new_task(repository, clause))
        if kind == "plain":
            return decision
        task = self._talked_of(repository)
        if kind == "instruction":
            leader = meeting.chair or repository.actor
            made = Instruction(
                repository.new_id(), task.id, leader, repository.today, f"{self.line.words}（{clause.split('：')[0]}）",
                self.line.due_on,
            )  # fmt: skip
            repository.put(made)
            return attrs.evolve(decision, instruction=made.id)
        if kind == "problem":
            number = repository.highest(Problem, "number") + 1
            problem = Problem(
                repository.new_id(), number, self.line.words, level="command_post", solving_unit=decision.unit,
                raised_on=repository.today, promised_on=self.line.due_on, needs=clause, raised_by=repository.actor,
                raising_unit=task.responsible_unit,
            )  # fmt: skip
            repository.put(problem)
            repository.put(ProblemTask(repository.new_id(), problem.id, task.id))
            return attrs.evolve(decision, problem=problem.id)
        SetDue((task.id,), self.line.due_on, "", clause).apply(repository)
        return attrs.evolve(decision, closed_on=repository.today, outcome="已改时限")

    def _new_task(self, repository: Repository, clause: str) -> str:
        """Writes a task in the action that is talked of, handed to the unit that was named; returns its id."""
        home = self.action or (repository.get(Task, self.task).action if self.task else None)
        if home is None:
            actions = [one for one in repository.live(Action) if one.is_shown]
            if not actions:
                raise Refused("作战板上还没有专项，不能议定任务。")
            home = actions[0].id
        campaign = repository.live(Campaign)[0]
        due_on = self.line.due_on or campaign.ends_on
        start_on = repository.today if repository.today <= due_on else None
        fields = {"start_on": start_on, "due_on": due_on, "source": clause}
        task = put_new_task(repository, repository.get(Action, home), self.line.words, "waiting", fields)
        if self.line.unit:
            AssignTask(task.id, unit=self.line.unit).apply(repository)
        return task.id

    def _talked_of(self, repository: Repository) -> Task:
        if self.task is None:
            raise Refused("这一项没有对应的任务，不能议定批示、卡点或改时限；请写成“任务：”或一般事项。")
        return repository.get(Task, self.task)

    def _unit(self, repository: Repository) -> str | None:
        """Returns the unit that was named; one that nobody bears is only made for a task that is handed to it."""
        name = self.line.unit.strip()
        if not name:
            return repository.get(Task, self.task).responsible_unit if self.task else None
        units = repository.live(Unit, name=name) or repository.live(Unit, short_name=name)
        if not units:
            raise Refused(f"没有名为“{name[:20]}”的单位，请先登记或改写。")
        return units[0].id


@attrs.frozen
class CloseDecision:
    """A decision is done, or not after all (`is_done` False): it is carried over again then."""

    decision: str
    outcome: str = ""
    is_done: bool = True

    def label(self, snapshot: Snapshot) -> str:
        words = snapshot.rows["decision"][self.decision]
        return f"{'销结' if self.is_done else '重开'}议定“{getattr(words, 'words', '')[:20]}”"

    def apply(self, repository: Repository) -> None:
        """Writes the day and the outcome; raises Refused where it stands so already."""
        decision = repository.get(Decision, self.decision)
        if (decision.closed_on is not None) == self.is_done:
            raise Refused("这项议定事项已经是这样。")
        day = repository.today if self.is_done else None
        repository.put(
            attrs.evolve(decision, closed_on=day, outcome=self.outcome.strip() if self.is_done else "")
        )


@attrs.frozen
class CloseMeeting:
    """The meeting is over; its minutes are drafted in the same step from `minutes`, the values of the letter.

    Of a meeting that was reopened an unsigned draft makes way for the new one, a signed letter for its next version.
    """

    meeting: str
    minutes: Mapping[str, Any]

    def label(self, snapshot: Snapshot) -> str:
        return f"结束{snapshot.called('meeting', self.meeting)}并拟纪要"

    def apply(self, repository: Repository) -> None:
        """Writes both; raises Refused where it is over already."""
        meeting = repository.get(Meeting, self.meeting)
        if not meeting.is_open:
            raise Refused("这次会议已经结束。")
        earlier = repository.get(Letter, meeting.letter) if meeting.letter else None
        before = {one.id for one in repository.find(Letter)}
        DraftLetter(self.minutes).apply(repository)
        (letter,) = (one for one in repository.find(Letter) if one.id not in before)
        if earlier is not None and earlier.state == "draft":
            letter = attrs.evolve(letter, version=earlier.version, replaces=earlier.replaces)
            if not earlier.deleted:
                repository.put(attrs.evolve(earlier, deleted=True))
        elif earlier is not None:
            letter = attrs.evolve(letter, version=earlier.version + 1, replaces=earlier.id)
        repository.put(letter)
        repository.put(attrs.evolve(meeting, closed_on=repository.today, letter=letter.id))


@attrs.frozen
class ReopenMeeting:
    """A meeting goes on after its end, for a reason: what is decided now makes the next version of its minutes."""

    meeting: str
    reason: str

    def label(self, snapshot: Snapshot) -> str:
        return f"重开{snapshot.called('meeting', self.meeting)}：{self.reason[:24]}"

    def apply(self, repository: Repository) -> None:
        """Writes it; raises Refused without a reason, or where a meeting of the series goes on."""
        meeting = repository.get(Meeting, self.meeting)
        if not self.reason.strip():
            raise Refused("重开会议须写明理由。")
        if meeting.deleted or meeting.is_open:
            raise Refused("这次会议没有结束，不必重开。")
        going_on = [one for one in repository.live(Meeting, series=meeting.series) if one.is_open]
        if going_on:
            raise Refused(f"第 {going_on[0].number} 次会议正在开，请先结束。")
        repository.put(attrs.evolve(meeting, closed_on=None))


@attrs.frozen
class SetUpMeetings:
    """The delivered series of meetings become rows that the office may change."""

    series: tuple[Mapping[str, Any], ...]

    def label(self, snapshot: Snapshot) -> str:
        return "设立会议"

    def apply(self, repository: Repository) -> None:
        """Writes those that are not there; raises Refused where all are."""
        there = {one.title for one in repository.live(MeetingSeries)}
        fresh = [values for values in self.series if str(values.get("title", "")) not in there]
        if not fresh:
            raise Refused("这些会议都已设立。")
        for values in fresh:
            strange = set(values) - {"title", "grouping", "minutes", "chair", "place"}
            if strange or not values.get("title"):
                raise Refused("会议的名称或内容不对，请核对。")
            rank = rank_before(repository, MeetingSeries, None)
            repository.put(MeetingSeries(repository.new_id(), rank=rank, **dict(values)))
