"""``merge-plan``: a second plan goes into a campaign that has begun, only what is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.plan_gain import MergePlan, gain_of
from battlemap.exchange.plan_text import read_plan


@click.command()
@click.argument("file", type=FILE)
@click.argument("plan", type=FILE)
@click.option("--preview", is_flag=True, help="只列出将新增什么，不写入")
@click.option("--level", help="专项行动所在的标题层级，如“一、”“（一）”")
@click.option(
    "--per", type=click.Choice(["sentence", "measure"]), default="sentence", help="每句或每条要点一项任务"
)
def merge_plan(file: Path, plan: Path, preview: bool, level: str | None, per: Any) -> None:
    """把另一份方案并入已有档案：只增加新的专项、要点和任务，一步完成。"""
    with open_session(file, read_only=preview) as session:
        campaign = session.snapshot.campaign
        draft = read_plan(
            plan, level=level, tasks_per=per, year_hint=campaign.starts_on.year, today=date.today()
        )
        gain = gain_of(draft, session.snapshot)
        if not preview:
            session.run(MergePlan(draft))
    click.echo(gain.words)
    for one in gain.actions:
        for measure, place in zip(one.draft.measures, one.into, strict=True):
            click.echo(f"  {one.draft.title} · {measure.title}{'' if place else '（新）'}")
            for task in measure.tasks:
                click.echo(f"    {task.title}")
