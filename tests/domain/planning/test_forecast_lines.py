"""The outlook lists actions first, then tasks, the latest first, and counts those of which too little is known."""

from __future__ import annotations

from datetime import date

import attrs

from battlemap.domain.planning.forecast_lines import forecast_lines
from battlemap.domain.snapshot import Snapshot
from tests.domain.days.test_calendar import CALENDAR
from tests.domain.judging.test_lamp import FIFTY
from tests.domain.planning.test_forecast import AS_OF, finished, steady
from tests.domain.planning.test_succession import board


def told(snapshot: Snapshot, *reports: object) -> Snapshot:
    rows = dict(snapshot.rows)
    rows["report"] = {report.id: report for report in reports}  # type: ignore[attr-defined]
    return Snapshot(rows, snapshot.notice)


def test_the_latest_comes_first_with_its_days_after_the_due_day() -> None:
    quick = attrs.evolve(FIFTY, progress=90, due_on=date(2018, 11, 30))
    slow = attrs.evolve(FIFTY, id="s", code="ECON-02", progress=20, due_on=date(2018, 11, 16))
    silent = attrs.evolve(FIFTY, id="n", code="ECON-03")
    snapshot = told(board(quick, slow, silent), *steady(5), *steady(1, task="s"))
    lines, unknown = forecast_lines(snapshot, AS_OF, 0)
    assert [line.code for line in lines] == ["ECON-02", quick.code]
    assert unknown == 1
    first, then = lines
    assert first.forecast.p80 is not None and then.forecast.p80 is not None
    assert first.late == CALENDAR.between(date(2018, 11, 16), first.forecast.p80) > 0
    assert first.words == f"晚 {first.late} 个工作日"
    assert then.late is not None and then.late < 0
    assert then.words.startswith("早 ")


def test_an_action_is_forecast_before_its_tasks() -> None:
    done = [finished(n, CALENDAR.add(AS_OF, -n)) for n in range(14)]
    left = [finished(n, None) for n in range(20, 26)]
    lines, unknown = forecast_lines(board(*done, *left), AS_OF, 0)
    assert len(lines) == 1 and unknown == 6
    assert lines[0].forecast.basis == "按近 14 个工作日办结 14 项，尚有 6 项"
