"""作战保障图: every open problem, what it holds up, what is needed, from whom, by when."""

from __future__ import annotations

from datetime import date
from typing import Final

from battlemap import wording
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import codes, frame, promise_words, short_day, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "problems", "作战保障图", "图七"
PURPOSE = "卡点逐项列出：影响任务、需要什么、谁解决、何时解决；层级高的在前"

_COLUMNS: Final = (
    Column("号", 2.8), Column("卡点", share=0.4, most=6), Column("分类", 3.6, from_ems=40),
    Column("影响任务", share=0.3, most=4), Column("解决单位", share=0.18, most=3), Column("反馈", 5.6, from_ems=60),
    Column("承诺解决", 11.6, most=2), Column("现场标注", share=0.14, from_ems=66, is_for_pen=True),
)  # fmt: skip
_BLOCKS: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.4, most=5), Column("卡点原因", share=0.4, most=6),
    Column("责任单位", share=0.2, most=3), Column("现场标注", share=0.14, from_ems=66, is_for_pen=True),
)  # fmt: skip


def problems(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the chart; every open problem and every blocked task without one is on them."""
    tasks = {task.id for task, _ in wanted(snapshot, options)}
    listed = [
        problem
        for problem in snapshot.problems.values()
        if problem.is_open and _is_wanted(problem, snapshot, options, tasks)
    ]
    listed.sort(key=lambda problem: (-LEVELS.index(problem.level), problem.number, problem.id))
    marked = [
        task
        for task in snapshot.live_tasks
        if task.id in tasks and task.blocked and not snapshot.problems_of(task.id)
    ]

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(_counts(listed, len(marked), options.as_of), width, em)
        everything = [_row(problem, snapshot, options.as_of) for problem in listed]
        for level in reversed(LEVELS):
            held = [problem for problem in listed if problem.level == level]
            if held:
                name = wording.PROBLEM_LEVELS[level]
                rows = [_row(problem, snapshot, options.as_of) for problem in held]
                again = (heading(f"{name}协调（续）", em),)
                made += [
                    heading(f"{name}协调", em, f"{len(held)} 个"),
                    *listing(_COLUMNS, rows, width, em, again, everything),
                ]
        if marked:
            rows = [
                Row(
                    (
                        Cell(task.code, "muted"), Cell(title_words(task)), Cell(task.blocked or "", is_bold=True),
                        Cell(unit_words(snapshot, task.responsible_unit)), Cell(),
                    ),
                    task.id,
                )
                for task in marked
            ]  # fmt: skip
            again = (heading("已标卡点、尚未立项的任务（续）", em),)
            made += [
                heading("已标卡点、尚未立项的任务", em, f"{len(marked)} 项"),
                *listing(_BLOCKS, rows, width, em, again),
            ]
        if not listed and not marked:
            made.append(nothing("没有未解决的卡点", em * 1.5))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _held_up(problem: Problem, snapshot: Snapshot) -> list[str]:
    return [task.id for task in snapshot.live_tasks if problem in snapshot.problems_of(task.id)]


def _is_wanted(problem: Problem, snapshot: Snapshot, options: SheetOptions, tasks: set[str]) -> bool:
    return not options.is_filtered or any(task in tasks for task in _held_up(problem, snapshot))


def _counts(listed: list[Problem], marked: int, as_of: date) -> list[BigFigure]:
    late = sum(promise_words(problem, as_of)[1] for problem in listed)
    return [
        BigFigure("未解决", str(len(listed)), about="open_problems"),
        *(
            BigFigure(wording.PROBLEM_LEVELS[level], str(sum(problem.level == level for problem in listed)))
            for level in reversed(LEVELS)
        ),
        BigFigure("超过承诺日期", str(late), "", "red" if late else "text"),
        BigFigure("仅标卡点", str(marked)),
    ]


def _row(problem: Problem, snapshot: Snapshot, as_of: date) -> Row:
    promised, is_late = promise_words(problem, as_of)
    tasks = [snapshot.tasks[id] for id in _held_up(problem, snapshot)]
    what = f"{tasks[0].code} {title_words(tasks[0])}" if len(tasks) == 1 else codes(tasks, 6)
    cells = (
        Cell(str(problem.number), is_bold=True), Cell(problem.title, is_bold=True),
        Cell(wording.PROBLEM_KINDS[problem.kind]), Cell(what or "—"),
        Cell(unit_words(snapshot, problem.solving_unit), "text" if problem.solving_unit else "red"),
        Cell(short_day(problem.raised_on)), Cell(promised, "red" if is_late else "text", is_late), Cell(),
    )  # fmt: skip
    return Row(cells, problem.id, is_late)
