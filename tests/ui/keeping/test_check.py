from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from battlemap.commands.task import EditTask
from battlemap.store.damage.inspection import inspect
from battlemap.ui.keeping.check import FindingsDialog
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW, answer
from tests.ui.keeping.conftest import Open


def forge(path: Path) -> None:
    """Changes a line of the journal by hand and puts the guard back."""
    with closing(sqlite3.connect(path)) as plain:
        (guard,) = plain.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_fixed'").fetchone()
        plain.execute("DROP TRIGGER journal_fixed")
        plain.execute("UPDATE journal SET new = replace(new, '走访', '约谈') WHERE table_name = 'task'")
        plain.execute(guard)
        plain.commit()


def spoil(path: Path) -> str:
    """Changes the title of a card in the table alone, as damage would; returns its id."""
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        guards = plain.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'task' AND type = 'trigger'"
        )
        triggers = guards.fetchall()
        for name, _ in triggers:
            plain.execute(f"DROP TRIGGER {name}")
        (task,) = plain.execute("UPDATE task SET title = '暗改' RETURNING id").fetchall()[0]
        plain.execute("UPDATE task SET title = (SELECT json_extract(new, '$.title') FROM journal WHERE row_id = task.id "
                      "ORDER BY journal.rowid DESC LIMIT 1) WHERE id <> ?", [task])  # fmt: skip
        for _, sql in triggers:
            plain.execute(sql)
    return str(task)


def asked(window: MainWindow) -> tuple[str, list[str]]:
    """The sentence and the list that a check shows."""
    reports: list[tuple[str, list[str]]] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, FindingsDialog)
        listed = [dialog.faults.item(number).text() for number in range(dialog.faults.count())]
        reports.append((dialog.sentence.text(), listed))
        dialog.reject()

    answer(FindingsDialog, read)
    window.actions_["check"].trigger()
    return reports[0]


def test_a_sound_file_is_said_to_be_sound(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    open_page(path)
    sentence, faults = asked(window)
    assert sentence.startswith("“board.battlemap”完好：共 9 步操作")
    assert faults == []


def test_damage_is_refused_to_be_built_upon_and_is_put_right_from_the_bar(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    task = spoil(path)
    page = open_page(path)
    right = page.session.file.audit()[0].words.split("日志记为“")[1].split("”")[0]
    page.deeds.run(EditTask(task, {"detail": "补充"}))
    assert f"名称为“暗改”，日志记为“{right}”" in window.bar.sentence
    remedy = next(button for button in window.bar.findChildren(QPushButton) if button.text() == "按日志改回")
    remedy.click()
    assert window.bar.sentence.endswith("档案完好。")
    assert page.session.snapshot.tasks[task].title == right
    assert page.session.file.faults() == []
    assert page.deeds.run(EditTask(task, {"detail": "补充"}))


def test_damage_is_put_right_from_the_list_of_the_check(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    spoil(path)
    page = open_page(path)

    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, FindingsDialog)
        assert dialog.mend.text() == "按日志改回 1 项"
        dialog.mend.click()

    answer(FindingsDialog, accept)
    window.actions_["check"].trigger()
    assert page.session.file.faults() == []
    assert page.session.backups.listed()[0].reason == "改回前"


def test_a_forged_journal_is_found_and_named(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    forge(path)
    open_page(path)
    sentence, faults = asked(window)
    assert f"有 {len(faults)} 处问题" in sentence
    assert len(faults) >= 1


def test_a_check_that_is_stopped_ends_and_finds_nothing(path: Path) -> None:
    assert inspect(path, NOW, lambda: True).faults == ()
