"""``indicator``: how indicators stand, their figures entered, as Excel tables out and in, forecasts and judgements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.indicator import EnterFigures, ImportFigures, SetTarget, TakePresets
from battlemap.commands.rows import AddRow
from battlemap.domain.days.statistical_period import SPANS, Span, StatisticalPeriod, read_period
from battlemap.domain.fields.number import Quantity
from battlemap.domain.kinds.indicator import STATUSES, Indicator, Status
from battlemap.domain.series.by_unit import by_unit, live_units, unit_cells
from battlemap.domain.series.grid import FigureEntry, grid_draft, grid_values, read_value
from battlemap.domain.series.reading import live_indicators
from battlemap.domain.series.standing import judgements_of, source_of, standing, status_words
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.figures_xlsx import figures_xlsx
from battlemap.exchange.rows_xlsx import read_table
from battlemap.render.saving import write_whole

_MOST = 10
_FILE = click.argument("file", type=FILE)
_TITLE = click.argument("title", metavar="指标")
_AS_OF = click.option("--as-of", metavar="日期", help="按这一天已发布的数据，缺省为今天")
_STATUS = click.option(
    "--status", type=click.Choice(list(wording.STATUSES.values())), default="正式", help="数据状态"
)
_UNIT = click.option("--unit", "of", metavar="单位", help="某个街道、单位的数，缺省为全区")
_SPAN = click.option(
    "--span", type=click.Choice([wording.SPANS[span] for span in SPANS]), help="口径期，缺省按期别"
)


@click.group()
def indicator() -> None:
    """运行监测：指标亮灯、登记数据、预测、研判意见，Excel 导入导出。"""


@indicator.command("list")
@_FILE
@_UNIT
@_AS_OF
def list_indicators(file: Path, of: str | None, as_of: str | None) -> None:
    """列出全部指标：期别、数值、目标、完成率、超欠进度、同比、位次、预计、灯。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    day, unit = moment_of(as_of).date(), _unit(snapshot, of)
    shown = [standing(snapshot, one.id, day, unit) for one in live_indicators(snapshot)]
    for one in shown:
        lamp = wording.LAMPS[one.lamp]
        click.echo(
            f"{lamp}　{one.indicator.title}　{one.period_words} {one.value_words}{one.indicator.measure_unit}"
            f"　目标 {one.target_words}　同比 {one.growth_words}　位次 {one.place_words}　{one.words}"
        )
    click.echo(f"共 {len(shown)} 项指标")


@indicator.command("show")
@_FILE
@_TITLE
@_UNIT
@_AS_OF
def show(file: Path, title: str, of: str | None, as_of: str | None) -> None:
    """显示一项指标：口径、最新数、各法预测及依据、后几月月均所需、研判意见。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    day = moment_of(as_of).date()
    row = _named(snapshot, title)
    one = standing(snapshot, row.id, day, _unit(snapshot, of))
    click.echo(f"{row.title}（{row.measure_unit or '—'}）　{wording.LAMPS[one.lamp]}：{one.words}")
    if row.basis:
        click.echo(f"口径：{row.basis}")
    click.echo(
        f"{one.period_words}：{one.value_words}　同比 {one.growth_words}　位次 {one.place_words}　{status_words(one.figure)}"
    )
    if source_of(one):
        click.echo(f"来源：{source_of(one)}")
    for outlook in one.fan.outlooks:
        click.echo(f"预测·{outlook.title}：{outlook.sentence}")
    if one.needed is not None:
        click.echo(f"所需：{one.needed.sentence}")
    for period, words in judgements_of(snapshot, row.id, day):
        click.echo(f"研判意见（{period.words}）：{words}")


@indicator.command("units")
@_FILE
@_TITLE
@_AS_OF
def units(file: Path, title: str, as_of: str | None) -> None:
    """分街道、单位列出一项指标：数值、占比、完成率、同比、增速位次，合计与全区数的差。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    breakdown = by_unit(snapshot, _named(snapshot, title).id, moment_of(as_of).date())
    if not breakdown.units:
        raise NotFound(f"“{breakdown.indicator.title}”没有分单位的数据，可用 indicator enter --unit 登记。")
    for one in breakdown.units:
        _, name, period, value, share, aim, done, off_by, growth, place, words = unit_cells(one)
        lamp = wording.LAMPS[one.standing.lamp]
        click.echo(
            f"{lamp}　{name}　{period} {value}{breakdown.indicator.measure_unit}　占比 {share}　目标 {aim}　完成率 {done}"
            f"　超欠 {off_by}　同比 {growth}　增速第 {place} 位　{words}"
        )
    click.echo(f"合计 {breakdown.total_words}{breakdown.indicator.measure_unit}　{breakdown.words}".rstrip())


