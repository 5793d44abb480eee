"""倒排工期 as a person does it: template, preview, a way out where the time is short, one step, undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.domain.snapshot import Snapshot
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.main_window import MainWindow
from battlemap.ui.schedule.backward_dialog import BackwardDialog
from tests.ui.conftest import answer, task

TODAY = date(2018, 11, 20)


def dialog_of(qtbot: QtBot, session: Session, *codes: str) -> BackwardDialog:
    settings = Settings(session.file.path.with_name("settings.json"))
    ids = [task(session, code).id for code in codes]
    made = BackwardDialog(session.snapshot, ids, TODAY, settings, theme("light"))
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: BackwardDialog, title: str) -> None:
    dialog.template.list.setCurrentText(title)
    dialog.template.choose()


def stones(snapshot: Snapshot, id: str) -> list[tuple[str, date | None]]:
    return [(stone.title, stone.due_on) for stone in snapshot.milestones_of(id)]


def test_a_plan_that_fits_is_written_as_one_step_and_undone(window: MainWindow) -> None:
    assert window.workspace is not None
    session = window.workspace.session
    wanted = task(session, "ECON-01").id
    window.workspace.choose(wanted)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, BackwardDialog)
        dialog.not_before.setDate(QDate(2018, 10, 8))
        choose(dialog, "整改销号")
        assert dialog.schedules[wanted].fits
        assert "须于" in dialog.verdict.text()

    answer(BackwardDialog, fill)
    window.actions_["backward_schedule"].trigger()
    after = session.snapshot
    planned = stones(after, wanted)
    assert [title for title, _ in planned][:2] == ["制定整改方案", "组织整改"]
    assert planned[-1][1] == date(2018, 12, 29)
    assert after.tasks[wanted].start_on is not None
    session.undo()
    assert stones(session.snapshot, wanted) == []


def test_what_does_not_fit_says_by_how_much_and_offers_two_ways_out(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, "ECON-03")
    choose(dialog, "整改销号")
    assert "缺 26 个工作日" in dialog.verdict.text()
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    with pytest.raises(Exception, match="倒排不成：ECON-03 缺 26 个工作日"):
        dialog.answer()
    button = dialog._answer_of["compress"]
    button.click()
    planned = dialog.planned(task(session, "ECON-03").id)
    assert planned[0].starts_on >= TODAY
    assert planned[-1].ends_on <= date(2018, 11, 30)
    dialog._answer_of["shift"].click()
    planned = dialog.planned(task(session, "ECON-03").id)
    assert planned[0].starts_on == TODAY
    session.run(dialog.answer())
    assert task(session, "ECON-03").due_on == planned[-1].ends_on


def test_an_extension_asks_for_its_reason(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, "ECON-02", "ECON-03")
    choose(dialog, "整改销号")
    assert dialog.list.isVisible()
    dialog._answer_of["shift"].click()
    assert dialog.reason.isVisible()
    dialog.accept()
    assert dialog.wrong.text() == "顺延属于延期，请写明延期理由。"
    dialog.reason.setText("用地手续未批")
    session.run(dialog.answer())
    assert task(session, "ECON-02").extension_reason == "用地手续未批"
    assert task(session, "ECON-03").extensions == 0


def test_steps_changed_by_hand_become_a_template_of_ones_own(qtbot: QtBot, session: Session) -> None:
    dialog = dialog_of(qtbot, session, "ECON-01")
    choose(dialog, "整改销号")
    dialog.steps.cell(1, 1).setText("3")
    assert dialog.steps.steps()[1].working_days == 3
    assert dialog.schedules[task(session, "ECON-01").id].steps[1].working_days == 3
    dialog.steps.setCurrentCell(6, 0)
    dialog.steps.remove_step()
    dialog.template.save("本区整改")
    assert dialog.template.list.currentText() == "本区整改（自有）"
    again = dialog_of(qtbot, session, "ECON-01")
    settings = Settings.load(session.file.path.with_name("settings.json"))
    assert [step["title"] for step in settings.schedule_templates["本区整改"]][-1] == "申请销号"
    choose(dialog, "本区整改（自有）")
    dialog.template.drop()
    assert dialog.template.list.findText("本区整改（自有）") == -1
    assert again.template.list.count() == dialog.template.list.count()


def test_finished_tasks_are_left_out(window: MainWindow) -> None:
    from battlemap.commands.board import MoveTasks

    assert window.workspace is not None
    session = window.workspace.session
    done = task(session, "PROJ-01")
    session.run(MoveTasks((done.id,), done.action, "checking"))
    window.workspace.choose(done.id)
    window.actions_["backward_schedule"].trigger()
    assert "均已办结" in window.bar.sentence
