"""专项作战图: one action on its own sheet, its measures and tasks with progress, people and what stands in the way."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import LAMPS, Verdict
from battlemap.domain.judging.progress import whole_percent
from battlemap.domain.kinds.action import Action
from battlemap.domain.kinds.task import LANES, Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import FrameFacts, framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import due_words, frame, leader_words, wanted, wanted_actions, who_words
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "action", "专项作战图", "图八"
PURPOSE = "每个专项单独成图：牵头领导、工作要点、任务、进度与序时、形象进度、卡点、现场标注"

_COLUMNS: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.38, most=5), Column("状态", 4.0, from_ems=36),
    Column("亮灯", 4.8), Column("进度", 5.2), Column("时限", 5.6), Column("责任单位·责任人", share=0.18, most=3),
    Column("形象进度、卡点", share=0.3, most=4, from_ems=60), Column("现场标注", share=0.14, from_ems=84, is_for_pen=True),
)  # fmt: skip
_Wanted = tuple[Task, Verdict]


def action(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages, those of each wanted action one behind the other; every task is on exactly one of them."""
    tasks = wanted(snapshot, options)
    pages: list[Scene] = []
    for column in wanted_actions(snapshot, options):
        mine = [found for found in tasks if found[0].action == column.id]
        pages += _pages(column, mine, snapshot, options)
    if not pages:
        facts = frame(snapshot, options, TITLE, NUMBER)
        return framed_pages(facts, lambda _, em: [nothing("没有专项", em)], options.paper)
    return tuple(pages)


def _pages(
    column: Action, tasks: list[_Wanted], snapshot: Snapshot, options: SheetOptions
) -> tuple[Scene, ...]:
    def blocks(width: float, em: float) -> list[Block]:
        made = figures(_figures(column, tasks, snapshot), width, em)
        for title, found in _measures(column, tasks, snapshot):
            rows = [_row(task, verdict, snapshot, options) for task, verdict in found]
            again = (heading(f"{title}（续）", em),)
            made += [heading(title, em, f"{len(found)} 项"), *listing(_COLUMNS, rows, width, em, again)]
        return made if tasks else [*made, nothing("没有任务", em)]

    return framed_pages(_frame(column, snapshot, options), blocks, options.paper)


def _frame(column: Action, snapshot: Snapshot, options: SheetOptions) -> FrameFacts:
    facts = frame(snapshot, options, TITLE, f"{NUMBER}-{column.number}")
    title = f"{column.ordinal}、{column.title}作战图"
    unit = snapshot.unit_label(column.lead_unit)
    led = f"牵头领导：{leader_words(column)}" + (f"　牵头单位：{unit}" if unit else "")
    return attrs.evolve(facts, band=attrs.evolve(facts.band, title=title, slogan=led))


def _figures(column: Action, tasks: list[_Wanted], snapshot: Snapshot) -> list[BigFigure]:
    if not tasks:
        return [BigFigure("任务", "0", about=column.id)]
    number = len(tasks)
    progress = whole_percent(Fraction(sum(task.progress for task, _ in tasks), number))
    expected = whole_percent(sum(verdict.time_progress for _, verdict in tasks) / number)
    lanes = [(wording.LANES[lane], sum(task.lane == lane for task, _ in tasks)) for lane in LANES]
    lit = [(lamp, sum(verdict.lamp == lamp for _, verdict in tasks)) for lamp in LAMPS]
    return [
        BigFigure("平均进度", f"{progress}%", f"序时 {expected}%", "red" if progress < expected - 10 else "accent", about=column.id),
        BigFigure("任务", str(number), "　".join(f"{name}{count}" for name, count in lanes[:2])),
        BigFigure("办结", str(lanes[2][1] + lanes[3][1]), f"其中销号 {lanes[3][1]}"),
        *(BigFigure(wording.LAMPS[lamp], str(count), lamp=lamp) for lamp, count in lit if count),
    ]  # fmt: skip


def _measures(column: Action, tasks: list[_Wanted], snapshot: Snapshot) -> list[tuple[str, list[_Wanted]]]:
    """Returns the measures with their tasks; those of none come last."""
    found: list[tuple[str, list[_Wanted]]] = []
    known = snapshot.measures_of(column.id)
    for measure in known:
        held = [pair for pair in tasks if pair[0].measure == measure.id]
        if held:
            found.append((f"{measure.number}. {measure.title}", held))
    ids = {measure.id for measure in known}
    rest = [pair for pair in tasks if pair[0].measure not in ids]
    if rest:
        found.append(("其他任务" if found else "任务", rest))
    return found


def _row(task: Task, verdict: Verdict, snapshot: Snapshot, options: SheetOptions) -> Row:
    stands = "；".join(problem.title for problem in snapshot.problems_of(task.id)) or task.blocked or ""
    told = "　".join(filter(None, (task.visible_progress, f"卡点：{stands}" if stands else "")))
    who = who_words(snapshot, task, options)
    cells = (
        Cell(task.code, "muted"), Cell(task.title, is_bold=task.emphasis == "key"), Cell(wording.LANES[task.lane]),
        Cell(lamp=verdict.lamp), Cell(bar=(task.progress, round(verdict.time_progress))), Cell(due_words(task)),
        Cell(who), Cell(told, "red" if stands else "text"), Cell(),
    )  # fmt: skip
    return Row(cells, task.id, verdict.lamp in ("red", "black"))
