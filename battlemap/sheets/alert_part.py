"""运行与考核预警 as a part of other sheets: of the daily report, of the ranking, of a unit's duties."""

from __future__ import annotations

from typing import Final

from battlemap.domain.assessing.alerts import Alert, alerts
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.listing import Cell, Column, Row, heading, listing
from battlemap.sheets.framing import unit_words
from battlemap.sheets.options import SheetOptions

TITLE: Final = "运行与考核预警"
_COLUMNS: Final = (
    Column("灯", 4.8), Column("类别", 3.4), Column("事项", share=1.1, most=2), Column("主管部门", share=0.8, most=2),
    Column("情况", share=2.4, most=3),
)  # fmt: skip


def alert_blocks(
    snapshot: Snapshot, options: SheetOptions, width: float, em: float, aspects: frozenset[str] = frozenset()
) -> list[Block]:
    """Returns the warnings as a list under a heading, of some aspects if asked; nothing where there are none."""
    if not options.has_alerts:
        return []
    chosen = [one for one in alerts(snapshot, options.as_of) if not aspects or one.aspect in aspects]
    if not chosen:
        return []
    rows = [_row(one, snapshot) for one in chosen]
    again = (heading(f"{TITLE}（续）", em),)
    return [heading(TITLE, em, f"{len(chosen)} 条"), *listing(_COLUMNS, rows, width, em, again)]


def _row(one: Alert, snapshot: Snapshot) -> Row:
    is_red = one.lamp in ("red", "black")
    cells = (
        Cell(lamp=one.lamp), Cell(one.aspect, "muted"), Cell(one.title, is_bold=True), Cell(unit_words(snapshot, one.unit)),
        Cell(one.words, "red" if is_red else "text"),
    )  # fmt: skip
    return Row(cells, one.about)


def unit_alerts(snapshot: Snapshot, options: SheetOptions) -> dict[str, list[Alert]]:
    """Returns unit → the warnings that it answers for in full."""
    by_unit: dict[str, list[Alert]] = {}
    for one in alerts(snapshot, options.as_of) if options.has_alerts else ():
        if one.unit:
            by_unit.setdefault(one.unit, []).append(one)
    return by_unit
