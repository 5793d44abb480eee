"""Forecasts in the window: with their basis, by the seed, and silent where too little is known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from battlemap.commands.loop import ReportProgress
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.shown.schedule.forecast_words import forecast_words
from battlemap.theme import theme
from battlemap.ui.main_window import MainWindow
from battlemap.ui.schedule.forecast_dialog import ForecastDialog
from tests.ui.conftest import NOW, small_campaign, task

AS_OF = date(2018, 11, 20)


def reported(path: Path) -> Session:
    """Returns the small campaign in which ECON-03 reported on four days: 20, 40, 50, 60 percent."""
    small_campaign(path, NOW - timedelta(days=7)).close()
    for before, percent in ((6, 20), (5, 40), (4, 50), (1, 60)):
        running = Session.open(path, "张三", lambda before=before: NOW - timedelta(days=before))
        running.run(ReportProgress(task(running, "ECON-03").id, percent))
        running.close()
    return Session.open(path, "张三", lambda: NOW)


def test_only_what_was_reported_often_enough_is_forecast(qtbot: QtBot, tmp_path: Path) -> None:
    session = reported(tmp_path / "f.battlemap")
    dialog = ForecastDialog(session.snapshot, AS_OF, theme("light"))
    qtbot.addWidget(dialog)
    assert [line.code for line in dialog.lines] == ["ECON-03"]
    line = dialog.lines[0]
    assert line.forecast.p50 is not None and line.forecast.p80 is not None
    assert AS_OF < line.forecast.p50 <= line.forecast.p80
    assert line.forecast.basis == "按近 14 个工作日进度，本任务 4 次反馈"
    assert dialog.count.text().endswith("另有 3 项任务反馈太少，未作预测。")
    lines = dialog.lines
    dialog.seed.setValue(7)
    dialog.fill()
    dialog.seed.setValue(0)
    dialog.fill()
    assert dialog.lines == lines


def test_without_reports_the_dialog_says_why_it_is_empty(qtbot: QtBot, session: Session) -> None:
    dialog = ForecastDialog(session.snapshot, AS_OF, theme("light"))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 0
    assert dialog.count.text() == "4 项未完成任务的反馈都太少，暂不能预测。"


def test_the_card_says_what_is_needed_per_day_and_when_it_will_be_done(tmp_path: Path) -> None:
    session = reported(tmp_path / "f.battlemap")
    target = task(session, "ECON-03")
    session.run(EditTask(target.id, {"target_value": "30", "target_unit": "家"}))
    need, forecast = forecast_words(session.snapshot, task(session, "ECON-03"), AS_OF)
    assert need == "还差 12 家，剩 9 个工作日，日均需 1.4 家"
    assert forecast.startswith("预测：2018年")
    assert "（按近 14 个工作日进度，本任务 4 次反馈）" in forecast
    assert forecast_words(session.snapshot, task(session, "ECON-01"), AS_OF) == []


def test_the_sheet_has_no_empty_row_where_nothing_is_forecast(window: MainWindow) -> None:
    page = window.workspace
    assert page is not None
    page.open_task(task(page.session, "ECON-01").id)
    assert not page.sheet.judgement.forecast.isVisible()
