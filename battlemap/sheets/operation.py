"""经济运行调度表: every indicator on one line with lamp, target, 超欠, growth, place, forecast; 研判意见 below."""

from __future__ import annotations

from battlemap.domain.days.statistical_period import StatisticalPeriod
from battlemap.domain.decimal_figures import plain, signed
from battlemap.domain.series.by_unit import ByUnit, by_unit, indicators_by_unit, total_cells, unit_cells
from battlemap.domain.series.standing import Standing, judgements_of, source_of, standings, status_words
from battlemap.domain.snapshot import Snapshot
from battlemap.layout.flow import Block
from battlemap.layout.framed import framed_pages
from battlemap.layout.listing import Cell, Column, Row, heading, listing, nothing
from battlemap.layout.scene import Scene
from battlemap.sheets.catalogue import heading_of
from battlemap.sheets.framing import frame
from battlemap.sheets.options import SheetOptions

TITLE, NUMBER = heading_of("operation")

_COLUMNS = (
    Column("灯", 3.4),
    Column("指标", share=2.2, most=2),
    Column("单位", 6.4),
    Column("期别", 4.2),
    Column("累计", 5.8, align="right"),
    Column("全年目标", 6.2, align="right"),
    Column("完成率", 4.6, align="right"),
    Column("超欠", 4.6, align="right"),
    Column("同比", 4.4, align="right"),
    Column("位次", 4.0, align="right"),
    Column("预计全年", 6.2, align="right", from_ems=66),
    Column("主管部门", share=1.0, most=2, from_ems=60),
    Column("研判", share=2.4, most=2),
)
_UNIT_COLUMNS = (
    Column("灯", 3.4), Column("单位", share=1, most=2), Column("期别", 4.6), Column("累计", 6, align="right"),
    Column("占比", 4.6, align="right"), Column("目标", 6, align="right"), Column("完成率", 4.6, align="right"),
    Column("超欠", 4.6, align="right"), Column("同比", 4.4, align="right"), Column("增速位次", 4.4, align="right"),
    Column("说明", share=1.6, most=2),
)  # fmt: skip


def operation(snapshot: Snapshot, options: SheetOptions) -> tuple[Scene, ...]:
    """Returns the pages of the table."""
    shown = standings(snapshot, options.as_of)

    def blocks(width: float, em: float) -> list[Block]:
        if not shown:
            return [nothing("还没有指标", em * 1.5)]
        rows = [_row(one, snapshot) for one in shown]
        again = (heading("运行指标（续）", em),)
        made = [heading("运行指标", em, _counts(shown)), *listing(_COLUMNS, rows, width, em, again)]
        made += _by_unit(snapshot, options, width, em)
        said = judgements_of(snapshot, None, options.as_of)
        said = [*said, *_of_indicators(snapshot, shown, options)]
        if said:
            lines = [Row((Cell(period.words), Cell(words))) for period, words in said]
            columns = (Column("期别", 7), Column("研判意见", share=1, most=4))
            made += [
                heading("研判意见", em),
                *listing(columns, lines, width, em, (heading("研判意见（续）", em),)),
            ]
        made += _sources(shown, width, em)
        return [
            *made,
            nothing(
                "注：* 为推算；超欠为完成率与序时（月份÷12）之差，比率、增速为与目标之差，单位为百分点",
                em * 0.9,
            ),
        ]

    return framed_pages(frame(snapshot, options, TITLE, NUMBER), blocks, options.paper)


def _by_unit(snapshot: Snapshot, options: SheetOptions, width: float, em: float) -> list[Block]:
    """Street by street: every indicator of which a unit has figures, with what the units come to together."""
    made: list[Block] = []
    indicators = [by_unit(snapshot, one.id, options.as_of) for one in indicators_by_unit(snapshot)]
    tables = [(one, _unit_rows(one)) for one in indicators if one.period is not None]
    alike = [row for _, rows in tables for row in rows]
    for n, (one, rows) in enumerate(tables):
        period = one.period.words_of(one.span) if one.period is not None else ""
        unit = f"，{one.indicator.measure_unit}" if one.indicator.measure_unit else ""
        title = f"分单位：{one.indicator.title}"
        made.append(heading(title, em, f"{period}{unit}"))
        made += listing(_UNIT_COLUMNS, rows, width, em, (heading(f"{title}（续）", em),), alike, n == 0)
    return made


def _unit_rows(table: ByUnit) -> list[Row]:
    rows = []
    for one in table.units:
        cells = unit_cells(one)[1:]
        is_red = one.standing.lamp == "red"
        shown = (Cell(words, "red" if is_red and n == 6 else "text") for n, words in enumerate(cells[1:], 1))
        rows.append(Row((Cell(lamp=one.standing.lamp), Cell(cells[0], is_bold=True), *shown), one.unit.id))
    total = [Cell(words, is_bold=True) for words in total_cells(table)]
    return [*rows, Row(tuple(total), table.indicator.id)]


def _sources(shown: list[Standing], width: float, em: float) -> list[Block]:
    """口径 and source of every indicator with figures: numbers of two offices differ because these differ."""
    rows = [
        Row(
            (
                Cell(one.indicator.title, is_bold=True), Cell(one.indicator.basis or "—"),
                Cell(source_of(one) or "—"), Cell(status_words(one.figure)),
            ),
            one.indicator.id,
        )
        for one in shown
        if one.figure is not None
    ]  # fmt: skip
    if not rows:
        return []
    columns = (
        Column("指标", share=1.2, most=2), Column("口径", share=3, most=3), Column("来源", share=1.4, most=2),
        Column("数据状态", share=1, most=2),
    )  # fmt: skip
    return [heading("口径与来源", em), *listing(columns, rows, width, em, (heading("口径与来源（续）", em),))]


def _of_indicators(
    snapshot: Snapshot, shown: list[Standing], options: SheetOptions
) -> list[tuple[StatisticalPeriod, str]]:
    made = []
    for one in shown:
        for period, words in judgements_of(snapshot, one.indicator.id, options.as_of)[:1]:
            made.append((period, f"{one.indicator.title}：{words}"))
    return made


def _row(one: Standing, snapshot: Snapshot) -> Row:
    indicator, outlook = one.indicator, one.fan.chosen
    colour = "red" if one.lamp == "red" else "text"
    cells = (
        Cell(lamp=one.lamp),
        Cell(indicator.title, is_bold=True),
        Cell(indicator.measure_unit),
        Cell(one.period_words),
        Cell(one.value_words),
        Cell(one.target_words),
        Cell("--" if one.done is None else f"{plain(one.done, 1)}%"),
        Cell(signed(one.off_by, 2), colour, one.lamp == "red"),
        Cell(one.growth_words),
        Cell(one.place_words),
        Cell("--" if outlook is None else plain(outlook, 0 if abs(outlook) >= 10_000 else 2)),
        Cell(snapshot.unit_label(indicator.lead_unit)),
        Cell(one.needed.sentence if one.needed and one.lamp in ("red", "yellow") else one.words),
    )
    return Row(cells, indicator.id, one.lamp == "red")


def _counts(shown: list[Standing]) -> str:
    red = sum(one.lamp == "red" for one in shown)
    yellow = sum(one.lamp == "yellow" for one in shown)
    return f"{len(shown)} 项，红灯 {red}、黄灯 {yellow}"
