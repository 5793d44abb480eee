"""The agenda of a meeting, made from what matters: decisions not done, then leader by leader red tasks, 卡点, what is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, Literal

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS
from battlemap.domain.kinds.letter import Letter
from battlemap.domain.kinds.meeting import Decision, Grouping, Meeting, MeetingSeries
from battlemap.domain.kinds.problem import LEVELS
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.letter_content import check_code
from battlemap.domain.telling.problem_figures import is_late
from battlemap.domain.telling.problem_reach import is_unplaced, problems_of_ledgers, stuck_words

ItemKind = Literal["decision", "red", "problem", "due"]
KIND_NAMES: Final[dict[ItemKind, str]] = {
    "decision": "上次议定", "red": "红灯", "problem": "卡点", "due": "本周到期",
}  # fmt: skip
_BAD: Final = ("red", "black")
_WEEK: Final = timedelta(days=7)


@attrs.frozen
class AgendaItem:
    """One thing to be talked about: what it is, why it is here, and the row it stands for."""

    kind: ItemKind
    title: str
    words: str
    task: str | None = None
    problem: str | None = None
    decision: str | None = None
    unit: str = ""


@attrs.frozen
class AgendaPart:
    """One leader or action with what is to be talked about; `minutes` are those that it has."""

    title: str
    note: str
    items: tuple[AgendaItem, ...]
    minutes: int
    action: str | None = None


def agenda(snapshot: Snapshot, series: MeetingSeries, as_of: date) -> tuple[AgendaPart, ...]:
    """Returns the parts in their order: what was decided and is not done first, then each leader or action.

    Who has nothing red, stuck or due is left out: the meeting talks of what matters.
    """
    parts = []
    owed = open_decisions(snapshot)
    if owed:
        items = tuple(_decision_item(snapshot, one, as_of) for one in owed)
        parts.append(AgendaPart("上次议定事项落实", f"{len(items)} 项未落实", items, series.minutes))
    for title, note, actions in _groups(snapshot, series.grouping):
        tasks = [task for id in actions for task in snapshot.tasks_of(id)]
        items = _items(snapshot, tasks, as_of, problems_of_ledgers(snapshot, actions))
        if items:
            parts.append(AgendaPart(title, note, items, series.minutes, actions[0]))
    others = {one.id for one in snapshot.problems.values() if is_unplaced(snapshot, one)}
    if others:
        items = _items(snapshot, [], as_of, others)
        parts.append(AgendaPart("其他卡点", f"{len(items)} 个，不属于哪个专项", items, series.minutes))
    return tuple(parts)


def is_open_decision(snapshot: Snapshot, decision: Decision) -> bool:
    """Whether a decision is still to be done: not closed, and what it became is not done either.

    A task is done when it is struck off, an instruction when it is answered, a 卡点 when it is solved; a deadline that
    was changed is done at once.
    """
    if decision.deleted or decision.closed_on is not None or decision.kind == "deadline":
        return False
    if decision.kind == "task" and decision.task:
        task = snapshot.tasks[decision.task]
        return not task.deleted and task.lane != "struck_off"
    if decision.kind == "instruction" and decision.instruction:
        instruction = snapshot.instructions[decision.instruction]
        return not instruction.deleted and instruction.is_open
    if decision.kind == "problem" and decision.problem:
        return snapshot.problems[decision.problem].is_open
    return True


def open_decisions(snapshot: Snapshot) -> list[Decision]:
    """Returns every decision that is still to be done, of whichever meeting, the oldest first."""
    still = [one for one in snapshot.decisions.values() if is_open_decision(snapshot, one)]
    return sorted(still, key=lambda one: (one.decided_on, snapshot.meetings[one.meeting].number, one.number))


def decisions_of(snapshot: Snapshot, meeting: str) -> list[Decision]:
    """Returns what a meeting decided, by number."""
    ids = snapshot.by("decision", "meeting").get(meeting, ())
    live = [snapshot.decisions[id] for id in ids if not snapshot.decisions[id].deleted]
    return sorted(live, key=lambda one: one.number)


def clause_words(snapshot: Snapshot, decision: Decision) -> str:
    """Returns 「据 第 3 次调度会议定事项 2」."""
    return f"据 {snapshot.called('meeting', decision.meeting)}议定事项 {decision.number}"


def decision_words(snapshot: Snapshot, decision: Decision) -> str:
    """Returns the decision in a sentence for minutes: words, who answers, until when."""
    unit = snapshot.unit_label(decision.unit)
    due = f"{decision.due_on.month}月{decision.due_on.day}日前" if decision.due_on else ""
    end = f"（{'，'.join(filter(None, (unit, due)))}）" if unit or due else ""
    code = (
        f"{snapshot.tasks[decision.task].code} "
        if decision.task and decision.kind in ("instruction", "deadline")
        else ""
    )
    return f"{code}{decision.words.rstrip('。')}{end}。"


def minutes_versions(snapshot: Snapshot, meeting: Meeting) -> list[Letter]:
    """Returns the minutes of a meeting, every version, the first first."""
    versions: list[Letter] = []
    id = meeting.letter
    while id is not None and id in snapshot.letters and all(one.id != id for one in versions):
        versions.insert(0, snapshot.letters[id])
        id = snapshot.letters[id].replaces
    return [one for one in versions if not one.deleted]


def version_lines(snapshot: Snapshot, meeting: Meeting) -> list[str]:
    """Returns 「第 1 版　攻坚纪〔2018〕1号　作废　11月13日　校验码 584AC291」 of each version."""
    lines = []
    for one in minutes_versions(snapshot, meeting):
        day = one.issued_on or one.drafted_on
        state = wording.LETTER_STATES[one.state]
        lines.append(
            f"第 {one.version} 版　{one.reference}　{state}　{day.month}月{day.day}日　校验码 {check_code(one)}"
        )
    return lines


def minutes_facts(snapshot: Snapshot, meeting: Meeting) -> dict[str, str]:
    """Returns the words of 会议纪要: when, where, who, and the decisions by number (one paragraph each)."""
    series = snapshot.meeting_series[meeting.series]
    day = meeting.held_on
    where = f"在{meeting.place}" if meeting.place else ""
    chair = f"，由{meeting.chair}主持" if meeting.chair else ""
    lines = [
        f"{place}．{decision_words(snapshot, one)}"
        for place, one in enumerate(decisions_of(snapshot, meeting.id), 1)
    ]
    for label, names in (("出席", meeting.present), ("请假", meeting.absent), ("列席", meeting.observers)):
        if names:
            lines.append(f"{label}：{names}")
    if meeting.keeper:
        lines.append(f"记录：{meeting.keeper}")
    return {
        "meeting_title": f"第{meeting.number}次{series.title}",
        "meeting_words": f"{day.year}年{day.month}月{day.day}日{meeting.time}，{where}召开第{meeting.number}次{series.title}{chair}。",
        "decision_words": "\n".join(lines),
    }  # fmt: skip


# -- what is to be talked about ---------------------------------------------------------------------------------


def _groups(snapshot: Snapshot, grouping: Grouping) -> list[tuple[str, str, list[str]]]:
    """Returns (title, note, actions) of each leader in the order of their first action, or of each action."""
    if grouping == "action":
        return [
            (f"{action.ordinal}、{action.title}", action.lead_leader or "领导待定", [action.id])
            for action in snapshot.columns
        ]
    groups: dict[str, list[str]] = {}
    for action in snapshot.columns:
        groups.setdefault(action.lead_leader or "领导待定", []).append(action.id)
    return [
        (leader, "、".join(snapshot.actions[id].title for id in ids), ids) for leader, ids in groups.items()
    ]


def _items(
    snapshot: Snapshot, tasks: list[Task], as_of: date, more: Collection[str] = ()
) -> tuple[AgendaItem, ...]:
    """Returns red tasks first with their reasons, then 卡点 by level (the highest first), then what is due in a week."""
    judged = [(task, snapshot.judge(task, as_of)) for task in tasks]
    red = [pair for pair in judged if pair[1].lamp in _BAD]
    red.sort(key=lambda pair: (LAMPS.index(pair[1].lamp), pair[1].deviation))
    items = [_task_item(snapshot, "red", task, verdict.words) for task, verdict in red]
    ids = {one.id for task in tasks for one in snapshot.problems_of(task.id) if one.number} | set(more)
    problems = sorted(
        (snapshot.problems[id] for id in ids),
        key=lambda one: (-LEVELS.index(one.level), one.raised_on or as_of),
    )
    for one in problems:
        late = "，已超承诺日期" if is_late(one, as_of) else ""
        stuck = stuck_words(snapshot, one.id, 8) or "—"
        words = f"{wording.PROBLEM_LEVELS[one.level]}，第 {one.days_open(as_of) + 1} 天{late}；影响 {stuck}"
        first = next(iter(snapshot.tasks_stuck_by(one.id)), None)
        items.append(
            AgendaItem(
                "problem",
                f"{one.number} 号 {one.title}",
                words,
                first,
                one.id,
                unit=snapshot.unit_label(one.solving_unit),
            )
        )
    shown = {task.id for task, _ in red}
    due = [
        task
        for task in tasks
        if task.id not in shown
        and not task.is_finished
        and task.judged_due_on
        and as_of <= task.judged_due_on <= as_of + _WEEK
    ]
    for task in sorted(due, key=lambda task: task.judged_due_on or as_of):
        assert task.judged_due_on is not None
        words = f"{task.judged_due_on.month}月{task.judged_due_on.day}日到期，进度 {task.progress}%"
        items.append(_task_item(snapshot, "due", task, words))
    return tuple(items)


def _task_item(snapshot: Snapshot, kind: ItemKind, task: Task, words: str) -> AgendaItem:
    return AgendaItem(
        kind, f"{task.code} {task.title}", words, task.id, unit=snapshot.unit_label(task.responsible_unit)
    )


def _decision_item(snapshot: Snapshot, decision: Decision, as_of: date) -> AgendaItem:
    due = decision.due_on
    late = f"，已超 {(as_of - due).days} 天" if due and due < as_of else ""
    until = f"，{due.month}月{due.day}日前{late}" if due else ""
    words = f"{clause_words(snapshot, decision)}{until}"
    return AgendaItem(
        "decision",
        decision.words,
        words,
        decision.task,
        decision.problem,
        decision.id,
        snapshot.unit_label(decision.unit),
    )
