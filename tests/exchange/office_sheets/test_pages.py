"""Sheets that go over pages and months, and what stands below their last entry."""

from __future__ import annotations

from tests.exchange.office_sheets.samples import cells_of, kind_of, only_table, read_rows


def test_a_title_that_stands_again_on_each_page_heads_no_group() -> None:
    head = ["序号", "企业名称", "主营业务收入（亿元）"]
    table = only_table(
        [
            ["企业名录"],
            head,
            [1, "甲公司", 1.5],
            [2, "乙公司", 2.5],
            ["企业名录（续表）"],
            head,
            [3, "丙公司", 3.5],
        ]
    )
    assert cells_of(table, "企业名称") == ["甲公司", "乙公司", "丙公司"]
    assert not table.groups


def test_what_is_said_of_the_figures_in_the_last_row_is_no_entry() -> None:
    table = only_table(
        [
            ["序号", "指标名称", "本月"],
            [1, "用电量", 5],
            [2, "用水量", 7],
            ["数据来源：区统计局"],
        ]
    )
    assert cells_of(table, "指标名称") == ["用电量", "用水量"]


def test_the_day_of_the_figures_may_stand_in_a_note_below() -> None:
    table = only_table(
        [["姓名", "入户时间"], ["甲", "9月1日"], ["乙", "9月2日"], ["备注：以上数据截至2018年9月30日"]]
    )
    assert str(table.as_of) == "2018-09-30"
    assert kind_of(table, "入户时间") == "date"


def test_months_below_years_are_columns() -> None:
    table = only_table(
        [
            ["支付计划表（单位：万元）"],
            ["科目", "2018年", "", "2019年"],
            ["", "11月", "12月", "1月"],
            ["教育支出", 1, 2, 3],
            ["社会保障", 4, 5, 6],
        ],
        merges=[(0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 1, 2)],
    )
    assert [column.name for column in table.columns] == ["科目", "2018年/11月", "2018年/12月", "2019年/1月"]


def test_a_day_alone_takes_the_month_of_the_title() -> None:
    table = only_table(
        [["2018年9月份排查台账"], ["序号", "排查时间", "隐患"], [1, "3日", "甲"], [2, "12日", "乙"]]
    )
    assert [str(cell.value) for cell in cells_of(table, "排查时间")] == ["2018-09-03", "2018-09-12"]


def test_a_form_of_one_thing_is_told_and_not_read_as_a_list() -> None:
    form = [
        ["重点项目申报表"],
        ["项目名称", "甲机械产业园", "建设单位", "甲公司"],
        ["总投资", "3.2亿元", "建设地点", "青泉镇"],
        ["开工时间", "2018年10月", "竣工时间", "2019年12月"],
        ["联系人", "张三", "电话", "13900000001"],
    ]
    read = read_rows(form)
    assert not read.tables
    assert any("表单" in sentence for sentence in read.report)


def test_a_short_list_of_names_and_units_is_no_form() -> None:
    table = only_table(
        [["项目名称", "责任单位"], ["甲项目", "建设局"], ["乙项目", "教育局"], ["丙项目", "财政局"]]
    )
    assert cells_of(table, "项目名称") == ["甲项目", "乙项目", "丙项目"]
