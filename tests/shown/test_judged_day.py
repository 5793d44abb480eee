"""A campaign that is over is judged by a day of its own time, chosen once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from battlemap.commands.action import CreateAction
from battlemap.commands.campaign import CreateCampaign
from battlemap.commands.session import Session
from battlemap.shown.judged_day import judged_day

FIRST, LAST = date(2018, 10, 1), date(2018, 12, 31)


@pytest.mark.parametrize(
    ("recorded", "today", "judged"),
    [
        ([datetime(2018, 11, 20, 9)], date(2018, 11, 21), None),
        ([datetime(2018, 11, 20, 9)], LAST, None),
        ([datetime(2018, 11, 20, 9)], date(2026, 1, 1), date(2018, 11, 20)),
        ([datetime(2018, 11, 20, 9), datetime(2026, 1, 1, 9)], date(2026, 1, 1), date(2018, 11, 20)),
        ([datetime(2026, 1, 1, 9)], date(2026, 1, 1), FIRST),
        ([datetime(2018, 9, 20, 9)], date(2026, 1, 1), FIRST),
    ],
    ids=["running", "last day", "over", "edited years later", "typed in years later", "prepared only"],
)
def test_it_is_the_last_day_that_was_told_in_its_own_time(
    tmp_path: Path, recorded: list[datetime], today: date, judged: date | None
) -> None:
    clock = [recorded[0]]
    with Session.create(
        tmp_path / "a.battlemap", CreateCampaign("行动", FIRST, LAST), "甲", lambda: clock[0]
    ) as run:
        for moment in recorded:
            clock[0] = moment
            run.run(CreateAction(f"专项{moment:%m%d%Y}"))
        assert judged_day(run, today) == judged
