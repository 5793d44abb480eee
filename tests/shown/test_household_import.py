"""A sheet with a person per row becomes households with their members, in one step; read again it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import delivered_template
from battlemap.exchange.ledger_sheets.plan import Answers
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.shown.household_import import HouseholdImport, household_import
from battlemap.shown.sheet_import import OpenedSheet
from tests.commands.conftest import open_new

TODAY = date(2018, 11, 20)
HEAD = (
    "行政村",
    "户编号",
    "人编号",
    "姓名",
    "证件号码",
    "人数",
    "与户主关系",
    "健康状况",
    "贫困户属性",
    "人均纯收入",
    "联系电话",
)
ROWS = (
    (
        "前岗村",
        "H001",
        "01",
        "张三",
        "379901195003041238",
        2,
        "户主",
        "健康",
        "一般贫困户",
        3120,
        "13900001234",
    ),
    ("前岗村", "H001", "02", "李四", "", 2, "配偶", "残疾", "一般贫困户", 3120, ""),
    ("后岗村", "H002", "01", "王五", "37990119480506121X", 1, "户主", "长期慢性病", "五保贫困户", 4200, ""),
)


def written(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("导出")
    for number, row in enumerate((HEAD, *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as session:
        session.run(NewLedger(delivered_template("贫困户")))
        yield session


def came_in(session: Session, path: Path, **told: Any) -> HouseholdImport:
    definition = session.snapshot.definition("poor_households")
    assert definition is not None
    answers = Answers({"人数": "persons"}, {"人均纯收入": "元"})
    made = household_import(session, definition, OpenedSheet.of(path), TODAY, given_answers=answers)
    assert made is not None
    return made


def rows_of(session: Session, code: str) -> list[Any]:
    definition = session.snapshot.definition(code)
    assert definition is not None
    asked = AskedEntries(session, definition, TODAY)
    return asked.rows(asked.ids())


def test_persons_become_households_with_members(session: Session, tmp_path: Path) -> None:
    made = came_in(session, written(tmp_path / "户.xlsx", *ROWS))
    assert (len(made.plan.new), len(made.members.new)) == (2, 3)
    step = session.run(made.command())
    assert step is not None and step.label == "导入 2 户贫困户、3 人成员"
    first, second = rows_of(session, "poor_households")
    assert (first.code, first.head, first.village, first.persons, first.income) == (
        "H001",
        "张三",
        "前岗村",
        2,
        3120,
    )
    assert first.id_card == "379901195003041238" or "379901195003041238" in str(first.id_card)
    members = rows_of(session, "household_members")
    assert [(row.name, row.relation, row.parent) for row in members] == [
        ("张三", "户主", first.id), ("李四", "配偶", first.id), ("王五", "户主", second.id),
    ]  # fmt: skip
    session.undo()
    assert rows_of(session, "poor_households") == [] == rows_of(session, "household_members")


def test_the_same_export_changes_nothing_and_a_later_one_only_what_is_new(
    session: Session, tmp_path: Path
) -> None:
    path = written(tmp_path / "户.xlsx", *ROWS)
    session.run(came_in(session, path).command())
    assert came_in(session, path).changes_nothing
    more = ("前岗村", "H001", "03", "张小", "", 3, "之子", "健康", "一般贫困户", 3120, "")
    later = [(*ROWS[0][:5], 3, *ROWS[0][6:]), (*ROWS[1][:5], 3, *ROWS[1][6:]), more, ROWS[2]]
    made = came_in(session, written(tmp_path / "后.xlsx", *later))
    assert [dict(entry.changes) for entry in made.plan.changed] == [{"persons": (2, 3)}]
    assert [entry.title for entry in made.members.new] == ["张小"]
    session.run(made.command())
    assert len(rows_of(session, "household_members")) == 4


def test_a_ledger_without_persons_takes_it_as_any_sheet(session: Session, tmp_path: Path) -> None:
    session.run(NewLedger(delivered_template("签约项目")))
    definition = session.snapshot.definition("signed_projects")
    assert definition is not None
    opened = OpenedSheet.of(written(tmp_path / "户.xlsx", *ROWS))
    assert household_import(session, definition, opened, TODAY) is None


def test_the_sheet_goes_back_as_it_was_sent_with_the_problems_of_every_row(
    session: Session, tmp_path: Path
) -> None:
    odd = ("前岗村", "H001", "02", "李四", "3799011950030412", 2, "配偶", "残疾", "一般贫困户", 3120, "")
    lost = ("后岗村", "", "01", "赵六", "", 1, "户主", "健康", "一般贫困户", 3000, "")
    path = written(tmp_path / "户.xlsx", ROWS[0], odd, (*ROWS[2][:5], 3, *ROWS[2][6:9], "约三千", ""), lost)
    made = came_in(session, path)
    back = tmp_path / "核对表.xlsx"
    back.write_bytes(office_xlsx(made.as_sent(), made.problems()))
    (table,) = OpenedSheet.of(back).reading().tables
    assert [column.name for column in table.columns] == [*HEAD, "问题"]
    problems, names = table.column("问题"), table.column("姓名")
    assert problems is not None and names is not None
    assert names.cells == ["张三", "李四", "王五", "赵六"]
    first, second, third, fourth = (str(cell or "") for cell in problems.cells)
    assert first == "证件号码读不懂：379901195003041238"
    assert "证件号码读不懂：3799011950030412" in second
    assert "约三千" in third and "户编号 H002 的人数为 3，实有 1 行，不一致" in third
    assert fourth == "没有户编号，没有导入"
