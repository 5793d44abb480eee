"""``check``, ``backup``, ``restore`` and ``salvage``: what a file needs so that nothing in it is ever lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import open_session, operator
from battlemap.cli.terms import FAULTS, FILE
from battlemap.commands.mending import take_from_journal
from battlemap.commands.restore import RestoreRows
from battlemap.errors import BadInput, BattlemapError, FileDamaged, NotACampaign, NotFound
from battlemap.shown.settings import default_path
from battlemap.store.backup.backups import Backup, backup_file, backups_of, digest_path
from battlemap.store.backup.signed_head import sign
from battlemap.store.damage import recovery
from battlemap.store.damage.inspection import inspect, why_not_sealed
from battlemap.store.damage.salvage import salvage as salvage_file

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--mend", is_flag=True, help="与日志不符的内容按日志改回（先备份），作为一步操作")
@click.option("--seal", metavar="封印", help="战报上印的封印，如 53-a1b2c3d4e5f6：核对它是否还与日志相符")
def check(file: Path, mend: bool, seal: str | None) -> None:
    """检查档案：完整性、外键、保护触发器、日志与现状一致、日志未被改动。有问题时退出码为 3。"""
    if mend:
        _mend(file)
    try:
        findings = inspect(file, datetime.now(), lambda: False)
        faults, steps, newest = list(findings.faults), findings.steps, findings.seal
        faults += _unsealed(file, seal) if seal else []
    except FileDamaged as damaged:
        faults, steps, newest = [str(damaged), *damaged.detail.splitlines()], 0, ""
    if digest_path(file).exists() and not _as_backup(file).is_intact():
        faults.append("与备份时的校验值（sha256）不一致，备份后被改动过")
    for words in faults:
        click.echo(words, err=True)
    if faults:
        raise SystemExit(FAULTS)
    click.echo(f"“{file}”完好：{steps} 步，日志与现状一致。封印 {newest}")


def _unsealed(file: Path, seal: str) -> list[str]:
    why = why_not_sealed(file, datetime.now(), seal)
    return [f"封印 {seal} 与日志不符：{why}"] if why else []


def _mend(file: Path) -> None:
    with open_session(file) as session:
        made = session.backups.make("改回前")
        mended = take_from_journal(session)
    click.echo(f"已备份到“{made}”。")
    click.echo(f"{mended.step.label}，不能撤销。")


@click.command()
@click.argument("file", type=FILE)
@click.option("--to", "folder", type=FOLDER, help="备份文件夹（如 U 盘）；默认在档案旁边")
@click.option("--list", "is_list", is_flag=True, help="只列出已有备份及其内容；有损坏的备份时退出码为 3")
def backup(file: Path, folder: Path | None, is_list: bool) -> None:
    """备份档案，窗口开着也可以；或列出已有的备份。"""
    if is_list:
        _list(file, folder)
        return
    with recovery.looking_into(file):
        made = sign(backup_file(file, datetime.now(), "手动", folder), default_path().parent)
    click.echo(f"已备份到“{made}”。")


def _list(file: Path, folder: Path | None) -> None:
    backups = backups_of(file, folder)
    if not backups:
        click.echo(f"“{file.name}”还没有备份。")
    broken = 0
    for backup in backups:
        is_good = backup.is_intact()
        broken += not is_good
        click.echo(
            f"{backup.at:%Y-%m-%d %H:%M:%S}  {backup.reason}  {backup.size // 1024:,} KB  "
            f"{'完好' if is_good else '校验不符'}  {backup.path.name}"
        )
        for line in _told(backup):
            click.echo(f"    {line}")
    if broken:
        raise SystemExit(FAULTS)


def _told(backup: Backup) -> list[str]:
    try:
        held = recovery.contents(backup.path, backup.at)
    except BattlemapError as error:
        return [str(error)]
    lanes = "，".join(f"{name} {held.lanes.get(lane, 0)}" for lane, name in wording.LANES.items())
    counts = f"专项 {held.counts.get('action', 0)} 个，任务 {held.counts.get('task', 0)} 项（{lanes}），共 {held.steps} 步"
    return [counts, *held.newest]


@click.command()
@click.argument("file", type=FILE)
@click.argument("backup", type=FILE, required=False)
@click.option("--newest", is_flag=True, help="用最新的完好备份")
@click.option("--from", "folder", type=FOLDER, help="在这个文件夹中找备份；默认在档案旁边")
def restore(file: Path, backup: Path | None, newest: bool, folder: Path | None) -> None:
    """恢复备份：档案完好时作为一步操作，可以撤销；档案损坏时先改名保留，再由备份代替。"""
    if (backup is None) == (not newest):
        raise BadInput("请指定一份备份，或写 --newest 用最新的完好备份（二者选一）。")
    now = datetime.now()
    chosen = _as_backup(backup) if backup is not None else recovery.newest_good(file, now, folder)
    recovery.guard_backup(chosen.path)
    try:
        session = open_session(file)
    except (FileDamaged, NotACampaign, NotFound) as error:
        click.echo(str(error))
        _put_back(file, chosen, now)
        return
    with session:
        step = session.run(RestoreRows.from_backup(chosen.path, chosen.at))
    if step is None:
        click.echo("档案与这份备份一致，无须恢复。")
    else:
        click.echo(
            f"已恢复到 {chosen.at:%Y-%m-%d %H:%M} 的备份，改动 {len(step.changes)} 行；可在窗口中撤销。"
        )


def _put_back(file: Path, chosen: Backup, now: datetime) -> None:
    if file.exists():
        cost = recovery.loss(file, chosen.path)
        click.echo(cost.words())
        for step in cost.steps[:20]:
            click.echo(f"    {step}")
    aside = recovery.put_back(file, chosen, now)
    click.echo(f"已由 {chosen.at:%Y-%m-%d %H:%M} 的备份代替“{file}”。")
    if aside is not None:
        click.echo(f"原档案保留为“{aside.name}”。")


@click.command()
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="新档案的位置")
def salvage(file: Path, output: Path) -> None:
    """抢救：把损坏档案中还能读出的内容存成新档案，原档案不动。有内容丢失时退出码为 3。"""
    saved = salvage_file(file, output, operator(), datetime.now())
    for line in saved.words():
        click.echo(line)
    click.echo(f"已存成“{output}”。")
    if saved.lost or saved.losses:
        raise SystemExit(FAULTS)


def _as_backup(path: Path) -> Backup:
    """Returns a named file as a backup; its moment is that of its last step, or of the file where that is unreadable."""
    try:
        at = recovery.last_moment(path)
    except BattlemapError:
        at = datetime.fromtimestamp(path.stat().st_mtime)
    return Backup(path, at, "")
