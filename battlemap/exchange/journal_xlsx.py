"""The journal as an Excel table that an auditor reads: who, when, which field, from what to what, sealed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from battlemap import wording
from battlemap.domain.journal_entry import JournalEntry
from battlemap.domain.operator import Operator
from battlemap.domain.snapshot import Snapshot
from battlemap.domain.telling.entry_changes import kind_of_change
from battlemap.domain.telling.field_words import SILENT
from battlemap.domain.telling.step_words import fields_of

#: Column → its width in characters.
COLUMNS: Final = {
    "序号": 7, "时间": 20, "人员": 10, "单位": 16, "操作": 6, "事项": 32, "类型": 9, "对象": 24, "字段": 12,
    "原值": 32, "新值": 32, "校验": 7, "校验码": 20,
}  # fmt: skip
#: What Excel can hold: characters of a cell, rows of a sheet.
MOST_CHARACTERS: Final = 32_767
MOST_ROWS: Final = 1_048_576

_Line = tuple[int, datetime, str, str, str, str, str, str, str, str, str, str, str]


def journal_xlsx(
    entries: Iterable[JournalEntry],
    names: Snapshot,
    exported_at: datetime,
    exported_by: str,
    most_rows: int = MOST_ROWS,
) -> bytes:
    """Returns the file's bytes: 说明 and then 日志, a row per changed field, on as many sheets as they need.

    Every text is written as text: one that begins with 「=」 does not become a formula, an address no link. A text
    longer than a cell can hold is cut and says so.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    cover = book.add_worksheet("说明")
    head = book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left", "valign": "top"})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    bad = book.add_format({"bold": True, "font_color": "#C8281E", "valign": "top"})
    sheet: Any = None
    sheets = row = steps = unsound = 0
    for entry in entries:
        steps += 1
        unsound += not entry.is_sound
        for line in _lines(entry, names):
            if sheet is None or row == most_rows:
                sheets += 1
                sheet, row = _new_sheet(book, f"日志{sheets if sheets > 1 else ''}", head), 1
            sheet.write_number(row, 0, line[0], words)
            sheet.write_datetime(row, 1, line[1], moment)
            for column, text in enumerate(line[2:], 2):
                sheet.write_string(row, column, _fitting(text), words if entry.is_sound else bad)
            row += 1
    cover_rows = (
        ("行动", names.campaign.title),
        ("导出时间", f"{exported_at:%Y-%m-%d %H:%M}"),
        ("导出人", exported_by),
        ("步数", str(steps)),
        ("校验", f"有 {unsound} 步不符，记录曾被改动或缺失" if unsound else "逐步相接，未被改动"),
        ("说明", "每行一个字段；校验码是每一步连同前一步的 SHA-256，任何事后改动都会使其不符。"),
    )
    cover.set_column(0, 0, 12)
    cover.set_column(1, 1, 80)
    for place, (name, text) in enumerate(cover_rows):
        cover.write_string(place, 0, name, head)
        cover.write_string(place, 1, _fitting(text), bad if name == "校验" and unsound else words)
    book.close()
    return target.getvalue()


def _new_sheet(book: Any, name: str, head: Any) -> Any:
    sheet = book.add_worksheet(name)
    for column, (title, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, MOST_ROWS - 1, len(COLUMNS) - 1)
    return sheet


def _lines(entry: JournalEntry, names: Snapshot) -> Iterator[_Line]:
    step = entry.step
    operator = Operator.of(step.actor)
    for change, fields in fields_of(step, names):
        for field in fields:
            if field.key in SILENT and len(fields) > 1:
                continue
            yield (
                entry.number,
                step.at,
                operator.name,
                operator.unit,
                wording.STEP_KINDS[step.kind],
                step.label,
                kind_of_change(change).noun,
                kind_of_change(change).subject(change.after, names),
                field.name,
                "" if change.before is None or field.before == wording.EMPTY else field.before,
                "" if field.after == wording.EMPTY else field.after,
                "相符" if entry.is_sound else "不符",
                entry.hash[:16],
            )


def _fitting(text: str) -> str:
    """Returns the text, cut where it is longer than a cell can hold."""
    if len(text) <= MOST_CHARACTERS:
        return text
    note = f"…（全文 {len(text)} 字，见档案）"
    return text[: MOST_CHARACTERS - len(note)] + note
