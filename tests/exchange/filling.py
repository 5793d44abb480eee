"""A 填报包 filled in as an office would: cells typed, rows sorted, saved by another program, sheets renamed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Rows = list[list[Any]]


def rows_of(path: Path, sheet: str = "填报") -> Rows:
    """The cells of a sheet as they stand."""
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def place_of(path: Path, code: str, head: str, sheet: str = "填报") -> tuple[int, int]:
    """Row and column of the cell of a row that begins with `code`, under a head."""
    rows = rows_of(path, sheet)
    heads = next(row for row in rows if head in row)
    row = next(n for n, cells in enumerate(rows) if cells and str(cells[0]) in (code, f"{code}.0"))
    return row, heads.index(head)


def typed(path: Path, cells: Mapping[tuple[int, int], str | float], sheet: int = 2) -> None:
    """Types into cells of the sheet with that number in the file, all else stays as it is."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = f"xl/worksheets/sheet{sheet}.xml"
    root = etree.fromstring(parts[name])
    for (row, column), value in cells.items():
        reference = f"{xlsxwriter.utility.xl_rowcol_to_cell(row, column)}"
        cell = root.find(f".//{{{_MAIN}}}c[@r='{reference}']")
        assert cell is not None, reference
        for child in list(cell):
            cell.remove(child)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
            text.text = value
        else:
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(value)
    parts[name] = etree.tostring(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)


def formula(path: Path, place: tuple[int, int], words: str, result: str | None, sheet: int = 2) -> None:
    """Types a formula into a cell, with the result that a program has kept, None for one that never worked it out."""
    cell = xlsxwriter.utility.xl_rowcol_to_cell(*place)
    kept = "" if result is None else f"<v>{result}</v>"
    kind = ' t="e"' if (result or "").startswith("#") else ""
    replaced(
        path,
        f"xl/worksheets/sheet{sheet}.xml",
        rf'<c r="{cell}"( s="\d+")?/>'.encode(),
        rf'<c r="{cell}"\1{kind}><f>{words}</f>{kept}</c>'.encode(),
    )


def stamp(path: Path, moment: str) -> None:
    """Writes down when the workbook was saved last, as office programs do."""
    replaced(path, "docProps/core.xml", rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment.encode())


def replaced(path: Path, part: str, pattern: bytes, by: bytes) -> None:
    """Replaces what a pattern finds in a part of the workbook; it must be there."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part], number = re.subn(pattern, by, parts[part])
    assert number, pattern
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


def fill(path: Path, code: str, **values: str | float) -> None:
    """Fills in a row: 进度=60, 形象进度="…", 备注="…"."""
    heads = {"备注": "备注/困难"}
    typed(
        path,
        {place_of(path, code, heads.get(name, f"{name}（本次）")): value for name, value in values.items()},
    )


def saved_by_another(
    path: Path,
    target: Path,
    change: Callable[[Rows], Rows] = lambda rows: rows,
    sheets: Collection[str] = (),
) -> Path:
    """The workbook as a program saves it that keeps values alone: no properties, no protection, other sheet names.

    Where `sheets` are named, the others are left out.
    """
    book = xlsxwriter.Workbook(str(target))
    with python_calamine.CalamineWorkbook.from_path(path) as old:
        for number, name in enumerate(old.sheet_names):
            if sheets and name not in sheets:
                continue
            rows = old.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if name == "填报":
                rows = change(rows)
            sheet = book.add_worksheet(name if name.startswith("_") else f"Sheet{number + 1}")
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        sheet.write(line, place, cell)
    book.close()
    return target
