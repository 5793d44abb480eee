"""Two months of one sheet: what is new, changed, equal and missing."""

from __future__ import annotations

import pytest

from battlemap.errors import BadInput
from battlemap.exchange.office_sheets.difference import difference, likely_keys
from tests.exchange.office_sheets.samples import only_table

OLD = [
    ["2018年调度表"],
    ["项目代码", "项目名称", "总投资（万元）", "完成率", "签约时间", "存在问题"],
    ["A-01", "机器人", 125000, "25.6%", "2018.3.15", "无"],
    ["A-02", "冷链", 32000, "10%", "4月2日", "环评"],
    ["A-03", "康养", 8000, "—", "2018年5月", ""],
    ["A-04", "轴承", 1, "1%", "2018-06-01", ""],
]
NEW = [
    ["2018年调度表"],
    ["序号", "项目名称", "项目代码 ", "总投资（亿元）", "完成率(%)", "签约时间", "存在问题", "停留天数"],
    [1, "机器人", "Ａ-01", 12.5, 25.6, "2018-3-15", "无", 3],
    [2, "冷链（一期）", "A-02 ", 6, 12, "2018-04-02", "", 4],
    [3, "康养", "A-03", 0.8, "", "2018年5月31日", "", 5],
    [4, "重工", "A-05", 2, 3, "", "", 6],
    [5, "重工", "A-06", 2, 3, "", "", 6],
    [6, "重工", "A-06", 2, 3, "", "", 6],
]


def test_only_what_means_something_else_is_a_change() -> None:
    differences = difference(only_table(OLD), only_table(NEW), ["项目代码"])
    assert differences.new == ("A-05",)
    assert differences.missing == ("A-04",)
    assert differences.doubtful == ("A-06",)
    assert differences.equal == ("A-01", "A-03")
    assert {change.column for change in differences.changed["A-02"]} == {
        "项目名称",
        "总投资",
        "完成率",
        "存在问题",
    }
    assert differences.new_columns == ("序号", "停留天数")


def test_the_same_sheet_twice_changes_nothing() -> None:
    differences = difference(only_table(OLD), only_table(OLD), ["项目代码"])
    assert (differences.new, differences.changed, differences.missing) == ((), {}, ())
    assert len(differences.equal) == 4


def test_what_identifies_an_entry_is_found() -> None:
    assert likely_keys(only_table(OLD)) == ("项目代码",)
    assert likely_keys(only_table([["序号", "项目名称", "总投资"], [1, "甲", 3], [2, "乙", 4]])) == (
        "项目名称",
    )
    assert likely_keys(only_table([["序号", "进度"], [1, "开工"], [2, "开工"]])) == ()


def test_a_key_that_is_no_column_is_refused() -> None:
    with pytest.raises(BadInput, match="没有共同的列“合同号”"):
        difference(only_table(OLD), only_table(NEW), ["合同号"])
