"""A block of a sheet becomes a table: columns get types, cells values, sums are checked, doubts are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from battlemap.exchange.office_sheets.blocks import Block, cells_in
from battlemap.exchange.office_sheets.body import Body, body_of
from battlemap.exchange.office_sheets.cell import Cell, ColumnType
from battlemap.exchange.office_sheets.column_types import Guess, guess_type, is_count_name
from battlemap.exchange.office_sheets.days import DayContext, read_day_cell
from battlemap.exchange.office_sheets.difference import column_words
from battlemap.exchange.office_sheets.doubts import (
    amount_doubt,
    doubts_of,
    fraction_doubt,
    number_gaps,
    rounding_doubt,
    total_sentence,
    where_column,
)
from battlemap.exchange.office_sheets.grid import Grid, GridCell
from battlemap.exchange.office_sheets.header import Head, Heads, heads_of
from battlemap.exchange.office_sheets.households import household_sentences, households_of, is_household_sheet
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.numbers import (
    number_in,
    read_money,
    read_number,
    read_percent,
    read_yes,
)
from battlemap.exchange.office_sheets.raw_sheet import place_name
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable, TableGroup
from battlemap.exchange.office_sheets.texts import read_code, read_name, read_text
from battlemap.exchange.office_sheets.title_zone import TitleZone, title_zone
from battlemap.exchange.office_sheets.totals import skipped_texts, totals_of
from battlemap.exchange.office_sheets.units import MONEY, money_in
from battlemap.exchange.office_sheets.words import tight

#: Words for one length of time; working days are another.
_SAME: Final = (("天", "日"), ("工作日", "个工作日"), ("月", "个月"))
Reader = Callable[[GridCell, str], Cell]
#: A column's name as it is compared → the type that it is known to have.
Kinds = Mapping[str, ColumnType]


def table_of(
    grid: Grid,
    block: Block,
    *,
    year: int | None = None,
    is_1904: bool = False,
    is_typed: bool = True,
    kinds: Kinds | None = None,
) -> SheetTable:
    """Returns what the block says, with all that is doubtful in it; `year` is that of the tables above it.

    A column of known type is read by it, whatever stands in its cells; those of all others are guessed.
    """
    used = _used_columns(grid, block)
    heads = heads_of(grid, block, used)
    zone = title_zone(grid, block, grid.sheet.name)
    body = body_of(grid, block, heads)
    context = DayContext(zone.year or year, zone.as_of, is_1904, zone.month)
    covered = _fill_down(grid, body)
    counted = [head.column for head in heads.columns if is_count_name(head.name)]
    report: list[str] = []
    columns: list[Column] = []
    readers: dict[int, Callable[[int], Cell]] = {}
    for head in heads.columns:
        raw = _column(grid, body, head.column)
        codes = _codes(grid, body, head.column)
        options = _options(grid, head.column, body)
        guess = guess_type(
            head.name,
            head.unit,
            zone.unit,
            raw,
            codes,
            options,
            context,
            beside_counts=bool(counted),
        )
        if kinds:
            guess = _known(guess, head, zone.unit, kinds)
        reader = _reader(guess, head, context)
        cells = _read(reader, raw, codes)
        column = Column(head.name, guess.kind, guess.unit or head.unit, cells, head.column, options)
        columns.append(column)
        readers[head.column] = partial(_read_place, grid, reader, head.column)
        report += _column_doubts(column, raw, codes)
    totals = totals_of(grid, body, columns, readers, covered)
    by_name = {column.name: column for column in columns}
    for total in totals:
        if not total.is_right:
            column = by_name[total.column]
            skipped = skipped_texts(grid, body, total, column) if is_typed else 0
            report.append(total_sentence(total, column, len(body.parts), skipped))
    report += _shape_doubts(grid, heads, body, zone)
    report += doubts_of(columns, body.entries)
    gaps = number_gaps(columns, _hidden_numbers(grid, body, columns))
    households = households_of(columns) if is_household_sheet(columns) else []
    report += ([gaps] if gaps else []) + (household_sentences(columns, households) if households else [])
    return SheetTable(
        grid.sheet.name,
        zone.title,
        zone.unit,
        zone.as_of,
        context.year,
        columns,
        body.entries,
        body.group_of,
        [TableGroup(group.title, group.rows) for group in body.groups],
        totals,
        len(body.hidden),
        heads.hidden,
        body.notes,
        households,
        report,
    )


def _known(guess: Guess, head: Head, table_unit: str, kinds: Kinds) -> Guess:
    """Returns the guess, or the type that a column is known to have; an amount without a unit anywhere stays without."""
    kind = kinds.get(column_words(head.name))
    if kind is None or kind == guess.kind:
        return guess
    unit = head.unit if head.unit in MONEY else "" if head.unit else money_in(table_unit)
    return Guess(kind, unit if kind == "money" else "")


def _used_columns(grid: Grid, block: Block) -> set[int]:
    answer: set[int] = set()
    for row in range(block.body, block.last + 1):
        answer.update(cells_in(grid, row, block.left, block.right))
    return answer


def _raw(grid: Grid, row: int, column: int) -> GridCell:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def _column(grid: Grid, body: Body, column: int) -> list[GridCell]:
    rows = grid.rows
    return [cells[column] if column < len(cells := rows[row]) else "" for row in body.entries]


def _fill_down(grid: Grid, body: Body) -> set[tuple[int, int]]:
    """Writes what a merged cell says into every entry that it covers; returns the places that were so filled."""
    entries = set(body.entries)
    # the cell of a street may begin in the row of its sums, or in one that is hidden
    tops = {*entries, *body.hidden, *(total.row for total in body.sums)}
    covered: set[tuple[int, int]] = set()
    for (top, left), (_, _, bottom, _) in grid.merges.items():
        if bottom == top or top not in tops:
            continue
        value = _raw(grid, top, left)
        if top not in entries and not isinstance(value, str):
            continue
        for row in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
            if row in entries:
                cells = grid.rows[row]
                cells += [""] * (left + 1 - len(cells))
                if cells[left] == "":
                    cells[left] = value
                    covered.add((row, left))
                    code = grid.sheet.formats.get((top, left))
                    if code:
                        grid.sheet.formats[(row, left)] = code
    return covered


def _codes(grid: Grid, body: Body, column: int) -> list[str]:
    """Returns the number formats of the column's cells, an empty list where none of them matters."""
    formats = grid.sheet.formats
    if not formats:
        return []
    codes = [formats.get((row, column), "") for row in body.entries]
    return codes if any(codes) else []


