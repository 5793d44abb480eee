"""``alert``: 临战状态 is started, shown and ended."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.alert import EndAlert, StartAlert
from battlemap.domain.days.shifts import read_clock
from battlemap.domain.duty.alert_effects import alert_in_force, alerts, effect_words, level_words
from battlemap.domain.risk.plans import responses_of
from battlemap.errors import NotFound

_FILE = click.argument("file", type=FILE)


@click.group()
def alert() -> None:
    """临战状态：启动、查看、解除。"""


@alert.command("start")
@_FILE
@click.argument("title", metavar="名称")
@click.option("--level", type=click.IntRange(1, 3), default=2, show_default=True, help="级别，1 最高")
@click.option("--basis", required=True, help="启动依据：会议决定、文号或批示")
@click.option("--from", "start", help="从哪一天；不写即今天")
@click.option("--to", "end", help="到哪一天；不写即另行决定")
@click.option("--by", default="", help="决定人；不写即操作员")
@click.option("--action", "code", help="响应任务下达到哪个专项（代码）；不写即不下达")
@click.option("--plan", "plan_title", help="按哪份应急预案的响应任务模板下达；不写即通用响应任务")
@click.option("--at", "clock", help="启动时间，如 09:30；任务时限从此算起")
@click.option("--try", "is_trial", is_flag=True, help="只算不写")
def start(
    file: Path,
    title: str,
    level: int,
    basis: str,
    start: str | None,
    end: str | None,
    by: str,
    code: str | None,
    plan_title: str | None,
    clock: str | None,
    is_trial: bool,
) -> None:
    """启动临战状态：值班加倍、停止请假、加密交接班和零报告、下达响应任务。"""
    first = moment_of(start).date()
    last = moment_of(end).date() if end else None
    with open_session(file, read_only=is_trial) as session:
        snapshot = session.snapshot
        action = next((one.id for one in snapshot.columns if one.code == code), None)
        if code and action is None:
            raise NotFound(f"没有代码为“{code}”的专项。")
        plans = snapshot.named("emergency_plan", plan_title) if plan_title else []
        if plan_title and len(plans) != 1:
            raise NotFound(f"叫“{plan_title}”的应急预案有 {len(plans)} 份，请核对名称。")
        if plans and action is None:
            raise NotFound("按预案下达响应任务要用 --action 写明下达到哪个专项（代码）。")
        plan, at = (plans[0] if plans else None), (read_clock(clock) if clock else None)
        command, gaps = StartAlert.planned(
            snapshot, level, first, title, basis, last, by, None, action, plan, at
        )
        count = len(responses_of(snapshot, plan, level)) if plan else None
        if not is_trial:
            session.run(command)
    for words in effect_words(level, count):
        click.echo(f"· {words}")
    for gap in gaps[:20]:
        click.echo(f"！无人可增补：{gap}")
    added = sum(seat.person is not None for seat in command.seats)
    click.echo(f"{'试算' if is_trial else '已启动'}{level_words(level)}临战状态，增补值班 {added} 人次。")


@alert.command("show")
@_FILE
@click.option("--as-of", help="哪一天，如 2018-11-20；不写即今天")
def show(file: Path, as_of: str | None) -> None:
    """列出历次临战状态；当前有效的标“●”。"""
    day = moment_of(as_of).date()
    with open_session(file, read_only=True) as session:
        listed = alerts(session.snapshot)
    for one in listed:
        until = one.ends_on.isoformat() if one.ends_on else "未定"
        mark = "●" if one.holds(day) else "○"
        click.echo(
            f"{mark} {one.words}　{one.starts_on} 至 {until}　{one.basis}　{one.ended_by}".rstrip("　")
        )
    if not listed:
        click.echo("没有临战状态。")


@alert.command("end")
@_FILE
@click.option("--basis", required=True, help="解除依据，如指挥部决定")
@click.option("--on", "day", help="截止哪一天；不写即今天")
def end(file: Path, basis: str, day: str | None) -> None:
    """解除临战状态，改动的恢复原样。"""
    on = moment_of(day).date()
    with open_session(file) as session:
        standing = alert_in_force(session.snapshot, on)
        if standing is None:
            raise NotFound(f"{on} 没有有效的临战状态。")
        step = session.run(EndAlert(standing.id, basis, on))
    click.echo(step.label if step else "没有改动。")
