"""The views of a ledger for the pictures of the manual, and what is shown before a sheet comes in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from battlemap.commands.command import Watching
from battlemap.commands.session import Session
from battlemap.shown.sheet_import import OpenedSheet, sheet_import
from battlemap.ui.ledgers.ledger_view import BOARD, MATRIX, RECORD
from battlemap.ui.ledgers.sheet_dialog import Planned, SheetDialog, Told
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.page import RowsPage

#: A sheet as an office sends it.
SHEET = (
    ("项目名称", "投资方", "总投资（亿元）", "阶段", "责任单位"),
    ("智能装备产业园", "东岳重工集团", 12.8, "投产", "招商局"),
    ("新型绿色包装项目", "永昌包装有限公司", 2.1, "开工", "科技局"),
    ("氢能储运项目", "蓝天能源", "约3", "在谈", "招商二局"),
    ("低空物流枢纽", "云翼航空", 5.5, "线索", "招商局"),
)


def open_ledger(window: MainWindow, view: str) -> None:
    """Turns to the ledger of signed projects, in one of its views."""
    window.actions_["go_rows"].trigger()
    assert window.workspace is not None
    page = window.workspace.pages.current
    assert isinstance(page, RowsPage)
    definition = window.workspace.session.snapshot.definition("签约项目")
    assert definition is not None
    shown = page.choose_ledger(definition.ledger.id)
    if view == "table":
        shown.table.group_by.setCurrentIndex(shown.table.group_by.findData("stage"))
    else:
        shown.turn_to({"board": BOARD, "record": RECORD, "matrix": MATRIX}[view])


def sheet_dialog(session: Session, folder: Path, today: date) -> SheetDialog:
    """Returns what is shown before a sheet comes into a ledger."""
    definition = session.snapshot.definition("签约项目")
    assert definition is not None
    path = folder / "11月签约项目调度表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("汇总")
    page.write(0, 0, "2018年11月签约项目调度表")
    for number, row in enumerate(SHEET, 1):
        page.write_row(number, 0, row)
    book.close()
    opened = OpenedSheet.of(path)

    def planning(told: Told, watch: Watching) -> Planned:
        made = sheet_import(session, definition, opened, today, given_answers=told.answers, watch=watch)
        return Planned(made.plan, made.command())

    return SheetDialog("导入“签约项目”", opened, planning, session.snapshot)
