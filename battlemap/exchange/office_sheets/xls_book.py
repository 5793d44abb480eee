"""Workbooks of old Excel and old WPS (.xls, .et): BIFF, with formats, errors and hidden parts, by xlrd."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

import xlrd

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawCell, RawSheet, State
from battlemap.exchange.office_sheets.sheet_size import check_size
from battlemap.exchange.office_sheets.zip_look import locked

_STATES: Final[dict[int, State]] = {1: "hidden", 2: "very_hidden"}


def read_xls(path: Path) -> RawBook:
    """Returns the workbook; raises BadInput for one that is locked or damaged, or has a cell far away."""
    try:
        book = xlrd.open_workbook(
            str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        sheets = [_sheet(book, number, path.name) for number in range(book.nsheets)]
        return RawBook(sheets, is_1904=book.datemode == 1)
    except BadInput:
        raise
    except Exception as error:
        # a reader of broken bytes fails in as many ways as bytes can be broken
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise BadInput(locked(path.name)) from error
        raise BadInput(
            f"“{path.name}”已损坏，读不出来。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
        ) from error


def _sheet(book: Any, number: int, name: str) -> RawSheet:
    source = book.sheet_by_index(number)
    answer = RawSheet(source.name, state=_STATES.get(source.visibility, "visible"))
    filled = [row for row in range(source.nrows) if any(kind not in (0, 6) for kind in source.row_types(row))]
    if filled:
        width = max(len(source.row_types(row)) for row in filled)
        check_size(name, source.name, len(filled), filled[-1] - filled[0] + 1, filled[-1], width - 1)
    codes = {index: book.format_map[style.format_key].format_str for index, style in enumerate(book.xf_list)}
    telling = {
        index: number_format(code).changes_meaning or number_format(code).decimals == 2
        for index, code in codes.items()
    }
    for row in range(filled[-1] + 1 if filled else 0):
        cells: list[RawCell] = []
        for column, (kind, value, style) in enumerate(
            zip(source.row_types(row), source.row_values(row), _styles(source, row), strict=True)
        ):
            cells.append(_value(book, answer, (row, column), kind, value))
            if kind == xlrd.XL_CELL_NUMBER and telling.get(style):
                answer.formats[(row, column)] = codes[style]
        answer.rows.append(cells)
    answer.hidden_rows = {
        row for row, about in source.rowinfo_map.items() if about.hidden or about.height == 0
    }
    answer.hidden_columns = {
        column for column, about in source.colinfo_map.items() if about.hidden or about.width == 0
    }
    answer.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    book.unload_sheet(number)
    return answer


def _styles(source: Any, row: int) -> list[int]:
    return [source.cell_xf_index(row, column) for column in range(source.row_len(row))]


def _value(book: Any, answer: RawSheet, place: tuple[int, int], kind: int, value: Any) -> RawCell:
    if kind == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(value, book.datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return float(value)
        clock: RawCell = moment.time() if 0 < value < 1 else moment
        return clock
    if kind == xlrd.XL_CELL_ERROR:
        answer.faults[place] = xlrd.error_text_from_code.get(value, "#ERR!")
        return ""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return float(value)
    return str(value) if kind == xlrd.XL_CELL_TEXT else ""
