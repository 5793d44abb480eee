"""The shape of sheets: title zone, header rows, groups, sums, hidden parts, several tables on one sheet."""

from __future__ import annotations

from datetime import date

from battlemap.exchange.office_sheets.cell import Unreadable, Worded
from tests.exchange.office_sheets.samples import cells_of, only_table, read_rows

N = None


def names(table) -> list[str]:  # type: ignore[no-untyped-def]
    return [column.name for column in table.columns]


def test_title_unit_and_day_stand_above_the_header() -> None:
    table = only_table(
        [
            ["附件1"],
            ["青泉区2018年重点项目推进情况统计表"],
            ["填报单位：区发改局", N, "截至10月25日", "单位：户、万元"],
            ["序号", "项目名称", "搬迁户数", "补偿资金"],
            [1, "甲", "1,260", 12.5],
        ]
    )
    assert (table.title, table.unit, table.as_of) == (
        "青泉区2018年重点项目推进情况统计表",
        "户、万元",
        date(2018, 10, 25),
    )
    assert [column.kind for column in table.columns] == ["int", "text", "int", "money"]
    assert cells_of(table, "补偿资金") == [125_000]
    assert cells_of(table, "搬迁户数") == [1260]


def test_the_reporting_unit_is_no_unit_of_measure() -> None:
    table = only_table([["台账"], ["单位：区住建局"], ["序号", "项目名称", "投资（万元）"], [1, "甲", 2]])
    assert table.unit == ""


def test_a_title_may_be_spread_over_rows_with_blanks_and_bear_its_unit() -> None:
    rows = [
        ["青泉区 2018 年 信 访 台 账（单位：亿元）"],
        [N],
        ["序号", "项目名称", "总投资", "开工时间"],
        [1, "甲", 2, "5月底"],
    ]
    table = only_table(rows, [(0, 0, 1, 3)])
    assert (table.title, table.unit) == ("青泉区2018年信访台账", "亿元")
    assert cells_of(table, "总投资") == [200_000_000]
    assert cells_of(table, "开工时间") == [Worded(date(2018, 5, 31), "5月底")]


def test_the_day_of_the_figures_may_stand_below_the_table() -> None:
    table = only_table(
        [
            ["统计表"],
            ["序号", "单位", "数量"],
            [1, "甲局", 3],
            [2, "乙局", 4],
            ["填表人：张三", N, "填报日期：2018年10月8日"],
        ]
    )
    assert table.as_of == date(2018, 10, 8)
    assert len(table.rows) == 2
    assert table.notes == ["填表人：张三", "填报日期：2018年10月8日"]


def test_header_rows_are_joined_where_cells_are_merged() -> None:
    rows = [
        ["序号", "道路名称", "投资（万元）", N, N, "*联系\n电话", "备注"],
        [N, N, "总投资", "其中：资金来源", N, N, N],
        [N, N, N, "财政资金", "社会资本", N, N],
        [1, "青泉大道", 3, 1, "2", 13900000601.0, N],
    ]
    merges = [
        (0, 0, 2, 0),
        (0, 1, 2, 1),
        (0, 2, 0, 4),
        (1, 2, 2, 2),
        (1, 3, 1, 4),
        (0, 5, 2, 5),
        (0, 6, 2, 6),
    ]
    table = only_table(rows, merges)
    assert names(table) == [
        "序号",
        "道路名称",
        "投资/总投资",
        "投资/其中：资金来源/财政资金",
        "投资/其中：资金来源/社会资本",
        "联系电话",
        "备注",
    ]
    assert [cells_of(table, name)[0] for name in names(table)[2:6]] == [30000, 10000, 20000, "13900000601"]


