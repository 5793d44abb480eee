"""After a crash the next window says what is safe and leads back to the same page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog

from battlemap.commands.session import Session
from battlemap.shown.health.running import Broken, Running
from battlemap.ui.health.after_crash import AfterCrash, RunningDesk
from battlemap.ui.main_window import MainWindow


def test_the_next_window_opens_the_file_on_the_page_where_it_ended(
    window: MainWindow, session: Session, tmp_path: Path
) -> None:
    path = session.file.path
    session.close()
    desk = window.desk(RunningDesk)
    desk.running = Running(tmp_path / "log", datetime(2018, 11, 20))
    desk.running.broken = (Broken("2018-11-20 09:00", path, "timeline", "Fatal Python error"),)
    asked: list[AfterCrash] = []

    def accept(dialog: QDialog) -> int:
        assert isinstance(dialog, AfterCrash)
        asked.append(dialog)
        return QDialog.DialogCode.Accepted

    assert desk.tell(accept)
    assert window.workspace is not None and window.workspace.session.file.path == path
    assert window.workspace.pages.name == "timeline"
    assert "Fatal Python error" in asked[0].report
    assert desk.running._facts["page"] == "timeline"
    assert desk.running._facts["file"] == str(path)


def test_without_a_crash_nobody_is_asked(window: MainWindow, tmp_path: Path) -> None:
    desk = window.desk(RunningDesk)
    assert not desk.tell(lambda dialog: 1 / 0)
    desk.running = Running(tmp_path / "log", datetime(2018, 11, 20))
    assert not desk.tell(lambda dialog: 1 / 0)
