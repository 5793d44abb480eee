"""Many fields of many tasks in one step: what was pasted, filled down or set for a whole selection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.command import Command
from battlemap.commands.loop import ReportProgress
from battlemap.commands.people import AssignTask
from battlemap.commands.session import Session
from battlemap.commands.task import BlockTask, EditTask, names
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BattlemapError, Refused
from battlemap.store.repository import Repository

#: Refusals of which a step that is turned away tells the words; the others it counts.
_MOST = 8


@attrs.frozen
class TaskEdit:
    """New values for fields of one task: fields of EditTask, `lane`, `action`, `progress`, `blocked`, and by name
    `unit` and `owner`."""

    task: str
    changes: Mapping[str, Any]


@attrs.frozen
class Refusal:
    """A field of a task that a rule does not let be changed so, and why."""

    task: str
    field: str
    words: str


class BulkRefused(Refused):
    """Nothing was changed; `refusals` are all that stood in the way."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        sentences = list(dict.fromkeys(refusal.words for refusal in refusals))
        more = [f"另有 {len(sentences) - _MOST} 处。"] if len(sentences) > _MOST else []
        super().__init__("\n".join([*sentences[:_MOST], *more, "本次没有修改任何任务。"]))
        self.refusals = refusals


@attrs.frozen
class EditTasks:
    """Does to each task what the card would do, field by field; all of it or nothing.

    `reason` is the reason of every extension among them, `verb` begins the step's name.
    """

    edits: tuple[TaskEdit, ...]
    reason: str = ""
    verb: str = "批量修改"

    def label(self, snapshot: Snapshot) -> str:
        if not self.edits:
            return self.verb
        return f"{self.verb} {names(snapshot, tuple(edit.task for edit in self.edits))}"

    def apply(self, repository: Repository) -> None:
        """Writes the changes; raises BulkRefused with everything that a rule forbids."""
        refusals = []
        tasks = repository.each(Task, [edit.task for edit in self.edits])
        for edit, task in zip(self.edits, tasks, strict=True):
            for field, command in single_edits(task, edit.changes, self.reason):
                try:
                    if task.deleted:
                        raise Refused(f"{task.code} 已删除，请先恢复。")
                    command.apply(repository)
                except BattlemapError as error:
                    refusals.append(Refusal(edit.task, field, str(error)))
        if refusals:
            raise BulkRefused(tuple(refusals))


class _Enough(Exception):
    """Ends a rehearsal."""


def rehearse(session: Session, command: EditTasks) -> tuple[Refusal, ...]:
    """Returns what would be refused if the command were run now; nothing is changed.

    The very rules are asked, in a transaction that is taken back. Raises FileProblem where the file cannot be written.
    """
    try:
        with session.file.write("试算", session.actor, session.clock()) as repository:
            command.apply(repository)
            raise _Enough
    except _Enough:
        return ()
    except BulkRefused as refused:
        return refused.refusals


def single_edits(task: Task, changes: Mapping[str, Any], reason: str = "") -> Iterator[tuple[str, Command]]:
    """Yields (field, command) as the card would run them, in an order in which one does not stand in another's way.

    Of days, the one that makes room goes first; a block is lifted before the card moves to 待核查 and set after it left;
    progress is reported while the card is at work.
    """
    left = dict(changes)
    days = _days(task, left, reason)
    simple = ["title", "detail", "emphasis", "coop_units"]
    if left.get("visible_progress") == "":
        simple.append("visible_progress")
    plain = {name: left.pop(name) for name in simple if name in left}
    if plain:
        yield next(iter(plain)), EditTask(task.id, plain)
    for name in ("unit", "owner"):
        if name in left:
            yield name, AssignTask(task.id, **{name: left.pop(name)})
    yield from days
    if "blocked" in left and not left["blocked"]:
        yield "blocked", BlockTask(task.id, left.pop("blocked"))
    lane, action = left.pop("lane", task.lane), left.pop("action", task.action)
    progress, words = left.pop("progress", None), left.pop("visible_progress", None)
    is_moved = lane != task.lane or action != task.action
    report = _report(task, lane, progress, words)
    if report and lane in ("checking", "struck_off"):
        yield report
        report = None
    if is_moved:
        yield "lane" if lane != task.lane else "action", MoveTasks((task.id,), action, lane)
    if report:
        yield report
    if "blocked" in left:
        yield "blocked", BlockTask(task.id, left.pop("blocked"))
    if left:
        yield next(iter(left)), EditTask(task.id, left)


def _days(task: Task, left: dict[str, Any], reason: str) -> list[tuple[str, Command]]:
    commands: list[tuple[str, Command]] = []
    if "due_on" in left:
        due_on, due_text = left.pop("due_on"), left.pop("due_text", "")
        commands.append(("due_on", SetDue((task.id,), due_on, due_text, reason)))
    if "start_on" in left:
        start_on = left.pop("start_on")
        is_later = start_on is not None and task.due_on is not None and start_on > task.due_on
        commands.insert(1 if is_later else 0, ("start_on", EditTask(task.id, {"start_on": start_on})))
    return commands


def _report(task: Task, lane: str, progress: int | None, words: str | None) -> tuple[str, Command] | None:
    """Returns the report of progress; of a finished card the words alone are edited. None for nothing new."""
    if words is None and progress in (None, task.progress):
        return None
    is_at_work = not task.is_finished or lane in ("waiting", "moving")
    # a card that is sent back gets the progress that it had: nothing is reported of it
    if progress is None and (not is_at_work or task.is_finished):
        return "visible_progress", EditTask(task.id, {"visible_progress": words})
    reported = task.progress if progress is None else progress
    field = "visible_progress" if progress is None else "progress"
    return field, ReportProgress(task.id, reported, words or "")
