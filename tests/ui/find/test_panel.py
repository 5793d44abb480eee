from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.domain.looking.facets import facets
from battlemap.domain.looking.task_filter import Ground, TaskFilter
from battlemap.ui.find.panel import FilterPanel
from tests.ui.conftest import NOW


def rows(panel: FilterPanel) -> list[str]:
    return [panel.choices.item(n).text() for n in range(panel.choices.count())]


def turn_to(panel: FilterPanel, title: str) -> None:
    titles = [panel.groups.item(n).text().rstrip(" ✓") for n in range(panel.groups.count())]
    panel.groups.setCurrentRow(titles.index(title))


def test_each_click_filters_at_once_and_counts_follow(qtbot: QtBot, session: Session) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ground = Ground.of(session.snapshot, date(2018, 11, 20), lambda: session.chronicle(NOW))
    wanted = TaskFilter()
    panel = FilterPanel(lambda: facets(wanted, ground), window)
    heard: list[TaskFilter] = []

    def take(chosen: TaskFilter) -> None:
        nonlocal wanted
        wanted = chosen
        heard.append(chosen)

    panel.wanted.connect(take)
    panel.open_below(window, wanted)
    turn_to(panel, "状态")
    assert rows(panel) == ["待启动　1", "推进中　3"]
    panel.choices.setCurrentRow(1)
    qtbot.keyClick(panel.choices, Qt.Key.Key_Space)
    assert heard[-1] == TaskFilter(lanes=frozenset({"moving"}))
    qtbot.waitUntil(lambda: panel.choices.item(1).checkState() == Qt.CheckState.Checked)
    assert panel.groups.item(1).text() == "状态 ✓"
    turn_to(panel, "责任单位")
    assert rows(panel) == ["待定　2", "经发局　1"]
    rect = panel.choices.visualItemRect(panel.choices.item(1))
    qtbot.mouseClick(panel.choices.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert heard[-1].units == {task.responsible_unit for task in session.snapshot.live_tasks} - {None}
    turn_to(panel, "到期")
    panel.choices.setCurrentRow(0)
    qtbot.keyClick(panel.choices, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.choices.item(0).checkState() == Qt.CheckState.Checked)
    panel.choices.setCurrentRow(1)
    qtbot.keyClick(panel.choices, Qt.Key.Key_Return)
    assert heard[-1].due_within == 1, "one number of days at a time"
    panel.close()
