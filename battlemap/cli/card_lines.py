"""What a card says on a terminal, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from battlemap import wording
from battlemap.cli.terminal import one_line
from battlemap.domain.kinds.instruction import Instruction
from battlemap.domain.kinds.problem import Problem
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.chain import chain_words


def checklist_lines(snapshot: Snapshot, task: Task) -> Iterator[str]:
    """Yields how much of a task's checklist is done, and its lines with their numbers."""
    items = snapshot.checklist_of(task.id)
    yield f"工作清单 {sum(item.is_done for item in items)}/{len(items)}"
    for place, item in enumerate(items, 1):
        yield f"  {place} [{'✓' if item.is_done else ' '}] {one_line(item.title)}"


def card_lines(snapshot: Snapshot, task: Task, as_of: date) -> Iterator[str]:
    """Yields all that a card says, section by section; empty sections are left out."""
    verdict = snapshot.judge(task, as_of)
    yield f"{task.code} {one_line(task.title)}"
    yield f"{wording.LANES[task.lane]} · 进度 {task.progress}% · {wording.LAMPS[verdict.lamp]}：{verdict.words}"
    for name, words in (
        ("形象进度", task.visible_progress),
        ("完成时限", " ".join(filter(None, (str(task.due_on or ""), task.due_text)))),
        ("责任单位", snapshot.unit_label(task.responsible_unit)),
        ("责任人", snapshot.person_name(task.owner)),
        ("配合单位", task.coop_units),
        ("具体内容", task.detail),
    ):
        if words:
            yield f"{name}：{words}"
    if task.assigned_on:
        yield f"流转：{chain_words(snapshot, task)}"
    if snapshot.checklist_of(task.id):
        yield from checklist_lines(snapshot, task)
    for title, lines in (
        ("节点", [_stone(one.title, one.due_on, one.done_on) for one in snapshot.milestones_of(task.id)]),
        (
            "进度反馈",
            [f"{r.reported_on} {r.progress}% {r.words} {r.reporter}" for r in snapshot.reports_of(task.id)],
        ),
        ("卡点", [_stuck(one) for one in snapshot.problems_ever_of(task.id)]),
        ("批示", [_instruction(one) for one in snapshot.instructions_of(task.id)]),
    ):
        if lines:
            yield title
            yield from (f"  {one_line(line, 1000)}" for line in lines)


def _stone(title: str, due_on: date | None, done_on: date | None) -> str:
    return f"{title} {due_on or ''} {f'{done_on} 完成' if done_on else ''}"


def _stuck(problem: Problem) -> str:
    state = f"{problem.solved_on} 解决 {problem.outcome}" if problem.solved_on else "未解决"
    return f"{problem.number} 号 {problem.title} {state}"


def _instruction(one: Instruction) -> str:
    due = f"限 {one.due_on}" if one.due_on else ""
    state = "待办" if one.is_open else f"{one.answered_on} 办理：{one.answer}"
    return f"{one.given_on} {one.leader}：{one.words} {due} {state}"
