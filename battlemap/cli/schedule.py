"""``schedule`` and ``forecast``: 倒排工期 from a template, and when everything will be done by its pace of late."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FAULTS, FILE
from battlemap.commands.backward_schedule import Answer, ScheduleBackwards
from battlemap.domain.kinds.task import Task
from battlemap.domain.planning.backward_schedule import (
    schedule_task,
    schedule_template,
    schedule_template_names,
)
from battlemap.domain.planning.forecast_lines import forecast_lines
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound


@click.command()
@click.argument("file", type=FILE, required=False)
@click.argument("codes", nargs=-1)
@click.option("--template", "name", default="construction", show_default=True, help="模板的名称")
@click.option("--from", "start", help="最早哪一天启动，如 2018-10-08；不写即今天")
@click.option(
    "--answer",
    type=click.Choice(get_args(Answer)),
    default="refuse",
    show_default=True,
    help="排不下时：refuse 不倒排，compress 压缩，shift 顺延",
)
@click.option("--reason", default="", help="顺延属于延期时的理由")
@click.option("--follow", is_flag=True, help="序时进度以后按节点推算")
@click.option("--dry-run", is_flag=True, help="只算不写")
@click.option("--templates", "lists", is_flag=True, help="列出可用的模板")
def schedule(
    file: Path | None,
    codes: tuple[str, ...],
    name: str,
    start: str | None,
    answer: Answer,
    reason: str,
    follow: bool,
    dry_run: bool,
    lists: bool,
) -> None:
    """倒排工期：从任务的完成时限按模板倒推每步起止，一步写入启动日期和节点。"""
    if lists:
        for template_name in schedule_template_names():
            template = schedule_template(template_name)
            days = sum(step.working_days for step in template.steps)
            click.echo(f"{template_name:<20} {template.title}：{len(template.steps)} 步 {days} 天")
        return
    if file is None or not codes:
        raise click.UsageError(
            "请写明档案和任务编号，如 battlemap schedule 档案 PROJ-05 --template construction"
        )
    steps = schedule_template(name).steps
    with open_session(file, read_only=dry_run) as session:
        snapshot = session.snapshot
        not_before = moment_of(start).date() if start else session.clock().date()
        tasks = [_task(snapshot, code) for code in codes]
        short = 0
        for task in tasks:
            backwards = schedule_task(snapshot, task, steps, not_before)
            short += not backwards.fits
            click.echo(f"{task.code} {task.title}：{backwards.words}")
            shown = backwards.shifted if answer == "shift" and backwards.shifted else backwards.steps
            shown = backwards.compressed if answer == "compress" and backwards.compressed else shown
            for step in shown:
                click.echo(f"    {step.starts_on} 至 {step.ends_on}  {step.title}（{step.working_days} 天）")
        if dry_run:
            if short and answer == "refuse":
                raise SystemExit(FAULTS)
            return
        ids = [task.id for task in tasks]
        session.run(
            ScheduleBackwards.planned(
                snapshot, ids, steps, not_before, answer, reason, follows_milestones=follow
            )
        )
    click.echo(f"已写入 {len(tasks)} 项任务的启动日期和节点。")


@click.command()
@click.argument("file", type=FILE)
@click.option("--as-of", help="按哪一天推演，如 2018-11-20；不写即今天")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="随机种子，相同则结果相同")
def forecast(file: Path, as_of: str | None, seed: int) -> None:
    """按近期进度预测各专项、各任务的完成日期（五成、八成把握），仅供参考。"""
    day: date = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        lines, silent = forecast_lines(session.snapshot, day, seed)
    for line in lines:
        click.echo("  ".join(cell for cell in line.cells if cell))
    click.echo(f"预测 {len(lines)} 项；另有 {silent} 项任务反馈太少，未作预测。")


def _task(snapshot: Snapshot, code: str) -> Task:
    task = snapshot.task_by_code(code)
    if task is None:
        raise NotFound(f"档案中没有任务“{code}”，请核对代码。")
    if task.is_finished:
        raise BadInput(f"{task.code} 已办结，不再倒排工期。")
    return task
