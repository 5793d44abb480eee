"""The file fails while somebody works: it is said, the program goes on, what was typed stays, trying again helps."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.dialogs.new_task import NewTaskDialog
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace
from tests.ui.conftest import answer, task

#: Longer than what an unused page of the small file holds.
LONG = "逐户走访，一企一策，" * 4000
REASON = "用地指标未落实；" * 4000


@pytest.fixture
def page(qtbot: QtBot, make_window: Callable[[], MainWindow], session: Session) -> Iterator[Workspace]:
    """The small campaign in a window."""
    path = session.file.path
    session.close()
    window = make_window()
    window.show()
    assert window.files.open(path)
    assert window.workspace is not None
    yield window.workspace
    if window.workspace is not None:
        window.workspace.session.file._connection.execute("PRAGMA busy_timeout = 0")
    window.close()
    window.deleteLater()


def window_of(page: Workspace) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def typed_in(page: Workspace, words: str) -> CardSheet:
    """Opens ECON-01 and types its detail; the field is not left yet."""
    page.open_task(task(page.session, "ECON-01").id)
    page.sheet._detail.setPlainText(words)
    return page.sheet


@contextmanager
def full_disk(page: Workspace) -> Iterator[None]:
    """The file may not grow: SQLite meets the limit as it meets a full disk."""
    connection = page.session.file._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def locked(page: Workspace) -> Iterator[None]:
    """Another program writes and does not end."""
    page.session.file._connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(page.session.file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def gone(page: Workspace) -> Iterator[None]:
    """The file is moved away and comes back."""
    path = page.session.file.path
    aside = path.with_name("moved")
    path.rename(aside)
    yield
    aside.rename(path)


@contextmanager
def replaced(page: Workspace) -> Iterator[None]:
    """A sync program puts a copy in the file's place, and the old one back."""
    path = page.session.file.path
    aside = path.with_name("aside")
    path.rename(aside)
    shutil.copy(aside, path)
    yield
    aside.replace(path)


Trouble = Callable[[Workspace], AbstractContextManager[None]]
TROUBLES = pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (full_disk, "磁盘已满"),
        (locked, "正被另一程序写入"),
        (gone, "已不在原处"),
        (replaced, "已被另一个文件替换"),
    ],
)


@TROUBLES
def test_what_was_typed_on_the_sheet_stays_until_the_file_takes_it(
    page: Workspace, trouble: Trouble, words: str
) -> None:
    window = window_of(page)
    sheet = typed_in(page, LONG)
    with trouble(page):
        sheet.flush()
        assert words in window.bar.sentence
        assert sheet._saved.text() == "未保存"
        page.board.select((task(page.session, "PROJ-01").id,))
        assert sheet.task == task(page.session, "ECON-01").id, "the sheet stays with what is not saved"
        assert sheet._detail.toPlainText() == LONG
        assert page.selected == (task(page.session, "PROJ-01").id,), "the board goes on"
    assert task(page.session, "ECON-01").detail == ""
    window.bar._on_remedy()
    assert task(page.session, "ECON-01").detail == LONG
    assert window.bar.sentence == ""
    assert not sheet.has_unsaved
    assert sheet.task == task(page.session, "PROJ-01").id
    assert sheet._detail.toPlainText() == ""


@TROUBLES
def test_leaving_the_field_again_tries_again(page: Workspace, trouble: Trouble, words: str) -> None:
    sheet = typed_in(page, LONG)
    with trouble(page):
        sheet._detail.setFocus()
        sheet._visible_progress.setFocus()
        sheet._visible_progress.setPlainText(REASON)
        sheet._title.setFocus()
        assert sheet.has_unsaved
    sheet.flush()
    saved = task(page.session, "ECON-01")
    assert (saved.detail == LONG, saved.visible_progress == REASON) == (True, True)
    assert sheet._saved.text().endswith("已保存")


@TROUBLES
def test_a_dialog_stays_with_all_that_was_typed(page: Workspace, trouble: Trouble, words: str) -> None:
    sentences: list[str] = []
    trial = trouble(page)

    def fill(dialog: object) -> None:
        assert isinstance(dialog, NewTaskDialog)
        dialog.name.setText("新开工项目")
        dialog.detail.setPlainText(LONG)
        with trial:
            dialog.accept()
            sentences.append(dialog.wrong.text())
            assert dialog.isVisible()
        assert dialog.detail.toPlainText() == LONG

    answer(NewTaskDialog, fill)
    made = page.deeds.new_task(None)
    assert words in sentences[0]
    assert made is not None
    assert page.session.snapshot.tasks[made].detail == LONG


def test_a_refusal_is_no_trouble_and_is_put_back(page: Workspace) -> None:
    sheet = typed_in(page, "")
    sheet._title.setPlainText(" ")
    sheet.flush()
    assert sheet._title.toPlainText() == "走访龙头企业"
    assert not sheet.has_unsaved


def test_what_another_step_shows_does_not_wipe_what_is_not_saved(page: Workspace) -> None:
    sheet = typed_in(page, LONG)
    with full_disk(page):
        sheet.flush()
        page.show_all()
        assert sheet._detail.toPlainText() == LONG
    sheet.flush()
    assert task(page.session, "ECON-01").detail == LONG


def test_the_window_does_not_close_over_what_is_not_saved(page: Workspace, tmp_path: Path) -> None:
    window = window_of(page)
    typed_in(page, LONG)

    def press(words: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == words).click()

    with full_disk(page):
        QTimer.singleShot(50, lambda: press("返回"))
        window.close()
        assert window.isVisible()
        assert window.workspace is page
    with gone(page):
        QTimer.singleShot(50, lambda: press("放弃这些内容"))
        window.close()
    assert not window.isVisible()
