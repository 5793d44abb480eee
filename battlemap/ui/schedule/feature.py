"""Planning as a feature: the menu 计划."""

from __future__ import annotations

from typing import Final

from battlemap.ui.feature import Feature, MenuEntry
from battlemap.ui.schedule.desk import ScheduleDesk

SCHEDULE: Final = Feature[ScheduleDesk](
    "schedule",
    ScheduleDesk,
    (
        MenuEntry(
            "backward_schedule", "倒排工期(&R)…", "plan/order", ScheduleDesk.schedule_backwards,
            "calendar-arrow-left", "从完成时限按模板倒排选中的任务，得出启动日期和节点", "writing selection",
            ("Ctrl+R",),
        ),
        MenuEntry(
            "dependencies", "先后关系(&D)…", "plan/order", ScheduleDesk.edit_dependencies,
            "transit-connection-variant", "选中任务的前置任务和后续任务", "selection", ("Ctrl+L",),
        ),
        MenuEntry(
            "baselines", "军令状(&B)…", "plan/pace", ScheduleDesk.show_baselines, "file-sign",
            "立下军令状，与现在或某一天的计划对照", "campaign",
        ),
        MenuEntry(
            "forecast", "完成日期预测(&F)…", "plan/pace", ScheduleDesk.show_forecast, "crystal-ball",
            "按近期进度推演完成日期，仅供参考", "campaign",
        ),
        MenuEntry(
            "calendar", "工作日历(&C)…", "plan/calendar", ScheduleDesk.edit_calendar, "day",
            "休息日、调休上班日、封土期和重点时段；可导入导出 Excel", "writing", ("Ctrl+K",),
        ),
        MenuEntry(
            "merge_plan", "并入方案(&V)…", "plan/plans", ScheduleDesk.merge_plan, "plan",
            "读取另一份方案，只增加新的专项、要点和任务", "writing",
        ),
        MenuEntry(
            "project_in", "导入 MS Project(&I)…", "plan/plans", ScheduleDesk.take_project, "",
            "读入施工单位的 .xml 计划，先列出变化和不能导入的内容", "writing",
        ),
        MenuEntry(
            "project_out", "导出 MS Project(&E)…", "plan/plans", ScheduleDesk.give_project, "",
            "把计划存为 MS Project 能打开的 .xml", "campaign",
        ),
    ),
)  # fmt: skip
