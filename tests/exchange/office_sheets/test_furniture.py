"""What stands around the entries of an office sheet: page heads, carried sums, examples, remarks, cells merged from a sum."""

from __future__ import annotations

from typing import Any

import pytest

from battlemap.exchange.office_sheets.cell import Unreadable
from battlemap.exchange.office_sheets.sheet_table import SheetTable
from tests.exchange.office_sheets.samples import cells_of, kind_of, only_table, sheet_of


def page(number: int, first: int, carried: int | None) -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["隐患排查治理台账", None, None],
        ["填报日期：2018年10月15日", None, f"第{number}页 共2页"],
        ["序号", "隐患单位", "整改资金（元）"],
    ]
    if carried is not None:
        rows.append(["承前页", None, carried])
    rows += [[n, f"企业{n}", 1000 * n] for n in (first, first + 1)]
    return [*rows, ["本页小计", None, 2000 * first + 1000], ["过次页", None, 0]]


def test_heads_of_pages_and_sums_carried_over_are_no_entries() -> None:
    table = only_table([*page(1, 1, None), *page(2, 3, 3000), ["总计", None, 10000]])
    assert cells_of(table, "序号") == [1, 2, 3, 4]
    assert [(total.label, total.stated, total.computed) for total in table.totals] == [
        ("本页小计", 3000, 3000),
        ("本页小计", 7000, 7000),
        ("总计", 10000, 10000),
    ]


def test_a_street_merged_from_the_row_of_its_sums_down_is_told_of_every_village() -> None:
    rows = [["街道", "村居", "户数"], ["柳行街道", "小计", 230], [None, "前岗村", 130], [None, "后岗村", 100]]
    table = only_table(rows, [(1, 0, 3, 0)])
    assert cells_of(table, "街道") == ["柳行街道", "柳行街道"]
    hidden = only_table(
        [["街道", "村居", "户数"], ["柳行街道", "前岗村", 130], [None, "后岗村", 100]],
        [(1, 0, 2, 0)],
        hidden_rows={1},
    )
    assert cells_of(hidden, "街道") == ["柳行街道"]


def test_a_total_over_two_rows_is_two_rows_of_sums() -> None:
    rows = [
        ["村", "类别", "户数"],
        ["甲村", "计划", 10],
        ["甲村", "完成", 8],
        ["合计", "计划", 10],
        [None, "完成", 8],
    ]
    table = only_table(rows, [(3, 0, 4, 0)])
    assert cells_of(table, "户数") == [10, 8]


def test_an_example_row_is_a_note() -> None:
    table = only_table([["序号", "项目名称", "人数"], ["示例", "某某项目", 5], [1, "甲项目", 3]])
    assert cells_of(table, "项目名称") == ["甲项目"] and kind_of(table, "序号") == "int"
    assert table.notes == ["示例 某某项目 5"]


def test_a_remark_beside_the_table_and_blank_columns_inside_do_not_hide_it() -> None:
    rows: list[list[Any]] = [
        ["序号", "企业名称", None, "国别", "应访时间", None, None, "备注：商务局汇总"],
        *([n, f"企业{n}", None, "德国", "2018-06-01"] for n in range(1, 5)),
    ]
    table = only_table(rows)
    assert [column.name for column in table.columns] == ["序号", "企业名称", "国别", "应访时间"]


@pytest.mark.parametrize(
    "line", ["2.“投资额”以万元为单位，保留两位小数；", "金额单位统一为万元", "所有金额按“万元”为计量单位填写"]
)
def test_instructions_tell_the_unit(line: str) -> None:
    table = only_table([["填报说明："], [line], ["项目名称", "投资额"], ["甲项目", 12.5], ["乙项目", 3]])
    assert table.unit == "万元" and cells_of(table, "投资额") == [125_000, 30_000]


def test_a_rate_below_a_heading_in_wan_yuan_is_a_percent() -> None:
    rows = [
        ["序号", "企业名称", "投资（万元）", None, None],
        [None, None, "总投资", "已完成", "完成比例"],
        [1, "甲厂", 100, 30, "30%"],
        [2, "乙厂", 200, 50, "25%"],
    ]
    table = only_table(rows)
    assert kind_of(table, "投资/完成比例") == "percent" and cells_of(table, "投资/已完成") == [
        300_000,
        500_000,
    ]


