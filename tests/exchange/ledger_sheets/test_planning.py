"""A plan tells what a sheet would change, asks what is not certain, and makes nothing of names that nobody knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from battlemap.domain.fields.kept import Unread
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.identity import HeldEntry
from battlemap.exchange.ledger_sheets.plan import Answers, ImportPlan
from battlemap.exchange.ledger_sheets.planning import Above, import_plan
from battlemap.exchange.office_sheets.cell import Nothing, Unreadable, Worded
from battlemap.exchange.office_sheets.sheet_table import Column, SheetTable
from tests.exchange.ledger_sheets.samples import ALL, NAMES, defined, held, row

LEDGER = defined(ALL)
KEPT = [
    row(LEDGER, "e1", name="甲项目", total=150_000_000, unit="u1", day=date(2018, 10, 8), staff=12),
    row(LEDGER, "e2", name="乙项目", total=80_000_000, stage="lead"),
    row(LEDGER, "e3", name="丙项目", staff=7),
]


def sheet(**columns: Any) -> SheetTable:
    """A table of columns that are told as name=(kind, unit, cells)."""
    made = [
        Column(name, kind, unit, list(cells), place)
        for place, (name, (kind, unit, cells)) in enumerate(columns.items())
    ]
    rows = len(made[0].cells)
    return SheetTable("表", "台账", "", None, 2018, made, list(range(3, 3 + rows)), [""] * rows, [], [], 0, (), [])  # fmt: skip


def plan(table: SheetTable, **answers: Any) -> ImportPlan:
    return import_plan(table, LEDGER, held(LEDGER, KEPT), NAMES, Answers(**answers))


def test_a_sheet_is_compared_entry_by_entry() -> None:
    planned = plan(
        sheet(
            项目名称=("text", "", ["甲 项目", "乙项目", "丁项目"]),
            总投资=("money", "亿元", [150_000_000, 90_000_000, 30_000_000]),
            签约日期=("date", "", [Worded(date(2018, 10, 8), "10月8日"), date(2018, 11, 1), None]),
            当前阶段=("choice", "", [None, "签约", "线索"]),
        )
    )
    assert [(entry.title, entry.values["total"]) for entry in planned.new] == [("丁项目", 30_000_000)]
    assert [(entry.id, dict(entry.changes)) for entry in planned.changed] == [
        (
            "e2",
            {"total": (80_000_000, 90_000_000), "day": (None, date(2018, 11, 1)), "stage": ("lead", "sign")},
        )
    ]
    assert (planned.equal, [entry.id for entry in planned.missing]) == (1, ["e3"])
    assert planned.summary() == "新增 1，变化 1，相同 1，缺少 1，不能导入 0 行，读不懂 0 格"


def test_blank_cells_and_signs_for_nothing_take_nothing_away() -> None:
    planned = plan(
        sheet(项目名称=("text", "", ["甲项目", "丙项目"]), 职工人数=("int", "", [None, Nothing("—")]))
    )
    assert (planned.changes_nothing, planned.equal) == (True, 2)


def test_what_cannot_be_read_is_kept_in_new_entries_and_overwrites_nothing_that_could() -> None:
    planned = plan(
        sheet(
            项目名称=("text", "", ["甲项目", "丙项目", "戊项目"]),
            总投资=("money", "亿元", [Unreadable("约1.6"), Unreadable("另议"), Unreadable("约300")]),
        )
    )
    assert planned.new[0].values["total"] == Unread("约300")
    assert [(entry.id, dict(entry.changes)) for entry in planned.changed] == [
        ("e3", {"total": (None, Unread("另议"))})
    ]
    assert [(planned.row_number(cell.place), cell.text) for cell in planned.unread] == [
        (4, "约1.6"),
        (5, "另议"),
        (6, "约300"),
    ]
    assert planned.problems() == ["总投资读不懂：约1.6", "总投资读不懂：另议", "总投资读不懂：约300"]


def test_names_are_matched_or_asked_about_and_never_made() -> None:
    table = sheet(
        项目名称=("text", "", ["甲项目", "乙项目", "丙项目"]),
        责任单位=("unit", "", ["柳行街道", "区住建局", "星际局"]),
    )
    planned = plan(table)
    assert {question.written: question.candidates for question in planned.names} == {
        "区住建局": (("u2", "住房和城乡建设局"),), "星际局": (),
    }  # fmt: skip
    assert {entry.id: entry.changes["unit"][1] for entry in planned.changed} == {
        "e2": Unread("区住建局"), "e3": Unread("星际局"),
    }  # fmt: skip
    answered = plan(table, names={("unit", "区住建局"): "u2"})
    assert {entry.id: entry.changes["unit"][1] for entry in answered.changed}["e2"] == "u2"
    assert [question.written for question in answered.names] == ["星际局"]


def test_rows_that_are_doubled_or_nameless_stay_outside_and_are_told() -> None:
    planned = plan(
        sheet(
            项目名称=("text", "", ["己项目", "己 项目", None, "甲项目"]), 职工人数=("int", "", [1, 2, 3, 12])
        )
    )
    assert planned.changes_nothing
    assert [(planned.row_number(fault.place), fault.words) for fault in planned.faults] == [
        (4, "表里有重复（己项目），没有导入"), (5, "表里有重复（己 项目），没有导入"), (6, "没有项目名称，认不出是哪一条"),
    ]  # fmt: skip


def test_an_amount_without_a_unit_is_asked_about_and_read_once_it_is_told() -> None:
    table = sheet(项目名称=("text", "", ["庚项目"]), 总投资=("money", "", [Unreadable("3.5", "unit")]))
    assert plan(table).new[0].values["total"] == Unread("3.5")
    assert plan(table, units={"总投资": "亿元"}).new[0].values["total"] == 350_000_000
    with pytest.raises(BadInput, match="不是金额的单位"):
        plan(table, units={"总投资": "公里"})


def test_columns_that_only_resemble_a_field_or_have_another_unit_are_asked_about() -> None:
    table = sheet(
        项目名称=("text", "", ["辛项目"]),
        用工总人数=("int", "", [3]),
        占地面积=("decimal", "公顷", [Decimal(2)]),
        天气=("text", "", ["晴"]),
    )
    planned = plan(table)
    assert dict(planned.new[0].values) == {"name": "辛项目"}
    assert planned.asks == (
        "“用工总人数”一列在台账里没有对应的字段，没有读入。",
        "“占地面积”一列的单位是公顷，台账里是亩，请换算后再导入，或确认就按亩读。",
        "“天气”一列在台账里没有对应的字段，没有读入。",
    )
    sure = plan(table, columns={"用工总人数": "staff", "占地面积": "land"})
    assert dict(sure.new[0].values) == {"name": "辛项目", "staff": 3, "land": Decimal(2)}
    assert sure.columns == {"项目名称": "name", "用工总人数": "staff", "占地面积": "land"}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"项目名称": "share"}, "“到位率”由程序填写"),
        ({"项目名称": "nobody"}, "没有字段“nobody”"),
        ({"项目名称": "name", "天气": "name"}, "有两列都对应“项目名称”"),
        ({"项目名称": ""}, "表里没有“项目名称”一列"),
    ],
)
def test_what_is_wrongly_told_of_columns_is_refused(columns: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        plan(sheet(项目名称=("text", "", ["甲"]), 天气=("text", "", ["晴"])), columns=columns)


def test_an_entry_without_its_key_is_known_by_its_name_but_a_person_never() -> None:
    template = {**ALL, "key_fields": ["phone"]}
    firms, table = defined(template), sheet(
        项目名称=("text", "", ["甲项目", "壬项目"]), 联系电话=("secret", "", ["13900001234", None]), 职工人数=("int", "", [5, 6])
    )  # fmt: skip
    kept = [row(firms, "e1", name="甲项目"), row(firms, "e2", name="壬项目", staff=1)]
    by_name = import_plan(table, firms, held(firms, kept), NAMES)
    assert {entry.id: dict(entry.changes) for entry in by_name.changed} == {
        "e1": {"phone": (firms.by_key["phone"].type.nothing, "13900001234"), "staff": (None, 5)}, "e2": {"staff": (1, 6)},
    }  # fmt: skip
    persons = defined({**template, "is_personal": True})
    strict = import_plan(table, persons, held(persons, kept), NAMES)
    assert [entry.title for entry in strict.new] == ["甲项目"]
    assert [fault.words for fault in strict.faults] == ["没有联系电话，认不出是哪一条"]


def test_children_find_their_entry_above() -> None:
    above = Above.of("道路", [("菱花路", "r1"), ("仁美路", "r2"), ("仁美路", "r3")])
    table = sheet(
        道路=("text", "", ["菱花路", "仁美路", "太白路", None]),
        项目名称=("text", "", ["一段", "一段", "二段", "三段"]),
    )
    planned = import_plan(
        table, LEDGER, held(LEDGER, [row(LEDGER, "s1", parent="r1", name="一段")]), NAMES, None, above
    )
    assert planned.equal == 1
    assert [fault.words for fault in planned.faults] == [
        "有 2 条叫“仁美路”，分不清", "道路里没有“太白路”", "没有写道路",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="没有“道路”一列"):
        import_plan(sheet(项目名称=("text", "", ["一段"])), LEDGER, [], NAMES, None, above)


def test_what_offices_write_for_the_same_thing_is_known_or_asked_about() -> None:
    planned = plan(
        sheet(
            项目=("text", "", ["甲项目"]),
            签约时间=("date", "", [date(2018, 10, 8)]),
            阶段=("choice", "", ["签约"]),
        ),
        columns={"项目": "name"},
    )
    assert planned.columns == {"项目": "name", "签约时间": "day", "阶段": "stage"}
    asked = plan(sheet(项目名称=("text", "", ["甲项目"]), 主要问题=("text", "", ["缺地"])))
    assert asked.asks == ("“主要问题”一列像是“存在问题”，请确认。",)


def test_headings_inside_a_sheet_are_a_column_that_is_asked_about() -> None:
    table = sheet(项目名称=("text", "", ["甲项目", "乙项目", "丙项目"]))
    table.group_of = ["一、工业（2个）", "一、工业（2个）", "（二）农业"]
    assert plan(table).asks == ("表内分组像是“项目类型”，请确认。",)
    planned = plan(table, columns={"分组": "kind"})
    assert {entry.id: entry.changes["kind"][1] for entry in planned.changed} == {
        "e1": "a",
        "e2": "a",
        "e3": "b",
    }
    table.group_of = ["甲片", "甲片", "乙片"]
    assert plan(table).asks == ()


def test_the_last_part_of_a_head_over_two_rows_is_the_field_where_no_other_ends_so() -> None:
    one = plan(
        sheet(**{"项目名称": ("text", "", ["甲项目"]), "责任落实/责任单位": ("unit", "", ["柳行街道"])})
    )
    assert one.columns == {"项目名称": "name", "责任落实/责任单位": "unit"}
    both = {"去年/总投资": ("money", "亿元", [1]), "今年/总投资": ("money", "亿元", [2])}
    assert plan(sheet(**{"项目名称": ("text", "", ["甲项目"]), **both})).columns == {"项目名称": "name"}


def test_what_the_ledger_wrote_out_hidden_takes_nothing_away_when_it_comes_back() -> None:
    personal = {
        "code": "homes", "title": "户", "title_field": "head", "key_fields": ["code"], "is_personal": True,
        "fields": [
            {"key": "code", "title": "户编号", "type": "text"},
            {"key": "head", "title": "户主", "type": "text"},
            {"key": "phone", "title": "联系电话", "type": "secret", "options": {"kind": "phone"}},
        ],
    }  # fmt: skip
    definition = defined(personal)
    kept = [HeldEntry("h1", "钟燕", {"code": "01", "head": "钟燕", "phone": "13900008600"})]
    table = sheet(
        户编号=("text", "", ["01"]), 户主=("person", "", ["钟某"]), 联系电话=("secret", "", ["139****8600"])
    )
    planned = import_plan(table, definition, kept, NAMES)
    assert planned.changes_nothing and planned.equal == 1 and not planned.unread
    other = import_plan(
        sheet(户编号=("text", "", ["01"]), 户主=("person", "", ["孙某"])), definition, kept, NAMES
    )
    assert [dict(entry.changes) for entry in other.changed] == [{"head": ("钟燕", "孙某")}]
