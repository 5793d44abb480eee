"""``rows``: the rows of any kind listed, shown, added, changed, removed, restored, and as Excel tables out and in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from battlemap.cli.machine import open_session
from battlemap.cli.terms import FILE
from battlemap.commands.rows import AddRow, EditRow, ImportRows, RemoveRow, RestoreRow
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.kind import Kind, Row
from battlemap.domain.looking.columns import Columns, SeenRow
from battlemap.domain.looking.row_draft import RowDraft, row_draft
from battlemap.domain.looking.row_filter import holding
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.step import Step
from battlemap.domain.words import brief
from battlemap.errors import BadInput, NotFound
from battlemap.exchange.rows_xlsx import read_table, rows_xlsx
from battlemap.render.saving import write_whole

#: Faults of a table that are told one by one.
_MOST = 10
_KIND = click.argument("kind", metavar="类别")
_FILE = click.argument("file", type=FILE)
_ROW = click.argument("row", metavar="名称")
_VALUES = click.argument("values", nargs=-1, metavar="字段=值…")


@click.group()
def rows() -> None:
    """各类内容（批示、节点、卡点、单位、人员……）的列表、增删改、恢复与 Excel 导入导出。"""


@rows.command("kinds")
def list_kinds() -> None:
    """列出所有类别和它们的字段。"""
    for kind in CATALOGUE:
        names = "、".join(column.field.name for column in Columns.of(kind).all)
        click.echo(f"{kind.noun}（{kind.table}）　{names}")


@rows.command("list")
@_KIND
@_FILE
@click.option("--words", default="", help="只列出含有这些文字的")
def list_rows(kind: str, file: Path, words: str) -> None:
    """列出一类内容，一行一条。"""
    which = _kind(kind)
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    passing = holding(words, which, _live(which, snapshot), snapshot)
    shown = [column for column in Columns.of(which).all if column.is_shown]
    for row in passing:
        seen = SeenRow(row, snapshot, snapshot.campaign.starts_on)
        click.echo("　".join(brief(column.text(seen), 40) or "—" for column in shown))
    click.echo(f"共 {len(passing)} {which.counter}")


@rows.command("show")
@_KIND
@_FILE
@_ROW
def show(kind: str, file: Path, row: str) -> None:
    """显示一条内容的全部字段。"""
    which = _kind(kind)
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    shown = _row(which, snapshot, row)
    seen = SeenRow(shown, snapshot, snapshot.campaign.starts_on)
    for column in Columns.of(which).all:
        click.echo(f"{column.title}：{column.text(seen) or '（空）'}")
    click.echo(f"内部编号：{shown.id}")


@rows.command("add")
@_KIND
@_FILE
@_VALUES
def add(kind: str, file: Path, values: tuple[str, ...]) -> None:
    """新增一条，如 battlemap rows add 单位 行动.battlemap 单位名称=住建局。"""
    which = _kind(kind)
    with open_session(file) as session:
        step = session.run(AddRow(which.table, _values(which, values, session.snapshot)))
    _tell_step(step)


@rows.command("edit")
@_KIND
@_FILE
@_ROW
@_VALUES
def edit(kind: str, file: Path, row: str, values: tuple[str, ...]) -> None:
    """修改一条的字段；“字段=”清空该字段。"""
    which = _kind(kind)
    with open_session(file) as session:
        edited = _row(which, session.snapshot, row)
        step = session.run(EditRow(which.table, edited.id, _values(which, values, session.snapshot)))
    _tell_step(step)


@rows.command("remove")
@_KIND
@_FILE
@_ROW
def remove(kind: str, file: Path, row: str) -> None:
    """删除一条；可以用 restore 恢复。"""
    which = _kind(kind)
    with open_session(file) as session:
        step = session.run(RemoveRow(which.table, _row(which, session.snapshot, row).id))
    _tell_step(step)


@rows.command("restore")
@_KIND
@_FILE
@_ROW
def restore(kind: str, file: Path, row: str) -> None:
    """恢复已删除的一条。"""
    which = _kind(kind)
    with open_session(file) as session:
        snapshot = session.snapshot
        gone = [one for one in snapshot.rows[which.table].values() if one.deleted]
        step = session.run(RestoreRow(which.table, _named(which, gone, snapshot, row).id))
    _tell_step(step)


@rows.command("export")
@_KIND
@_FILE
@click.option("-o", "--output", type=FILE, required=True, help="写到这个 .xlsx 文件")
def export(kind: str, file: Path, output: Path) -> None:
    """导出为 Excel 表格。"""
    which = _kind(kind)
    with open_session(file, read_only=True) as session:
        snapshot = session.snapshot
    live = _live(which, snapshot)
    content = rows_xlsx(which, live, snapshot)
    write_whole(output, content)
    click.echo(f"已导出 {len(live)} {which.counter}：{output}")


@rows.command("import")
@_KIND
@_FILE
@click.argument("table", type=FILE)
@click.option("--try", "is_trial", is_flag=True, help="只说明会怎样，不写入")
def import_rows(kind: str, file: Path, table: Path, is_trial: bool) -> None:
    """从 Excel 表格导入：有内部编号的行改动原有内容，其余新增；有一格不对就都不写入。"""
    which, cells = _kind(kind), read_table(table)
    with open_session(file, read_only=is_trial) as session:
        live = {row.id: row for row in _live(which, session.snapshot)}
        draft = row_draft(cells, which, live, session.snapshot)
        _tell(draft, which, table.name)
        if not is_trial and (draft.added or draft.edited):
            session.run(ImportRows(which.table, draft.added, draft.edited))
    click.echo(
        "试算完毕，没有写入。" if is_trial else "已写入。" if draft.added or draft.edited else "没有改动。"
    )


def _tell(draft: RowDraft, kind: Kind, name: str) -> None:
    """Says what a table would do; raises BadInput with every cell that is wrong."""
    if draft.wrong:
        sentences = [wrong.sentence for wrong in draft.wrong]
        more = f"；等 {len(sentences)} 处" if len(sentences) > _MOST else ""
        raise BadInput(
            f"“{name}”{'；'.join(sentences[:_MOST])}{more}。请改正后重新导入。", "\n".join(sentences)
        )
    if draft.passed_over:
        click.echo(f"这些列由程序填写或不认识，已略过：{'、'.join(draft.passed_over)}")
    click.echo(f"新增 {len(draft.added)} {kind.counter}，修改 {len(draft.edited)}，不变 {draft.unchanged}")


def _tell_step(step: Step | None) -> None:
    click.echo(step.label if step else "没有改动。")


def _kind(word: str) -> Kind:
    for kind in CATALOGUE:
        if word.strip() in (kind.noun, kind.table):
            if kind.is_asked_for:
                raise BadInput("台账的内容请用 battlemap ledger list 查看。")
            return kind
    raise NotFound(f"没有“{word}”这一类。可用：{'、'.join(kind.noun for kind in CATALOGUE)}。")


def _live(kind: Kind, snapshot: Snapshot) -> list[Row]:
    return kind.sorted(snapshot.live_rows(kind.table), snapshot)


def _row(kind: Kind, snapshot: Snapshot, name: str) -> Row:
    return _named(kind, _live(kind, snapshot), snapshot, name)


def _named(kind: Kind, rows: list[Row], snapshot: Snapshot, name: str) -> Row:
    """Returns the one row of that name, subject or id; raises NotFound or BadInput where it is none or several."""
    wanted = name.strip()
    bearers = [
        row
        for row in rows
        if wanted in (row.id, kind.subject(row, snapshot)) or wanted in kind.spellings(row, snapshot)
    ]
    if not bearers:
        raise NotFound(f"没有叫“{wanted}”的{kind.noun}。可用 battlemap rows list {kind.noun} 列出全部。")
    if len(bearers) > 1:
        ids = "、".join(row.id for row in bearers[:_MOST])
        raise BadInput(f"叫“{wanted}”的{kind.noun}有 {len(bearers)} 个，请写内部编号：{ids}。")
    return bearers[0]


def _values(kind: Kind, words: tuple[str, ...], snapshot: Snapshot) -> dict[str, Any]:
    """Returns key → value of what was typed as 字段=值; raises BadInput that names the field."""
    columns = {name: column for column in Columns.of(kind).all for name in (column.field.name, column.key)}
    values: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        column = columns.get(name.strip())
        if not sign or column is None:
            names = "、".join(column.field.name for column in Columns.of(kind).all if column.field.is_written)
            raise BadInput(f"看不懂“{word}”，请写成 字段=值；{kind.noun}的字段有：{names}。")
        try:
            values[column.key] = column.read(text, snapshot)
        except BadInput as error:
            raise BadInput(f"{name}：{error}") from error
    if not values:
        raise BadInput("请写出要填的字段，如 名称=住建局。")
    return values
