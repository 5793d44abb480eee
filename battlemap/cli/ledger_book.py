"""``ledger`` for the books themselves: templates, new ledgers, what a campaign has, tallies and the tasks they drive."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

import attrs
import click

from battlemap import wording
from battlemap.cli.ledger_terms import FILE_ARGUMENT, asked, definition_named
from battlemap.cli.machine import open_session
from battlemap.cli.terminal import echo_json
from battlemap.cli.terms import FILE
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledger_bin import EmptyField, kept_fields
from battlemap.commands.ledgers import NewLedger, PutTally
from battlemap.commands.rows import Together
from battlemap.domain.kinds.tally import Tally
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import (
    Template,
    delivered,
    delivered_template,
    read_template,
    template_json,
    template_of_rows,
)
from battlemap.domain.snapshot import Snapshot
from battlemap.errors import BadInput, NotFound
from battlemap.render.saving import write_whole
from battlemap.shown.ledgers.view_ids import entries_of_view

_JSON_HELP: Final = "输出 JSON，供其他程序使用"


@click.command()
@click.argument("name", metavar="[模板]", required=False)
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
def templates(name: str | None, as_json: bool) -> None:
    """列出台账模板；给出名称时列出它的字段。"""
    listed = delivered() if name is None else (_template(name),)
    if as_json:
        echo_json([template_json(template) for template in listed])
        return
    for template in listed:
        below = (
            f"，下级：{'、'.join(child.title for child in template.children)}" if template.children else ""
        )
        click.echo(f"{template.title}（{template.code}）　{len(template.fields)} 个字段{below}")
        for field in template.fields if name is not None else ():
            unit = f"（{field.unit}）" if field.unit else ""
            needed = "　必填" if field.is_required else ""
            click.echo(f"  {field.title}{unit}　{wording.FIELD_TYPES[field.type]}{needed}")


@click.command()
@click.argument("name", metavar="模板")
@FILE_ARGUMENT
@click.option("--title", default="", help="台账的名称；不写时用模板的名称")
def new(name: str, file: Path, title: str) -> None:
    """按模板新建一本台账；模板写名称、代码或 .json 文件。"""
    template = _template(name)
    with open_session(file) as session:
        step = session.run(NewLedger(template, title))
    click.echo(step.label if step else "没有改动。")


@click.command()
@click.argument("ledger", metavar="台账")
@FILE_ARGUMENT
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .json 文件")
def template(ledger: str, file: Path, output: Path) -> None:
    """把一本台账的字段、阶段、计数存为模板，供其他单位使用；不含任何一条内容。"""
    if output.suffix.lower() != ".json":
        raise BadInput(f"请给“{output.name}”加上扩展名 .json。")
    with open_session(file, read_only=True) as session:
        shared = template_in(session.snapshot, definition_named(session.snapshot, ledger).ledger.id)
    content = json.dumps(template_json(shared), ensure_ascii=False, indent=2)
    write_whole(output, f"{content}\n".encode())
    click.echo(f"已存为模板“{output}”：{len(shared.fields)} 个字段。")


def template_in(snapshot: Snapshot, ledger: str) -> Template:
    """Returns the template that a ledger of the campaign is, its child ledgers included."""
    definition = snapshot.definitions[ledger]
    below = [other for other in snapshot.definitions.values() if other.ledger.parent == ledger]
    action = snapshot.actions.get(definition.ledger.action or "")
    return template_of_rows(
        definition.ledger,
        [field.row for field in definition.fields],
        snapshot.tallies_of(ledger),
        [template_in(snapshot, child.ledger.id) for child in below],
        action.code if action else "",
    )


def _wanted(snapshot: Snapshot, ledger: str | None) -> list[Definition]:
    """Returns the ledger of that name alone, all where none is named."""
    return [definition_named(snapshot, ledger)] if ledger else list(snapshot.definitions.values())


@click.command()
@FILE_ARGUMENT
@click.argument("ledger", metavar="[台账]", required=False)
def views(file: Path, ledger: str | None) -> None:
    """列出台账保存的视图（查找、筛选、分组），和各有多少条。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        wanted = _wanted(snapshot, ledger)
        count = 0
        for definition in wanted:
            for view in snapshot.entry_views_of(definition.ledger.id):
                ids, words = entries_of_view(session, definition, view, snapshot, date.today())
                click.echo(f"{definition.title}　{view.title}　{len(ids)} {definition.counter}　{words}")
                count += 1
    if not count:
        click.echo("还没有保存的视图。")


@click.command()
@FILE_ARGUMENT
@click.argument("ledger", metavar="[台账]", required=False)
def unmaskings(file: Path, ledger: str | None) -> None:
    """列出查看登记：谁在什么时候看过台账隐去的个人信息，为什么。"""
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
        wanted = _wanted(snapshot, ledger)
        looks = [
            (definition, look)
            for definition in wanted
            for look in snapshot.unmaskings_of(definition.ledger.id)
        ]
    for definition, look in looks:
        click.echo(f"{look.seen_at:%Y-%m-%d %H:%M}　{look.seen_by}　{definition.title}　{look.reason}")
    if not looks:
        click.echo("还没有人查看过完整信息。")


