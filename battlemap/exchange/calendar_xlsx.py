"""The campaign's own days as an Excel table: days off, make-up days, 封土期 and key periods, out and in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from battlemap import wording
from battlemap.domain.days.calendar import DayKind, Period
from battlemap.domain.kinds.period import PERIOD
from battlemap.errors import BadInput, Refused
from battlemap.exchange.office_sheets.first_sheet import first_rows

#: Column → its width in characters; the first three must be there.
COLUMNS: Final = {
    "类别": 10, "开始日期": 12, "结束日期": 12, "名称": 24, "适用专项": 20, "豁免任务": 20, "停止事项": 24, "响应级别": 10,
    "适用区域": 20, "工程类别": 20,
}  # fmt: skip
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 5_000
_NEEDED: Final = ("类别", "开始日期")
_LEVELS: Final = ("", "一级", "二级", "三级")
_KINDS: Final[dict[str, DayKind]] = {
    "停工日": "off", "休息日": "off", "放假": "off", "上班日": "work", "调休上班": "work", "封土期": "ban",
    "重点时段": "key", "重要节点": "key",
}  # fmt: skip
_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
#: Faults that are told one by one.
_MOST_FAULTS: Final = 5


def calendar_xlsx(periods: Iterable[Period]) -> bytes:
    """Returns the file's bytes: a row per live period in order of time; every text is written as text."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    head = book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet = book.add_worksheet("日历")
    for column, (title, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 0)
    sheet.data_validation(
        1,
        0,
        MOST_ROWS,
        0,
        {"validate": "list", "source": [*wording.DAY_KINDS.values()], "error_title": "类别"},
    )
    live = [period for period in periods if not period.deleted]
    for row, period in enumerate(sorted(live, key=lambda p: (p.starts_on, p.ends_on, p.kind, p.title)), 1):
        sheet.write_string(row, 0, wording.DAY_KINDS[period.kind])
        for column, bound in ((1, period.starts_on), (2, period.ends_on)):
            sheet.write_datetime(row, column, datetime.combine(bound, datetime.min.time()), day)
        words = (
            period.title,
            period.actions,
            period.exempt,
            period.stops,
            _LEVELS[period.alert_level],
            period.areas,
            period.works,
        )
        for column, text in enumerate(words, 3):
            sheet.write_string(row, column, text)
    book.close()
    return target.getvalue()


def read_calendar(path: Path) -> tuple[Period, ...]:
    """Returns the periods of an Excel table (.xlsx, .xls, .ods), without ids; raises BadInput naming rows that are wrong."""
    return periods_in(first_rows(path, MOST_BYTES, MOST_ROWS, "日历表"), path.name)


def periods_in(rows: Sequence[Sequence[Any]], name: str) -> tuple[Period, ...]:
    """Returns the periods that the rows of a table tell; raises BadInput naming rows that are wrong.

    Columns are found by their names in the first rows; a missing last day is the first.
    """
    start, places = _head(rows, name)
    if len(rows) - start > MOST_ROWS:
        raise BadInput(f"“{name}”超过 {MOST_ROWS} 行，不像日历表，请核对。")
    periods: list[Period] = []
    faults: list[str] = []
    for number, row in enumerate(rows[start:], start + 1):
        cells = {column: row[place] if place < len(row) else "" for column, place in places.items()}
        if not any(str(value).strip() for value in cells.values()):
            continue
        try:
            periods.append(_period(cells))
        except Refused as error:
            faults.append(f"第 {number} 行：{str(error).rstrip('。')}")
    if faults:
        more = f"等 {len(faults)} 处" if len(faults) > _MOST_FAULTS else ""
        raise BadInput(
            f"“{name}”{'；'.join(faults[:_MOST_FAULTS])}{more}。请改正后重新导入。", "\n".join(faults)
        )
    if not periods:
        raise BadInput(f"“{name}”里没有日历时段。")
    return tuple(periods)


def _head(rows: Sequence[Sequence[Any]], name: str) -> tuple[int, dict[str, int]]:
    """Returns the number of the first row below the head, and column → place."""
    for number, row in enumerate(rows[:20]):
        places = {str(cell).strip(): place for place, cell in enumerate(row) if str(cell).strip() in COLUMNS}
        if all(column in places for column in _NEEDED):
            return number + 1, places
    raise BadInput(f"“{name}”里找不到表头，第一张表应有“类别”“开始日期”“结束日期”“名称”等列。")


def _period(cells: dict[str, Any]) -> Period:
    """Returns the period that a row tells; raises Refused for one that tells none."""
    words = {name: _words(cells.get(name, "")) for name in COLUMNS}
    kind = _KINDS.get(words["类别"])
    if kind is None:
        raise Refused(f"类别“{words['类别']}”不认识，应为{'、'.join(wording.DAY_KINDS.values())}")
    starts_on = _day(cells["开始日期"], "开始日期")
    ends_on = _day(cells.get("结束日期", ""), "结束日期") if words["结束日期"] else starts_on
    level = words["响应级别"]
    if level not in (*_LEVELS, "0", "1", "2", "3"):
        raise Refused(f"响应级别“{level}”不认识，应为一级、二级或三级")
    return PERIOD.checked(
        Period(
            "",
            kind,
            starts_on,
            ends_on,
            words["名称"],
            _codes(words["适用专项"]),
            _codes(words["豁免任务"]),
            words["停止事项"],
            _LEVELS.index(level) if level in _LEVELS else int(level),
            _parted(words["适用区域"]),
            _parted(words["工程类别"]),
        )
    )


def _parted(text: str) -> str:
    return " ".join(re.split(r"[\s,，、;；]+", text)).strip()


def _words(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return " ".join(str(value).split())


def _codes(words: str) -> str:
    return " ".join(re.split(r"[\s,，、;；]+", words)).strip().upper()


def _day(value: Any, what: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day = _DAY.fullmatch(_words(value))
    if day is None:
        raise Refused(f"{what}“{_words(value)}”看不懂，应写成 2018-11-15")
    try:
        return date(*map(int, day.groups()))
    except ValueError:
        raise Refused(f"{what}“{_words(value)}”没有这一天") from None
