"""Above the board: the band with title and countdown."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from battlemap.domain.campaign import Campaign
from battlemap.ui.actions import Actions
from battlemap.ui.chinese_days import long_day, weekday
from battlemap.ui.plain import label, tip


class Band(QFrame):
    """The campaign's name at the left, 「攻坚第 N 天 · 剩 N 天」 and the day judged by at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._title = label(look="page")
        self._title.setMinimumWidth(60)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._slogan = label(look="band")
        self._slogan.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._countdown = label(look="day")
        self._day = QToolButton()
        self._day.clicked.connect(actions["judged_on"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(16)
        row.addWidget(self._title, 3)
        row.addWidget(self._slogan, 2)
        row.addWidget(self._countdown)
        row.addWidget(self._day)

    @property
    def countdown(self) -> str:
        """The words of the countdown."""
        return self._countdown.text()

    def show_campaign(self, campaign: Campaign, as_of: date, is_today: bool) -> None:
        """Shows the campaign as of a day."""
        self._title.setText(campaign.title)
        self._title.setToolTip(tip(campaign.title))
        self._slogan.setText(campaign.slogan)
        self._slogan.setToolTip(tip(campaign.slogan))
        self._countdown.setText(countdown(campaign, as_of))
        self._day.setText(f"{long_day(as_of)} {weekday(as_of)}" if is_today else f"按 {long_day(as_of)} 研判")
        self._day.setToolTip("亮灯、天数都按这一天计算；点击更改（Ctrl+T）")


def countdown(campaign: Campaign, as_of: date) -> str:
    """Returns 「攻坚第 51 天 · 剩 41 天」, and fitting words before and after the campaign."""
    if as_of < campaign.starts_on:
        return f"距启动 {(campaign.starts_on - as_of).days} 天"
    if as_of > campaign.ends_on:
        return f"攻坚 {campaign.day_count} 天 · 已收官"
    left = campaign.days_left(as_of)
    return f"攻坚第 {campaign.campaign_day(as_of)} 天 · " + (f"剩 {left} 天" if left else "收官之日")
