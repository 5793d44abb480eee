"""会议 as a feature: its page, from which meeting mode is entered."""

from __future__ import annotations

from typing import Final

from battlemap.ui.desk import Desk
from battlemap.ui.feature import Feature, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.meeting.page import MeetingsPage

    return MeetingsPage(tools)


MEETINGS: Final = Feature(
    "meetings",
    Desk,
    page=PageEntry(
        "会议", "account-group-outline", "议程由要紧事自动排成；会议模式全屏逐项过堂，一行字议定，散会即出纪要", _page,
        ("Ctrl+9",), has_sheet=False,
    ),
    gestures=(
        ("F5", "会议模式：全屏，只用键盘"),
        ("任务：… @单位 #日期", "会议模式里写一行，回车即为议定"),
    ),
)  # fmt: skip
