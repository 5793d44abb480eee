from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.theme import theme
from battlemap.ui.actions import Actions
from battlemap.ui.filter import Filter
from battlemap.ui.icons import IconBook
from battlemap.ui.top_bar import FilterRow, countdown


@pytest.fixture
def row(qtbot: QtBot, session: Session) -> Iterator[FilterRow]:
    window = QWidget()
    qtbot.addWidget(window)
    icons = IconBook()
    made = FilterRow(icons, Actions(window, icons), window)
    made.keep_up(session.snapshot, {"red": 1}, 4, 4, theme("light"))
    yield made


def chip(row: FilterRow, text: str) -> QToolButton:
    return next(button for button in row.findChildren(QToolButton) if button.text() == text)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 9, 30), "距启动 1 天"),
        (date(2018, 10, 1), "攻坚第 1 天 · 剩 91 天"),
        (date(2018, 11, 20), "攻坚第 51 天 · 剩 41 天"),
        (date(2018, 12, 31), "攻坚第 92 天 · 收官之日"),
        (date(2019, 1, 1), "攻坚 92 天 · 已收官"),
    ],
)
def test_the_countdown_says_where_the_campaign_stands(session: Session, day: date, words: str) -> None:
    assert countdown(session.snapshot.campaign, day) == words


def test_typing_filters_after_a_moment(qtbot: QtBot, row: FilterRow) -> None:
    field = row.findChild(QLineEdit)
    with qtbot.waitSignal(row.changed) as told:
        qtbot.keyClicks(field, "econ")
    assert told.args == [Filter(words="econ")]


def test_lamps_add_up_and_are_cleared_at_once(qtbot: QtBot, row: FilterRow) -> None:
    chip(row, "红灯 1").click()
    chip(row, "黄灯 0").click()
    assert row.filter.lamps == {"red", "yellow"}
    row.clear()
    assert row.filter == Filter()
    assert not chip(row, "红灯 1").isChecked()


def test_a_picked_day_shows_and_is_taken_back_by_a_click(qtbot: QtBot, row: FilterRow) -> None:
    row.pick_day(date(2018, 11, 30))
    assert row.filter.day == date(2018, 11, 30)
    chip(row, "11月30日到期").click()
    assert row.filter.is_empty


def test_the_units_of_the_tasks_can_be_chosen(row: FilterRow, session: Session) -> None:
    combo = row.findChild(QComboBox)
    assert [combo.itemText(n) for n in range(combo.count())] == ["全部单位", "待定", "经发局"]
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert row.filter.unit in session.snapshot.units


def test_the_countdown_never_jumps(session: Session) -> None:
    campaign = session.snapshot.campaign
    days = [campaign.starts_on + timedelta(days=n) for n in range(campaign.day_count)]
    assert [f"第 {n + 1} 天" in countdown(campaign, day) for n, day in enumerate(days)] == [True] * 92
