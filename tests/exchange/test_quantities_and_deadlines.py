"""Sentences promise quantities and days; names, years and ranks are no promises."""

from __future__ import annotations

import pytest

from battlemap.exchange.due_words import find_due_words
from battlemap.exchange.quantities import find_target


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("年内向园区导入项目30个。", ("30", "个")),
        ("引进30个项目。", ("30", "个")),
        ("整改率达到100%。", ("100", "%")),
        ("整改率达到百分之百", ("100", "%")),
        ("总投资5亿元。", ("5", "亿元")),
        ("新建道路12.5公里", ("12.5", "公里")),
        ("完成征收1,250户、18.6万平方米。", ("1250", "户")),
        ("完成清洁取暖１．２万户", ("1.2", "万户")),
        ("占比提高3个百分点", ("3", "个百分点")),
        ("走访企业200余家", ("200", "家")),
        ("策划储备2022年重点项目60个", ("60", "个")),
        ("分析4个指标，新建厂房6座", ("6", "座")),
        ("对落户的世界500强企业逐一拜访", None),
        ("严格落实气、水、土“三个十条”", None),
        ("建设“4个一”工程", None),
        ("落实第15条规定", None),
        ("进入全国前10名", None),
        ("落实2018年15号文件", None),
        ("坚持24小时值班", None),
        ("10个工作日内办结", None),
        ("建设3期工程", None),
        ("分析4个一级指标和40个二级指标", None),
        ("《2个办法》落地", None),
    ],
)
def test_a_promised_quantity_is_the_target(sentence: str, target: tuple[str, str] | None) -> None:
    assert find_target(sentence) == target


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("11月底前恢复生产15家", ("11月底前",)),
        ("年内导入项目", ("年内",)),
        ("每月25日前报送", ("每月25日前",)),
        ("10月底前完成设计，12月31日前竣工", ("10月底前", "12月31日前")),
        ("到2021年底，增长8%", ("2021年底",)),
        ("今年年底前完成", ("今年年底前",)),
        ("三季度末前办结", ("三季度末前",)),
        ("12月下旬交付使用", ("12月下旬",)),
        ("截至11月30日，全部销号", ("11月30日",)),
        ("十一月底前完成", ("十一月底前",)),
        ("月底前完成摸排", ("月底前",)),
        ("年底凡是处于全市后三分之一位置的，实行一票否决", ()),
        ("自2018年10月1日起施行", ()),
        ("编制战略五年规划", ()),
        ("三年内建成", ()),
        ("半年内见效", ()),
        ("确保全年财政收支平衡", ()),
        ("完成年度任务目标", ()),
    ],
)
def test_deadline_words_are_found_and_mere_dates_are_not(sentence: str, words: tuple[str, ...]) -> None:
    assert find_due_words(sentence) == words
