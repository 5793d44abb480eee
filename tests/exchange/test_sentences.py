"""Text is cut at full stops, never inside brackets or quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.exchange.sentences import clauses, open_pairs, protected, split_sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("抓工业。抓农业。", ["抓工业。", "抓农业。"]),
        (
            "做到“件件有着落。事事有回音。”严禁弄虚作假。",
            ["做到“件件有着落。事事有回音。”", "严禁弄虚作假。"],
        ),
        (
            "建设孵化器（含苗圃（两处。）和园区。），再建一处。",
            ["建设孵化器（含苗圃（两处。）和园区。），再建一处。"],
        ),
        (
            "全面完成审批服务改革；大力推进招商引资工作。",
            ["全面完成审批服务改革；", "大力推进招商引资工作。"],
        ),
        ("改厕；改水；改电。", ["改厕；改水；改电。"]),
        ("能不能按期完成？能！", ["能不能按期完成？", "能！"]),
        ("没有收尾的“引号。不吞掉下一句。", ["没有收尾的“引号。", "不吞掉下一句。"]),
        ("多余的）括号。也不要紧。", ["多余的）括号。", "也不要紧。"]),
        ("真的？！马上办……。好。", ["真的？！", "马上办……。", "好。"]),
        (
            "完成任务；牵头单位：经发局；责任单位：各街道。",
            ["完成任务；牵头单位：经发局；责任单位：各街道。"],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert split_sentences(text) == parts


def test_clauses_leave_numbers_and_quotes_whole() -> None:
    assert clauses("征收1,250户,推进“百兆到户,千兆到企”；建成：2处") == [
        "征收1,250户",
        "推进“百兆到户,千兆到企”",
        "建成",
        "2处",
    ]


def test_what_is_open_can_be_closed() -> None:
    assert open_pairs("打通“众创空间（苗圃") == "）”"
    assert open_pairs("“甲”（乙）") == ""


@given(st.text('一二。；！“”（）()"《》，a1\n', max_size=80))
def test_sentences_put_together_are_the_text(text: str) -> None:
    parts = split_sentences(text)
    assert "".join(parts) == text
    assert all(parts)


@given(st.text('一。“”（）()"', max_size=60))
def test_no_cut_falls_inside_a_pair(text: str) -> None:
    inside = protected(text)
    at = 0
    for part in split_sentences(text)[:-1]:
        at += len(part)
        assert not (inside[at - 1] and inside[at]) or text[at - 1] in '”）)"' or text[at] in '“（("'


def test_points_that_are_counted_inside_of_a_paragraph_are_sentences() -> None:
    assert split_sentences("实事为：一是建厂1座；二是改路2条。") == [
        "实事为：",
        "一是建厂1座；",
        "二是改路2条。",
    ]
    assert split_sentences("增50户；2.技改8亿元。") == ["增50户；", "2.技改8亿元。"]
    assert split_sentences("包括：①甲；②乙。") == ["包括：", "①甲；", "②乙。"]
    assert split_sentences("长度：2.5公里；宽3米。") == ["长度：2.5公里；宽3米。"]