def formatted(code: str, name: str, *values: float) -> SheetTable:
    from battlemap.exchange.office_sheets.raw_sheet import RawBook
    from battlemap.exchange.office_sheets.reading import reading_of

    rows = [["单位名称", name], *([f"区{n}局", value] for n, value in enumerate(values))]
    formats = {(row, 1): code for row in range(1, len(rows))}
    (table,) = reading_of(RawBook([sheet_of(rows, formats=formats)]), "表.xlsx").tables
    return table


def test_a_format_that_says_yuan_makes_money_of_any_column() -> None:
    assert cells_of(formatted('#,##0.00"万元"', "执行数", 800.5, 1601), "执行数") == [8_005_000, 16_010_000]
    assert kind_of(formatted('0!.0,"万"', "预算数", 12_345_678, 3), "预算数") == "money"
    assert kind_of(formatted('0!.0,"万"', "人口数", 123_456, 30_000), "人口数") == "int"


def test_fractions_beside_formatted_percents_are_asked_about() -> None:
    rows = [["企业名称", "产能利用率"], ["甲", "0.85"], ["乙", 0.7]]
    from battlemap.exchange.office_sheets.raw_sheet import RawBook
    from battlemap.exchange.office_sheets.reading import reading_of

    (table,) = reading_of(RawBook([sheet_of(rows, formats={(2, 1): "0%"})]), "表.xlsx").tables
    assert any("产能利用率 有的带百分号" in sentence for sentence in table.report)


def test_this_month_is_no_day_where_nobody_says_which() -> None:
    rows = [["事项", "办结时限"], ["甲", "本月底"], ["乙", "2018-09-01"], ["丙", "五一前"]]
    first, second, third = cells_of(only_table([["2018年度台账"], *rows]), "办结时限")
    assert isinstance(first, Unreadable) and str(second) == "2018-09-01" and str(third.value) == "2018-04-30"
    told = cells_of(only_table([["2018年9月份台账"], *rows]), "办结时限")
    assert str(told[0].value) == "2018-09-30"


def test_days_are_counted_in_either_word_and_a_remark_on_parts_is_a_note() -> None:
    rows = [
        ["信访人", "办理期限（天）", "投入"],
        ["甲", "60日", 3],
        ["乙", 15.0, 2],
        ["丙", "5个工作日", 1],
        ["合计", None, 6],
        ["其中：超期1件", None, None],
    ]
    table = only_table([["信访台账"], [None, None, "投资单位：亿元"], *rows])
    assert cells_of(table, "办理期限")[:2] == [60, 15] and table.unit == "亿元"
    assert cells_of(table, "办理期限")[2] == Unreadable("5个工作日"), "working days are others"
    assert table.notes == ["其中：超期1件"]


def test_a_head_over_three_rows_without_merged_cells_is_one_head() -> None:
    rows: list[list[Any]] = [
        ["序号", "项目名称", "资金来源", None, None, None, "支出", None, "结余"],
        [None, None, "上级", None, "区级", "合计", "本月", "累计", None],
        [None, None, "中央", "省级", None, None, None, None, None],
        *([n, f"专项{n}", 100, 50, 20, 170, 10, 60, 110] for n in (1, 2, 3)),
    ]
    assert [column.name for column in only_table(rows).columns] == [
        "序号", "项目名称", "资金来源/上级/中央", "资金来源/上级/省级", "资金来源/区级", "资金来源/合计",
        "支出/本月", "支出/累计", "结余",
    ]  # fmt: skip


def test_units_may_have_a_row_of_the_head_of_their_own() -> None:
    rows: list[list[Any]] = [
        ["街道", "应改户数", "改造率", "投入资金"],
        [None, "（户）", "（%）", "（万元）"],
        ["王因街道", 500, 60, 200],
        ["接庄街道", 400, 75, 250],
    ]
    table = only_table(rows)
    assert [column.unit for column in table.columns] == ["", "户", "%", "万元"]
    assert cells_of(table, "投入资金") == [2_000_000, 2_500_000]


def test_units_that_tell_two_columns_apart_are_their_names() -> None:
    rows: list[list[Any]] = [
        ["街道", "来访", None, "来信"],
        [None, "批次", "人次", "件"],
        ["王因街道", 5, 30, 6],
        ["接庄街道", 4, 20, 7],
    ]
    merged = only_table(rows, [(0, 1, 0, 2), (0, 0, 1, 0)])
    assert [column.name for column in merged.columns][:3] == ["街道", "来访/批次", "来访/人次"]
    assert cells_of(merged, "来访/人次") == [30, 20]
    assert [column.name for column in only_table(rows).columns][:3] == ["街道", "来访/批次", "来访/人次"]
