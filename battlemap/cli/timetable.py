"""``timetable``: the daily report by itself, every day at a time, by the system's own timetable."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.terms import FILE
from battlemap.errors import BadInput, FileProblem
from battlemap.shown.timetable.order import DailyOrder, program
from battlemap.shown.timetable.systems import time_of
from battlemap.shown.timetable.systems import timetable as system_timetable


@click.command()
@click.argument("file", type=FILE)
@click.option("--at", "at", metavar="时刻", help="每天几点出刊，如 17:35")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="战报存放的文件夹；默认在档案旁边",
)
@click.option("--remove", is_flag=True, help="取消自动出刊")
def timetable(file: Path, at: str | None, folder: Path | None, remove: bool) -> None:
    """每日自动出战报：写入系统的计划任务，不需要管理员；不带选项时显示现在的设置。"""
    system = system_timetable()
    if system is None:
        raise FileProblem("本机没有可用的计划任务（systemd 用户定时器或 crontab），不能自动出刊。")
    file = file.absolute()
    if remove:
        click.echo("已取消自动出刊。" if system.remove(file) else "本来就没有设自动出刊。")
        return
    if at is not None:
        moment = time_of(at)
        if moment is None:
            raise BadInput(f"看不懂时刻“{at}”，请写成 17:35。")
        system.put(DailyOrder(file, (folder or file.parent).absolute(), moment).checked(), program())
    order = system.order_of(file)
    if order is None:
        click.echo("没有设自动出刊。")
        return
    click.echo(f"每天 {order.at:%H:%M} 自动出刊，存为“{order.output}”（{system.title}）。")
