"""专项作战图: one action as a picture on its own sheet: its state, its lanes, its time, what stands in its way."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Verdict
from battlemap.domain.judging.progress import whole_percent
from battlemap.domain.judging.standing import standing_counts
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.action_board import lane_blocks, time_blocks
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import FrameFacts, framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.layout.timeline_face import TimelineFacts
from battlemap.layout.timeline_list import timeline_rows
from battlemap.layout.timeline_rows import TimelineRow
from battlemap.layout.writing_lines import lines_to_write
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import (
    codes,
    frame,
    leader_words,
    owner_words,
    promise_words,
    sheet_card,
    title_words,
    unit_words,
    wanted,
    wanted_actions,
)
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("action")

_PROBLEMS: Final = (
    Column("号", 2.8), Column("卡点", share=0.4, most=6), Column("影响任务", share=0.34, most=4, from_ems=44),
    Column("解决单位", share=0.2, most=3), Column("承诺解决", 11.6, most=2),
)  # fmt: skip
_Wanted = tuple[Task, Verdict]


def action(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages, those of each wanted action one behind the other; every task has its card and its bar."""
    tasks = wanted(snapshot, options)
    pages: list[Scene] = []
    for column in wanted_actions(snapshot, options):
        mine = [pair for pair in tasks if pair[0].action == column.id]
        pages += _pages(column, mine, snapshot, options)
    if not pages:
        facts = frame(snapshot, options, TITLE, NUMBER)
        return framed_pages(facts, lambda _, em: [nothing("没有专项", em)], options.paper)
    return tuple(pages)


def _pages(
    column: Action, tasks: list[_Wanted], snapshot: Snapshot, options: SheetOptions
) -> tuple[Scene, ...]:
    lanes = [
        [sheet_card(snapshot, task, options) for task, _ in tasks if task.lane == lane] for lane in LANES
    ]
    rows = _rows(tasks, snapshot, options)
    facts = TimelineFacts(
        options.as_of, snapshot.calendar, tuple(one for one in snapshot.periods.values() if not one.deleted)
    )
    problems = _problems(tasks, snapshot)

    def blocks(width: float, em: float) -> list[Block]:
        state = figures(_figures(column, tasks, snapshot), width, em)
        if not tasks:
            return [*state, nothing("没有任务", em)]
        made = [*state, *lane_blocks(lanes, width, em), heading("时间", em, f"{len(tasks)} 项任务")]
        made += time_blocks(snapshot.campaign, rows, facts, width, em)
        made.append(
            heading(
                "卡点", em, f"{len(problems)} 个未解决" if problems else "", "red" if problems else "accent"
            )
        )
        if problems:
            listed = [_problem(problem, snapshot, options.as_of) for problem in problems]
            made += listing(_PROBLEMS, listed, width, em)
        else:
            made.append(nothing("没有未解决的卡点", em))
        return [*made, heading("现场标注", em), lines_to_write(1, em)]

    return framed_pages(_frame(column, snapshot, options), blocks, options.paper)


def _frame(column: Action, snapshot: Snapshot, options: SheetOptions) -> FrameFacts:
    facts = frame(snapshot, options, TITLE, f"{NUMBER}-{column.number}")
    title = f"{column.ordinal}、{column.title}作战图"
    unit = snapshot.unit_label(column.lead_unit)
    led = f"牵头领导：{leader_words(column)}" + (f"　牵头单位：{unit}" if unit else "")
    return attrs.evolve(facts, band=attrs.evolve(facts.band, title=title, slogan=led))


def _figures(column: Action, tasks: list[_Wanted], snapshot: Snapshot) -> list[BigFigure]:
    unit = snapshot.unit_label(column.lead_unit)
    leader = BigFigure("牵头领导", leader_words(column), unit, about=column.id)
    if not tasks:
        return [leader, BigFigure("任务", "0", about=column.id)]
    number = len(tasks)
    progress = whole_percent(Fraction(sum(task.progress for task, _ in tasks), number))
    expected = whole_percent(sum(verdict.time_progress for _, verdict in tasks) / number)
    finished = sum(task.is_finished for task, _ in tasks)
    lit = [(lamp, sum(verdict.lamp == lamp for _, verdict in tasks)) for lamp in LAMPS]
    return [
        leader,
        BigFigure("平均进度", f"{progress}%", f"序时 {expected}%", "red" if progress < expected - 10 else "progress", about=column.id),
        BigFigure("办结", f"{finished}/{number}", standing_counts(tasks)),
        *(BigFigure(wording.LAMPS[lamp], str(count), lamp=lamp) for lamp, count in lit if count),
    ]  # fmt: skip


def _rows(tasks: list[_Wanted], snapshot: Snapshot, options: SheetOptions) -> list[TimelineRow]:
    """Returns measures and tasks as rows of the timeline, owners' names as they may be shown."""
    ids = {task.id for task, _ in tasks}
    rows = timeline_rows(snapshot, options.as_of, holds=lambda task: task.id in ids)
    shown = []
    for row in rows:
        task = snapshot.tasks.get(row.id) if row.kind == "task" else None
        if task is not None:
            owner = owner_words(snapshot, task, options) if task.owner else row.owner
            shown.append(attrs.evolve(row, owner=owner, title=title_words(task)))
        elif row.kind != "action":
            shown.append(row)
    return shown


def _problems(tasks: list[_Wanted], snapshot: Snapshot) -> list[Problem]:
    """Returns the open problems of these tasks, the highest level first."""
    held = {problem.id: problem for task, _ in tasks for problem in snapshot.problems_of(task.id)}
    return sorted(held.values(), key=lambda one: (-LEVELS.index(one.level), one.number, one.id))


def _problem(problem: Problem, snapshot: Snapshot, as_of: date) -> Row:
    promised, is_late = promise_words(problem, as_of)
    held_up = [task for task in snapshot.live_tasks if problem in snapshot.problems_of(task.id)]
    cells = (
        Cell(str(problem.number), is_bold=True), Cell(problem.title, is_bold=True), Cell(codes(held_up, 6) or "—"),
        Cell(unit_words(snapshot, problem.solving_unit), "text" if problem.solving_unit else "red"),
        Cell(promised, "red" if is_late else "text", is_late),
    )  # fmt: skip
    return Row(cells, problem.id, is_late)
