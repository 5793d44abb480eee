"""亮灯通报: every red and yellow task with its reasons, by the unit that has to answer, the worst first."""

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
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import (
    due_words,
    frame,
    leader_words,
    owner_words,
    title_words,
    unit_words,
    wanted,
)
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("lamps")

_BAD: Final[tuple[Lamp, ...]] = ("black", "red")
_LISTED: Final[tuple[Lamp, ...]] = (*_BAD, "yellow")
_COLUMNS: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.34, most=5), Column("亮灯", 4.8), Column("亮灯原因", share=0.36, most=6),
    Column("进度", 5.0, from_ems=40), Column("时限", 5.6), Column("责任人", 4.6, from_ems=58),
    Column("牵头领导", 4.8, from_ems=64), Column("整改承诺", share=0.14, from_ems=84, is_for_pen=True),
)  # fmt: skip
_Lit = tuple[Task, Verdict]


def lamps(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the bulletin; every red, black or yellow task that the options hold is on one of them."""
    tasks = wanted(snapshot, options)
    groups = _by_unit([pair for pair in tasks if pair[1].lamp in _LISTED], snapshot)

    def blocks(width: float, em: float) -> list[Block]:
        counts = {lamp: sum(verdict.lamp == lamp for _, verdict in tasks) for lamp in LAMPS}
        shown = [lamp for lamp in LAMPS if counts[lamp] or lamp in snapshot.scheme.lamps]
        made = figures(
            [BigFigure(wording.LAMPS[lamp], str(counts[lamp]), lamp=lamp, about=lamp) for lamp in shown],
            width,
            em,
        )
        rows = {unit: [_row(*pair, snapshot, options) for pair in lit] for unit, lit in groups}
        alike = [row for listed in rows.values() for row in listed]
        for unit, lit in groups:
            has_red = any(verdict.lamp in _BAD for _, verdict in lit)
            name, colour = unit_words(snapshot, unit or None), "red" if has_red else "accent"
            title = name if unit else f"责任单位{name}"
            again = (heading(f"{title}（续）", em, "", colour),)
            made += [
                heading(title, em, _counts(lit), colour),
                *listing(_COLUMNS, rows[unit], width, em, again, alike, unit == groups[0][0]),
            ]
        return made if groups else [*made, nothing("没有红灯和黄灯任务", em * 1.5)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _by_unit(lit: list[_Lit], snapshot: Snapshot) -> list[tuple[str, list[_Lit]]]:
    """Returns the tasks by the unit that has to answer, worst first; whose are nobody's come first of all."""
    by_unit: dict[str, list[_Lit]] = {}
    for task, verdict in lit:
        by_unit.setdefault(task.responsible_unit or "", []).append((task, verdict))
    for held in by_unit.values():
        held.sort(key=lambda pair: LAMPS.index(pair[1].lamp))

    def order(unit: str) -> tuple[bool, int, int, str, str]:
        red = sum(verdict.lamp in _BAD for _, verdict in by_unit[unit])
        rank = snapshot.units[unit].rank if unit else ""
        return bool(unit), -red, -len(by_unit[unit]), rank, unit

    return [(unit, by_unit[unit]) for unit in sorted(by_unit, key=order)]


def _counts(lit: list[_Lit]) -> str:
    """Returns 「红灯 2 项　黄灯 1 项」."""
    numbers = {lamp: sum(verdict.lamp == lamp for _, verdict in lit) for lamp in _LISTED}
    return "　".join(f"{wording.LAMPS[lamp]} {number} 项" for lamp, number in numbers.items() if number)


def _row(task: Task, verdict: Verdict, snapshot: Snapshot, options: SheetOptions) -> Row:
    reasons = "；".join(reason.words for reason in verdict.reasons if reason.lamp in _LISTED)
    if verdict.lamp != verdict.computed:
        reasons += f"（系统判定{wording.LAMPS[verdict.computed]}）"
    is_bad = verdict.lamp in _BAD
    ink = "red" if is_bad else "text"
    cells = (
        Cell(task.code, ink if is_bad else "muted"), Cell(title_words(task), ink, is_bad), Cell(lamp=verdict.lamp, is_bold=is_bad),
        Cell(reasons or verdict.words, ink, is_bad), Cell(bar=(task.progress, round(verdict.time_progress))),
        Cell(due_words(task), ink), Cell(owner_words(snapshot, task, options)),
        Cell(leader_words(snapshot.actions[task.action])), Cell(),
    )  # fmt: skip
    return Row(cells, task.id, is_bad)
