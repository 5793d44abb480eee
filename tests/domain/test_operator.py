"""Who is at the keyboard signs with name and unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.operator import Operator
from battlemap.errors import Refused

words = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="（）()"), min_size=1, max_size=40
)


@given(words, st.one_of(st.just(""), words))
def test_a_signature_is_read_back(name: str, unit: str) -> None:
    operator = Operator(name, unit).checked()
    assert Operator.of(operator.signature) == operator


def test_a_signature_carries_the_unit_in_brackets() -> None:
    assert Operator("李明", "督查考核办").signature == "李明（督查考核办）"
    assert Operator("李明").signature == "李明"
    assert Operator(" 李明 ", " 督查考核办 ").checked() == Operator("李明", "督查考核办")


@pytest.mark.parametrize(
    ("name", "unit"),
    [("", "甲"), ("李（明", ""), ("李明", "甲)"), ("李\n明", ""), ("长" * 41, ""), ("a\x00b", "")],
)
def test_what_cannot_sign_is_refused(name: str, unit: str) -> None:
    with pytest.raises(Refused):
        Operator(name, unit).checked()
