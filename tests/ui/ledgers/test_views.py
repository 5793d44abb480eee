"""Five views of one ledger over one filter: what is done in one is seen in the others, and undone in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.entries import AddEntry
from battlemap.commands.ledgers import PutTally
from battlemap.commands.session import Session
from battlemap.domain.ledgers.template import read_template
from battlemap.domain.looking.head_filter import Condition
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.ledgers.entry_problems import EntryProblems
from battlemap.ui.ledgers.files_line import FilesLine
from battlemap.ui.ledgers.ledger_view import BOARD, FORM, MATRIX, RECORD, TABLE, LedgerView
from battlemap.ui.ledgers.print_dialog import LedgerPrintDialog
from battlemap.ui.ledgers.stage_dialog import StageDialog
from battlemap.ui.ledgers.unmask_dialog import UnmaskDialog
from battlemap.ui.list.paste_dialog import PasteDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.form import RowDialog
from battlemap.ui.rows.page import RowsPage
from tests.ui.conftest import answer, task

CTRL = Qt.KeyboardModifier.ControlModifier


def names(view: LedgerView) -> list[str]:
    return [view.table.model.text(id, "name") for id in view.table.model.ids]


def entry(view: LedgerView, name: str) -> str:
    return next(id for id in view.table.model.ids if view.table.model.text(id, "name") == name)


def stage(view: LedgerView, name: str) -> str:
    return view.rows.text(entry(view, name), "stage")


# -- page and table -------------------------------------------------------------------------------------------------


def test_ledgers_stand_first_by_action_with_counts_and_follow_every_step(
    page: RowsPage, view: LedgerView, running: Session
) -> None:
    lines = [page.kinds.item(place).text() for place in range(page.kinds.count())]
    assert lines[:4] == ["项目建设", "在谈项目　7", "　走访", "其他"]
    running.run(AddEntry(view.definition.ledger.id, {"name": "辛项目"}))
    assert page.kinds.item(1).text() == "在谈项目　8" and names(view)[-1] == "辛项目"
    running.undo()
    assert page.kinds.item(1).text() == "在谈项目　7" and len(names(view)) == 7


def test_the_table_is_that_of_every_list(view: LedgerView, running: Session) -> None:
    assert view.table.frame.footer.count.text().startswith("合计 7 个项目，总投资（万元） 15,500")
    model = view.table.model
    index = model.index(0, model.place["people"])
    assert model.setData(index, "150") and model.text(model.ids[0], "people") == "150"
    assert running.can_undo == "修改项目“甲轴承”"
    assert not model.setData(index, "很多")
    view.table.table.filter_heads(model.heads.with_condition("stage", Condition(frozenset({"签约"}))))
    assert names(view) == ["乙药业", "庚材料"]


def test_what_could_not_be_read_is_marked_counted_and_found(view: LedgerView) -> None:
    assert view.table.unread.text() == "2 格读不懂"
    bad = entry(view, "丙材料")
    assert view.rows.tone(bad, "invest", "") == "doubtful"
    assert "约3亿" in view.rows.tip(bad, "invest") and "应是金额" in view.rows.tip(bad, "invest")
    view.table.unread.click()
    assert names(view) == ["丙材料", "己医药"]
    view.table.unread.click()
    assert len(names(view)) == 7


def test_a_block_below_the_list_makes_entries_after_a_check(view: LedgerView, running: Session) -> None:
    columns = [column.title for column in view.table.frame.shown_columns][:3]
    QGuiApplication.clipboard().setText("\t".join(columns) + "\r\n辛装备\t装备\t外资\r\n壬医药\t医药\t\r\n")
    steps = len(running.steps())
    answer(PasteDialog)
    view.table.table.clearSelection()
    view.table.frame.exchange.paste()
    assert names(view)[-2:] == ["辛装备", "壬医药"] and len(running.steps()) == steps + 1


# -- stage board ----------------------------------------------------------------------------------------------------


@pytest.fixture
def board(view: LedgerView) -> Callable[[], object]:
    view.turn_to(BOARD)
    assert view.board is not None
    return lambda: view.board


def drag(view: LedgerView, name: str, code: str) -> None:
    assert view.board is not None
    card, column = view.board.card_box(entry(view, name)), view.board.column_box(code)
    assert card and column
    port = view.board.viewport()
    start = QPoint(round(card.x + card.w / 2), round(card.y + card.h / 2))
    end = QPoint(round(column.x + column.w / 2), 200)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(20, 5))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_a_card_is_dragged_to_another_stage_and_undo_takes_it_back(
    view: LedgerView, board: object, running: Session
) -> None:
    drag(view, "庚材料", "done")
    assert stage(view, "庚材料") == "投产" and running.can_undo == "把项目“庚材料”移到“投产”"
    running.undo()
    assert stage(view, "庚材料") == "签约"


def test_what_a_stage_demands_is_asked_before_the_drop(
    view: LedgerView, board: object, running: Session
) -> None:
    def refuse(dialog: QDialog) -> None:
        assert isinstance(dialog, StageDialog)
        dialog.accept()
        assert dialog.isVisible() and "总投资" in dialog.wrong.text()
        dialog.reject()

    answer(StageDialog, refuse)
    drag(view, "己医药", "signed")
    assert stage(view, "己医药") == "在谈"

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, StageDialog)
        dialog.form["invest"].setText("2亿")
        dialog.day.line.setText("11月19日")

    answer(StageDialog, fill)
    drag(view, "己医药", "signed")
    row = view.rows.row(entry(view, "己医药"))
    assert (row.stage, row.invest, row.stage_on) == ("signed", 200_000_000, date(2018, 11, 19))


def test_keys_go_from_card_to_card_and_carry_them_to_the_next_stage(
    view: LedgerView, board: object, running: Session
) -> None:
    canvas = view.board
    assert canvas is not None
    canvas.choose(entry(view, "乙药业"))
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.here == entry(view, "庚材料")
    QTest.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    assert stage(view, "庚材料") == "投产" and canvas.here == entry(view, "庚材料")
    assert "投产，第" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert view.view == RECORD and view.record is not None and view.record.title.text() == "庚材料"


def test_dropping_on_the_last_stage_moves_the_cards_progress_in_the_same_step(
    view: LedgerView, board: object, running: Session
) -> None:
    (tally,) = running.snapshot.tallies_of(view.definition.ledger.id)
    driven = task(running, "PROJ-01")
    running.run(
        PutTally(
            type(tally)(
                **{**{f: getattr(tally, f) for f in tally.__slots__ if f != "__weakref__"}, "task": driven.id}
            )
        )
    )
    assert task(running, "PROJ-01").progress == 25
    drag(view, "庚材料", "done")
    assert task(running, "PROJ-01").progress == 50
    running.undo()
    assert task(running, "PROJ-01").progress == 25 and stage(view, "庚材料") == "签约"


# -- record ---------------------------------------------------------------------------------------------------------


def words(view: LedgerView) -> list[str]:
    assert view.record is not None
    return [child.text() for child in view.record.findChildren(QLabel)]


def test_a_record_shows_fields_children_linked_tasks_and_history(view: LedgerView, running: Session) -> None:
    view.open_record(entry(view, "庚材料"))
    shown = words(view)
    assert {"庚材料", "基本情况", "总投资（万元）", "500", "关联任务", "履历", "走访　0 次"} <= set(shown)
    assert view.record is not None
    trees = {tree.accessibleName(): tree for tree in view.record.findChildren(QTreeWidget)}
    item = trees["关联任务"].topLevelItem(0)
    assert item is not None and item.text(0) == "PROJ-01"
    child = next(d for d in running.snapshot.definitions.values() if d.ledger.title == "走访")
    answer(RowDialog, lambda dialog: dialog.form["words"].setText("谈用地"))  # type: ignore[attr-defined]
    view.record.child_wanted.emit(child.ledger.id, view.record.entry)
    assert "走访　1 次" in words(view)


def test_a_problem_is_raised_on_a_record_counted_there_and_solved(view: LedgerView, running: Session) -> None:
    view.open_record(entry(view, "庚材料"))
    assert view.record is not None
    part = view.record.findChild(EntryProblems)
    assert isinstance(part, EntryProblems) and part.words == ""

    answer(ProblemDialog, lambda dialog: dialog.what.setPlainText("缺地 20 亩"))  # type: ignore[attr-defined]
    part.raise_problem()
    (problem,) = running.snapshot.problems.values()
    (tie,) = running.snapshot.entries_stuck_by(problem.id)
    assert tie.entry == view.record.entry
    part = view.record.findChildren(EntryProblems)[-1]
    assert part.words == "1 个，1 个未解决"
    part.list.ticked.emit(problem.id, True)
    assert not running.snapshot.problems[problem.id].is_open
    assert view.record.findChildren(EntryProblems)[-1].words == "1 个，0 个未解决"


def test_a_record_turns_to_its_neighbours_and_is_edited_by_the_form(
    view: LedgerView, running: Session
) -> None:
    view.open_record(entry(view, "甲轴承"))
    assert view.record is not None
    view.record.buttons["next"].click()
    assert view.record.title.text() == "乙药业"
    assert not view.record.buttons["edit"].isHidden()
    answer(RowDialog, lambda dialog: dialog.form["people"].setText("66"))  # type: ignore[attr-defined]
    view.record.buttons["edit"].click()
    assert view.rows.text(view.record.entry, "people") == "66"
    view.record.buttons["before"].click()
    assert view.record.title.text() == "甲轴承"


def test_files_are_added_to_a_record_shown_there_and_taken_back(
    view: LedgerView, running: Session, tmp_path: Path
) -> None:
    picture = QPixmap(40, 30)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "厂区.png"))
    id = entry(view, "甲轴承")
    view.open_record(id)
    assert view.record is not None
    view.record.findChild(FilesLine).attach([tmp_path / "厂区.png"])
    assert view.rows.text(id, "papers") == "厂区.png"
    assert any(label.accessibleName() == "图片 厂区.png" for label in view.record.findChildren(QLabel))
    running.undo()
    assert view.rows.text(id, "papers") == ""


def test_ctrl_p_prints_what_is_shown_and_all_that_is_listed_as_one_pdf(
    view: LedgerView, page: RowsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, LedgerPrintDialog)
        seen.append(dialog.chosen.title)
        dialog.reject()

    view.open_record(entry(view, "甲轴承"))
    answer(LedgerPrintDialog, look)
    QTest.keySequence(view.record, QKeySequence("Ctrl+P"))
    assert seen == ["一档"]
    sheet = LedgerPrintDialog(view.definition, 7, "record", lambda _: None).chosen
    page.desk.save_pdf(view.rows, view.table.model.ids, sheet, tmp_path / "一档.pdf")
    content = (tmp_path / "一档.pdf").read_bytes()
    assert content.startswith(b"%PDF") and content.count(b"/Type /Page\n") + content.count(
        b"/Type/Page\n"
    ) in (0, 7)


# -- matrix, form ---------------------------------------------------------------------------------------------------


def test_a_click_on_the_matrix_lists_what_it_counts(view: LedgerView) -> None:
    view.turn_to(MATRIX)
    matrix = view.matrix
    assert matrix is not None
    matrix.down.setCurrentIndex(matrix.down.findData("kind"))
    item = matrix.table.item(1, 1)
    assert item is not None and item.text() == "1"
    matrix.table.cellClicked.emit(1, 1)
    assert view.view == TABLE and names(view) == ["乙药业"]
    view.turn_to(MATRIX)
    total = matrix.table.item(matrix.table.rowCount() - 1, matrix.table.columnCount() - 1)
    assert total is not None and total.text() == "1"


def test_entries_are_registered_by_enter_alone_and_what_is_refused_stays(
    view: LedgerView, running: Session
) -> None:
    view.turn_to(FORM)
    form = view.form
    assert form is not None
    first = form.form["name"]
    form.register()
    assert "项目名称不能为空" in form.wrong.text()
    first.setText("辛项目")
    before = running.snapshot
    lines = list(form._lines())
    for place, line in enumerate(lines):
        QTest.keyClick(line, Qt.Key.Key_Return)
        if place + 1 < len(lines):
            assert running.snapshot is before
    assert running.can_undo == "登记项目“辛项目”"
    assert form.done.text() == "已登记 1 个：辛项目" and form.form["name"].text() == ""


# -- what is hidden, what is shared ---------------------------------------------------------------------------------


def test_hidden_numbers_are_shown_only_after_a_reason_that_the_journal_keeps(
    page: RowsPage, view: LedgerView, running: Session
) -> None:
    id = entry(view, "己医药")
    assert view.rows.text(id, "phone") == "138****1234" and not view.show_all.isHidden()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, UnmaskDialog)
        dialog.accept()
        assert dialog.isVisible() and "事由" in dialog.wrong.text()
        dialog.reason.setText("走访核对")

    answer(UnmaskDialog, fill)
    view.show_all.click()
    shown = page.ledger
    assert shown is not None and shown.rows.text(id, "phone") == "13800001234" and shown.show_all.isHidden()
    assert running.can_undo == "查看台账“在谈项目”的完整信息"


def test_a_ledger_is_shared_as_a_template_file(view: LedgerView, page: RowsPage, tmp_path: Path) -> None:
    page.desk.write_template(view.definition.ledger.id, tmp_path / "在谈项目.json")
    template = read_template(tmp_path / "在谈项目.json")
    assert template.title == "在谈项目" and [child.title for child in template.children] == ["走访"]
    assert [tally.title for tally in template.tallies] == ["投产项目"] and template.action == "PROJ"


def test_a_past_day_is_only_looked_at(window: MainWindow, page: RowsPage, view: LedgerView) -> None:
    page.set_can_change(False)
    view.turn_to(BOARD)
    drag(view, "庚材料", "done")
    assert stage(view, "庚材料") == "签约"
    assert not view.buttons["new"].isEnabled() and not view.buttons["import"].isEnabled()


def test_words_find_entries_and_every_view_shows_those(qtbot: QtBot, view: LedgerView) -> None:
    view.search.setText("装备")
    qtbot.waitUntil(lambda: len(names(view)) == 3)
    view.turn_to(BOARD)
    assert view.board is not None
    assert [len(column.ids) for column in view.board.board.columns] == [2, 0, 1]
