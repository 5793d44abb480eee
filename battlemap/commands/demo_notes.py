"""The demo story's checklists and instructions as commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from battlemap.commands.checklist import AddChecklistItems, TickChecklistItem
from battlemap.commands.command import Command
from battlemap.commands.rows import AddRow, EditRow
from battlemap.domain.snapshot import Snapshot


def note(event: Mapping[str, Any]) -> Callable[[Snapshot], Command]:
    """Returns what makes the command of a note, once the board is as it was then."""
    return lambda snapshot: _command(event, snapshot)


def _command(event: Mapping[str, Any], snapshot: Snapshot) -> Command:
    task = snapshot.task_by_code(event["task"])
    if task is None:
        raise KeyError(event["task"])
    done = event["do"]
    if done == "checklist":
        return AddChecklistItems(task.id, tuple(event["items"]))
    if done == "tick":
        items = {item.title: item.id for item in snapshot.checklist_of(task.id)}
        return TickChecklistItem(items[event["item"]])
    if done == "instruct":
        due_on = date.fromisoformat(event["due_on"])
        return AddRow(
            "instruction",
            {"task": task.id, "leader": event["leader"], "words": event["words"], "due_on": due_on},
        )
    if done == "answer":
        return EditRow("instruction", snapshot.instructions_of(task.id)[0].id, {"answer": event["words"]})
    raise ValueError(f"unknown note {done}")
