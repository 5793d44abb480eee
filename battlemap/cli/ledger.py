"""``ledger``: sheets as offices write them are read and compared, and what was understood is told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from battlemap import wording
from battlemap.cli import ledger_book, ledger_entries, ledger_sheets
from battlemap.cli.terminal import echo_json
from battlemap.cli.terms import FILE
from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.difference import Difference, best_pair, difference, likely_keys
from battlemap.exchange.office_sheets.office_xlsx import office_book
from battlemap.exchange.office_sheets.printed import printed_difference, printed_reading
from battlemap.exchange.office_sheets.problems import problems_of
from battlemap.exchange.office_sheets.reading import read_sheets
from battlemap.exchange.office_sheets.sheet_table import Reading, SheetTable
from battlemap.render.saving import write_whole

#: Keys that are written out on a line of the terminal.
_MOST: Final = 20
_JSON_HELP: Final = "输出 JSON，供其他程序使用"


@click.group(subcommand_metavar="命令 [参数]…")
def ledger() -> None:
    """台账：按模板建账、登记、移动阶段、计数；读取、核对各单位报来的表格。"""


for _command in (
    ledger_book.templates,
    ledger_book.new,
    ledger_book.template,
    ledger_entries.list_entries,
    ledger_entries.show,
    ledger_entries.add,
    ledger_entries.edit,
    ledger_entries.stage,
    ledger_entries.make_task,
    ledger_entries.remove,
    ledger_entries.attach,
    ledger_book.tally,
    ledger_book.views,
    ledger_book.unmaskings,
    ledger_book.empty,
    ledger_sheets.import_sheet,
    ledger_sheets.export,
    ledger_sheets.print_sheet,
):
    ledger.add_command(_command)


@ledger.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
@click.option("-o", "--output", type=FILE, help="另存一份核对表（.xlsx）：原样式，最后一列写明问题")
def read(file: Path, as_json: bool, output: Path | None) -> None:
    """读一份办公表格（.xlsx .xls .et .ods .csv 等），说明读懂了什么、哪里要核对；不写入档案。"""
    if output is not None and output.suffix.lower() != ".xlsx":
        raise BadInput(f"请给“{output.name}”加上扩展名 .xlsx。")
    reading = read_sheets(file)
    if output is not None:
        if not reading.tables:
            raise BadInput(f"“{file.name}”里没有读到表格，没有写核对表。")
        write_whole(output, office_book([(table, problems_of(table)) for table in reading.tables]))
    if as_json:
        echo_json(printed_reading(reading))
        return
    for line in _lines(reading):
        click.echo(line)
    if output is not None:
        click.echo(f"已写出核对表“{output}”。")


@ledger.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--key", multiple=True, help="按哪一列核对，如 项目代码；可写多次，不写时自动选")
@click.option("--json", "as_json", is_flag=True, help=_JSON_HELP)
def compare(old: Path, new: Path, key: tuple[str, ...], as_json: bool) -> None:
    """比较同一张表的两期：新增、变化、相同、缺少。"""
    before, after = best_pair(read_sheets(old), read_sheets(new))
    comparison = difference(before, after, key or likely_keys(after))
    if as_json:
        echo_json(printed_difference(comparison))
        return
    for line in _differences(comparison):
        click.echo(line)


def _lines(reading: Reading) -> list[str]:
    lines = [f"“{reading.file}”：{len(reading.tables)} 张表。"]
    for table in reading.tables:
        lines += ["", *_table_lines(table)]
    return lines + ([""] if reading.report else []) + [f"  · {sentence}" for sentence in reading.report]


def _table_lines(table: SheetTable) -> list[str]:
    about = [f"{len(table.rows)} 行", f"{len(table.columns)} 列"]
    if table.unit:
        about.append(f"单位：{table.unit}")
    if table.as_of:
        about.append(f"数据截至 {table.as_of}")
    lines = [f"〔{table.sheet}〕{table.title or '（没有标题）'}　{'，'.join(about)}"]
    lines += [
        f"  {column.name}　{wording.FIELD_TYPES[column.kind]}{f'（{column.unit}）' if column.unit else ''}"
        for column in table.columns
    ]
    if table.groups:
        lines.append("  分组：" + "、".join(f"{group.title}（{group.rows} 行）" for group in table.groups))
    right = sum(total.is_right for total in table.totals)
    if table.totals:
        lines.append(f"  合计核对：{len(table.totals)} 处，{right} 处相符。")
    return lines + [f"  · {sentence}" for sentence in table.report]


def _differences(comparison: Difference) -> list[str]:
    lines = [
        f"按“{'、'.join(comparison.keys)}”核对：新增 {len(comparison.new)}，"
        f"变化 {len(comparison.changed)}，相同 {len(comparison.equal)}，缺少 {len(comparison.missing)}，重复 {len(comparison.doubtful)}，"
        f"没有编号 {comparison.without_key} 行，读不懂 {comparison.unreadable} 格。"
    ]
    for name, keys in (("新增", comparison.new), ("缺少", comparison.missing), ("重复", comparison.doubtful)):
        if keys:
            more = f" 等 {len(keys)} 个" if len(keys) > _MOST else ""
            lines.append(f"  {name}：{'、'.join(keys[:_MOST])}{more}")
    for key, changes in list(comparison.changed.items())[:_MOST]:
        words = "；".join(
            f"{change.column} {_shown(change.old)} → {_shown(change.new)}" for change in changes
        )
        lines.append(f"  {key}：{words}")
    if len(comparison.changed) > _MOST:
        lines.append(f"  …共 {len(comparison.changed)} 处变化。")
    return lines


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, Nothing):
        return wording.EMPTY
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell.raw if isinstance(cell, Worded | Unreadable) else str(cell)
