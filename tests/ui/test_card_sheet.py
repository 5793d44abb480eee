from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.board import MoveTasks, SetDue
from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.commands.task import EditTask
from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.actions import Actions
from battlemap.ui.card.part_list import PartList
from battlemap.ui.card.parts import CardParts
from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.deeds import Deeds
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.features.catalogue import ENTRIES, FEATURES
from battlemap.ui.icons import IconBook
from battlemap.ui.main_window import MainWindow
from battlemap.ui.page import Tools
from tests.campaigns import AS_OF
from tests.random_steps import board, draw_step
from tests.ui.conftest import NOW, task

Show = Callable[[str], CardSheet]


@pytest.fixture
def refusals() -> list[str]:
    return []


@pytest.fixture
def blank(qtbot: QtBot, session: Session, refusals: list[str]) -> Callable[[], CardSheet]:
    """How to make a sheet that shows nothing yet."""

    def run(command: Command) -> bool:
        try:
            session.run(command)
        except BattlemapError as error:
            refusals.append(str(error))
            return False
        return True

    def set_due(id: str, day: date | None, words: str) -> bool:
        return run(SetDue((id,), day, words))

    icons, window = IconBook(), QWidget()
    qtbot.addWidget(window)
    deeds = Deeds(session, icons, ErrorBar(icons, window), window)
    settings = Settings(session.file.path.with_name("settings.json"))
    look, actions = theme("light"), Actions(window, icons, ENTRIES)
    tools = Tools(session, deeds, settings, icons, actions, Fonts(), look, lambda task: "grey")

    def make() -> CardSheet:
        return CardSheet(icons, run, set_due, session.history_of_task, CardParts(tools, FEATURES), window)

    return make


@pytest.fixture
def show(qtbot: QtBot, session: Session, blank: Callable[[], CardSheet]) -> Show:
    sheet = blank()
    sheet.setParent(None)
    qtbot.addWidget(sheet)

    def show_code(code: str) -> CardSheet:
        sheet.show_task(task(session, code), session.snapshot, NOW.date(), theme("light"))
        sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        return sheet

    return show_code


def area(sheet: CardSheet, name: str) -> QPlainTextEdit:
    return next(edit for edit in sheet.findChildren(QPlainTextEdit) if edit.accessibleName() == name)


def test_a_field_that_is_left_is_saved_as_one_step_that_can_be_undone(
    qtbot: QtBot, show: Show, session: Session
) -> None:
    sheet = show("ECON-01")
    before = len(session.steps())
    field = area(sheet, "任务名称")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "new name")
    assert task(session, "ECON-01").title == "走访龙头企业", "nothing is written while typing"
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert task(session, "ECON-01").title == "new name"
    assert len(session.steps()) == before + 1
    session.undo()
    assert task(session, "ECON-01").title == "走访龙头企业"


def test_leaving_a_field_unchanged_writes_nothing(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("ECON-01")
    before = len(session.steps())
    for field in sheet.findChildren(QPlainTextEdit):
        field.setFocus()
    sheet.flush()
    assert len(session.steps()) == before


def test_another_card_saves_what_was_typed_for_the_first(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("ECON-01")
    area(sheet, "具体内容").setPlainText("逐户走访")
    show("PROJ-01")
    assert task(session, "ECON-01").detail == "逐户走访"
    assert task(session, "PROJ-01").detail == ""


def test_a_refused_value_is_put_back(qtbot: QtBot, show: Show, session: Session, refusals: list[str]) -> None:
    sheet = show("ECON-01")
    field = area(sheet, "任务名称")
    field.setPlainText("   ")
    sheet.flush()
    assert refusals == ["任务“ECON-01”的任务名称不能为空。"]
    assert field.toPlainText() == "走访龙头企业"


def test_deadline_words_become_a_day_and_are_kept(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("ECON-03")
    sheet._due.line.setText("12月上旬")
    sheet.flush()
    assert task(session, "ECON-03").due_on == date(2018, 12, 10)
    assert task(session, "ECON-03").due_text == "12月上旬"


def test_a_typed_unit_that_is_new_is_created(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("PROJ-01")
    sheet._unit.setEditText("征迁办")
    sheet.flush()
    assert session.snapshot.unit_label(task(session, "PROJ-01").responsible_unit) == "征迁办"


def test_markup_in_a_source_is_no_markup(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("ECON-01")
    assert {label.textFormat() for label in sheet.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_the_history_tells_what_changed(qtbot: QtBot, show: Show, session: Session) -> None:
    sheet = show("ECON-01")
    sheet._progress.setValue(70)
    sheet.flush()
    show("ECON-01")
    qtbot.waitUntil(lambda: sheet.judgement.is_complete)
    assert (
        sheet.judgement.past.heading.text()
        == f"履历　{len(session.history_of_task(task(session, 'ECON-01').id))} 条"
    )
    sheet.judgement.past.heading.click()
    qtbot.waitUntil(lambda: "进度：55% → 70%" in sheet.judgement.history.text())
    assert "张三" in sheet.judgement.history.text()


def told(sheet: CardSheet) -> dict[str, object]:
    """Everything that the sheet shows, as words."""
    judgement = sheet.judgement
    parts = {name: section.heading.text() for name, section in sheet.parts.sections.items()}
    lines = [part.words for part in sheet.findChildren(PartList)]
    choices = [
        (box.currentText(), [box.itemText(row) for row in range(box.count())])
        for box in sheet.findChildren(QComboBox)
    ]
    own = [judgement.lamp.text(), judgement.reasons.text(), judgement.note.text(), judgement.forecast.text()]
    return (
        {"fields": [field.typed for field in sheet._typed], "own": own, "choices": choices}
        | parts
        | {"lines": lines}
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_sheet_that_hears_only_what_reaches_it_shows_the_same_as_one_shown_anew(
    blank: Callable[[], CardSheet], data: st.DataObject
) -> None:
    snapshot = board()
    sheet = blank()
    look = theme("light")

    def show(shown: CardSheet) -> None:
        row = snapshot.tasks["t2"]
        shown.show_task(None if row.deleted else row, snapshot, AS_OF, look)
        shown.judgement._complete()

    show(sheet)
    for _ in range(data.draw(st.integers(1, 4))):
        _, reach, snapshot = draw_step(data, snapshot)
        if snapshot.tasks["t2"].deleted:
            return
        if sheet.is_reached(reach):
            show(sheet)
        else:
            sheet.keep_up(snapshot)
        other = blank()
        show(other)
        assert told(sheet) == told(other)
        other.deleteLater()


def test_the_journal_is_asked_a_frame_later_and_only_for_steps_that_reach_the_card(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.workspace
    assert page is not None
    session, asked = page.session, []
    page.open_task(task(session, "ECON-01").id)
    judgement = page.sheet.judgement
    qtbot.waitUntil(lambda: judgement.is_complete)
    ask = judgement._history_of
    judgement._history_of = lambda id: (asked.append(id), ask(id))[1]
    session.run(MoveTasks((task(session, "PROJ-01").id,), task(session, "PROJ-01").action, "checking"))
    assert judgement.is_complete
    session.run(EditTask(task(session, "ECON-01").id, {"detail": "逐户走访"}))
    assert asked == []
    qtbot.waitUntil(lambda: judgement.is_complete)
    assert asked == [task(session, "ECON-01").id]
