"""A table as the office knows it, as Excel: title, unit, header over several rows, drop-downs, groups, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import attrs
import xlsxwriter

from battlemap.exchange.office_sheets.cell import Cell, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.raw_sheet import column_name
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from battlemap.exchange.office_sheets.units import MONEY

#: Characters of a cell, of a sheet's name and of a drop-down, as Excel allows them.
_MOST_CELL: Final = 32_767
_MOST_NAME: Final = 31
_MOST_LIST: Final = 255
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_YEAR: Final = re.compile(r"20\d{2}(?=年|-|\.)")
#: Figures that a number cell keeps.
_FIGURES: Final = 14
_FIRST_DAY: Final = date(1900, 3, 1)
_NEVER: Final = date(1970, 1, 1)
_WIDTHS: Final = {"long": 30, "text": 18, "date": 12, "money": 14, "secret": 20, "number": 20, "unit": 16}
_PROBLEM: Final = "问题"


def office_xlsx(table: SheetTable, problems: Sequence[str] = ()) -> bytes:
    """Returns the workbook's bytes; the reader of office sheets reads them back without loss.

    Amounts stand in the unit of their column, every text is written as text. With `problems`, a sentence or "" per
    entry, a last column tells what to look at.
    """
    return office_book([(table, problems)])


def office_book(pages: Sequence[tuple[SheetTable, Sequence[str]]]) -> bytes:
    """Returns a workbook with a sheet per table, each written as `office_xlsx` does."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    taken: set[str] = set()
    for table, problems in pages:
        _Writer(table, problems, book, book.add_worksheet(_sheet_name(table, taken))).write()
    book.close()
    return target.getvalue()


def _sheet_name(table: SheetTable, taken: set[str]) -> str:
    """Returns a name that Excel takes and no other sheet bears."""
    plain = _NO_NAME.sub("", table.sheet).strip("'") or "表"
    name, number = plain[:_MOST_NAME], 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _MOST_NAME - 4]}({number})"
    taken.add(name.lower())
    return name


