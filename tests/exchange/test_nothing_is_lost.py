"""The characters of a plan are added up: each is in a heading, a text, the preface or 未归类, once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlemap.domain.planning.plan import PlanDraft, everything
from battlemap.errors import BadInput
from battlemap.exchange.plan_text import parse_plan
from battlemap.exchange.text_pieces import TasksPer

DATA = Path(__file__).parent / "data"
#: What Markdown means by these is kept otherwise; none of the samples uses them as words.
MARKUP = "#*|->_"


def visible(words: str) -> Counter[str]:
    return Counter(char for char in words if not char.isspace() and char not in MARKUP)


def assert_nothing_is_lost(text: str, draft: PlanDraft) -> None:
    assert visible(everything(draft)) == visible(text)
    for action in draft.actions:
        for measure in action.measures:
            sources = "".join(task.source for task in measure.tasks)
            assert "".join(sources.split()) == "".join(measure.text.split())
            assert all(task.title for task in measure.tasks)


def assert_refused_or_whole(
    text: str, level: str | None = None, per: TasksPer = "sentence"
) -> PlanDraft | None:
    try:
        draft = parse_plan(text, level, per)
    except BadInput:
        return None
    assert_nothing_is_lost(text, draft)
    return draft


@pytest.mark.parametrize("per", ["sentence", "measure"])
@pytest.mark.parametrize(
    "name", ["jining-2018.txt", "fangan.txt", "labelled.md", "numbers.txt", "yingshang-gb18030.txt"]
)
def test_every_character_of_a_sample_is_in_the_draft(name: str, per: TasksPer) -> None:
    text = (DATA / name).read_text("gb18030" if "gb18030" in name else "utf-8")
    draft = parse_plan(text, tasks_per=per)
    assert_nothing_is_lost(text, draft)
    for level in draft.levels:
        assert_nothing_is_lost(text, parse_plan(text, level.key, per))


MARKS = (
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2、",
    "（3）",
    "①",
    "第一，",
    "一",
    "五",
    "## ",
    "# 二 ",
    "- ",
    "1.1 ",
    "二　",
)
WORDS = (
    "经济运行攻坚行动", "保障措施", "主要任务", "总体要求", "加强领导", "强化运行监测，", "确保完成项目30个。", "年底前完成",
    "牵头单位：经发局；", "责任人：张三。", "（牵头单位：经发局；完成时限：11月底前）", "（财政局负责）", "“百日攻坚”", "“", "（", "）。",
    "。", "；", "：", "，", "！", " ", "落实气、水、土“三个十条”。", "2018年10月至12月", "附件：名单", "2018年9月18日", "12.5亿元",
    "围绕目标，", "区人民政府办公室", "重点抓好以下工作：", "|任务|责任单位|", "|修路|交通局|", "其他事项\t",
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(("", *MARKS)), st.lists(st.sampled_from(WORDS), max_size=5)), max_size=14
    )
)
def test_every_character_of_any_text_is_in_the_draft(lines: list[tuple[str, list[str]]]) -> None:
    text = "\n".join(mark + "".join(words) for mark, words in lines)
    pers: tuple[TasksPer, ...] = ("sentence", "measure")
    for per in pers:
        draft = assert_refused_or_whole(text, None, per)
        for level in draft.levels if draft else ():
            assert_refused_or_whole(text, level.key, per)


@settings(max_examples=150)
@given(st.text("一二三、（）1.2。；：，“”\n# 行动任务a（", max_size=120))
def test_noise_is_refused_or_kept_whole(text: str) -> None:
    assert_refused_or_whole(text)
