"""The button 视图: a filter is saved under a name, chosen again, renamed and dropped; each is a step."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu

from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.ui.main_window import MainWindow
from battlemap.ui.workspace import Workspace

RED = TaskFilter(lamps=frozenset({"red"}))


@pytest.fixture
def page(window: MainWindow) -> Workspace:
    assert window.workspace
    return window.workspace


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def save(page: Workspace, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *args, **more: (title, True))
    entry(page.filters.views.offered(), "把当前筛选存为视图…").trigger()


def below(page: Workspace, words: str) -> QMenu:
    menu = entry(page.filters.views.offered(), words).menu()
    assert isinstance(menu, QMenu)
    return menu


def test_a_filter_is_saved_and_chosen_again(page: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    views = page.filters.views
    menu = views.offered()
    assert not entry(menu, "还没有保存的视图").isEnabled()
    assert not entry(menu, "把当前筛选存为视图…").isEnabled(), "nothing is filtered"
    page.filters.set_filter(RED)
    save(page, "红灯任务", monkeypatch)
    assert page.session.steps(1)[0].label == "保存视图“红灯任务”"
    assert views.text() == "视图：红灯任务"
    page.filters.clear()
    assert views.text() == "视图"
    chosen = entry(views.offered(), "红灯任务")
    assert not chosen.isChecked()
    chosen.trigger()
    assert page.filters.filter == RED
    assert page.only is not None
    assert entry(views.offered(), "红灯任务").isChecked()


def test_a_view_is_renamed_and_dropped_and_comes_back(
    page: Workspace, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = page.filters.views
    page.filters.set_filter(RED)
    save(page, "红灯", monkeypatch)
    monkeypatch.setattr(QInputDialog, "getText", lambda *args, **more: ("重点督办", True))
    entry(below(page, "改名"), "红灯").trigger()
    assert [view.title for view in views.views] == ["重点督办"]
    entry(below(page, "删除"), "重点督办").trigger()
    assert views.views == []
    window.actions_["undo"].trigger()
    assert [view.title for view in views.views] == ["重点督办"]


def test_what_is_refused_is_said_and_a_past_board_changes_no_view(
    page: Workspace, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.filters.set_filter(RED)
    save(page, "  ", monkeypatch)
    assert window.bar.sentence == "视图的名称不能为空。"
    save(page, "红灯", monkeypatch)
    page.travel(page.session.clock())
    menu = page.filters.views.offered()
    assert not entry(menu, "把当前筛选存为视图…").isEnabled()
    assert not entry(menu, "删除").isEnabled()
    assert entry(menu, "红灯").isEnabled()
