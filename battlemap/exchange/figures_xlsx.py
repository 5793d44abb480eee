"""The grid of indicators as an Excel table: indicators down, months across, as offices keep it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from battlemap.domain.days.statistical_period import Span, StatisticalPeriod
from battlemap.domain.kinds.indicator import Indicator
from battlemap.domain.series.grid import NAME_TITLE, UNIT_TITLE


def figures_xlsx(
    lines: Sequence[tuple[Indicator, Sequence[tuple[str, bool]]]], year: int, span: Span, heading: str
) -> bytes:
    """Returns the file's bytes; figures that are 推算 stand in grey italics and are not taken back as given ones."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("指标数据")
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1, "align": "center"})
    name, figure = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "General"})
    derived = book.add_format({"border": 1, "italic": True, "font_color": "#808080"})
    sheet.write_string(0, 0, heading, title)
    for place, words in enumerate((NAME_TITLE, UNIT_TITLE)):
        sheet.write_string(1, place, words, head)
    for month in range(1, 13):
        words = f"{year}年{month}月"
        if span == "ytd":
            words = StatisticalPeriod(year, month).words_of(span) if month > 1 else f"累计{words}"
        sheet.write_string(1, month + 1, words, head)
    for row, (indicator, cells) in enumerate(lines, 2):
        sheet.write_string(row, 0, indicator.title, name)
        sheet.write_string(row, 1, indicator.measure_unit, name)
        for place, (words, is_derived) in enumerate(cells, 2):
            if not words:
                sheet.write_blank(row, place, None, figure)
            else:
                sheet.write_number(row, place, Decimal(words), derived if is_derived else figure)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 13, 13)
    sheet.freeze_panes(2, 2)
    book.close()
    return target.getvalue()
