"""责任清单: who answers for what, leader → unit → person → tasks; what nobody has stands first."""

from __future__ import annotations

from typing import Final

from battlemap import wording
from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import due_words, frame, leader_words, owner_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "duties", "责任清单", "图六"
PURPOSE = "牵头领导、责任单位、责任人、任务逐级列出，未明确责任单位的列在最前"

_COLUMNS: Final = (
    Column("责任单位", 8.0, most=3), Column("责任人", 5.2, most=2), Column("编号", 6.9, most=2),
    Column("任务", share=0.7, most=5), Column("配合单位", share=0.3, most=3, from_ems=66), Column("时限", 5.6),
    Column("进度", 5.0, from_ems=48), Column("亮灯", 4.8),
)  # fmt: skip
_Wanted = tuple[Task, Verdict]


def duties(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the list; every task that the options hold is on exactly one of them."""
    tasks = wanted(snapshot, options)

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = []
        homeless = [found for found in tasks if found[0].responsible_unit is None]
        if homeless:
            made += _section("责任单位待定", homeless, snapshot, options, width, em, "red")
        for leader in _leaders(snapshot, tasks):
            under = [
                found
                for found in tasks
                if found[0].responsible_unit is not None and _leader(snapshot, found[0]) == leader
            ]
            if under:
                made += _section(leader, under, snapshot, options, width, em)
        return made or [nothing("没有任务", em)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _leader(snapshot: Snapshot, task: Task) -> str:
    return leader_words(snapshot.actions[task.action])


def _leaders(snapshot: Snapshot, tasks: tuple[_Wanted, ...]) -> list[str]:
    """Returns the leaders in the order of their first action."""
    return list(dict.fromkeys(_leader(snapshot, task) for task, _ in tasks))


def _section(
    title: str,
    found: list[_Wanted],
    snapshot: Snapshot,
    options: SheetOptions,
    width: float,
    em: float,
    colour: str = "accent",
) -> list[Block]:
    units = {
        unit.id: place
        for place, unit in enumerate(sorted(snapshot.units.values(), key=lambda u: (u.rank, u.id)))
    }
    ordered = sorted(
        found,
        key=lambda pair: (
            units.get(pair[0].responsible_unit or "", -1), owner_words(snapshot, pair[0], options), pair[0].code,
        ),
    )  # fmt: skip
    rows, last = [], ("", "")
    for task, verdict in ordered:
        who = unit_words(snapshot, task.responsible_unit), owner_words(snapshot, task, options)
        rows.append(_row(task, verdict, who, last))
        last = who
    count = len({task.responsible_unit for task, _ in found})
    note = f"{len(found)} 项" if colour == "red" else f"{count} 个单位，{len(found)} 项"
    again = (heading(f"{title}（续）", em, "", colour),)
    return [heading(title, em, note, colour), *listing(_COLUMNS, rows, width, em, again)]


def _row(task: Task, verdict: Verdict, who: tuple[str, str], last: tuple[str, str]) -> Row:
    unit, owner = who
    is_same = who == last
    unit_cell = Cell(unit, "red" if unit == wording.UNASSIGNED else "text", True)
    if unit == last[0]:
        unit_cell = Cell("〃", "muted")
    cells = (
        unit_cell, Cell("〃", "muted") if is_same and owner else Cell(owner), Cell(task.code, "muted"),
        Cell(task.title), Cell(task.coop_units, "muted"), Cell(due_words(task)),
        Cell(bar=(task.progress, round(verdict.time_progress))), Cell(lamp=verdict.lamp),
    )  # fmt: skip
    return Row(cells, task.id)
