"""临战状态 as a feature: its two entries in the menu 值守, the banner, the question at key periods."""

from __future__ import annotations

from typing import Final

from battlemap.ui.alert.desk import AlertDesk
from battlemap.ui.feature import Feature, MenuEntry

ALERT: Final = Feature[AlertDesk](
    "alert",
    AlertDesk,
    (
        MenuEntry(
            "start_alert", "启动临战状态(&A)…", "duty/alert", AlertDesk.start, "alarm-light-outline",
            "值班加倍、停止请假、加密交接班和零报告、下达响应任务，全部可撤销", "writing",
        ),
        MenuEntry(
            "end_alert", "解除临战状态(&E)…", "duty/alert", AlertDesk.end, "alarm-light-off-outline",
            "按决定解除，临战期间改动的恢复原样", "writing",
        ),
    ),
)  # fmt: skip
