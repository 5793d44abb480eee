"""风险公示牌, 早期信号 and 债务到期日历 on paper: what may be shown to everybody bears no names."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap.domain.planning.ban_days import ban_calendar
from battlemap.domain.planning.site_checks import site_register
from battlemap.domain.risk.signals import debt_calendar, months_from, signal_register
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.listing import Column
from battlemap.layout.scene import Scene
from battlemap.sheets import risk
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.hazards import register_pages
from battlemap.sheets.options import SheetOptions

PUBLIC_TITLE, PUBLIC_NUMBER = heading_of("risk-publicity")
SIGNAL_TITLE, SIGNAL_NUMBER = heading_of("risk-signals")
DEBT_TITLE, DEBT_NUMBER = heading_of("debt-calendar")
SITE_TITLE, SITE_NUMBER = heading_of("site-checks")
BAN_TITLE, BAN_NUMBER = heading_of("ban-calendar")
_SIGNALS: Final = (
    Column("风险", share=0.2, most=2), Column("信号", share=0.3, most=3), Column("来源", share=0.1, most=2),
    Column("识别", 6.8), Column("处置", 6.8), Column("识别到处置", 7.0), Column("处置情况", share=0.3, most=3),
)  # fmt: skip
_SITES: Final = (
    Column("编号", 6.6), Column("任务", share=0.3, most=2), Column("封土状态", 5.6), Column("最近检查", 6.8),
    *(Column(short, 4.4, align="center") for short in ("围挡", "覆盖", "湿法", "硬化", "清洗", "密闭")), Column("结论", 5.6),
    Column("近七日缺查", share=0.2, most=3), Column("问题和整改", share=0.3, most=3),
)  # fmt: skip


def publicity(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the register of risks with every name masked, however the sheet is asked for."""
    return risk.register(snapshot, attrs.evolve(options, masking="all"), PUBLIC_TITLE, PUBLIC_NUMBER)


def signals(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the signals."""
    table = signal_register(snapshot, options.as_of)
    words = (SIGNAL_TITLE, SIGNAL_NUMBER, "还没有登记早期信号")
    return register_pages(table, _SIGNALS, snapshot, options, words, bold=1)


def debts(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the calendar; every open debt is on exactly one of them."""
    table = debt_calendar(snapshot, options.as_of)
    first = 3
    count = len(months_from(options.as_of)) + 2
    columns = (
        Column("债务", share=0.4, most=3), Column("债权人", share=0.2, most=2, from_ems=84), Column("到期日", 6.6),
        *(Column(head, 4.6, align="right") for head in table.heads[first : first + count]),
        Column("责任单位", share=0.15, most=2), Column("偿还安排", share=0.25, most=3, from_ems=96),
    )  # fmt: skip
    return register_pages(
        table, columns, snapshot, options, (DEBT_TITLE, DEBT_NUMBER, "没有未偿债务"), bold=0
    )


def sites(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the sites that work by an exemption, with what was not met."""
    table = site_register(snapshot, options.as_of)
    words = (SITE_TITLE, SITE_NUMBER, "没有豁免施工的工地")
    return register_pages(table, _SITES, snapshot, options, words, bold=1)


def bans(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the 封土日历; every task that a ban touches is on exactly one of them."""
    table = ban_calendar(snapshot, options.as_of)
    columns = (
        Column("编号", 6.6), Column("任务", share=0.5, most=2), Column("今日", 5.6),
        *(Column(head, 7.4, most=2) for head in table.heads[3:-1]), Column("责任单位", share=0.2, most=2),
    )  # fmt: skip
    return register_pages(
        table, columns, snapshot, options, (BAN_TITLE, BAN_NUMBER, "没有受封土期影响的任务"), bold=1
    )
