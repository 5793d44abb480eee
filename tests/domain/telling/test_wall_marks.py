"""A typed line is understood in the spellings of a hurried hand, and refused with words where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.domain.kinds.task import Task
from battlemap.domain.telling.wall_marks import (
    Marked,
    WallMark,
    canonical,
    foreseen,
    short_mark,
    wall_mark,
    wall_marks,
)
from battlemap.errors import BadInput


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("ECON-03 50", WallMark("ECON-03", "percent", percent=50)),
        ("ECON-03 50%", WallMark("ECON-03", "percent", percent=50)),
        ("econ3 进度 50%", WallMark("ECON-03", "percent", percent=50)),
        ("ＥＣＯＮ－０３　５０％", WallMark("ECON-03", "percent", percent=50)),
        ("ECON-04 完成", WallMark("ECON-04", "lane", lane="checking")),
        ("ECON-04，移到待启动", WallMark("ECON-04", "lane", lane="waiting")),
        ("ECON-04：推进中", WallMark("ECON-04", "lane", lane="moving")),
        ("ENV-12\t销号", WallMark("ENV-12", "lane", lane="struck_off")),
        ("PROJ-1 滞后", WallMark("PROJ-01", "late")),
        ("PROJ-01 卡 土地手续未批", WallMark("PROJ-01", "blocked", reason="土地手续未批")),
        ("PROJ-01 卡点：资金，未到位", WallMark("PROJ-01", "blocked", reason="资金,未到位")),
        ("PROJ-01 卡", WallMark("PROJ-01", "blocked", reason="现场标注")),
        ("PROJ-01 解除", WallMark("PROJ-01", "clear")),
        ("A01-103 0", WallMark("A01-103", "percent", percent=0)),
    ],
)
def test_a_line_is_understood(line: str, mark: WallMark) -> None:
    assert wall_mark(line) == mark


@pytest.mark.parametrize(
    "line", ["ECON-03", "50", "ECON-03 120", "ECON-03 开会", "ECON-03 完成 一半", "完成 ECON-03"]
)
def test_a_line_that_says_nothing_is_refused_with_an_example(line: str) -> None:
    with pytest.raises(BadInput) as refused:
        wall_mark(line)
    assert "写法如" in str(refused.value) or "超过 100%" in str(refused.value)


def test_every_unclear_line_is_named_and_comments_are_passed_over() -> None:
    assert wall_marks("# 十一月二十日\n\nECON-01 10\n") == (WallMark("ECON-01", "percent", percent=10),)
    with pytest.raises(BadInput) as refused:
        wall_marks("ECON-01 10\nECON-02\n\nECON-03 ？")
    assert "第 2 行" in str(refused.value)
    assert "第 4 行" in str(refused.value)
    assert "第 1 行" not in str(refused.value)


@given(st.from_regex(r"[A-Z]{2,5}-[0-9]{2,3}", fullmatch=True))
def test_a_code_of_a_card_stays_what_it_is(code: str) -> None:
    head, number = code.split("-")
    assert canonical(f"{head}-{int(number):02d}") == f"{head}-{int(number):02d}"
    assert canonical(f"{head.lower()}{int(number)}") == f"{head}-{int(number):02d}"


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        wall_marks(text)
    except BadInput as error:
        assert str(error)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("w", "完成"), ("完", "完成"), ("Ｗ", "完成"), ("z", "滞后"), ("晚", "滞后"), ("j", "解除"), ("x", "销号"),
        ("k", "卡"), ("k土地手续未批", "卡 土地手续未批"), ("卡土地手续未批", "卡 土地手续未批"), ("卡点：资金", "卡点：资金"),
        ("y2", "推进中"), ("y 1", "待启动"), ("移3", "待核查"), ("移到推进中", "推进中"), ("y推进中", "推进中"),
        ("60", "60"), ("６０％", "60"), ("完成", "完成"), ("滞后", "滞后"),
    ],
)  # fmt: skip
def test_one_key_stands_for_a_mark(typed: str, line: str) -> None:
    assert short_mark("ECON-03", typed) == wall_mark(f"ECON-03 {line}")


@pytest.mark.parametrize("typed", ["", "y", "y9", "y0", "移到", "w一半", "120", "开会"])
def test_a_key_that_says_nothing_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        short_mark("ECON-03", typed)


def test_a_waiting_card_with_work_done_that_is_marked_late_goes_on() -> None:
    waiting = Task("t", "a", "ECON-01", "走访", "a0", progress=40)
    words, marked = foreseen(short_mark("ECON-01", "z"), Marked(waiting))
    after = marked.task
    assert (words, after.lane, after.progress) == ("标注滞后，待启动 → 推进中", "moving", 40)
