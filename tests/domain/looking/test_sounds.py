"""A title is found by its initials, its whole pinyin or a mixture, whichever common reading is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.looking.sounds import SoundBook

_WAYS = {
    "重": ("zhong", "chong"), "点": ("dian",), "项": ("xiang",), "目": ("mu",), "行": ("xing", "hang"), "业": ("ye",),
    "西": ("xi",), "安": ("an",), "先": ("xian",), "长": ("chang", "zhang"), "园": ("yuan",), "道": ("dao",), "国": ("guo",),
    "战": ("zhan",), "略": ("lve",), "虐": ("nüe",), "绿": ("lv", "lu"), "女": ("nv",), "驴": ("lü",),
}  # fmt: skip


def readings_of(character: str) -> tuple[str, ...]:
    return _WAYS.get(character, ())


TITLES = st.text(st.sampled_from(sorted(_WAYS)), min_size=1, max_size=9)


def finds(word: str, title: str) -> bool:
    book = SoundBook(readings_of)
    text = book.speakable(title)
    pattern = book.pattern(word)
    return pattern is not None and pattern.search(text) is not None


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("zdxm", "重点项目"),
        ("cdxm", "重点项目"),
        ("zhongdian", "推进重点项目"),
        ("zhongdi", "重点项目"),
        ("zhongdxm", "重点项目"),
        ("hy", "各行业"),
        ("xingye", "行业"),
        ("xian", "西安"),
        ("xian", "先行"),
        ("105gd", "105国道"),
        ("zdxm", "重点（项目）"),
        ("xmy", "项目“园”"),
        ("zhanlue", "战略"),
        ("zhanlve", "战略"),
        ("zhanlüe", "战略"),
        ("zl", "战略"),
        ("zhanlu", "战略"),
        ("nue", "虐"),
        ("nve", "虐"),
        ("lvdian", "绿点"),
        ("lyudian", "绿点"),
        ("nyu", "女"),
        ("lv", "驴"),
    ],
)
def test_it_is_found_as_people_type_it(word: str, title: str) -> None:
    assert finds(word, title)


@pytest.mark.parametrize(
    ("word", "title"), [("zdxm", "项目重点"), ("zhongxiang", "重点项目"), ("重点", "重点")]
)
def test_what_is_not_said_is_not_found(word: str, title: str) -> None:
    assert not finds(word, title)


@given(TITLES, st.data())
def test_every_reading_of_every_part_is_found(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : start + 4]
    said = [data.draw(st.sampled_from(_WAYS[character])) for character in part]
    assert finds("".join(way[0] for way in said), title)
    assert finds("".join(said), title)


@given(TITLES, st.text(st.sampled_from("zchongdiaxuyem"), min_size=2, max_size=8))
def test_a_longer_word_is_never_found_where_its_beginning_is_not(title: str, word: str) -> None:
    assert not finds(word, title) or finds(word[:-1], title)
