"""The demo story's loop: rules that were laid down, 核查, 公示, 转办, 暂缓, 回头看, 零报告 and 催报 as commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from battlemap.commands.command import Command
from battlemap.commands.demo_meetings import ON_MEETINGS
from battlemap.commands.hand_over import HandOnTask, PauseTask, ResumeTask, UrgeReports
from battlemap.commands.letter import (
    AnswerLetter,
    CloseLetter,
    DeliverLetter,
    DraftLetter,
    IssueLetter,
    ReceiveLetter,
    VoidLetter,
)
from battlemap.commands.loop import AcceptTask, ReportProgress
from battlemap.commands.loop_rules import delivered_rules
from battlemap.commands.people import AssignTask
from battlemap.commands.problem_entry import TieProblem
from battlemap.commands.problem_way import (
    AnswerProblem,
    EscalateDue,
    FormBatch,
    SendBackProblem,
    SendRedEnvelope,
)
from battlemap.commands.rows import EditRow, Together
from battlemap.commands.striking import (
    ApproveTask,
    ClaimTask,
    ObjectToTask,
    PublishTask,
    RecheckTask,
    TakeStep,
    VerifyTask,
)
from battlemap.commands.task import EditTask
from battlemap.domain.kinds.entry import Entry
from battlemap.domain.kinds.ledger import Ledger
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import arrears
from battlemap.domain.telling.letter_words import drawn_up
from battlemap.errors import Refused
from battlemap.paths import database
from battlemap.store.repository import Repository

_Event = Mapping[str, Any]


def _rule(event: _Event, snapshot: Snapshot, task: Task) -> Command:
    (rule,) = (rule for rule in snapshot.strike_rules.values() if rule.title == event["rule"])
    return EditTask(task.id, {"strike_rule": rule.id})


def _recheck(event: _Event, snapshot: Snapshot, task: Task) -> Command:
    open_ = [recheck for recheck in snapshot.rechecks_of(task.id) if recheck.is_open]
    return RecheckTask(open_[0].id, True, event["words"])


def _hand_on(event: _Event, snapshot: Snapshot, task: Task) -> Command:
    owner = (AssignTask(task.id, owner=event["owner"]),) if "owner" in event else ()
    handed = (HandOnTask(task.id, event["unit"], event["words"]), *owner, AcceptTask(task.id))
    return Together(f"{task.code} 转办{event['unit']}并签收", handed)


#: What is done → its command.
_DEEDS: Mapping[str, Callable[[_Event, Snapshot, Task], Command]] = {
    "rule": _rule,
    "verify": lambda event, snapshot, task: VerifyTask(task.id, event["passed"], event["words"]),
    "claim": lambda event, snapshot, task: ClaimTask(task.id, event["words"]),
    "publish": lambda event, snapshot, task: PublishTask(
        task.id, event["words"], date.fromisoformat(event["until"])
    ),
    "object": lambda event, snapshot, task: ObjectToTask(task.id, event["words"]),
    "settle": lambda event, snapshot, task: ObjectToTask(task.id, event["words"], True),
    "approve": lambda event, snapshot, task: ApproveTask(task.id, event["words"]),
    "step": lambda event, snapshot, task: TakeStep(task.id, event["words"]),
    "hand_on": _hand_on,
    "pause": lambda event, snapshot, task: PauseTask(
        task.id, event["words"], date.fromisoformat(event["until"])
    ),
    "resume": lambda event, snapshot, task: ResumeTask(task.id, event["words"]),
    "nil": lambda event, snapshot, task: ReportProgress(task.id, task.progress, event["words"], is_nil=True),
    "recheck": _recheck,
}


def _problem(event: _Event, snapshot: Snapshot) -> str:
    return next(one.id for one in snapshot.problems.values() if one.number == event["problem"])


def _batch(event: _Event, snapshot: Snapshot) -> Command:
    chosen = [one.id for one in snapshot.problems.values() if one.number in event["problems"] and one.is_open]
    return FormBatch(tuple(chosen), event["words"])


@attrs.frozen
class _Tie(Command):
    """Ties a 卡点 to the entries of a ledger that bear these names."""

    problem: str
    ledger: str
    names: tuple[str, ...]

    def label(self, snapshot: Snapshot) -> str:
        return TieProblem(self.problem).label(snapshot)

    def apply(self, repository: Repository) -> None:
        (ledger,) = repository.live(Ledger, code=self.ledger)
        entries = [repository.live(Entry, ledger=ledger.id, title=name)[0].id for name in self.names]
        TieProblem(self.problem, entries=tuple(entries)).apply(repository)


def _needs(event: _Event, snapshot: Snapshot) -> Command:
    return EditRow("problem", _problem(event, snapshot), {"needs": event["words"]})


#: What is done to 卡点 → its command.
_ON_PROBLEMS: Mapping[str, Callable[[_Event, Snapshot], Command]] = {
    "escalation_rules": lambda event, snapshot: delivered_rules("escalation_rules"),
    "needs": _needs,
    "batch": _batch,
    "tie": lambda event, snapshot: _Tie(_problem(event, snapshot), event["ledger"], tuple(event["entries"])),
    "answer": lambda event, snapshot: AnswerProblem(_problem(event, snapshot), event["words"]),
    "back": lambda event, snapshot: SendBackProblem(_problem(event, snapshot), event["words"]),
    "red": lambda event, snapshot: SendRedEnvelope(_problem(event, snapshot), event["words"]),
    "letter": lambda event, snapshot: _letter(event, snapshot),
    "letter_deed": lambda event, snapshot: _letter_deed(event, snapshot),
    "escalate_due": lambda event, snapshot: EscalateDue(
        date.fromisoformat(event["at"][:10]), snapshot.calendar
    ),
}


def _letter(event: _Event, snapshot: Snapshot) -> Command:
    """Draws up a letter and, where a signer is named, signs it in the same step."""
    task = snapshot.task_by_code(event["task"]) if "task" in event else None
    earlier = _letter_of(event["from"], snapshot) if "from" in event else None
    values = drawn_up(event["kind"], snapshot, date.fromisoformat(event["at"][:10]), task, earlier)
    values |= {"contact": "顾佳，0537-9000171"}
    draft = DraftLetter(values, earlier.id if earlier else None)
    if "signer" not in event:
        return draft
    return Together(f"拟稿并签发“{values['title'][:30]}”", (draft, _IssueNewest(event["signer"])))


@attrs.frozen
class _IssueNewest(Command):
    """Signs the draft that was written last."""

    signer: str

    def label(self, snapshot: Snapshot) -> str:
        return "签发"

    def apply(self, repository: Repository) -> None:
        drafts = [one for one in repository.live(Letter) if one.state == "draft"]
        if not drafts:
            raise Refused("没有拟稿，不能签发。")
        IssueLetter(drafts[-1].id, self.signer).apply(repository)


def _letter_of(name: str, snapshot: Snapshot) -> Letter:
    """Returns the letter of the story by the name that the story gives it: the place among those drafted."""
    places = [event["as"] for event in _events() if event["do"] == "letter"]
    drafted = [one for one in snapshot.letters.values() if one.kind != "minutes"]
    return drafted[places.index(name)]


def _letter_deed(event: _Event, snapshot: Snapshot) -> Command:
    letter = _letter_of(event["as"], snapshot)
    words = event["words"]
    return _LETTER_DEEDS[event["deed"]](letter.id, words)


_LETTER_DEEDS: Mapping[str, Callable[[str, str], Command]] = {
    "deliver": DeliverLetter, "receive": ReceiveLetter, "answer": AnswerLetter, "close": CloseLetter, "void": VoidLetter,
}  # fmt: skip


def _events() -> list[_Event]:
    events: list[_Event] = json.loads(database("demo", "loop.json").read_text("utf-8"))
    return events


def loop_scenes() -> list[tuple[datetime, str, Callable[[Snapshot], Command]]]:
    """Returns when, by whom and what is done, given the board as it then is."""
    return [(datetime.fromisoformat(event["at"]), event["by"], loop_deed(event)) for event in _events()]


def loop_deed(event: _Event) -> Callable[[Snapshot], Command]:
    """Returns what makes the command of an event, once the board is as it was then."""

    def _command(snapshot: Snapshot) -> Command:
        if event["do"] == "rules":
            return delivered_rules("strike_rules", "report_rules")
        if event["do"] == "urge":
            owing = arrears(snapshot, date.fromisoformat(event["at"][:10]))
            return UrgeReports(tuple(arrear.task.id for arrear in owing), event["words"])
        if event["do"] in ON_MEETINGS:
            return ON_MEETINGS[event["do"]](event, snapshot)
        if event["do"] in _ON_PROBLEMS:
            return _ON_PROBLEMS[event["do"]](event, snapshot)
        task = snapshot.task_by_code(event["task"])
        if task is None:
            raise KeyError(event["task"])
        return _DEEDS[event["do"]](event, snapshot, task)

    return _command
