from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.ui.dialogs.new_task import NewTaskDialog
from battlemap.ui.dialogs.problem import ProblemDialog
from battlemap.ui.icons import IconBook
from tests.ui.conftest import task


def test_the_answer_is_a_command_that_makes_the_card(qtbot: QtBot, session: Session) -> None:
    projects = session.snapshot.columns[1]
    dialog = NewTaskDialog(IconBook(), session.snapshot, projects.id, "moving")
    qtbot.addWidget(dialog)
    dialog.name.setText(" 新开工项目 ")
    dialog.due.line.setText("11月底前")
    dialog.check()
    session.run(dialog.answer())
    made = task(session, "PROJ-02")
    assert (made.title, made.lane, made.due_on) == ("新开工项目", "moving", date(2018, 11, 30))
    assert made.due_text == "11月底前"


def test_unit_person_and_deadline_are_given_at_once(qtbot: QtBot, session: Session) -> None:
    unit = task(session, "ECON-01").responsible_unit
    session.run(AddRow("unit", {"name": "招商局"}))
    other = next(unit.id for unit in session.snapshot.units.values() if unit.name == "招商局")
    session.run(AddRow("person", {"name": "李明", "unit": unit}))
    session.run(AddRow("person", {"name": "王强", "unit": other}))
    dialog = NewTaskDialog(IconBook(), session.snapshot, None)
    qtbot.addWidget(dialog)
    dialog.name.setText("新开工项目")
    assert dialog.owner.count() == 3
    dialog.unit.setCurrentIndex(dialog.unit.findData(unit))
    assert [dialog.owner.itemText(row) for row in range(dialog.owner.count())] == ["待定", "李明"]
    dialog.owner.setCurrentIndex(1)
    before = len(session.steps())
    session.run(dialog.answer())
    made = task(session, "ECON-04")
    assert (made.responsible_unit, session.snapshot.person_name(made.owner)) == (unit, "李明")
    assert made.assigned_on == session.clock().date()
    assert len(session.steps()) == before + 1


def test_a_task_without_a_name_or_with_a_dark_deadline_is_not_made(qtbot: QtBot, session: Session) -> None:
    dialog = NewTaskDialog(IconBook(), session.snapshot, None)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.wrong.text() == "请填写任务名称。"
    dialog.name.setText("有名字")
    dialog.due.line.setText("尽快")
    dialog.accept()
    assert "看不懂时限“尽快”" in dialog.wrong.text()


def test_a_problem_is_recorded_for_its_tasks(qtbot: QtBot, session: Session) -> None:
    stuck = task(session, "ECON-02").id
    dialog = ProblemDialog(IconBook(), session.snapshot, (stuck,))
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.wrong.text() == "请写明卡在哪里。"
    dialog.what.setPlainText("用地指标\n没有落实")
    dialog.level.setCurrentIndex(2)
    session.run(dialog.answer())
    [problem] = session.snapshot.problems_of(stuck)
    assert (problem.title, problem.level) == ("用地指标 没有落实", "commander")
