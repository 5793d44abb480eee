"""``document``: source documents read into clauses, tied to tasks, and how far they are carried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terms import FILE
from battlemap.commands.document import TakeDocument, TieClause
from battlemap.domain.assessing.clause_drafts import clause_drafts
from battlemap.domain.assessing.coverage import STATES, coverage, likely_tasks
from battlemap.domain.kinds.document import Clause, SourceDocument
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.words import brief
from battlemap.errors import NotFound
from battlemap.exchange.plan_text import read_plan

_FILE = click.argument("file", type=FILE)
_TITLE = click.argument("title", metavar="文件名或文号")


@click.group()
def document() -> None:
    """来源文件：逐条读入，条款对应任务，看落实率。"""


@document.command("take")
@_FILE
@click.argument("text", type=FILE)
@click.option("--number", default="", metavar="文号", help="如 济高新发〔2018〕15号")
@click.option("--issuer", default="", metavar="机关", help="印发机关")
@click.option("--try", "is_trial", is_flag=True, help="只列出读到的条款，不写入")
def take(file: Path, text: Path, number: str, issuer: str, is_trial: bool) -> None:
    """把一份文件（txt、md、docx、xlsx）逐条读成条款。"""
    with open_session(file, read_only=is_trial) as session:
        year = session.snapshot.campaign.starts_on.year
        plan = read_plan(text, year_hint=year, today=date.today())
        clauses = clause_drafts(plan)
        for clause in clauses:
            click.echo(f"{clause.number}　{clause.section}　{brief(clause.words, 60)}")
        click.echo(f"共 {len(clauses)} 条")
        if not is_trial:
            session.run(TakeDocument(plan.title, clauses, number, issuer))
    click.echo("没有写入。" if is_trial else "已写入。")


@document.command("show")
@_FILE
@_TITLE
@click.option("--as-of", metavar="日期", help="截至这一天，缺省为今天")
def show(file: Path, title: str, as_of: str | None) -> None:
    """逐条列出落实情况，没有任务的条款在前。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    covered = coverage(snapshot, _named(snapshot, title).id, moment_of(as_of).date())
    for one in covered.clauses:
        codes = "、".join(task.code for task in one.tasks)
        lamp = f"{wording.LAMPS[one.lamp]}　{one.progress}%　{codes}" if one.tasks else "—"
        click.echo(f"{one.clause.number}　{STATES[one.state]}　{lamp}　{brief(one.clause.words, 50)}")
    click.echo(covered.words)


@document.command("tie")
@_FILE
@_TITLE
@click.argument("number", metavar="条款号")
@click.argument("codes", nargs=-1, metavar="任务编号…")
def tie(file: Path, title: str, number: str, codes: tuple[str, ...]) -> None:
    """把条款对应到任务；不写任务编号则列出文字相近的任务供选择。"""
    with open_session(file, read_only=not codes) as session:
        snapshot = session.snapshot
        clause = _clause(snapshot, _named(snapshot, title), number)
        if not codes:
            for task, share in likely_tasks(snapshot, clause.words):
                click.echo(f"{task.code}　{task.title}　相近 {share}%")
            return
        tasks = []
        for code in codes:
            named = snapshot.task_by_code(code)
            if named is None:
                raise NotFound(f"没有编号为“{code}”的任务。")
            tasks.append(named.id)
        step = session.run(TieClause(clause.id, tuple(tasks)))
    click.echo(step.label if step else "没有改动。")


def _named(snapshot: Snapshot, title: str) -> SourceDocument:
    wanted = title.strip()
    for row in snapshot.source_documents.values():
        if not row.deleted and wanted in (row.title, row.document_number, row.id):
            return row
    names = "、".join(
        row.document_number or row.title for row in snapshot.source_documents.values() if not row.deleted
    )
    raise NotFound(
        f"没有名为“{wanted}”的来源文件。{f'现有：{names}。' if names else '请先用 document take 读入。'}"
    )


def _clause(snapshot: Snapshot, document: SourceDocument, number: str) -> Clause:
    for id in snapshot.by("clause", "document").get(document.id, ()):
        clause = snapshot.clauses[id]
        if not clause.deleted and clause.number == number.strip():
            return clause
    raise NotFound(f"“{document.document_number or document.title}”没有第 {number} 条。")
