"""多机协作 as a feature: state and ways, packets by file, conflicts."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.mail.desk import MailDesk

MAIL: Final = Feature(
    "mail",
    MailDesk,
    (
        MenuEntry(
            "mail", "多机协作(&W)…", "file/mail", MailDesk.show, "", "协作电脑、共享文件夹或服务器、登记和冲突", "campaign"
        ),
        MenuEntry(
            "mail_out", "导出增量包(&J)…", "file/mail", MailDesk.ask_export, "", "把改动存成一个文件，用 U 盘带到另一台电脑", "writing"
        ),
        MenuEntry(
            "mail_in", "接收增量包(&Y)…", "file/mail", MailDesk.ask_receive, "", "先看每一处差异，再写入", "writing"
        ),
    ),
)  # fmt: skip
