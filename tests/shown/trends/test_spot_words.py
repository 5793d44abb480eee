"""What a part of a curve stands for is told in words and, for bars, by its tasks."""

from __future__ import annotations

from datetime import date

from battlemap.domain.telling.course import Course, Evening
from battlemap.domain.telling.progress_course import ProgressEvening
from battlemap.domain.telling.trends import Trends
from battlemap.shown.trends.spot_words import spot_tasks, spot_words
from tests.sheets.campaigns import campaign

DAY = date(2018, 11, 20)
TOLD = Trends(
    campaign(60), DAY, None, Course((Evening(DAY, (12, 54, 8, 20), (0, 10, 21, 0, 55, 8)),)),
    (ProgressEvening(DAY, 62.3, 66.1, 28, 20, 94),),
)  # fmt: skip
KEY = (DAY.toordinal(),)


def test_days_are_told_by_their_numbers() -> None:
    assert spot_words("progress", KEY, TOLD) == "11月20日：完成 62.3%，序时 66.1%"
    assert spot_words("burn_down", KEY, TOLD) == "11月20日：未办结 66 项，共 94 项"
    assert spot_words("lamps", KEY, TOLD) == "11月20日：红灯 10，黄灯 21，绿灯 55，灰灯 8"
    assert spot_words("flow", KEY, TOLD) == "11月20日：待启动 12，推进中 54，待核查 8，已销号 20"
    assert spot_words("flow", (KEY[0] + 1,), TOLD) == ""
    assert spot_tasks("flow", KEY, TOLD) == ()


def test_the_parts_of_all_bars_hold_all_tasks() -> None:
    whole = sorted(task.id for task in TOLD.snapshot.live_tasks)
    assert (
        sorted(
            id for row in range(11) for part in range(3) for id in spot_tasks("turnout", (row, part), TOLD)
        )
        == whole
    )
    waiting = sorted(task.id for task in TOLD.snapshot.live_tasks if task.lane != "struck_off")
    assert (
        sorted(
            id for span in range(5) for lane in range(3) for id in spot_tasks("ageing", (span, lane), TOLD)
        )
        == waiting
    )
    assert spot_words("turnout", (0, 2), TOLD).startswith("经济运行 未办结：")
    assert spot_words("ageing", (0, 1), TOLD).startswith("停留 0–3 天，推进中：")