def test_header_rows_are_joined_where_nothing_is_merged() -> None:
    rows = [
        ["序号", "项目名称", "投资情况", N, N, "责任单位"],
        [N, N, "总投资（亿元）", "已完成（万元）", "完成率", N],
        [1, "甲项目", 2.5, 1.25, "50%", "区住建局"],
        [2, "乙项目", "3,000万元", 0, 0, "区水利局"],
    ]
    table = only_table(rows)
    assert names(table)[2:5] == ["投资情况/总投资", "投资情况/已完成", "投资情况/完成率"]
    assert cells_of(table, "投资情况/总投资") == [250_000_000, 30_000_000]
    assert cells_of(table, "投资情况/已完成") == [12_500, 0]


def test_a_row_that_numbers_the_columns_is_left_out_above_and_below_the_header() -> None:
    below = only_table([["序号", "单位", "总数", "完成率"], ["甲", "乙", 1, "2=1/3"], [1, "甲局", 10, "50%"]])
    above = only_table(
        [["(1)", "(2)", "(3)", "(4)"], ["序号", "单位", "总数", "完成率"], [1, "甲局", 10, "50%"]]
    )
    assert cells_of(below, "总数") == cells_of(above, "总数") == [10]


def test_groups_totals_and_notes_are_no_entries() -> None:
    table = only_table(
        [
            ["序号", "项目名称", "总投资（万元）"],
            ["一、续建项目（2个）"],
            [1, "甲", 10],
            [2, "乙", 20],
            ["小计", N, 30],
            ["二、新建项目（3个）"],
            [3, "丙", 40],
            ["小计", N, 41],
            ["合计", N, 71],
            ["注：1.含市级资金。"],
            ["    2.数据由各单位提供。"],
        ],
        [(1, 0, 1, 2), (5, 0, 5, 2)],
    )
    assert cells_of(table, "项目名称") == ["甲", "乙", "丙"]
    assert table.group_of == ["一、续建项目（2个）"] * 2 + ["二、新建项目（3个）"]
    assert [(group.title, group.rows) for group in table.groups] == [
        ("一、续建项目（2个）", 2),
        ("二、新建项目（3个）", 1),
    ]
    assert [(total.stated, total.computed) for total in table.totals] == [
        (300000, 300000),
        (410000, 400000),
        (710000, 700000),
    ]
    assert "“二、新建项目（3个）”小计：总投资 41万元，相加为 40万元，不符。" in table.report
    assert "“二、新建项目（3个）”标题写 3 个，实有 1 行。" in table.report
    assert len(table.notes) == 2


def test_groups_may_be_numbered_in_the_first_column_and_bear_their_sums() -> None:
    table = only_table(
        [
            ["序号", "项目名称", "总投资（万元）"],
            ["一", "续建项目", 30],
            [1, "甲", 10],
            [2, "乙", 20],
            ["二", "新建项目", 50],
            [3, "丙", 40],
            ["总计", N, 80],
        ]
    )
    assert cells_of(table, "项目名称") == ["甲", "乙", "丙"]
    assert [group.title for group in table.groups] == ["一、续建项目", "二、新建项目"]
    assert [total.is_right for total in table.totals] == [True, False, False]


def test_subtotals_without_headings_close_what_stands_above_them() -> None:
    table = only_table(
        [
            ["镇街", "企业名称", "诉求数"],
            ["甲镇", "a", 1],
            ["甲镇", "b", 2],
            ["小计", N, 3],
            ["乙镇", "c", 4],
            ["小计", N, 4],
            ["合计", N, 7],
        ]
    )
    assert [(total.stated, total.computed) for total in table.totals] == [(3, 3), (4, 4), (7, 7)]


def test_a_total_on_top_sums_what_stands_below_and_parts_count_once() -> None:
    table = only_table(
        [
            ["行业分类", "隐患数", "整改数"],
            ["总计", 30, 28],
            ["煤矿", 10, 9],
            ["危险化学品", 20, 20],
            ["其中：加油站", 5, 5],
        ]
    )
    assert cells_of(table, "行业分类") == ["煤矿", "危险化学品", "其中：加油站"]
    assert [(total.stated, total.computed) for total in table.totals] == [(30, 30), (28, 29)]
    assert any("不计“其中”1 行" in sentence for sentence in table.report)


