"""存量增量图: what stood in each stage, came, went on and was given up over a period; every line closes."""

from __future__ import annotations

from typing import Final

from battlemap.domain.judging.progress import percent_words
from battlemap.domain.judging.stage_path import Path
from battlemap.domain.judging.stock_flow import Stock, flow_lines, stock
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.figures import BigFigure, figures
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.framing import short_day
from battlemap.sheets.ledgers.facts import LedgerFacts
from battlemap.sheets.ledgers.ledger_frame import head_figures, ledger_frame
from battlemap.sheets.options import SheetOptions

NAME, TITLE, NUMBER = "flow", "存量增量图", "台六"
PURPOSE = "期初存量＋新增－化解－终止＝期末存量：全台账、按单位、按阶段，三张表都要闭合"

_BY_STAGE: Final = (
    Column("阶段", share=0.3), Column("期初", share=0.14, align="right"), Column("进入", share=0.14, align="right"),
    Column("转出", share=0.14, align="right"), Column("终止", share=0.14, align="right"), Column("期末", share=0.14, align="right"),
)  # fmt: skip


def stock_and_flow(
    snapshot: Snapshot, options: SheetOptions, facts: LedgerFacts, group_by: str = ""
) -> tuple[Scene, ...]:
    """Returns the pages for the days from `facts.first` to the day that is looked at."""
    definition, road = facts.definition, facts.definition.road
    first, last = facts.first, facts.as_of
    whole = stock(road, facts.paths, first, last)
    by_unit = _by_unit(facts, snapshot, group_by)
    done = next((stage.name for stage in road.stages if stage.end == "成"), "办成")

    def blocks(width: float, em: float) -> list[Block]:
        made = figures([*head_figures(facts, snapshot)[:1], *_figures(whole, done)], width, em)
        if not facts.paths:
            return [*made, nothing(f"还没有{definition.noun}进入阶段", em * 1.5)]
        period = f"{short_day(first)}至{short_day(last)}"
        if len(by_unit) > 1:
            rows = [_unit_row(name, held) for name, held in by_unit]
            rows.append(_unit_row("合计", whole, is_sum=True))
            columns = _by_unit_columns(done)
            made += [
                heading("按单位", em, f"{period}，期末存量多的在前"),
                *listing(columns, rows, width, em),
            ]
        lines = flow_lines(road, facts.paths, first, last)
        listed = [
            Row((Cell(line.stage.name, is_bold=True), *(Cell(_quiet(n)) for n in (line.opening, line.entered, line.left, line.given_up)),
                 Cell(str(line.closing), is_bold=True)))
            for line in lines
        ]  # fmt: skip
        made += [
            heading("按阶段", em, f"{period}，期初＋进入－转出－终止＝期末"),
            *listing(_BY_STAGE, listed, width, em),
        ]
        return made

    title = f"{definition.ledger.title.removesuffix('台账')}{TITLE}"
    return framed_pages(ledger_frame(facts, snapshot, options, title, NUMBER), blocks, options.paper)


def _by_unit_columns(done: str) -> tuple[Column, ...]:
    names = ("期初存量", "本期新增", f"本期{done}", "终止", "期末存量", f"存量{done}率")
    return (Column("单位", share=0.28, most=2), *(Column(name, share=0.12, align="right") for name in names))


def _figures(whole: Stock, done: str) -> list[BigFigure]:
    share = whole.solved_share
    change = whole.closing - whole.opening
    return [
        BigFigure("期初存量", str(whole.opening)),
        BigFigure("本期新增", f"+{whole.new}", f"其中反弹 {whole.returned}" if whole.returned else ""),
        BigFigure(f"本期{done}", f"-{whole.solved}" if whole.solved else "0", f"其中存量 {whole.solved_of_opening}", "green"),
        *([BigFigure("终止", f"-{whole.given_up}")] if whole.given_up else []),
        BigFigure("期末存量", str(whole.closing), f"{change:+d}" if change else "持平", "red" if change > 0 else "text"),
        *([] if share is None else [
            BigFigure(f"存量{done}率", percent_words(share * 100), f"{whole.solved_of_opening}/{whole.opening}")]),
    ]  # fmt: skip


def _by_unit(facts: LedgerFacts, snapshot: Snapshot, group_by: str) -> list[tuple[str, Stock]]:
    """Returns (unit, its stock), the largest stock first: by the field that was named, else by the first one of units."""
    fields = facts.definition.fields
    field = facts.definition.by_key.get(group_by) or next(
        (f for f in fields if f.row.type == "unit" and f.row.in_list), None
    )
    if field is None:
        return []
    parts: dict[str, dict[str, Path]] = {}
    for row in facts.rows:
        path = facts.paths.get(row.id)
        if path is not None:
            name = field.type.group(getattr(row, field.key), snapshot) or f"{field.title}未填"
            parts.setdefault(name, {})[row.id] = path
    made = [
        (name, stock(facts.definition.road, paths, facts.first, facts.as_of)) for name, paths in parts.items()
    ]
    return sorted(made, key=lambda pair: (-pair[1].closing, pair[0]))


def _unit_row(name: str, held: Stock, is_sum: bool = False) -> Row:
    share = held.solved_share
    is_growing = held.closing > held.opening and not is_sum
    words = percent_words(share * 100) if share is not None else "—"
    colour = "accent" if is_sum else "text"
    cells = (
        Cell(name, colour, True), *(Cell(_quiet(n), colour, is_sum) for n in (held.opening, held.new, held.solved, held.given_up)),
        Cell(str(held.closing), "red" if is_growing else colour, True), Cell(words, colour, is_sum),
    )  # fmt: skip
    return Row(cells, None, is_growing)


def _quiet(number: int) -> str:
    return str(number) if number else "—"
