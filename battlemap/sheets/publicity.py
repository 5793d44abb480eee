"""销号公示: what shall be struck off, on what evidence, checked by whom, and where objections go."""

from __future__ import annotations

from typing import Final

from battlemap.domain.kinds.hand_over import HandOver, of_this_claim
from battlemap.domain.kinds.task import Task
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import due_words, frame, short_day, title_words, unit_words, wanted
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("publicity")

_COLUMNS: Final = (
    Column("编号", 6.9), Column("事项", share=0.34, most=4), Column("责任单位", share=0.14, most=2), Column("时限", 5.4, from_ems=56),
    Column("完成情况", share=0.27, most=5), Column("核查结论", share=0.25, most=4), Column("公示销号", 12.4, most=2),
)  # fmt: skip


def publicity(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages; every task that is claimed done or struck off stands on them."""
    tasks = [task for task, _ in wanted(snapshot, options)]
    claimed = [_row(task, snapshot) for task in tasks if task.lane == "checking"]
    struck = [_row(task, snapshot) for task in tasks if task.lane == "struck_off"]

    def blocks(width: float, em: float) -> list[Block]:
        made: list[Block] = []
        parts = (("拟销号事项", claimed, "没有拟销号的事项"), ("已销号事项", struck, "还没有销号的事项"))
        for title, rows, none in parts:
            made.append(heading(title, em, f"{len(rows)} 项"))
            again = (heading(f"{title}（续）", em),)
            made += (
                listing(_COLUMNS, rows, width, em, again, claimed + struck) if rows else [nothing(none, em)]
            )
        post = snapshot.campaign.command_post or snapshot.campaign.map_unit
        made.append(nothing(f"公示期内对以上事项有异议的，请书面或当面向{post}反映。", em))
        return made

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _row(task: Task, snapshot: Snapshot) -> Row:
    deeds = of_this_claim(snapshot.parts(HandOver, task.id))
    check = next((deed for deed in reversed(deeds) if deed.deed == "pass"), None)
    public = next((deed for deed in reversed(deeds) if deed.deed == "publish"), None)
    objections = [deed.deed for deed in deeds]
    checked = f"{short_day(check.on)} {check.actor}：{check.words}" if check else "待核查"
    if public:
        outcome = f"{short_day(public.on)}至{short_day(public.until)}"
        if objections.count("object") > objections.count("settle"):
            outcome += " 有异议"
    else:
        outcome = f"{short_day(task.struck_off_on)}销号" if task.struck_off_on else ""
    looks = [recheck for recheck in snapshot.rechecks_of(task.id) if recheck.is_open]
    if task.struck_off_on and looks:
        outcome = f"{short_day(task.struck_off_on)}销号 {short_day(looks[0].due_on)}回头看"
    cells = (
        Cell(task.code, "muted"), Cell(title_words(task)), Cell(unit_words(snapshot, task.responsible_unit)),
        Cell(due_words(task)), Cell(task.visible_progress), Cell(checked, "text" if check else "muted"), Cell(outcome),
    )  # fmt: skip
    return Row(cells, task.id)
