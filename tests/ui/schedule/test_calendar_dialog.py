"""The working calendar as a person draws it: days by click, periods in tables, tables in and out, one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.domain.days.calendar import Period
from battlemap.errors import BadInput
from battlemap.exchange.calendar_xlsx import read_calendar
from battlemap.theme import theme
from battlemap.ui.main_window import MainWindow
from battlemap.ui.schedule.calendar_dialog import CalendarDialog
from tests.ui.conftest import answer

FRIDAY, SATURDAY = date(2018, 11, 23), date(2018, 11, 24)


def click(qtbot: QtBot, dialog: CalendarDialog, day: date) -> None:
    at = dialog.grid.place(day).center()
    qtbot.mouseClick(dialog.grid, Qt.MouseButton.LeftButton, pos=QPoint(int(at.x()), int(at.y())))


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, tmp_path: Path) -> CalendarDialog:
    made = CalendarDialog(session.snapshot, theme("light"), str(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def test_clicked_days_are_written_as_one_step(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workspace is not None
    session = window.workspace.session

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CalendarDialog)
        click(qtbot, dialog, FRIDAY)
        click(qtbot, dialog, SATURDAY)
        assert dialog.grid.word(FRIDAY) == "休"
        assert dialog.grid.word(SATURDAY) == "班"
        assert session.snapshot.calendar.is_working_day(FRIDAY)

    answer(CalendarDialog, fill)
    window.actions_["calendar"].trigger()
    assert not session.snapshot.calendar.is_working_day(FRIDAY)
    assert session.snapshot.calendar.is_working_day(SATURDAY)
    assert session.can_undo == "修改工作日历"
    session.undo()
    assert session.snapshot.calendar.is_working_day(FRIDAY)


def test_a_drag_and_the_space_bar_set_days_too(qtbot: QtBot, dialog: CalendarDialog) -> None:
    grid = dialog.grid
    monday, tuesday = (grid.place(date(2018, 11, day)).center().toPoint() for day in (19, 20))
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=monday)
    qtbot.mouseMove(grid, tuesday)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=tuesday)
    assert grid.word(date(2018, 11, 19)) == "休"
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    day = grid.focus_day
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.word(day) == "休"
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.word(day) == ""


def test_bans_and_key_periods_are_typed_and_checked(qtbot: QtBot, dialog: CalendarDialog) -> None:
    qtbot.mouseClick(dialog.bans.add, Qt.MouseButton.LeftButton)
    for place, text in enumerate(("封土期", "11月15日", "2018-12-31", "土石方作业", "proj", "PROJ-01")):
        dialog.bans.cell(0, place).setText(text)
    qtbot.mouseClick(dialog.keys.add, Qt.MouseButton.LeftButton)
    dialog.keys.cell(0, 2).setText("2018-10-07")
    level = dialog.keys.table.cellWidget(0, 3)
    assert isinstance(level, QComboBox)
    level.setCurrentIndex(1)
    dialog.check()
    ban, key = dialog.answer().periods
    assert ban == Period(
        "", "ban", date(2018, 11, 15), date(2018, 12, 31), "封土期", "PROJ", "PROJ-01", "土石方作业"
    )
    assert (key.kind, key.ends_on, key.alert_level) == ("key", date(2018, 10, 7), 1)
    dialog.bans.cell(0, 4).setText("XXXX")
    with pytest.raises(BadInput, match="封土期第 1 行：没有代号或编号为“XXXX”"):
        dialog.check()
    dialog.bans.cell(0, 2).setText("2018-11-01")
    assert "早于开始日期" in dialog.wrong.text()


def test_a_calendar_leaves_as_a_table_and_comes_back(
    qtbot: QtBot, dialog: CalendarDialog, tmp_path: Path
) -> None:
    dialog.set_day(FRIDAY, False)
    dialog.write(tmp_path / "日历.xlsx")
    assert [(p.kind, p.starts_on) for p in read_calendar(tmp_path / "日历.xlsx")] == [("off", FRIDAY)]
    dialog.set_day(FRIDAY, True)
    assert dialog.periods() == ()
    dialog.take(read_calendar(tmp_path / "日历.xlsx"), is_replacing=False)
    assert dialog.grid.word(FRIDAY) == "休"
    dialog.take((Period("", "off", SATURDAY, SATURDAY),), is_replacing=True)
    assert dialog.grid.word(FRIDAY) == ""


def test_a_year_without_a_notice_is_announced(dialog: CalendarDialog) -> None:
    assert dialog.announced.isVisible()
    assert "2018 年的放假调休安排未收录" in dialog.announced.text()
    assert "请按国务院通知点选" in dialog.announced.text()
    dialog.set_day(FRIDAY, False)
    assert "请核对是否齐全" in dialog.announced.text()
