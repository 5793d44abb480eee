"""``baseline``: the plan is sworn to, listed, compared with now, renamed and dropped without a window."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.baseline import FreezeBaseline
from battlemap.commands.rows import EditRow, RemoveRow
from battlemap.domain.kinds.baseline import Baseline
from battlemap.domain.planning.baseline_shift import baseline_shift
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import NotFound


@click.group()
def baseline() -> None:
    """立下军令状（计划基准），与现在的计划对照。"""


@baseline.command("freeze")
@click.argument("file", type=FILE)
@click.argument("title")
@click.option("--at", help="立在过去的哪一天或哪一刻，如 2018-11-19；不写即现在")
def freeze(file: Path, title: str, at: str | None) -> None:
    """立下一份军令状。"""
    with open_session(file) as session:
        session.run(FreezeBaseline(title, moment_of(at) if at else None))
        made = _named(session.snapshot, title)
    click.echo(f"已立下军令状“{made.title}”，基准为 {made.frozen_at:%Y-%m-%d %H:%M} 的计划")


@baseline.command("list")
@click.argument("file", type=FILE)
def list_baselines(file: Path) -> None:
    """列出全部军令状。"""
    with open_session(file, read_only=True) as session:
        baselines = _live(session.snapshot)
    for one in baselines:
        click.echo(f"{one.frozen_at:%Y-%m-%d %H:%M}  {one.title}")
    if not baselines:
        click.echo("还没有军令状。")


@baseline.command("compare")
@click.argument("file", type=FILE)
@click.argument("title", required=False)
@click.option("--at", help="不用军令状，与这一天的计划比较，如 2018-11-19")
def compare_baseline(file: Path, title: str | None, at: str | None) -> None:
    """列出与军令状（或某一天）相比，各任务的时限推迟、提前了几个工作日，新增和删除了哪些。"""
    if bool(title) == bool(at):
        raise click.UsageError("请写军令状的名称，或用 --at 写一天，二者选一。")
    with open_session(file, read_only=True) as session:
        now = session.snapshot
        moment = _named(now, title).frozen_at if title else moment_of(at)
        then = session.snapshot_at(max(moment, session.began_at))
        comparison = baseline_shift(then, now)
    for shift in comparison.moved:
        click.echo(f"  {shift.code}  {shift.words}")
    for id in comparison.added:
        click.echo(f"  {now.tasks[id].code}  新增")
    for id in comparison.removed:
        click.echo(f"  {then.tasks[id].code}  已删除")
    standing = len(comparison.shifts) - len(comparison.moved)
    click.echo(
        f"变动 {len(comparison.moved)} 项，新增 {len(comparison.added)} 项，"
        f"删除 {len(comparison.removed)} 项，未变 {standing} 项"
    )


@baseline.command("rename")
@click.argument("file", type=FILE)
@click.argument("title")
@click.argument("new_title")
def rename(file: Path, title: str, new_title: str) -> None:
    """军令状改名。"""
    with open_session(file) as session:
        session.run(EditRow("baseline", _named(session.snapshot, title).id, {"title": new_title}))
    click.echo(f"军令状“{title}”已改名为“{new_title}”")


@baseline.command("delete")
@click.argument("file", type=FILE)
@click.argument("title")
def delete(file: Path, title: str) -> None:
    """删除军令状；当时的计划仍可按日期查看。"""
    with open_session(file) as session:
        session.run(RemoveRow("baseline", _named(session.snapshot, title).id))
    click.echo(f"已删除军令状“{title}”")


def _live(snapshot: Snapshot) -> list[Baseline]:
    live = [one for one in snapshot.baselines.values() if not one.deleted]
    return sorted(live, key=lambda one: one.frozen_at)


def _named(snapshot: Snapshot, title: str) -> Baseline:
    """Returns the live baseline of that name; raises NotFound naming those there are."""
    bearer = next((one for one in _live(snapshot) if one.title == title.strip()), None)
    if bearer is None:
        titles = "、".join(one.title for one in _live(snapshot)) or "无"
        raise NotFound(f"没有名为“{title}”的军令状。现有：{titles}。")
    return bearer
