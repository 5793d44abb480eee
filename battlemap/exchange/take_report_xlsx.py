"""接收报告: what became of each file of a folder of returns taken in one go, what is to be settled, and who still owes."""

from __future__ import annotations

from collections.abc import Collection as Among
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import attrs
import xlsxwriter

from battlemap.domain.collecting.returned import CellState, ReturnCheck
from battlemap.domain.kinds.collection import Collection, RequestState

_FILES: Final = (
    ("序号", 6), ("文件", 40), ("单位", 16), ("填报", 22), ("结果", 14), ("更新", 7), ("并行", 7), ("冲突", 7),
    ("不变", 7), ("新增", 7), ("待核", 7), ("填报人", 10), ("说明", 60),
)  # fmt: skip
_QUESTIONS: Final = (
    ("单位", 16), ("填报", 22), ("编号", 14), ("名称", 32), ("字段", 14), ("发出时", 18), ("现值", 18),
    ("单位填报", 22), ("判定", 8), ("说明", 46),
)  # fmt: skip
_OWING: Final = (("单位", 18), ("填报", 28), ("报送截止", 14), ("状态", 14), ("已催报", 10))
_CELL_STATES: Final[tuple[tuple[CellState, str], ...]] = (
    ("updated", "更新"), ("parallel", "并行"), ("conflict", "冲突"), ("unchanged", "不变"),
)  # fmt: skip
_STATES: Final = {"sent": "未报", "overdue": "逾期未报", "questioned": "有问题", "taken": "已收"}


@attrs.frozen
class ReportLine:
    """One file with what was found in it and taken of it: cells by place, new rows by line number."""

    file: str
    check: ReturnCheck | None
    refusal: str
    cells: Among[tuple[str, str]]
    rows: Among[int]

    @property
    def open_questions(self) -> int:
        """How many cells and faults somebody still has to see to."""
        if self.check is None:
            return 0
        return sum(cell.place not in self.cells for cell in self.check.changed) + len(self.check.faults)

    @property
    def result(self) -> str:
        """What became of it."""
        if self.check is None:
            return "没有接收"
        if self.open_questions:
            return "已收，有待核"
        is_nothing = not self.check.cells and not self.check.new
        if is_nothing:
            return "零报告" if self.check.is_nil else "已收" if self.check.remarks else "空报"
        return "已收"


@attrs.frozen
class Owing:
    """A unit that has not reported in a round of which returns came in."""

    unit: str
    collection: Collection
    state: RequestState
    reminders: int


