"""An office sheet of 20,000 rows comes into a ledger: previewed, written in one step, printed, undone, written out."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from battlemap.commands.asked_entries import AskedEntries
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import template_of
from battlemap.exchange.ledger_sheets.ledger_table import ledger_table
from battlemap.exchange.office_sheets.office_xlsx import office_xlsx
from battlemap.layout.paper import paper_of
from battlemap.render.fonts import Fonts
from battlemap.render.pdf import save_pdf
from battlemap.render.pdf_plate import page_count
from battlemap.sheets.ledgers.catalogue import ledger_sheet
from battlemap.sheets.options import SheetOptions
from battlemap.shown.ledger_facts import ledger_facts
from battlemap.shown.sheet_import import OpenedSheet, SheetImport, sheet_import
from benchmarks.row import Row, committed, timed
from benchmarks.screen import application

ROWS = 20_000
RECORDS = 500
DAY = date(2018, 11, 20)
_STAGES = ("线索", "在谈", "签约", "开工", "投产")
_FIELDS: list[dict[str, Any]] = [
    {"key": "name", "title": "项目名称", "type": "text"},
    {"key": "code", "title": "统一社会信用代码", "type": "secret", "options": {"kind": "other"}},
    {"key": "total", "title": "总投资", "type": "money", "unit": "万元"},
    {"key": "paid", "title": "到位资金", "type": "money", "unit": "万元"},
    {"key": "staff", "title": "职工人数", "type": "int", "unit": "人"},
    {"key": "land", "title": "占地面积", "type": "decimal", "unit": "亩"},
    {"key": "growth", "title": "同比", "type": "percent"},
    {"key": "signed", "title": "签约日期", "type": "date"},
    {"key": "due", "title": "完成时限", "type": "date"},
    {"key": "kind", "title": "项目类型", "type": "choice", "options": ["工业", "农业", "服务业"]},
    {"key": "big", "title": "是否重点", "type": "yesno"},
    {
        "key": "stage",
        "title": "当前阶段",
        "type": "stage",
        "options": [{"code": c, "name": c} for c in _STAGES],
    },
    {"key": "problem", "title": "存在问题", "type": "long"},
    *({"key": f"text{n}", "title": f"说明{n}", "type": "text"} for n in range(7)),
]


def measure(folder: Path) -> list[Row]:
    """Returns reading with preview, preview of the same again, writing, undoing, writing out, and 500 records as pages."""
    application()
    path = folder / "ledger.xlsx"
    write_sheet(path)
    founding = CreateCampaign("百日攻坚", date(2018, 10, 1), date(2018, 12, 31))
    session = Session.create(
        folder / "台账.battlemap", founding, "基准", lambda: datetime(2018, 11, 20, 9), site="bench"
    )
    at = f"{ROWS:,} rows × {len(_FIELDS)} fields"
    with session:
        session.run(
            NewLedger(template_of({"code": "big", "title": "大台账", "title_field": "name", "key_fields": ["code"],
                                   "stage_field": "stage", "fields": _FIELDS}))
        )  # fmt: skip
        plans: list[SheetImport] = []
        rows = [
            Row(
                "sheet read and previewed",
                at,
                "s",
                timed(lambda: plans.append(_planned(session, path)), 3, "s"),
                3,
            )
        ]
        rows.append(
            Row(
                "written in one step",
                at,
                "s",
                timed(lambda: committed(session, plans[-1].command()), 1, "s"),
                4,
            )
        )
        assert _count(session) == ROWS, "not every row is in the ledger"
        rows.append(
            Row("the same sheet previewed again", at, "s", timed(lambda: _planned(session, path), 2, "s"))
        )
        rows.append(
            Row("written out as the office's sheet", at, "s", timed(lambda: _written_out(session), 1, "s"))
        )
        pdf = folder / "records.pdf"
        printed = timed(lambda: _records(session, pdf), 1, "s")
        assert page_count(pdf) == RECORDS, "not a page for each record"
        rows.append(Row("records printed into a PDF, one page each", f"{RECORDS} records", "s", printed, 5))
        rows.append(Row("undone", at, "s", timed(lambda: _undone(session), 1, "s"), 4))
    return rows


def _planned(session: Session, path: Path) -> SheetImport:
    definition = session.snapshot.definition("big")
    assert definition is not None
    made = sheet_import(session, definition, OpenedSheet.of(path), DAY)
    assert len(made.plan.new) + made.plan.equal == ROWS, "not every row was read"
    return made


def _written_out(session: Session) -> bytes:
    definition = session.snapshot.definition("big")
    assert definition is not None
    asked = AskedEntries(session, definition, DAY)
    rows = asked.rows(asked.ids())
    return office_xlsx(ledger_table(definition, rows, asked.names(rows), DAY))


def _records(session: Session, path: Path) -> None:
    """Writes the records of the first entries, their history too, as a PDF."""
    definition = session.snapshot.definition("big")
    assert definition is not None
    asked = AskedEntries(session, definition, DAY)
    facts = ledger_facts(asked, asked.ids()[:RECORDS], has_history=True)
    options = SheetOptions(datetime(2018, 11, 20, 9), paper_of("A4-portrait"))
    pages = ledger_sheet("record", definition).pages(session.snapshot, options, facts, "")
    save_pdf(pages, path, options.theme, Fonts(), "一档", options.data_until)


def _undone(session: Session) -> None:
    session.undo()
    assert _count(session) == 0, "rows are left"


def _count(session: Session) -> int:
    definition = session.snapshot.definition("big")
    assert definition is not None
    return AskedEntries(session, definition, DAY).count()


def write_sheet(path: Path) -> None:
    """Writes the sheet: numbers in 万元, days, percents, choices, texts that repeat and texts that do not."""
    dice = random.Random(7)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "青泉区2018年项目台账")
    sheet.write_row(1, 0, ["数据截至2018年10月31日", "", "单位：万元"])
    units = {"int": "（人）", "decimal": "（亩）"}
    sheet.write_row(
        2, 0, ["序号", *(f"{field['title']}{units.get(str(field['type']), '')}" for field in _FIELDS)]
    )
    for number in range(1, ROWS + 1):
        opened = date(2015, 1, 1) + timedelta(days=dice.randrange(1_400))
        row = number + 2
        sheet.write_row(row, 0, [number, f"汶阳第{number:05d}号项目", f"91379901MA3T{number:05d}X", dice.randrange(9_000),
                                 dice.randrange(900), dice.randrange(600), round(dice.random() * 300, 2)])  # fmt: skip
        sheet.write_number(row, 7, round(dice.random() - 0.3, 3), percent)
        sheet.write_datetime(row, 8, opened, day)
        sheet.write_datetime(row, 9, opened + timedelta(days=200), day)
        sheet.write_row(row, 10, [dice.choice(("工业", "农业", "服务业")), dice.choice("是否"), dice.choice(_STAGES),
                                  dice.choice(("", "用地", "资金")), *(f"说明{dice.randrange(4_000)}" for _ in range(7))])  # fmt: skip
    book.close()
