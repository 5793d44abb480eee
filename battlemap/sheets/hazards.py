"""隐患 on paper: the quarterly report in the form with two rows of heads, and the register with where each stands."""

from __future__ import annotations

from typing import Final

import attrs

from battlemap import wording
from battlemap.domain.risk.hazards import (
    HazardCount,
    by_industry,
    hazard_register,
    quarter,
    quarterly,
    total,
)
from battlemap.domain.risk.register import Register
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame, unit_words
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("hazard-report")
LIST_TITLE, LIST_NUMBER = heading_of("hazard-register")
#: The report's own form: what is signed by hand stays empty.
_FORM: Final = (
    Column("填报单位", share=0.3, most=2), Column("单位负责人", share=0.2, group="填报", is_for_pen=True),
    Column("填报人", share=0.2, group="填报", is_for_pen=True), Column("填报时间", 7.0, group="填报"), Column("行业分类", 6.0),
    Column("一般隐患数", 6.4, align="right", group="一般隐患"), Column("已经整改数", 6.4, align="right", group="一般隐患"),
    Column("重大隐患数", 6.4, align="right", group="重大隐患"), Column("已整改销号", 6.4, align="right", group="重大隐患"),
)  # fmt: skip
_INDUSTRIES: Final = (
    Column("行业分类", share=0.3), Column("一般隐患数", 6.4, align="right", group="一般隐患"),
    Column("已经整改数", 6.4, align="right", group="一般隐患"), Column("整改率", 5.0, align="right", group="一般隐患"),
    Column("重大隐患数", 6.4, align="right", group="重大隐患"), Column("已整改销号", 6.4, align="right", group="重大隐患"),
)  # fmt: skip
_LIST: Final = (
    Column("编号", 3.4), Column("问题及隐患", share=0.34, most=3), Column("企业、地点", share=0.2, most=2),
    Column("行业", 5.2, from_ems=60), Column("等级", 5.2), Column("办理步骤", share=0.16, most=2), Column("整改时限", 6.6),
    Column("整改单位", share=0.14, most=2), Column("挂牌督办", share=0.16, most=2, from_ems=60),
)  # fmt: skip


def report(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the quarter's report; its columns add up to the line at the foot."""
    counts = quarterly(snapshot, options.as_of)
    _, _, words = quarter(options.as_of)
    day = options.as_of.isoformat()

    def blocks(width: float, em: float) -> list[Block]:
        if not counts:
            return [heading(words, em), nothing("本季度没有登记隐患", em * 1.5)]
        rows = [_line(unit_words(snapshot, one.unit), day, one) for one in counts]
        rows.append(_total(total(counts), 5))
        per = by_industry(counts)
        lines = [_industry(one) for one in per]
        again = (heading(f"{words}（续）", em),)
        return [
            heading(words, em, f"截至 {day}"),
            *listing(_FORM, rows, width, em, again),
            heading("按行业分类", em),
            *listing(_INDUSTRIES, lines, width, em, (heading("按行业分类（续）", em),)),
        ]

    facts = attrs.evolve(frame(snapshot, options, TITLE, NUMBER), marks=())
    return framed_pages(facts, blocks, options.paper, largest=2.0)


def _line(unit: str, day: str, one: HazardCount) -> Row:
    industry = wording.INDUSTRIES[one.industry]
    head = (Cell(unit, is_bold=True), Cell(""), Cell(""), Cell(day, "muted"), Cell(industry))
    figures = one.figures
    is_open = figures[3] < figures[2]
    return Row(
        (*head, *(Cell(str(n)) for n in figures[:3]), Cell(str(figures[3]), "red" if is_open else "text"))
    )


def _total(figures: tuple[int, int, int, int], empty: int) -> Row:
    head = (Cell("合计", is_bold=True), *(Cell("") for _ in range(empty - 1)))
    return Row((*head, *(Cell(str(n), is_bold=True) for n in figures)))


def _industry(one: HazardCount) -> Row:
    found, cured, major, struck = one.figures
    share = f"{cured * 100 // found}%" if found else "—"
    cells = (str(found), str(cured), share, str(major), str(struck))
    return Row((Cell(wording.INDUSTRIES[one.industry], is_bold=True), *(Cell(words) for words in cells)))


def register(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the register; every hazard is on exactly one of them."""
    table = hazard_register(snapshot, options.as_of)
    return register_pages(
        table, _LIST, snapshot, options, (LIST_TITLE, LIST_NUMBER, "还没有登记隐患"), bold=1
    )


def register_pages(
    table: Register,
    columns: tuple[Column, ...],
    snapshot: Snapshot,
    options: SheetOptions,
    words: tuple[str, str, str],
    bold: int,
) -> tuple[Scene, ...]:
    """Returns the pages of a register; `words` are title, 图号 and what is said where it is empty, `bold` a column."""
    title, number, none = words

    def blocks(width: float, em: float) -> list[Block]:
        if not table.lines:
            return [nothing(none, em * 1.5)]
        rows = [
            Row(
                tuple(
                    Cell(cell.words, _COLOURS[cell.tone], place == bold or cell.tone == "red")
                    for place, cell in enumerate(line.cells)
                ),
                line.id,
                any(cell.tone == "red" for cell in line.cells),
            )
            for line in table.lines
        ]
        again = (heading(f"{title}（续）", em),)
        return [heading(title, em, table.summary), *listing(columns, rows, width, em, again)]

    facts = attrs.evolve(frame(snapshot, options, title, number), marks=())
    return framed_pages(facts, blocks, options.paper, largest=2.0)


#: Tone → the token of its colour on paper; what is near is told by its words.
_COLOURS: Final = {"": "text", "red": "red", "yellow": "text", "muted": "muted"}
