"""``ledger import``, ``export`` and ``print``: office sheets into a ledger, a ledger as an office sheet, as a wall sheet."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import attrs
import click

from battlemap import wording
from battlemap.cli.ledger_plan import MOST, say, tell_plan, write_report
from battlemap.cli.ledger_terms import (
    FILE_ARGUMENT,
    LEDGER,
    UNMASK,
    VIEW,
    among_view,
    asked,
    definition_named,
    entry_named,
    field_named,
    filter_in,
)
from battlemap.cli.machine import moment_of, open_session
from battlemap.cli.posters import drawing
from battlemap.cli.terms import FILE
from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.entries import Unmask
from battlemap.commands.session import Session
from battlemap.domain.ledgers.asking import Asking
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.masking import Masking
from battlemap.domain.words import brief
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.ledger_table import ledger_table
from battlemap.exchange.ledger_sheets.plan import Answers
from battlemap.exchange.ledger_sheets.proposal import confirmed
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.layout.paper import paper_of
from battlemap.render.saving import write_whole
from battlemap.sheets.ledgers.catalogue import LEDGER_SHEETS, ledger_sheet
from battlemap.sheets.options import SheetOptions
from battlemap.shown.household_import import HouseholdImport, household_import
from battlemap.shown.ledger_facts import ledger_facts
from battlemap.shown.sheet_import import (
    OpenedSheet,
    SheetImport,
    named_answers,
    new_ledger_command,
    proposed_ledger,
    sheet_import,
)
from battlemap.theme import theme


@click.command("import")
@FILE_ARGUMENT
@click.argument("table", type=FILE)
@click.option("--to", "ledger", metavar="台账", help="读入哪本台账")
@click.option("--new", "title", metavar="名称", help="没有这本台账时，按表格新建一本，叫这个名称")
@click.option("--sheet", default="", metavar="表名", help="工作簿里有几张表时，读哪一张")
@click.option(
    "--map", "columns", multiple=True, metavar="列=字段", help="这一列对应哪个字段；“列=”不读入；可写多次"
)
@click.option(
    "--unit", "units", multiple=True, metavar="列=单位", help="没有写单位的金额列是元、万元还是亿元；可写多次"
)
@click.option(
    "--name", "names", multiple=True, metavar="写法=名称", help="表里的这个写法是哪个单位或人员；可写多次"
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="字段=类型",
    help="新建台账时改定字段的类型，如 备注=长文本；可写多次",
)
@click.option("--key", "keys", multiple=True, metavar="字段", help="新建台账时按哪个字段识别一条；可写多次")
@click.option("--dry-run", is_flag=True, help="只说明会怎样，不写入")
@click.option("-o", "--report", type=FILE, help="另存一份核对表（.xlsx）：原样式，最后一列写明问题")
def import_sheet(
    file: Path,
    table: Path,
    ledger: str | None,
    title: str | None,
    sheet: str,
    columns: tuple[str, ...],
    units: tuple[str, ...],
    names: tuple[str, ...],
    types: tuple[str, ...],
    keys: tuple[str, ...],
    dry_run: bool,
    report: Path | None,
) -> None:
    """把办公表格读入台账：先说明新增、变化、缺少和读不懂的，再一步写入，可以撤销；再读一次不会有变化。"""
    if bool(ledger) == bool(title):
        raise click.UsageError("请用 --to 写明读入哪本台账，或用 --new 写明新建台账的名称。")
    if report is not None and report.suffix.lower() != ".xlsx":
        raise BadInput(f"请给“{report.name}”加上扩展名 .xlsx。")
    opened = OpenedSheet.of(table)
    with open_session(file, read_only=dry_run) as session:
        if title:
            _into_new(session, opened, sheet, title, types, keys, dry_run, report)
            return
        definition = definition_named(session.snapshot, ledger or "")
        answers = Answers(
            {name: field_named(text, definition).key if text else "" for name, text in _pairs(columns)},
            dict(_pairs(units)),
        )
        persons = household_import(
            session, definition, opened, date.today(), sheet=sheet, given_answers=answers
        )
        if persons is not None:
            if names:
                questions = (*persons.plan.names, *persons.members.names)
                more = Answers(
                    names=named_answers(session, attrs.evolve(persons.plan, names=questions), _pairs(names))
                )
                persons = household_import(
                    session,
                    definition,
                    opened,
                    date.today(),
                    sheet=sheet,
                    given_answers=attrs.evolve(answers, names=more.names),
                )
                assert persons is not None
            say((*persons.table.report[:MOST], *persons.asks()))
            for plan in (persons.plan, persons.members):
                click.echo(f"{plan.definition.ledger.title}：")
                tell_plan(plan, session, ())
            write_report(persons, report)
            _write(persons, session, dry_run)
            return
        made = sheet_import(session, definition, opened, date.today(), sheet=sheet, given_answers=answers)
        if names:
            more = Answers(names=named_answers(session, made.plan, _pairs(names)))
            answers = attrs.evolve(answers, names=more.names)
            made = sheet_import(session, definition, opened, date.today(), sheet=sheet, given_answers=answers)
        say(made.plan.table.report[:MOST])
        tell_plan(made.plan, session)
        write_report(made.plan, report)
        _write(made, session, dry_run)


def _write(made: SheetImport | HouseholdImport, session: Session, dry_run: bool) -> None:
    if made.changes_nothing:
        click.echo("没有改动，没有写入。")
    elif dry_run:
        click.echo("试算完毕，没有写入。")
    else:
        step = session.run(made.command())
        click.echo(f"已{step.label}。" if step else "没有改动。")


def _into_new(
    session: Session,
    opened: OpenedSheet,
    sheet: str,
    title: str,
    types: tuple[str, ...],
    keys: tuple[str, ...],
    dry_run: bool,
    report: Path | None,
) -> None:
    template, _ = proposed_ledger(session, opened, sheet, title)
    codes = {name: code for code, name in wording.FIELD_TYPES.items()} | {
        code: code for code in wording.FIELD_TYPES
    }
    type_names = dict(_pairs(types))
    strange = next((name for name in type_names.values() if name not in codes), None)
    if strange is not None:
        raise BadInput(f"没有“{brief(strange)}”这种字段。可用：{'、'.join(wording.FIELD_TYPES.values())}。")
    template = confirmed(template, {field: codes[name] for field, name in type_names.items()}, keys)
    by_key = {field.key: field.title for field in template.fields}
    identifying = "、".join(by_key[key] for key in template.ledger.key_fields.split()) or "名称"
    click.echo(
        f"按“{opened.file}”新建台账“{template.title}”，{len(template.fields)} 个字段，按{identifying}识别："
    )
    for field in template.fields:
        click.echo(
            f"  {field.title}　{wording.FIELD_TYPES[field.type]}{f'（{field.unit}）' if field.unit else ''}"
        )
    command, plan = new_ledger_command(session, template, opened, sheet)
    say(plan.table.report[:MOST])
    tell_plan(plan, session)
    write_report(plan, report)
    if dry_run:
        click.echo("试算完毕，没有写入。")
        return
    step = session.run(command)
    click.echo(f"已{step.label}。" if step else "没有改动。")


def _pairs(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Returns (name, value) of what was typed as 名称=值; raises BadInput for what has another form."""
    pairs = []
    for word in words:
        name, sign, text = word.partition("=")
        if not sign or not name.strip():
            raise BadInput(f"看不懂“{brief(word)}”，请写成 名称=值。")
        pairs.append((name.strip(), text.strip()))
    return pairs


