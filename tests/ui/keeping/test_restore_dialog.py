from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from battlemap.commands.action import CreateAction
from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.store.backup.backups import backup_file, backups_of
from battlemap.ui.keeping.restore_dialog import RestoreDialog, size_words
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, answer, small_campaign, task
from tests.ui.keeping.conftest import Clock, Open


def dialog_of(qtbot: QtBot, session: Session) -> RestoreDialog:
    """The dialog, with all backups looked into."""
    backups = backups_of(session.file.path)
    dialog = RestoreDialog(backups, session.snapshot, NOW.date(), NOW)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog._looked) == len(backups) and not dialog.is_looking)
    return dialog


def row(dialog: RestoreDialog, number: int) -> list[str]:
    return [dialog._rows[number].text(column) for column in range(dialog.list.columnCount())]


def lines(dialog: RestoreDialog) -> list[str]:
    return [dialog.changes.item(number).text() for number in range(dialog.changes.count())]


def test_each_backup_is_listed_with_what_it_contains(qtbot: QtBot, session: Session, clock: Clock) -> None:
    first = backup_file(session.file.path, clock(), "打开时")
    session.run(CreateAction("城市建设", code="CITY"))
    clock.pass_by(10)
    backup_file(session.file.path, clock(), "手动")
    dialog = dialog_of(qtbot, session)
    size = size_words(first.stat().st_size)
    assert row(dialog, 0) == ["2018-11-20 17:42:00", "手动", size, "3", "4", "0", "10", "完好"]
    assert row(dialog, 1) == ["2018-11-20 17:32:00", "打开时", size, "2", "4", "0", "9", "完好"]
    assert dialog.steps.count() == 5
    assert "城市建设" in dialog.steps.item(0).text()
    assert dialog.summary.text() == "没有变化"


def test_the_chosen_backup_is_compared_with_now(qtbot: QtBot, session: Session) -> None:
    backup_file(session.file.path, NOW, "定时")
    moved, gone = task(session, "ECON-03"), task(session, "PROJ-01")
    session.run(MoveTasks((moved.id,), moved.action, "moving"))
    session.run(DeleteTasks((gone.id,)))
    dialog = dialog_of(qtbot, session)
    assert "删除 1" in dialog.summary.text()
    assert "PROJ-01　删除“征迁清零”" in lines(dialog)
    assert "ECON-03　待启动 → 推进中" in lines(dialog)


def test_restoring_is_one_step_that_can_be_undone(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, clock: Clock
) -> None:
    page = open_page(path)
    session = page.session
    backup_file(path, clock(), "手动")
    clock.pass_by(1)
    before = session.snapshot
    session.run(DeleteTasks((task(session, "ECON-01").id, task(session, "ECON-02").id)))
    session.run(CreateTask(session.snapshot.columns[0].id, "备份之后新建"))
    after = session.snapshot

    def fill(dialog: object) -> None:
        assert isinstance(dialog, RestoreDialog)
        assert not dialog.yes.isEnabled()
        manual = next(number for number, backup in enumerate(dialog._backups) if backup.reason == "手动")
        dialog.list.setCurrentItem(dialog._rows[manual])
        qtbot.waitUntil(dialog.yes.isEnabled)

    answer(RestoreDialog, fill)
    window.actions_["restore"].trigger()
    live = {task.code for task in session.snapshot.live_tasks}
    assert live == {task.code for task in before.live_tasks}
    assert session.can_undo == "恢复到11月20日 17:32 的备份"
    page.deeds.undo()
    assert {task.code for task in session.snapshot.live_tasks} == {task.code for task in after.live_tasks}


def test_a_backup_that_was_touched_cannot_be_chosen(qtbot: QtBot, session: Session) -> None:
    touched = backup_file(session.file.path, NOW, "手动")
    with closing(sqlite3.connect(touched)) as plain:
        plain.execute("PRAGMA user_version = 1")
        plain.execute("VACUUM")
    dialog = dialog_of(qtbot, session)
    assert row(dialog, 0)[-1] == "已被改动"
    assert not dialog.yes.isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_a_backup_of_another_campaign_is_no_backup_of_this_one(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = small_campaign(tmp_path / "other" / "board.battlemap")
    other.close()
    backup_file(other.file.path, NOW, "手动", tmp_path / "board-备份")
    dialog = dialog_of(qtbot, session)
    assert dialog.summary.text() == "这份备份属于另一个作战行动，不能恢复到本档案。"
    assert not dialog.yes.isEnabled()


def test_without_a_backup_the_way_to_one_is_named(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session)
    assert "立即备份" in dialog.summary.text()
    assert not dialog.yes.isEnabled()