@click.command()
@FILE_ARGUMENT
@click.argument("ledger", metavar="[台账]", required=False)
@click.option("--title", help="哪一项计数；与 --task、--target 同用")
@click.option("--task", "code", help="带动这项任务的进度，如 ECON-03；写“无”不再带动")
@click.option("--target", help="目标数")
@click.option(
    "--sum", "summed", metavar="字段", help="新增一项合计：对哪个字段，如 营业收入；与 --title 同用"
)
@click.option("--count", "counts", is_flag=True, help="新增一项计数：共有多少条；与 --title 同用")
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
def tally(
    file: Path,
    ledger: str | None,
    title: str | None,
    code: str | None,
    target: str | None,
    summed: str | None,
    counts: bool,
    as_json: bool,
) -> None:
    """列出台账的计数；加 --title 和 --task 时用它带动一项任务的进度，加 --sum 或 --count 时新增一项。"""
    is_new = summed is not None or counts
    is_change = is_new or code is not None or target is not None
    with open_session(file, read_only=not is_change) as session:
        snapshot = session.snapshot
        which = (
            [asked(session, ledger, date.today())]
            if ledger
            else [
                AskedEntries(session, definition, date.today())
                for definition in snapshot.definitions.values()
            ]
        )
        if is_change:
            if ledger is None or title is None:
                raise BadInput("请写明台账和 --title，说明改哪一项计数。")
            if is_new:
                _add(which[0], title, summed)
                which[0].follow()
            if code is not None or target is not None:
                _change(which[0], title, code, target)
            which[0].follow()
        figures = [figure for entries in which for figure in entries.tallies()]
        snapshot = session.snapshot
    if as_json:
        echo_json(
            [
                {
                    "title": figure.tally.title,
                    "value": f"{figure.value:f}",
                    "target": figure.tally.target,
                    "unit": figure.tally.unit,
                    "task": _code(snapshot, figure.tally.task),
                    "progress": figure.progress if figure.tally.target else None,
                }
                for figure in figures
            ]
        )
        return
    for figure in figures:
        driven = _code(snapshot, figure.tally.task)
        click.echo(f"{figure.words}{f'　带动 {driven}：{figure.progress}%' if driven else ''}")
    if not figures:
        click.echo("还没有计数。")


def _add(entries: AskedEntries, title: str, summed: str | None) -> None:
    """Makes a tally over all entries: how many they are, or the sum of a field by its name."""
    ledger = entries.definition.ledger
    if any(one.title == title.strip() for one in entries.snapshot.tallies_of(ledger.id)):
        raise BadInput(f"台账“{ledger.title}”已有叫“{title[:40]}”的计数，请换一个名称。")
    if summed is None:
        tally = Tally("", ledger.id, title.strip(), "", unit=ledger.counter)
    else:
        fields = entries.definition.fields
        field = next((one for one in fields if summed.strip() in (one.title, one.key)), None)
        if field is None:
            raise NotFound(f"台账“{ledger.title}”没有叫“{summed[:40]}”的字段。")
        tally = Tally("", ledger.id, title.strip(), "", "sum", field.key, unit=field.row.unit)
    step = entries.session.run(PutTally(tally))
    click.echo(step.label if step else "没有改动。")


def _change(entries: AskedEntries, title: str, code: str | None, target: str | None) -> None:
    snapshot, ledger = entries.session.snapshot, entries.definition.ledger
    tallies = [one for one in snapshot.tallies_of(ledger.id) if one.title == title.strip()]
    if not tallies:
        raise NotFound(f"台账“{ledger.title}”没有叫“{title[:40]}”的计数。")
    changed = tallies[0]
    if target is not None:
        changed = attrs.evolve(changed, target=target.strip() or None)
    if code is not None:
        task = None if code.strip() == "无" else snapshot.task_by_code(code)
        if task is None and code.strip() != "无":
            raise NotFound(f"档案中没有任务“{code[:40]}”，请核对代码。")
        changed = attrs.evolve(changed, task=task.id if task else None)
    step = entries.session.run(PutTally(changed))
    click.echo(step.label if step else "没有改动。")


def _code(snapshot: Snapshot, task: str | None) -> str:
    row = snapshot.tasks.get(task or "")
    return row.code if row else ""


def _template(name: str) -> Template:
    path = Path(name)
    if path.suffix.lower() == ".json":
        if not path.is_file():
            raise NotFound(f"没有“{name[:80]}”这个文件。")
        return read_template(path)
    return delivered_template(name)


@click.command()
@FILE_ARGUMENT
@click.argument("ledger", metavar="[台账]", required=False)
@click.option("--field", "title", metavar="字段", help="只清空这个已删除字段；不写时清空全部")
@click.option("--yes", "is_wanted", is_flag=True, help="确认清空；不写时只列出各字段还留有多少条内容")
def empty(file: Path, ledger: str | None, title: str | None, is_wanted: bool) -> None:
    """列出已删除的字段在条目里还留有多少内容；加 --yes 清空（可以撤销）。"""
    with open_session(file, read_only=not is_wanted) as session:
        snapshot = session.snapshot
        kept = kept_fields(session, definition_named(snapshot, ledger).ledger.id if ledger else "")
        if title is not None:
            kept = [one for one in kept if title.strip() in (one.field.title, one.field.key)]
            if not kept:
                raise NotFound(f"没有叫“{title[:40]}”的已删除字段。")
        for one in kept:
            home = snapshot.definitions[one.field.ledger]
            click.echo(f"{home.title}　{one.field.title}　{one.count} {home.counter}")
        full = [EmptyField(one.field.id) for one in kept if one.count]
        if not kept:
            click.echo("没有已删除的字段。")
        elif is_wanted:
            step = session.run(Together("清空已删除字段的内容", tuple(full))) if full else None
            click.echo(f"已{step.label}，可以撤销。" if step else "没有内容可清空。")
