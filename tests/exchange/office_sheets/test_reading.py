"""What is read in the cells of whole sheets, and what a person is asked to look at."""

from __future__ import annotations

from decimal import Decimal

from battlemap.exchange.office_sheets.cell import Unreadable
from tests.exchange.office_sheets.samples import cells_of, kind_of, only_table, read_rows


def test_a_sheet_without_header_and_one_of_text_alone_give_sentences() -> None:
    assert "找不到表头" in read_rows([[1, "甲", 3.5], [2, "乙", 4.5]]).report[0]
    assert "没有表格" in read_rows([["填报说明"], ["1.每月25日前报送。"]]).report[0]
    assert "是空的" in read_rows([]).report[0]
    assert (
        "找不到表头"
        in read_rows(
            [["区住建局", "王拟", "推进中"], ["区水利局", "李样", "已完成"], ["区农业局", "张", "推进中"]]
        ).report[0]
    )


def test_a_percent_column_of_fractions_alone_is_asked_about() -> None:
    table = only_table([["单位名称", "完成率"], ["甲", 0.95], ["乙", 1], ["丙", 0.4]])
    assert cells_of(table, "完成率") == [Decimal("0.95"), 1, Decimal("0.4")]
    assert any(sentence.startswith("完成率 全是小数，没有百分号") for sentence in table.report)


def test_an_amount_in_another_unit_than_the_header_says_is_suspicious() -> None:
    rows = [
        ["项目名称", "完成投资（万元）"],
        *[[f"项目{n}", n * 100] for n in range(1, 8)],
        ["末项", 32000000],
    ]
    assert any(
        "大得可疑（32000000 万元），像是按元填写的" in sentence for sentence in only_table(rows).report
    )


def test_a_bare_amount_beside_others_with_units_is_not_converted() -> None:
    table = only_table([["项目名称", "到位资金"], ["甲", "3.2亿元"], ["乙", "1200万元"], ["丙", 800]])
    assert cells_of(table, "到位资金") == [320_000_000, 12_000_000, Unreadable("800", "unit")]
    assert any("到位资金 1 格是不带单位的数（800）" in sentence for sentence in table.report)


def test_a_sum_that_skips_numbers_kept_as_text_is_explained() -> None:
    table = only_table([["项目名称", "预算（万元）"], ["甲", 100], ["乙", "3,000"], ["合计", 100]])
    assert any("有 1 格数字存成了文本，Excel 求和时没有计入" in sentence for sentence in table.report)


def test_counts_beside_amounts_are_no_amounts() -> None:
    rows = [
        ["进度表"],
        ["单位：万元"],
        ["项目名称", "应征户数", "已签约", "补偿"],
        ["甲", 88, 44, 12.5],
        ["乙", 15, 10, 3],
    ]
    table = only_table(rows)
    assert [kind_of(table, name) for name in ("应征户数", "已签约", "补偿")] == ["int", "int", "money"]


def test_years_without_more_are_texts_and_ranges_are_no_days() -> None:
    table = only_table(
        [
            ["项目名称", "建设年限", "项目代码"],
            ["甲", "2017-2019", "2018-379901-01-001"],
            ["乙", 2018, "2018-379901-01-002"],
        ]
    )
    assert cells_of(table, "建设年限") == ["2017-2019", "2018"]
    assert kind_of(table, "建设年限") == "text"
    assert kind_of(table, "项目代码") == "number"


def test_double_codes_and_wrong_check_signs_are_told() -> None:
    rows = [
        ["序号", "企业名称", "统一社会信用代码"],
        [1, "甲", "91379901MA3T0001XL"],
        [2, "乙", "91379901MA3T0007X0"],
        [3, "丙", "91379901MA3T0001XL"],
        [4, "丁", 9.13799010000123e17],
    ]
    report = only_table(rows).report
    assert "统一社会信用代码 有重复（序号 1、3）。" in report
    assert any("统一社会信用代码 1 个校验位不对（第 3 行）" in sentence for sentence in report)
    assert any("统一社会信用代码 1 个按数字保存，丢失末几位" in sentence for sentence in report)


def test_persons_are_grouped_to_households_that_are_checked() -> None:
    rows = [
        ["户编号", "姓名", "人数", "与户主关系", "人均纯收入"],
        ["001", "张", 2, "户主", 3000],
        ["001", "王", 2, "配偶", 3100],
        ["002", "李", 3, "户主", 4000],
        ["003", "赵", 1, "之子", 5000],
    ]
    table = only_table(rows)
    assert [(each.code, each.members, each.head) for each in table.households] == [
        ("001", (0, 1), 0),
        ("002", (2,), 2),
        ("003", (3,), None),
    ]
    report = "\n".join(table.report)
    assert "共 3 户 4 人。" in report
    assert "户编号 001 各行的人均纯收入不一致（3000、3100）" in report
    assert "户编号 002 的人数为 3，实有 1 行" in report
    assert "户编号 003 没有户主。" in report


def test_a_blank_column_of_remarks_is_no_amount() -> None:
    table = only_table(
        [["单位：万元"], ["项目名称", "总投资", "备注", "到位资金"], ["甲", 3, "", ""], ["乙", 4, "", ""]]
    )
    assert [kind_of(table, name) for name in ("总投资", "备注", "到位资金")] == ["money", "text", "money"]


def test_units_of_measure_in_a_column_are_no_offices() -> None:
    table = only_table(
        [
            ["指标名称", "单位", "累计"],
            ["生产总值", "亿元", 286.4],
            ["企业数", "户", 187],
            ["财政收入", "万元", "1,250"],
        ]
    )
    assert kind_of(table, "单位") == "text"


def test_what_stands_under_a_heading_of_time_is_a_day() -> None:
    rows = [
        ["2018年表"],
        ["项目名称", "时间", None],
        [None, "签约", "开工"],
        ["甲", "2018.3.5", "待开工"],
        ["乙", 43374.0, "5月上旬"],
    ]
    table = only_table(rows, [(1, 0, 2, 0), (1, 1, 1, 2)])
    assert kind_of(table, "时间/签约") == kind_of(table, "时间/开工") == "date"


def test_counts_with_the_counted_thing_and_signs_of_one_and_nought_are_read() -> None:
    table = only_table([["企业名称", "人数（人）", "是否规上"], ["甲", "1,200人", "1"], ["乙", "300", "0"]])
    assert cells_of(table, "人数") == [1200, 300]
    assert cells_of(table, "是否规上") == [True, False]
    assert kind_of(table, "人数") == "int"


def test_figures_that_an_id_lacks_and_parts_of_a_yuan_are_told() -> None:
    rows = [
        ["姓名", "身份证号", "金额（元）"],
        ["甲", "37990119560312011", 500.5],
        ["乙", "379901380514001", 3],
    ]
    report = only_table(rows).report
    assert "身份证号 1 个位数不对（第 2 行），请核对。" in report
    assert "金额 1 格带角分，按整元读入（四舍五入）。" in report


def test_bare_fractions_beside_percents_with_their_sign_are_asked_about() -> None:
    table = only_table([["项目名称", "完成率"], ["甲", "75%"], ["乙", 0.75], ["丙", "16.7％"]])
    assert any("0.75" in sentence and "75.00%" in sentence for sentence in table.report)
