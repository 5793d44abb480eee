"""Rows of any kind as an Excel table, out and in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from battlemap.domain.fields.field_type import Cell
from battlemap.domain.fields.names import Names
from battlemap.domain.kinds.kind import Kind
from battlemap.domain.looking.columns import Column, Columns, Seen
from battlemap.domain.looking.row_draft import ID_TITLE
from battlemap.exchange.office_sheets.first_sheet import first_rows

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_ROWS: Final = 100_000
#: Characters that a cell of a workbook can hold.
_MOST_CHARACTERS: Final = 32_767
#: Pixels of the screen per character of a workbook.
_PER_CHARACTER: Final = 7
_WIDEST: Final = 60


def rows_xlsx(kind: Kind, rows: Iterable[Any], names: Names) -> bytes:
    """Returns the file's bytes: a column per field, a line per row in the given order, texts written as texts.

    The last column holds the rows' ids: by them they are known again when the table is read.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_name(kind.noun))
    columns = Columns.of(kind).all
    head, formats = _headed(book, sheet, columns)
    for place, column in enumerate(columns):
        choices = [words for _, words in column.field.type.options(names) if words]
        if column.field.type.editor in ("choice", "switch") and sum(map(len, choices)) + len(choices) < 250:
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": choices})
    sheet.write_string(0, len(columns), ID_TITLE, head)
    number = 0
    for number, row in enumerate(rows, 1):
        for place, (column, form) in enumerate(zip(columns, formats, strict=True)):
            _write(sheet, number, place, column.field.type.to_excel(getattr(row, column.key), names), form)
        sheet.write_string(number, len(columns), row.id)
    sheet.autofilter(0, 0, max(1, number), len(columns))
    book.close()
    return target.getvalue()


def _sheet_name(name: str) -> str:
    """Returns a name as Excel takes it for a sheet: at most 31 UTF-16 units, without brackets, slashes and the like."""
    plain = "".join(" " if sign in "[]:*?/\\" or not sign.isprintable() else sign for sign in name)
    cut = plain.encode("utf-16-le", "replace")[:62].decode("utf-16-le", "ignore")
    return cut.strip().strip("'").strip() or "列表"


def list_xlsx(name: str, columns: Sequence[Column], rows: Iterable[Seen]) -> bytes:
    """Returns a list as it is seen, these columns in this order, as the bytes of a workbook; what is judged too."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(_sheet_name(name))
    _, formats = _headed(book, sheet, columns)
    number = 0
    for number, seen in enumerate(rows, 1):
        for place, (column, form) in enumerate(zip(columns, formats, strict=True)):
            _write(sheet, number, place, column.field.type.to_excel(column.value(seen), seen.names), form)
    sheet.autofilter(0, 0, max(1, number), max(0, len(columns) - 1))
    book.close()
    return target.getvalue()


def read_table(path: Path) -> list[Sequence[Cell]]:
    """Returns the cells of the first sheet; raises BadInput for what is no workbook or too large to be a list."""
    return list(first_rows(path, MOST_BYTES, MOST_ROWS, "清单"))


def _headed(book: Any, sheet: Any, columns: Sequence[Column]) -> tuple[Any, list[Any]]:
    """Writes the heads and sets the widths; returns the format of a head and those of the columns' cells."""
    head = book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1, "text_wrap": True})
    formats = []
    for place, column in enumerate(columns):
        kept = {"num_format": column.field.type.excel_format, "text_wrap": True, "valign": "top"}
        formats.append(book.add_format(kept))
        sheet.set_column(place, place, min(_WIDEST, max(6, column.width / _PER_CHARACTER)))
        sheet.write_string(0, place, column.title, head)
    sheet.freeze_panes(1, 1)
    return head, formats


def _write(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    if cell is None:
        sheet.write_blank(row, place, None, form)
    elif isinstance(cell, bool | str):
        sheet.write_string(row, place, str(cell)[:_MOST_CHARACTERS], form)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell, form)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), form)
    elif isinstance(cell, int | float | Decimal):
        sheet.write_number(row, place, cell, form)
