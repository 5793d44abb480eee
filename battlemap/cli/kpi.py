"""``kpi``: three-level KPIs proposed from the board, linked with tasks, assessed step by step."""

from __future__ import annotations

from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import open_session
from battlemap.cli.scheme_terms import named_node, named_scheme
from battlemap.cli.terms import FILE
from battlemap.commands.assess import Appeal, Assess, ProposeKpis, SetOut
from battlemap.commands.rows import AddRow
from battlemap.domain.assessing.tree import tree_of
from battlemap.errors import NotFound

_FILE = click.argument("file", type=FILE)
_TITLE = click.argument("title", metavar="方案")
_NODE = click.argument("node", metavar="指标")


@click.group()
def kpi() -> None:
    """三级 KPI：按任务分工生成、关联任务、下达、自评、考评、申诉、审定。"""


@kpi.command("propose")
@_FILE
@click.argument("title", metavar="方案")
@click.argument("year", type=click.IntRange(1990, 2100), metavar="年份")
def propose(file: Path, title: str, year: int) -> None:
    """按专项、责任单位、责任人和任务生成三级 KPI 初稿，再由人修改。"""
    with open_session(file) as session:
        step = session.run(ProposeKpis(title, year))
    click.echo(step.label if step else "没有改动。")


@kpi.command("link")
@_FILE
@_TITLE
@_NODE
@click.argument("codes", nargs=-1, required=True, metavar="任务编号…")
def link(file: Path, title: str, node: str, codes: tuple[str, ...]) -> None:
    """把任务关联到一项 KPI，任务进度随即带动它。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        id = named_node(tree_of(snapshot, named_scheme(snapshot, title).id), node)
        for code in codes:
            task = snapshot.task_by_code(code)
            if task is None:
                raise NotFound(f"没有编号为“{code}”的任务。")
            session.run(AddRow("node_task", {"task": task.id, "node": id}))
    click.echo(f"已关联 {len(codes)} 项任务。")


@kpi.command("set-out")
@_FILE
@_TITLE
def set_out(file: Path, title: str) -> None:
    """下达一个考核方案。"""
    with open_session(file) as session:
        step = session.run(SetOut(named_scheme(session.snapshot, title).id))
    click.echo(step.label if step else "没有改动。")


@kpi.command("assess")
@_FILE
@_TITLE
@_NODE
@click.argument("stage", type=click.Choice(["自评", "考评", "审定"]), metavar="环节")
@click.argument("score", metavar="得分")
@click.option("--words", default="", metavar="文字", help="扣分原因；有申诉的，审定时写答复")
def assess(file: Path, title: str, node: str, stage: str, score: str, words: str) -> None:
    """自评、考评或审定一项 KPI 的得分。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        id = named_node(tree_of(snapshot, named_scheme(snapshot, title).id), node)
        which = next(key for key, name in wording.STAGES.items() if name == stage)
        step = session.run(Assess(id, which, score, words))  # type: ignore[arg-type]
    click.echo(step.label if step else "没有改动。")


@kpi.command("appeal")
@_FILE
@_TITLE
@_NODE
@click.argument("words", metavar="理由")
def appeal(file: Path, title: str, node: str, words: str) -> None:
    """对一项考评提出申诉。"""
    with open_session(file) as session:
        snapshot = session.snapshot
        id = named_node(tree_of(snapshot, named_scheme(snapshot, title).id), node)
        step = session.run(Appeal(id, words))
    click.echo(step.label if step else "没有改动。")
