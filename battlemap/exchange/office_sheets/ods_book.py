"""OpenDocument sheets (.ods): cells, percent cells, merged and hidden parts, read piece by piece from content.xml."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import Final

import attrs
from lxml import etree

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.raw_sheet import RawBook, RawCell, RawSheet
from battlemap.exchange.office_sheets.sheet_size import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, check_size
from battlemap.exchange.office_sheets.zip_look import ZipLook

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN: Final = ("collapse", "filter")
_SHOWN: Final = re.compile(
    r"[-(¥￥\s]*(?P<figures>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|百万元|百万|万元|千元|元|亿|万)?\s*\)?"
)
#: A number this many times what is shown of it is scaled by its format.
_SCALED: Final = 900
_MOST_XML: Final = 384 * 1024 * 1024


def read_ods(path: Path) -> RawBook:
    """Returns the workbook; raises BadInput for one that is damaged, too large or has a cell far away."""
    look = ZipLook(path)
    try:
        stream = _Stream(look.chunks("content.xml", _MOST_XML))
        events = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
        )
        return RawBook(_Reader(path.name).sheets(events))
    except etree.XMLSyntaxError as error:
        raise BadInput(
            f"“{path.name}”的内容已损坏。请用 WPS 或 LibreOffice 打开后另存一份再读入。", str(error)
        ) from error
    finally:
        look.close()


class _Stream(io.RawIOBase):
    """Pieces of bytes as a file."""

    def __init__(self, chunks: object) -> None:
        self._chunks = iter(chunks)  # type: ignore[call-overload]
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Returns some bytes, b"" at the end."""
        if not self._left:
            self._left = next(self._chunks, b"")
        piece, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return piece


@attrs.define
class _Reader:
    name: str
    _hidden_tables: set[str] = attrs.field(factory=set)
    _blank_rows: int = 0
    _cells: int = 0

    def sheets(self, events: etree.iterparse) -> list[RawSheet]:
        """Returns the tables in their order."""
        answer: list[RawSheet] = []
        sheet: RawSheet | None = None
        column = 0
        depth = 0
        for event, element in events:
            tag = element.tag
            if event == "start":
                if tag == _TABLE + "table":
                    depth += 1
                    if depth == 1:
                        sheet = RawSheet(element.get(_TABLE + "name", ""))
                        sheet.state = (
                            "hidden"
                            if element.get(_TABLE + "style-name") in self._hidden_tables
                            else "visible"
                        )
                        self._blank_rows = column = 0
                continue
            if tag == _STYLE + "style" and element.get(_STYLE + "family") == "table":
                if any(child.get(_TABLE + "display") == "false" for child in element):
                    self._hidden_tables.add(element.get(_STYLE + "name", ""))
            elif tag == _TABLE + "table":
                depth -= 1
                if depth == 0 and sheet is not None:
                    answer.append(sheet)
                    sheet = None
                element.clear()
            elif tag == _TABLE + "table-column" and sheet is not None and depth == 1:
                count = min(_count(element, "number-columns-repeated"), MOST_COLUMNS)
                if element.get(_TABLE + "visibility") in _HIDDEN:
                    sheet.hidden_columns.update(range(column, column + count))
                column += count
            elif tag == _TABLE + "table-row" and sheet is not None and depth == 1:
                self._row(element, sheet)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        return answer

    def _row(self, element: etree._Element, sheet: RawSheet) -> None:
        repeated = _count(element, "number-rows-repeated")
        row = len(sheet.rows) + self._blank_rows
        cells: list[RawCell] = []
        blanks = 0
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            count = _count(cell, "number-columns-repeated")
            column = len(cells) + blanks
            value = self._value(cell, sheet, row, column)
            down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                sheet.merges.append((row, column, row + down - 1, column + right - 1))
            if value == "" and (row, column) not in sheet.faults:
                blanks += count
                continue
            check_size(self.name, sheet.name, 0, row + 1, row, column + count - 1)
            cells += [""] * blanks
            blanks = 0
            cells += [value] * count
        if not cells:
            self._blank_rows += repeated
            if element.get(_TABLE + "visibility") in _HIDDEN and repeated < MOST_ROWS:
                sheet.hidden_rows.update(range(row, row + repeated))
            return
        self._cells += repeated * len(cells) + self._blank_rows
        last = row + repeated - 1
        check_size(self.name, sheet.name, len(sheet.rows) + repeated, last + 1, last, len(cells) - 1)
        if self._cells > MOST_CELLS:
            raise BadInput(f"“{self.name}”的工作表“{sheet.name}”超过 {MOST_CELLS} 格，请拆分后再读入。")
        sheet.rows += [[] for _ in range(self._blank_rows)]
        self._blank_rows = 0
        sheet.rows += [list(cells) for _ in range(repeated)]
        if element.get(_TABLE + "visibility") in _HIDDEN:
            sheet.hidden_rows.update(range(row, last + 1))

    def _value(self, cell: etree._Element, sheet: RawSheet, row: int, column: int) -> RawCell:
        kind = cell.get(_OFFICE + "value-type") or ""
        shown = "\n".join(_words(line) for line in cell.iterchildren(_TEXT + "p")).strip("\n")
        formula = cell.get(_TABLE + "formula")
        note = cell.find(_OFFICE + "annotation")
        if note is not None:
            sheet.comments[(row, column)] = "".join(_words(line) for line in note.iter(_TEXT + "p"))
        if formula and shown.startswith("#"):
            sheet.faults[(row, column)] = shown
            return ""
        if kind in ("float", "percentage", "currency"):
            try:
                number = float(cell.get(_OFFICE + "value", ""))
            except ValueError:
                return shown
            if kind == "percentage":
                sheet.formats[(row, column)] = "0%"
            elif code := _code(number, shown):
                sheet.formats[(row, column)] = code
            return number
        if kind == "date":
            try:
                return datetime.fromisoformat((cell.get(_OFFICE + "date-value") or "").rstrip("Z")[:19])
            except ValueError:
                return shown
        if kind == "boolean":
            return bool(cell.get(_OFFICE + "boolean-value") == "true")
        if formula and not kind and not shown:
            sheet.unresulted[(row, column)] = "=" + formula.partition("=")[2]
        return shown


def _code(number: float, shown: str) -> str:
    """Returns the number format that shows a number so, where it says more than the figures: 800.50万元, 1234.6万 for 12345678."""
    told = _SHOWN.fullmatch(shown)
    if told is None or not number:
        return ""
    figures = float(told["figures"].replace(",", "") or 0)
    is_scaled = bool(figures) and abs(number) / figures > _SCALED
    unit = f'"{told["unit"]}"' if told["unit"] else ""
    return f"0.0{',' if is_scaled else ''}{unit}" if unit or is_scaled else ""


def _count(element: etree._Element, what: str) -> int:
    words = element.get(_TABLE + what) or "1"
    return max(1, int(words)) if words.isdigit() and len(words) < 9 else 1


def _words(element: etree._Element) -> str:
    """Returns the text of a paragraph with its blanks and line breaks."""
    words = element.text or ""
    for child in element:
        if child.tag == _TEXT + "s":
            words += " " * min(int(child.get(_TEXT + "c") or 1), 100)
        elif child.tag == _TEXT + "line-break":
            words += "\n"
        elif child.tag == _TEXT + "tab":
            words += "\t"
        elif isinstance(child.tag, str):
            words += _words(child)
        words += child.tail or ""
    return words
