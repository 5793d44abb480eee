"""The past as a feature: history, recycle bin, time machine, comparison."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.history.desk import HistoryDesk

HISTORY: Final = Feature[HistoryDesk](
    "history",
    HistoryDesk,
    (
        MenuEntry(
            "bin", "回收站(&Y)…", "edit/past", HistoryDesk.open_bin, "restore", "找回删除的任务、要点和专项",
            "campaign", ("Ctrl+Shift+B",),
        ),
        MenuEntry(
            "history", "历史(&H)", "view/past", icon="history", tip="谁在什么时候改了什么；可撤销到任一步",
            needs="campaign", keys=("Ctrl+H",), turns=HistoryDesk.turn, is_checkable=True,
        ),
        MenuEntry(
            "time_machine", "时光机(&M)…", "view/past", HistoryDesk.ask_moment, "past",
            "查看某天某时的作战板", "campaign", ("Ctrl+Shift+T",),
        ),
        MenuEntry(
            "compare", "比较两个时刻(&D)…", "view/past", HistoryDesk.ask_comparison, "compare",
            "列出两个时刻之间的变化", "campaign", ("Ctrl+Shift+D",),
        ),
    ),
)  # fmt: skip
