"""``ledger`` for entries: listed, shown, registered, changed, moved along their road, removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from battlemap import wording
from battlemap.cli.ledger_terms import (
    ENTRY,
    FILE_ARGUMENT,
    LEDGER,
    UNMASK,
    VALUES,
    VIEW,
    among_view,
    asked,
    definition_named,
    entry_named,
    field_named,
    filter_in,
    values_in,
)
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.terminal import echo_json
from battlemap.cli.terms import FILE
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import AddEntry, EditEntries, MoveToStage, RemoveEntries, Unmask
from battlemap.commands.entry_files import attach_to_entry
from battlemap.commands.follow_up import TasksOfEntries
from battlemap.commands.session import Session
from battlemap.domain.fields.names import Names
from battlemap.domain.fields.worded_day import said_of
from battlemap.domain.ledgers.asking import FURTHEST, Asking, Order
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.looking.sounds import SoundBook
from battlemap.domain.step import Step
from battlemap.domain.telling.step_words import step_words
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.exchange.pinyin import readings

_JSON_HELP: Final = "输出 JSON，供其他程序使用"
_NOTHING: Final = "—"


@click.command("list")
@FILE_ARGUMENT
@click.argument("ledger", metavar="[台账]", required=False)
@click.option("--words", default="", help="只列出含有这些文字的，名称也可写拼音或首字母")
@click.option("--where", multiple=True, metavar="字段=值", help="只列出这样的；“字段=”为空的；可写多次")
@click.option("--unread", multiple=True, metavar="字段", help="只列出这一字段读不懂的")
@click.option("--order", metavar="字段", help="按哪个字段排列；前面加 - 为从大到小")
@click.option("--at", metavar="时刻", help="当时的台账，如 2018-11-20 或 2018-11-20T17:30")
@VIEW
@click.option("-n", "--most", default=200, show_default=True, help="最多列出几条")
@UNMASK
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
def list_entries(
    file: Path,
    ledger: str | None,
    words: str,
    where: tuple[str, ...],
    unread: tuple[str, ...],
    order: str | None,
    at: str | None,
    view: str | None,
    most: int,
    unmask: str | None,
    as_json: bool,
) -> None:
    """列出各本台账；给出台账时列出它的内容，一行一条。"""
    with open_session(file, read_only=unmask is None) as session:
        if ledger is None:
            _list_ledgers(session)
            return
        definition = definition_named(session.snapshot, ledger)
        masking = _masking(session, definition.ledger.id, unmask)
        as_of = moment_of(at).date()
        entries = AskedEntries(
            session, definition, as_of, at=moment_of(at) if at else None, book=SoundBook(readings())
        )
        chosen = filter_in(words, where, unread, entries.definition, entries.snapshot)
        orders = (_order(order, entries),) if order else ()
        asking = Asking(chosen, orders, is_unmasked=masking.is_lifted)
        ids = among_view(entries, entries.ids(asking), view)
        rows = entries.rows(ids[:most])
        names = entries.names(rows)
        doubts = entries.unread(asking)
        entries.close()
    fields = [field for field in entries.definition.fields if field.row.in_list]
    if as_json:
        echo_json([_told(row, masking, names) for row in rows])
        return
    for row in rows:
        texts = (brief(masking.told(field.key, getattr(row, field.key), names), 40) for field in fields)
        click.echo("　".join(text or _NOTHING for text in texts))
    more = f"，列出前 {most} 条" if len(ids) > most else ""
    unclear = "、".join(
        f"{field_named(key, entries.definition).title} {count} 格" for key, count in doubts.items()
    )
    click.echo(f"共 {len(ids)} {entries.definition.counter}{more}{f'；读不懂：{unclear}' if unclear else ''}")


def _told(row: Any, masking: Masking, names: Names) -> dict[str, str]:
    """Returns an entry by the titles of its fields; the words in which a day was told stand beside the day."""
    told = {"id": row.id}
    for field in masking.definition.fields:
        value = getattr(row, field.key)
        told[field.title] = masking.text(field.key, value, names)
        if (said := said_of(value)) and not masking.hides(field.key):
            told[f"{field.title}（原文）"] = said
    return told


def _list_ledgers(session: Session) -> None:
    snapshot = session.snapshot
    for definition in snapshot.definitions.values():
        count = AskedEntries(session, definition, date.today()).count()
        home = snapshot.definitions.get(definition.ledger.parent or "")
        below = f"　属“{home.ledger.title}”" if home else ""
        click.echo(f"{definition.title}（{definition.ledger.code}）　{count} {definition.counter}{below}")
    if not snapshot.definitions:
        click.echo("还没有台账，可用 battlemap ledger templates 看模板、battlemap ledger new 新建。")


@click.command()
@FILE_ARGUMENT
@LEDGER
@ENTRY
@UNMASK
def show(file: Path, ledger: str, entry: str, unmask: str | None) -> None:
    """显示一条的全部字段、下级内容和履历。"""
    with open_session(file, read_only=unmask is None) as session:
        entries = asked(session, ledger, date.today())
        masking = _masking(session, entries.definition.ledger.id, unmask)
        id = entry_named(entries, entry)
        (row,) = entries.rows([id])
        names = entries.names([row])
        section = ""
        for field in entries.definition.fields:
            if field.row.section and field.row.section != section:
                section = field.row.section
                click.echo(f"〔{section}〕")
            text = masking.told(field.key, getattr(row, field.key), names)
            unit = f"（{field.unit}）" if field.unit else ""
            click.echo(f"{field.title}{unit}：{text or wording.EMPTY}")
        if row.stage_on:
            click.echo(f"进入阶段：{row.stage_on}")
        _show_below(session, entries, id)
        click.echo(f"内部编号：{id}")
        for step in entries.history(id):
            click.echo(f"{step.at:%Y-%m-%d %H:%M}  {step_words(step, session.snapshot).words}")


def _show_below(session: Session, entries: AskedEntries, id: str) -> None:
    for child in session.snapshot.definitions.values():
        if child.ledger.parent != entries.definition.ledger.id:
            continue
        below = AskedEntries(session, child, entries.as_of)
        ids = below.ids(Asking(parent=id))
        rows = below.rows(ids)
        names, masking = below.names(rows), Masking(child)
        click.echo(f"〔{child.ledger.title}〕共 {len(ids)} {child.counter}")
        for row in rows:
            texts = (
                masking.told(field.key, getattr(row, field.key), names)
                for field in child.fields
                if field.row.in_list
            )
            click.echo("  " + "　".join(brief(text, 40) or _NOTHING for text in texts))


@click.command()
@FILE_ARGUMENT
@LEDGER
@VALUES
@click.option("--under", metavar="条目", help="登记在上级台账的哪一条之下")
def add(file: Path, ledger: str, values: tuple[str, ...], under: str | None) -> None:
    """登记一条，如 battlemap ledger add 行动.battlemap 签约项目 项目名称=某项目 总投资=1.2亿。"""
    with open_session(file) as session:
        entries = asked(session, ledger, date.today())
        parent = _under(session, entries, under)
        given = values_in(values, entries.definition, session.snapshot)
        _tell(session.run(AddEntry(entries.definition.ledger.id, given, parent)))


def _under(session: Session, entries: AskedEntries, under: str | None) -> str | None:
    home = session.snapshot.definitions.get(entries.definition.ledger.parent or "")
    if home is None or under is None:
        if home is not None:
            raise BadInput(f"请用 --under 写明登记在哪一条“{home.ledger.title}”之下。")
        return None
    return entry_named(AskedEntries(session, home, entries.as_of), under)


@click.command()
@FILE_ARGUMENT
@LEDGER
@ENTRY
@VALUES
def edit(file: Path, ledger: str, entry: str, values: tuple[str, ...]) -> None:
    """修改一条的字段；“字段=”清空该字段。"""
    if not values:
        raise BadInput("请写出要改的字段，如 总投资=1.2亿。")
    with open_session(file) as session:
        entries = asked(session, ledger, date.today())
        id = entry_named(entries, entry)
        given = values_in(values, entries.definition, session.snapshot)
        called = entries.entries([id])[0].title
        _tell(session.run(EditEntries(entries.definition.ledger.id, ((id, given),), called)))


@click.command()
@FILE_ARGUMENT
@LEDGER
@click.argument("entry", metavar="[条目]", required=False)
@click.argument("to", metavar="[阶段]", required=False)
@VALUES
@click.option("--on", metavar="日期", help="进入阶段的日期；不写即今天")
def stage(
    file: Path, ledger: str, entry: str | None, to: str | None, values: tuple[str, ...], on: str | None
) -> None:
    """显示各阶段有几条；给出条目和阶段时把它移到该阶段，阶段要求的字段可写在后面。"""
    with open_session(file, read_only=entry is None) as session:
        entries = asked(session, ledger, date.today())
        definition = entries.definition
        field = definition.stage_field
        if field is None:
            raise BadInput(f"台账“{definition.title}”没有阶段。")
        if entry is None:
            _show_stages(entries)
            return
        if to is None:
            raise BadInput(f"请写出阶段：{'、'.join(one.name for one in definition.road.offered)}。")
        id = entry_named(entries, entry)
        code = field.type.read(to, session.snapshot)
        given = values_in(values, definition, session.snapshot)
        day = moment_of(on).date() if on else None
        called = entries.entries([id])[0].title
        _tell(session.run(MoveToStage(definition.ledger.id, (id,), code, day, given, called)))


def _show_stages(entries: AskedEntries) -> None:
    field = entries.definition.stage_field
    assert field is not None
    now = {group.value: group.count for group in entries.groups(field.key)}
    ever = {group.value: group.count for group in entries.groups(FURTHEST)}
    road = [stage.code for stage in entries.definition.road.road]
    for stage in entries.definition.stages:
        reached = (
            sum(ever.get(code, 0) for code in road[road.index(stage.code) :]) if stage.code in road else 0
        )
        beside = "" if stage.code in road else f"（{stage.end}）"
        passed = f"　曾到 {reached}" if stage.code in road else ""
        click.echo(f"{stage.name}{beside}　现在 {now.get(stage.code, 0)}{passed}")


@click.command("task")
@FILE_ARGUMENT
@LEDGER
@ENTRY
@click.option("--action", "code", metavar="专项", help="放到哪个专项，如 PROJ；不写时按台账所属的专项")
def make_task(file: Path, ledger: str, entry: str, code: str | None) -> None:
    """由一条的后续工作生成任务，如走访之后要办的事；任务与这一条相互关联。"""
    with open_session(file) as session:
        entries = asked(session, ledger, date.today())
        id = entry_named(entries, entry)
        action = None
        if code is not None:
            wanted = code.strip().upper()
            action = next((each.id for each in session.snapshot.columns if each.code == wanted), None)
            if action is None:
                codes = "、".join(each.code for each in session.snapshot.columns)
                raise BadInput(f"没有代码为“{code[:20]}”的专项。现有：{codes}。")
        _tell(session.run(TasksOfEntries(entries.definition.ledger.id, (id,), action)))


@click.command()
@FILE_ARGUMENT
@LEDGER
@ENTRY
def remove(file: Path, ledger: str, entry: str) -> None:
    """删除一条及其下级内容；可在窗口中撤销。"""
    with open_session(file) as session:
        entries = asked(session, ledger, date.today())
        id = entry_named(entries, entry)
        called = entries.entries([id])[0].title
        _tell(session.run(RemoveEntries(entries.definition.ledger.id, (id,), called)))


@click.command()
@FILE_ARGUMENT
@LEDGER
@ENTRY
@click.argument("field", metavar="字段")
@click.argument("source", metavar="附件", type=FILE)
def attach(file: Path, ledger: str, entry: str, field: str, source: Path) -> None:
    """为一条添加附件，如合同、现场照片；附件存到档案旁的附件文件夹。"""
    with open_session(file) as session:
        entries = asked(session, ledger, date.today())
        key = field_named(field, entries.definition).key
        attach_to_entry(session, entries.definition.ledger.id, entry_named(entries, entry), key, source)
    click.echo(f"已添加附件“{source.name}”。")


def _masking(session: Session, ledger: str, reason: str | None) -> Masking:
    """Returns what is hidden; a look at all of it is written down with its reason first."""
    if reason is not None:
        session.run(Unmask(ledger, reason))
    return Masking(session.snapshot.definitions[ledger], is_lifted=reason is not None)


def _order(typed: str, entries: AskedEntries) -> Order:
    return Order(field_named(typed.removeprefix("-"), entries.definition).key, typed.startswith("-"))


def _tell(step: Step | None) -> None:
    click.echo(step.label if step else "没有改动。")
