"""A plan's head tells the campaign's title and its days."""

from __future__ import annotations

from datetime import date

import pytest

from battlemap.exchange.plan_head import campaign_name
from battlemap.exchange.plan_period import plan_period


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("济宁高新区开展“百日攻坚”行动", "济宁高新区“百日攻坚”行动"),
        ("关于印发《甲区“冬季攻势”百日攻坚行动实施方案》的通知", "甲区“冬季攻势”百日攻坚行动"),
        ("关于开展“百日会战”行动的实施方案", "“百日会战”行动"),
        ("甲市污染防治攻坚战工作方案（试行）", "甲市污染防治攻坚战"),
        ("甲县招商“百日会战”工作计划", "甲县招商“百日会战”"),
        ("甲县2018年重点工作计划", "甲县2018年重点工作计划"),
        ("关于开展春季安全生产大检查的通知", "春季安全生产大检查"),
        ("东 城 区 百日攻坚行动", "东城区百日攻坚行动"),
    ],
)
def test_the_undertaking_is_named_without_the_letter_around_it(words: str, name: str) -> None:
    assert campaign_name(words) == name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("从2018年10月至12月", date(2018, 10, 1), date(2018, 12, 31)),
        ("2018年9月20日起至12月28日", date(2018, 9, 20), date(2018, 12, 28)),
        ("2018年11月1日-2019年1月31日", date(2018, 11, 1), date(2019, 1, 31)),
        ("2018年11月至1月", date(2018, 11, 1), date(2019, 1, 31)),
        ("2020年9月22日—30日", date(2020, 9, 22), date(2020, 9, 30)),
        ("２０１８年１０月～１２月底", date(2018, 10, 1), date(2018, 12, 31)),
    ],
)
def test_a_period_is_read(text: str, first: date, last: date) -> None:
    assert plan_period([text]) == (first, last)


def test_stages_together_are_the_period() -> None:
    stages = [
        "动员阶段（2021年9月20日至30日）",
        "攻坚阶段（10月1日至12月20日）",
        "总结阶段（12月21日至28日）",
    ]
    assert plan_period(stages) == (date(2021, 9, 20), date(2021, 12, 28))


@pytest.mark.parametrize("text", ["", "2018年全面完成", "2018年1月至2035年12月", "13月至14月", "用时3至5天"])
def test_what_is_no_period_gives_none(text: str) -> None:
    assert plan_period([text]) == (None, None)
