"""The menu of selected tasks does the daily deeds in one click and says what a rule forbids."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from battlemap.commands.rows import AddRow
from battlemap.commands.session import Session
from battlemap.ui.main_window import MainWindow
from battlemap.ui.task_menu import TaskMenu
from tests.ui.conftest import NOW, task


def menu_for(window: MainWindow, *codes: str, can_change: bool = True) -> QMenu:
    assert window.workspace
    page = window.workspace
    ids = tuple(task(page.session, code).id for code in codes)
    menu = QMenu(window)
    TaskMenu(page.session.snapshot, ids, NOW.date(), page.deeds, window.actions_).fill(menu, can_change)
    return menu


def entry(menu: QMenu, *path: str) -> QAction:
    """The entry that a path of words leads to."""
    for words in path:
        action = next(a for a in menu.actions() if a.text().split("　")[0].split("（")[0] == words)
        inner = action.menu()
        if isinstance(inner, QMenu):
            menu = inner
    return action


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        (("进度", "80%"), "progress", 80),
        (("标记", "重点"), "emphasis", "key"),
        (("完成时限", "行动结束"), "due_on", date(2018, 12, 31)),
    ],
)
def test_one_click_changes_every_selected_task_in_one_step(
    window: MainWindow, path: tuple[str, ...], field: str, value: object
) -> None:
    assert window.workspace
    session = window.workspace.session
    before = len(session.steps())
    entry(menu_for(window, "ECON-01", "ECON-03"), *path).trigger()
    assert [getattr(task(session, code), field) for code in ("ECON-01", "ECON-03")] == [value, value]
    assert len(session.steps()) == before + 1


def test_a_lane_that_a_rule_forbids_is_greyed_with_the_reason(window: MainWindow) -> None:
    struck = next(a for a in entry_menu(window, "状态").actions() if a.text().startswith("已销号"))
    assert not struck.isEnabled()
    assert "（" in struck.text()


def entry_menu(window: MainWindow, words: str) -> QMenu:
    inner = entry(menu_for(window, "ECON-03"), words).menu()
    assert isinstance(inner, QMenu)
    return inner


def test_units_and_persons_stand_there_with_a_tick_at_the_present_one(window: MainWindow) -> None:
    assert window.workspace
    session: Session = window.workspace.session
    unit = session.snapshot.tasks[task(session, "ECON-01").id].responsible_unit
    session.run(AddRow("person", {"name": "李明", "unit": unit}))
    ticked = entry(menu_for(window, "ECON-01"), "责任单位", "经济发展局")
    assert ticked.isChecked()
    entry(menu_for(window, "ECON-01"), "责任人", "李明").trigger()
    assert session.snapshot.person_name(task(session, "ECON-01").owner) == "李明"
    assert sum(person.name == "李明" for person in session.snapshot.persons.values()) == 1


def test_what_can_only_be_looked_at_offers_no_change(window: MainWindow) -> None:
    menu = menu_for(window, "ECON-01", can_change=False)
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["编辑任务(&E)"]