@attrs.define
class _Writer:
    table: SheetTable
    problems: Sequence[str]
    book: Any
    sheet: Any
    _forms: dict[str, Any] = attrs.field(factory=dict)
    _row: int = 0

    def write(self) -> None:
        """Writes everything from the title to the totals."""
        self._title()
        top = self._row
        self._header()
        self.sheet.freeze_panes(self._row, min(2, len(self.table.columns)))
        self.sheet.repeat_rows(top, self._row - 1)
        first = self._row
        self._entries()
        self._lists(first)
        self._total(first)

    def _form(self, number: str = "@", **more: Any) -> Any:
        key = f"{number}{sorted(more.items())}"
        if key not in self._forms:
            self._forms[key] = self.book.add_format(
                {"num_format": number, "border": 1, "valign": "vcenter", "text_wrap": True, **more}
            )
        return self._forms[key]

    @property
    def _width(self) -> int:
        return len(self.table.columns) + bool(self.problems)

    def _title(self) -> None:
        table = self.table
        if table.title:
            big = self.book.add_format(
                {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
            )
            self._wide(self._row, 0, self._row, self._width - 1, table.title, big)
            self._row += 1
        if table.as_of or table.unit:
            plain = self.book.add_format({"num_format": "@"})
            if table.as_of:
                self.sheet.write_string(self._row, 0, f"数据截至：{_said(table.as_of)}", plain)
            if table.unit:
                place = max(1, self._width - 1) if table.as_of else self._width - 1
                self.sheet.write_string(self._row, place, f"单位：{table.unit}", plain)
            self._row += 1

    def _header(self) -> None:
        head = self._form(bold=True, bg_color="#E8EDF5", align="center")
        paths = [
            [*column.name.split("/")[:-1], _last_part(column, self.table)] for column in self.table.columns
        ]
        paths += [[_PROBLEM]] if self.problems else []
        deep = max(map(len, paths))
        taken: set[tuple[int, int]] = set()
        for column, path in enumerate(paths):
            kind = self.table.columns[column].kind if column < len(self.table.columns) else "long"
            self.sheet.set_column(
                column, column, 6 if column == 0 and kind == "int" else _WIDTHS.get(kind, 10)
            )
            for level, part in enumerate(path):
                if (level, column) in taken:
                    continue
                is_last = level == len(path) - 1
                bottom = deep - 1 if is_last else level
                right = column
                while (
                    not is_last
                    and right + 1 < len(paths)
                    and paths[right + 1][: level + 1] == path[: level + 1]
                ):
                    if len(paths[right + 1]) == level + 1:
                        break
                    right += 1
                taken.update((level, each) for each in range(column, right + 1))
                self._wide(self._row + level, column, self._row + bottom, right, part, head)
        self._row += deep

    def _entries(self) -> None:
        group = ""
        bold = self._form(bold=True)
        for place in range(len(self.table.rows)):
            if self.table.group_of[place] != group:
                group = self.table.group_of[place]
                self._wide(self._row, 0, self._row, self._width - 1, group, bold)
                self._row += 1
            for number, column in enumerate(self.table.columns):
                self._cell(self._row, number, column, column.cells[place])
            if self.problems:
                self.sheet.write_string(
                    self._row, len(self.table.columns), self.problems[place][:_MOST_CELL], self._form()
                )
            self._row += 1

    def _cell(self, row: int, number: int, column: Column, cell: Cell) -> None:
        sheet = self.sheet
        value, form = cell_form(column, cell, self._has_year)
        if value is None:
            sheet.write_blank(row, number, None, self._form())
        elif isinstance(value, str):
            sheet.write_string(row, number, value[:_MOST_CELL], self._form())
        elif isinstance(value, date):
            sheet.write_datetime(row, number, datetime.combine(value, time()), self._form(form))
        else:
            sheet.write_number(row, number, value, self._form(form))

    @property
    def _has_year(self) -> bool:
        """Whether a reader will know the year of days that are told without one."""
        said = _YEAR.search(self.table.title or "")
        year = int(said[0]) if said else self.table.as_of.year if self.table.as_of else None
        return year is not None and year == self.table.year

    def _lists(self, first: int) -> None:
        for number, column in enumerate(self.table.columns):
            options = ["是", "否"] if column.kind == "yesno" else list(column.options)
            is_written = bool(options) and len(",".join(options)) <= _MOST_LIST
            if is_written and not any("," in option for option in options) and self._row > first:
                self.sheet.data_validation(
                    first,
                    number,
                    self._row - 1,
                    number,
                    {
                        "validate": "list",
                        "source": options,
                        "error_type": "warning",
                        "error_title": column.name[:32],
                    },
                )

    def _total(self, first: int) -> None:
        """Writes a row of sums where the table had one; they are formulas that show their results at once."""
        wholes = {total.column: total for total in self.table.totals if not total.group}
        if not wholes or self._row == first:
            return
        bold = self._form(bold=True)
        self.sheet.write_string(self._row, 0, next(iter(wholes.values())).label, bold)
        for number, column in enumerate(self.table.columns):
            total = wholes.get(column.name)
            if total is not None and number:
                factor = MONEY.get(written_unit(column), 1) if column.kind == "money" else 1
                letters = column_name(number)
                formula = f"=SUM({letters}{first + 1}:{letters}{self._row})"
                self.sheet.write_formula(
                    self._row, number, formula, bold, float(Decimal(total.stated) / factor)
                )
        self._row += 1

    def _wide(self, top: int, left: int, bottom: int, right: int, text: str, form: Any) -> None:
        if top == bottom and left == right:
            self.sheet.write_string(top, left, text, form)
        else:
            self.sheet.merge_range(top, left, bottom, right, "", form)
            self.sheet.write_string(top, left, text, form)


def written_unit(column: Column) -> str:
    """Returns the unit in which a column of amounts is written: its own, else 元, which then stands in every cell."""
    return column.unit if column.unit in MONEY else "元"


def cell_form(
    column: Column, cell: Cell, has_year: bool = True
) -> tuple[str | int | float | date | None, str]:
    """Returns what is written into the cell, and its number format ("@" for text).

    What Excel would spoil (long numbers, days before 1900, 1970-01-01 that means nothing elsewhere) is written as text.
    """
    if isinstance(cell, Unreadable | Nothing):
        return cell.raw, "@"
    if isinstance(cell, Worded):
        return (cell.raw, "@") if has_year or _YEAR.search(cell.raw) else _day_form(cell.value)
    if isinstance(cell, bool):
        return ("是" if cell else "否"), "@"
    if isinstance(cell, date):
        return _day_form(cell)
    if not isinstance(cell, int | Decimal):
        return cell, "@"
    number = Decimal(cell)
    if column.kind == "money":
        value, form = _amount_form(number, written_unit(column))
        return value, form if column.unit in MONEY or form == "@" else f'{form}"元"'
    if len(number.as_tuple().digits) > _FIGURES:
        return f"{number:f}{'%' if column.kind == 'percent' else ''}", "@"
    if column.kind == "percent":
        return float(number / 100), "0.##########%"
    return float(number), "General"


def _amount_form(amount: Decimal, unit: str) -> tuple[str | float, str]:
    number = amount / MONEY[unit]
    if len(number.as_tuple().digits) > _FIGURES:
        return f"{amount:f}元", "@"
    return float(number), "#,##0.########" if number != number.to_integral_value() else "#,##0"


def _day_form(day: date) -> tuple[str | date, str]:
    return (_said(day), "@") if day < _FIRST_DAY or day == _NEVER else (day, "yyyy-mm-dd")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _last_part(column: Column, table: SheetTable) -> str:
    """Returns the lowest words above a column, with the unit that a reader would not know otherwise."""
    part = column.name.rpartition("/")[2]
    unit = column.unit
    if not unit or unit == table.unit or part.endswith((unit, f"（{unit}）", f"({unit})")):
        return part
    return f"{part}（{unit}）"
