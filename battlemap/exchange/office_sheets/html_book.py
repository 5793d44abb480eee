"""Web pages that systems export under the name .xls: their tables with spans, line breaks and hidden rows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from lxml import etree, html

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawSheet
from battlemap.exchange.office_sheets.sheet_size import MOST_COLUMNS, check_size
from battlemap.exchange.office_sheets.sheet_text import sheet_text

_NAME: Final = re.compile(r"<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_CHARACTERS: Final = 64 * 1024 * 1024


def read_html(path: Path) -> RawBook:
    """Returns every table that has cells as a sheet of texts; raises BadInput where the page has none."""
    text = _DECLARED.sub("", sheet_text(path.read_bytes(), path.name))
    if len(text) > _MOST_CHARACTERS:
        raise BadInput(f"“{path.name}”超过 {_MOST_CHARACTERS >> 20} MB，请拆分后再读入。")
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"“{path.name}”的网页内容已损坏，请另存为 .xlsx 再读入。", str(error)) from error
    names = _NAME.findall(text)
    sheets: list[RawSheet] = []
    for table in _innermost(root):
        name = names[len(sheets)] if len(sheets) < len(names) else path.stem
        sheet = _sheet(table, name, path.name)
        if any(any(row) for row in sheet.rows):
            sheets.append(sheet)
    if not sheets:
        raise BadInput(f"“{path.name}”是网页，里面没有表格，请选择 Excel、WPS 或 csv 表格。")
    return RawBook(sheets, is_typed=False)


def _innermost(root: etree._Element) -> list[etree._Element]:
    """Returns the tables that hold no other table: a page's layout is often a table around the real one."""
    answer: list[etree._Element] = []
    last: etree._Element | None = None
    for event, table in etree.iterwalk(root, events=("start", "end"), tag="table"):
        if event == "start":
            last = table
        elif table is last:
            answer.append(table)
    return answer


def _sheet(table: etree._Element, name: str, book: str) -> RawSheet:
    sheet = RawSheet(name)
    taken: set[tuple[int, int]] = set()
    row = -1
    for element in table.iter("tr"):
        row += 1
        sheet.rows.append([])
        if "none" in _style(element, "display"):
            sheet.hidden_rows.add(row)
        column = 0
        for cell in element.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            check_size(book, name, row + 1, row + 1, row, column)
            line = sheet.rows[row]
            line += [""] * (column + 1 - len(line))
            line[column] = _words(cell)
            if across > 1 or down > 1:
                sheet.merges.append((row, column, row + down - 1, column + across - 1))
                taken.update((row + y, column + x) for y in range(1, down) for x in range(across))
            column += across
    return sheet


def _words(cell: etree._Element) -> str:
    """Returns the text of a cell; <br> and paragraphs are line breaks, other blanks are single."""
    words: list[str] = [_BLANKS.sub(" ", cell.text or "")]
    for element in cell.iterdescendants():
        if element.tag in ("br", "p") and isinstance(element.tag, str):
            words.append("\n")
        if isinstance(element.tag, str) and element.tag not in ("style", "script"):
            words.append(_BLANKS.sub(" ", element.text or ""))
        words.append(_BLANKS.sub(" ", element.tail or ""))
    text = "".join(words).replace("\xa0", " ")
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def _style(element: etree._Element, what: str) -> str:
    value = re.search(rf"{what}\s*:\s*([^;]+)", element.get("style") or "", re.IGNORECASE)
    return value[1].strip().lower() if value else ""


def _span(cell: etree._Element, what: str) -> int:
    words = (cell.get(what) or "1").strip()
    return min(max(1, int(words)), MOST_COLUMNS) if words.isdigit() and len(words) < 6 else 1
