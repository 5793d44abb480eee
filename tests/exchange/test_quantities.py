"""Sentences promise quantities; names, years and ranks are no promises."""

from __future__ import annotations

import pytest

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
