"""``money``: budget lines with payment against physical progress, income and spending by month, shares of taxes."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.domain.assessing.money import (
    LINE_TITLES,
    gauge_words,
    line_cells,
    line_standing,
    live_lines,
    month_sums,
    month_words,
    pay_rule,
    tax_gauges,
)
from battlemap.domain.decimal_figures import plain, signed


@click.group()
def money() -> None:
    """财政收支：预算执行、付款与形象进度、按月收支结余、税收占比。登记用 rows。"""


@money.command("show")
@click.argument("file", type=FILE)
@click.argument("year", type=click.IntRange(1990, 2100), required=False, metavar="[年度]")
@click.option("--as-of", metavar="日期", help="按这一天已发布的数据，缺省为今天")
def show(file: Path, year: int | None, as_of: str | None) -> None:
    """列出各预算项目、各月收支结余（万元）和税收占比，年度缺省为截至日所在年。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    day = moment_of(as_of).date()
    lines = [line_standing(snapshot, line, day) for line in live_lines(snapshot, year or day.year)]
    for one in lines:
        *figures, why = line_cells(one)
        told = "　".join(f"{title} {words}" for title, words in zip(LINE_TITLES, figures, strict=False))
        click.echo(f"{wording.LAMPS[one.lamp]}　{one.line.title}　{told}　{why}")
    for months in month_sums(snapshot, year or day.year, day) if lines else ():
        if months.income is not None or months.spending is not None:
            click.echo(
                f"{month_words(months)}　收入 {plain(months.income, 0)}　支出 {plain(months.spending, 0)}"
                f"　结余 {signed(months.balance, 0)}"
            )
    for gauge in tax_gauges(snapshot, day):
        click.echo("　".join(filter(None, (gauge.title, *gauge_words(gauge), gauge.words))))
    rule = pay_rule(day)
    click.echo(
        f"共 {len(lines)} 个预算项目；付款规则：{rule.title}（{rule.basis}）"
        if lines
        else "还没有登记预算和收支。"
    )
