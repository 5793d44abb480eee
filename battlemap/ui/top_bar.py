"""Above the board: the band with title and countdown."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from battlemap.domain.kinds.campaign import Campaign
from battlemap.shown.chinese_days import long_day, weekday
from battlemap.ui.actions import Actions
from battlemap.ui.labels import Elided, label

#: px of margins and gaps beside title and slogan.
_BESIDE: Final = 60


class Band(QFrame):
    """The campaign's name at the left, 「攻坚第 N 天 · 剩 N 天」 and the day judged by at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._title, self._slogan = Elided("page"), Elided("band")
        self._title.setMinimumWidth(60)
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
        self._slogan.setText(campaign.slogan)
        self._countdown.setText(countdown(campaign, as_of))
        self._day.setText(f"{long_day(as_of)} {weekday(as_of)}" if is_today else f"按 {long_day(as_of)} 研判")
        self._day.setToolTip("亮灯、天数都按这一天计算；点击更改（Ctrl+T）")
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the slogan out where it would cut the title."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.width() - self._countdown.sizeHint().width() - self._day.sizeHint().width() - _BESIDE
        # title and slogan share the room three to two
        self._slogan.setVisible(bool(self._slogan.text()) and self._title.needed <= (room - 16) * 3 / 5)


def countdown(campaign: Campaign, as_of: date) -> str:
    """Returns 「攻坚第 51 天 · 剩 41 天」, and fitting words before and after the campaign."""
    if as_of < campaign.starts_on:
        return f"距启动 {(campaign.starts_on - as_of).days} 天"
    if as_of > campaign.ends_on:
        return f"攻坚 {campaign.day_count} 天 · 已收官"
    left = campaign.days_left(as_of)
    return f"攻坚第 {campaign.campaign_day(as_of)} 天 · " + (f"剩 {left} 天" if left else "收官之日")
