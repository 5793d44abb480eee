"""Lists give each column what it needs, narrow papers lose the columns that they can spare."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.layout.flow import Block, drawn
from battlemap.layout.listing import Cell, Column, Row, listing
from battlemap.layout.scene import Rect, Scene, Text
from tests.sheets.law import outside, overlapping

COLUMNS = (
    Column("编号", 7), Column("任务", share=0.6, most=3), Column("原因", share=0.4, most=3), Column("亮灯", 4.8),
    Column("进度", 5, from_ems=50), Column("现场标注", share=0.2, from_ems=60, is_for_pen=True),
)  # fmt: skip


def scene(rows: list[Row], width: float, em: float) -> Scene:
    blocks = listing(COLUMNS, rows, width, em)
    height = sum(block.h for block in blocks)
    return Scene(width, height, tuple(drawn(blocks, Rect(0, 0, width, height))))


def row(title: str, reason: str) -> Row:
    cells = (Cell("ECON-01"), Cell(title), Cell(reason), Cell(lamp="red"), Cell(bar=(40, 60)), Cell())
    return Row(cells, "t")


@given(
    st.lists(st.tuples(st.text(max_size=70), st.text(max_size=70)), max_size=6),
    st.floats(30, 400),
    st.floats(1.5, 9),
)
def test_cells_never_overlap_or_leave_the_list(words: list[tuple[str, str]], ems: float, em: float) -> None:
    made = scene([row(*pair) for pair in words], ems * em, em)
    assert overlapping(made) == []
    assert outside(made, 0) == []


def x_of(made: Scene, words: str) -> float:
    return next(text.rect.x for text in made.texts() if text.lines == (words,))


def test_the_pen_gets_what_words_do_not_need() -> None:
    few = scene([row("短", "短")], 200, 2)
    much = scene([row("很长的任务名称" * 4, "短")], 200, 2)
    assert x_of(few, "现场标注") < x_of(much, "现场标注")


def test_a_narrow_list_spares_columns_and_a_lamp_keeps_its_word() -> None:
    titles = {text.lines[0] for text in scene([row("任", "因")], 90, 2).texts()}
    assert "进度" not in titles
    assert {"编号", "任务", "原因", "亮灯", "红灯"} <= titles
    assert "进度" in {text.lines[0] for text in scene([row("任", "因")], 110, 2).texts()}


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    one, three = listing(COLUMNS, [row("短", "短"), row("很长的任务名称" * 9, "短")], 120, 2)[1:]
    assert three.h - one.h == pytest.approx(2 * 2 * 1.3)


def test_the_head_is_what_a_page_repeats() -> None:
    above = listing(COLUMNS, [], 100, 2)[0]
    head, first, second = listing(COLUMNS, [row("一", ""), row("二", "")], 120, 2, (above,))
    assert head.heads == (above,)
    assert first.heads == second.heads
    assert first.heads[0] is above


def test_a_short_name_is_whole_beside_a_long_text() -> None:
    columns = (Column("单位", share=0.1), Column("办法", share=0.9, most=9), Column("编号", 6))
    rows = [Row((Cell("城市管理局"), Cell("逐项对账销号，" * 20), Cell("CITY-06")))]
    texts = [text for block in listing(columns, rows, 40.0, 1.0) for text in _texts(block)]
    assert ("城市管理局",) in texts


def test_room_that_nobody_needs_lies_between_all_columns() -> None:
    columns = (Column("号", 3), Column("名称", share=1), Column("时限", 6))
    rows = [Row((Cell("1"), Cell("修路"), Cell("11月30日")))]
    head, *_ = listing(columns, rows, 90.0, 1.0)
    starts = [item.rect.x for item in drawn([head], Rect(0, 0, 90, 9)) if isinstance(item, Text)]
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert all(gap > 20 for gap in gaps)


def _texts(block: Block) -> list[tuple[str, ...]]:
    return [item.lines for item in block.draw(Rect(0, 0, 40, block.h)) if isinstance(item, Text)]
