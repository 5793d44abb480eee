"""MS Project in the window: what a plan brings is shown before, and a plan taken away comes back by its codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.board import SetDue
from battlemap.domain.planning.project import project_of
from battlemap.exchange.project_xml import read_project
from battlemap.exchange.project_xml_writer import write_project
from battlemap.ui.main_window import MainWindow
from battlemap.ui.schedule.desk import ScheduleDesk
from battlemap.ui.schedule.project_dialog import ProjectDialog
from tests.exchange.test_project_xml import DATA
from tests.ui.conftest import answer, task


def test_what_cannot_be_taken_over_is_listed_before_anything_is_written(window: MainWindow) -> None:
    page = window.workspace
    assert page is not None
    before = page.session.snapshot

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ProjectDialog)
        assert dialog.tabs.currentWidget() is dialog.left_out
        assert "资源分配：1 处" in [
            dialog.left_out.item(row).text() for row in range(dialog.left_out.count())
        ]
        assert "新增 6 项任务" in dialog.summary.text()
        assert not dialog.by_code.isEnabled()
        assert page.session.snapshot is before
        dialog.reject()

    answer(ProjectDialog, look)
    window.desk(ScheduleDesk).read_plan(DATA / "road-2019.xml")
    assert page.session.snapshot is before
    answer(ProjectDialog)
    window.desk(ScheduleDesk).read_plan(DATA / "road-2019.xml")
    assert [action.title for action in page.session.snapshot.columns][2:] == [
        "高新大道北延工程",
        "前期手续",
        "施工",
    ]


def test_a_plan_taken_away_updates_the_board_when_it_comes_back(window: MainWindow, tmp_path: Path) -> None:
    page = window.workspace
    assert page is not None
    session = page.session
    window.desk(ScheduleDesk).write_plan(tmp_path / "out.xml")
    assert "已导出" in window.bar.sentence
    assert {t.code for action in read_project(tmp_path / "out.xml").actions for t in action.tasks} == {
        "ECON-01",
        "ECON-02",
        "ECON-03",
        "PROJ-01",
    }
    session.run(SetDue((task(session, "ECON-03").id,), date(2018, 12, 20)))
    (tmp_path / "later.xml").write_bytes(
        write_project(project_of(session.snapshot), session.snapshot.calendar)
    )
    session.undo()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ProjectDialog)
        assert dialog.by_code.isChecked()
        assert [one.code for one in dialog.match.changed] == ["ECON-03"]
        assert dialog.new.rowCount() == 0

    answer(ProjectDialog, look)
    window.desk(ScheduleDesk).read_plan(tmp_path / "later.xml")
    assert task(session, "ECON-03").due_on == date(2018, 12, 20)
    assert len(session.snapshot.live_tasks) == 4


def test_a_file_that_is_no_plan_is_said_in_the_window(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.xml").write_text("不是计划", "utf-8")
    window.desk(ScheduleDesk).read_plan(tmp_path / "a.xml")
    assert "不是完整的 XML" in window.bar.sentence


def test_only_what_the_filter_shows_is_taken_away(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = window.workspace
    assert page is not None
    qtbot.keyClicks(page.filters._find, "PROJ-01")
    qtbot.waitUntil(lambda: page.only is not None)
    window.desk(ScheduleDesk).write_plan(tmp_path / "some.xml")
    assert "任务 1 项（只含筛选显示的任务）" in window.bar.sentence
    assert [t.code for action in read_project(tmp_path / "some.xml").actions for t in action.tasks] == [
        "PROJ-01"
    ]