@indicator.command("enter")
@_FILE
@_TITLE
@click.argument("period", metavar="期别")
@click.argument("value", metavar="数值")
@_UNIT
@_SPAN
@_STATUS
@click.option("--source", default="", metavar="来源", help="数据来源")
@click.option("--published", metavar="日期", help="发布日期，缺省为今天")
def enter(
    file: Path,
    title: str,
    period: str,
    value: str,
    of: str | None,
    span: str | None,
    status: str,
    source: str,
    published: str | None,
) -> None:
    """登记一个数，如 battlemap indicator enter 行动.battlemap 税收收入 2018年1-10月 98765。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        row = _named(snapshot, title)
        which, covers = _period(period, span, snapshot)
        entry = FigureEntry(row.id, which, covers, read_value(value, snapshot), _unit(snapshot, of))
        day = moment_of(published).date() if published else None
        step = session.run(EnterFigures((entry,), _status(status), source, day))
    click.echo(step.label if step else "没有改动。")


@indicator.command("target")
@_FILE
@_TITLE
@click.argument("year", type=click.IntRange(1990, 2100), metavar="年份")
@click.argument("value", metavar="目标值")
@click.option("--growth", "is_growth", is_flag=True, help="目标是同比增速（%）")
@click.option("--basis", default="", metavar="依据", help="依据文件")
@_UNIT
def target(
    file: Path, title: str, year: int, value: str, is_growth: bool, basis: str, of: str | None
) -> None:
    """下达一项指标的全年目标。"""
    with open_session(file) as session:
        row = _named(session.snapshot, title)
        figures = Quantity().read(value.removesuffix("%"), session.snapshot)
        if figures is None:
            raise BadInput("目标值不能为空。")
        measured, unit = "growth" if is_growth else "value", _unit(session.snapshot, of)
        step = session.run(SetTarget(row.id, year, figures, measured, basis, unit))
    click.echo(step.label if step else "没有改动。")


@indicator.command("judge")
@_FILE
@click.argument("period", metavar="期别")
@click.argument("words", metavar="意见")
@click.option("--of", "title", metavar="指标", help="针对哪项指标，缺省为全局")
def judge(file: Path, period: str, words: str, title: str | None) -> None:
    """填写一期研判意见。"""
    with open_session(file) as session:
        which, _ = _period(period, None, session.snapshot)
        of = _named(session.snapshot, title).id if title else None
        values = {"period": which.code, "words": words} | ({"indicator": of} if of else {})
        step = session.run(AddRow("judgement", values))
    click.echo(step.label if step else "没有改动。")


@indicator.command("presets")
@_FILE
@click.argument("titles", nargs=-1, metavar="指标…")
def presets(file: Path, titles: tuple[str, ...]) -> None:
    """载入随程序附带的常用指标，不写名称则载入全部还没有的。"""
    with open_session(file) as session:
        step = session.run(TakePresets(titles))
    click.echo(f"{step.label}：{len(step.changes)} 项" if step else "没有改动。")


@indicator.command("export")
@_FILE
@click.argument("year", type=click.IntRange(1990, 2100), metavar="年份")
@click.option("--month", "is_month", is_flag=True, help="导出当月数，缺省为累计数")
@_UNIT
@_AS_OF
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .xlsx 文件")
def export(file: Path, year: int, is_month: bool, of: str | None, as_of: str | None, output: Path) -> None:
    """把一年的指标数据导出为 Excel：指标在行，月份在列。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    span: Span = "month" if is_month else "ytd"
    unit = _unit(snapshot, of)
    lines = grid_values(snapshot, year, span, unit, moment_of(as_of).date())
    heading = f"{snapshot.unit_label(unit)}{year}年指标数据（{wording.SPANS[span]}）"
    write_whole(output, figures_xlsx(lines, year, span, heading))
    click.echo(f"已导出 {len(lines)} 项指标：{output}")


@indicator.command("import")
@_FILE
@click.argument("table", type=FILE)
@click.argument("year", type=click.IntRange(1990, 2100), metavar="年份")
@_STATUS
@click.option("--source", default="", metavar="来源", help="数据来源")
@_UNIT
@click.option("--try", "is_trial", is_flag=True, help="只说明会怎样，不写入")
def import_figures(
    file: Path, table: Path, year: int, status: str, source: str, of: str | None, is_trial: bool
) -> None:
    """从 Excel 导入一年的指标数据；有一格不对就都不写入，空格不是 0，不写入。"""
    cells = read_table(table)
    with open_session(file, read_only=is_trial) as session:
        draft = grid_draft(cells, session.snapshot, year, "month", _unit(session.snapshot, of), date.max)
        if draft.unknown:
            click.echo(f"这些指标不在册，已略过：{'、'.join(draft.unknown[:_MOST])}")
        if draft.wrong:
            raise BadInput(f"{'；'.join(draft.wrong[:_MOST])}。请改正后重新导入。", "\n".join(draft.wrong))
        click.echo(f"登记 {len(draft.entries)} 个数，不变 {draft.unchanged}")
        if draft.entries and not is_trial:
            session.run(ImportFigures(draft.entries, _status(status), source))
    click.echo("试算完毕，没有写入。" if is_trial else "已写入。" if draft.entries else "没有改动。")


def _named(snapshot: Snapshot, title: str) -> Indicator:
    wanted = title.strip()
    for row in live_indicators(snapshot):
        if wanted in (row.title, row.code, row.id):
            return row
    raise NotFound(f"没有名为“{wanted}”的指标。可用 battlemap indicator list 列出全部。")


def _unit(snapshot: Snapshot, name: str | None) -> str | None:
    """Returns the id of the live unit of that name, None for the whole."""
    if name is None:
        return None
    for unit in live_units(snapshot):
        if name.strip() in (unit.name, unit.short_name, unit.id):
            return unit.id
    raise NotFound(f"没有名为“{name.strip()}”的单位，请先在“单位”中登记。")


def _period(words: str, span: str | None, snapshot: Snapshot) -> tuple[StatisticalPeriod, Span]:
    period = read_period(words, snapshot.campaign.starts_on.year)
    if period is None:
        raise BadInput(f"认不出期别“{words}”，请写 2018年10月、2018年1-10月、2018年三季度或 2018年。")
    if span is not None:
        return period, next(one for one in SPANS if wording.SPANS[one] == span)
    if period.months == 1:
        is_cumulative = any(sign in words for sign in ("1-", "1—", "1至", "1到")) and period.month > 1
        return period, "ytd" if is_cumulative or period.month == 1 else "month"
    return period, "quarter" if period.months == 3 else "year"


def _status(words: str) -> Status:
    return next(one for one in STATUSES if wording.STATUSES[one] == words)
