"""Ledgers are made by hand, from templates and from sheets; sheets come in after they were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtWidgets import QComboBox, QDialog

from battlemap.commands.entries import AddEntry, MoveToStage
from battlemap.commands.ledgers import NewLedger
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import delivered_template
from battlemap.errors import Refused
from battlemap.ui.jobs import Watch
from battlemap.ui.ledgers.card_part import LedgersPart
from battlemap.ui.ledgers.definition_dialog import DefinitionDialog
from battlemap.ui.ledgers.ledger_view import RECORD, LedgerView
from battlemap.ui.ledgers.new_ledger_dialog import NewLedgerDialog
from battlemap.ui.ledgers.sheet_dialog import SheetDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.page import RowsPage
from tests.shown.test_household_import import ROWS as PERSONS
from tests.shown.test_household_import import written as persons
from tests.ui.conftest import answer, task
from tests.ui.ledgers.test_views import entry, names


def sheet(path: Path, *rows: tuple[object, ...], name: str = "项目名称") -> Path:
    """Writes a workbook as offices do: a title, a head, a sum."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("汇总")
    page.merge_range(0, 0, 0, 4, "2018年在谈项目调度表")
    page.write_row(1, 0, ("序号", name, "产业", "总投资（亿元）", "阶段"))
    for number, row in enumerate(rows, 1):
        page.write_row(1 + number, 0, (number, *row))
    book.close()
    return path


def test_a_ledger_is_defined_by_hand(page: RowsPage, running: Session) -> None:
    def own(dialog: QDialog) -> None:
        assert isinstance(dialog, NewLedgerDialog)
        dialog.list.setCurrentRow(0)

    def define(dialog: QDialog) -> None:
        assert isinstance(dialog, DefinitionDialog)
        dialog.accept()
        assert "台账名称" in dialog.wrong.text()
        dialog.title.setText("世界500强走访")
        dialog.name_of(0).setText("企业")
        dialog.type_of(1).setCurrentIndex(dialog.type_of(1).findData("stage"))
        dialog.told_of(1).setText("应访 10、已访=成")

    answer(NewLedgerDialog, own)
    answer(DefinitionDialog, define)
    page.new.click()
    view = page.ledger
    assert view is not None and view.definition.ledger.title == "世界500强走访"
    assert [stage.name for stage in view.definition.stages] == ["应访", "已访"]


def test_a_template_makes_a_ledger_with_its_children(page: RowsPage, running: Session) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, NewLedgerDialog)
        titles = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        dialog.list.setCurrentRow(titles.index("签约项目"))
        assert "个字段" in dialog.about.text()

    answer(NewLedgerDialog, choose)
    page.new.click()
    assert page.ledger is not None and page.ledger.definition.ledger.title == "签约项目"
    assert len(running.snapshot.definitions) == 4


def test_a_change_of_type_says_before_what_it_will_not_read(
    view: LedgerView, page: RowsPage, running: Session
) -> None:
    place = [field.key for field in view.definition.fields].index("name")

    def change(dialog: QDialog) -> None:
        assert isinstance(dialog, DefinitionDialog)
        dialog.type_of(place).setCurrentIndex(dialog.type_of(place).findData("int"))
        dialog.try_types()
        assert "能读懂 0 格，读不懂 7 格" in dialog.note.text()
        dialog.type_of(place).setCurrentIndex(dialog.type_of(place).findData("long"))
        dialog.try_types()
        assert "能读懂 7 格，读不懂 0 格" in dialog.note.text()

    answer(DefinitionDialog, change)
    page.desk.define(view.definition.ledger.id)
    shown = page.ledger
    assert shown is not None and shown.definition.by_key["name"].row.type == "long"
    running.undo()
    assert page.ledger is not None and page.ledger.definition.by_key["name"].row.type == "text"


