"""What is written for an office is read back without loss, and looks as the office knows it."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from battlemap.exchange.office_sheets.book import read_book
from battlemap.exchange.office_sheets.cell import Cell, ColumnType, Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.difference import is_equal
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.exchange.office_sheets.reading import reading_of
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable, TableGroup, Total
from battlemap.exchange.office_sheets.words import is_footer, is_note, is_page_mark, tight, total_label

SIGNS = st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=("C", "Z"))
SPEAKING = (
    "=1+1",
    "=HYPERLINK(1)",
    "+86",
    "-",
    "@x",
    "'007",
    "007",
    "http://x",
    "第一行\n第二行",
    "a/b",
    "1e5",
    "TRUE",
    "是",
)


def is_plain(text: str) -> bool:
    label = (
        total_label(text)
        or is_note(text)
        or is_footer(text)
        or is_page_mark(text)
        or tight(text).startswith(("其中", "(其中"))
    )
    return bool(tight(text)) and not label and "_x" not in text and text == text.strip()


TEXTS = (st.text(SIGNS, min_size=1, max_size=12) | st.sampled_from(SPEAKING)).filter(is_plain)
WORDS = st.sampled_from(
    [
        Worded(date(2018, 12, 31), "年底前"),
        Worded(date(2018, 10, 10), "十月上旬"),
        Nothing("—"),
        Unreadable("待定"),
    ]
)
COLUMNS: dict[str, tuple[ColumnType, str, st.SearchStrategy[Cell]]] = {
    "项目名称": ("text", "", TEXTS),
    "项目编号": ("number", "", st.from_regex(r"\AA-[0-9]{4}\Z")),
    "规模/职工人数": ("int", "人", st.integers(0, 10**9) | st.just(Unreadable("约300"))),
    "规模/占地面积": ("decimal", "亩", st.decimals(0, 10**6, places=3).filter(lambda d: d % 1 != 0)),
    "投资/总投资": ("money", "万元", st.integers(-(10**13), 10**13) | st.just(Unreadable("约30"))),
    "投资/完成": ("money", "亿元", st.integers(0, 10**12)),
    "完成率": ("percent", "", st.decimals(-500, 500, places=2) | st.just(Nothing("—"))),
    "签约时间": ("date", "", st.dates(date(1950, 1, 1), date(2060, 1, 1)) | WORDS),
    "是否停产": ("yesno", "", st.booleans()),
    "责任单位": ("unit", "", st.sampled_from(["区住建局", "石桥镇"])),
    "责任人": ("person", "", st.sampled_from(["王拟山", "李样川"])),
    "联系电话": ("secret", "", st.from_regex(r"\A139[0-9]{8}\Z")),
}


@st.composite
def tables(draw: Any) -> SheetTable:
    rows = draw(st.integers(4, 8))
    columns = [Column("序号", "int", "", list(range(1, rows + 1)), 0)]
    for place, (name, (kind, unit, cells)) in enumerate(COLUMNS.items(), 1):
        values: list[Cell] = [draw(cells) for _ in range(rows - 1)]
        # the last one is blank; a column whose cells are mostly unreadable tells no type
        readable = [value for value in values if not isinstance(value, Unreadable | Nothing | Worded)]
        values = (
            values
            if len(readable) * 2 > len(values) or kind == "text"
            else (readable * rows)[: rows - 1] or [None] * (rows - 1)
        )
        columns.append(Column(name, kind, unit, [*values, None], place))
    columns[1].cells[-1] = "末项"
    groups = draw(st.sampled_from([[""] * rows, ["一、续建"] * 2 + ["二、新建"] * (rows - 2)]))
    made = [TableGroup(title, groups.count(title)) for title in dict.fromkeys(groups) if title]
    return SheetTable(
        "表",
        "青泉区2018年项目台账",
        "万元",
        date(2018, 10, 31),
        2018,
        columns,
        list(range(rows)),
        groups,
        made,
        [],
        0,
        (),
        [],
    )


def back(folder: Path, table: SheetTable, problems: tuple[str, ...] = ()) -> SheetTable:
    path = folder / "a.xlsx"
    path.write_bytes(office_xlsx(table, problems))
    (read,) = reading_of(read_book(path), path.name).tables
    return read


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(tables())
def test_a_table_comes_back_as_it_was(tmp_path: Path, table: SheetTable) -> None:
    read = back(tmp_path, table)
    assert (read.title, read.unit, read.as_of) == (table.title, table.unit, table.as_of)
    assert [column.name for column in read.columns] == [column.name for column in table.columns]
    assert read.group_of == table.group_of
    for ours, theirs in zip(table.columns, read.columns, strict=True):
        if (
            any(cell is not None and not isinstance(cell, Nothing | Unreadable) for cell in ours.cells)
            and ours.kind != "text"
        ):
            assert theirs.kind == ours.kind, ours.name
        for a, b in zip(ours.cells, theirs.cells, strict=True):
            assert is_equal(a, b), (ours.name, a, b)
            if isinstance(a, Nothing | Unreadable | Worded):
                assert getattr(b, "raw", b) == a.raw


def small(*columns: Column, **more: Any) -> SheetTable:
    rows = len(columns[0].cells)
    table = SheetTable(
        "表",
        "2018年台账",
        "万元",
        None,
        2018,
        list(columns),
        list(range(rows)),
        [""] * rows,
        [],
        [],
        0,
        (),
        [],
    )
    return attrs.evolve(table, **more)


NAME = Column("项目名称", "text", "", ["甲", "乙"], 0)


@pytest.mark.parametrize("text", SPEAKING)
def test_a_text_that_a_program_would_take_for_something_else_stays_text(tmp_path: Path, text: str) -> None:
    read = back(tmp_path, small(NAME, Column("备注", "text", "", [text, "x"], 1)))
    assert read.columns[1].cells[0] == text
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_amounts_that_excel_would_round_and_days_it_does_not_know_are_texts(tmp_path: Path) -> None:
    amounts = Column("总投资", "money", "亿元", [123456789012345678, 1], 1)
    days = Column("成立日期", "date", "", [date(1898, 2, 3), date(1970, 1, 1)], 2)
    read = back(tmp_path, small(NAME, amounts, days))
    assert read.columns[1].cells == amounts.cells
    assert read.columns[2].cells == days.cells


def test_sums_are_formulas_that_show_their_results_and_are_right(tmp_path: Path) -> None:
    amounts = Column("总投资", "money", "万元", [12_005_000, 30_000], 1)
    total = Total("合计", "", "总投资", 12_035_000, 12_035_000)
    read = back(tmp_path, small(NAME, amounts, totals=[total]))
    assert [(each.stated, each.is_right) for each in read.totals] == [(12_035_000, True)]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert "<f>SUM(B4:B5)</f><v>1203.5</v>" in book.read("xl/worksheets/sheet1.xml").decode()


def test_choices_are_offered_panes_are_frozen_and_header_cells_are_merged(tmp_path: Path) -> None:
    stage = Column("进展/当前阶段", "choice", "", ["签约", "开工"], 1, ("签约", "开工", "投产"))
    share = Column("进展/完成率", "percent", "", [Decimal("12.5"), 100], 2)
    read = back(tmp_path, small(NAME, stage, share))
    assert read.columns[1].options == ("签约", "开工", "投产")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<pane [^>]*ySplit="4"[^>]*state="frozen"', xml)
    assert '<mergeCell ref="B3:C3"/>' in xml
    assert '<mergeCell ref="A3:A4"/>' in xml


def test_the_sheet_that_goes_back_tells_what_is_wrong_beside_each_entry(tmp_path: Path) -> None:
    read = back(tmp_path, small(NAME), ("总投资读不懂：约30", ""))
    assert read.columns[-1].name == "问题"
    assert read.columns[-1].cells == ["总投资读不懂：约30", None]


def test_a_column_whose_cells_tell_their_unit_gets_no_unit_that_others_would_take(tmp_path: Path) -> None:
    amounts = Column("到位资金", "money", "", [320_000_000, Unreadable("800", "unit")], 1)
    table = small(NAME, amounts, unit="")
    assert back(tmp_path, table).columns[1].cells == amounts.cells
