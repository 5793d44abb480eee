"""The command line: the second door into the same rooms."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

import battlemap
from battlemap.commands.demo import write_demo
from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.calendar import FIRST_DAY, LAST_DAY, HolidayNotice
from battlemap.domain.plan import PlanDraft
from battlemap.errors import BadInput, BattlemapError
from battlemap.exchange import state_council
from battlemap.exchange.plan_text import read_plan
from battlemap.store import journal
from battlemap.store.campaign_file import CampaignFile
from battlemap.store.site import site_of_machine
from battlemap.ui.settings import Settings, default_path

#: Exit codes for scripts: done, refused with a sentence, looked through and found faults.
DONE, REFUSED, FAULTS = 0, 1, 3
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(battlemap.__version__, prog_name="battlemap")
def cli() -> None:
    """挂图作战：作战板、台账与上墙图。不带参数时打开窗口。"""


@cli.command()
@click.argument("plan", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True, help="新档案的位置")
@click.option("--level", help="专项行动所在的标题层级，如「一、」「（一）」")
@click.option(
    "--per", type=click.Choice(["sentence", "measure"]), default="sentence", help="每句或每条要点一项任务"
)
def new(plan: Path, output: Path, level: str | None, per: Any) -> None:
    """由方案文本（.txt .md .docx）生成作战行动档案。"""
    draft = read_plan(plan, level=level, tasks_per=per)
    campaign = founding(draft, datetime.now().date())
    created = Session.create(
        output, campaign, operator(), datetime.now, notice(), site=site_of_machine(default_path().parent)
    )
    with created as session:
        session.run(ImportPlan(draft))
        unknown = session.snapshot.calendar.unknown_years(campaign.starts_on, campaign.ends_on)
    click.echo(f"已生成「{output}」：{campaign.title}")
    click.echo(
        f"  起止：{campaign.starts_on} 至 {campaign.ends_on}{'' if draft.starts_on else '（方案未写明，按一百天计）'}"
    )
    for line in summary(draft):
        click.echo(f"  {line}")
    if unknown:
        click.echo(f"  注意：{'、'.join(map(str, unknown))} 年的放假调休通知未收录，请在日历中核对。")


def summary(draft: PlanDraft) -> list[str]:
    """Returns what a plan was understood as, a line each: what is on the board, what is not, and the other readings."""
    lines = [f"层级：{draft.level}"]
    lines += [
        f'  {choice.key}：{choice.label}，{choice.count} 项（用 --level "{choice.key}" 改选）'
        for choice in draft.levels
        if choice.key != draft.level_key
    ]
    lines.append(f"专项 {len(draft.actions)} 个，要点 {draft.measure_count} 条，任务 {draft.task_count} 项")
    lines += [
        f"  {action.number:>2} {action.code:<5} {action.title}（{len(action.tasks)} 项）"
        for action in draft.actions
    ]
    lines.append(f"前言 {len(draft.preface)} 段，未归类 {len(draft.unfiled)} 句")
    lines += [f"  未归类：{words[:60]}" for words in draft.unfiled]
    return lines


@cli.command()
@click.argument("file", type=_FILE)
def demo(file: Path) -> None:
    """生成演示行动档案（济宁高新区 2018 年百日攻坚）。"""
    write_demo(file)
    click.echo(f"已生成「{file}」。判定日期建议取 2018-11-20。")


@cli.command()
@click.argument("file", type=_FILE)
def check(file: Path) -> None:
    """检查档案：完整性、外键、保护触发器、日志与现状一致、日志未被改动。有问题时退出码为 3。"""
    with CampaignFile.open(file, operator(), datetime.now(), read_only=True) as opened:
        faults = opened.faults()
        with opened.reading() as connection:
            steps = len(journal.headers(connection))
    for words in faults:
        click.echo(words, err=True)
    if faults:
        raise SystemExit(FAULTS)
    click.echo(f"「{file}」完好：{steps} 步，日志与现状一致。")


def parse_moment(words: str) -> datetime:
    """Returns the moment that a day or a moment in ISO form means; a day means its evening. Raises BadInput."""
    try:
        if len(words) <= 10:
            return datetime.combine(date.fromisoformat(words), time(23, 59, 59))
        return datetime.fromisoformat(words).replace(tzinfo=None)
    except ValueError as error:
        raise BadInput(f"看不懂日期「{words}」，请写成 2018-11-20 或 2018-11-20T17:30。") from error


def notice() -> HolidayNotice:
    """Returns the holiday notices of every year that is known."""
    return state_council.notice(FIRST_DAY, LAST_DAY)


def operator() -> str:
    """Returns who is at work on this PC, as the window knows it."""
    return Settings.load(default_path()).operator


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def main(args: list[str] | None = None) -> int:
    """Runs the command line; a known error is one sentence on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(args, prog_name="battlemap", standalone_mode=False)
    except BattlemapError as error:
        click.echo(str(error), err=True)
        return REFUSED
    except click.Abort:
        return REFUSED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else REFUSED
    return DONE
