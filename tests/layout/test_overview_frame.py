"""A title in two lines is broken where one would break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.layout.overview_frame import at_bracket


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("济宁高新区“百日攻坚”行动每日战报（2018年11月20日）", ("济宁高新区“百日攻坚”行动每日战报", "（2018年11月20日）")),
        ("济宁高新区“百日攻坚”行动（演示）每日战报（2018年11月20日）", ("济宁高新区“百日攻坚”行动（演示）", "每日战报（2018年11月20日）")),
        ("没有括号的标题", None),
        ("（一）很长很长很长很长很长很长的标题", None),
    ],
)  # fmt: skip
def test_a_title_is_broken_at_its_brackets(title: str, lines: tuple[str, str] | None) -> None:
    assert at_bracket(title) == lines


@given(st.text(alphabet="攻坚行动（）“”《》 1"))
def test_nothing_but_spaces_at_the_break_is_lost(title: str) -> None:
    halves = at_bracket(title)
    assert halves is None or "".join(halves).replace(" ", "") == title.replace(" ", "")
