"""Columns find their fields; the same header is known again."""

from __future__ import annotations

from battlemap.exchange.office_sheets.column_mapping import Suggestion, fingerprint, left_out, suggested
from tests.exchange.office_sheets.samples import only_table


def table(*names: str):  # type: ignore[no-untyped-def]
    return only_table(
        [list(names), *[[f"值{row}{place}" for place in range(len(names))] for row in range(3)]]
    )


def test_the_same_columns_in_another_order_or_unit_have_the_same_fingerprint() -> None:
    first = fingerprint(table("序号", "项目名称", "总投资（万元）", "完成率%"))
    assert fingerprint(table("项目名称", "完成率", "*总投资（亿元）", "序 号")) == first
    assert fingerprint(table("序号", "项目名称", "总投资（万元）", "责任单位")) != first


def test_a_field_of_the_same_name_is_sure_and_a_likely_one_is_asked_about() -> None:
    fields = {"f1": "项目名称", "f2": "总投资额", "f3": "责任单位", "f4": "联系电话"}
    sheet = table("序号", "项目名称", "投资/总投资", "责任单位", "形象进度")
    assert suggested(sheet, fields) == {
        "项目名称": Suggestion("f1", True),
        "责任单位": Suggestion("f3", True),
        "投资/总投资": Suggestion("f2", False),
    }
    assert left_out(sheet, suggested(sheet, fields)) == ["序号", "形象进度"]


def test_no_field_is_filled_twice() -> None:
    suggestions = suggested(table("责任单位", "责任单位名", "项目名称"), {"f": "责任单位"})
    assert suggestions == {"责任单位": Suggestion("f", True)}
