"""A sheet without a ledger suggests one: a field per column, its type, what an entry is called and known by."""

from __future__ import annotations

import json

import pytest

from battlemap.domain.ledgers.template import template_json, template_of
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.planning import import_plan
from battlemap.exchange.ledger_sheets.proposal import confirmed, proposed, title_of
from tests.exchange.ledger_sheets.samples import NAMES, defined
from tests.exchange.ledger_sheets.test_planning import sheet

TABLE = sheet(
    序号=("int", "", [1, 2, 3, 4]),
    企业名称=("text", "", ["甲厂", "乙厂", "丙厂", "丁厂"]),
    行业=("choice", "", ["化工", "铸造", "化工", "化工"]),
    总投资=("money", "亿元", [1, 2, 3, 4]),
    联系电话=("secret", "", ["13900001234"] * 4),
    问题=("long", "", [None] * 4),
)


def test_fields_follow_the_columns() -> None:
    template = proposed(TABLE, "firms")
    assert [(field.title, field.type, field.unit) for field in template.fields] == [
        ("企业名称", "text", ""), ("行业", "choice", ""), ("总投资", "money", "亿元"), ("联系电话", "secret", ""),
    ]  # fmt: skip
    assert json.loads(template.fields[1].options) == [
        {"code": "c1", "name": "化工"},
        {"code": "c2", "name": "铸造"},
    ]
    assert (template.ledger.title_field, template.ledger.key_fields) == ("f1", "f1")
    assert template_of(template_json(template)).fields == template.fields


def test_the_sheet_comes_into_the_ledger_that_it_suggests() -> None:
    planned = import_plan(TABLE, defined(proposed(TABLE, "firms")), [], NAMES)
    assert (len(planned.new), planned.faults, planned.unread) == (4, (), ())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2018年10月份签约项目统计表", "签约项目"),
        ("重点企业情况一览表（截至10月底）", "重点企业"),
        ("隐患台账", "隐患"),
    ],
)
def test_a_title_loses_its_year_and_its_table(title: str, name: str) -> None:
    table = sheet(企业=("text", "", ["甲"]))
    table.title = title
    assert title_of(table) == name


def test_who_confirms_may_say_otherwise() -> None:
    template = confirmed(proposed(TABLE, "firms"), {"行业": "text"}, ["企业名称", "行业"])
    assert template.fields[1].type == "text"
    assert template.ledger.key_fields == "f1 f2"
    with pytest.raises(BadInput, match="没有“天气”这个字段"):
        confirmed(template, {"天气": "text"})
