"""A sentence gets a short name for its card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlemap.exchange.sentences import open_pairs
from battlemap.exchange.short_title import MOST, short_title, width


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("强化运行监测,加强对工业经济发展走势的分析研判,确保工业经济平稳运行。", "强化运行监测"),
        ("围绕提高税收占比、主体税种占比两大目标,确保税款及时、足额入库。", "确保税款及时、足额入库"),
        ("按照“两不愁三保障”要求,严格落实“一户一策”脱贫计划。", "严格落实“一户一策”脱贫计划"),
        ("针对国家科技部考核,要系统分析4个一级指标和40个二级指标", "系统分析4个一级指标和40个二级指标"),
        ("1. 抓开工，10月底前全部开工。", "抓开工，10月底前全部开工"),
        ("一是完善招商政策体系；", "完善招商政策体系"),
        ("对推诿扯皮的，发现一起、查处一起！", "对推诿扯皮的，发现一起、查处一起"),
        ("加快推进爱琴海、职工公寓、国际医院等功能项目。", "加快推进爱琴海、职工公寓等"),
        (
            "打通“众创空间(苗圃)-孵化器-加速器-园区”通道,年内导入项目30个。",
            "打通“众创空间-孵化器-加速器-园区”通道",
        ),
        ("全面落实“压煤、抑尘、控车、除味、错峰、应急”等综合治理措施", "落实“压煤、抑尘、控车、除味、错…”"),
        ("要素保障专班每周会商一次。", "要素保障专班每周会商一次"),
        ("修路", "修路"),
        ("①", "①"),
    ],
)
def test_the_title_is_the_leading_clause(sentence: str, title: str) -> None:
    assert short_title(sentence) == title


@given(st.text("加强建设项目和、，。“”（）围绕按照要100a 的", min_size=1, max_size=90))
def test_a_title_is_short_and_never_empty_for_words(sentence: str) -> None:
    title = short_title(sentence)
    assert width(title) <= MOST + 2
    assert title or not any(char.isalnum() for char in sentence)


@given(
    st.lists(
        st.sampled_from(["加强", "建设", "、", "“创业济宁”", "（含苗圃）", "项目和", "30个"]),
        min_size=1,
        max_size=14,
    )
)
def test_pairs_stay_pairs(parts: list[str]) -> None:
    assert open_pairs(short_title("".join(parts))) == ""
