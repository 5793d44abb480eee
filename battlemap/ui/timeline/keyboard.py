"""Keys on the timeline: which row comes next, and which days a step of a working day gives."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from battlemap.commands.timeline import TaskDays
from battlemap.domain.planning.bar_drag import Grip, planned_days, stepped
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.timeline.gesture import span_for

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def next_row(key: Qt.Key, row: int | None, count: int, page: int) -> int | None:
    """Returns the row to which an arrow, Home, End or a page key leads from `row`; None for another key."""
    at = -1 if row is None else row
    to = {
        Qt.Key.Key_Up: at - 1,
        Qt.Key.Key_Down: at + 1,
        Qt.Key.Key_Home: 0,
        Qt.Key.Key_End: count - 1,
        Qt.Key.Key_PageUp: at - page,
        Qt.Key.Key_PageDown: at + page,
    }.get(key)
    if to is None or count == 0:
        return None
    return min(max(0, to), count - 1)


def step_wanted(
    snapshot: Snapshot, tasks: tuple[str, ...], key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> tuple[TaskDays, ...]:
    """Returns the days that Ctrl+←/→ (the whole bar) or Ctrl+Shift+←/→ (its end) give; () for other keys."""
    by = _STEPS.get(key)
    if by is None or not modifiers & Qt.KeyboardModifier.ControlModifier:
        return ()
    grip: Grip = "end" if modifiers & Qt.KeyboardModifier.ShiftModifier else "bar"
    spans = []
    for id in tasks:
        task = snapshot.tasks[id]
        days = planned_days(task, snapshot.campaign)
        after = stepped(days, grip, by, snapshot.calendar_of(task))
        if after != days:
            spans.append(span_for(snapshot, id, grip, after))
    return tuple(spans)