def take_report_xlsx(
    lines: Sequence[ReportLine], owing: Sequence[Owing], at: datetime, by: str, on: date, is_trial: bool
) -> bytes:
    """Returns the workbook's bytes, three sheets; received were the files `on` a day."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    looks = _Looks.of(book)
    counts = {
        result: sum(line.result == result for line in lines) for result in {one.result for one in lines}
    }
    told = "，".join(f"{result} {number} 份" for result, number in sorted(counts.items()))
    words = f"{at:%Y-%m-%d %H:%M} {'试算（没有写入）' if is_trial else '接收'}，收到日期 {on}：共 {len(lines)} 份，{told}。接收人：{by}"
    files = _sheet(book, looks, "接收情况", "填报接收报告", words, _FILES)
    for number, line in enumerate(lines, 1):
        _write(files, 3 + number, _file_texts(number, line, on), looks.of_result(line.result), _FILES)
    asked = _question_texts(lines)
    words = "逐条与单位核实后，在“接收填报”中再选定，或退回单位改正。" if asked else "没有需要核实的内容。"
    questions = _sheet(book, looks, "待核清单", "待核清单", words, _QUESTIONS)
    for number, texts in enumerate(asked, 4):
        _write(questions, number, texts, looks.text, _QUESTIONS)
    words = f"截至 {on} 尚未报送 {len(owing)} 份。" if owing else "这几次填报都已报齐。"
    rest = _sheet(book, looks, "仍未报送", "仍未报送", words, _OWING)
    for number, one in enumerate(owing, 4):
        due, times = one.collection.due_on.isoformat(), f"{one.reminders} 次" if one.reminders else "—"
        texts = (one.unit, one.collection.title, due, _STATES[one.state], times)
        _write(rest, number, texts, looks.text, _OWING)
    book.close()
    return target.getvalue()


@attrs.frozen
class _Looks:
    title: Any
    plain: Any
    head: Any
    text: Any
    asked: Any
    refused: Any

    @classmethod
    def of(cls, book: Any) -> _Looks:
        cell = {
            "border": 1, "border_color": "#9AA4B2", "text_wrap": True, "valign": "vcenter", "num_format": "@",
        }  # fmt: skip
        return cls(
            book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
            book.add_format({"valign": "vcenter", "text_wrap": True}),
            book.add_format({**cell, "bold": True, "bg_color": "#E8EDF5", "align": "center"}),
            book.add_format(cell),
            book.add_format({**cell, "bg_color": "#FFF7CC"}),
            book.add_format({**cell, "bg_color": "#F9DEDC"}),
        )

    def of_result(self, result: str) -> Any:
        """Returns the look of a line: what is refused or asks for somebody stands out, on paper by its word."""
        return {"没有接收": self.refused, "空报": self.asked, "已收，有待核": self.asked}.get(
            result, self.text
        )


def _file_texts(number: int, line: ReportLine, on: date) -> tuple[str, ...]:
    check = line.check
    if check is None:
        return (str(number), line.file, "", "", line.result, "", "", "", "", "", "", "", line.refusal)
    received = check.request.returned_on or on
    late = ["迟报"] if received > check.collection.due_on else []
    words = "；".join([*late, *check.faults, *check.notes])
    counts = [str(check.count(state) or "") for state, _ in _CELL_STATES]
    new = sum(row.number in line.rows for row in check.new)
    return (
        str(number), line.file, check.unit, check.collection.title, line.result, *counts, str(new or ""),
        str(line.open_questions or ""), check.filled_by, words,
    )  # fmt: skip


def _question_texts(lines: Sequence[ReportLine]) -> list[tuple[str, ...]]:
    names = dict(_CELL_STATES)
    rows: list[tuple[str, ...]] = []
    for check, taken in ((line.check, line.cells) for line in lines if line.check):
        who = (check.unit, check.collection.title)
        for cell in check.changed:
            if cell.place in taken:
                continue
            since = f"（{cell.when:%m-%d %H:%M} {cell.who} 已改）" if cell.when else ""
            rows.append(
                (*who, cell.code, cell.title, cell.name, cell.base or "空", cell.ours or "空", cell.theirs or "清空",
                 names[cell.state], f"{cell.question or '未采用'}{since}")
            )  # fmt: skip
        rows += [(*who, "", "", "", "", "", "", "问题", fault) for fault in check.faults]
    return rows


def _sheet(
    book: Any, looks: _Looks, name: str, title: str, words: str, heads: Sequence[tuple[str, int]]
) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, len(heads) - 1, title, looks.title)
    sheet.merge_range(1, 0, 1, len(heads) - 1, words, looks.plain)
    sheet.set_row(1, 24)
    for place, (head, width) in enumerate(heads):
        sheet.set_column(place, place, width)
        sheet.write_string(3, place, head, looks.head)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _write(sheet: Any, line: int, texts: Sequence[str], look: Any, heads: Sequence[tuple[str, int]]) -> None:
    """Writes a line as high as its longest text needs: not every program finds that out by itself."""
    lines = 1
    for place, (text, (_, width)) in enumerate(zip(texts, heads, strict=True)):
        sheet.write_string(line, place, text[:32_767], look)
        ends = sum(2 if character > "\x7f" else 1 for character in text) / (width - 1)
        lines = max(lines, text.count("\n") + 1 + int(ends))
    sheet.set_row(line, 4 + 15 * min(lines, 20))
