"""卡点批次: the newest batch of 卡点 before the dispatch meeting, with room for what is decided."""

from __future__ import annotations

from typing import Final

from battlemap import wording
from battlemap.domain.kinds.problem import LEVELS, Problem
from battlemap.domain.kinds.problem_batch import ProblemBatch
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.problem_figures import figures_of
from battlemap.domain.telling.problem_reach import stuck_words
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, promise_words, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("batch")

_COLUMNS: Final = (
    Column("号", 2.8), Column("卡点", share=0.26, most=5), Column("需要什么", share=0.2, most=4), Column("影响任务", share=0.17, most=4),
    Column("提出", 6.4, most=2), Column("解决单位", share=0.1, most=2), Column("层级", 5.0, most=2), Column("已", 4.2),
    Column("承诺解决", 11.6, most=2), Column("议定", share=0.3, is_for_pen=True),
)  # fmt: skip


def batch(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the newest batch; what was solved since stands at the end."""
    newest = newest_batch(snapshot)
    held = problems_of_batch(snapshot, newest)

    def blocks(width: float, em: float) -> list[Block]:
        if newest is None:
            return [nothing("还没有汇总卡点批次", em * 1.5)]
        counted = figures_of("", held, snapshot.campaign.starts_on, options.as_of)
        day = newest.formed_on
        made = figures(
            [
                BigFigure("批次", f"第 {newest.number} 批", f"{day.month}月{day.day}日汇总"),
                BigFigure("卡点", str(len(held)), "个"),
                BigFigure("已解决", str(len(held) - counted.open), "个"),
                BigFigure("超过承诺日期", str(counted.late), "个", "red" if counted.late else "text"),
            ],
            width,
            em,
        )
        for title, rows in (
            ("未解决", [_row(one, snapshot, options) for one in held if one.is_open]),
            ("已解决", [_row(one, snapshot, options) for one in held if not one.is_open]),
        ):
            if rows:
                again = (heading(f"{title}（续）", em),)
                everything = [_row(one, snapshot, options) for one in held]
                made.append(heading(title, em, f"{len(rows)} 个"))
                made += listing(_COLUMNS, rows, width, em, again, everything)
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def newest_batch(snapshot: Snapshot) -> ProblemBatch | None:
    """Returns the batch with the highest number, None where there is none."""
    live = [one for one in snapshot.problem_batches.values() if not one.deleted]
    return max(live, key=lambda one: one.number, default=None)


def problems_of_batch(snapshot: Snapshot, batch: ProblemBatch | None) -> list[Problem]:
    """Returns the 卡点 of a batch, the highest level first, then by number."""
    ids = snapshot.by("problem", "batch").get(batch.id, ()) if batch else ()
    held = [snapshot.problems[id] for id in ids if not snapshot.problems[id].deleted]
    return sorted(held, key=lambda one: (-LEVELS.index(one.level), one.number))


def _row(problem: Problem, snapshot: Snapshot, options: SheetOptions) -> Row:
    promised, is_late = promise_words(problem, options.as_of)
    level = wording.PROBLEM_LEVELS[problem.level] + (" 红信封" if problem.is_red else "")
    solved = f"已解决：{problem.outcome}" if not problem.is_open else ""
    raised = snapshot.unit_label(problem.raising_unit) or problem.raised_by
    cells = (
        Cell(str(problem.number), is_bold=True), Cell(problem.title, is_bold=True), Cell(problem.needs),
        Cell(stuck_words(snapshot, problem.id, 4) or "—"), Cell(raised), Cell(unit_words(snapshot, problem.solving_unit)),
        Cell(level, "red" if problem.level == "commander" else "text"), Cell(f"{problem.days_open(options.as_of)} 天"),
        Cell(promised, "red" if is_late else "text", is_late), Cell(solved, "muted"),
    )  # fmt: skip
    return Row(cells, problem.id, is_late or problem.is_red)
