"""``new``, ``demo`` and ``check``: campaign files made and looked through."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from battlemap.cli.machine import notice, operator, site
from battlemap.cli.terms import FILE
from battlemap.commands.demo import write_demo
from battlemap.commands.plan import ImportPlan, founding
from battlemap.commands.session import Session
from battlemap.domain.planning.plan import PlanDraft
from battlemap.exchange.plan_text import read_plan


@click.command()
@click.argument("plan", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="新档案的位置")
@click.option("--level", help="专项行动所在的标题层级，如“一、”“（一）”")
@click.option(
    "--per", type=click.Choice(["sentence", "measure"]), default="sentence", help="每句或每条要点一项任务"
)
def new(plan: Path, output: Path, level: str | None, per: Any) -> None:
    """由方案（.txt .md .docx .xlsx .xls）生成作战行动档案。"""
    draft = read_plan(plan, level=level, tasks_per=per)
    campaign = founding(draft, datetime.now().date())
    content = ImportPlan(draft)
    created = Session.create(
        output, campaign, operator(), datetime.now, notice(), content=content, site=site()
    )
    with created as session:
        unknown = session.snapshot.calendar.unknown_years(campaign.starts_on, campaign.ends_on)
    click.echo(f"已生成“{output}”：{campaign.title}")
    guessed = "" if draft.starts_on else "（方案未写明，按一百天计）"
    click.echo(f"  起止：{campaign.starts_on} 至 {campaign.ends_on}{guessed}")
    for line in summary(draft):
        click.echo(f"  {line}")
    if unknown:
        click.echo(f"  注意：{'、'.join(map(str, unknown))} 年的放假调休通知未收录，请在日历中核对。")


def summary(draft: PlanDraft) -> list[str]:
    """Returns what a plan was understood as, a line each: what is on the board, what is not, and the other readings."""
    lines = [f"层级：{draft.level}"]
    lines += [
        f'  另可选 --level "{choice.key}"：{choice.label}，{choice.count} 项' for choice in draft.next_best
    ]
    lines.append(f"专项 {len(draft.actions)} 个，要点 {draft.measure_count} 条，任务 {draft.task_count} 项")
    lines += [
        f"  {action.number:>2} {action.code:<5} {action.title}（{len(action.tasks)} 项）"
        for action in draft.actions
    ]
    if draft.doubtful:
        lines.append(f"{len(draft.doubtful)} 处待核")
    for a, m, t in draft.doubtful:
        task = draft.actions[a].measures[m].tasks[t]
        lines.append(f"  {'、'.join(task.doubts)}：{task.title}（{task.due_text}）")
    lines.append(f"前言 {len(draft.preface)} 段，未归类 {len(draft.unfiled)} 句")
    lines += [f"  未归类：{words[:60]}" for words in draft.unfiled]
    return lines


@click.command()
@click.argument("file", type=FILE)
def demo(file: Path) -> None:
    """生成演示行动档案（济宁高新区 2018 年百日攻坚）。"""
    write_demo(file)
    click.echo(f"已生成“{file}”。研判日期建议取 2018-11-20。")
