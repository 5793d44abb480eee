"""The past in the window: history and the way back, recycle bin, time machine, two moments compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.ledgers import RemoveField
from battlemap.commands.loop import ReportProgress
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks, EditTask
from battlemap.domain.telling.comparison import compare
from battlemap.ui.history.desk import HistoryDesk, board_notes
from battlemap.ui.history.moments import CompareDialog, MomentDialog, evening_before
from battlemap.ui.history.recycle_bin import RecycleBin
from battlemap.ui.icons import IconBook
from battlemap.ui.main_window import MainWindow
from battlemap.ui.rows.page import RowsPage
from battlemap.ui.workspace import Workspace
from tests.commands.ledgers import add, wells, with_wells
from tests.shown.ledgers.conftest import filled
from tests.ui.conftest import NOW, small_campaign, task

YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def window(make_window: Callable[[], MainWindow], tmp_path: Path) -> Iterator[MainWindow]:
    """The window with the small campaign, all of it typed in yesterday; today ECON-03 is set going."""
    path = tmp_path / "board.battlemap"
    small_campaign(path, YESTERDAY).close()
    made = make_window()
    made.settings.operator = "操作员甲"
    made.show()
    assert made.files.open(path)
    session = page_of(made).session
    moved = task(session, "ECON-03")
    session.run(MoveTasks((moved.id,), moved.action, "moving"))
    yield made
    made.close()
    made.deleteLater()


def page_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def rows(window: MainWindow) -> list[str]:
    tree = window.desk(HistoryDesk).history.list
    return [tree.topLevelItem(place).text(0) for place in range(tree.topLevelItemCount())]


def test_the_history_lists_steps_and_follows_new_ones(window: MainWindow) -> None:
    session = page_of(window).session
    window.actions_["history"].trigger()
    assert window.desk(HistoryDesk).history.isVisible()
    assert rows(window)[0] == "2018-11-20 17:32　操作员甲\n把 ECON-03 从 待启动 移到 推进中"
    assert rows(window)[-1].endswith("新建行动“百日攻坚行动”")
    session.run(ReportProgress(task(session, "ECON-03").id, 30))
    assert rows(window)[0].endswith("反馈 ECON-03 进度 0%→30%")
    count = len(rows(window))
    session.undo()
    tree = window.desk(HistoryDesk).history.list
    assert len(rows(window)) == count + 1
    assert not tree.topLevelItem(0).font(0).strikeOut()
    assert tree.topLevelItem(1).font(0).strikeOut()
    session.redo()
    assert not tree.topLevelItem(2).font(0).strikeOut()


def test_steps_are_taken_back_to_the_chosen_one(qtbot: QtBot, window: MainWindow) -> None:
    session = page_of(window).session
    window.actions_["history"].trigger()
    moved = task(session, "ECON-03").id
    for title in ("甲", "乙", "丙"):
        session.run(EditTask(moved, {"title": title}))
    dock = window.desk(HistoryDesk).history
    dock.list.setCurrentItem(dock.list.topLevelItem(0))
    assert not dock.undo_to.isEnabled()
    assert dock.why.text() == "这已是最后一步。"
    dock.list.setCurrentItem(dock.list.topLevelItem(2))
    qtbot.mouseClick(dock.undo_to, Qt.MouseButton.LeftButton)
    assert session.snapshot.tasks[moved].title == "甲"
    session.redo()
    assert session.snapshot.tasks[moved].title == "丙"
    dock.list.setCurrentItem(dock.list.topLevelItem(dock.list.topLevelItemCount() - 1))
    assert not dock.undo_to.isEnabled()
    assert "本次打开档案以来" in dock.why.text()


def test_a_bulk_step_unfolds_into_its_rows(window: MainWindow) -> None:
    session = page_of(window).session
    window.actions_["history"].trigger()
    session.run(DeleteTasks(tuple(task.id for task in session.snapshot.live_tasks)))
    tree = window.desk(HistoryDesk).history.list
    item = tree.topLevelItem(0)
    assert item.text(0).endswith("删除 4 项任务")
    assert item.childCount() == 0
    item.setExpanded(True)
    assert item.childCount() == 4
    assert "删除任务 ECON-01“走访龙头企业”" in {item.child(place).text(0) for place in range(4)}


def test_older_steps_come_page_by_page(window: MainWindow) -> None:
    session = page_of(window).session
    first = session.snapshot.columns[0].id
    for number in range(60):
        session.run(CreateTask(first, f"任务{number}"))
    window.actions_["history"].trigger()
    tree = window.desk(HistoryDesk).history.list
    assert len(rows(window)) == 51
    assert rows(window)[-1] == "显示更早的操作…"
    tree.itemActivated.emit(tree.topLevelItem(50), 0)
    assert len(rows(window)) == len(session.steps())
    assert rows(window)[-1].endswith("新建行动“百日攻坚行动”")


def test_the_board_of_yesterday_is_shown_read_only_and_marked(window: MainWindow) -> None:
    page = page_of(window)
    moved = task(page.session, "ECON-03")
    window.desk(HistoryDesk).travel(YESTERDAY)
    assert page.banner.isVisible()
    assert page.banner.words.text() == "时光机：2018年11月19日 星期一 17:32 的作战板（只读）"
    assert page.shown.tasks[moved.id].lane == "waiting"
    assert page.board.stage is not None
    assert page.board.stage.contents.snapshot is page.shown
    assert page.as_of == YESTERDAY.date()
    for name in ("new_task", "undo", "redo", "properties", "delete_tasks"):
        assert not window.actions_[name].isEnabled(), name
    assert not page.board.mouse.can_drag
    page.board.select((moved.id,))
    window.actions_["show_sheet"].setChecked(True)
    assert page.sheet.task == moved.id
    page.sheet.flush()
    steps = len(page.session.steps())
    page.banner.back.click()
    assert page.banner.isHidden()
    assert len(page.session.steps()) == steps, "nothing of the past is written into the present"
    assert page.shown is page.session.snapshot
    assert page.board.stage.contents.snapshot.tasks[moved.id].lane == "moving"
    assert window.actions_["undo"].isEnabled()
    assert page.board.mouse.can_drag


def test_a_step_that_comes_meanwhile_does_not_disturb_the_past(window: MainWindow) -> None:
    page = page_of(window)
    moved = task(page.session, "ECON-03")
    window.desk(HistoryDesk).travel(YESTERDAY)
    page.session.run(EditTask(moved.id, {"title": "新名称"}))
    assert page.board.stage is not None
    assert page.board.stage.contents.snapshot.tasks[moved.id].title == "发布月度战报"
    window.desk(HistoryDesk).travel(None)
    assert page.board.stage.contents.snapshot.tasks[moved.id].title == "新名称"


def test_a_moment_outside_of_the_journal_becomes_its_first_or_now(window: MainWindow) -> None:
    page = page_of(window)
    window.desk(HistoryDesk).travel(datetime(2018, 1, 1))
    assert page.moment == page.session.began_at
    page.banner.later_wanted.emit()
    assert page.moment == page.session.began_at + timedelta(days=1)
    window.desk(HistoryDesk).travel(datetime(2019, 1, 1))
    assert page.moment is None


def test_two_moments_are_listed_and_marked_on_the_board(window: MainWindow) -> None:
    page = page_of(window)
    moved = task(page.session, "ECON-03")
    window.desk(HistoryDesk).compare(YESTERDAY)
    dock = window.desk(HistoryDesk).comparison
    assert dock.isVisible()
    assert dock.heading.text() == "2018-11-19 17:32 → 现在"
    assert dock.summary.text().startswith("移动 1")
    group = dock.list.topLevelItem(0)
    assert group.text(0) == "移动（1）"
    assert group.child(0).text(0) == "ECON-03　待启动 → 推进中"
    dock.list.setCurrentItem(group.child(0))
    assert page.board.selected == (moved.id,)
    assert page.board.marks().notes[moved.id][0].startswith("移动")
    assert moved.id in page.board.marks()
    plain = page.board.grab().toImage()
    dock.close()
    assert page.board.marks().notes == {}
    assert page.board.grab().toImage() != plain


def test_entries_of_ledgers_are_compared_beside_the_tasks_and_opened(window: MainWindow) -> None:
    session = page_of(window).session
    definition = filled(session)
    dock = window.desk(HistoryDesk).comparison
    window.desk(HistoryDesk).compare(YESTERDAY)
    assert dock.summary.text().endswith("；1 本台账有 7 处变化，列在任务之后")
    groups = [dock.list.topLevelItem(place) for place in range(dock.list.topLevelItemCount())]
    assert [group.text(0) for group in groups][-2:] == ["移动（1）", "台账 · 在谈项目（新增 7）"]
    assert groups[-1].child(1).text(0) == "新增　乙药业　签约"
    dock.list.setCurrentItem(groups[-1].child(1))
    assert not isinstance(page_of(window).pages.current, RowsPage)
    dock.list.itemActivated.emit(groups[-1].child(1), 0)
    shown = page_of(window).pages.current
    assert isinstance(shown, RowsPage) and shown.ledger is not None and shown.ledger.record is not None
    assert shown.ledger.definition.title == definition.title
    assert shown.ledger.record.title.text() == "乙药业"


def test_progress_alone_puts_no_mark_on_a_card(session: Session) -> None:
    before = session.snapshot
    session.run(ReportProgress(task(session, "ECON-01").id, 56))
    comparison = compare(before, NOW.date(), session.snapshot, NOW.date())
    assert set(comparison.counts) == {"progress"}
    assert board_notes(comparison) == {}


def test_the_bin_lists_what_is_deleted_and_brings_it_back(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    moved = task(page.session, "ECON-03")
    page.session.run(DeleteTasks((moved.id,)))
    dialog = RecycleBin(page.session, page.deeds.run, window.icons, page.can_write, window)
    qtbot.addWidget(dialog)
    item = dialog.table.topLevelItem(0)
    cells = [item.text(place) for place in range(6)]
    assert cells == [
        "任务",
        "ECON-03 发布月度战报",
        "经济运行·推进中",
        "操作员甲",
        "2018-11-20 17:32",
        "删除 ECON-03",
    ]
    assert not dialog.bring_back.isEnabled()
    item.setSelected(True)
    qtbot.mouseClick(dialog.bring_back, Qt.MouseButton.LeftButton)
    assert task(page.session, "ECON-03") == moved
    assert dialog.note.text() == "回收站是空的。"


def test_what_deleted_fields_hold_is_cleared_once_that_is_wanted(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_wells(session)
    add(session, "东井", depth=80)
    session.run(RemoveField(wells(session).by_key["depth"].id))
    asked: list[str] = []
    monkeypatch.setattr(
        "battlemap.ui.history.recycle_bin.confirmed", lambda over, title, words, yes: not asked.append(words)
    )
    dialog = RecycleBin(session, lambda command: session.run(command) is not None, IconBook(), True)
    qtbot.addWidget(dialog)
    assert dialog.empty.isVisibleTo(dialog) and dialog.empty.isEnabled()
    qtbot.mouseClick(dialog.empty, Qt.MouseButton.LeftButton)
    assert "“井深”1 条" in asked[0]
    assert not dialog.empty.isVisibleTo(dialog)
    session.undo()
    dialog.fill()
    assert dialog.empty.isVisibleTo(dialog)


def test_a_bin_in_the_past_or_read_only_restores_nothing(qtbot: QtBot, session: Session) -> None:
    session.run(DeleteTasks((task(session, "ECON-03").id,)))
    dialog = RecycleBin(session, lambda command: session.run(command) is not None, IconBook(), False)
    qtbot.addWidget(dialog)
    dialog.table.topLevelItem(0).setSelected(True)
    assert not dialog.bring_back.isEnabled()
    dialog.restore()
    assert session.snapshot.task_by_code("ECON-03") is None


def test_a_moment_before_the_file_began_is_refused(qtbot: QtBot) -> None:
    began = datetime(2018, 11, 19, 9, 0)
    dialog = MomentDialog(began, NOW, evening_before(NOW, began))
    qtbot.addWidget(dialog)
    assert dialog.answer() == datetime(2018, 11, 19, 23, 59, 59, 999000)
    dialog.clock.setTime(dialog.clock.time().fromString("08:00", "HH:mm"))
    dialog.accept()
    assert "自 2018-11-19 09:00 才有记录" in dialog.wrong.text()
    assert dialog.result() == 0


def test_two_moments_in_the_wrong_order_are_refused(qtbot: QtBot) -> None:
    dialog = CompareDialog(YESTERDAY, NOW, YESTERDAY)
    qtbot.addWidget(dialog)
    earlier, later = dialog.answer()
    assert (earlier.day, later) == (19, None)
    dialog.until_now.setChecked(False)
    dialog.later.setDateTime(dialog.earlier.dateTime())
    dialog.accept()
    assert "较晚的时刻应在较早的时刻之后" in dialog.wrong.text()
