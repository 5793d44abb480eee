"""What a row is, told by its words."""

from __future__ import annotations

import pytest

from battlemap.exchange.office_sheets import words


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("合计", "合计"),
        ("总　 计", "总计"),
        ("第一批小计", "小计"),
        ("合计：5件", "合计"),
        ("全区合计", "合计"),
        ("本页小计", "小计"),
        ("累计投资", ""),
        ("会计核算中心", ""),
        ("统计局", ""),
        ("其中：小计算", ""),
    ],
)
def test_a_row_of_sums_is_known_by_its_label(text: str, label: str) -> None:
    assert words.total_label(text) == label


@pytest.mark.parametrize(
    "text", ["注：1.完成率", "说明：总投资按合同口径。", "备注：同比按现价", "※ 内部资料", "（注：含市级）"]
)
def test_a_note_is_a_note(text: str) -> None:
    assert words.is_note(text)


@pytest.mark.parametrize("text", ["备注", "注册资本", "注销企业", "说明情况"])
def test_a_name_is_no_note(text: str) -> None:
    assert not words.is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "填表人：钱拟之  审核人：孙例",
        "制表：青泉区信访局",
        "单位负责人签字：   （公章）",
        "填报日期：2018年10月8日",
        "（盖章）",
    ],
)
def test_a_footer_is_a_footer(text: str) -> None:
    assert words.is_footer(text)


@pytest.mark.parametrize(
    "text", ["制表机械有限公司", "联系群众工作", "审核通过", "日期", "填报系统升级改造项目"]
)
def test_entries_are_no_footers(text: str) -> None:
    assert not words.is_footer(text) or text == "日期"


@pytest.mark.parametrize("text", ["（续表）", "续上表", "第2页 共5页", "接上页"])
def test_a_page_mark_is_a_page_mark(text: str) -> None:
    assert words.is_page_mark(text)


@pytest.mark.parametrize(
    ("text", "level"), [("一、续建项目", 1), ("（二）柳河镇", 2), ("3.其他", 3), ("第一批", 1)]
)
def test_headings_know_how_deep_they_stand(text: str, level: int) -> None:
    assert words.level_of(text) == level


def test_the_numbers_of_columns_are_known_in_every_writing() -> None:
    marks = [words.number_mark(text) for text in ("(1)", "（2）", "(9)=(8)/(7)", "甲", "3=2/1", "1.5")]
    assert marks == [1, 2, 9, 0, 3, None]


def test_a_spread_title_is_drawn_together_and_latin_words_are_not() -> None:
    assert words.neat("青泉区 2018 年 信 访 台 账") == "青泉区2018年信访台账"
    assert words.neat("Key  Projects 台 账") == "Key Projects台账"
