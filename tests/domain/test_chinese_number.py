"""Chinese ordinals are read."""

from __future__ import annotations

import pytest

from battlemap.domain.chinese_number import ordinal_value
from battlemap.domain.kinds.action import chinese_number


def test_every_ordinal_is_read_back() -> None:
    assert [ordinal_value(chinese_number(number)) for number in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize("words", ["", "十十", "一二", "一十二三", "百", "1", "零", "十一十"])
def test_what_is_no_ordinal_is_none(words: str) -> None:
    assert ordinal_value(words) is None
