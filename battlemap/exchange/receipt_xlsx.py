"""接收回执: what was taken of a unit's return, what was not and why, to go back to the unit."""

from __future__ import annotations

from collections.abc import Collection as Among
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from battlemap.domain.collecting.returned import CellFinding, ReturnCheck

_HEADS: Final = (
    ("编号", 12),
    ("名称", 34),
    ("字段", 14),
    ("贵单位填报", 28),
    ("指挥部现值", 28),
    ("处理", 12),
    ("说明", 40),
)
_STATES: Final = {"unchanged": "未变", "updated": "已采用", "parallel": "已采用", "conflict": "已采用"}


def receipt_xlsx(
    check: ReturnCheck,
    taken: Among[tuple[str, str]],
    new: Among[int],
    at: datetime,
    by: str,
    on: date | None = None,
) -> bytes:
    """Returns the workbook's bytes; `taken` are the cells and `new` the new rows that were written.

    What came `on` a day was taken down `at` a moment; whether it was late is judged by the former.
    """
    received = check.request.returned_on or on or at.date()
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("接收回执")
    cell = {"border": 1, "border_color": "#9AA4B2", "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    head = book.add_format({**cell, "bold": True, "bg_color": "#E8EDF5", "align": "center"})
    text, asked = book.add_format(cell), book.add_format({**cell, "bg_color": "#FFF7CC"})
    title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    plain = book.add_format({"valign": "vcenter", "text_wrap": True})
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, len(_HEADS) - 1, "填报接收回执", title)
    late = "（迟报）" if received > check.collection.due_on else ""
    words = (
        f"{check.unit}：“{check.collection.title}”填报包（编号 {check.request.id}）已于 {received} 收到{late}，"
        f"{at:%Y-%m-%d %H:%M} 核对：{check.words}。"
    )
    sheet.merge_range(1, 0, 1, len(_HEADS) - 1, words, plain)
    sheet.set_row(1, 32)
    for place, (name, width) in enumerate(_HEADS):
        sheet.set_column(place, place, width)
        sheet.write_string(3, place, name, head)
    line = 4
    for one in check.cells:
        result, why = _result(one, one.place in taken)
        texts = (
            one.code,
            one.title,
            one.name,
            one.theirs or "（清空）",
            one.ours if one.place not in taken else one.theirs,
            result,
            why,
        )
        _line(sheet, line, texts, text if result != "待核" else asked)
        line += 1
    for row in check.new:
        result = "已收" if row.number in new or row.is_known else "未收"
        _line(
            sheet,
            line,
            (f"新增 {row.number}", row.words, "", "", "", result, row.wrong),
            text if not row.wrong else asked,
        )
        line += 1
    for fault in check.faults:
        _line(sheet, line, ("", "", "", "", "", "请核对", fault), asked)
        line += 1
    for note in check.notes:
        _line(sheet, line, ("", "", "", "", "", "说明", note), text)
        line += 1
    sheet.write_string(line + 1, 0, f"接收人：{by}", plain)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, line + 1, len(_HEADS) - 1)
    book.close()
    return target.getvalue()


def _result(cell: CellFinding, is_taken: bool) -> tuple[str, str]:
    if cell.state == "unchanged" or is_taken:
        return _STATES[cell.state], ""
    since = f"（{cell.when:%m-%d %H:%M} {cell.who} 已改）" if cell.when else ""
    return "待核" if cell.question else "未采用", f"{cell.question or '指挥部未采用'}{since}"


def _line(sheet: Any, line: int, texts: tuple[str, ...], form: Any) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(line, place, text[:32_767], form)
