from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.domain.looking.task_filter import TaskFilter
from battlemap.theme import theme
from battlemap.ui.actions import Actions
from battlemap.ui.features.catalogue import ENTRIES
from battlemap.ui.find.chips import Chips
from battlemap.ui.find.row import FilterRow
from battlemap.ui.icons import IconBook


@pytest.fixture
def row(qtbot: QtBot, session: Session) -> Iterator[FilterRow]:
    window = QWidget()
    window.resize(1366, 200)
    qtbot.addWidget(window)
    icons = IconBook()
    made = FilterRow(icons, Actions(window, icons, ENTRIES), window)
    made.resize(1366, 80)
    made.changed.connect(lambda _: made.keep_up(session.snapshot, {"red": 1}, 2, 4, theme("light")))
    made.keep_up(session.snapshot, {"red": 1}, 4, 4, theme("light"))
    window.show()
    yield made


def chip(row: FilterRow, text: str) -> QToolButton:
    return next(button for button in row.findChildren(QToolButton) if button.text() == text)


def words(row: FilterRow) -> tuple[str, ...]:
    return row.findChildren(Chips)[0].words


def test_typing_filters_after_a_moment(qtbot: QtBot, row: FilterRow) -> None:
    field = row.findChild(QLineEdit)
    with qtbot.waitSignal(row.changed) as heard:
        qtbot.keyClicks(field, "econ")
    assert heard.args == [TaskFilter(words="econ")]


def test_lamps_add_up_and_are_cleared_at_once(qtbot: QtBot, row: FilterRow) -> None:
    chip(row, "红灯 1").click()
    chip(row, "黄灯 0").click()
    assert row.filter.lamps == {"red", "yellow"}
    assert words(row) == ("红灯、黄灯",)
    row.clear()
    assert row.filter == TaskFilter()
    assert not chip(row, "红灯 1").isChecked()
    assert words(row) == ()


def test_each_thing_that_is_set_is_a_chip_that_takes_it_back(row: FilterRow) -> None:
    row.set_filter(TaskFilter(is_blocked=True, day=date(2018, 11, 30), words="战报"))
    assert words(row) == ("有卡点", "11月30日到期")
    chip(row, "11月30日到期").click()
    assert row.filter == TaskFilter(is_blocked=True, words="战报")
    row.pick_day(date(2018, 11, 30))
    row.pick_day(None)
    assert row.filter.day is None


def test_chips_without_room_hide_behind_a_number(qtbot: QtBot, row: FilterRow) -> None:
    row.resize(460, 80)
    wanted = TaskFilter(is_blocked=True, is_overdue=True, due_within=7, silent_for=10, changed_within=3)
    row.set_filter(wanted)
    chips = row.findChildren(Chips)[0]
    shown = [button for button in chips.findChildren(QToolButton) if button.isVisible()]
    hidden = [button for button in shown if button.text().startswith("+")]
    assert len(hidden) == 1
    assert len(shown) - 1 + int(hidden[0].text()[1:]) == 5
    assert all(chips.rect().contains(button.geometry()) for button in shown)
    menu = hidden[0].menu()
    assert menu is not None
    menu.actions()[-1].trigger()
    assert len(row.filter.set_fields) == 4


def test_escape_clears_the_words_and_then_gives_the_keyboard_back(qtbot: QtBot, row: FilterRow) -> None:
    field = row.findChild(QLineEdit)
    qtbot.keyClicks(field, "econ")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert row.filter.is_empty
    with qtbot.waitSignal(row.left) as heard:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard.args == [False]


def test_enter_searches_at_once_and_goes_to_the_first_hit(qtbot: QtBot, row: FilterRow) -> None:
    field = row.findChild(QLineEdit)
    qtbot.keyClicks(field, "econ")
    with qtbot.waitSignals([row.changed, row.left]):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert row.filter.words == "econ"


def test_the_filter_of_last_time_is_offered_not_set(row: FilterRow) -> None:
    row.offer(TaskFilter(lamps=frozenset({"red"}), due_within=7))
    assert row.filter.is_empty
    assert words(row) == ("恢复上次筛选：红灯；7 天内到期",)
    chip(row, "恢复上次筛选：红灯；7 天内到期").click()
    assert row.filter == TaskFilter(lamps=frozenset({"red"}), due_within=7)
    row.clear()
    assert words(row) == ()


def test_the_cross_on_the_offer_dismisses_it(row: FilterRow) -> None:
    row.offer(TaskFilter(lamps=frozenset({"red"})))
    crosses = [
        button for button in row.findChildren(QToolButton) if button.accessibleName() == "不恢复上次筛选"
    ]
    assert len(crosses) == 1
    crosses[0].click()
    assert row.filter.is_empty
    assert words(row) == ()


def test_a_step_that_changes_no_count_lays_no_lamp_out_anew(
    row: FilterRow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(
        "battlemap.ui.find.row.lamp_mark", lambda lamp, *_: (drawn.append(lamp), QPixmap())[1]
    )
    row.keep_up(session.snapshot, {"red": 2}, 4, 4, theme("light"))
    assert chip(row, "红灯 2") is not None and not drawn
    row.keep_up(session.snapshot, {"red": 2}, 4, 4, theme("dark"))
    assert sorted(drawn) == sorted(session.snapshot.scheme.lamps)
