"""交办督办台账: every task with the days of its loop, under the four official words."""

from __future__ import annotations

from datetime import date
from typing import Final

from battlemap import wording
from battlemap.domain.judging.standing import STANDINGS, standing_ids
from battlemap.domain.kinds.hand_over import HandOver
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import due_words, frame, owner_words, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("orders")

_COLUMNS: Final = (
    Column("编号", 6.9, most=2), Column("任务", share=0.55, most=4), Column("责任单位", share=0.22, most=2),
    Column("责任人", 5.0, most=2, from_ems=62), Column("交办", 6.2), Column("签收", 6.2), Column("反馈", 9.2, from_ems=56),
    Column("时限", 6.2, most=2), Column("进度", 5.0, from_ems=50), Column("办结", 6.2), Column("核查", share=0.23, most=3, from_ems=74),
    Column("销号", 6.2), Column("亮灯", 4.8),
)  # fmt: skip


def orders(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the register; every task that the options hold stands on it once."""
    judged = wanted(snapshot, options)
    ids = standing_ids(judged)
    rows = {task.id: _row(task, snapshot, options) for task, _ in judged}

    def blocks(width: float, em: float) -> list[Block]:
        counted = [
            BigFigure(
                wording.STANDINGS[word], str(len(ids[word])), "项", "red" if word == "behind" else "text"
            )
            for word in STANDINGS
        ]
        made = figures([BigFigure("任务总数", str(len(rows)), "项"), *counted], width, em)
        for word in reversed(STANDINGS):
            listed = [rows[id] for id in ids[word]]
            if listed:
                title = wording.STANDINGS[word]
                again = (heading(f"{title}（续）", em),)
                made.append(heading(title, em, f"{len(listed)} 项", "red" if word == "behind" else "accent"))
                made += listing(_COLUMNS, listed, width, em, again, list(rows.values()))
        return made if rows else [nothing("没有任务", em)]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _row(task: Task, snapshot: Snapshot, options: SheetOptions) -> Row:
    verdict = snapshot.judge(task, options.as_of)
    reports = [report for report in snapshot.reports_of(task.id) if report.reported_on <= options.as_of]
    checks = [made for made in snapshot.parts(HandOver, task.id) if made.deed in ("pass", "fail")]
    checked = f"{wording.DEEDS[checks[-1].deed]} {_day(checks[-1].on)} {checks[-1].actor}" if checks else ""
    due = due_words(task) + (f" 延 {task.extensions} 次" if task.extensions else "")
    unsigned = task.assigned_on is not None and task.accepted_on is None
    cells = (
        Cell(task.code, "muted"), Cell(title_words(task), is_bold=bool(task.rebound)),
        Cell(unit_words(snapshot, task.responsible_unit), "text" if task.responsible_unit else "red"),
        Cell(owner_words(snapshot, task, options)), Cell(_day(task.assigned_on)),
        Cell("未签收" if unsigned else _day(task.accepted_on), "red" if unsigned else "text"),
        Cell(f"{_day(reports[0].reported_on)} {len(reports)} 次" if reports else ""), Cell(due),
        Cell(bar=(task.progress, round(verdict.time_progress))), Cell(_day(task.finished_on)), Cell(checked),
        Cell(_day(task.struck_off_on)), Cell(lamp=verdict.lamp),
    )  # fmt: skip
    return Row(cells, task.id, bool(task.rebound))


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""