def test_rows_with_ordinals_and_figures_are_entries_and_their_total_is_no_fault() -> None:
    table = only_table(
        [
            ["项目", "本月（万元）"],
            ["一、税收收入", 60],
            ["增值税", 40],
            ["所得税", 20],
            ["二、非税收入", 10],
            ["合计", 70],
        ]
    )
    assert len(table.rows) == 4
    assert [total.is_right for total in table.totals] == [True]


def test_a_repeated_header_is_no_entry() -> None:
    rows = [
        ["序号", "信访人", "涉及人数"],
        [1, "甲某", "5人"],
        ["（续表）"],
        ["序号", "信访人", "涉及人数"],
        [2, "乙某", 3],
        [4, "丁某", "33户"],
    ]
    table = only_table(rows)
    assert cells_of(table, "涉及人数") == [5, 3, Unreadable("33户")]
    assert "序号不连续，缺 3。" in table.report


def test_hidden_rows_and_columns_are_left_out_and_counted() -> None:
    rows = [
        ["序号", "企业名称", "法定代表人", "人数"],
        [1, "甲", "张", 2],
        [2, "乙", "李", 3],
        [3, "丙", "王", 4],
    ]
    table = only_table(rows, hidden_rows={2}, hidden_columns={2})
    assert cells_of(table, "企业名称") == ["甲", "丙"]
    assert (table.hidden_rows, table.hidden_columns) == (1, ("法定代表人",))
    assert "有 1 列隐藏（法定代表人），没有读入。" in table.report
    assert not any("缺 2" in sentence for sentence in table.report)


def test_an_amount_that_is_merged_down_counts_once() -> None:
    rows = [
        ["申报单位", "项目名称", "资金（万元）"],
        ["水利局", "甲", 10],
        [N, "乙", N],
        ["农业局", "丙", 5],
        ["合计", N, 15],
    ]
    table = only_table(rows, [(1, 0, 2, 0), (1, 2, 2, 2)])
    assert cells_of(table, "申报单位") == ["水利局", "水利局", "农业局"]
    assert cells_of(table, "资金") == [100_000, 100_000, 50_000]
    assert [total.is_right for total in table.totals] == [True]


def test_tables_below_one_another_have_their_own_unit_and_share_the_year() -> None:
    read = read_rows(
        [
            ["表一  2018年收入情况表"],
            [N, N, "单位：万元"],
            ["项目", "本月", "累计"],
            ["增值税", 1, 2],
            ["注：地方级口径。"],
            [N],
            ["表二  支出情况表（单位：元）"],
            ["部门", "本月", "缴库日期"],
            ["区法院", "860,000.00", "10月8日"],
            ["合  计", 860000, N],
        ]
    )
    first, second = read.tables
    assert (first.title, second.title) == ("表一2018年收入情况表", "表二支出情况表")
    assert cells_of(first, "本月") == [10000]
    assert cells_of(second, "本月") == [860000]
    assert cells_of(second, "缴库日期") == [Worded(date(2018, 10, 8), "10月8日")]


def test_tables_side_by_side_are_parted() -> None:
    rows = [
        ["第3期红黑榜", N, N, N, N, N],
        ["街道排名", N, N, N, "部门排名", N, N],
        ["名次", "单位", "得分", N, "名次", "单位", "备注"],
        [1, "南湖街道", 96.5, N, 1, "区住建局", "红旗"],
        [N, N, N, N, 2, "区信访局", "约谈"],
        ["说明：后三名约谈。", N, N, N, N, N, N],
    ]
    left, right = read_rows(rows, [(0, 0, 0, 6), (1, 0, 1, 2), (1, 4, 1, 6), (5, 0, 5, 6)]).tables
    assert (len(left.rows), len(right.rows)) == (1, 2)
    assert left.title is not None and "街道排名" in left.title
    assert right.title is not None and "部门排名" in right.title


