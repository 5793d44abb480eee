"""Files are damaged for real; each is told apart, and what can be had back comes back. Nothing is overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.store.backup.backups import backup_file
from battlemap.store.damage.recovery import snapshot_of
from battlemap.ui.keeping.rescue_dialog import RescueDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, task
from tests.ui.keeping.conftest import Clock

Damage = Callable[[Path], None]
#: Milliseconds; both sides are looked through beside the window, and a busy machine takes its time.
PATIENCE = 60_000


def cut_off(path: Path) -> None:
    """A copy that broke off."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero_pages(path: Path) -> None:
    """Two pages in the middle are nothing but zeros."""
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in (pages // 2, pages // 2 + 1):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(bytes(content))


def empty(path: Path) -> None:
    """Zero bytes."""
    path.write_bytes(b"")


def zero_head(path: Path) -> None:
    """The first page is nothing but zeros."""
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def drop_trigger(path: Path) -> None:
    """Somebody has taken the guard off."""
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("DROP TRIGGER task_update_journal")
        plain.commit()


def overwrite(path: Path) -> None:
    """Another program has written something else under the name."""
    path.write_bytes(b"not at all a campaign " * 500)


def remove(path: Path) -> None:
    """The file is gone."""
    path.unlink()


DAMAGES = pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut_off, "不完整"), (zero_pages, "被清零"), (empty, "空文件"), (zero_head, "开头已被清零"),
        (drop_trigger, "触发器"), (overwrite, "不是作战图档案"), (remove, "找不到"),
    ],
)  # fmt: skip


@pytest.fixture
def backed_up(session: Session) -> Path:
    """A campaign with a backup, after which one more thing was done."""
    path = session.file.path
    backup_file(path, NOW, "定时")
    session.run(EditTask(task(session, "ECON-01").id, {"detail": "备份之后写的"}))
    session.close()
    return path


def offered(qtbot: QtBot, window: MainWindow, path: Path) -> RescueDialog:
    """Opens a damaged file and returns the dialog once both sides are known."""
    assert not window.files.open(path)
    dialog = window.findChild(RescueDialog)
    assert isinstance(dialog, RescueDialog)
    qtbot.waitUntil(lambda: dialog.table.topLevelItemCount() > 0, timeout=PATIENCE)
    return dialog


def gone(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.findChild(RescueDialog) is None, timeout=PATIENCE)


@DAMAGES
def test_the_newest_good_backup_takes_the_place_and_the_damaged_file_is_kept(
    qtbot: QtBot, window: MainWindow, backed_up: Path, clock: Clock, damage: Damage, words: str
) -> None:
    damage(backed_up)
    damaged = backed_up.read_bytes() if backed_up.exists() else None
    clock.pass_by(5)
    dialog = offered(qtbot, window, backed_up)
    assert words in window.bar.sentence
    assert "11月20日 17:32 的备份（定时）" in dialog.backup_words.text()
    assert dialog.restore.isEnabled()
    dialog.restore.click()
    assert window.workspace is not None
    assert task(window.workspace.session, "ECON-01").detail == ""
    assert "已从 11-20 17:32 的备份恢复" in window.bar.sentence
    kept = sorted(backed_up.parent.glob("board-损坏-*.battlemap"))
    assert [path.read_bytes() for path in kept] == ([damaged] if damaged is not None else [])
    gone(qtbot, window)


def test_both_sides_stand_beside_each_other(qtbot: QtBot, window: MainWindow, backed_up: Path) -> None:
    drop_trigger(backed_up)
    dialog = offered(qtbot, window, backed_up)
    rows = [dialog.table.topLevelItem(number) for number in range(dialog.table.topLevelItemCount())]
    counts = {row.text(0): (row.text(1), row.text(2)) for row in rows if row is not None}
    assert counts["任务"] == ("4", "4")
    assert counts["操作历史"] == ("9 步，完整", "从抢救时重新开始")
    assert dialog.steps.count() == 1
    assert "修改 ECON-01" in dialog.steps.item(0).text()
    assert "日志完整" in dialog.salvage_words.text()
    dialog.reject()
    gone(qtbot, window)
    assert window.workspace is None
    assert window.bar.sentence, "the sentence and the way back to the dialog stay"
    window.bar._on_remedy()
    assert window.findChild(RescueDialog) is not None
    window.findChild(RescueDialog).close()


def test_salvage_writes_a_new_file_and_leaves_the_damaged_one(
    qtbot: QtBot, window: MainWindow, backed_up: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zero_pages(backed_up)
    damaged = backed_up.read_bytes()
    target = backed_up.with_name("抢救.battlemap")
    dialog = offered(qtbot, window, backed_up)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(target), ""))
    dialog.salvage.click()
    assert window.workspace is not None
    assert window.workspace.session.file.path == target
    assert "已抢救到“抢救.battlemap”" in window.bar.sentence
    assert backed_up.read_bytes() == damaged
    assert snapshot_of(target).columns
    gone(qtbot, window)


def test_without_a_backup_only_salvage_is_offered(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    drop_trigger(path)
    dialog = offered(qtbot, window, path)
    assert not dialog.restore.isEnabled()
    assert dialog.salvage.isDefault()
    assert dialog.backup_words.text() == "没有完好的备份。"
    dialog.reject()
    gone(qtbot, window)


def test_a_broken_backup_is_passed_over_for_an_older_good_one(
    qtbot: QtBot, window: MainWindow, backed_up: Path, clock: Clock
) -> None:
    clock.pass_by(20)
    newer = backup_file(backed_up, clock(), "定时")
    zero_pages(newer)
    cut_off(backed_up)
    dialog = offered(qtbot, window, backed_up)
    assert "17:32 的备份" in dialog.backup_words.text()
    dialog.reject()
    gone(qtbot, window)


def test_a_backup_that_breaks_while_it_is_looked_at_is_not_put_back(
    qtbot: QtBot, window: MainWindow, backed_up: Path
) -> None:
    cut_off(backed_up)
    damaged = backed_up.read_bytes()
    dialog = offered(qtbot, window, backed_up)
    assert dialog.backup is not None
    zero_pages(dialog.backup.path)
    dialog.restore.click()
    assert "与保存时不一致" in dialog.wrong.text()
    assert dialog.isVisible()
    assert backed_up.read_bytes() == damaged
    dialog.reject()
    gone(qtbot, window)


def test_a_strange_file_without_backups_is_only_told(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "其他.battlemap"
    overwrite(path)
    assert not window.files.open(path)
    assert "不是作战图档案" in window.bar.sentence
    assert window.findChild(RescueDialog) is None
    assert QApplication.activeModalWidget() is None
