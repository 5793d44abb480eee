from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks
from battlemap.commands.session import Session
from battlemap.commands.task import DeleteTasks, EditTask
from battlemap.store.lock import Lock
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, task
from tests.ui.keeping.conftest import Open, another_program


def test_what_another_program_writes_is_on_the_board_within_a_second(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    page = open_page(path)
    card = task(page.session, "ECON-03")
    before = page.board.rect_of(card.id)
    with another_program(path) as other:
        other.run(MoveTasks((card.id,), card.action, "moving"))
        qtbot.waitUntil(lambda: page.board.rect_of(card.id) != before, timeout=20_000)
    assert task(page.session, "ECON-03").lane == "moving"
    assert "李明 在另一处保存：移动 ECON-03" in window._said.text()


def test_a_file_that_rests_is_whole_within_seconds(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    page = open_page(path)
    page.deeds.run(EditTask(task(page.session, "ECON-01").id, {"title": "在日志里"}))
    copy = path.with_name("拷走.battlemap")
    log = Path(f"{path}-wal")
    qtbot.waitUntil(lambda: not log.exists() or not log.stat().st_size, timeout=20_000)
    shutil.copy(path, copy)
    with Session.open(copy, "李明", lambda: NOW, read_only=True) as carried:
        assert task(carried, "ECON-01").title == "在日志里"


def test_a_row_that_somebody_else_has_changed_since_is_not_undone(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    page = open_page(path)
    card = task(page.session, "ECON-01")
    page.deeds.run(EditTask(card.id, {"title": "走访六强企业"}))
    with another_program(path) as other:
        other.run(EditTask(card.id, {"title": "走访十强企业"}))
    page.deeds.undo()
    assert "不能撤销" in window.bar.sentence
    qtbot.waitUntil(lambda: task(page.session, "ECON-01").title == "走访十强企业", timeout=20_000)


def test_what_is_being_typed_survives_a_change_of_the_same_card(
    qtbot: QtBot, open_page: Open, path: Path
) -> None:
    page = open_page(path)
    page.open_task(task(page.session, "ECON-01").id)
    page.sheet._detail.setFocus()
    qtbot.waitUntil(page.sheet._detail.hasFocus)
    page.sheet._detail.setPlainText("逐户走访")
    with another_program(path) as other:
        other.run(EditTask(task(other, "ECON-01").id, {"title": "走访十强企业", "detail": "先开会"}))
        qtbot.waitUntil(lambda: page.sheet._title.toPlainText() == "走访十强企业", timeout=20_000)
    assert page.sheet._detail.toPlainText() == "逐户走访"
    page.sheet.flush()
    assert task(page.session, "ECON-01").detail == "逐户走访"


def test_a_deleted_card_leaves_the_board(qtbot: QtBot, open_page: Open, path: Path) -> None:
    page = open_page(path)
    with another_program(path) as other:
        gone = task(other, "PROJ-01").id
        other.run(DeleteTasks((gone,)))
    qtbot.waitUntil(lambda: page.board.rect_of(gone).isEmpty(), timeout=20_000)


def test_a_reader_is_told_who_writes_since_when_and_sees_it_at_once(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    with Session.open(path, "李明", lambda: NOW.replace(hour=9, minute=12)) as writer:
        assert window.files.open(path, read_only=True)
        page = window.workspace
        assert page is not None
        assert page.read_only is not None
        assert page.read_only.words.text() == "只读：李明 自 09:12 起使用"
        assert not page.read_only.write.isVisible()
        for name in ("new_task", "undo", "properties", "new_action"):
            assert not window.actions_[name].isEnabled(), name
        card = task(writer, "ECON-03")
        writer.run(MoveTasks((card.id,), card.action, "moving"))
        qtbot.waitUntil(lambda: task(page.session, "ECON-03").lane == "moving", timeout=20_000)
    page.read_only.look()
    assert page.read_only.words.text() == "只读：当前没有其他人在使用"
    page.read_only.write.click()
    assert window.workspace is not None
    assert window.workspace is not page
    assert window.workspace.read_only is None
    assert window.actions_["new_task"].isEnabled()


def test_the_lock_of_a_dead_program_stands_in_nobodys_way(open_page: Open, path: Path) -> None:
    lock = Lock.take(path, "李明", NOW)
    lock_text = lock.path.read_text("utf-8")
    lock.path.write_text(lock_text.replace('"process_started": ', '"process_started": 1'), "utf-8")
    page = open_page(path)
    assert not page.session.file.is_read_only
    assert page.read_only is None
