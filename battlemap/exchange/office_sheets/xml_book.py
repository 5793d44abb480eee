"""XML Spreadsheet 2003, often named .xls: cells, formats, merged and hidden parts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.number_format import number_format
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawCell, RawSheet
from battlemap.exchange.office_sheets.sheet_size import check_size

_SHEET: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL: Final = "{urn:schemas-microsoft-com:office:excel}"
_NAMED: Final = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00"}


def read_xml(path: Path) -> RawBook:
    """Returns the workbook; raises BadInput where the XML is broken or a cell stands far away."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(path.read_bytes().lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError, OSError) as error:
        raise BadInput(
            f"“{path.name}”的 XML 已损坏。请用 Excel 或 WPS 打开后另存一份再读入。", str(error)
        ) from error
    formats = {
        str(style.get(_SHEET + "ID")): _NAMED.get(code := str(form.get(_SHEET + "Format") or ""), code)
        for style in root.iter(_SHEET + "Style")
        for form in style.iterchildren(_SHEET + "NumberFormat")
    }
    return RawBook(
        [_sheet(element, formats, path.name) for element in root.iterchildren(_SHEET + "Worksheet")]
    )


def _sheet(element: etree._Element, formats: dict[str, str], name: str) -> RawSheet:
    sheet = RawSheet(str(element.get(_SHEET + "Name") or ""))
    state = element.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or ""
    if state in ("SheetHidden", "SheetVeryHidden"):
        sheet.state = "hidden" if state == "SheetHidden" else "very_hidden"
    table = element.find(_SHEET + "Table")
    if table is None:
        return sheet
    column = 0
    for each in table.iterchildren(_SHEET + "Column"):
        column = _whole(each, "Index", column + 1) - 1
        span = _whole(each, "Span", 0)
        if each.get(_SHEET + "Hidden") == "1" or each.get(_SHEET + "Width") == "0":
            sheet.hidden_columns.update(range(column, min(column + span, 1_000) + 1))
        column += span + 1
    row = 0
    for each in table.iterchildren(_SHEET + "Row"):
        row = _whole(each, "Index", row + 1) - 1
        span = _whole(each, "Span", 0)
        if each.get(_SHEET + "Hidden") == "1" or each.get(_SHEET + "Height") == "0":
            sheet.hidden_rows.add(row)
        _row(each, sheet, row, formats, name)
        row += span + 1
    return sheet


def _row(element: etree._Element, sheet: RawSheet, row: int, formats: dict[str, str], name: str) -> None:
    column = 0
    for cell in element.iterchildren(_SHEET + "Cell"):
        column = _whole(cell, "Index", column + 1) - 1
        across, down = _whole(cell, "MergeAcross", 0), _whole(cell, "MergeDown", 0)
        if across or down:
            sheet.merges.append((row, column, row + down, column + across))
        value = _value(cell, sheet, (row, column))
        if value != "" or (row, column) in sheet.faults or (row, column) in sheet.unresulted:
            check_size(name, sheet.name, 0, row + 1, row, column)
            sheet.rows += [[] for _ in range(row + 1 - len(sheet.rows))]
            line = sheet.rows[row]
            line += [""] * (column + 1 - len(line))
            line[column] = value
            style = str(cell.get(_SHEET + "StyleID") or element.get(_SHEET + "StyleID") or "")
            code = formats.get(style, "")
            if isinstance(value, float) and (
                number_format(code).changes_meaning or number_format(code).decimals == 2
            ):
                sheet.formats[(row, column)] = code
        column += across + 1


def _value(cell: etree._Element, sheet: RawSheet, place: tuple[int, int]) -> RawCell:
    data = next((child for child in cell if etree.QName(child).localname == "Data"), None)
    formula = cell.get(_SHEET + "Formula")
    if data is None:
        if formula:
            sheet.unresulted[place] = formula
        return ""
    words = "".join(str(text) for text in data.itertext())
    kind = data.get(_SHEET + "Type")
    if kind == "Error":
        sheet.faults[place] = words or "#ERR!"
        return ""
    try:
        if kind == "Number":
            return float(words)
        if kind == "DateTime":
            return datetime.fromisoformat(words.rstrip("Z")[:19])
    except ValueError:
        return words
    return words == "1" if kind == "Boolean" else words


def _whole(element: etree._Element, what: str, otherwise: int) -> int:
    words = element.get(_SHEET + what) or ""
    return int(words) if words.isdigit() and len(words) < 8 else otherwise
