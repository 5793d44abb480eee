"""催报清单: who has not signed for or reported on what, unit by unit, with room to sign."""

from __future__ import annotations

from typing import Final

from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.arrears import KINDS, NAMES, Arrear, arrears, due_rechecks
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, owner_words, short_day, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("arrears")

_COLUMNS: Final = (
    Column("责任单位", share=0.2, most=2), Column("责任人", 5.0, most=2), Column("编号", 6.9), Column("任务", share=0.42, most=3),
    Column("情形", 5.4), Column("欠报情况", share=0.26, most=3), Column("已催", 7.4, most=2), Column("签字", share=0.12, is_for_pen=True),
)  # fmt: skip
_BAD: Final = ("chronic", "late", "unsigned")


def arrears_sheet(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the list; everything that is owed by the day stands on it."""
    held = {task.id for task, _ in wanted(snapshot, options)}
    owing = [arrear for arrear in arrears(snapshot, options.as_of) if arrear.task.id in held]
    looks = [recheck for recheck in due_rechecks(snapshot, options.as_of) if recheck.task in held]

    def blocks(width: float, em: float) -> list[Block]:
        counted = {kind: sum(arrear.kind == kind for arrear in owing) for kind in KINDS}
        made = figures(
            [
                *(
                    BigFigure(
                        NAMES[kind],
                        str(counted[kind]),
                        "项",
                        "red" if kind in _BAD and counted[kind] else "text",
                    )
                    for kind in KINDS
                ),
                BigFigure("到期回头看", str(len(looks)), "项"),
            ],
            width,
            em,
        )
        rows = _by_unit(owing, snapshot, options)
        made.append(heading("欠报任务", em, f"{len(rows)} 项"))
        if rows:
            made += listing(_COLUMNS, rows, width, em, (heading("欠报任务（续）", em),), rows)
        else:
            made.append(nothing("没有欠报的任务", em))
        if looks:
            listed = [
                _look(snapshot.tasks[one.task], f"应于 {short_day(one.due_on)}", snapshot, options)
                for one in looks
            ]
            made.append(heading("到期的回头看", em, f"{len(listed)} 项"))
            made += listing(_COLUMNS, listed, width, em, (heading("到期的回头看（续）", em),), rows or listed)
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _by_unit(owing: list[Arrear], snapshot: Snapshot, options: SheetOptions) -> list[Row]:
    """Returns the rows by unit, the unit with the most first; a unit that stands above is repeated faintly."""
    counts: dict[str, int] = {}
    for arrear in owing:
        unit = unit_words(snapshot, arrear.task.responsible_unit)
        counts[unit] = counts.get(unit, 0) + 1
    ordered = sorted(
        owing,
        key=lambda arrear: (
            -counts[unit_words(snapshot, arrear.task.responsible_unit)],
            unit_words(snapshot, arrear.task.responsible_unit), KINDS.index(arrear.kind), arrear.task.code,
        ),
    )  # fmt: skip
    rows, last = [], ""
    for arrear in ordered:
        unit = unit_words(snapshot, arrear.task.responsible_unit)
        urged = f"{arrear.urges} 次 {short_day(arrear.urged_on)}" if arrear.urges else ""
        cells = (
            Cell(unit, "muted" if unit == last else "text", unit != last), Cell(owner_words(snapshot, arrear.task, options)),
            Cell(arrear.task.code, "muted"), Cell(title_words(arrear.task)),
            Cell(NAMES[arrear.kind], "red" if arrear.kind in _BAD else "text", arrear.kind == "chronic"),
            Cell(arrear.words), Cell(urged), Cell(),
        )  # fmt: skip
        rows.append(Row(cells, arrear.task.id, arrear.kind == "chronic"))
        last = unit
    return rows


def _look(task: Task, words: str, snapshot: Snapshot, options: SheetOptions) -> Row:
    cells = (
        Cell(unit_words(snapshot, task.responsible_unit)), Cell(owner_words(snapshot, task, options)),
        Cell(task.code, "muted"), Cell(title_words(task)), Cell("回头看"), Cell(words), Cell(), Cell(),
    )  # fmt: skip
    return Row(cells, task.id)
