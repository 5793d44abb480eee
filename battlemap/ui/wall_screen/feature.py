"""The wall screen as a feature."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.wall_screen.desk import WallDesk

WALL_SCREEN: Final = Feature[WallDesk](
    "wall_screen",
    WallDesk,
    (
        MenuEntry(
            "wall_screen", "大屏轮播(&W)", "view/wall", WallDesk.begin, "presentation-play",
            "全屏自动翻页，方向键前后翻，Esc 或单击返回", "campaign", ("F11",),
        ),
        MenuEntry(
            "wall_screen_options", "大屏轮播设置…", "view/wall", WallDesk.ask, "", "大屏的配色和每页停留时间"
        ),
    ),
)  # fmt: skip
