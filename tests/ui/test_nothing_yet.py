from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from battlemap.commands.action import CreateAction
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.commands.task import CreateTask, DeleteTasks
from battlemap.ui.features.catalogue import PAGES
from battlemap.ui.main_window import MainWindow
from tests.ui.conftest import NOW

PAGES_THAT_LEAD_ON = ("timeline", "trends", "posters")


@pytest.fixture
def empty(make_window: Callable[[], MainWindow], tmp_path: Path) -> MainWindow:
    """A window with a campaign without any action."""
    path = tmp_path / "empty.battlemap"
    founding = CreateCampaign("百日攻坚行动", date(2018, 10, 1), date(2018, 12, 31))
    Session.create(path, founding, "张三", lambda: NOW).close()
    window = make_window()
    window.show()
    assert window.files.open(path)
    return window


def turn(window: MainWindow, name: str) -> None:
    window.actions_[f"go_{name}"].trigger()


def test_a_page_without_tasks_leads_on_until_there_is_one(qtbot: QtBot, empty: MainWindow) -> None:
    assert empty.workspace
    page, led = empty.workspace, empty.workspace.nothing_yet
    turn(empty, "trends")
    assert led.isVisible()
    assert led.way_on.text() == "新建专项"
    page.session.run(CreateAction("经济运行", code="ECON"))
    for name in PAGES_THAT_LEAD_ON:
        turn(empty, name)
        assert led.isVisible(), name
        assert led.way_on.text() == "新建任务"
        assert led.note.text()
    page.session.run(CreateTask(page.session.snapshot.columns[0].id, "走访龙头企业"))
    assert not led.isVisible()
    page.session.run(DeleteTasks((page.session.snapshot.live_tasks[0].id,)))
    assert led.isVisible()


def test_pages_that_say_it_themselves_are_left_alone(empty: MainWindow) -> None:
    assert empty.workspace
    for page in PAGES:
        turn(empty, page.name)
        assert empty.workspace.nothing_yet.isVisible() is (page.name in ("trends", "posters"))


def test_the_button_asks_for_what_is_missing(empty: MainWindow) -> None:
    assert empty.workspace
    asked: list[str] = []
    for name in ("new_action", "new_task"):
        empty.actions_[name].triggered.disconnect()
        empty.actions_[name].triggered.connect(lambda _=False, name=name: asked.append(name))
    turn(empty, "trends")
    empty.workspace.nothing_yet.way_on.click()
    empty.workspace.session.run(CreateAction("经济运行", code="ECON"))
    empty.workspace.nothing_yet.way_on.click()
    assert asked == ["new_action", "new_task"]


def test_a_filter_that_lets_nothing_through_says_how_to_clear_it_on_every_page(window: MainWindow) -> None:
    assert window.workspace
    page = window.workspace
    page.filters._find.setText("没有这样的任务")
    page.filters._typing.timeout.emit()
    for one in PAGES:
        turn(window, one.name)
        assert page.nothing.isVisible() is page.pages.current.hears_filter, one.name
        assert not page.nothing_yet.isVisible()
        assert page.nothing.way_on.text() == "清除筛选"
    turn(window, "board")
    page.nothing.way_on.click()
    assert not page.nothing.isVisible()