def _options(grid: Grid, column: int, body: Body) -> tuple[str, ...]:
    """Returns what the drop-down of most entries offers."""
    if not body.entries:
        return ()
    middle = body.entries[len(body.entries) // 2]
    for choices in grid.sheet.choices:
        for top, left, bottom, right in choices.spans:
            if left <= column <= right and top <= middle <= bottom:
                return choices.options
    return ()


def _reader(guess: Guess, head: Head, context: DayContext) -> Reader:
    if guess.kind == "money":
        return lambda value, code: read_money(value, guess.unit, code)
    if guess.kind == "percent":
        return read_percent
    if guess.kind == "date":
        return lambda value, code: read_day_cell(value, context, code)
    if guess.kind in ("int", "decimal"):
        last = tight(head.name.rpartition("/")[2])
        suffixes = tuple(
            unit
            for unit in (
                tight(head.unit),
                *(s for s in "人户个件家项宗分名岁天" if s in last),
                *(word for words in _SAME if tight(head.unit) in words for word in words),
            )
            if unit
        )
        return lambda value, code: read_number(value, suffixes)
    if guess.kind == "yesno":
        return lambda value, code: read_yes(value)
    if guess.kind in ("secret", "number"):
        is_credit = "信用代码" in head.name
        return (
            (lambda value, code: _upper(read_code(value)))
            if is_credit
            else (lambda value, code: read_code(value))
        )
    if guess.kind in ("unit", "person", "choice"):
        return lambda value, code: read_name(value)
    return lambda value, code: read_text(value)


def _upper(cell: Cell) -> Cell:
    return cell.upper() if isinstance(cell, str) else cell


def _read(reader: Reader, raw: list[GridCell], codes: list[str]) -> list[Cell]:
    if not codes:
        return [reader(value, "") for value in raw]
    return [reader(value, code) for value, code in zip(raw, codes, strict=True)]


def _read_place(grid: Grid, reader: Reader, column: int, row: int) -> Cell:
    return reader(_raw(grid, row, column), grid.sheet.formats.get((row, column), ""))


def _column_doubts(column: Column, raw: list[GridCell], codes: list[str]) -> list[str]:
    """Returns sentences that need the numbers as they stand in the cells."""
    if column.kind == "money":
        bare = _bare(raw, codes)
        return [
            sentence for sentence in (amount_doubt(column, bare), rounding_doubt(column, bare)) if sentence
        ]
    if column.kind == "percent":
        has_sign = any(isinstance(value, str) and value.strip().endswith(("%", "％")) for value in raw)
        has_sign = has_sign or any(code and number_format(code).is_percent for code in codes)
        sentence = fraction_doubt(column, _bare(raw, codes), beside_signs=has_sign)
        return [sentence] if sentence else []
    return []


def _bare(raw: list[GridCell], codes: list[str]) -> list[float | None]:
    """Returns the numbers whose unit stands neither in the cell nor in its format."""
    answer: list[float | None] = []
    for place, value in enumerate(raw):
        if codes and codes[place] and number_format(codes[place]).changes_meaning:
            answer.append(None)
        elif isinstance(value, float | int) and not isinstance(value, bool):
            answer.append(float(value))
        else:
            number = number_in(value) if isinstance(value, str) and value else None
            answer.append(None if number is None else float(number))
    return answer


def _shape_doubts(grid: Grid, heads: Heads, body: Body, zone: TitleZone) -> list[str]:
    """Returns sentences about columns, groups and hidden parts."""
    answer: list[str] = []
    if heads.hidden:
        answer.append(f"有 {len(heads.hidden)} 列隐藏（{'、'.join(heads.hidden)}），没有读入。")
    if body.hidden:
        answer.append(f"隐藏 {len(body.hidden)} 行，没有读入。")
    for name in heads.doubled:
        answer.append(f"有两列都叫“{name}”，列名重复，后一列记作“{name}（2）”。")
    for head in heads.columns:
        if not head.is_named:
            is_last = head is heads.columns[-1]
            answer.append(
                f"{'最后一列（' if is_last else ''}{where_column(head.column)}{'）' if is_last else ''}没有名称，记作“{head.name}”。"
            )
    for group in body.groups:
        if group.stated is not None and group.stated != group.rows:
            answer.append(f"“{group.title}”标题写 {group.stated} 个，实有 {group.rows} 行。")
    unresulted = sorted(
        place for place in grid.sheet.unresulted if place[0] in {row.row for row in body.sums}
    )
    if unresulted:
        answer.append(
            f"合计行有 {len(unresulted)} 格公式没有结果（{place_name(*unresulted[0])} 等），没有核对。"
        )
    if grid.sheet.comments:
        (row, column), words = next(iter(grid.sheet.comments.items()))
        answer.append(
            f"有 {len(grid.sheet.comments)} 条批注没有读入（{place_name(row, column)}：{words.strip()[:30]} 等）。"
        )
    return answer


def _hidden_numbers(grid: Grid, body: Body, columns: list[Column]) -> list[int]:
    place = columns[0].place if columns else 0
    values = [_raw(grid, row, place) for row in body.hidden]
    return [int(value) for value in values if isinstance(value, float | int)]
