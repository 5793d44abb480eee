"""``calendar export`` and ``calendar import``: the campaign's own days as an Excel table."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.calendar import ImportPeriods
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput
from battlemap.exchange.calendar_xlsx import calendar_xlsx, read_calendar
from battlemap.render.saving import write_whole


@click.group()
def calendar() -> None:
    """停工日、上班日、封土期和重点时段（.xlsx）。"""


@calendar.command("export")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="导出的 .xlsx 文件")
def export_days(file: Path, output: Path) -> None:
    """把本行动自己的日历时段导出为 Excel 表格。"""
    if output.exists():
        raise BadInput(f"“{output.name}”已经存在，请换一个文件名。")
    with open_session(file, read_only=True) as session:
        periods = [period for period in session.snapshot.periods.values() if not period.deleted]
        _announce(session.snapshot)
    write_whole(output, calendar_xlsx(periods))
    click.echo(f"已导出“{output}”：日历时段 {len(periods)} 个")


@calendar.command("import")
@click.argument("file", type=FILE)
@click.argument("table", type=FILE)
@click.option("--replace", is_flag=True, help="以表格替换现有的日历时段")
def import_days(file: Path, table: Path, replace: bool) -> None:
    """由 Excel 表格导入日历时段；已有的不重复导入。"""
    periods = read_calendar(table)
    with open_session(file) as session:
        step = session.run(ImportPeriods(periods, replace))
        _announce(session.snapshot)
    changed = len(step.changes) if step else 0
    click.echo(f"表格有日历时段 {len(periods)} 个，改动 {changed} 个")


def _announce(snapshot: Snapshot) -> None:
    campaign = snapshot.campaign
    unknown = snapshot.calendar.unknown_years(campaign.starts_on, campaign.ends_on)
    if unknown:
        click.echo(f"注意：{'、'.join(map(str, unknown))} 年的放假调休通知未收录，请在日历中核对。")