@click.command("export")
@FILE_ARGUMENT
@LEDGER
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .xlsx 文件")
@click.option("--group", default="", metavar="字段", help="按这个字段分组")
@click.option("--where", multiple=True, metavar="字段=值", help="只导出这样的；可写多次")
@click.option("--at", metavar="时刻", help="当时的台账，如 2018-11-20")
@VIEW
@UNMASK
def export(
    file: Path,
    ledger: str,
    output: Path,
    group: str,
    where: tuple[str, ...],
    at: str | None,
    view: str | None,
    unmask: str | None,
) -> None:
    """把台账导出为办公表格：标题、单位、表头、下拉项、合计；改好后可以再读入。"""
    if output.suffix.lower() != ".xlsx":
        raise BadInput(f"请给“{output.name}”加上扩展名 .xlsx。")
    with open_session(file, read_only=unmask is None) as session:
        definition = definition_named(session.snapshot, ledger)
        _unmask(session, definition, unmask)
        content, count = exported(session, definition, group, where, at, unmask is not None, view)
    write_whole(output, content)
    click.echo(f"已导出 {count} {definition.counter}：{output}")


def exported(
    session: Session,
    definition: Definition,
    group: str,
    where: tuple[str, ...],
    at: str | None,
    is_unmasked: bool,
    view: str | None = None,
) -> tuple[bytes, int]:
    """Returns the workbook of a ledger and how many entries stand in it."""
    moment = moment_of(at)
    entries = AskedEntries(session, definition, moment.date(), at=moment if at else None)
    definition = entries.definition
    chosen = filter_in("", where, (), definition, entries.snapshot)
    rows = entries.rows(among_view(entries, entries.ids(Asking(chosen)), view))
    names, masking = entries.names(rows), Masking(definition, is_unmasked)
    entries.close()
    parent = session.snapshot.definitions.get(definition.ledger.parent or "")
    above = Masking(parent, is_unmasked) if parent else None
    table = ledger_table(
        definition,
        rows,
        names,
        moment.date(),
        hidden=lambda row, key: masking.text(key, getattr(row, key), names) if masking.hides(key) else None,
        parent_title=parent.noun if parent else "",
        parent_name=(lambda id: above.title(names.called("entry", id))) if above else None,
        group_by=field_named(group, definition).key if group else "",
    )
    return office_xlsx(table), len(rows)


