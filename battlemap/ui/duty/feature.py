"""值班 as a feature: its page, its menu, and who is on duty in the status line."""

from __future__ import annotations

from typing import Final

from battlemap.ui.duty.desk import DutyDesk
from battlemap.ui.feature import Feature, MenuEntry, PageEntry
from battlemap.ui.page import Page, Tools


def _page(tools: Tools) -> Page:
    from battlemap.ui.duty.page import DutyPage

    return DutyPage(tools)


DUTY: Final = Feature[DutyDesk](
    "duty",
    DutyDesk,
    (
        MenuEntry(
            "make_roster", "自动排班(&R)…", "duty/roster", DutyDesk.make_roster, "calendar-sync-outline",
            "按岗位、请假、间隔和折算次数公平排班，排不满的逐日说明", "writing",
        ),
        MenuEntry(
            "hand_over_shift", "交接班(&H)…", "duty/roster", DutyDesk.hand_over, "account-switch-outline",
            "登记交接班，没有办结的值班事项自动移交", "writing",
        ),
        MenuEntry(
            "sign_handover", "交接班签字(&G)", "duty/log", DutyDesk.sign, "", "交接双方签字，签字后不再改动", "writing",
        ),
        MenuEntry(
            "report_incident", "信息快报(&I)…", "duty/log", DutyDesk.report, "bullhorn-outline",
            "登记突发事件并报送首报、续报、终报", "writing",
        ),
    ),
    page=PageEntry(
        "值班", "calendar-clock-outline", "一个月的值班表：拖动对换，随时看到缺岗、重复和公平性", _page,
        has_sheet=False,
    ),
    gestures=(
        ("拖动姓名 / 空格 方向键 空格", "对换两个班次；拖动时右侧显示换后的问题和公平性"),
        ("双击 / 右键 / Enter", "选由谁值班、换班申请、改为缺岗"),
    ),
)  # fmt: skip
