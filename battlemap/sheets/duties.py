"""责任清单: who answers for what, leader → unit → person → tasks; what nobody has stands first."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.judging.lamp import Verdict
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.alert_part import unit_alerts
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

TITLE, NUMBER = heading_of("duties")

_COLUMNS: Final = (
    Column("责任单位", 8.0, most=3), Column("责任人", 5.2, most=2), Column("编号", 6.9, most=2),
    Column("任务", share=0.7, most=5), Column("配合单位", share=0.3, most=3, from_ems=66), Column("时限", 5.6),
    Column("进度", 5.0, from_ems=48), Column("亮灯", 4.8),
)  # fmt: skip
_Wanted = tuple[Task, Verdict]


@attrs.frozen
class _Part:
    """The tasks under one leader, or those of nobody."""

    title: str
    colour: str
    tasks: list[_Wanted]

    @property
    def note(self) -> str:
        """「5 个单位，14 项」."""
        units = {task.responsible_unit for task, _ in self.tasks} - {None}
        return (f"{len(units)} 个单位，" if units else "") + f"{len(self.tasks)} 项"


def duties(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the list; every task that the options hold is on exactly one of them."""
    tasks = wanted(snapshot, options)
    homeless = [pair for pair in tasks if pair[0].responsible_unit is None]
    parts = [_Part("责任单位待定", "red", homeless)] if homeless else []
    for leader in _leaders(snapshot, tasks):
        under = [pair for pair in tasks if pair[0].responsible_unit and _leader(snapshot, pair[0]) == leader]
        if under:
            parts.append(_Part(leader, "accent", under))
    rows = [_rows(part.tasks, snapshot, options) for part in parts]
    alike = [row for listed in rows for row in listed]

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = []
        for number, (part, listed) in enumerate(zip(parts, rows, strict=True)):
            again = (heading(f"{part.title}（续）", em, "", part.colour),)
            made.append(heading(part.title, em, part.note, part.colour))
            made += listing(_COLUMNS, listed, width, em, again, alike, not number)
        made += _answers(snapshot, options, width, em)
        return made or [nothing("没有任务", em)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _answers(snapshot: Snapshot, options: SheetOptions, width: float, em: float) -> list[Block]:
    """What units answer for in full beside their tasks (主管部门负全责): red indicators, places, vetoes."""
    columns = (Column("责任单位", 8.0, most=3), Column("负全责的考核与指标", share=1, most=6))
    rows = [
        Row(
            (
                Cell(snapshot.unit_label(unit), is_bold=True),
                Cell("；".join(f"{one.title}：{one.words}" for one in of_unit)),
            ),
            unit,
        )
        for unit, of_unit in unit_alerts(snapshot, options).items()
        if not options.units or unit in options.units
    ]
    if not rows:
        return []
    return [heading("主管部门负全责", em, f"{len(rows)} 个单位"), *listing(columns, rows, width, em)]


def _leader(snapshot: Snapshot, task: Task) -> str:
    return leader_words(snapshot.actions[task.action])


def _leaders(snapshot: Snapshot, tasks: tuple[_Wanted, ...]) -> list[str]:
    """Returns the leaders in the order of their first action."""
    return list(dict.fromkeys(_leader(snapshot, task) for task, _ in tasks))


def _rows(tasks: list[_Wanted], snapshot: Snapshot, options: SheetOptions) -> list[Row]:
    """Returns the rows by unit and person; a name that stands above is repeated faintly, for a page may begin there."""
    units = {
        unit.id: place
        for place, unit in enumerate(sorted(snapshot.units.values(), key=lambda u: (u.rank, u.id)))
    }
    ordered = sorted(
        tasks,
        key=lambda pair: (
            units.get(pair[0].responsible_unit or "", -1), owner_words(snapshot, pair[0], options), pair[0].code,
        ),
    )  # fmt: skip
    rows, last = [], ("", "")
    for task, verdict in ordered:
        who = unit_words(snapshot, task.responsible_unit), owner_words(snapshot, task, options)
        rows.append(_row(task, verdict, who, last))
        last = who
    return rows


def _row(task: Task, verdict: Verdict, who: tuple[str, str], last: tuple[str, str]) -> Row:
    unit, owner = who
    is_same = who == last
    unit_cell = Cell(unit, "red" if unit == wording.UNASSIGNED else "text", True)
    if unit == last[0]:
        unit_cell = Cell(unit, "muted")
    cells = (
        unit_cell, Cell(owner, "muted" if is_same else "text"), Cell(task.code, "muted"),
        Cell(title_words(task)), Cell(task.coop_units, "muted"), Cell(due_words(task)),
        Cell(bar=(task.progress, round(verdict.time_progress))), Cell(lamp=verdict.lamp),
    )  # fmt: skip
    return Row(cells, task.id)
