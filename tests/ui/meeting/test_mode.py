"""A meeting by keyboard alone: what is typed becomes something on the spot, and the minutes are there at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.domain.telling.agenda import decisions_of
from battlemap.ui.main_window import MainWindow
from battlemap.ui.meeting.dialogs import MeetingDialog
from battlemap.ui.meeting.mode import MeetingMode
from battlemap.ui.meeting.page import MeetingsPage
from tests.ui.conftest import answer, task


@pytest.fixture
def page(window: MainWindow) -> MeetingsPage:
    """The page with a meeting that has just begun."""
    window.actions_["go_meetings"].trigger()
    assert window.workspace is not None
    shown = window.workspace.pages.current
    assert isinstance(shown, MeetingsPage)
    shown.set_up()

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, MeetingDialog)
        dialog.fields["chair"].setText("周卫东")
        dialog.fields["present"].setText("周卫东、高立新")

    answer(MeetingDialog, fill)
    shown.open_meeting()
    return shown


@pytest.fixture
def mode(page: MeetingsPage, qtbot: QtBot) -> Iterator[MeetingMode]:
    page.begin()
    assert page.mode is not None
    yield page.mode
    if page.mode is not None:
        page.mode.close()


def send(qtbot: QtBot, mode: MeetingMode, words: str) -> None:
    mode.line.setText(words)
    qtbot.keyClick(mode.line, Qt.Key.Key_Return)


def test_a_meeting_leaves_what_was_decided_and_its_minutes(
    page: MeetingsPage, mode: MeetingMode, qtbot: QtBot, window: MainWindow
) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    assert mode.current is not None and mode.current[1].kind == "red"
    assert "ECON-02" in mode.title.text()
    before = len(session.snapshot.live_tasks)
    send(qtbot, mode, "任务：查清缺口原因 @经发局 #11月25日")
    send(qtbot, mode, "批示：每日一报 #11月23日")
    send(qtbot, mode, "时限：#胡说 理由")
    assert "看不懂日期" in mode.wrong.text() and mode.line.text()
    send(qtbot, mode, "卡点：税源核查缺人手 @经发局")
    meeting = page.chosen
    assert meeting is not None
    assert [one.kind for one in decisions_of(session.snapshot, meeting.id)] == [
        "task",
        "instruction",
        "problem",
    ]
    assert len(session.snapshot.live_tasks) == before + 1
    qtbot.keyClick(mode.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    first = mode.place
    qtbot.keyClick(mode.line, Qt.Key.Key_PageDown)
    assert mode.place == min(first + 1, len(mode.places) - 1)
    qtbot.keyClick(mode, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    (letter,) = session.snapshot.letters.values()
    assert "1．查清缺口原因（经发局，11月25日前）。" in letter.body and "出席：周卫东、高立新" in letter.body
    assert page.chosen is not None and not page.chosen.is_open
    assert task(session, "ECON-04").title == "查清缺口原因"


def test_what_is_open_comes_first_in_the_next_meeting_and_is_closed_there(
    page: MeetingsPage, mode: MeetingMode, qtbot: QtBot, window: MainWindow
) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    send(qtbot, mode, "各专项每周一报")
    mode.finish()
    answer(MeetingDialog)
    page.open_meeting()
    page.begin()
    second = page.mode
    assert second is not None
    assert second.current is not None and second.current[0].title == "上次议定事项落实"
    assert second.seconds_left == 300
    qtbot.keyClick(second, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert all(one.closed_on for one in session.snapshot.decisions.values())
    second.close()
