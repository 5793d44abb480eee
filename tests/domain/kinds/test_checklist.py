"""Lines that are typed or pasted become items; the card counts them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.checklist import ChecklistItem, count_words, lines_of


def test_pasted_lines_lose_their_bullets_and_empty_lines() -> None:
    assert lines_of("- 勘界\n\n☐ 评估\r\n  • 公示  \n") == ("勘界", "评估", "公示")


@given(st.text())
def test_no_item_is_empty_or_holds_a_line_break(text: str) -> None:
    for line in lines_of(text):
        assert line.strip() == line != ""
        assert len(line.splitlines()) == 1


def test_the_count_tells_done_of_all() -> None:
    items = [ChecklistItem(str(n), "t", "项", "a", date(2018, 11, 2) if n < 2 else None) for n in range(5)]
    assert count_words(items) == "2/5"
    assert count_words([]) == ""
