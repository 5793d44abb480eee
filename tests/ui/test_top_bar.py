from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from battlemap.commands.session import Session
from battlemap.ui.main_window import MainWindow
from battlemap.ui.top_bar import Band, countdown


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


def test_the_countdown_never_jumps(session: Session) -> None:
    campaign = session.snapshot.campaign
    days = [campaign.starts_on + timedelta(days=n) for n in range(campaign.day_count)]
    assert [f"第 {n + 1} 天" in countdown(campaign, day) for n, day in enumerate(days)] == [True] * 92


@pytest.mark.parametrize(
    "title", ["高新区百日攻坚行动", "全区深化放管服改革优化营商环境百日攻坚专项行动" * 3]
)
def test_on_a_narrow_window_the_slogan_goes_before_the_title_is_cut(
    qtbot: QtBot, window: MainWindow, session: Session, title: str
) -> None:
    band = Band(window.actions_)
    qtbot.addWidget(band)
    campaign = attrs.evolve(session.snapshot.campaign, title=title, slogan="当标兵 作示范 争一流")
    band.show_campaign(campaign, date(2018, 11, 20), True)
    band.show()
    whole = band._title.needed + band._slogan.needed + band.sizeHint().width()
    seen = []
    for width in (3 * whole, band._title.needed + band.minimumSizeHint().width(), 400):
        band.resize(width, 42)
        QApplication.processEvents()
        seen.append((band._title.shown == title, band._slogan.isVisible()))
        assert (band._title.toolTip() == "") == (band._title.shown == title)
    assert seen == [(True, True), (True, False), (False, False)]
