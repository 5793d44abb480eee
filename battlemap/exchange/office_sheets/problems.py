"""What is wrong in each entry of a table, in words that go back to the office that sent it."""

from __future__ import annotations

from typing import Final

from battlemap.exchange.office_sheets.cell import Unreadable, Why
from battlemap.exchange.office_sheets.sheet_table import SheetTable
from battlemap.exchange.office_sheets.words import tight

_WORDS: Final[dict[Why, str]] = {
    "form": "读不懂",
    "unit": "没有写单位",
    "lost": "按数字保存，丢失末几位",
    "error": "是错误值",
    "result": "公式没有结果",
    "day": "没有这一天",
}
#: Characters of a cell that are quoted.
_WIDTH: Final = 24


def problems_of(table: SheetTable) -> list[str]:
    """Returns one sentence per entry, "" where every cell was read and its sum is not in doubt."""
    answer: list[list[str]] = [[] for _ in table.rows]
    for column in table.columns:
        for place, cell in enumerate(column.cells):
            if isinstance(cell, Unreadable):
                raw = tight(cell.raw)
                quoted = raw if len(raw) <= _WIDTH else raw[:_WIDTH] + "…"
                answer[place].append(f"{column.name}{_WORDS[cell.why]}：{quoted}")
    return ["；".join(sentences) for sentences in answer]
