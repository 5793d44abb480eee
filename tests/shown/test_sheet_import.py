"""A messy sheet comes into a ledger in one step that can be undone; read again it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.sheet_heading import SheetHeading
from battlemap.domain.ledgers.definition import Definition
from battlemap.domain.ledgers.template import delivered_template
from battlemap.errors import BadInput
from battlemap.exchange.ledger_sheets.plan import Answers
from battlemap.shown.sheet_import import (
    OpenedSheet,
    SheetImport,
    named_answers,
    new_ledger_command,
    proposed_ledger,
    sheet_import,
    table_named,
)
from tests.commands.conftest import open_new

TODAY = date(2018, 11, 20)
HEAD = ("序号", "项目名称", "投资额", "当前阶段", "签约时间", "承办单位", "主要问题")
ROWS = (
    (1, "智能装备产业园", 12.6, "开工", "2018.7.7", "柳行街道", "土地指标未落实"),
    (2, "医药中试平台", "约3", "签约", "8月15日", "星际局", ""),
    (3, "碳纤维项目", 7.4, "在谈", "", "柳行街道办", ""),
)
TOLD = Answers({"投资额": "investment", "承办单位": "unit", "主要问题": "trouble"}, {"投资额": "亿元"})


def written(
    path: Path, *rows: Any, head: tuple[str, ...] = HEAD, title: str = "2018年11月签约项目调度表"
) -> Path:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("调度")
    sheet.merge_range(0, 0, 0, len(head) - 1, title)
    sheet.write_row(1, 0, head)
    for number, row in enumerate(rows, 2):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as session:
        session.run(AddRow("unit", {"name": "柳行街道办事处", "short_name": "柳行街道"}))
        session.run(NewLedger(delivered_template("签约项目")))
        session.run(NewLedger(delivered_template("道路水系")))
        yield session


def ledger(session: Session, code: str = "signed_projects") -> Definition:
    definition = session.snapshot.definition(code)
    assert definition is not None
    return definition


def came_in(
    session: Session, path: Path, code: str = "signed_projects", told: Answers | None = None
) -> SheetImport:
    return sheet_import(session, ledger(session, code), OpenedSheet.of(path), TODAY, given_answers=told)


def rows_of(session: Session, code: str = "signed_projects") -> list[Any]:
    asked = AskedEntries(session, ledger(session, code), TODAY)
    return asked.rows(asked.ids())


def test_a_sheet_comes_in_and_is_undone_in_one_step(session: Session, tmp_path: Path) -> None:
    made = came_in(session, written(tmp_path / "表.xlsx", *ROWS), told=TOLD)
    assert made.plan.summary() == "新增 3，变化 0，相同 0，缺少 0，不能导入 0 行，读不懂 3 格"
    step = session.run(made.command())
    assert step is not None and step.label == "导入 3 个项目"
    first, second, third = rows_of(session)
    assert (first.name, first.investment, first.stage, first.signed_on) == (
        "智能装备产业园", 1_260_000_000, "started", date(2018, 7, 7),
    )  # fmt: skip
    assert (str(second.investment), str(second.unit), str(third.unit)) == ("约3", "星际局", "柳行街道办")
    assert [path.name for path in (tmp_path / "行动-备份").glob("*导入前*.battlemap")]
    session.undo()
    assert rows_of(session) == []
    session.redo()
    assert len(rows_of(session)) == 3


def test_the_same_sheet_read_again_changes_nothing_and_asks_nothing(session: Session, tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", *ROWS)
    session.run(came_in(session, path, told=TOLD).command())
    again = came_in(session, path)
    assert again.plan.changes_nothing and again.plan.asks == ()
    assert again.plan.equal == 3
    with pytest.raises(BadInput, match="没有写入"):
        again.command()


def test_another_months_sheet_knows_the_columns_of_the_last(session: Session, tmp_path: Path) -> None:
    session.run(came_in(session, written(tmp_path / "十月.xlsx", *ROWS), told=TOLD).command())
    later = written(
        tmp_path / "十一月.xlsx", (1, "碳纤维项目", 8.1, "签约", "晴"), (2, "车联网终端", 4.8, "线索", "阴"),
        head=("序号", "项目名称", "投资额", "阶段", "天气"),
    )  # fmt: skip
    plan = came_in(session, later).plan
    assert [entry.title for entry in plan.new] == ["车联网终端"]
    assert [(entry.title, sorted(entry.changes)) for entry in plan.changed] == [
        ("碳纤维项目", ["investment", "stage"])
    ]
    assert [entry.title for entry in plan.missing] == ["智能装备产业园", "医药中试平台"]
    assert plan.asks == ("“天气”一列在台账里没有对应的字段，没有读入。",)


def test_a_name_that_was_told_once_is_known_next_time(session: Session, tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", *ROWS)
    made = came_in(session, path, told=TOLD)
    names = named_answers(session, made.plan, [("柳行街道办", "柳行街道")])
    session.run(came_in(session, path, told=Answers(TOLD.columns, TOLD.units, names)).command())
    unit = next(iter(session.snapshot.units))
    assert rows_of(session)[2].unit == unit
    heading = next(
        row for row in session.snapshot.live_rows("sheet_heading") if isinstance(row, SheetHeading)
    )
    assert heading.told_names() == {("unit", "柳行街道办"): unit}
    assert [question.written for question in came_in(session, path).plan.names] == ["星际局"]
    with pytest.raises(BadInput, match="没有“火星局”"):
        named_answers(session, made.plan, [("星际局", "火星局")])


def test_the_stage_of_a_sheet_moves_the_entry_and_its_day(session: Session, tmp_path: Path) -> None:
    session.run(came_in(session, written(tmp_path / "表.xlsx", *ROWS), told=TOLD).command())
    moved = ((3, "碳纤维项目", 7.4, "签约", "", "", ""),)
    session.run(came_in(session, written(tmp_path / "表二.xlsx", *moved)).command())
    asked = AskedEntries(session, ledger(session), TODAY)
    entry = next(entry for entry in asked.entries(asked.ids()) if entry.title == "碳纤维项目")
    assert (entry.stage, entry.stage_on) == ("signed", TODAY)


def test_rows_of_a_child_ledger_go_to_their_entry(session: Session, tmp_path: Path) -> None:
    roads = written(
        tmp_path / "路.xlsx", ("菱花路", 1800), ("仁美路", 900), head=("工程名称", "设计长度（米）")
    )
    session.run(came_in(session, roads, "roads").command())
    parts = written(
        tmp_path / "段.xlsx", ("菱花路", "一标段", 0, 900), ("菱花路", "二标段", 900, 1800), ("太白路", "一标段", 0, 5),
        head=("工程", "路段名称", "起点桩号（米）", "止点桩号（米）"),
    )  # fmt: skip
    made = came_in(session, parts, "road_segments")
    assert [fault.words for fault in made.plan.faults] == ["工程里没有“太白路”"]
    session.run(made.command())
    road = next(row for row in rows_of(session, "roads") if row.name == "菱花路")
    assert [(row.title, row.length, row.parent) for row in rows_of(session, "road_segments")] == [
        ("一标段", 900, road.id), ("二标段", 900, road.id),
    ]  # fmt: skip
    assert came_in(session, parts, "road_segments").plan.equal == 2


def test_a_sheet_without_a_ledger_makes_one(session: Session, tmp_path: Path) -> None:
    opened = OpenedSheet.of(written(tmp_path / "表.xlsx", *ROWS))
    template, _ = proposed_ledger(session, opened, title="招商线索")
    assert template.title == "招商线索"
    command, plan = new_ledger_command(session, template, opened)
    assert len(plan.new) == 3
    session.run(command)
    made = session.snapshot.definition("招商线索")
    assert made is not None
    assert len(rows_of(session, made.ledger.code)) == 3
    assert came_in(session, tmp_path / "表.xlsx", made.ledger.code).plan.changes_nothing
    session.undo()
    assert session.snapshot.definition("招商线索") is None


def test_which_table_is_meant_must_be_clear(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "两张.xlsx")
    for name in ("甲", "乙"):
        sheet = book.add_worksheet(name)
        for number, row in enumerate([HEAD, *ROWS]):
            sheet.write_row(number, 0, row)
    book.close()
    reading = OpenedSheet.of(tmp_path / "两张.xlsx").reading()
    with pytest.raises(BadInput, match="有 2 张表，请指明读哪一张：甲（没有标题）、乙"):
        table_named(reading)
    assert table_named(reading, "乙").sheet == "乙"
    with pytest.raises(BadInput, match="没有“丙”这张表"):
        table_named(reading, "丙")


def test_nothing_is_written_where_one_thing_is_wrong(session: Session, tmp_path: Path) -> None:
    before = session.newest_day(datetime(2018, 11, 21).date()), len(session.steps())
    with pytest.raises(BadInput, match="表里没有“天气”一列"):
        came_in(session, written(tmp_path / "表.xlsx", *ROWS), told=Answers({"天气": "note"}))
    with pytest.raises(BadInput, match="表里没有“项目名称”一列"):
        came_in(
            session, written(tmp_path / "表二.xlsx", (1, "晴"), (2, "阴"), (3, "雨"), head=("序号", "天气"))
        )
    assert (session.newest_day(datetime(2018, 11, 21).date()), len(session.steps())) == before
