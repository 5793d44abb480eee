from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

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


def asked(window: MainWindow) -> tuple[str, list[str]]:
    """The sentence and the list that a check shows."""
    told: list[tuple[str, list[str]]] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, FindingsDialog)
        listed = [dialog.faults.item(number).text() for number in range(dialog.faults.count())]
        told.append((dialog.sentence.text(), listed))
        dialog.reject()

    answer(FindingsDialog, read)
    window.actions_["check"].trigger()
    return told[0]


def test_a_sound_file_is_said_to_be_sound(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    open_page(path)
    sentence, faults = asked(window)
    assert sentence.startswith("「board.battlemap」完好：共 9 步操作")
    assert faults == []


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
