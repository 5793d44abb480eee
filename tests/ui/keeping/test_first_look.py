from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from battlemap.ui import jobs
from battlemap.ui.keeping.desk import KeepingDesk
from battlemap.ui.main_window import MainWindow
from tests.ui.keeping.conftest import Open
from tests.ui.keeping.test_check import forge, spoil


def looked(window: MainWindow, qtbot: QtBot) -> str:
    look = window.desk(KeepingDesk).first_look
    assert look is not None
    look.look()
    qtbot.waitUntil(lambda: not look._background.is_busy, timeout=20_000)
    return window.bar.sentence


def test_a_look_under_way_lets_the_user_go_first_and_ends_when_the_file_is_left(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(jobs.Progress, "give_way", lambda progress: asked.append(1))
    session = open_page(path).session
    assert looked(window, qtbot) == ""
    assert len(asked) > len(session.snapshot.tasks), "it is asked at every row and step"


def test_a_sound_file_is_passed_over_in_silence(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    open_page(path)
    assert looked(window, qtbot) == ""


def test_a_changed_row_is_told_after_opening_with_the_way_to_the_check(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    spoil(path)
    open_page(path)
    sentence = looked(window, qtbot)
    assert sentence.startswith("打开后检查发现档案有问题：任务“")
    assert "为“暗改”" in sentence
    assert "检查档案…" in [button.text() for button in window.bar.findChildren(QPushButton)]


def test_a_changed_journal_is_told_after_opening(
    qtbot: QtBot, window: MainWindow, open_page: Open, path: Path
) -> None:
    forge(path)
    open_page(path)
    assert "的记录被改动或缺失" in looked(window, qtbot)
