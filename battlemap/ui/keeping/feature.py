"""The file's keeping as a feature: backup, restore, check."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.keeping.desk import KeepingDesk

KEEPING: Final = Feature[KeepingDesk](
    "keeping",
    KeepingDesk,
    (
        MenuEntry(
            "backup", "立即备份(&B)", "file/keeping", KeepingDesk.back_up, "archive-arrow-down-outline",
            "把当前档案备份一份，检查无误后存好", "campaign",
        ),
        MenuEntry(
            "restore", "从备份恢复(&V)…", "file/keeping", KeepingDesk.restore, "restore",
            "查看每份备份的内容，与现在比较后恢复，可撤销", "writing",
        ),
        MenuEntry(
            "backup_place", "备份位置(&L)…", "file/keeping", KeepingDesk.ask_place, "",
            "备份放在档案旁边，或 U 盘等指定文件夹", "campaign",
        ),
        MenuEntry(
            "check", "检查档案(&K)", "file/keeping", KeepingDesk.check, "shield-check-outline",
            "检查数据页、关联、触发器和全部日志", "campaign",
        ),
    ),
)  # fmt: skip
