from __future__ import annotations

from datetime import date, timedelta

import pytest

from battlemap.commands.session import Session
from battlemap.ui.top_bar import countdown


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
