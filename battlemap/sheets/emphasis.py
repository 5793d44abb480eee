"""重·亮计划表: the tasks marked 重 and 亮 by the unit that answers, with person, day, progress and the KPI that they feed."""

from __future__ import annotations

from battlemap import wording
from battlemap.domain.assessing.sources import nodes_fed_by
from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import due_words, frame, owner_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("emphasis")

_COLUMNS = (
    Column("标", 2.6, align="center"), Column("编号", 6.2), Column("任务", share=2.2, most=2), Column("责任人", 5),
    Column("完成时限", 6.4), Column("灯", 4.2), Column("进度", 5),
    Column("支撑KPI", share=1.4, most=2), Column("进展与原因", share=1.8, most=2),
)  # fmt: skip


def emphasis(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages: a section per unit, 重 before 亮."""
    marked = [(task, verdict) for task, verdict in wanted(snapshot, options) if task.emphasis]
    units: dict[str, list[tuple[Task, Verdict]]] = {}
    for task, verdict in sorted(marked, key=lambda pair: (pair[0].emphasis != "key", pair[0].code)):
        units.setdefault(unit_words(snapshot, task.responsible_unit), []).append((task, verdict))

    def blocks(width: float, em: float) -> list[Block]:
        if not marked:
            return [nothing("没有标“重”或“亮”的任务", em * 1.5)]
        made: list[Block] = []
        every = [_row(task, verdict, snapshot, options) for own in units.values() for task, verdict in own]
        for n, (unit, own) in enumerate(units.items()):
            key = sum(task.emphasis == "key" for task, _ in own)
            rows = [_row(task, verdict, snapshot, options) for task, verdict in own]
            made.append(heading(unit, em, f"重 {key}　亮 {len(own) - key}"))
            made += listing(_COLUMNS, rows, width, em, (heading(f"{unit}（续）", em),), every, n == 0)
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _row(task: Task, verdict: Verdict, snapshot: Snapshot, options: SheetOptions) -> Row:
    kpis = "；".join(snapshot.called("scheme_node", node) for node in nodes_fed_by(snapshot, task.id))
    mark = wording.EMPHASES[task.emphasis] if task.emphasis else ""
    return Row(
        (
            Cell(mark, "red" if task.emphasis == "key" else "accent", True), Cell(task.code), Cell(task.title, is_bold=True),
            Cell(owner_words(snapshot, task, options) or "待定"), Cell(due_words(task)), Cell(lamp=verdict.lamp),
            Cell(bar=(task.progress, round(verdict.time_progress))), Cell(kpis or "—"), Cell(task.visible_progress or verdict.words),
        ),
        task.id,
    )  # fmt: skip
