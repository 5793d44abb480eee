"""填报 as a feature: packages are sent to the units, returns are taken, and it is seen who has reported."""

from __future__ import annotations

from typing import Final

from battlemap.ui.collecting.desk import CollectingDesk
from battlemap.ui.feature import Feature, MenuEntry

COLLECTING: Final = Feature(
    "collecting",
    CollectingDesk,
    (
        MenuEntry(
            "collect_send", "发出填报包(&G)…", "plan/collect", CollectingDesk.send, "",
            "为每个单位生成一份 Excel 填报包，只含本单位的内容", "writing",
        ),
        MenuEntry(
            "collect_take", "接收填报(&T)…", "plan/collect", CollectingDesk.ask_returns, "",
            "核对交回的填报包，逐行逐格选择后一步写入", "writing",
        ),
        MenuEntry(
            "collect_folder", "接收一个文件夹的填报(&K)…", "plan/collect", CollectingDesk.ask_folder, "",
            "把放着几十份填报包的文件夹一次核对、一步写入，写出一份接收报告", "writing",
        ),
        MenuEntry(
            "collect_status", "报送情况(&S)…", "plan/collect", CollectingDesk.show_status, "",
            "谁已报、谁未报，催报、退回、重出填报包", "campaign",
        ),
    ),
)  # fmt: skip
