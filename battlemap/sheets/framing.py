"""What every listed sheet takes from a snapshot: its frame, the wanted tasks, names as they may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.duty.alert_effects import alert_words
from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.card import Card, card_of
from battlemap.layout.column_head import short_title
from battlemap.layout.framed import FrameFacts
from battlemap.layout.overview_legend import lamp_marks
from battlemap.sheets.frame_facts import band_facts, footer_words, security_words
from battlemap.sheets.options import SheetOptions

#: What ends a clause, and how long one may be to stand on a sheet as a title.
_CLAUSE_ENDS: Final = "，,。；;：:！!？?\n"
_LONGEST_CLAUSE: Final = 60


def frame(snapshot: Snapshot, options: SheetOptions, title: str, number: str) -> FrameFacts:
    """Returns the frame of the sheet with that title and 图号."""
    return FrameFacts(
        band_facts(snapshot, options, title),
        footer_words(snapshot, options, number),
        security_words(snapshot, options),
        lamp_marks(snapshot.scheme.lamps),
        alert_words(snapshot, options.as_of),
    )


def wanted(snapshot: Snapshot, options: SheetOptions) -> tuple[tuple[Task, Verdict], ...]:
    """Returns the tasks that the options hold, with their verdicts, as they stand on the board."""
    judged = ((task, snapshot.judge(task, options.as_of)) for task in snapshot.live_tasks)
    return tuple((task, verdict) for task, verdict in judged if options.holds(task, verdict.lamp))


def wanted_actions(snapshot: Snapshot, options: SheetOptions) -> tuple[Action, ...]:
    """Returns the live actions that the options hold."""
    return tuple(action for action in snapshot.columns if not options.actions or action.id in options.actions)


def unit_words(snapshot: Snapshot, unit: str | None) -> str:
    """Returns the unit's name, 待定 for none."""
    return snapshot.unit_label(unit) or wording.UNASSIGNED


def owner_words(snapshot: Snapshot, task: Task, options: SheetOptions) -> str:
    """Returns the owner's name as the sheet may show it, "" for none."""
    owner = snapshot.persons.get(task.owner) if task.owner else None
    return owner.shown_name(options.masking) if owner else ""


def who_words(snapshot: Snapshot, task: Task, options: SheetOptions) -> str:
    """Returns 「建设局·王某某」."""
    owner = owner_words(snapshot, task, options)
    return "·".join(filter(None, (unit_words(snapshot, task.responsible_unit), owner)))


def leader_words(action: Action) -> str:
    """Returns the leader of an action, 「领导待定」 for none."""
    return action.lead_leader or "领导待定"


def action_words(action: Action) -> str:
    """Returns 「一　经济运行」."""
    return f"{action.ordinal}　{short_title(action.title)}"


def sheet_card(snapshot: Snapshot, task: Task, options: SheetOptions) -> Card:
    """Returns the card of a task as a sheet shows it: its owner as names may be shown, its title whole."""
    card = card_of(snapshot, task, options.as_of)
    owner, title = owner_words(snapshot, task, options), title_words(task)
    is_told = owner == card.owner and title == card.title
    return card if is_told else attrs.evolve(card, owner=owner, title=title)


def title_words(task: Task) -> str:
    """Returns the title; one that was cut short when a plan was read goes on to the end of its clause in the task's text."""
    if "…" not in task.title[-2:]:
        return task.title
    begun = task.title[: task.title.rindex("…")]
    for text in (task.detail, task.source):
        start = text.find(begun)
        if start < 0:
            continue
        end = start + len(begun)
        while end < len(text) and text[end] not in _CLAUSE_ENDS:
            end += 1
        if end - start <= _LONGEST_CLAUSE:
            return text[start:end].strip()
    return task.title


def due_words(task: Task) -> str:
    """Returns the day that a task is judged by: 「11月30日」, 「年底前」 words first, 「—」 for none."""
    day = task.judged_due_on
    return short_day(day) if day else task.due_text or "—"


def promise_words(problem: Problem, as_of: date) -> tuple[str, bool]:
    """Returns when a problem shall be solved, 「11月2日 超期 18 天」 or 「未承诺」, and whether that day is over."""
    day = problem.promised_on
    if day is None:
        return "未承诺", False
    is_late = problem.is_open and day < as_of
    return short_day(day) + (f" 超期 {(as_of - day).days} 天" if is_late else ""), is_late


def short_day(day: date | None) -> str:
    """Returns 「11月30日」, 「—」 for none."""
    return f"{day.month}月{day.day}日" if day else "—"


def codes(tasks: Iterable[Task], most: int = 4) -> str:
    """Returns the first codes and how many more there are: 「ECON-01、ECON-02 等 6 项」."""
    listed = [task.code for task in tasks]
    shown = "、".join(listed[:most])
    return f"{shown} 等 {len(listed)} 项" if len(listed) > most else shown
