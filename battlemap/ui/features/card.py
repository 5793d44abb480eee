"""The card sheet at the right, shown or hidden."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, MenuEntry


class CardDesk(Desk):
    """Shows or hides the sheet of the open campaign."""

    def turn(self, is_open: bool) -> None:
        """Shows or hides the card sheet."""
        if self.workspace is not None:
            self.workspace.show_sheet(is_open)


CARD: Final = Feature[CardDesk](
    "card",
    CardDesk,
    (
        MenuEntry(
            "show_sheet", "任务卡(&S)", "view/beside", icon="card-text-outline", tip="显示或隐藏右侧任务卡",
            needs="campaign", keys=("F4",), turns=CardDesk.turn, is_checkable=True,
        ),
    ),
)  # fmt: skip