def test_a_list_in_two_columns_of_persons_is_parted_without_titles_of_its_own() -> None:
    rows = [
        ["通讯录"],
        ["序号", "姓名", "电话", N, "序号", "姓名", "电话"],
        [1, "张例", "13900000001", N, 3, "王拟", "13900000003"],
        [2, "李样", "13900000002", N, 4, "赵试", "13900000004"],
    ]
    assert [cells_of(table, "姓名") for table in read_rows(rows).tables] == [
        ["张例", "李样"],
        ["王拟", "赵试"],
    ]


def test_a_spacer_column_does_not_part_a_table() -> None:
    rows = [
        ["序号", "项目名称", N, "责任单位", "进度"],
        [1, "甲", N, "区住建局", "开工"],
        [2, "乙", N, "区水利局", "竣工"],
    ]
    table = only_table(rows)
    assert names(table) == ["序号", "项目名称", "责任单位", "进度"]


def test_columns_of_one_name_and_without_name_are_told() -> None:
    rows = [
        ["序号", "责任人", "联系电话", "施工单位", "联系电话", N],
        [1, "张", "139", "甲公司", "137", "已核实"],
    ]
    table = only_table(rows)
    assert names(table) == ["序号", "责任人", "联系电话", "施工单位", "联系电话（2）", "无列名（F列）"]
    assert any("列名重复" in sentence for sentence in table.report)
    assert any("最后一列（F 列）没有名称" in sentence for sentence in table.report)


def test_what_follows_a_part_without_a_number_is_a_part_too() -> None:
    rows = [
        ["序号", "行业", "隐患数"],
        [N, "合计", 50],
        [1, "煤矿", 20],
        [N, "其中：井工", 12],
        [N, "露天", 8],
        [2, "非煤", 30],
    ]
    table = only_table(rows)
    assert len(table.rows) == 4
    assert [total.is_right for total in table.totals] == [True]


def test_a_title_may_end_with_the_day_of_its_figures() -> None:
    table = only_table([["隐患清单（2018年11月20日）"], ["序号", "隐患内容", "整改期限"], [1, "甲", "11.25"]])
    assert table.title == "隐患清单（2018年11月20日）"
    assert table.as_of == date(2018, 11, 20)


def test_a_row_of_averages_is_neither_entry_nor_sum() -> None:
    rows = [
        ["单位", "任务数", "完成数"],
        ["甲镇", 10, 8],
        ["乙镇", 20, 20],
        ["全区合计", 30, 28],
        ["平均", 15, 14],
    ]
    table = only_table(rows)
    assert len(table.rows) == 2
    assert [total.is_right for total in table.totals] == [True, True]


def test_the_count_of_records_that_systems_write_is_no_entry() -> None:
    table = only_table([["编号", "标题", "金额（元）"], ["1", "甲", 5], ["共1条记录", N, N], ["合计", N, 5]])
    assert len(table.rows) == 1


def test_a_header_begins_where_its_merged_cells_begin() -> None:
    rows = [
        ["道路", "一标段", N, "二标段", N],
        [N, "施工单位", "电话", "施工单位", "电话"],
        ["甲路", "x公司", "139", "y公司", "138"],
    ]
    table = only_table(rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)])
    assert names(table) == ["道路", "一标段/施工单位", "一标段/电话", "二标段/施工单位", "二标段/电话"]


def test_a_heading_above_the_header_is_a_group_where_others_follow() -> None:
    rows = [["台账"], ["一、南湖街道"], ["序号", "项目名称", "金额（元）"], [1, "甲项", 100], ["小计", N, 100],
            ["二、北城街道"], ["序号", "项目名称", "金额（元）"], [1, "乙项", 200], ["小计", N, 200], ["总计", N, 300]]  # fmt: skip
    table = only_table(rows)
    assert (table.title, table.group_of) == ("台账", ["一、南湖街道", "二、北城街道"])
    assert [total.is_right for total in table.totals] == [True, True, True]


def test_numbered_instructions_are_no_table() -> None:
    assert (
        read_rows([["填表说明"], ["一、", "填报范围：全区各街道"], ["二、", "金额单位为万元"]]).tables == []
    )
