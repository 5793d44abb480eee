"""Sheets that nobody would want come in as they are written or are refused in a sentence; nothing is half written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import delivered_template
from battlemap.errors import BadInput, Refused
from battlemap.exchange.ledger_sheets.ledger_table import ledger_table
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.shown.sheet_import import OpenedSheet, SheetImport, sheet_import
from tests.commands.conftest import open_new

TODAY = date(2018, 11, 20)
HEAD = "项目名称,投资方,备注"
HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "bidi": "abc\u202egnp.exe\u2066",
    "markup": "<b>粗</b><script>alert(1)</script>&amp;",
    "sql": "'); DROP TABLE entry;--",
    "path": "../../../etc/passwd",
    "emoji": "👨‍👩‍👧🇨🇳",
    "json": '","deleted":1,"x":"',
    "format": "{0}%s${HOME}",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_new(tmp_path / "行动.battlemap") as session:
        session.run(NewLedger(delivered_template("签约项目")))
        yield session


def came_in(session: Session, path: Path) -> SheetImport:
    definition = session.snapshot.definition("signed_projects")
    assert definition is not None
    return sheet_import(session, definition, OpenedSheet.of(path), TODAY)


def asked(session: Session) -> AskedEntries:
    definition = session.snapshot.definition("signed_projects")
    assert definition is not None
    return AskedEntries(session, definition, TODAY)


def test_hostile_texts_come_in_go_out_and_come_back_as_texts(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    for row, cells in enumerate(
        (("项目名称", "投资方", "备注"), *((f"{name}项目", text, text) for name, text in HOSTILE.items()))
    ):
        for column, text in enumerate(cells):
            page.write_string(row, column, text)
    book.close()
    session.run(came_in(session, path).command())
    entries = asked(session)
    rows = entries.rows(entries.ids())
    assert len(rows) == len(HOSTILE)
    out = tmp_path / "出.xlsx"
    out.write_bytes(office_xlsx(ledger_table(entries.definition, rows, session.snapshot, TODAY)))
    assert b"<f>" not in out.read_bytes()
    assert came_in(session, out).plan.changes_nothing


def test_a_cell_without_end_is_refused_and_nothing_is_written(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"{HEAD}\n甲项目,东岳,好\n乙项目,东岳,{'长' * 3_000_000}\n", "utf-8")
    steps = len(session.steps())
    with pytest.raises((BadInput, Refused), match=r"过长|过大|太长|没有读入"):
        session.run(came_in(session, path).command())
    assert len(session.steps()) == steps
    assert asked(session).count() == 0


@pytest.mark.parametrize("code", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_offices_are_known(session: Session, tmp_path: Path, code: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(f"{HEAD}\n甲项目,东岳集团,好\n乙项目,泰山集团,好\n".encode(code))
    assert [entry.values["investor"] for entry in came_in(session, path).plan.new] == ["东岳集团", "泰山集团"]


def test_two_columns_of_one_name_are_told_and_only_one_is_read(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("项目名称,投资方,投资方,备注\n甲项目,东岳,泰山,好\n乙项目,东岳,泰山,好\n", "utf-8-sig")
    plan = came_in(session, path).plan
    assert [entry.values["investor"] for entry in plan.new] == ["东岳", "东岳"]
    assert any("列名重复" in sentence for sentence in plan.table.report)
    assert any("投资方（2）" in sentence for sentence in plan.asks)


def test_a_formula_without_a_result_is_marked_and_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ("项目名称", "总投资（亿元）", "备注"))
    page.write_row(1, 0, ("甲项目", 1.5, "好"))
    page.write_row(2, 0, ("乙项目", None, "好"))
    page.write_formula(2, 1, "=B2*2", None, "")
    book.close()
    plan = came_in(session, path).plan
    assert [cell.field.key for cell in plan.unread] == ["investment"]
    assert plan.problems()[1].startswith("总投资读不懂")


def test_a_sheet_of_a_million_rows_is_read_or_refused_in_a_sentence(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"{HEAD}\n" + "甲项目,东岳,好\n" * 1_100_000, "utf-8")
    with pytest.raises(BadInput) as refused:
        came_in(session, path).command()
    assert str(refused.value).endswith("。")
