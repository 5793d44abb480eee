from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.board import SetDue
from battlemap.commands.command import Command
from battlemap.commands.session import Session
from battlemap.errors import BattlemapError
from battlemap.render.fonts import Fonts
from battlemap.shown.settings import Settings
from battlemap.theme import theme
from battlemap.ui.actions import Actions
from battlemap.ui.card.parts import CardParts
from battlemap.ui.card_sheet import CardSheet
from battlemap.ui.deeds import Deeds
from battlemap.ui.error_bar import ErrorBar
from battlemap.ui.features.catalogue import ENTRIES, FEATURES
from battlemap.ui.icons import IconBook
from battlemap.ui.view import Tools
from tests.ui.conftest import NOW, task

Show = Callable[[str], CardSheet]


@pytest.fixture
def refusals() -> list[str]:
    return []


@pytest.fixture
def show(qtbot: QtBot, session: Session, refusals: list[str]) -> Show:
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
    parts = CardParts(tools, FEATURES)
    sheet = CardSheet(icons, run, set_due, session.history_of_task, parts)
    qtbot.addWidget(sheet)

    def show_code(code: str) -> CardSheet:
        sheet.show_task(task(session, code), session.snapshot, NOW.date(), theme("light"))
        sheet.show()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.isActiveWindow)
        return sheet

    return show_code


def area(sheet: CardSheet, name: str) -> QPlainTextEdit:
    return next(found for found in sheet.findChildren(QPlainTextEdit) if found.accessibleName() == name)


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
    assert refusals == ["任务 ECON-01 的名称不能为空。"]
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
    sheet._history_button.click()
    assert "进度：55% → 70%" in sheet._history.text()
    assert "张三" in sheet._history.text()
