"""The roster as an Excel sheet, out as it is printed and in as an office keeps it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import attrs
import xlsxwriter

from battlemap.domain.days.deadline import read_day
from battlemap.domain.duty.roster_table import RosterColumn, RosterTable
from battlemap.domain.fields.field_type import cell_text
from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.first_sheet import first_rows

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 2_000
#: What stands between two names in one cell.
_BETWEEN: Final = re.compile(r"[、,，;；/\n]+|\s{1,}(?=[^\s])")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_PHONE: Final = re.compile(r"[\d\-—+]{5,}")
_NOBODY: Final = ("", "缺岗", "—", "-", "无", "/")


@attrs.frozen
class ReadSeat:
    """A name in a cell: its day, column and place, and where it stands in the table."""

    day: date
    column: RosterColumn
    place: int
    name: str
    row: int


def roster_xlsx(table: RosterTable, title: str) -> bytes:
    """Returns the file's bytes: 日期, 星期, a column per post and shift with names and phones, 备注; days off are red."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("值班表")
    line = {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True}
    head = book.add_format({**line, "bold": True, "bg_color": "#E8EDF5"})
    formats = {
        red: (
            book.add_format({**line, **colour, "num_format": "m月d日"}),
            book.add_format({**line, **colour}),
        )
        for red, colour in ((False, {}), (True, {"font_color": "#CC2A12"}))
    }
    whole = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    last = len(table.columns) + 2
    sheet.merge_range(0, 0, 0, last, title, whole)
    heads = ["日期", "星期", *(f"{column.title}（电话）" for column in table.columns), "备注"]
    for place, words in enumerate(heads):
        sheet.write_string(1, place, words, head)
        sheet.set_column(place, place, 12 if place < 2 else 24)
    sheet.freeze_panes(2, 2)
    for number, day in enumerate(table.lines, 2):
        of_day, plain = formats[day.is_red]
        sheet.write_datetime(number, 0, datetime.combine(day.day, time()), of_day)
        sheet.write_string(number, 1, day.weekday, plain)
        for place, cell in enumerate(day.cells, 2):
            people = [
                f"{duty.name_then}（{duty.phone_then}）" if duty.phone_then else duty.name_then
                for duty in cell
                if duty and duty.person
            ]
            sheet.write_string(number, place, "\n".join(people) or "缺岗", plain)
        sheet.write_string(number, last, day.note, plain)
    book.close()
    return target.getvalue()


def read_roster(
    path: Path, columns: Sequence[RosterColumn], span: tuple[date | None, date | None]
) -> tuple[tuple[ReadSeat, ...], tuple[str, ...]]:
    """Returns the names of an office's roster and the heads that are no post; raises BadInput naming what is wrong.

    The head is the first row with 日期; a column is a post's whose title its head begins with, phones are passed over.
    """
    return roster_in(first_rows(path, MOST_BYTES, MOST_ROWS, "值班表"), path.name, columns, span)


def roster_in(
    rows: Sequence[Sequence[Any]],
    name: str,
    columns: Sequence[RosterColumn],
    span: tuple[date | None, date | None],
) -> tuple[tuple[ReadSeat, ...], tuple[str, ...]]:
    """Returns as `read_roster` what the rows of a table tell."""
    start, places, strange = _head(rows, name, columns)
    seats: list[ReadSeat] = []
    faults: list[str] = []
    seen: dict[date, int] = {}
    for number, row in enumerate(rows[start:], start + 1):
        cells = [row[place] if place < len(row) else "" for place in range(len(row))]
        if not any(str(cell).strip() for cell in cells):
            continue
        cell = cells[places[None]] if places[None] < len(cells) else ""
        day = _day(cell, span)
        if day is None:
            if str(cell).strip() and any(
                str(cells[at]).strip() for col, at in places.items() if col and at < len(cells)
            ):
                faults.append(
                    f"第 {number} 行日期“{str(cell).strip()[:20]}”看不懂，应写成 2018-11-03 或 11月3日"
                )
            continue
        if day in seen:
            faults.append(f"第 {number} 行与第 {seen[day]} 行都是 {day}")
            continue
        seen[day] = number
        for column, at in places.items():
            if column is not None:
                people = _names(cells[at] if at < len(cells) else "")
                seats += [
                    ReadSeat(day, column, place, who, number) for place, who in enumerate(people or [""], 1)
                ]
    if faults:
        raise BadInput(f"“{name}”{'；'.join(faults[:5])}。请改正后重新导入。", "\n".join(faults))
    if not seats:
        raise BadInput(f"“{name}”里没有值班安排，请核对。")
    return tuple(seats), strange


def _head(
    rows: Sequence[Sequence[Any]], name: str, columns: Sequence[RosterColumn]
) -> tuple[int, dict[RosterColumn | None, int], tuple[str, ...]]:
    """Returns the number of the first row below the head, column → place (None: 日期), and the heads that are no post."""
    for number, row in enumerate(rows[:20]):
        titles = {place: _bare(str(cell)) for place, cell in enumerate(row) if str(cell).strip()}
        day = next((place for place, title in titles.items() if title in ("日期", "值班日期", "时间")), None)
        if day is None:
            continue
        places: dict[RosterColumn | None, int] = {None: day}
        for column in sorted(columns, key=lambda column: -len(column.title)):
            at = next(
                (p for p, title in titles.items() if p not in places.values() and _means(title, column)), None
            )
            if at is not None:
                places[column] = at
        if len(places) > 1:
            strange = tuple(
                title
                for place, title in titles.items()
                if place not in places.values() and title not in ("星期", "备注")
            )
            return number + 1, places, strange
    posts = "、".join(column.title for column in columns)
    raise BadInput(f"“{name}”里找不到表头，第一张表应有“日期”和岗位（{posts}）各列。")


def _means(title: str, column: RosterColumn) -> bool:
    return title == _bare(column.title) or title.removesuffix("人员").removesuffix("姓名") == _bare(
        column.title
    )


def _bare(words: str) -> str:
    return "".join(_BRACKETS.sub("", words).split())


def _day(cell: Any, span: tuple[date | None, date | None]) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _BRACKETS.sub("", cell_text(cell)).strip()
    return read_day(text, *span)[0] if text else None


def _names(cell: Any) -> list[str]:
    """Returns the names in a cell; an empty list where nobody stands there."""
    text = _PHONE.sub("", _BRACKETS.sub("", cell_text(cell)))
    names = [re.sub(r"\s+", "", part) for part in _BETWEEN.split(text.strip())]
    return [name for name in names if name not in _NOBODY]
