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
        ("加快推进爱琴海、职工公寓、国际医院等功能项目。", "推进爱琴海、职工公寓、国际医院等功能项目"),
        (
            "打通“众创空间(苗圃)-孵化器-加速器-园区”通道,年内导入项目30个。",
            "打通“众创空间-孵化器-加速器-园区”通道",
        ),
        ("全面落实“压煤、抑尘、控车、除味、错峰、应急”等综合治理措施", "落实综合治理措施"),
        (
            "对新旧动能转换六强产业和龙头骨干企业实行台账管理,全面落实机制",
            "六强产业和龙头骨干企业实行台账管理",
        ),
        ("为完善路网，方便居民出行，提升城市功能，启动甲路东延工程，11月底前完工。", "启动甲路东延工程"),
        ("突出招大引强，全力招引链主企业，年底前签约6个项目。", "全力招引链主企业"),
        ("投资500万元，改造低等级公路40公里。", "改造低等级公路40公里"),
        ("通过以奖代补等方式，鼓励各村建设幸福食堂20处。", "鼓励各村建设幸福食堂20处"),
        ("同时，按照“一路一策”要求，对背街小巷开展整治。", "对背街小巷开展整治"),
        ("10月底前改造小区12个。", "10月底前改造小区12个"),
        ("3.2021年12月5日前签约项目6个。", "2021年12月5日前签约项目6个"),
        ("9月底前，完成“四乱”问题清理整治。", "完成“四乱”问题清理整治"),
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
    assert "…" not in title
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