@click.command("print")
@FILE_ARGUMENT
@LEDGER
@click.option("-o", "--output", type=FILE, required=True, help="输出位置，.pdf、.png 或 .svg")
@click.option(
    "--sheet",
    "name",
    default="book",
    show_default=True,
    metavar="图",
    help="哪张图：" + "、".join(f"{sheet.name}（{sheet.title}）" for sheet in LEDGER_SHEETS),
)
@click.option("--entry", "entry", multiple=True, metavar="条目", help="只打印这一条；可写多次")
@click.option("--where", multiple=True, metavar="字段=值", help="只打印这样的；可写多次")
@click.option("--group", default="", metavar="字段", help="按这个字段分组；矩阵图写两个字段，中间用逗号")
@VIEW
@click.option("--since", metavar="日期", help="存量增量图从哪天算起；缺省为行动第一天")
@click.option("--paper", "size", help="纸张，如 A3、A4-portrait；缺省按图")
@click.option("--theme", "look", help="配色：red light paper dark，加 -grey 为灰度；缺省按行动信息")
@click.option("--as-of", help="研判日期，如 2018-11-20；缺省为现在")
@click.option("--dpi", default=150, show_default=True, type=click.IntRange(30, 1200), help="PNG 的分辨率")
@UNMASK
def print_sheet(
    file: Path,
    ledger: str,
    output: Path,
    name: str,
    entry: tuple[str, ...],
    where: tuple[str, ...],
    group: str,
    view: str | None,
    since: str | None,
    size: str | None,
    look: str | None,
    as_of: str | None,
    dpi: int,
    unmask: str | None,
) -> None:
    """打印台账：台账图、一档、调度表、阶段漏斗、矩阵图、存量增量图。"""
    moment = moment_of(as_of)
    with open_session(file, read_only=unmask is None) as session:
        definition = definition_named(session.snapshot, ledger)
        sheet = ledger_sheet(name, definition)
        _unmask(session, definition, unmask)
        is_past = as_of is not None and moment.date() < session.clock().date()
        entries = (
            AskedEntries(session, definition, moment.date(), at=moment)
            if is_past
            else asked(session, ledger, moment.date())
        )
        chosen = filter_in("", where, (), entries.definition, entries.snapshot)
        ids = [entry_named(entries, each) for each in entry] or among_view(
            entries, entries.ids(Asking(chosen)), view
        )
        facts = ledger_facts(
            entries,
            ids,
            first=moment_of(since).date() if since else None,
            filter_words="、".join((*where, *filter(None, [view]))),
            is_unmasked=unmask is not None,
            has_history=sheet.name == "record",
        )
        snapshot = entries.snapshot
        entries.close()
        keys = ",".join(
            field_named(part, definition).key for part in re.split("[,，]", group) if part.strip()
        )
        options = SheetOptions(
            moment, paper_of(size or sheet.paper), theme(look or session.snapshot.campaign.poster_theme),
            is_past=is_past, made_by=session.snapshot.campaign.map_unit,
        )  # fmt: skip
        pages = sheet.pages(snapshot, options, facts, keys)
        title = f"{definition.ledger.title} {sheet.title}"

    from battlemap.render.fonts import Fonts
    from battlemap.render.poster import remarks, save_sheet

    with drawing():
        fonts = Fonts()
        for path in save_sheet(pages, output, options.theme, fonts, title, moment, dpi):
            click.echo(f"已保存：{path}")
        for line in remarks(pages, fonts):
            click.echo(f"  {line}")


def _unmask(session: Session, definition: Definition, reason: str | None) -> None:
    """Writes down why somebody looks at what is hidden, before anything of it is shown."""
    if reason is not None:
        session.run(Unmask(definition.ledger.id, reason))
