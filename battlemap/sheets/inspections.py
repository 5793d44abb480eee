"""年度监督检查计划 and 应查日历: which enterprise is inspected how often by which rule, and in which month."""

from __future__ import annotations

from typing import Final

from battlemap.domain.risk.inspecting import inspection_calendar, inspection_plan
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.listing import Column
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.hazards import register_pages
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("inspection-plan")
CALENDAR_TITLE, CALENDAR_NUMBER = heading_of("inspection-calendar")
_NONE: Final = "还没有登记监管企业"
_PLAN: Final = (
    Column("序号", 3.4), Column("企业", share=0.3, most=2), Column("行业", 6.2, from_ems=64), Column("等级", 6.8),
    Column("应查次数", 6.4, most=2), Column("已查", 3.4, align="right"), Column("下次应查", 6.6),
    Column("情况", share=0.2, most=2), Column("检查单位", share=0.16, most=2), Column("检查人", 5.0, most=2),
    Column("依据", share=0.2, most=3, from_ems=80),
)  # fmt: skip
_CALENDAR: Final = (
    Column("企业", share=1.0, most=2), Column("等级", 3.2),
    *(Column(f"{month}月", 4.2, align="center", most=3) for month in range(1, 13)), Column("已查/应查", 5.2, align="right"),
)  # fmt: skip


def plan(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the year's plan; every enterprise is on exactly one of them."""
    table = inspection_plan(snapshot, options.as_of)
    return register_pages(
        table, _PLAN, snapshot, options, (f"{options.as_of.year}年度监督检查计划", NUMBER, _NONE), bold=1
    )


def months(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the year's calendar; every enterprise is on exactly one of them."""
    table = inspection_calendar(snapshot, options.as_of)
    words = (f"{options.as_of.year}年{CALENDAR_TITLE}", CALENDAR_NUMBER, _NONE)
    return register_pages(table, _CALENDAR, snapshot, options, words, bold=0)
