"""亮灯通报: every red and yellow task with its reasons, worst first."""

from __future__ import annotations

from typing import Final

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Lamp, Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import due_words, frame, leader_words, owner_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "lamps", "亮灯通报", "图五"
PURPOSE = "红灯、黄灯任务逐项通报：原因、责任单位、责任人、牵头领导、时限"

_TOLD: Final[tuple[Lamp, ...]] = ("black", "red", "yellow")
_COLUMNS: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.34, most=5), Column("亮灯原因", share=0.36, most=6),
    Column("进度", 5.0, from_ems=40), Column("时限", 5.6), Column("责任单位", share=0.16, most=3),
    Column("责任人", 4.6, from_ems=58), Column("牵头领导", 4.8, from_ems=64),
    Column("整改承诺", share=0.14, from_ems=84, is_for_pen=True),
)  # fmt: skip


def lamps(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the bulletin; every red, black or yellow task that the options hold is on one of them."""
    tasks = wanted(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        counts = {lamp: sum(verdict.lamp == lamp for _, verdict in tasks) for lamp in LAMPS}
        shown = [lamp for lamp in LAMPS if counts[lamp] or lamp in snapshot.scheme.lamps]
        made = figures(
            [BigFigure(wording.LAMPS[lamp], str(counts[lamp]), lamp=lamp, about=lamp) for lamp in shown],
            width,
            em,
        )
        for lamp in _TOLD:
            lit = [(task, verdict) for task, verdict in tasks if verdict.lamp == lamp]
            if lit:
                made += _section(lamp, lit, snapshot, options, width, em)
        if not any(counts[lamp] for lamp in _TOLD):
            made.append(nothing("没有红灯和黄灯任务", em * 1.5))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _section(
    lamp: Lamp,
    lit: list[tuple[Task, Verdict]],
    snapshot: Snapshot,
    options: SheetOptions,
    width: float,
    em: float,
) -> list[Block]:
    head = heading(wording.LAMPS[lamp], em, f"{len(lit)} 项", lamp if lamp != "yellow" else "accent")
    rows = [_row(task, verdict, snapshot, options) for task, verdict in lit]
    return [head, *listing(_COLUMNS, rows, width, em, (heading(f"{wording.LAMPS[lamp]}（续）", em),))]


def _row(task: Task, verdict: Verdict, snapshot: Snapshot, options: SheetOptions) -> Row:
    reasons = "；".join(reason.words for reason in verdict.reasons if reason.lamp in _TOLD)
    if verdict.lamp != verdict.computed:
        reasons += f"（系统判定{wording.LAMPS[verdict.computed]}）"
    unit = Cell(unit_words(snapshot, task.responsible_unit), "text" if task.responsible_unit else "red")
    cells = (
        Cell(task.code, "muted"), Cell(task.title, is_bold=True), Cell(reasons or verdict.words),
        Cell(bar=(task.progress, round(verdict.time_progress))), Cell(due_words(task)),
        unit, Cell(owner_words(snapshot, task, options)),
        Cell(leader_words(snapshot.actions[task.action])), Cell(),
    )  # fmt: skip
    return Row(cells, task.id)
