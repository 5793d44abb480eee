"""The quarterly report of hidden dangers as an Excel table with two rows of heads, as it is sent upward."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

import xlsxwriter

from battlemap import wording
from battlemap.domain.risk.hazards import HazardCount, total

#: (what stands over several columns, the columns); one without a head above takes both rows.
_HEADS: Final = (
    ("填报单位", ("单位", "单位负责人", "填报人", "填报时间")), ("行业分类", ()),
    ("一般隐患", ("一般隐患数", "已经整改数")), ("重大隐患", ("重大隐患数", "已整改销号")),
)  # fmt: skip
_WIDTHS: Final = (20, 12, 12, 13, 14, 13, 13, 13, 13)


def hazard_report_xlsx(title: str, day: date, counts: Sequence[tuple[str, HazardCount]]) -> bytes:
    """Returns the file's bytes: a line for each unit and industry, the sums at the foot; who signs does it by hand."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("季度报表")
    big = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EDF5", "border": 1, "align": "center", "valign": "vcenter"}
    )
    words, figure = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "0"})
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, title, big)
    place = 0
    for over, columns in _HEADS:
        if columns:
            sheet.merge_range(1, place, 1, place + len(columns) - 1, over, head)
            for name in columns:
                sheet.write_string(2, place, name, head)
                place += 1
        else:
            sheet.merge_range(1, place, 2, place, over, head)
            place += 1
    for row, (unit, one) in enumerate(counts, 3):
        cells = (unit, "", "", day.isoformat(), wording.INDUSTRIES[one.industry])
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, words)
        for column, number in enumerate(one.figures, len(cells)):
            sheet.write_number(row, column, number, figure)
    foot = len(counts) + 3
    sheet.write_string(foot, 0, "合计", words)
    for column in range(1, 5):
        sheet.write_blank(foot, column, None, words)
    for column, number in enumerate(total([one for _, one in counts]), 5):
        sheet.write_number(foot, column, number, figure)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    book.close()
    return target.getvalue()
