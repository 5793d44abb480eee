"""作战保障图: every open problem, what it holds up, what is needed, from whom, by when."""

from __future__ import annotations

from datetime import date
from typing import Final

from battlemap import wording
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_reach import entry_name
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import codes, frame, promise_words, short_day, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("problems")

_COLUMNS: Final = (
    Column("号", 2.8), Column("批次", 5.2, from_ems=52), Column("卡点", share=0.4, most=6), Column("分类", 3.6, from_ems=40),
    Column("影响任务", share=0.3, most=4), Column("解决单位", share=0.18, most=3), Column("反馈", 5.6, from_ems=60),
    Column("承诺解决", 11.6, most=2), Column("现场标注", share=0.14, from_ems=66, is_for_pen=True),
)  # fmt: skip


def problems(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the chart; every open 卡点 is on them."""
    tasks = {task.id for task, _ in wanted(snapshot, options)}
    on_cards = {problem.id: problem for id in tasks for problem in snapshot.problems_of(id)}
    listed = [
        problem
        for problem in ({id: p for id, p in snapshot.problems.items() if p.is_open} | on_cards).values()
        if _is_wanted(problem, snapshot, options, tasks)
    ]
    listed.sort(key=lambda problem: (-LEVELS.index(problem.level), problem.number, problem.id))

    def blocks(width: float, em: float) -> list[Block]:
        made = figures(_counts(listed, options.as_of), width, em)
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
        if not listed:
            made.append(nothing("没有未解决的卡点", em * 1.5))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _held_up(problem: Problem, snapshot: Snapshot) -> list[str]:
    return [task.id for task in snapshot.live_tasks if problem in snapshot.problems_of(task.id)]


def _is_wanted(problem: Problem, snapshot: Snapshot, options: SheetOptions, tasks: set[str]) -> bool:
    return not options.is_filtered or any(task in tasks for task in _held_up(problem, snapshot))


def _counts(listed: list[Problem], as_of: date) -> list[BigFigure]:
    late = sum(promise_words(problem, as_of)[1] for problem in listed)
    return [
        BigFigure("未解决", str(len(listed)), about="open_problems"),
        *(
            BigFigure(wording.PROBLEM_LEVELS[level], str(sum(problem.level == level for problem in listed)))
            for level in reversed(LEVELS)
        ),
        BigFigure("超过承诺日期", str(late), "", "red" if late else "text"),
    ]


def _batch(problem: Problem, snapshot: Snapshot) -> str:
    """Returns 「第 2 批」, 「红信封」 for one that went straight to the top, "" for neither."""
    if problem.is_red:
        return "红信封"
    batch = snapshot.problem_batches.get(problem.batch) if problem.batch else None
    return f"第 {batch.number} 批" if batch else ""


def _row(problem: Problem, snapshot: Snapshot, as_of: date) -> Row:
    promised, is_late = promise_words(problem, as_of)
    tasks = [snapshot.tasks[id] for id in _held_up(problem, snapshot)]
    entries = [entry_name(snapshot, tie) for tie in snapshot.entries_stuck_by(problem.id)]
    what = f"{tasks[0].code} {title_words(tasks[0])}" if len(tasks) == 1 else codes(tasks, 6)
    what = "、".join(filter(None, (what, *entries[:6])))
    cells = (
        Cell(str(problem.number or "—"), is_bold=True), Cell(_batch(problem, snapshot), "red" if problem.is_red else "text"),
        Cell(problem.title, is_bold=True),
        Cell(wording.PROBLEM_KINDS[problem.kind]), Cell(what or "—"),
        Cell(unit_words(snapshot, problem.solving_unit), "text" if problem.solving_unit else "red"),
        Cell(short_day(problem.raised_on)), Cell(promised, "red" if is_late else "text", is_late), Cell(),
    )  # fmt: skip
    return Row(cells, problem.id, is_late)
