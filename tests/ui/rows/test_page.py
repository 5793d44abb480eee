"""Rows of every kind that people keep by hand: in a list, in a form, from the clipboard, all undoable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from battlemap.commands.problem import RaiseProblem
from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.domain.kinds.catalogue import CATALOGUE
from battlemap.domain.kinds.problem_kind import PROBLEM
from battlemap.ui.list.bulk_dialog import BulkDialog
from battlemap.ui.list.paste_dialog import PasteDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.kind_list import KindList
from battlemap.ui.rows.page import RowsPage
from tests.ui.conftest import answer, task

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def running(window: MainWindow) -> Session:
    assert window.workspace
    session = window.workspace.session
    session.run(RaiseProblem("等批复", (task(session, "ECON-01").id,)))
    session.run(RaiseProblem("征迁受阻", (task(session, "PROJ-01").id,)))
    session.run(AddRow("unit", {"name": "征迁办"}))
    session.run(
        AddRow(
            "milestone",
            {"task": task(session, "ECON-01").id, "title": "首批走访", "due_on": date(2018, 11, 26)},
        )
    )
    return session


@pytest.fixture
def page(window: MainWindow, running: Session) -> RowsPage:
    window.resize(1366, 768)
    window.actions_["go_rows"].trigger()
    assert window.workspace
    shown = window.workspace.pages.current
    assert isinstance(shown, RowsPage)
    return shown


@pytest.fixture
def problems(page: RowsPage) -> KindList:
    return page.choose("problem")


def texts(shown: KindList, key: str) -> list[str]:
    return [shown.model.text(id, key) for id in shown.model.ids]


def place(shown: KindList, key: str) -> int:
    return shown.model.place[key]


def test_every_kind_that_is_kept_by_hand_has_a_list(page: RowsPage) -> None:
    for kind in CATALOGUE:
        if kind.is_kept_by_hand:
            shown = page.choose(kind.table)
            assert shown.isVisible()
            assert shown.buttons["new"].text() == f"{kind.verb}{kind.noun}…"
            for column in range(len(shown.model.columns)):
                shown.model.sort(column)


def test_a_cell_is_edited_in_place_as_one_step(problems: KindList, running: Session) -> None:
    index = problems.model.index(0, place(problems, "title"))
    assert problems.model.setData(index, "等土地批复")
    assert texts(problems, "title") == ["等土地批复", "征迁受阻"]
    running.undo()
    assert texts(problems, "title") == ["等批复", "征迁受阻"]


def test_a_refused_text_stays_in_the_cell_as_it_was_typed(
    qtbot: QtBot, problems: KindList, window: MainWindow, running: Session
) -> None:
    column = place(problems, "promised_on")
    problems.table.setFocus()
    problems.table.setCurrentIndex(problems.model.index(0, column))
    qtbot.keyClick(problems.table, Qt.Key.Key_F2)
    editor = problems.table.findChild(QLineEdit, "cell_editor")
    editor.setText("20181345")
    qtbot.keyClick(editor, ENTER)
    qtbot.waitUntil(lambda: "不是一个存在的日期" in window.bar.sentence)

    def again() -> QLineEdit | None:
        editors = problems.table.findChildren(QLineEdit, "cell_editor")
        return next((one for one in editors if one is not editor and one.isVisible()), None)

    qtbot.waitUntil(lambda: again() is not None)
    assert texts(problems, "promised_on")[0] == ""
    reopened = again()
    assert reopened
    assert reopened.text() == "20181345"
    reopened.setText("11月底前")
    qtbot.keyClick(reopened, ENTER)
    qtbot.waitUntil(lambda: texts(problems, "promised_on")[0] == "2018-11-30")


def test_words_find_rows_also_by_pinyin_and_groups_filter_with_counts(
    qtbot: QtBot, problems: KindList
) -> None:
    problems.search.setText("zqsz")
    qtbot.waitUntil(lambda: texts(problems, "title") == ["征迁受阻"])
    assert problems.footer.count.text() == f"合计 1 {PROBLEM.counter}"
    problems.search.clear()
    qtbot.waitUntil(lambda: len(problems.model.ids) == 2)


def test_a_row_is_made_and_changed_by_the_form_whose_text_survives_a_refusal(
    qtbot: QtBot, page: RowsPage, running: Session
) -> None:
    units = page.choose("unit")
    before = len(units.model.ids)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        assert dialog.focusWidget() is dialog.form["name"]
        dialog.form["short_name"].setText("信访")
        dialog.accept()
        assert dialog.isVisible()
        assert dialog.wrong.text()
        assert dialog.form["short_name"].text() == "信访"
        dialog.form["name"].setText("信访局")

    answer(RowDialog, fill)
    units.buttons["new"].click()
    assert len(units.model.ids) == before + 1
    assert "信访局" in texts(units, "name")

    answer(RowDialog, lambda dialog: dialog.form["name"].setText("区信访局"))  # type: ignore[attr-defined]
    units.frame.show_rows([units.model.ids[texts(units, "name").index("信访局")]])
    qtbot.keyClick(units.table, ENTER, CTRL)
    assert "区信访局" in texts(units, "name")


def test_several_rows_are_changed_and_deleted_in_one_step_each(problems: KindList, running: Session) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, BulkDialog)
        dialog.fields["kind"].setCurrentText("用地")  # type: ignore[union-attr]
        dialog.chosen["kind"].setChecked(True)

    answer(BulkDialog, fill)
    problems.table.selectAll()
    before = len(running.steps())
    problems.footer.bulk.click()
    assert texts(problems, "kind") == ["用地", "用地"]
    problems.table.selectAll()
    problems.buttons["remove"].click()
    assert problems.model.ids == []
    assert len(running.steps()) == before + 2
    running.undo()
    assert texts(problems, "kind") == ["用地", "用地"]


def test_a_block_from_a_spreadsheet_is_checked_and_written_in_one_step(
    page: RowsPage, running: Session, window: MainWindow
) -> None:
    units = page.choose("unit")
    before = len(running.steps())
    QGuiApplication.clipboard().setText("单位名称\t简称\r\n信访局\t信访\r\n统计局\t统计\r\n")
    answer(PasteDialog)
    units.frame.exchange.paste()
    assert texts(units, "short_name")[-2:] == ["信访", "统计"]
    assert len(running.steps()) == before + 1


def test_wrong_cells_are_listed_and_nothing_is_written_without_a_word(
    page: RowsPage, running: Session
) -> None:
    stones = page.choose("milestone")
    stones.table.setCurrentIndex(stones.model.index(0, place(stones, "due_on")))
    QGuiApplication.clipboard().setText("20181345\tx")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PasteDialog)
        item = dialog.table.topLevelItem(0)
        assert item is not None
        assert item.text(2) == "20181345"
        dialog.accept()
        assert dialog.isVisible()
        dialog.reject()

    before = len(running.steps())
    answer(PasteDialog, look)
    stones.frame.exchange.paste()
    assert len(running.steps()) == before


def test_what_is_listed_goes_into_a_workbook(problems: KindList, tmp_path: Path) -> None:
    problems.write_excel(tmp_path / "问题.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "问题.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0][:-1] == [column.title for column in problems.model.columns]
    assert [row[place(problems, "title")] for row in rows[1:]] == ["等批复", "征迁受阻"]


def test_a_workbook_that_went_out_comes_back_with_its_changes_in_one_step(
    page: RowsPage, running: Session, tmp_path: Path, window: MainWindow
) -> None:
    units = page.choose("unit")
    name = texts(units, "name")[0]
    units.write_excel(tmp_path / "单位.xlsx")
    units.read_excel(tmp_path / "单位.xlsx")
    assert window.bar.sentence == "“单位.xlsx”的内容与现在相同，没有要改的。"
    units.model.setData(units.model.index(0, place(units, "name")), "另一个名称")
    before = len(running.steps())
    answer(PasteDialog)
    units.read_excel(tmp_path / "单位.xlsx")
    assert texts(units, "name")[0] == name
    assert len(running.steps()) == before + 1
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    units.read_excel(tmp_path / "坏.xlsx")
    assert window.bar.sentence.startswith("找不到表头")


def test_a_past_day_cannot_be_changed(page: RowsPage, problems: KindList, window: MainWindow) -> None:
    page.set_can_change(False)
    assert not any(problems.buttons[name].isEnabled() for name in ("new", "edit", "remove", "import"))
    assert not problems.footer.bulk.isEnabled() and not problems.footer.paste.isEnabled()
    index = problems.model.index(0, place(problems, "title"))
    assert not problems.model.flags(index) & Qt.ItemFlag.ItemIsEditable


def test_a_step_from_elsewhere_is_followed_and_the_selection_stays(
    page: RowsPage, problems: KindList, running: Session
) -> None:
    problems.frame.show_rows([problems.model.ids[1]])
    running.run(RaiseProblem("缺钱", (task(running, "ECON-02").id,)))
    assert texts(problems, "title") == ["等批复", "征迁受阻", "缺钱"]
    assert (problems.model.ids[1],) == problems.frame.chosen
    assert page.kinds.currentItem().text() == f"{PROBLEM.noun}　3"


def test_the_key_for_finding_leads_into_the_list_and_the_filter_for_tasks_is_none_for_it(
    page: RowsPage, problems: KindList, window: MainWindow
) -> None:
    window.actions_["find"].trigger()
    assert window.focusWidget() is problems.search
