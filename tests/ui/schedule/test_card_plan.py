"""How a task's time is counted is chosen on its card."""

from __future__ import annotations

from datetime import date

from battlemap.commands.rows import AddRow
from battlemap.commands.timeline import Reschedule, TaskDays
from battlemap.ui.fields import ChoiceField
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import task


def choose(field: ChoiceField, place: int) -> None:
    field.setCurrentIndex(place)
    field.activated.emit(place)


def test_natural_days_and_the_milestone_curve_are_chosen_on_the_card(window: MainWindow) -> None:
    page = window.workspace
    assert page is not None
    session = page.session
    id = task(session, "ECON-01").id
    session.run(Reschedule((TaskDays(id, date(2018, 11, 1), date(2018, 11, 30)),)))
    session.run(AddRow("milestone", {"task": id, "title": "初稿", "due_on": date(2018, 11, 30)}))
    page.open_task(id)
    by_work = session.snapshot.judge(task(session, "ECON-01"), date(2018, 11, 20)).time_progress
    choose(page.sheet._counting, 1)
    assert task(session, "ECON-01").counts_natural_days
    by_nature = session.snapshot.judge(task(session, "ECON-01"), date(2018, 11, 20)).time_progress
    assert by_nature != by_work
    choose(page.sheet._course, 1)
    assert task(session, "ECON-01").follows_milestones
    session.undo()
    assert not task(session, "ECON-01").follows_milestones
    assert page.sheet._course.currentData() is False