def test_a_sheet_is_looked_at_and_comes_in_as_one_step_and_again_changes_nothing(
    view: LedgerView, page: RowsPage, running: Session, tmp_path: Path, window: MainWindow
) -> None:
    path = sheet(tmp_path / "调度.xlsx", ("甲轴承", "装备", 0.5, "签约"), ("辛纺织", "纺织", "待定", "在谈"))
    ledger, steps = view.definition.ledger.id, len(running.steps())

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert dialog.summary.text().startswith("按项目名称核对：新增 1，变化 1，相同 0，缺少 6")
        groups = [dialog.changes.topLevelItem(row) for row in range(dialog.changes.topLevelItemCount())]
        assert any(group and group.text(0).startswith("读不懂 2 格") for group in groups)
        dialog.write_report(tmp_path / "核对表.xlsx")

    answer(SheetDialog, look)
    page.desk.read_sheet(ledger, path)
    assert len(running.steps()) == steps + 1 and (tmp_path / "核对表.xlsx").exists()
    assert view.rows.text(entry(view, "甲轴承"), "invest") == "5,000"
    assert view.rows.text(entry(view, "辛纺织"), "invest") == "待定"
    assert view.table.unread.text() == "4 格读不懂"

    def same(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert not dialog.yes.isEnabled()
        dialog.reject()

    answer(SheetDialog, same)
    page.desk.read_sheet(ledger, path)
    running.undo()
    assert len(names(view)) == 7


def test_columns_are_mapped_by_hand_and_planned_anew(
    view: LedgerView, page: RowsPage, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "a.xlsx", ("甲轴承", "装备", 0.5, "签约"))

    def leave_out(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert dialog.plan is not None and dialog.plan.changed
        for use in dialog.plan.uses:
            if use.field in ("invest", "stage"):
                dialog._map(use.column, "")
        dialog.renew()
        assert not dialog.yes.isEnabled()
        dialog.reject()

    answer(SheetDialog, leave_out)
    page.desk.read_sheet(view.definition.ledger.id, path)


def test_a_sheet_without_the_name_of_its_entries_lets_somebody_say_which_column_it_is(
    page: RowsPage, view: LedgerView, running: Session, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "a.xlsx", ("癸项目", "装备", 0.5, "签约"), name="工程概要")

    def tell(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert "认不出每一行是哪个项目" in dialog.summary.text() and not dialog.yes.isEnabled()
        assert dialog.parts.currentWidget() is dialog.columns and not dialog.parts.isHidden()
        box = dialog.columns.cellWidget(1, 1)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText("项目名称"))
        box.activated.emit(box.currentIndex())
        dialog.renew()
        assert dialog.yes.isEnabled() and "新增 1" in dialog.summary.text()

    answer(SheetDialog, tell)
    page.desk.read_sheet(view.definition.ledger.id, path)
    assert "癸项目" in names(view)


def test_a_head_that_says_what_must_be_filled_in_is_still_the_field(
    page: RowsPage, view: LedgerView, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "a.xlsx", ("癸项目", "装备", 0.5, "签约"), name="项目名称（*必填）")
    answer(SheetDialog, lambda dialog: None)
    page.desk.read_sheet(view.definition.ledger.id, path)
    assert "癸项目" in names(view)


def test_a_sheet_becomes_a_ledger_of_its_own(page: RowsPage, running: Session, tmp_path: Path) -> None:
    path = sheet(tmp_path / "新.xlsx", ("子项目", "装备", 0.5, "签约"), ("丑项目", "医药", 2, "在谈"))

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        assert dialog.title.text() == "在谈项目（2）", "a ledger of that name is there"
        dialog._retype("阶段", "text")
        dialog.renew()

    answer(SheetDialog, look)
    made = page.desk.new_from_sheet(path)
    view = page.choose_ledger(made)
    assert len(view.table.model.ids) == 2
    running.undo()
    assert made not in running.snapshot.definitions


def test_a_file_that_is_no_sheet_is_said(
    page: RowsPage, view: LedgerView, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    page.desk.read_sheet(view.definition.ledger.id, tmp_path / "坏.xlsx")
    assert "坏.xlsx" in window.bar.sentence


def test_the_card_tells_its_entries_and_leads_to_them(
    window: MainWindow, page: RowsPage, view: LedgerView, running: Session
) -> None:
    assert window.workspace
    part = window.workspace.sheet.parts["ledgers"]
    assert isinstance(part, LedgersPart)
    summary = part.show_task(task(running, "PROJ-01").id, running.snapshot, running.clock().date())
    assert summary == "1 条" and part.list.item(0).text() == "在谈项目：庚材料 · 签约"
    window.actions_["go_board"].trigger()
    part.open(part.list.item(0))
    shown = page.ledger
    assert shown is not None and shown.view == RECORD and shown.record is not None
    assert shown.record.title.text() == "庚材料"
    assert part.show_task(task(running, "ECON-01").id, running.snapshot, running.clock().date()) == ""
    running.run(AddEntry(view.definition.ledger.id, {"name": "辛", "task": (task(running, "ECON-01").id,)}))
    assert part.show_task(task(running, "ECON-01").id, running.snapshot, running.clock().date()) == "1 条"


def test_a_sheet_of_persons_becomes_households_with_members(
    page: RowsPage, running: Session, tmp_path: Path
) -> None:
    running.run(NewLedger(delivered_template("贫困户")))
    households = running.snapshot.definition("贫困户")
    assert households is not None
    members = next(d for d in running.snapshot.definitions.values() if d.ledger.parent == households.ledger.id and
                   any("与户主关系" in field.title for field in d.fields))  # fmt: skip
    path = persons(tmp_path / "导出.xlsx", *PERSONS)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        summary = dialog.summary.text()
        assert "新增 2" in summary and "新增 3" in summary and members.title in summary
        columns = [dialog.columns.item(row, 0).text() for row in range(dialog.columns.rowCount())]
        assert len(columns) == len(set(columns)), "each column stands there once"

    answer(SheetDialog, look)
    steps = len(running.steps())
    page.desk.read_sheet(households.ledger.id, path)
    assert len(running.steps()) == steps + 1
    assert (page.book.count(households), page.book.count(members)) == (2, 3)
    running.undo()
    assert (page.book.count(households), page.book.count(members)) == (0, 0)


def test_an_import_that_is_cancelled_writes_nothing(
    page: RowsPage, view: LedgerView, running: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, steps = sheet(tmp_path / "新.xlsx", ("癸项目", "装备", 2, "在谈")), len(running.steps())
    asked: list[str] = []

    def cancel(watch: Watch, done: int, total: int) -> None:
        asked.append(watch._words)
        raise Refused(watch._cancelled)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SheetDialog)
        monkeypatch.setattr(Watch, "report", cancel)
        dialog.accept()
        assert dialog.isVisible() and dialog.wrong.text() == "已取消，什么也没有写入。"
        dialog.renew()
        assert "已取消核对" in dialog.summary.text() and not dialog.yes.isEnabled()
        dialog.reject()

    answer(SheetDialog, look)
    page.desk.read_sheet(view.definition.ledger.id, path)
    assert asked == ["正在写入……", "正在核对……"] and len(running.steps()) == steps
    assert "癸项目" not in names(view)


def test_what_a_stage_demands_is_written_by_hand(page: RowsPage, view: LedgerView, running: Session) -> None:
    def define(dialog: QDialog) -> None:
        assert isinstance(dialog, DefinitionDialog)
        row = next(row for row in range(dialog.fields.rowCount()) if dialog.name_of(row).text() == "阶段")
        line = dialog.told_of(row)
        assert line.text() == "在谈 5/10、签约（须填 总投资）、投产=成"
        line.setText("在谈 5/10、签约（须填 总投资 预算）、投产=成")
        dialog.accept()
        assert "须填的“预算”不是这本台账的字段" in dialog.wrong.text()
        line.setText("在谈 5/10、签约（须填 总投资、签约日期）、投产=成（须填：用工）")

    answer(DefinitionDialog, define)
    page.desk.define(view.definition.ledger.id)
    after = running.snapshot.definitions[view.definition.ledger.id]
    assert [stage.demands for stage in after.stages] == [(), ("invest", "signed_on"), ("people",)]
    with pytest.raises(Refused, match="请先填写：签约日期"):
        running.run(MoveToStage(after.ledger.id, (entry(page.ledger or view, "甲轴承"),), "signed"))
