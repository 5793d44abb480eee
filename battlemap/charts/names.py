"""The curves of the trends (态势) in order: what each is called and tells; names only, so that no curve need be drawn."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class ChartName:
    """One curve: its name in files, its title, what it tells, and the same in few words."""

    name: str
    title: str
    purpose: str
    brief: str


NAMES: Final = (
    ChartName("progress", "完成与序时", "全部任务的平均进度，与按时间应达到的序时进度", "平均进度与序时进度"),
    ChartName(
        "burn_down", "剩余任务", "还没有办结的任务，与按工作日均匀办结应剩的任务", "未办结与按工作日应剩"
    ),
    ChartName("lamps", "亮灯构成", "每天傍晚各色灯的任务数", "每天傍晚各色灯"),
    ChartName("flow", "任务流转", "每天傍晚各状态的任务数，累积流图", "每天傍晚各状态"),
    ChartName(
        "turnout", "各专项办结销号", "各专项已销号、已办结待核查和未办结的任务数", "已办结（含销号）/ 全部"
    ),
    ChartName("ageing", "停留天数", "任务进入当前状态已有多少天，已销号的不计", "进入当前状态已有多久"),
)
