"""The demo story's meetings and offices of the command post as commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from battlemap.commands.command import Command
from battlemap.commands.letter import IssueLetter
from battlemap.commands.loop_rules import set_up_meetings
from battlemap.commands.meeting import CloseDecision, CloseMeeting, Decide, OpenMeeting
from battlemap.commands.rows import AddRow, Together
from battlemap.domain.kinds.meeting import Meeting
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.agenda import decisions_of, minutes_facts
from battlemap.domain.telling.decision_line import decision_line
from battlemap.domain.telling.letter_words import drawn_up

_Event = Mapping[str, Any]
_TYPED = ("place", "time", "chair", "keeper", "present", "absent", "observers")


def _roles(event: _Event, snapshot: Snapshot) -> Command:
    people = {one.name: one.id for one in snapshot.persons.values()}
    actions = {one.code: one.id for one in snapshot.actions.values()}
    rows = [
        AddRow(
            "post_role",
            {
                "office": office,
                "person": people[name],
                "action": actions[code] if code else None,
                "words": words,
            },
        )
        for office, name, code, words in event["roles"]
    ]
    return Together("任命指挥部职务", tuple(rows))


def _open(event: _Event, snapshot: Snapshot) -> Command:
    series = next(iter(snapshot.meeting_series))
    day = date.fromisoformat(event["on"]) if "on" in event else None
    return OpenMeeting(series, {key: event[key] for key in _TYPED if key in event}, day)


def _meeting(snapshot: Snapshot) -> Meeting:
    return list(snapshot.meetings.values())[-1]


def _decide(event: _Event, snapshot: Snapshot) -> Command:
    task = snapshot.task_by_code(event["task"]) if "task" in event else None
    line = decision_line(event["line"], *snapshot.span)
    return Decide(_meeting(snapshot).id, line, task.id if task else None, task.action if task else None)


def _close(event: _Event, snapshot: Snapshot) -> Command:
    meeting = _meeting(snapshot)
    facts = minutes_facts(snapshot, meeting)
    return CloseMeeting(meeting.id, drawn_up("minutes", snapshot, meeting.held_on, more=facts))


def _sign(event: _Event, snapshot: Snapshot) -> Command:
    (draft,) = (one for one in snapshot.letters.values() if one.kind == "minutes" and one.state == "draft")
    return IssueLetter(draft.id, event["signer"])


def _close_decision(event: _Event, snapshot: Snapshot) -> Command:
    decided = decisions_of(snapshot, _meeting(snapshot).id)
    return CloseDecision(decided[event["number"] - 1].id, event["words"])


#: What is done at meetings → its command.
ON_MEETINGS: Mapping[str, Callable[[_Event, Snapshot], Command]] = {
    "meeting_setup": lambda event, snapshot: set_up_meetings(), "roles": _roles, "meeting_open": _open, "decide": _decide,
    "meeting_close": _close, "meeting_sign": _sign, "decision_close": _close_decision,
}  # fmt: skip
