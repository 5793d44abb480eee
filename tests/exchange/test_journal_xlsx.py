"""The journal as an Excel table: read back cell by cell, texts stay texts."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from xml.etree import ElementTree

import attrs
import pytest

from battlemap.domain.journal_entry import JournalEntry
from battlemap.domain.step import Change, Step
from battlemap.exchange.journal_xlsx import COLUMNS, MOST_CHARACTERS, journal_xlsx
from tests.campaigns import make_snapshot

BOARD = make_snapshot(actions=2, tasks=6)
TASK = BOARD.live_tasks[0]
AT = datetime(2018, 11, 20, 17, 32, 5)
_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet_rows(content: bytes, number: int) -> list[list[str]]:
    """Returns the cells of a sheet as Excel would show them, read with nothing but zip and XML."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(item.itertext()) for item in strings.findall("m:si", _NS)]
    rows = []
    for row in sheet.iterfind(".//m:row", _NS):
        cells = []
        for cell in row.iterfind("m:c", _NS):
            assert cell.find("m:f", _NS) is None, "no cell is a formula"
            text = "".join(cell.itertext())
            cells.append(_unescaped(shared[int(text)] if cell.get("t") == "s" else text))
        rows.append(cells)
    return rows


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def entry(number: int = 1, is_sound: bool = True, **new: object) -> JournalEntry:
    change = Change("task", TASK.id, TASK, attrs.evolve(TASK, **new))  # type: ignore[arg-type]
    step = Step("s", f"修改 {TASK.code}", "do", "李明（督查考核办）", AT, (change,))
    return JournalEntry(number, step, "ab12" * 16, is_sound)


def export(*entries: JournalEntry, most_rows: int = 1_048_576) -> bytes:
    return journal_xlsx(entries, BOARD, datetime(2018, 12, 1, 8, 0), "审计员", most_rows)


def test_a_changed_field_is_a_row_with_who_when_what_and_seal() -> None:
    head, row = sheet_rows(export(entry(7, due_on=date(2018, 12, 15))), 2)
    assert head == list(COLUMNS)
    assert row[0] == "7"
    excel_day = (AT - datetime(1899, 12, 30)).total_seconds() / 86400
    assert float(row[1]) == pytest.approx(excel_day)
    assert row[2:9] == ["李明", "督查考核办", "操作", f"修改 {TASK.code}", "任务", TASK.code, "完成时限"]
    assert row[10:] == ["12月15日", "相符", "ab12" * 4]


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "http://example.org/x",
        "<b>粗</b>&amp;",
        "_x0041_",
        "a\x01b\x0bc",
        "𠮷野家 👨‍👩‍👧",
        " 前后有空格 ",
        "两行\n文字",
    ],
)
def test_a_text_is_written_as_it_is_and_never_as_formula_or_link(text: str) -> None:
    content = export(entry(title=text))
    (_, row) = sheet_rows(content, 2)
    assert row[10] == text
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert not any("_rels/sheet2" in name for name in book.namelist())


def test_what_no_cell_can_hold_is_cut_and_says_so() -> None:
    (_, row) = sheet_rows(export(entry(detail="长" * 100_000)), 2)
    assert len(row[10]) == MOST_CHARACTERS
    assert row[10].endswith("…（全文 100000 字，见档案）")


def test_the_cover_says_what_it_is_and_whether_the_chain_holds() -> None:
    whole = dict(sheet_rows(export(entry()), 1))
    assert whole["行动"] == BOARD.campaign.title
    assert whole["导出人"] == "审计员"
    assert whole["校验"] == "逐步相接，未被改动"
    forged = dict(sheet_rows(export(entry(1), entry(2, is_sound=False)), 1))
    assert forged["校验"].startswith("有 1 步不符")


def test_a_journal_too_long_for_one_sheet_goes_on_on_the_next() -> None:
    content = export(*(entry(number, title=f"第{number}") for number in range(1, 6)), most_rows=4)
    assert [len(sheet_rows(content, sheet)) for sheet in (2, 3)] == [4, 3]
    assert sheet_rows(content, 3)[1][0] == "4"
