"""Workbooks of Excel and new WPS (.xlsx, .xlsm, .xlsb): values by calamine, the rest by a second look into the zip."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import python_calamine

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.raw_sheet import Choices, RawBook, RawSheet, State
from battlemap.exchange.office_sheets.sheet_size import MOST_ROWS, check_size
from battlemap.exchange.office_sheets.xlsx_scan import Scan, scan, spans_of
from battlemap.exchange.office_sheets.xlsx_styles import BookParts, book_parts, comments
from battlemap.exchange.office_sheets.zip_look import MOST_TEXTS, ZipLook

_REFERENCE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
#: Options of a drop-down that are looked at.
_MOST_OPTIONS: Final = 500


def read_xlsx(path: Path) -> RawBook:
    """Returns the workbook; raises BadInput for one that is damaged, too large or has a cell far away."""
    look = ZipLook(path)
    try:
        parts = book_parts(look)
        if parts.texts in look.names:
            for _ in look.chunks(parts.texts, MOST_TEXTS):
                pass
        scans: dict[str, Scan] = {}
        for part in parts.sheets:
            if part.part not in look.names:
                raise BadInput(f"“{path.name}”缺少工作表“{part.name}”的内容，已损坏。请另存一份再读入。")
            sheet_scan = scan(look.chunks(part.part), parts.formats, is_uncalculated=parts.is_uncalculated)
            if sheet_scan.last_row >= 0:
                check_size(
                    path.name,
                    part.name,
                    sheet_scan.filled_rows,
                    sheet_scan.last_row - sheet_scan.first_row + 1,
                    sheet_scan.last_row,
                    sheet_scan.last_column,
                )
            scans[part.name] = sheet_scan
        remarks = {part.name: comments(look, part.part) for part in parts.sheets}
    finally:
        look.close()
    book = calamine_book(path)
    for sheet in book.sheets:
        sheet_scan = scans.get(sheet.name, Scan())
        sheet.formats, sheet.faults, sheet.unresulted = (
            sheet_scan.formats,
            sheet_scan.faults,
            sheet_scan.unresulted,
        )
        sheet.hidden_rows, sheet.hidden_columns = sheet_scan.hidden_rows, sheet_scan.hidden_columns
        sheet.comments = remarks.get(sheet.name, {})
        if sheet_scan.is_unnumbered:
            book.remarks.append(f"工作表“{sheet.name}”写法特殊，看不到数字格式和隐藏行，请核对百分数和金额。")
    for sheet in book.sheets:
        sheet.choices = [
            Choices(spans, options)
            for spans, words in scans.get(sheet.name, Scan()).lists
            if (options := _options(words, sheet, book, parts))
        ]
    book.is_1904 = parts.is_1904
    return book


def read_xlsb(path: Path) -> RawBook:
    """Returns the values of a binary workbook, and says that its formats were not looked at."""
    look = ZipLook(path)
    try:
        for part in look.names:
            for _ in look.chunks(part, MOST_TEXTS):
                pass
    finally:
        look.close()
    book = calamine_book(path)
    book.remarks.append(
        "这是 .xlsb 表格，看不到数字格式和隐藏的行列。如有百分数或隐藏行，请另存为 .xlsx 再读入。"
    )
    return book


def calamine_book(path: Path) -> RawBook:
    """Returns the values alone; raises BadInput for what calamine cannot read."""
    sheets: list[RawSheet] = []
    where = ""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for about in book.sheets_metadata:
                if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                where = f"工作表“{about.name}”"
                sheet = book.get_sheet_by_name(about.name)
                rows: list[list[Any]] = sheet.to_python(skip_empty_area=False, nrows=2 * MOST_ROWS)
                merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
                sheets.append(RawSheet(about.name, rows, _state(about.visible), merges=merges))
    except (python_calamine.CalamineError, OSError, ValueError, IndexError, KeyError, TypeError) as error:
        raise BadInput(
            f"“{path.name}”{where}已损坏，读不出来。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
        ) from error
    return RawBook(sheets)


def _state(visible: python_calamine.SheetVisibleEnum) -> State:
    if visible == python_calamine.SheetVisibleEnum.Hidden:
        return "hidden"
    return "very_hidden" if visible == python_calamine.SheetVisibleEnum.VeryHidden else "visible"


def _options(words: str, sheet: RawSheet, book: RawBook, parts: BookParts) -> tuple[str, ...]:
    """Returns what a drop-down offers: words in quotes, an area of a sheet, or a name for one."""
    if words.startswith('"'):
        return tuple(option.strip() for option in words.strip('"').split(",") if option.strip())
    words = parts.names.get(words, words)
    reference = _REFERENCE.fullmatch(words)
    source: RawSheet | None = sheet
    if reference:
        name = (reference[1] or reference[2] or "").replace("''", "'")
        source = next((each for each in book.sheets if each.name == name), None)
        words = reference[3]
    if source is None:
        return ()
    options: list[str] = []
    for first, left, last, right in spans_of(words):
        for row in range(first, min(last, first + _MOST_OPTIONS, len(source.rows) - 1) + 1):
            for column in range(left, min(right, left + 20) + 1):
                value = source.cell(row, column)
                if value != "":
                    options.append(f"{value:g}" if isinstance(value, float) else str(value).strip())
    return tuple(options)
