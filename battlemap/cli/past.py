"""``journal``, ``history`` and ``compare``: what happened, by whom, and what is different since."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import click

from battlemap import wording
from battlemap.cli.machine import moment_of, open_session, operator
from battlemap.cli.terms import FAULTS, FILE
from battlemap.commands.history import compare_moments, journal_entries
from battlemap.domain.telling.field_words import SILENT
from battlemap.domain.telling.step_words import fields_of, step_words
from battlemap.domain.words import brief
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.journal_xlsx import journal_xlsx
from battlemap.render.saving import write_whole
from battlemap.shown.ledgers.comparison import ASPECTS, compare_ledgers

#: Characters of an old or new value on a line of the terminal.
_VALUE = 60


@click.command()
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="表格的位置（.xlsx）")
@click.option("--since", help="从哪一天或哪一刻起，如 2018-11-20 或 2018-11-20T17:30")
@click.option("--until", help="到哪一天或哪一刻止")
def journal(file: Path, output: Path, since: str | None, until: str | None) -> None:
    """把操作日志导出为 Excel 表，供审计查阅；日志曾被改动时照样导出，退出码为 3。"""
    if output.suffix.lower() != ".xlsx":
        raise BadInput(f"请给“{output.name}”加上扩展名 .xlsx。")
    with open_session(file, read_only=True) as session:
        entries = list(journal_entries(session, _start_of(since), moment_of(until) if until else None))
        content = journal_xlsx(entries, session.snapshot, datetime.now(), operator())
    write_whole(output, content)
    unsound = [entry.number for entry in entries if not entry.is_sound]
    click.echo(f"已导出“{output}”：{len(entries)} 步。")
    if unsound:
        click.echo(f"注意：第 {unsound[0]} 步起有 {len(unsound)} 步校验不符，记录曾被改动或缺失。", err=True)
        raise SystemExit(FAULTS)


@click.command()
@click.argument("file", type=FILE)
@click.argument("code", required=False)
@click.option("-n", "--most", default=50, show_default=True, help="最多显示几步")
def history(file: Path, code: str | None, most: int) -> None:
    """显示操作历史；给出任务代码（如 ECON-03）时显示这项任务的履历，含原值和新值。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        if code is None:
            steps = [entry.step for entry in journal_entries(session)]
        else:
            by_code = {task.code: task for task in snapshot.tasks.values()}
            task = by_code.get(code.strip().upper())
            if task is None:
                raise NotFound(f"档案中没有任务“{code}”，请核对代码。")
            steps = session.history_of_task(task.id)
        for step in steps[-most:]:
            click.echo(f"{step.at:%Y-%m-%d %H:%M}  {step_words(step, snapshot).words}")
            for change, fields in fields_of(step, snapshot) if code else ():
                is_told = change.table == "task" or change.before is not None
                for field in fields if is_told else ():
                    if field.key not in SILENT:
                        old, new = brief(field.before, _VALUE), brief(field.after, _VALUE)
                        click.echo(f"    {field.name}：{old} → {new}")


@click.command()
@click.argument("file", type=FILE)
@click.option("--from", "start", required=True, help="较早的一天或一刻，如 2018-11-19")
@click.option("--to", "end", help="较晚的一天或一刻；不写即现在")
def compare(file: Path, start: str, end: str | None) -> None:
    """比较两个时刻的作战板和台账：新增、办结、销号、变灯、改期、换人、删除；条目的新增、阶段变化、修改。"""
    earlier, later = moment_of(start), moment_of(end)
    with open_session(file, read_only=True) as session:
        comparison = compare_moments(session, earlier, later)
        ledgers = compare_ledgers(session, earlier, later if end else None)
    click.echo(f"{earlier:%Y-%m-%d %H:%M} 与 {later:%Y-%m-%d %H:%M} 相比：{comparison.summary}")
    for difference in comparison.differences:
        click.echo(f"  {wording.ASPECTS[difference.aspect]}  {difference.code}  {difference.words}")
    for compared in ledgers:
        click.echo(f"台账“{compared.definition.title}”：{compared.summary}")
        for one in compared.differences:
            click.echo(f"  {ASPECTS[one.aspect]}  {one.title}　{one.words}".rstrip())


def _start_of(words: str | None) -> datetime | None:
    """Returns the moment meant; a day alone means its morning."""
    if words is None:
        return None
    moment = moment_of(words)
    return datetime.combine(moment.date(), time()) if len(words) <= 10 else moment
