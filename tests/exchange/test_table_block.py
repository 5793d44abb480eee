"""Blocks of cells come back from the clipboard as they went; what Excel and WPS write is read as they mean it."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.exchange.table_block import WrittenBlock, read_block, written_block, written_html

CELL = st.text(st.sampled_from("a\"\t\n\r='，　１+-@<&% 甲"), max_size=6) | st.text(max_size=6)
BLOCK = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(BLOCK)
def test_a_block_that_is_written_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    assert read_block(written_block(rows)) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ('"一行\n二行 ""引"""\t乙\r\n', [['一行\n二行 "引"', "乙"]]),
        ('说"好"\t"好"\t"甲"和"乙"', [['说"好"', '"好"', '"甲"和"乙"']]),
        ('"没有关上\t乙', [['"没有关上', "乙"]]),
        ("甲\r\n\r\n", [["甲"], [""]]),
        ("甲\t乙\n丙", [["甲", "乙"], ["丙", ""]]),
        ("\t", [["", ""]]),
        ("\n", [[""]]),
        ("", []),
    ],
    ids=str,
)
def test_what_other_programs_copy_is_read_as_they_mean_it(text: str, rows: list[list[str]]) -> None:
    assert read_block(text) == rows


def test_the_html_table_keeps_every_cell_plain_text() -> None:
    html = written_html([["=1+1", "<b>&", "一\n二"]])
    assert "mso-number-format:'\\@'" in html
    assert "=1+1</td>" in html
    assert "&lt;b&gt;&amp;" in html
    assert '一<br style="mso-data-placement:same-cell">二' in html


@given(st.lists(BLOCK, max_size=3))
def test_a_block_written_part_by_part_is_the_same_both_ways(parts: list[list[list[str]]]) -> None:
    block = WrittenBlock()
    for part in parts:
        block.add(part)
    whole = [row for part in parts for row in part]
    assert block.text == written_block(whole)
    rows = "".join(f"<tr><td>{'</td><td>'.join(map(in_html, row))}</td></tr>" for row in whole)
    assert f">{rows}</table>" in block.html


def in_html(cell: str) -> str:
    lines = html.escape(cell.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return '<br style="mso-data-placement:same-cell">'.join(lines)
