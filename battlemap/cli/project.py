"""``project export`` and ``project import``: plans in MS Project's XML leave and enter a campaign."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.project import ImportProject
from battlemap.commands.session import Session
from battlemap.domain.planning.project import ProjectDraft, new_days, project_of
from battlemap.domain.planning.project_match import match_project
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.project_xml import read_project
from battlemap.exchange.project_xml_writer import write_project
from battlemap.render.saving import write_whole


@click.group()
def project() -> None:
    """与 MS Project 交换项目计划（.xml）。"""


@project.command("export")
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="导出的 .xml 文件")
@click.option("--action", "codes", multiple=True, help="只导出这个专项，如 PROJ；可重复")
def export_plan(file: Path, output: Path, codes: tuple[str, ...]) -> None:
    """把作战行动的任务、工期、进度、先后关系和日历导出为 MS Project 的 XML 文件。"""
    if output.exists():
        raise BadInput(f"“{output.name}”已经存在，请换一个文件名。")
    with open_session(file, read_only=True) as session:
        draft = project_of(session.snapshot, _tasks(session.snapshot, codes))
        content = write_project(draft, session.snapshot.calendar)
    write_whole(output, content)
    click.echo(f"已导出“{output}”：{_counts(draft)}")


@project.command("import")
@click.argument("file", type=FILE)
@click.argument("plan", type=FILE, metavar="计划")
@click.option("--dry-run", is_flag=True, help="只列出将导入和不能导入的内容，不写入档案")
@click.option(
    "--match", is_flag=True, help="编号（或所在专项、要点和名称）相同的任务不新增，只更新工期和进度"
)
@click.option("--reason", default="", metavar="文字", help="更新属于延期时的理由")
def import_plan(file: Path, plan: Path, dry_run: bool, match: bool, reason: str) -> None:
    """把 MS Project 的 XML 计划导入档案，接在现有专项之后；不能导入的内容先行列出。"""
    draft = read_project(plan)
    with open_session(file, read_only=dry_run) as session:
        draft = new_days(draft, session.snapshot.calendar)
        for words in draft.left_out:
            click.echo(f"  不导入：{words}")
        plan_match = match_project(draft, session.snapshot) if match else None
        for one in plan_match.changed if plan_match else ():
            click.echo(f"  更新：{one.code} {one.words}" + ("（延期）" if one.is_extension else ""))
        command = ImportProject(draft, match, reason)
        step = _rehearsed(session, command) if dry_run else session.run(command)
    done = "可导入" if dry_run else f"已于 {datetime.now():%H:%M} 导入"
    click.echo(f"{done}“{plan.name}”：{_made(step)}")


def _rehearsed(session: Session, command: ImportProject) -> Step | None:
    """Returns what the command would do, done on a copy that goes away: it is refused as the import would be."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / session.file.path.name
        session.file.save_copy(copy)
        with open_session(copy) as rehearsal:
            return rehearsal.run(command)


def _made(step: Step | None) -> str:
    """Returns what a step has written: new rows by their kind, and the tasks that were there before."""
    changes = step.changes if step else ()
    new = Counter(change.table for change in changes if change.before is None)
    updated = sum(change.table == "task" and change.before is not None for change in changes)
    return (
        f"专项 {new['action']} 个，任务 {new['task']} 项，节点 {new['milestone']} 个，"
        f"先后关系 {new['dependency']} 条，日历时段 {new['period']} 个"
        + (f"；更新任务 {updated} 项" if updated else "")
    )


def _tasks(snapshot: Snapshot, codes: tuple[str, ...]) -> frozenset[str] | None:
    """Returns the tasks of the actions with these codes, None for no code; raises NotFound naming those there are."""
    by_code = {action.code: action.id for action in snapshot.columns}
    strangers = [code for code in codes if code.upper() not in by_code]
    if strangers:
        raise NotFound(f"没有代号为“{'、'.join(strangers)}”的专项。可用：{'、'.join(by_code)}。")
    if not codes:
        return None
    return frozenset(task.id for code in codes for task in snapshot.tasks_of(by_code[code.upper()]))


def _counts(draft: ProjectDraft) -> str:
    stones = sum(len(task.milestones) for action in draft.actions for task in action.tasks)
    return (
        f"专项 {len(draft.actions)} 个，任务 {draft.task_count} 项，节点 {stones} 个，"
        f"先后关系 {len(draft.links)} 条，日历时段 {len(draft.periods)} 个"
    )
